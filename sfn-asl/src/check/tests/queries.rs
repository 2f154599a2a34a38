//! Query languages, paths into the context object, variables.

use super::{PROCESSOR, check_inline_map, check_jsonata, check_state, check_states};

#[test]
fn context_paths() {
    let pass = |path: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Pass", "Parameters": {{"v.$": "{path}"}}"#), expected);
    };
    pass("$$.Execution.Id", &[]);
    pass("$$.Execution.Ids", &["6010@/States/A/Parameters/v.$"]);
    pass("$$.something", &["w6010@/States/A/Parameters/v.$"]);
    pass("States.Format('{}', $$.Execution.Nam)", &["6010@/States/A/Parameters/v.$"]);
    pass("$$.Map.Item.Value", &["6011@/States/A/Parameters/v.$"]);
    pass("$$.Map.Itm.Value", &["6010@/States/A/Parameters/v.$"]);
    check_inline_map(r#""ItemSelector": {"v.$": "$$.Map.Item.Value"}"#, &[]);
    check_inline_map(
        r#""ResultSelector": {"v.$": "$$.Map.Item.Value"}"#,
        &["6011@/States/A/ResultSelector/v.$"],
    );
}

#[test]
fn what_the_state_catches_is_no_error() {
    let task = |error: &str, output: &str, expected: &[&str]| {
        let states = format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Output": "{{% {output} %}}",
                "Catch": [{{"ErrorEquals": ["{error}"], "Next": "B"}}], "Next": "B"}}, "B": {{"Type": "Pass", "End": true}}"#
        );
        check_jsonata(&states, expected);
    };
    for (code, output) in
        [(8011, "$state.input.a"), (8012, "$upper('a')"), (8013, "$length(5)"), (9002, "$never")]
    {
        for error in ["States.ALL", "States.TaskFailed", "States.QueryEvaluationError"] {
            task(error, output, &[&format!("w{code}@/States/A/Output")]);
        }
        task("MyError", output, &[&format!("{code}@/States/A/Output")]);
    }
    // The service refuses these, whoever catches what.
    task("States.ALL", "1 +", &["8008@/States/A/Output"]);
    task("States.ALL", "$states.errorOutput", &["8010@/States/A/Output"]);
}

#[test]
fn query_language() {
    check_jsonata(
        r#""A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}"#,
        &["8002@/States/A/QueryLanguage"],
    );
    let task = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f""#;
    let catch = r#""Catch": [{"ErrorEquals": ["E"], "Next": "B", "Output": "{% $states.errorOutput %}"}]"#;
    check_jsonata(
        &format!(
            r#""A": {{{task}, "Output": "{{% $states.result %}}", {catch}, "Next": "B"}}, "B": {{"Type": "Succeed"}}"#
        ),
        &[],
    );
    check_jsonata(
        &format!(r#""A": {{{task}, "Arguments": "{{% $states.result %}}", "End": true}}"#),
        &["8010@/States/A/Arguments"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $states.result %}", "End": true}"#,
        &["8010@/States/A/Output"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $state.input %}", "End": true}"#,
        &["8011@/States/A/Output"],
    );
    check_jsonata(
        r#""A": {"Type": "Wait", "Seconds": "{% 'ten' %}", "End": true}"#,
        &["8014@/States/A/Seconds"],
    );
    check_jsonata(
        &format!(
            r#""A": {{"Type": "Map", "Items": "{{% 1 %}}", "ItemProcessor": {{{PROCESSOR}}}, "End": true}}"#
        ),
        &["8014@/States/A/Items"],
    );
}

#[test]
fn names_of_variables() {
    let assign = |name: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Pass", "Assign": {{"{name}": 1}}"#), expected);
    };
    assign("größe_2", &[]);
    assign("_x", &[]);
    assign("states", &["9001@/States/A/Assign/states"]);
    assign("x.y", &["9001@/States/A/Assign/x.y"]);
    assign("2x", &["9001@/States/A/Assign/2x"]);
    assign("${Name}", &[]);
    let long = "v".repeat(81);
    assign(&long, &[&format!("9001@/States/A/Assign/{long}")]);
}

#[test]
fn scopes_of_variables() {
    let machine = |assign: &str, mode: &str, inner: &str, last: &str, expected: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Assign": {{{assign}}}, "Next": "M"}},
                   "M": {{"Type": "Map", "Next": "Z", "ItemProcessor": {{"ProcessorConfig": {{{mode}}},
                     "StartAt": "I", "States": {{"I": {{"Type": "Pass", {inner} "End": true}}}}}}}},
                   "Z": {{"Type": "Pass", {last} "End": true}}"#
            ),
            expected,
        );
    };
    let read = r#""Parameters": {"v.$": "$x"},"#;
    let distributed = r#""Mode": "DISTRIBUTED", "ExecutionType": "STANDARD""#;
    machine(r#""x": 1"#, "", read, read, &[]);
    machine("", "", "", read, &["9002@/States/Z/Parameters/v.$"]);
    // Something else may be the answer; a Fail fails in any case; and what can be caught may be meant.
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $x ? 1 : 2 %}", "Next": "F"}, "F": {"Type": "Fail", "Error": "{% $x %}"}"#,
        &["w9002@/States/A/Output", "w9002@/States/F/Error"],
    );
    machine(r#""x": 1"#, distributed, read, "", &["9007@/States/M/ItemProcessor/States/I/Parameters/v.$"]);
    let assign = r#""Assign": {"x": 2},"#;
    machine(r#""x": 1"#, "", assign, "", &["9005@/States/M/ItemProcessor/States/I/Assign/x"]);
    machine(r#""x": 1"#, distributed, assign, "", &[]);
    machine("", "", assign, read, &["9006@/States/Z/Parameters/v.$"]);
}

#[test]
fn first_values_of_variables() {
    check_state(r#""Type": "Pass", "Assign": {"x.$": "$x"}"#, &["9004@/States/A/Assign/x.$"]);
    check_jsonata(
        r#""A": {"Type": "Pass", "Assign": {"x": "{% $x %}"}, "End": true}"#,
        &["9004@/States/A/Assign/x"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Assign": {"x": "{% $append($x, 1) %}"}, "End": true}"#,
        &["w9004@/States/A/Assign/x"],
    );
    // The catcher gives it a value before the state is entered again.
    check_states(
        r#""A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "Next": "B",
             "Catch": [{"ErrorEquals": ["E"], "Next": "B", "Assign": {"x": 1}}]},
           "B": {"Type": "Choice", "Default": "Z", "Choices": [{"Variable": "$x", "IsNull": true, "Next": "A"}]},
           "Z": {"Type": "Succeed"}"#,
        &["w9003@/States/B/Choices[0]/Variable"],
    );
}
