//! The canonical form, of what was parsed and of what was built.

use super::parsed;
use crate::query::jsonata::{BinaryOp, Expr};

#[test]
fn prints_canonically() {
    let rows = [
        // Blanks, quotes, names.
        ("  $a+$b ", "$a + $b"),
        ("f( a,b )", "f(a, b)"),
        (r#"{"k" : v}"#, "{'k': v}"),
        ("[ 1,2 , 3..5]", "[1, 2, 3..5]"),
        (r#""it's""#, r#""it's""#),
        (r#""say \"hi\"""#, r#"'say "hi"'"#),
        (r#""it's \"so\"""#, r#""it's \"so\"""#),
        (r#""a\/b\\\n\u0041\ud83d\ude00\u0001""#, r"'a/b\\\nA😀\u0001'"),
        ("`a b`.`c`.`and`.and", "`a b`.c.`and`.`and`"),
        ("détail.Ünï", "détail.Ünï"),
        ("`detail-type`", "`detail-type`"),
        ("λ($x,$y){$x}", "function($x, $y) { $x }"),
        ("function ($x) < n - : n > {1}", "function($x)<n-:n> { 1 }"),
        ("1.50e+3", "1.50e+3"),
        ("/* why */ $a /* not */", "$a"),
        ("$match(s,/a[/]b/im)", "$match(s, /a[/]b/im)"),
        ("|a.b|{'c':1},['d']|", "|a.b|{'c': 1}, ['d']|"),
        // Steps.
        ("a . b[0] [ ] . c", "a.b[0][].c"),
        ("a@$v#$i.b^(<x,>y){k:v}", "a@$v#$i.b^(x, >y){k: v}"),
        ("a.%.*.**", "a.%.*.**"),
        ("a.'b c'", "a.'b c'"),
        // Parentheses that only group.
        ("((1))", "1"),
        ("(a+b)+c", "a + b + c"),
        ("a+(b+c)", "a + (b + c)"),
        ("(a*b)+(c)", "a * b + c"),
        ("(a+b)*c", "(a + b) * c"),
        ("-(a+b)", "-(a + b)"),
        ("(-a)+b", "-a + b"),
        ("a?(b?c):d", "a ? (b ? c) : d"),
        ("{(a?b):c}", "{(a ? b): c}"),
        ("a?(b?c:d):(e)", "a ? b ? c : d : e"),
        ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
        ("a and (b or c)", "a and (b or c)"),
        ("(a = b)^(c)", "(a = b)^(c)"),
        ("1 + (a^(b))", "1 + (a^(b))"),
        ("(a[])/2", "(a[]) / 2"),
        ("$f((1),(2))", "$f(1, 2)"),
        ("$x:=(1)", "$x := 1"),
        // Parentheses that mean something.
        ("(a).b", "(a).b"),
        ("a.(b)", "a.(b)"),
        ("(a.b)[0]", "(a.b)[0]"),
        ("a[(0)]", "a[(0)]"),
        ("a[(b)]", "a[b]"),
        ("-(1)", "-(1)"),
        ("[([1])]", "[([1])]"),
        ("a ~> (f(x))", "a ~> (f(x))"),
        ("1 + ($x := 2)", "1 + ($x := 2)"),
        ("(1 + ($x := 2)) * 3", "(1 + ($x := 2)) * 3"),
        ("($x := 1; (($x)))", "($x := 1; $x)"),
        ("(a;)", "a"),
        ("()", "()"),
        ("(function($x){$x})(1)", "(function($x) { $x })(1)"),
    ];
    for (text, wanted) in rows {
        let expr = parsed(text);
        assert_eq!(expr.to_string(), wanted);
        assert_eq!(parsed(wanted), expr, "{text}");
    }
}

#[test]
fn builds() {
    let x = || Expr::var("x");
    let sum = || Expr::binary(BinaryOp::Add, x(), Expr::number("1"));
    let rows = [
        (Expr::input(["a", "b"]), "$states.input.a.b"),
        (Expr::path("states", ["context", "Execution", "Id"]), "$states.context.Execution.Id"),
        (x(), "$x"),
        (x().member("detail-type").member("in"), "$x.`detail-type`.`in`"),
        (x().member("a` b"), "$x.'a` b'"),
        (x().member("a").filter(Expr::number("0")).member("b"), "$x.a[0].b"),
        (Expr::string("it's"), r#""it's""#),
        (Expr::number("-1"), "-1"),
        (Expr::negate(sum()), "-($x + 1)"),
        (Expr::binary(BinaryOp::Multiply, sum(), sum()), "($x + 1) * ($x + 1)"),
        (Expr::binary(BinaryOp::Subtract, sum(), sum()), "$x + 1 - ($x + 1)"),
        (Expr::call("merge", vec![Expr::array(vec![x(), Expr::object(vec![])])]), "$merge([$x, {}])"),
        (Expr::object(vec![(Expr::string("k"), Expr::null())]), "{'k': null}"),
        (Expr::ternary(Expr::bool(true), sum(), x()), "true ? $x + 1 : $x"),
        (Expr::binary(BinaryOp::Concat, x(), Expr::ternary(x(), x(), x())), "$x & ($x ? $x : $x)"),
        (sum().filter(x()), "($x + 1)[$x]"),
        (sum().member("a"), "($x + 1).a"),
        (Expr::block(vec![x(), sum()]), "($x; $x + 1)"),
    ];
    for (expr, wanted) in rows {
        assert_eq!(expr.to_string(), wanted);
        parsed(wanted);
    }
}

#[test]
fn ranges_cover_the_text() {
    let expr = parsed(" ($a) + f(b).c ");
    assert_eq!(expr.range, 1..14);
    let mut parts = Vec::new();
    expr.for_each_child(&mut |child| parts.push(child.range.clone()));
    assert_eq!(parts, [2..4, 8..14]);
}
