//! The table of Jayway's answers, exact errors, and properties of random paths.

use super::random::Random;
use super::tests::Class::{Definite, Indefinite, Invalid};
use super::{Path, Root, SegmentKind, check_context, parse};
use crate::query::QueryError;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Definite,
    Indefinite,
    Invalid,
}

/// What Jayway's current source answers for these paths, recorded by running it. Three differ on purpose: we refuse
/// `store.book`, `@.two` and the unclosed `$.l[`, which it takes.
static JAYWAY: &[(&str, Class)] = &[
    ("$", Definite),
    ("$.detail-type", Definite),
    ("$['detail-type']", Definite),
    (r#"$["detail-type"]"#, Definite),
    ("$['a b']", Definite),
    ("$.a b", Invalid),
    ("$.store.book[0].title", Definite),
    ("$.store.book[-1].title", Definite),
    ("$.l[-1]", Definite),
    ("$.l[99]", Definite),
    ("$.nope", Definite),
    ("$.store.nope", Definite),
    ("$.l[*]", Indefinite),
    ("$.store.*", Indefinite),
    ("$..price", Indefinite),
    ("$.store..price", Indefinite),
    ("$..book[2]", Indefinite),
    ("$..*", Indefinite),
    ("$.l[0:2]", Indefinite),
    ("$.l[1:]", Indefinite),
    ("$.l[:2]", Indefinite),
    ("$.l[-2:]", Indefinite),
    ("$.l[::2]", Invalid),
    ("$.l[0,2]", Indefinite),
    ("$['detail-type','two']", Definite),
    ("$.os[?(@.id == 'x')]", Indefinite),
    (r#"$.os[?(@.id=="x")]"#, Indefinite),
    ("$.os[?(@.v > 1)].id", Indefinite),
    ("$.os[?(@.v > 1 && @.id == 'z')]", Indefinite),
    ("$.os[?(@.v > 2 || @.id == 'y')].id", Indefinite),
    ("$.os[?(!(@.v > 1))].id", Indefinite),
    ("$.os[?(@.w)]", Indefinite),
    ("$.os[?(!@.w)].id", Indefinite),
    ("$.os[?(@.v == $.two)].id", Indefinite),
    ("$.store.book[?(@.author =~ /to.*/i)].title", Indefinite),
    ("$.os[?(@.id in ['x','y'])].id", Indefinite),
    ("$.os[?(@.id nin ['x','y'])].id", Indefinite),
    ("$.os[?(@.tags contains 'p')].id", Indefinite),
    ("$.os[?(@.tags size 2)].id", Indefinite),
    ("$.os[?(@.tags empty false)].id", Indefinite),
    ("$.store.book[?(@.price < $.limit)].title", Indefinite),
    ("$.l.length()", Definite),
    ("$.l.sum()", Definite),
    ("$.l.min()", Definite),
    ("$.l.max()", Definite),
    ("$.l.avg()", Definite),
    ("$.m.keys()", Definite),
    ("$.l.first()", Definite),
    ("$.l.last()", Definite),
    ("$.l.index(1)", Definite),
    (r#"$.l.concat("x")"#, Definite),
    ("$.store.book[(@.length-1)].title", Invalid),
    ("$.nested[*][0]", Indefinite),
    ("$.nested[0][1]", Definite),
    ("$.m[*]", Indefinite),
    ("$.m.x.y", Definite),
    ("$.it's", Definite),
    (r#"$['it\'s']"#, Definite),
    ("$.$d", Definite),
    ("$.ünï", Definite),
    ("$['k.dot']", Definite),
    ("$.123", Definite),
    ("$.store.book[?(@.isbn == null)].title", Indefinite),
    ("$.store.book.title", Definite),
    ("$.l[?(@ > 15)]", Indefinite),
    ("$.l[ 0 ]", Definite),
    ("$. two", Invalid),
    ("store.book", Invalid),
    ("@.two", Invalid),
    ("$.", Invalid),
    ("$..", Invalid),
    ("$.l[", Invalid),
    ("$.l[a]", Invalid),
    ("$.l[1.5]", Invalid),
];

#[test]
fn classes_paths_as_jayway_does() {
    for (text, class) in JAYWAY {
        let ours = match parse(text) {
            Ok(path) if path.is_definite() => Definite,
            Ok(_) => Indefinite,
            Err(_) => Invalid,
        };
        assert_eq!(ours, *class, "{text}");
    }
}

#[test]
fn prints_the_canonical_text() {
    let rows = [
        ("$", "$"),
        ("$$", "$$"),
        ("$$.Execution.Input.foo", "$$.Execution.Input.foo"),
        ("$order.items[0]", "$order.items[0]"),
        ("$.detail-type", "$.detail-type"),
        (r#"$["ünï"]["a b"]["it's"]"#, r"$.ünï['a b']['it\'s']"),
        ("$.it's.$d.123", r"$['it\'s']['$d']['123']"),
        ("$.abc.['def ghi']", "$.abc['def ghi']"),
        ("$.[?(@.x)]", "$[?(@.x)]"),
        ("$.a.[0][ -3: ][ 1 , 2 ]", "$.a[0][-3:][1,2]"),
        ("$.a.*..*..['b c']", "$.a[*]..[*]..['b c']"),
        ("$.a..b.length()", "$.a..b.length()"),
        (r#"$.concat( "a'b" , $.x,1 )"#, r#"$.concat("a'b", $.x, 1)"#),
        (r#"$['Test\""Name"']"#, r#"$['Test\""Name"']"#),
        (r"$.store\.book", "$['store.book']"),
        ("$.a[?(@.b>1&&!@.c||@.d IN [1,'x'])]", "$.a[?(@.b > 1 && !@.c || @.d in [1,'x'])]"),
        (r"$.a[?( (@.b=~/x\/y/i)&&(@.c||@.d) )].e", r"$.a[?(@.b =~ /x\/y/i && (@.c || @.d))].e"),
        ("$.a[?(!(@.b[?(@.c)].d == null))]", "$.a[?(!(@.b[?(@.c)].d == null))]"),
    ];
    for (text, canonical) in rows {
        let path = parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        assert_eq!(path.to_string(), canonical);
        assert_eq!(parse(canonical).as_ref(), Ok(&path), "{canonical}");
    }
}

#[test]
fn segments_know_their_bytes() {
    let text = "$$.Execution['a b'][ 12 ]..x[?(@.y)].sum($.z)";
    let path = parse(text).unwrap();
    let parts: Vec<&str> = path.segments.iter().map(|segment| &text[segment.range.clone()]).collect();
    assert_eq!(parts, ["Execution", "'a b'", "12", "..", "x", "?(@.y)", "sum"]);
}

/// The first error's code, the bytes it points at and a part of its message and help.
fn check(result: Result<(), Vec<QueryError>>, text: &str, code: u16, bytes: &str, at: usize, words: &str) {
    let errors = result.expect_err(text);
    let error = &errors[0];
    assert_eq!(error.code.0, code, "{text:.80}: {error:?}");
    assert_eq!((&text[error.range.clone()], error.range.start), (bytes, at), "{text:.80}: {error:?}");
    let all = format!("{} / {}", error.message, error.help.as_deref().unwrap_or_default());
    assert!(all.contains(words), "{text:.80}: {all}");
    assert!(!error.message.ends_with('.') && !error.message.contains('\n'), "{text:.80}: {all}");
}

#[test]
fn refuses_with_exact_bytes() {
    let rows = [
        ("", "", 0, "empty"),
        (" $.a", " ", 0, "before `$`"),
        ("$.a ", " ", 3, "remove the blank"),
        ("store.book", "store", 0, "write `$.store.book`"),
        ("@.a", "@", 0, "`[?(…)]`"),
        ("bug$.a", "bug$", 0, "starts with `$`"),
        (".a", ".", 0, "starts with `$`"),
        ("$.", ".", 1, "cannot end with `.`"),
        ("$.a..", "..", 3, "cannot end with `..`"),
        ("$...", ".", 3, "three dots"),
        ("$. two", " ", 2, "a name must follow"),
        ("$.a b.c", " ", 3, "write `['a b']`"),
        ("$.a]", "]", 3, "write `['a]']`"),
        ("$1", "1", 1, "must follow `$`"),
        ("$-x", "-", 1, "must follow `$`"),
        ("$$abc", "a", 2, "may follow here"),
        ("$my-var.x", "-", 3, "name of a variable"),
        ("$[", "[", 1, "never closed"),
        ("$.a[0", "[", 3, "never closed"),
        ("$.a[0]b", "b", 6, "may follow here"),
        ("$.a[]", "[]", 3, "nothing stands"),
        ("$.a[b c ]", "b c", 4, "write `['b c']`"),
        ("$.a['b", "'", 4, "never closed"),
        ("$.a['b' c]", "c", 8, "`]` must follow"),
        (r#"$.a['b',"c"]"#, "\"", 8, "the same quotes"),
        ("$.a[1.5]", "1.5", 4, "whole number"),
        ("$.a[-]", "-", 4, "whole number"),
        ("$.a[3000000000]", "3000000000", 4, "too large"),
        ("$.a[0:2:1]", ":1", 7, "no step"),
        ("$.a[1 :2]", " ", 5, "no blanks"),
        ("$.a[1: -2]", " ", 6, "no blanks"),
        ("$.a[:]", ":", 4, "write `[*]`"),
        ("$.a[(@.length-1)].b", "(@.length-1)", 4, "`[-1]`"),
        ("$.a.lenght()", "lenght", 4, "did you mean `length`?"),
        ("$.a.length(", "(", 10, "never closed"),
        ("$.a.concat('x')", "'", 11, "double quotes"),
        ("$.a[?@.b]", "?", 4, "write `[?(…)]`"),
        ("$.a[?(@.b]", "]", 9, "must follow a condition"),
        ("$.a[?(@.b = 1)]", "=", 10, "write `==`"),
        ("$.a[?(@.b == )]", ")", 13, "a path or a constant"),
        ("$.a[?(@.b == Foo)]", "Foo", 13, "write `'Foo'`"),
        ("$.a[?(@.b includes 1)]", "includes", 10, "not an operator"),
        ("$.a[?(@.b contain 1)]", "contain", 10, "did you mean `contains`?"),
        ("$.a[?(@.b in 'x')]", "'x'", 13, "`in` takes a list"),
        ("$.a[?(@.b size 'x')]", "'x'", 15, "`size` takes a number"),
        ("$.a[?(@.b =~ 'x')]", "'x'", 13, "takes a pattern"),
        ("$.a[?(@.b == /x/)]", "/x/", 13, "only `=~`"),
        ("$.a[?(@.b =~ /x/g)]", "g", 16, "not a flag"),
        ("$.a[?(!@.b == 1)]", "!", 6, "parentheses"),
        ("$.a[?(@.b & @.c)]", "&", 10, "write `&&`"),
        ("$.a[?(1)]", "1", 6, "no condition"),
        ("$.a[?(@.b == $x)]", "$x", 13, "starts with `@` or `$`"),
        ("$.a[?(@.b == 1.)]", "1.", 13, "not a number"),
    ];
    for (text, bytes, at, words) in rows {
        check(parse(text).map(drop), text, 6001, bytes, at, words);
    }
    let long = format!("${}", "x".repeat(81));
    check(parse(&long).map(drop), &long, 6001, &long[1..], 1, "at most 80");
    assert!(parse(&long[..81]).is_ok());
}

#[test]
fn goes_on_where_it_can() {
    let errors = parse("$.a[::2].lenght()[?(@.b in 1 && @.c size 'x')]").unwrap_err();
    let starts: Vec<usize> = errors.iter().map(|error| error.range.start).collect();
    assert_eq!(starts, [5, 9, 27, 41]);
}

#[test]
fn knows_reference_paths() {
    for text in ["$", "$.a.b[0]['c d']", "$$.Execution.Input.x", "$var.x[3]", "$.detail-type"] {
        assert_eq!(parse(text).unwrap().check_reference(), Ok(()), "{text}");
    }
    let rows = [
        ("$.a[*].b", "*", 4, "`*`"),
        ("$.a.*", "*", 4, "`*`"),
        ("$..a", "..", 1, "`..`"),
        ("$.a[0,1]", "0,1", 4, "indexes"),
        ("$['a','b']", "'a','b'", 2, "names"),
        ("$.a[1:].b", "1:", 4, "slice"),
        ("$.a[?(@.b)]", "?(@.b)", 4, "filter"),
        ("$.a.length()", "length", 4, "function"),
    ];
    for (text, bytes, at, words) in rows {
        let result = parse(text).unwrap().check_reference();
        check(result.map_err(|error| vec![error]), text, 6002, bytes, at, words);
    }
}

#[test]
fn knows_the_context_object() {
    let good = "$$ $$.Execution $$.Execution.Input.any.thing[0] $$['State']['Name'] $$.Map.Item.Value.x $$.Map.Item.Key \
                $$.Task.Token $$.StateMachine $$.*.Nope $$.Execution['Id','Name'] $.Execution.Ids $Execution.Ids";
    for text in good.split_whitespace() {
        assert_eq!(check_context(&parse(text).unwrap()), None, "{text}");
    }
    let rows = [
        ("$$.Execution.Ids", "Ids", 13, "did you mean `Id`?"),
        ("$$.execution.Id", "execution", 3, "did you mean `Execution`?"),
        ("$$.Map.Item.Foo", "Foo", 12, "it has `Index`, `Value`, `Source`, `Key`"),
        ("$$.Execution.Id.x", "x", 16, "`$$.Execution.Id` has no fields"),
        ("$$.Execution[0]", "0", 13, "no list"),
        ("$$.Execution['Id','Nmae']", "'Id','Nmae'", 13, "did you mean `Name`?"),
    ];
    for (text, bytes, at, words) in rows {
        let error = check_context(&parse(text).unwrap());
        check(Err(error.into_iter().collect()), text, 6010, bytes, at, words);
    }
}

#[test]
fn random_paths_survive_printing() {
    for seed in 0..3000 {
        let path = Random::new(seed).path(3);
        let text = path.to_string();
        assert_eq!(parse(&text), Ok(path), "seed {seed}: {text}");
    }
}

#[test]
fn token_soup_never_panics() {
    let tokens = [
        "$", "$$", "@", ".", "..", "[", "]", "(", ")", "?", "?(", ")]", "*", ",", ":", "'", "\"", "\\", "/",
        "a", "ü", "🆗", "-", "1", " ", "==", "=~", "!", "&&", "||", "in ", "null", "{", "}", "length",
        "[?(@.", "\n",
    ];
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let text = format!("{}{}", random.pick(&["", "$", "$.a[?("]), random.soup(&tokens, 14));
        match parse(&text) {
            Ok(path) => assert_eq!(parse(&path.to_string()), Ok(path), "seed {seed}: {text}"),
            Err(errors) => {
                assert!(!errors.is_empty());
                for error in errors {
                    assert!(text.get(error.range.clone()).is_some(), "seed {seed}: {text}: {error:?}");
                }
            }
        }
    }
}

#[test]
fn hostile_texts_get_short_errors() {
    for unit in ["[?(@", "[?((", "[?(!(", "[?(@.a in [[", "[?({'a':{'b':", ".concat($", "[?(!!"] {
        let text = format!("$.a{}", unit.repeat(10_000));
        let errors = parse(&text).unwrap_err();
        assert_eq!(errors.len(), 1, "{unit}");
    }
    let nested = format!("$.a[?({}@.b", "(".repeat(10_000));
    check(parse(&nested).map(drop), &nested, 6001, "(", 70, "more than 64 deep");
    let megabyte = "x".repeat(1 << 20);
    assert!(parse(&format!("$.{megabyte}")).is_ok());
    assert!(parse(&format!("${}", ".x".repeat(1 << 19))).is_ok());
    assert!(parse(&format!("$.a[?({}@.b)]", "@.b && ".repeat(1 << 17))).is_ok());
    for text in [
        megabyte.clone(),
        format!("${megabyte}"),
        format!("$.{megabyte} x"),
        format!("$.a.{megabyte}()"),
        format!("$.a['{megabyte}"),
        format!("$.a[{megabyte}]"),
        format!("$.a[?(@.b {megabyte} 1)]"),
        format!("$.a[{}]", "1".repeat(1 << 20)),
    ] {
        for error in parse(&text).unwrap_err() {
            assert!(error.message.len() + error.help.map_or(0, |help| help.len()) < 200, "{}", error.message);
        }
    }
}

#[test]
fn builds_paths_from_pieces() {
    let path = Path::new(Root::Document, [SegmentKind::Name("a b".into()), SegmentKind::Index(0)]);
    assert_eq!(path.to_string(), "$['a b'][0]");
    let filtered = parse("$.a[?(@.x == $.y.z && !@.w)]").unwrap();
    let SegmentKind::Filter(filter) = &filtered.segments[1].kind else { panic!() };
    let paths: Vec<String> = filter.paths().iter().map(ToString::to_string).collect();
    assert_eq!(paths, ["@.x", "$.y.z", "@.w"]);
}
