mod fields;
mod queries;

use super::machine;
use crate::diag::Diagnostics;
use crate::machine::{Machine, Next, QueryLanguage, StateKind};
use crate::{json, write};

/// Reads `text`: the machine, and each finding as `code pointer`, in the order of the source.
fn read(text: &str) -> (Machine, Vec<String>) {
    let mut cx = Diagnostics::new();
    let parsed = json::parse(text, &mut cx);
    let machine = machine(&mut cx, &parsed.value.expect("the test is JSON"));
    let mut findings = cx.finish();
    findings.sort_by_key(|it| parsed.map.offset(&it.place));
    let line = |it: &crate::diag::Diagnostic| format!("{} {}", it.code, parsed.map.pointer(it.place.loc));
    (machine, findings.iter().map(line).collect())
}

/// A machine with one state, `S`.
fn one(state: &str) -> String {
    format!(r#"{{"StartAt":"S","States":{{"S":{{{state}}}}}}}"#)
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text).1, expected, "{text}");
}

/// Expects findings of states, their pointers counted from the state.
fn check_states(cases: &[(&str, &[&str])]) {
    for (state, expected) in cases {
        let expected: Vec<String> = expected
            .iter()
            .map(|it| match it.split_once(' ') {
                Some((code, rest)) => format!("{code} /States/S/{rest}"),
                None => format!("{it} /States/S"),
            })
            .collect();
        assert_eq!(read(&one(state)).1, expected, "{state}");
    }
}

/// What every finding about `state` says and advises.
fn words(state: &str) -> Vec<String> {
    let mut cx = Diagnostics::new();
    let parsed = json::parse(&one(state), &mut cx);
    machine(&mut cx, &parsed.value.expect("the test is JSON"));
    cx.items()
        .iter()
        .map(|it| it.help.as_ref().map_or(it.message.clone(), |help| format!("{} / {help}", it.message)))
        .collect()
}

#[test]
fn machines() {
    check(r#"{"StartAt":"S","States":{}}"#, &[]);
    check("[]", &["ASL1001 /"]);
    check("{}", &["ASL1002 /", "ASL1002 /"]);
    check(r#"{"StartAt":"S"}"#, &["ASL1002 /"]);
    check(r#"{"StartAt":1,"States":[]}"#, &["ASL3007 /StartAt", "ASL3007 /States"]);
    check(r#"{"StartAt":"S","States":{"S":1}}"#, &["ASL3007 /States/S"]);
    check(r#"{"startat":"S","States":{},"Metadata":1}"#, &["ASL1006 /startat", "ASL1004 /Metadata"]);
    check(r#"{"StartAt":"S","States":{},"Statess":{}}"#, &["ASL1004 /Statess"]);
    check(
        r#"{"StartAt":"S","States":{},"TimeoutSeconds":"5","Version":1,"QueryLanguage":"Json"}"#,
        &["ASL3007 /TimeoutSeconds", "ASL3007 /Version", "ASL8001 /QueryLanguage"],
    );
    check(
        r#"{"QueryLanguage":"JSONata","TimeoutSeconds":"{% 1 %}","StartAt":"S","States":{}}"#,
        &["ASL3007 /TimeoutSeconds"],
    );
}

#[test]
fn types() {
    check_states(&[
        ("", &["ASL1007"]),
        (r#""Type":1"#, &["ASL3007 Type"]),
        (r#""type":"Pass""#, &["ASL1006 type"]),
        (r#""type":"Pass","queryLanguage":"JSONata","Output":1"#, &["ASL1006 type", "ASL1006 queryLanguage"]),
        (r#""Type":"pass","End":true"#, &["ASL1007 Type"]),
        (r#""Type":"Lambda","Nonsense":1"#, &["ASL1007 Type", "ASL1005 Nonsense"]),
        // Read as what it must have been, so nothing follows from it.
        (r#""Choices":[{"Variable":"$.a","IsNull":true,"Next":"S"}]"#, &["ASL1007"]),
        (r#""Type":"Chioce","Choices":[],"Default":"S""#, &["ASL1007 Type", "ASL5001 Choices"]),
    ]);
    let (machine, _) = read(&one(r#""Type":"Lambda""#));
    assert!(matches!(machine.body.states[0].next, Next::End(_)), "nothing may be said to be missing");
}

#[test]
fn a_language_is_not_inherited_from_a_map() {
    let inner = r#"{"StartAt":"I","States":{"I":{"Type":"Pass","Output":1,"End":true}}}"#;
    let map =
        format!(r#""Type":"Map","QueryLanguage":"JSONata","Items":[],"ItemProcessor":{inner},"End":true"#);
    check(&one(&map), &["ASL8005 /States/S/ItemProcessor/States/I/Output"]);
    let (machine, findings) =
        read(&format!(r#"{{"QueryLanguage":"JSONata","StartAt":"S","States":{{"S":{{{map}}}}}}}"#));
    assert_eq!(findings, Vec::<String>::new());
    let inner = &machine.body.states[0].bodies()[0].states[0];
    assert_eq!(machine.language_of(inner), QueryLanguage::Jsonata);
}

#[test]
fn says_how_to_mend_it() {
    let cases = [
        (
            r#""Type":"Pass","Resource":"r""#,
            "a Pass state takes no `Resource`: refused by the service / remove `Resource`",
        ),
        (
            r#""Type":"Task","Resource":"r","Timeout":1"#,
            "a Task state has no field `Timeout`: refused by the service / did you mean `TimeoutSeconds`?",
        ),
        (
            r#""Type":"Wait","Seconds.$":"$.a""#,
            "a Wait state has no field `Seconds.$`: refused by the service / did you mean `SecondsPath`?",
        ),
        (
            r#""Type":"Choice","Choices":[{"Variable":"$.a","StringNotEquals":"b","Next":"S"}]"#,
            "there is no operator `StringNotEquals`: refused by the service / put `StringEquals` into `Not`",
        ),
        (
            r#""Type":"Choice","Choices":[{"Variable":"$.a","StringMatchesPath":"$.b","Next":"S"}]"#,
            "there is no operator `StringMatchesPath`: refused by the service / `StringMatches` compares with a constant only",
        ),
        (
            r#""Type":"Choice","Choices":[{"Variable":"$.a","NumericGreaterThen":1,"Next":"S"}]"#,
            "there is no operator `NumericGreaterThen`: refused by the service / did you mean `NumericGreaterThan`?",
        ),
        (
            r#""Type":"Wait","Seconds":"10""#,
            "`Seconds` must be a number, not text: refused by the service / remove the quotes",
        ),
        (
            r#""Type":"Pass","QueryLanguage":"JSONata","Parameters":{}"#,
            "`Parameters` is a field of JSONPath, and a Pass state here is in JSONata: refused by the service / in JSONata it is `Output`",
        ),
    ];
    for (state, expected) in cases {
        assert_eq!(words(state), [expected], "{state}");
    }
}

#[test]
fn keeps_what_was_written() {
    let (machine, findings) = read(&one(
        r#""Type":"Task","Resource":"r","Parameters":{"a.$":"$.b","n":1.50},"TimeoutSecondsPath":"$.t","Retry":[],"End":true"#,
    ));
    assert_eq!(findings, Vec::<String>::new());
    let state = &machine.body.states[0];
    assert_eq!(state.retry.as_deref(), Some(&[][..]));
    assert_eq!(state.catch, None);
    assert!(
        matches!(&state.kind, StateKind::Task(task) if task.timeout.is_some() && task.resource.value == "r")
    );
    let arguments = state.arguments.as_ref().expect("it has parameters");
    assert_eq!(write::value(arguments), r#"{"a.$":"$.b","n":1.50}"#);
    assert!(arguments.get("a").is_some_and(|it| it.is_dynamic()), "the key is without its `.$`");
}

#[test]
fn nests_deeply() {
    let depth = 120;
    let mut inner = r#""Type":"Succeed""#.to_owned();
    for i in 0..depth {
        inner = format!(
            r#""Type":"Parallel","Branches":[{{"StartAt":"{i}","States":{{"{i}":{{{inner}}}}}}}],"End":true"#
        );
    }
    let (machine, findings) = read(&one(&inner));
    assert_eq!(findings, Vec::<String>::new());
    let mut states = 0;
    machine.body.each_state(&mut |_| states += 1);
    assert_eq!(states, depth + 1);
    assert!(write::machine_pretty(&machine).len() > depth * 20);
}
