//! Names of states, and transitions.

use super::{check, check_state, check_states, check_task};

#[test]
fn names_of_states() {
    check(r#"{"StartAt": "A", "States": {}}"#, &["1003@/"]);
    check(r#"{"StartAt": "A"}"#, &["1002@/"]);
    let long = "x".repeat(81);
    let fitting = "é".repeat(80);
    check_states(
        &format!(r#""A": {{"Type": "Pass", "Next": "{fitting}"}}, "{fitting}": {{"Type": "Succeed"}}"#),
        &[],
    );
    let found = format!("1010@/States/{long}");
    check_states(
        &format!(r#""A": {{"Type": "Pass", "Next": "{long}"}}, "{long}": {{"Type": "Succeed"}}"#),
        &[&found],
    );
    let branch = r#"{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}"#;
    check_state(
        &format!(r#""Type": "Parallel", "Branches": [{branch}, {branch}]"#),
        &["1011@/States/A/Branches[1]/States/B"],
    );
    check_state(
        r#""Type": "Map", "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        &["1011@/States/A/ItemProcessor/States/A"],
    );
    check(r#"{"Version": "2.0", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, &["1008@/Version"]);
}

#[test]
fn targets() {
    check_states(
        r#""A": {"Type": "Pass", "Next": "Bee"}, "B": {"Type": "Succeed"}"#,
        &["2001@/States/A/Next"],
    );
    check(r#"{"StartAt": "Z", "States": {"A": {"Type": "Succeed"}}}"#, &["2001@/StartAt"]);
    check_states(
        r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "This"}], "Default": "That"},
           "Last": {"Type": "Succeed"}"#,
        &["2001@/States/A/Choices[0]/Next", "2001@/States/A/Default"],
    );
    check_task(
        r#""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "X"}]"#,
        &["2001@/States/A/Catch[0]/Next"],
    );
    check_states(
        r#""A": {"Type": "Map", "Next": "B", "ItemProcessor":
             {"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "B"}}}}, "B": {"Type": "Succeed"}"#,
        &["2002@/States/A/ItemProcessor/States/I/Next"],
    );
    check_states(r#""A": {"Type": "Pass", "Next": "${Next}"}, "B": {"Type": "Succeed"}"#, &[]);
}

#[test]
fn reachability() {
    // The misspelt target is the cause, and what it was meant for is no second mistake.
    check_states(
        r#""A": {"Type": "Pass", "Next": "Pol"}, "Poll": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Succeed"}"#,
        &["2001@/States/A/Next"],
    );
    check_states(
        r#""A": {"Type": "Succeed"}, "X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}"#,
        &["2003@/States/X"],
    );
    // An island whose states name each other.
    check_states(
        r#""A": {"Type": "Succeed"}, "X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "Next": "X"}"#,
        &["2003@/States/X"],
    );
    check_states(
        r#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}, "C": {"Type": "Succeed"}"#,
        &["2003@/States/C"],
    );
    check_state(
        r#""Type": "Parallel", "Branches": [{"StartAt": "B", "States":
             {"B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}}}]"#,
        &["2003@/States/A/Branches[0]/States/C"],
    );
}

#[test]
fn endings() {
    let circle = r#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}"#;
    check_states(circle, &["2004@/"]);
    let inner = circle.replace('A', "I").replace('B', "J");
    check_state(
        &format!(r#""Type": "Map", "ItemProcessor": {{"StartAt": "I", "States": {{{inner}}}}}"#),
        &["w2005@/States/A/ItemProcessor"],
    );
    check_states(r#""A": {"Type": "Wait", "Seconds": 1}"#, &["2010@/States/A"]);
    check_states(
        r#""A": {"Type": "Pass", "Next": "A", "End": true}"#,
        &["2009@/States/A/Next", "2010@/States/A/End"],
    );
}

#[test]
fn self_transitions() {
    check_states(
        r#""A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Succeed"}"#,
        &["2009@/States/A/Next", "2003@/States/B"],
    );
    let choice = |variable: &str, more: &str| {
        format!(
            r#""A": {{"Type": "Choice", "Default": "A", {more}
                 "Choices": [{{"Variable": "{variable}", "IsNull": true, "Next": "B"}}]}}, "B": {{"Type": "Succeed"}}"#
        )
    };
    check_states(&choice("$.x", ""), &["2009@/States/A/Default"]);
    check_states(&choice("$.x", r#""Assign": {"n": 1},"#), &[]);
    check_states(&choice("$$.State.EnteredTime", ""), &[]);
}
