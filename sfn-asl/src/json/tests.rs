use super::{SourceMap, parse};
use crate::diag::{Diagnostic, Diagnostics, Loc, Place};
use crate::value::{Value, ValueKind};
use crate::{read, write};

/// The value back as text, and every finding as `line:column message`, in the order of the source.
fn outcome(text: &str) -> (Option<String>, Vec<String>) {
    let mut cx = Diagnostics::new();
    let parsed = parse(text, &mut cx);
    let mut findings = cx.finish();
    findings.sort_by_key(|it| parsed.map.position(&it.place));
    let lines = findings.iter().map(|it| line(&parsed.map, it)).collect();
    (parsed.value.as_ref().map(write::value), lines)
}

fn line(map: &SourceMap, finding: &Diagnostic) -> String {
    let at = map.position(&finding.place);
    let message = finding.message.strip_prefix("not JSON: ").unwrap_or(&finding.message);
    format!("{}:{} {message}", at.line, at.column)
}

#[test]
fn reads_json() {
    let texts = [
        ("null", "null"),
        (" { } ", "{}"),
        ("[\r\n]", "[]"),
        (r#"{"a":[1,-2.50,3e4,0],"b":{"":""}}"#, r#"{"a":[1,-2.50,3e4,0],"b":{"":""}}"#),
        (r#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#, r#""\"\\/\b\f\n\r\tAé😀""#),
        (r#""\u0000\u001f\u007f\u2028""#, "\"\\u0000\\u001f\u{7f}\u{2028}\""),
    ];
    for (text, expected) in texts {
        assert_eq!(outcome(text), (Some(expected.to_owned()), vec![]), "{text}");
    }
}

#[test]
fn refuses_what_is_not_json() {
    let texts: &[(&str, Option<&str>, &[&str])] = &[
        ("", None, &["1:1 the document is empty: the service expects a JSON object"]),
        (" \n ", None, &["2:2 the document is empty: the service expects a JSON object"]),
        ("not a definition", None, &["1:1 expected a value, found `not`"]),
        ("{'a':1}", None, &["1:2 expected a key in double quotes, or `}`, found `'`"]),
        ("{a:1}", None, &["1:2 expected a key in double quotes, or `}`, found `a`"]),
        ("{\"a\" 1}", None, &["1:6 expected `:` between key and value, found `1`"]),
        ("{\"a\"=1}", Some("{\"a\":1}"), &["1:5 expected `:` between key and value, found `=`"]),
        ("{\"a\":}", None, &["1:6 expected a value, found `}`"]),
        ("{\"a\":'x'}", None, &["1:6 expected a value, found `'`"]),
        ("{\"a\":1", None, &["1:7 expected `,` or `}`, found the end of the text"]),
        ("[1}", None, &["1:3 expected `,` or `]`, found `}`"]),
        ("[1;2]", None, &["1:3 expected `,` or `]`, found `;`"]),
        ("[", None, &["1:2 expected `]`, found the end of the text"]),
        ("\"a", None, &["1:1 this text has no closing quote"]),
        ("\"a\\", None, &["1:1 this text has no closing quote"]),
        // From here on there is no doubt what was meant, so reading goes on and finds the rest.
        ("[1,]", Some("[1]"), &["1:3 no comma may stand before `]`"]),
        ("{\"a\":1,}", Some("{\"a\":1}"), &["1:7 no comma may stand before `}`"]),
        ("[,1]", Some("[1]"), &["1:2 a value must stand before this comma"]),
        ("[1,,2]", Some("[1,2]"), &["1:4 a value must stand before this comma"]),
        ("[[1]\n[2]]", Some("[[1],[2]]"), &["2:1 a comma is missing before this"]),
        (
            "{\"a\":1\n\"b\":2,}",
            Some("{\"a\":1,\"b\":2}"),
            &["2:1 a comma is missing before this", "2:6 no comma may stand before `}`"],
        ),
        ("{} // end", Some("{}"), &["1:4 it has no comments"]),
        ("[1, /* a */ 2, # b\n3]", Some("[1,2,3]"), &["1:5 it has no comments"]),
        ("{} {}", Some("{}"), &["1:4 the document ends before `{`"]),
        (
            "\u{feff}{}",
            Some("{}"),
            &["1:1 the document starts with a byte order mark, which the service refuses"],
        ),
        (
            "[NaN, -Infinity]",
            Some("[\"\",-Infinity]"),
            &["1:2 expected a value, found `NaN`", "1:7 `-Infinity` is no number: a number needs digits"],
        ),
        (
            "[True, None]",
            Some("[true,null]"),
            &["1:2 expected a value, found `True`", "1:8 expected a value, found `None`"],
        ),
        (
            "[01, .5, 5., +1, 1e, 0x1F, -]",
            Some("[01,.5,5.,+1,1e,0x1F,-]"),
            &[
                "1:2 `01` is no number: a number has no leading zeros",
                "1:6 `.5` is no number: a number has a digit before its point",
                "1:10 `5.` is no number: a number has a digit behind its point",
                "1:14 `+1` is no number: a number has no leading `+`",
                "1:18 `1e` is no number: an exponent needs digits",
                "1:22 `0x1F` is no number: numbers are decimal, such as `12`, `-1.5` or `2e3`",
                "1:28 `-` is no number: a number needs digits",
            ],
        ),
        (
            "\"é\\ud83d\"",
            Some("\"é\u{fffd}\""),
            &["1:3 half of a surrogate pair is no character: both halves must follow each other"],
        ),
        (
            "\"\\ude00\\ud83d\\u0041\"",
            Some("\"\u{fffd}\u{fffd}A\""),
            &[
                "1:2 half of a surrogate pair is no character: both halves must follow each other",
                "1:8 half of a surrogate pair is no character: both halves must follow each other",
            ],
        ),
        ("\"\\u12G4\"", Some("\"\u{fffd}12G4\""), &["1:2 `\\u` must be followed by four hexadecimal digits"]),
        (
            "\"a\tb\"",
            Some("\"a\\tb\""),
            &["1:3 a control character in a string must be written as an escape, such as `\\n` or `\\u0000`"],
        ),
        (
            "{\"a\":1,\"b\":2,\"a\":3}",
            Some("{\"a\":3,\"b\":2}"),
            &["1:14 the key `a` stands twice in this object: only the last counts"],
        ),
    ];
    for (text, value, findings) in texts {
        let expected = (value.map(str::to_owned), findings.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(outcome(text), expected, "{text}");
    }
}

#[test]
fn names_the_escapes_there_are() {
    let (value, findings) = outcome(r#""\q\x41""#);
    assert_eq!(value.as_deref(), Some(r#""qx41""#));
    assert_eq!(findings.len(), 2);
    assert!(findings[0].starts_with("1:2 JSON has only the escapes"), "{findings:?}");
}

#[test]
fn does_not_overflow_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(outcome(&nested(500)).1, Vec::<String>::new());
        let (value, findings) = outcome(&nested(501));
        assert_eq!(value, None);
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0].ends_with("nested more than 500 levels deep: the service refuses such a document")
        );
        assert_eq!(outcome(&open.repeat(1_000_000)).0, None);
    }
}

#[test]
fn long_documents_take_no_longer_than_they_are() {
    let fields: Vec<String> = (0..50_000).map(|i| format!("\"key {i}\": [{i}, \"text\"]")).collect();
    let text = format!("{{{}}}", fields.join(","));
    assert!(text.len() > 1 << 20);
    assert_eq!(outcome(&text).1, Vec::<String>::new());
}

/// Every value and key of `value`, as `pointer line:column`.
fn places(map: &SourceMap, value: &Value, found: &mut Vec<String>) {
    let place = |loc: Loc| {
        let at = map.position(&loc.into());
        format!("{} {}:{}", map.pointer(loc), at.line, at.column)
    };
    found.push(place(value.loc));
    match &value.kind {
        ValueKind::Array(items) => items.iter().for_each(|it| places(map, it, found)),
        ValueKind::Object(fields) => {
            for field in fields {
                found.push(place(field.key.loc));
                places(map, &field.value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn resolves_places() {
    let text = "{ \"States\": {\n  \"a/é \\\"b\\\"\": { \"Choices\": [ 1,\n {\"Next\": null} ] } } }";
    let mut cx = Diagnostics::new();
    let parsed = parse(text, &mut cx);
    let mut found = Vec::new();
    places(&parsed.map, &parsed.value.expect("the test is JSON"), &mut found);
    let state = "/States/a/é \"b\"";
    let expected = [
        "/ 1:1".to_owned(),
        "/States 1:3".to_owned(),
        "/States 1:13".to_owned(),
        format!("{state} 2:3"),
        format!("{state} 2:16"),
        format!("{state}/Choices 2:18"),
        format!("{state}/Choices 2:29"),
        format!("{state}/Choices[0] 2:31"),
        format!("{state}/Choices[1] 3:2"),
        format!("{state}/Choices[1]/Next 3:3"),
        format!("{state}/Choices[1]/Next 3:11"),
    ];
    assert_eq!(found, expected);
    assert_eq!(parsed.map.pointer(Loc::NONE), "/");
}

#[test]
fn finds_a_range_inside_a_string() {
    // Bytes of the decoded text, and the column they stand in.
    let texts = [
        (r#"  "$.a.b""#, 0, 4),
        (r#"  "$.a.b""#, 4, 8),
        (r#"  "$.a.b""#, 5, 9),
        (r#"  "$.a.b""#, 99, 9),
        (r#""é.b""#, 3, 4),
        (r#""\u00e9.b""#, 3, 9),
        (r#""a\n\ud83d\ude00b""#, 6, 17),
        (r#""a\n\ud83d\ude00b""#, 3, 5),
        ("12", 1, 1),
    ];
    for (text, byte, column) in texts {
        let parsed = parse(text, &mut Diagnostics::new());
        let loc = parsed.value.expect("the test is JSON").loc;
        let at = parsed.map.position(&Place::within(loc, byte..byte + 1));
        assert_eq!((at.line, at.column), (1, column), "{text} {byte}");
    }
}

/// A generator that gives the same numbers on every run (Numerical Recipes' constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn survives_anything() {
    const SEED: &str = include_str!("sample.asl.json");
    const INSERTS: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "\\u",
        "\\ud83d",
        "é",
        "\u{0}",
        "$",
        "$$.",
        "{%",
        "%}",
        "States.",
        ".$",
        "null",
        "-",
        "1e999",
        "[*]",
        "'",
        "(",
        "${X}",
        "\u{f0000}",
        "//",
        "\"Type\"",
        "\"Map\"",
        "true",
    ];
    let mut random = Random(42);
    for _ in 0..3_000 {
        let mut text: Vec<char> = SEED.chars().collect();
        for _ in 0..=random.below(4) {
            let at = random.below(text.len());
            match random.below(4) {
                0 => drop(text.remove(at)),
                1 => text.truncate(at),
                2 => {
                    let end = (at + random.below(60)).min(text.len());
                    drop(text.drain(at..end));
                }
                _ => {
                    let insert = INSERTS[random.below(INSERTS.len())];
                    drop(text.splice(at..at, insert.chars()));
                }
            }
        }
        let text: String = text.into_iter().collect();
        let mut cx = Diagnostics::new();
        let parsed = parse(&text, &mut cx);
        if let Some(value) = &parsed.value {
            let machine = read::machine(&mut cx, value);
            write::machine_pretty(&machine);
        }
        for finding in cx.items() {
            let at = parsed.map.position(&finding.place);
            assert!(at.offset <= text.len() && at.line > 0 && at.column > 0);
            assert!(!parsed.map.pointer(finding.place.loc).is_empty());
        }
    }
}
