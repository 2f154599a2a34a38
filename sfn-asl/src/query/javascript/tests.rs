//! What is read, and what is refused.

use super::{Fault, parse, paths, to_jsonata};

#[test]
fn reads_the_subset() {
    let texts = [
        "$.waitMilliseconds / 1000",
        "`Now waiting ${$.waitSeconds} seconds...`",
        "$.a.b + $.list[0].value - $.a.b",
        "`${$.x}-${$.y}`",
        "$.items.length > 0 ? $.items[0] : null",
        "$['odd key'] ?? 'none'",
        "$.items.filter(it => it.qty > 1).map((it, i) => it.price * it.qty).reduce((a, b) => a + b, 0)",
        "Math.max(...$.numbers) ** 2",
        "Math.round($.total * 100) / 100 + Math.PI",
        "({ a: [1, 'two', true], 'b c': -$.n })",
        "!$.done && $.name.trim().toUpperCase().startsWith('A')",
        "`outer ${`inner ${$.a}`} }`",
        "JSON.stringify($) === String($.text)",
    ];
    for text in texts {
        if let Err(error) = parse(text) {
            panic!("{text}: {error:?}");
        }
    }
}

#[test]
fn refuses_the_rest() {
    let cases: &[(&str, Fault, &str)] = &[
        ("'value: $.a'", Fault::PathInText("$.a".to_owned()), "'value: $.a'"),
        ("`value $.a`", Fault::PathInText("$.a".to_owned()), "`value $.a`"),
        ("", Fault::Expected("an expression"), ""),
        ("$.a +", Fault::Expected("an expression"), ""),
        ("($.a", Fault::Expected("`)`"), ""),
        ("foo($.a)", Fault::NotTaken("foo".to_owned()), "foo"),
        ("$.a.sort()", Fault::NotTaken("sort".to_owned()), "sort"),
        ("$.a.trim(1)", Fault::NotTaken("trim of 1 arguments".to_owned()), "trim"),
        ("Math.sin($.a)", Fault::NotTaken("Math.sin".to_owned()), "sin"),
        ("Math", Fault::NotTaken("Math".to_owned()), "Math"),
        ("$.a; $.b", Fault::NotTaken(";".to_owned()), ";"),
        ("$.a.map(x => { return x })", Fault::NotTaken("a function with statements".to_owned()), "{"),
        ("'open", Fault::Expected("the end of the text"), "'open"),
        ("$.a & 1", Fault::NotTaken("&".to_owned()), "&"),
    ];
    for (text, fault, at) in cases {
        let error = parse(text).expect_err(text);
        assert_eq!(error.fault, *fault, "{text}");
        assert_eq!(&text[error.range.clone()], *at, "{text}");
    }
}

#[test]
fn paths_are_what_stands_behind_the_root() {
    let of = |text| paths(&parse(text).expect(text), text);
    assert_eq!(of("$.a.b + $.list[0].value - $.a.b"), ["$.a.b", "$.list[0].value"]);
    assert_eq!(of("`${$.x}-${$.y}`"), ["$.x", "$.y"]);
    assert_eq!(of("$.items.length"), ["$.items"]);
    assert_eq!(of("$.name.toUpperCase()"), ["$.name"]);
    assert_eq!(of("$.items[$.at].id"), ["$.items", "$.at"]);
}

#[test]
fn nesting_is_bounded() {
    for text in [
        "(".repeat(10_000),
        "!".repeat(10_000),
        "1+".repeat(10_000),
        "2**".repeat(10_000),
        "`${".repeat(10_000),
        format!("$.{}a", "a.".repeat(10_000)),
        "[".repeat(10_000),
        "x=>".repeat(10_000),
    ] {
        assert!(parse(&text).is_err());
    }
}

/// What is nested becomes longer by what is added, and not by a factor for each level.
#[test]
fn jsonata_grows_with_the_expression() {
    let length = |text: &str| to_jsonata(&parse(text).expect(text), "input").expect(text).to_string().len();
    for (open, close) in [
        ("$.a.concat(", ")"),
        ("$.a.includes(", ")"),
        ("$.a.indexOf(", ")"),
        ("$.a.endsWith(", ")"),
        ("$.a[", "]"),
        ("($.a + ", ")"),
        ("($.a && ", ")"),
        ("($.a ?? ", ")"),
        ("Math.sign(", ")"),
        ("(1 + 1 ? ", " : 0)"),
        ("!(", ")"),
    ] {
        let of = |depth: usize| length(&format!("{}$.b{}", open.repeat(depth), close.repeat(depth)));
        let (few, many) = (of(5), of(20));
        assert!(many < few * 6, "{open}: {few} and {many}");
    }
    let methods = |count: usize| length(&format!("$.a{}", ".slice(0, 9).includes('x')".repeat(count)));
    assert!(methods(20) < methods(5) * 6);
    let indices = |count: usize| length(&format!("$.a{}", "[$.i]".repeat(count)));
    assert!(indices(20) < indices(5) * 6);
}

#[test]
fn no_text_panics() {
    const PIECES: &[&str] = &[
        "$",
        ".a",
        "[0]",
        "(",
        ")",
        "`",
        "${",
        "}",
        "'",
        "\"",
        "\\",
        "+",
        "-",
        "=>",
        "x",
        "? ",
        ":",
        ",",
        "Math",
        ".max",
        "...",
        "null",
        "1e",
        ".5",
        "é",
        "\u{1F600}",
        " ",
        "{",
        "JSON.parse",
        "!",
        "**",
        "??",
        "||",
        "'$.b'",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(PIECES[(state % PIECES.len() as u64) as usize]);
        }
        match parse(&text) {
            Ok(tree) => {
                paths(&tree, &text);
                if let Ok(jsonata) = to_jsonata(&tree, "input") {
                    let printed = jsonata.to_string();
                    assert!(crate::query::jsonata::parse(&printed).is_ok(), "{text}: {printed}");
                }
            }
            Err(error) => assert!(text.get(error.range).is_some(), "{text}"),
        }
    }
}
