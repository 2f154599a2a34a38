//! Values, numbers, strings, operators.

use super::{check, check_value};

#[test]
fn literals() {
    for (source, wanted) in [
        ("null", "null"),
        ("true", "true"),
        ("false", "false"),
        ("1", "1"),
        ("-1", "-1"),
        ("1_000.50", "1000.50"),
        ("-0", "-0"),
        ("1e5", "1e5"),
        ("2.5E-3", "2.5E-3"),
        ("30s", "30s"),
        ("1.5h", "1.5h"),
        ("1e3s", "1e3s"),
        ("7d", "7d"),
        (r#""plain""#, r#""plain""#),
        (r#""é \"q\" \\ \n\t\r\0 \x41 \u{1F600} \u{00_41}""#, "\"é \\\"q\\\" \\\\ \\n\\t\\r\\0 A 😀 A\""),
        ("\"a \\\n    b\"", r#""a b""#),
        ("\"\"", r#""""#),
        (r###"r"\d""###, r#""\\d""#),
        (r###"r#"a"b"#"###, r#""a\"b""#),
        (r###"r##"a"#b"##"###, r##""a\"#b""##),
        ("[1, [], {}, \"x\",]", "[1 [] {} \"x\"]"),
        (
            "{ a: 1, \"odd key\": null, type: 2, r#if: 3, nested: { x: [true] }, }",
            "{a:1 \"odd key\":null type:2 if:3 nested:{x:[true]}}",
        ),
        ("_", "_"),
    ] {
        check_value(source, wanted);
    }
}

#[test]
fn operators() {
    for (source, wanted) in [
        ("$.a + $.b * 2 - 1", "(- (+ $.a (* $.b 2)) 1)"),
        ("$.a - 1", "(- $.a 1)"),
        ("$.a -1", "(- $.a 1)"),
        ("$.a - -1", "(- $.a -1)"),
        ("($.a + 1) * 2", "(* (() (+ $.a 1)) 2)"),
        ("-$.a", "(- $.a)"),
        ("!!$.a", "(! (! $.a))"),
        ("!$.a == $.b", "(== (! $.a) $.b)"),
        ("$.a == 1 && $.b != 2 || $.c <= 3", "(|| (&& (== $.a 1) (!= $.b 2)) (<= $.c 3))"),
        ("$.a && $.b && $.c", "(&& (&& $.a $.b) $.c)"),
        ("$.a || ($.b || $.c)", "(|| $.a (() (|| $.b $.c)))"),
        ("$.a < $.b", "(< $.a $.b)"),
        ("$.a >= $.b", "(>= $.a $.b)"),
        ("$.a > -1", "(> $.a -1)"),
        ("$.a % 2 / 3", "(/ (% $.a 2) 3)"),
        ("orders != other", "(!= `orders `other)"),
        ("x != (5)", "(!= `x (() 5))"),
    ] {
        check_value(source, wanted);
    }
}

#[test]
fn names_and_functions() {
    for (source, wanted) in [
        ("orders", "`orders"),
        ("[States.ALL]", "[`States.ALL]"),
        ("crate::m::SUBJECT", "`crate::m::SUBJECT"),
        ("NULL", "`NULL"),
        ("States.Format(\"Order {}\", $.id)", "States.Format(\"Order {}\" $.id)"),
        ("States.Array($.a, States.ArrayLength($.b),)", "States.Array($.a States.ArrayLength($.b))"),
        ("L([S(\"a\"), M({ b: BOOL(true) })])", "L([S(\"a\") M({b:BOOL(true)})])"),
        ("[StringEqualsPath($.a, $.b)]", "[StringEqualsPath($.a $.b)]"),
        ("format!(\"{} {name}\", $.id, $n)", "format(\"{} {name}\" $.id $n)"),
        ("format!(\"plain\",)", "format(\"plain\")"),
        ("jsonata!(r#\"$x ~> /\\d/\"#)", "<%$x ~> /\\d/>"),
        ("jsonata!(\"{% $x %}\")", "<% $x >"),
        ("jsonpath!(r\"$.a[?(@.b =~ /\\d/)]\")", "<jsonpath $.a[?(@.b =~ /\\d/)]>"),
        ("{ a: s3::getObject { Bucket: 1 } }", "{a:(call s3::getObject {Bucket:1})}"),
        ("{ a: charge { x: 1 } }", "{a:(call charge {x:1})}"),
        ("{ a: s3::getObject.sync($) }", "{a:(call s3::getObject.sync ($))}"),
        ("{ a: other::name }", "{a:`other::name}"),
        ("{ a: r#type }", "{a:`type}"),
    ] {
        check_value(source, wanted);
    }
    check("if orders == other { }", "(if (== `orders `other) {})");
}
