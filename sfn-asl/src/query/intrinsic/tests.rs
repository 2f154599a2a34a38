//! Calls that are accepted, exact errors, and properties of random calls.

use super::{
    ArgKind, Call, FUNCTIONS, PieceKind, Text, Type, advise, check, escape_string, escape_template, function,
    looks_like, parse,
};
use crate::query::QueryError;
use crate::query::jsonpath::random::Random;
use crate::query::jsonpath::{Path, Root, SegmentKind};

#[test]
fn prints_the_canonical_text() {
    let rows = [
        ("States.UUID()", "States.UUID()"),
        ("States.Array( )", "States.Array()"),
        (
            "States.Array('Foo',$.xyz ,\n2.3, -1, true,null)  ",
            "States.Array('Foo', $.xyz, 2.3, -1, true, null)",
        ),
        (
            "States.Format('{}_{}',$$.Execution.Name,$['a b'][\"c\"])",
            "States.Format('{}_{}', $$.Execution.Name, $['a b'].c)",
        ),
        ("States.Format($.template, $name)", "States.Format($.template, $name)"),
        (r"States.Format('it\'s \\ \{{}\}', $.x)", r"States.Format('it\'s \\ \{{}\}', $.x)"),
        ("States.Format('one {}\ntwo', $.a)", "States.Format('one {}\ntwo', $.a)"),
        (
            "States.Format('s3://${Bucket}/${AWS::Region}/{}', $.k)",
            "States.Format('s3://${Bucket}/${AWS::Region}/{}', $.k)",
        ),
        ("States.Format('costs ${}', $.k)", "States.Format('costs ${}', $.k)"),
        (r#"States.StringToJson('{"k": {}}')"#, r#"States.StringToJson('{"k": {}}')"#),
        (
            "States.ArrayGetItem( States.StringSplit($.key , '/'),0)",
            "States.ArrayGetItem(States.StringSplit($.key, '/'), 0)",
        ),
        (
            "States.ArrayGetItem($.a[?(@.k == 'x, y)')].v, 0)",
            "States.ArrayGetItem($.a[?(@.k == 'x, y)')].v, 0)",
        ),
    ];
    for (text, canonical) in rows {
        let call = parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        assert_eq!(call.to_string(), canonical);
        assert_eq!(parse(canonical).as_ref(), Ok(&call), "{canonical}");
        assert_eq!(check(&call), [], "{text}");
    }
}

#[test]
fn calls_know_their_bytes() {
    let text = "States.Array( 'a{}', $.b , States.UUID( ) )  ";
    let call = parse(text).unwrap();
    assert_eq!(&text[call.range.clone()], text.trim_end());
    assert_eq!(&text[call.name_range.clone()], "States.Array");
    let args: Vec<&str> = call.args.iter().map(|arg| &text[arg.range.clone()]).collect();
    assert_eq!(args, ["'a{}'", "$.b", "States.UUID( )"]);
    let (path, range) = call.paths()[0].clone();
    assert_eq!(
        (path.to_string().as_str(), &text[range], &text[path.segments[0].range.clone()]),
        ("$.b", "$.b", "b")
    );
}

/// All errors: code, bytes, where these start, and a part of message and help.
#[track_caller]
fn refused(text: &str, expected: &[(u16, &str, usize, &str)]) {
    let errors: Vec<QueryError> = match parse(text) {
        Ok(call) => check(&call),
        Err(errors) => errors,
    };
    assert_eq!(errors.len(), expected.len(), "{text:.80}: {errors:?}");
    for (error, (code, bytes, at, words)) in errors.iter().zip(expected) {
        assert_eq!(error.code.0, *code, "{text:.80}: {error:?}");
        assert_eq!((&text[error.range.clone()], error.range.start), (*bytes, *at), "{text:.80}: {error:?}");
        let all = format!("{} / {}", error.message, error.help.as_deref().unwrap_or_default());
        assert!(all.contains(words), "{text:.80}: {all}");
        assert!(!error.message.ends_with('.') && !error.message.contains('\n'), "{text:.80}: {all}");
    }
}

#[test]
fn refuses_syntax_with_exact_bytes() {
    let rows = [
        ("", "", 0, "starts with `States.`"),
        (" States.UUID()", " ", 0, "remove the blank"),
        ("JsonToString($)", "JsonToString", 0, "write `States.JsonToString`"),
        ("States.StringToJson $.escaped)", " ", 19, "`(` must follow"),
        ("States. ", " ", 7, "`(` must follow"),
        ("States.UUID", "States.UUID", 0, "`(` must follow"),
        ("States.JsonToString($", "(", 19, "never closed"),
        ("States.Array(", "(", 12, "never closed"),
        ("States.Array(1,)", ")", 15, "missing"),
        ("States.Array(,1)", ",", 13, "missing"),
        ("States.Array(1 2)", "2", 15, "`,` or `)`"),
        ("States.UUID()) ", ")", 13, "nothing may follow"),
        ("States.UUID() x y ", "x y", 14, "nothing may follow"),
        ("States.Array('a", "'", 13, "never closed"),
        ("States.Array(\"a\")", "\"", 13, "single quotes"),
        ("States.Array([1])", "[", 13, "States.Array"),
        ("States.Array({})", "{", 13, "StringToJson"),
        ("States.Array(abc)", "abc", 13, "write `'abc'`"),
        ("States.Array(True)", "True", 13, "write `true`"),
        ("States.Array(1.)", "1.", 13, "not a number"),
        ("States.Array(+1)", "+", 13, "an argument is"),
        (r#"States.Array('\"')"#, r#"\""#, 14, "without the backslash"),
        (r"States.Array('a\nb')", r"\n", 15, "character itself"),
        (r"States.Array('a\d')", r"\d", 15, r"write `\\`"),
    ];
    for (text, bytes, at, words) in rows {
        refused(text, &[(7002, bytes, at, words)]);
    }
    refused("States.Array($.a b)", &[(7002, "b", 17, "`,` or `)`")]);
    refused("States.Array($.)", &[(6001, ")", 15, "a name must follow")]);
    refused("States.Array($.a[x])", &[(6001, "x", 17, "takes quotes")]);
    refused(r"States.Array('\a', '\b')", &[(7002, r"\a", 14, ""), (7002, r"\b", 20, "")]);
}

#[test]
fn refuses_wrong_calls_with_exact_bytes() {
    let long = format!("States.Base64Encode('{}')", "x".repeat(10_001));
    let argument = &long[20..10_023];
    let many = format!("States.Array({}States.UUID())", "States.UUID(), ".repeat(9));
    let rows: &[(&str, u16, &str, usize, &str)] = &[
        ("States.Fromat('a')", 7001, "States.Fromat", 0, "did you mean `States.Format`?"),
        ("States.uuid()", 7001, "States.uuid", 0, "did you mean `States.UUID`?"),
        ("States.Array(Hash('a', 'MD5'))", 7001, "Hash", 13, "did you mean `States.Hash`?"),
        ("States.Array(Foo.Bar.Baz())", 7001, "Foo.Bar.Baz", 13, "no intrinsic"),
        ("States.UUID(1, 2)", 7003, "1, 2", 12, "takes no arguments, not 2"),
        ("States.MathAdd(1)", 7003, "States.MathAdd", 0, "takes 2 arguments, not 1 / add right"),
        ("States.MathRandom(1, 2, 3, 4)", 7003, "4", 27, "2 to 3"),
        ("States.Format()", 7003, "States.Format", 0, "at least one"),
        ("States.Format('{} {}', 1)", 7004, "'{} {}'", 14, "2 slots for 1 argument"),
        ("States.Format('{}', 1, 2)", 7004, "2", 23, "1 slot for 2 arguments"),
        ("States.Format('{0}', 1)", 7004, "{0}", 15, "write `{}`"),
        ("States.Format('${a b}', 1)", 7004, "{a b}", 16, "write `{}`"),
        ("States.Format('a { b', 1)", 7004, "{", 17, r"write `\{`"),
        ("States.Array(States.Format('a }'))", 7004, "}", 30, r"write `\}`"),
        ("States.Format(1)", 7005, "1", 14, "takes text here, not a number"),
        ("States.MathAdd(1,'-1')", 7005, "'-1'", 17, "takes a number here, not text"),
        ("States.ArrayLength(null)", 7005, "null", 19, "an array here, not `null`"),
        ("States.Hash($.a, 'SHA-3')", 7005, "'SHA-3'", 17, "did you mean `'SHA-1'`?"),
        ("States.Hash($.a, 'sha-256')", 7005, "'sha-256'", 17, "did you mean `'SHA-256'`?"),
        ("States.JsonMerge($.a, $.b, true)", 7005, "true", 27, "write `false`"),
        ("States.JsonToString('x')", 7005, "'x'", 20, "takes a path"),
        ("States.ArrayPartition($.a, 0)", 7005, "0", 27, "at least 1"),
        ("States.ArrayPartition($.a, 0.4)", 7005, "0.4", 27, "at least 1"),
        ("States.ArrayRange(1, 9, 0)", 7005, "0", 24, "cannot be 0"),
        ("States.ArrayRange(0, 1000, 1)", 7005, "1000", 21, "at most 1000"),
        ("States.ArrayRange(0, -3000, -2)", 7005, "-3000", 21, "at most 1000"),
        ("States.MathAdd($.a, 2147483648)", 7005, "2147483648", 20, "32 bits"),
        ("States.ArrayLength(States.UUID())", 7006, "States.UUID()", 19, "an array here, not text"),
        (&many, 7008, "States.UUID", 148, "at most 10"),
        (&long, 7011, argument, 20, "10,000"),
    ];
    for (text, code, bytes, at, words) in rows {
        refused(text, &[(*code, bytes, *at, words)]);
    }
    refused("States.Format('} {')", &[(7004, "}", 15, ""), (7004, "{", 17, "")]);
    refused("States.MathAdd(States.Foo(), 'x')", &[(7001, "States.Foo", 15, ""), (7005, "'x'", 29, "")]);
}

#[test]
fn leaves_the_rest_alone() {
    for text in [
        "States.ArrayRange(0, 999, 1)",
        "States.ArrayRange(5, 1, 1)",
        "States.ArrayRange($.a, 9999, $.b)",
        "States.MathAdd(-2147483648, 2147483647.4)",
        "States.MathAdd($.a, States.StringToJson('1'))",
        "States.Hash(1, $.algorithm)",
        "States.Format('{}{}', null, States.Array(1))",
        "States.JsonToString(States.Array(1))",
        "States.JsonMerge($.a, $.b, $.deep)",
        "States.Array(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)",
        r"States.Format('\{0\} {}', 1)",
        "States.Format('${a.b-c}')",
    ] {
        assert_eq!(check(&parse(text).unwrap()), [], "{text}");
    }
}

#[test]
fn warns() {
    let codes = |text: &str| {
        advise(&parse(text).unwrap()).iter().map(|w| (w.code.0, w.range.start)).collect::<Vec<_>>()
    };
    assert_eq!(
        codes("States.MathAdd(1.5, States.ArrayLength(States.StringSplit('1.5', ', ')))"),
        [(7007, 15), (7010, 65)]
    );
    assert_eq!(codes("States.Array(1.5, States.MathAdd(1e3, 2.0))"), []);
}

#[test]
fn knows_the_functions() {
    assert_eq!(FUNCTIONS.len(), 18);
    assert_eq!(function("States.UUID").map(|f| f.result), Some(Type::String));
    assert!(function("States.Nope").is_none());
    for function in FUNCTIONS {
        assert!(function.max.is_none_or(|max| max == function.parameters.len()), "{}", function.name);
        assert!(function.min <= function.parameters.len(), "{}", function.name);
        assert_eq!(function.parameter(100).is_some(), function.max.is_none());
    }
    assert!(looks_like("States.Nope") && !looks_like(" States.UUID()") && !looks_like("$.States."));
}

#[test]
fn builds_calls_from_pieces() {
    let path = Path::new(Root::Document, [SegmentKind::Name("id".into())]);
    let template = Text::template([
        PieceKind::Literal("it's {".into()),
        PieceKind::Slot,
        PieceKind::Literal("} \\".into()),
    ]);
    let sum = Call::new("States.MathAdd", [ArgKind::Path(path), ArgKind::Number("1".into())]);
    let call = Call::new("States.Format", [ArgKind::String(template), ArgKind::Call(sum)]);
    assert_eq!(call.to_string(), r"States.Format('it\'s \{{}\} \\', States.MathAdd($.id, 1))");
    assert_eq!(parse(&call.to_string()), Ok(call));

    let json = r#"{"it's": {}, "b": "\"}"#;
    let text = Text::plain(json);
    assert_eq!(text.to_string(), r#"'{"it\'s": {}, "b": "\\"}'"#);
    assert_eq!((text.value().as_str(), text.slots()), (json, 1));
    assert_eq!(text.to_string(), format!("'{}'", escape_string(json)));
    let named = Text::plain("a${B}c");
    assert_eq!(named.pieces()[1].kind, PieceKind::Substitution("B".into()));
    assert_eq!((named.value().as_str(), named.to_string().as_str()), ("a${B}c", "'a${B}c'"));
    let literal = Text::literal(json);
    assert_eq!((literal.value().as_str(), literal.slots()), (json, 0));
    assert_eq!(literal.to_string(), format!("'{}'", escape_template(json)));
}

fn random_call(random: &mut Random, depth: usize) -> Call {
    let name = FUNCTIONS[random.below(FUNCTIONS.len())].name;
    let args = random.many(0, 4, |r| match r.below(if depth == 0 { 7 } else { 9 }) {
        0 => ArgKind::String(Text::literal(&r.text())),
        1 => ArgKind::String(Text::plain(&r.text())),
        2 => ArgKind::String(Text::template(r.many(0, 9, |r| match r.below(6) {
            0 => PieceKind::Slot,
            1 => PieceKind::Substitution("Name".into()),
            2 => PieceKind::Literal(r.pick(&["$", "a", "b$"]).into()),
            3 => PieceKind::Brace(r.pick(&['{', '}'])),
            _ => PieceKind::Literal(r.text()),
        }))),
        3 => ArgKind::Number(r.number()),
        4 => ArgKind::Bool(r.below(2) == 0),
        5 => ArgKind::Null,
        6 => ArgKind::Path(r.path(2)),
        _ => ArgKind::Call(random_call(r, depth - 1)),
    });
    Call::new(name, args)
}

#[test]
fn random_calls_survive_printing() {
    for seed in 0..3000 {
        let call = random_call(&mut Random::new(seed), 3);
        let text = call.to_string();
        check(&call);
        assert_eq!(parse(&text), Ok(call), "seed {seed}: {text}");
    }
}

#[test]
fn token_soup_never_panics() {
    let tokens = [
        "States.", "Format", "UUID", "(", ")", ",", "'", "\\", "\\'", "{", "}", "{}", "${", "$", "$.a", "[",
        "]", ".", "1", "-", "e", "true", "null", " ", "ü", "🆗", "\"", "\n",
    ];
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let text =
            format!("{}{}", random.pick(&["", "States.Format(", "States.Array('"]), random.soup(&tokens, 14));
        let errors = match parse(&text) {
            Ok(call) => {
                assert_eq!(parse(&call.to_string()), Ok(call.clone()), "seed {seed}: {text}");
                check(&call)
            }
            Err(errors) => errors,
        };
        for error in errors {
            assert!(text.get(error.range.clone()).is_some(), "seed {seed}: {text}: {error:?}");
        }
    }
}

#[test]
fn hostile_texts_get_short_errors() {
    let deep = "States.Array(".repeat(10_000);
    refused(&deep, &[(7002, "S", 13 * 65, "more than 64 deep")]);
    let megabyte = "x".repeat(1 << 20);
    assert!(parse(&format!("States.Array('{megabyte}')")).is_ok());
    assert!(parse(&format!("States.Format('{}')", "{}".repeat(1 << 19))).is_ok());
    for text in [
        megabyte.clone(),
        format!("States.{megabyte}()"),
        format!("States.Array({megabyte})"),
        format!("States.Array('{megabyte}"),
        format!("States.Array({megabyte}())"),
        format!("States.Hash(1, '{megabyte}')"),
    ] {
        let errors = parse(&text).map_or_else(|errors| errors, |call| check(&call));
        assert_eq!(errors.len(), 1);
        assert!(errors[0].message.len() < 200, "{}", errors[0].message);
    }
    for unit in [r"\a", "{ "] {
        let text = format!("States.Format('{}')", unit.repeat(1 << 19));
        let errors = parse(&text).map_or_else(|errors| errors, |call| check(&call));
        assert_eq!(errors.len(), 20);
    }
}
