//! What flows: control, data and variables.

use super::{check, check_jsonata, check_states};

/// What a state reads as its `InputPath`, and is the end.
fn read(name: &str, path: &str) -> String {
    format!(r#""{name}": {{"Type": "Pass", "InputPath": "{path}", "End": true}}"#)
}

const LAMBDA: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9,
    "Parameters": {"FunctionName": "f", "Payload.$": "$"}"#;

#[test]
fn results_that_are_data() {
    let after = |result: &str, path: &str, expected: &[&str]| {
        check_states(
            &format!(r#""A": {{"Type": "Pass", "Result": {result}, "Next": "B"}}, {}"#, read("B", path)),
            expected,
        );
    };
    let here = |code: u16| format!("{code}@/States/B/InputPath");
    after(r#"{"a": 1}"#, "$.a", &[]);
    after(r#"{"a": 1}"#, "$.b", &[&here(6012)]);
    after(r#"{"a": 1}"#, "$.a.b", &[&here(6012)]);
    after(r#"{"a": {"b": [1, 2]}}"#, "$.a.b[1]", &[]);
    after(r#"{"a": {"b": [1, 2]}}"#, "$.a.b[2]", &[&here(6021)]);
    after(r#"{"a": {"b": [1, 2]}}"#, "$.a.b[-2]", &[]);
    // They find nothing, and do not fail.
    after(r#"{"a": 1}"#, "$.b[*]", &[&here(6012)]);
    after(r#"{"a": [1]}"#, "$.a[*].b", &[]);
    after(r#"{"a": [1]}"#, "$..b", &[]);
    after(r#"{"a": null}"#, "$.a.b", &[]);
    after(r#"{"${a}": 1}"#, "$.b", &[]);
    after(r#"{"a": "${b}"}"#, "$.a.b", &[]);
}

#[test]
fn templates_and_places() {
    for (fields, path, expected) in [
        (r#""Parameters": {"a.$": "$.x"}"#, "$.b", "6012@/States/B/InputPath"),
        (r#""Parameters": {"a.$": "$.x"}"#, "$.a.b", ""),
        (r#""Parameters": {"a.$": "States.Format('{}', $.x)"}"#, "$.a.b", "6012@/States/B/InputPath"),
        (r#""Parameters": {"a.$": "States.Array(1, 2)"}"#, "$.a[2]", "6021@/States/B/InputPath"),
        (r#""Parameters": {"a.$": "$.x"}, "ResultPath": "$.r""#, "$.b", ""),
        (r#""Parameters": {"a.$": "$.x"}, "ResultPath": "$.r""#, "$.r.b", "6012@/States/B/InputPath"),
        (r#""Result": {"a": 1}, "ResultPath": null"#, "$.b", "w6016@/States/A/ResultPath"),
        (r#""OutputPath": null"#, "$.b", "6012@/States/B/InputPath"),
        (r#""InputPath": null"#, "$.b", "6012@/States/B/InputPath"),
        (r#""InputPath": null, "Parameters": {"a.$": "$.b"}"#, "$.a", "6022@/States/A/Parameters/a.$"),
        (r#""Result": {"a": 1}, "OutputPath": "$.b""#, "$.c", "6012@/States/A/OutputPath"),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_states(
            &format!(r#""A": {{"Type": "Pass", {fields}, "Next": "B"}}, {}"#, read("B", path)),
            &expected,
        );
    }
    check_states(
        r#""A": {"Type": "Pass", "Result": [1], "Next": "B"},
           "B": {"Type": "Pass", "Result": 1, "ResultPath": "$.x", "End": true}"#,
        &["6013@/States/B/ResultPath"],
    );
}

#[test]
fn results_of_calls() {
    let retry = r#""Retry": [{"ErrorEquals": ["States.ALL"]}]"#;
    let after = |fields: &str, path: &str, expected: &[&str]| {
        check_states(&format!(r#""A": {{{fields}, {retry}, "Next": "B"}}, {}"#, read("B", path)), expected);
    };
    after(LAMBDA, "$.Payload.a", &[]);
    after(LAMBDA, "$.StatusText", &["11012@/States/B/InputPath"]);
    after(&format!(r#"{LAMBDA}, "ResultPath": "$.r""#), "$.r.id", &["11012@/States/B/InputPath"]);
    after(&format!(r#"{LAMBDA}, "ResultPath": "$.r""#), "$.s.id", &[]);
    after(
        &format!(r#"{LAMBDA}, "ResultSelector": {{"a.$": "$.b"}}"#),
        "$.a",
        &["6017@/States/A/ResultSelector/a.$"],
    );
    after(
        &format!(r#"{LAMBDA}, "ResultSelector": {{"a.$": "$.Payload"}}"#),
        "$.b",
        &["6012@/States/B/InputPath"],
    );
    let child = |suffix: &str| {
        format!(
            r#""Type": "Task", "Resource": "arn:aws:states:::states:startExecution{suffix}", "TimeoutSeconds": 9,
            "Parameters": {{"StateMachineArn": "m", "Input": {{}}}}"#
        )
    };
    after(&child(".sync"), "$.Output.a", &["6012@/States/B/InputPath"]);
    after(&child(".sync:2"), "$.Output.a", &[]);
    after(&child(""), "$.Output", &["11012@/States/B/InputPath"]);
}

#[test]
fn failing_with_another_reason() {
    check_states(
        r#""A": {"Type": "Pass", "Result": {"a": 1}, "Next": "F"}, "F": {"Type": "Fail", "ErrorPath": "$.b"}"#,
        &["w6012@/States/F/ErrorPath"],
    );
}

#[test]
fn fields_that_take_a_type() {
    let after = |result: &str, field: &str, expected: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Result": {result}, "Next": "W"}}, "W": {{"Type": "Wait", {field}, "End": true}}"#
            ),
            expected,
        );
    };
    after(r#"{"n": 5}"#, r#""SecondsPath": "$.n""#, &[]);
    after(r#"{"n": "5"}"#, r#""SecondsPath": "$.n""#, &["13006@/States/W/SecondsPath"]);
    after(r#"{"n": 5}"#, r#""TimestampPath": "$.n""#, &["13007@/States/W/TimestampPath"]);
    check_states(
        r#""A": {"Type": "Pass", "Result": {"e": 5}, "Next": "F"}, "F": {"Type": "Fail", "ErrorPath": "$.e"}"#,
        &["w13008@/States/F/ErrorPath"],
    );
}

#[test]
fn catchers() {
    let caught = |catcher: &str, path: &str, expected: &[&str]| {
        check_states(
            &format!(
                r#""A": {{{LAMBDA}, "Retry": [], "End": true, "Catch": [{{"ErrorEquals": ["States.ALL"], {catcher} "Next": "B"}}]}}, {}"#,
                read("B", path)
            ),
            expected,
        );
    };
    caught("", "$.Error", &[]);
    caught("", "$.id", &["4023@/States/B/InputPath"]);
    caught("", "$.Cause.id", &["4024@/States/B/InputPath"]);
    caught(r#""ResultPath": "$.e","#, "$.id", &[]);
    caught(r#""ResultPath": "$.e","#, "$.e.id", &["6012@/States/B/InputPath"]);
    caught(r#""ResultPath": null,"#, "$.e.id", &[]);
    // The other way has it, perhaps.
    check_states(
        &format!(
            r#""A": {{{LAMBDA}, "ResultPath": "$.r", "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "B"}}], "Next": "B"}}, {}"#,
            read("B", "$.id")
        ),
        &["w4023@/States/B/InputPath"],
    );
}

#[test]
fn decisions() {
    // The rule keeps away what has no `id`.
    check_states(
        &format!(
            r#""A": {{{LAMBDA}, "ResultPath": "$.r", "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "C"}}], "Next": "C"}},
            "C": {{"Type": "Choice", "Choices": [{{"Variable": "$.Cause", "IsPresent": true, "Next": "Z"}}], "Default": "B"}},
            {}, "Z": {{"Type": "Succeed"}}"#,
            read("B", "$.id")
        ),
        &[],
    );
    let after = |result: &str, rule: &str, expected: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Result": {result}, "Next": "C"}},
                   "C": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "Z"}}], "Default": "Z"}}, "Z": {{"Type": "Succeed"}}"#
            ),
            expected,
        );
    };
    let here = "/States/C/Choices[0]";
    after(r#"{"n": 1}"#, r#""Variable": "$.n", "NumericEquals": 1"#, &[]);
    after(r#"{"n": "1"}"#, r#""Variable": "$.n", "NumericEquals": 1"#, &[&format!("w5011@{here}/Variable")]);
    after(r#"{"n": 1}"#, r#""Variable": "$.m", "NumericEquals": 1"#, &[&format!("5009@{here}/Variable")]);
    after(r#"{"n": 1}"#, r#""Variable": "$.m", "IsPresent": true"#, &[]);
    after(
        r#"{"n": 1}"#,
        r#""And": [{"Variable": "$.m", "IsPresent": true}, {"Variable": "$.m", "NumericEquals": 1}]"#,
        &[],
    );
}

#[test]
fn loops_of_data() {
    // What is there from the second round on is not there in the first.
    check_states(
        r#""A": {"Type": "Pass", "Result": {"n": 0}, "Next": "B"},
           "B": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "last.$": "$.n"}, "Next": "C"},
           "C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 5, "Next": "B"}], "Default": "D"},
           "D": {"Type": "Pass", "InputPath": "$.last", "Next": "E"}, "E": {"Type": "Pass", "InputPath": "$.more", "End": true}"#,
        &["6012@/States/E/InputPath"],
    );
    check_states(
        r#""A": {"Type": "Pass", "Result": {"n": 0}, "Next": "B"},
           "B": {"Type": "Pass", "Parameters": {"n.$": "$.n", "last.$": "$.next"}, "Next": "C"},
           "C": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "next": 1}, "Next": "D"},
           "D": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 5, "Next": "B"}], "Default": "E"},
           "E": {"Type": "Succeed"}"#,
        &["6012@/States/B/Parameters/last.$"],
    );
}

#[test]
fn scopes() {
    let map = |fields: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Pass", "Result": {{"xs": [{{"id": 1}}], "n": 5}}, "Next": "M"}},
               "M": {{"Type": "Map", {fields} "End": true, "ItemProcessor": {{"StartAt": "I", "States": {{{}}}}}}}"#,
            read("I", path)
        )
    };
    let here = "/States/M/ItemProcessor/States/I/InputPath";
    check_states(&map(r#""ItemsPath": "$.xs","#, "$.id"), &[]);
    check_states(&map(r#""ItemsPath": "$.xs","#, "$.name"), &[&format!("6012@{here}")]);
    check_states(&map(r#""ItemsPath": "$.n","#, "$.id"), &["10007@/States/M/ItemsPath"]);
    let selector = |it: &str| format!(r#""ItemsPath": "$.xs", "ItemSelector": {{{it}}},"#);
    check_states(&map(&selector(r#""a.$": "$$.Map.Item.Value.id""#), "$.a"), &[]);
    check_states(&map(&selector(r#""a.$": "$$.Map.Item.Value""#), "$.a.name"), &[&format!("6012@{here}")]);
    // `$` is the Map's input, and not the item.
    check_states(&map(&selector(r#""a.$": "$.id""#), "$.a"), &["6012@/States/M/ItemSelector/a.$"]);
    check_states(
        &format!(
            r#""A": {{"Type": "Parallel", "Next": "B", "Branches": [
                {{"StartAt": "P", "States": {{"P": {{"Type": "Pass", "Result": {{"a": 1}}, "End": true}}}}}},
                {{"StartAt": "Q", "States": {{"Q": {{"Type": "Pass", "Result": {{"b": 1}}, "End": true}}}}}}]}},
               "B": {{"Type": "Pass", "Parameters": {{"a.$": "$[0].a", "b.$": "$[1].a", "c.$": "$[2].a"}}, "Next": "C"}}, {}"#,
            read("C", "$.a")
        ),
        &["6012@/States/B/Parameters/b.$", "10020@/States/B/Parameters/c.$"],
    );
}

#[test]
fn expressions() {
    let after = |output: &str, expected: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Pass", "Output": {{"a": "{{% $states.input.x %}}", "n": 1}}, "Next": "B"}},
                   "B": {{"Type": "Pass", "Output": "{{% {output} %}}", "End": true}}"#
            ),
            expected,
        );
    };
    after("$states.input.a.b", &[]);
    after("$states.input.b", &["8016@/States/B/Output"]);
    after("$exists($states.input.b)", &[]);
    after("$states.input.b.c", &["8016@/States/B/Output"]);
}

#[test]
fn variables() {
    let choice = r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}], "Default": "C"}"#;
    let reads = r#""Type": "Pass", "Parameters": {"v.$": "$v"}, "End": true"#;
    check_states(
        &format!(r#"{choice}, "B": {{"Type": "Pass", "Assign": {{"v": 1}}, "Next": "C"}}, "C": {{{reads}}}"#),
        &["w9003@/States/C/Parameters/v.$"],
    );
    check_states(
        &format!(
            r#"{choice}, "B": {{"Type": "Pass", "Assign": {{"v": 1}}, "Next": "D"}},
               "C": {{"Type": "Pass", "Assign": {{"v": 2}}, "Next": "D"}}, "D": {{{reads}}}"#
        ),
        &[],
    );
    let task = |own: &str, catcher: &str| {
        format!(
            r#""A": {{{LAMBDA}, "Retry": [], {own} "Catch": [{{"ErrorEquals": ["States.ALL"], {catcher} "Next": "B"}}], "Next": "B"}}, "B": {{{reads}}}"#
        )
    };
    let assign = r#""Assign": {"v": 1},"#;
    check_states(&task(assign, ""), &["w9013@/States/B/Parameters/v.$"]);
    check_states(&task(assign, assign), &[]);
    // In a loop from the second round on.
    check_states(
        r#""A": {"Type": "Pass", "Parameters": {"v.$": "$v"}, "ResultPath": "$.r", "Next": "B"},
           "B": {"Type": "Pass", "Assign": {"v": 1}, "Next": "C"},
           "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "NumericEquals": 1, "Next": "A"}], "Default": "Z"},
           "Z": {"Type": "Succeed"}"#,
        &["w9003@/States/A/Parameters/v.$"],
    );
    check_states(
        r#""A": {"Type": "Pass", "Parameters": {"v.$": "$v"}, "Next": "B"},
           "B": {"Type": "Pass", "Assign": {"v": 1}, "End": true}"#,
        &["9003@/States/A/Parameters/v.$"],
    );
    // Read inside, assigned outside.
    check_states(
        &format!(
            r#"{choice}, "B": {{"Type": "Pass", "Assign": {{"v": 1}}, "Next": "C"}},
               "C": {{"Type": "Map", "End": true, "ItemProcessor": {{"StartAt": "I", "States": {{"I": {{{reads}}}}}}}}}"#
        ),
        &["w9003@/States/C/ItemProcessor/States/I/Parameters/v.$"],
    );
    check_states(
        r#""A": {"Type": "Pass", "Assign": {"v": 1, "_w": 2}, "Next": "Z"}, "Z": {"Type": "Succeed"}"#,
        &["w9008@/States/A/Assign/v"],
    );
}

#[test]
fn loops() {
    let task = format!(r#"{LAMBDA}, "Retry": [], "OutputPath": "$.Payload""#);
    let choice = |rule: &str, back: &str| {
        format!(
            r#""C": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "Z"}}], "Default": "{back}"}}, "Z": {{"Type": "Succeed"}}"#
        )
    };
    let done = r#""Variable": "$.done", "BooleanEquals": true"#;
    check_states(&format!(r#""A": {{{task}, "Next": "C"}}, {}"#, choice(done, "A")), &["w2007@/States/A"]);
    let counted = r#""Variable": "$.n", "NumericGreaterThan": 5"#;
    check_states(&format!(r#""A": {{{task}, "Next": "C"}}, {}"#, choice(counted, "A")), &[]);
    let poll = format!(
        r#""A": {{{task}, "Next": "C"}}, {}, "W": {{"Type": "Wait", "Seconds": 5, "Next": "A"}}"#,
        choice(done, "W")
    );
    check_states(&poll, &["w14001@/States/W"]);
    check(&format!(r#"{{"TimeoutSeconds": 600, "StartAt": "A", "States": {{{poll}}}}}"#), &[]);
    check_states(
        &format!(r#""A": {{"Type": "Wait", "Seconds": 5, "Next": "C"}}, {}"#, choice(done, "A")),
        &["w2008@/States/C"],
    );
    // Time passes.
    check_states(
        &format!(
            r#""A": {{"Type": "Wait", "Seconds": 5, "Next": "C"}}, {}"#,
            choice(r#""Variable": "$$.State.EnteredTime", "TimestampGreaterThanPath": "$.t""#, "A")
        ),
        &[],
    );
    // One way leads into a circle.
    check_states(
        &format!(
            r#""A": {{"Type": "Choice", "Choices": [{{{done}, "Next": "Z"}}], "Default": "P"}}, "Z": {{"Type": "Succeed"}},
               "P": {{{task}, "Next": "Q"}}, "Q": {{"Type": "Wait", "Seconds": 1, "Next": "P"}}"#
        ),
        &["w2006@/States/P"],
    );
    // A list that gets shorter.
    check_states(
        &format!(
            r#""A": {{"Type": "Pass", "Parameters": {{"xs.$": "$.xs[1:]"}}, "Next": "C"}}, {}"#,
            choice(r#""Variable": "$.xs[0]", "StringEquals": "end""#, "A")
        ),
        &[],
    );
}

#[test]
fn what_is_inside_of_a_state_that_nothing_leads_to_is_not_entered() {
    let map = r#"{"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
        "I": {"Type": "Pass", "Assign": {"v": 1}, "Next": "J"},
        "J": {"Type": "Pass", "Parameters": {"v.$": "$v"}, "End": true}}}}"#;
    check_states(&format!(r#""A": {{"Type": "Succeed"}}, "M": {map}"#), &["2003@/States/M"]);
    // Nothing leads to the second of two that have one name.
    check_states(&format!(r#""A": {{"Type": "Succeed"}}, "A": {map}"#), &["1009@/States/A"]);
    let two = format!(
        r#"{{"Type": "Parallel", "End": true, "Branches": [{{"StartAt": "M", "States": {{"M": {map}, "M": {map}}}}}]}}"#
    );
    check_states(&format!(r#""A": {two}"#), &["1009@/States/A/Branches[0]/States/M"]);
}

#[test]
fn large_machines_with_joins_and_loops_are_followed_to_the_end() {
    // Diamonds with a catcher, each in a loop, with variables and data that pile up.
    let block = |at: usize| {
        format!(
            r#""A{at}": {{{LAMBDA}, "ResultPath": "$.r{at}", "Assign": {{"v{at}": 1}}, "Next": "B{at}",
                 "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "C{at}"}}]}},
               "B{at}": {{"Type": "Choice", "Choices": [{{"Variable": "$.n", "NumericEquals": 1, "Next": "A{at}"}},
                 {{"Variable": "$.n", "NumericEquals": 2, "Next": "C{at}"}}], "Default": "D{at}"}},
               "C{at}": {{"Type": "Pass", "Result": {{"x{at}": 1}}, "Next": "D{at}"}},
               "D{at}": {{"Type": "Pass", "Parameters": {{"n": 1, "all.$": "$"}}, "ResultPath": "$.d", "Next": "A{}"}}"#,
            at + 1
        )
    };
    let blocks: Vec<String> = (0..1_250).map(block).collect();
    let text = format!(
        r#"{{"StartAt": "A0", "States": {{{}, "A1250": {{"Type": "Succeed"}}}}}}"#,
        blocks.join(", ")
    );
    let mut cx = crate::diag::Diagnostics::new();
    let parsed = crate::json::parse(&text, &mut cx);
    let machine = crate::read::machine(&mut cx, parsed.value.as_ref().expect("JSON"));
    crate::check::machine(&mut cx, &machine, &crate::check::Options::default());
    let count = |code: u16| cx.items().iter().filter(|it| it.code.0 == code).count();
    // Each block's variable is read by nobody, however far down it stands.
    assert_eq!([count(9008), count(13002), count(4021)], [1_250, 1_249, 1]);
}
