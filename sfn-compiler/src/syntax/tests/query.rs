//! Tokens of paths and of JSONata → their text.

use sfn_asl::query::jsonata;

use super::super::ast::{Expr, ExprKind, Source, StatementKind};
use super::{check_value, parse};

#[test]
fn paths() {
    for (source, wanted) in [
        ("$", "$"),
        ("$$", "$$"),
        ("$$.Task.Token", "$$.Task.Token"),
        ("$$.Map.Item.Value[\"a b\"]", "$$.Map.Item.Value['a b']"),
        ("$x", "$x"),
        ("$x.y[0]", "$x.y[0]"),
        ("$.order.items[0].sku", "$.order.items[0].sku"),
        ("$ . order . id", "$.order.id"),
        ("$.detail-type", "$.detail-type"),
        ("$.a-b-c.d-e", "$.a-b-c.d-e"),
        ("$.us-east-1", "$.us-east-1"),
        ("$.a.2024-01-02", "$.a.2024-01-02"),
        ("$[\"odd key\"]", "$['odd key']"),
        ("$['x']", "$['x']"),
        ("$.[\"a\"]", "$.['a']"),
        ("$[\"it's\"]", r"$['it\'s']"),
        (r#"$["a\\b"]"#, r"$['a\\b']"),
        (r#"$["q\"q"]"#, r#"$['q"q']"#),
        (r##"$[r#"a\"b"#]"##, r#"$['a\"b']"#),
        ("$[\"a\", \"b\"]", "$['a','b']"),
        ("$.items[*].sku", "$.items[*].sku"),
        ("$.*", "$.*"),
        ("$.a.*.b", "$.a.*.b"),
        ("$..*", "$..*"),
        ("$..price", "$..price"),
        ("$..[\"a\"]", "$..['a']"),
        ("$.a[1:3]", "$.a[1:3]"),
        ("$.a[1:]", "$.a[1:]"),
        ("$.a[:-1]", "$.a[:-1]"),
        ("$.a[-1]", "$.a[-1]"),
        ("$.a[0, 2]", "$.a[0,2]"),
        ("$.items[?(@.qty > 10)]", "$.items[?(@.qty>10)]"),
        ("$.items[?(@.a == \"x\" && !(@.b))].c", "$.items[?(@.a=='x'&&!(@.b))].c"),
        ("$.items[?(@.a in [\"S\", \"M\"])]", "$.items[?(@.a in['S','M'])]"),
        ("$.items[?(@.a =~ /ab.*/i)]", "$.items[?(@.a=~/ab.*/i)]"),
        ("$.items[?(@.a nin $.b)]", "$.items[?(@.a nin $.b)]"),
        ("$.items.length()", "$.items.length()"),
        ("$.items.concat(\"a\", $.b)", "$.items.concat(\"a\",$.b)"),
        ("$.1", "$.1"),
        ("$.a.0.1", "$.a.0.1"),
        ("$.a.0.1.2.b", "$.a.0.1.2.b"),
        ("$.a.1st", "$.a.1st"),
        ("$.a.1e5", "$.a.1e5"),
        ("$.type.match.r#if.r#async", "$.type.match.if.async"),
        ("$.größe.名前", "$.größe.名前"),
        ("$._", "$._"),
        ("$.States", "$.States"),
        ("$.a-States", "$.a-States"),
    ] {
        check_value(source, wanted);
    }
}

#[test]
fn hyphens_by_distance() {
    for (source, wanted) in [
        ("$.a-1", "$.a-1"),
        ("$.a - b", "(- $.a `b)"),
        ("$.a - States.MathRandom(1, 2)", "(- $.a States.MathRandom(1 2))"),
        ("$.a -$.b", "(- $.a $.b)"),
        ("$.a-$.b", "(- $.a $.b)"),
        ("$x-1", "(- $x 1)"),
        ("$.a[0]-1", "(- $.a[0] 1)"),
    ] {
        check_value(source, wanted);
    }
}

/// rust-analyzer knows no places: names go with hyphens, numbers do not.
#[test]
fn hyphens_without_places() {
    for (source, wanted) in [
        ("$.detail-type", "$.detail-type"),
        ("$.a - b", "$.a-b"),
        ("$.a - 1", "(- $.a 1)"),
        ("$.a - States.MathRandom(1, 2)", "(- $.a States.MathRandom(1 2))"),
    ] {
        let tokens = format!("machine M {{ $.x = {source}; }}").parse().unwrap();
        let (machines, found) = super::parse_tokens(super::property::without_places(tokens));
        assert_eq!(found, Vec::<String>::new());
        let dumped = super::dump::statement(&machines[0].body.statements[0]);
        assert_eq!(dumped, format!("(= $.x {wanted})"), "{source}");
    }
}

#[test]
fn jsonata() {
    for (source, wanted) in [
        ("{% %}", ""),
        ("{%%}", ""),
        ("{% $sum($states.input.items.price) %}", "$sum($states.input.items.price)"),
        ("{% $x := 5; $x %}", "$x:=5; $x"),
        ("{% a ~> $sum() %}", "a~> $sum()"),
        ("{% items^(>price) %}", "items^(>price)"),
        ("{% $ in [1..3] and $.a or true %}", "$ in[1..3]and $.a or true"),
        ("{% \"a\\\"b\\n\" & 'x' & \"\\u{1}\\\\\" %}", r#""a\"b\n"&"x"&"\u0001\\""#),
        ("{% $a != $b ? $c : {\"k\": [1_000, 2.5]} %}", r#"$a!= $b? $c:{"k":[1000,2.5]}"#),
        ("{% $a - -1 %}", "$a- -1"),
        ("{% a.* * b.** %}", "a.* *b.**"),
        ("{% function($x, $y) { $x + $y } %}", "function($x, $y){$x+ $y}"),
        ("{% %.name & $$.b %}", "%.name& $$.b"),
        ("{% $map(a, λ($v) { r#type }) %}", "$map(a,λ($v){type})"),
        ("{% /^ab+$/i %}", "/^ab+$/i"),
        ("{% a[type = 'x'][0] %}", r#"a[type="x"][0]"#),
    ] {
        check_value(source, &format!("<%{wanted}>"));
    }
}

/// Whatever of JSONata's own suite Rust can lex means the same when it has gone through tokens.
#[test]
fn jsonata_of_the_suite() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../sfn-asl/src/query/jsonata/tests/suite.tsv");
    let (mut same, mut other) = (0, Vec::new());
    for row in std::fs::read_to_string(path).unwrap().lines().filter_map(|line| line.strip_prefix("ok\t")) {
        // Escapes of the table itself: such rows hold backslashes or line breaks, which tokens are not meant for.
        let Ok(tokens) = format!("machine M {{ $.x = {{% {row} %}}; }}").parse() else { continue };
        let (Ok(direct), false) = (jsonata::parse(row), row.contains('\\')) else { continue };
        // `a /* b */ c`, `// c`: comments of Rust too, gone before we see them.
        let (machines, found) = super::parse_tokens(tokens);
        assert_eq!(found, Vec::<String>::new(), "{row}");
        let StatementKind::Effect(effect) = &machines[0].body.statements[0].kind else { panic!("{row}") };
        let Source::Value(Expr { kind: ExprKind::Jsonata(query), .. }) = &effect.source else {
            panic!("{row}")
        };
        match jsonata::parse(&query.text) {
            Ok(expr) if expr == direct => same += 1,
            _ => other.push(format!("{row}\n    {}", query.text)),
        }
    }
    assert_eq!((same, other.join("\n")), (1127, String::new()));
}

#[test]
fn offsets_are_those_of_the_tokens() {
    let source = "machine M { $.x = [$.order.items[0][\"a b\"].c-d, {% $sum(a, \"b\") %}]; }";
    let (machines, _) = parse(source);
    let StatementKind::Effect(effect) = &machines[0].body.statements[0].kind else { panic!() };
    let Source::Value(value) = &effect.source else { panic!() };
    let ExprKind::Array(values) = &value.kind else { panic!() };
    let pieces: Vec<Vec<(String, String)>> = values
        .iter()
        .map(|value| {
            let (ExprKind::Path(query) | ExprKind::Jsonata(query)) = &value.kind else { panic!() };
            let ends = query.offsets.iter().skip(1).map(|(at, _)| *at).chain([query.text.len()]);
            let pieces = query.offsets.iter().zip(ends);
            pieces
                .map(|((at, span), end)| (query.text[*at..end].to_owned(), span.start.source_text().unwrap()))
                .collect()
        })
        .collect();
    let pieces: Vec<Vec<(&str, &str)>> =
        pieces.iter().map(|it| it.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()).collect();
    assert_eq!(
        pieces[0],
        [
            ("$", "$"),
            (".", "."),
            ("order", "order"),
            (".", "."),
            ("items", "items"),
            ("[", "["),
            ("0", "0"),
            ("]", "]"),
            ("[", "["),
            ("'a b'", "\"a b\""),
            ("]", "]"),
            (".", "."),
            ("c", "c"),
            ("-", "-"),
            ("d", "d"),
        ]
    );
    assert_eq!(
        pieces[1],
        [("$", "$"), ("sum", "sum"), ("(", "("), ("a", "a"), (",", ","), ("\"b\"", "\"b\""), (")", ")")]
    );
}
