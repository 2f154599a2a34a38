//! Documents and what is found in them: errors as `CODE@pointer`, warnings with a `w` in front.
//!
//! A case says what differs from a sound machine, so that each has the one mistake it is about.

mod advice;
mod fan_out;
mod flow;
mod graph;
mod hints;
mod limits;
mod maps;
mod once;
mod optimised;
mod parameters;
mod queries;
mod retry;
mod risks;
mod rules;
mod sdk;
mod tasks;

use super::{Options, machine};
use crate::diag::{Diagnostics, Severity};
use crate::machine::WorkflowType;
use crate::{json, read};

/// What is said of machines that are no bigger than they have to be: asked for by name where it is the point.
const OF_SMALL_ONES: &[u16] = &[4021, 5005, 9008, 10019, 11008, 11009];

struct Case<'a> {
    text: &'a str,
    workflow_type: WorkflowType,
    options: Options,
}

impl Case<'_> {
    fn findings(&self, expected: &[&str]) -> Vec<String> {
        let expected: Vec<u16> = expected
            .iter()
            .filter_map(|it| it.trim_start_matches('w').split_once('@')?.0.parse().ok())
            .collect();
        let mut cx = Diagnostics::new();
        let parsed = json::parse(self.text, &mut cx);
        let value = parsed.value.as_ref().unwrap_or_else(|| panic!("no JSON: {}", self.text));
        let mut read = read::machine(&mut cx, value);
        read.workflow_type = self.workflow_type;
        machine(&mut cx, &read, &self.options);
        let mut found = cx.finish();
        // Named in what is expected, or left out.
        found.retain(|it| !OF_SMALL_ONES.contains(&it.code.0) || expected.contains(&it.code.0));
        found.sort_by_key(|it| (parsed.map.offset(&it.place), it.code));
        let line = |it: &crate::diag::Diagnostic| {
            let severity = if it.severity == Severity::Error { "" } else { "w" };
            assert!(!it.message.ends_with('.') && !it.message.contains('\n'), "{}", it.message);
            format!("{severity}{}@{}", it.code.0, parsed.map.pointer(it.place.loc))
        };
        found.iter().map(line).collect()
    }
}

/// A whole machine.
fn check(text: &str, expected: &[&str]) {
    let case = Case { text, workflow_type: WorkflowType::Standard, options: Options::default() };
    assert_eq!(case.findings(expected), expected, "{text}");
}

/// The states `{…}` of a machine that starts at `A`.
fn check_states(states: &str, expected: &[&str]) {
    check(&format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#), expected);
}

/// The fields of a state `A` that ends the machine.
fn check_state(fields: &str, expected: &[&str]) {
    check_states(&format!(r#""A": {{{fields}, "End": true}}"#), expected);
}

/// The fields of a Task that ends the machine.
fn check_task(fields: &str, expected: &[&str]) {
    let resource = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f""#;
    check_state(&format!("{resource}, {fields}"), expected);
}

const PROCESSOR: &str = r#""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#;

/// The fields of an inline Map that ends the machine.
fn check_inline_map(fields: &str, expected: &[&str]) {
    check_state(&format!(r#""Type": "Map", "ItemProcessor": {{{PROCESSOR}}}, {fields}"#), expected);
}

/// The fields of a distributed Map that ends the machine.
fn check_map(fields: &str, expected: &[&str]) {
    let config = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#;
    check_state(&format!(r#""Type": "Map", "ItemProcessor": {{{config}, {PROCESSOR}}}, {fields}"#), expected);
}

/// A JSONata machine with the states `{…}`, which starts at `A`.
fn check_jsonata(states: &str, expected: &[&str]) {
    check(&format!(r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{{states}}}}}"#), expected);
}

#[test]
fn long_chains_are_checked_to_the_end() {
    let chain = |length: usize| {
        let state = |at: usize| {
            let next = if at + 1 == length {
                r#""End": true"#.to_owned()
            } else {
                format!(r#""Next": "S{}""#, at + 1)
            };
            let read = if at == 0 { "" } else { ".$" };
            format!(
                r#""S{at}": {{"Type": "Pass", "Assign": {{"x": {at}}}, "Parameters": {{"v{read}": "$x"}}, {next}}}"#
            )
        };
        let states: Vec<String> = (0..length).map(state).collect();
        format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(", "))
    };
    let mut cx = Diagnostics::new();
    let parsed = json::parse(&chain(5_000), &mut cx);
    let read = read::machine(&mut cx, parsed.value.as_ref().expect("JSON"));
    machine(&mut cx, &read, &Options::default());
    assert_eq!(cx.items(), []);
}
