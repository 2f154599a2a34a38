//! One mistake is one finding.

use super::Case;
use crate::check::{Options, machine};
use crate::diag::{Diagnostics, Severity};
use crate::machine::WorkflowType;
use crate::{json, read};

/// Definitions with one mistake each, every field of every kind of state among them: the code, with a `w` if it is a
/// warning, and the text.
const DEFINITIONS: &str = include_str!("once.tsv");

#[test]
fn one_mistake_is_one_finding() {
    let mut several = Vec::new();
    for line in DEFINITIONS.lines() {
        let (code, text) = line.split_once('\t').expect("a code and a definition");
        let mut cx = Diagnostics::new();
        let parsed = json::parse(text, &mut cx);
        if let Some(value) = &parsed.value {
            let read = read::machine(&mut cx, value);
            machine(&mut cx, &read, &Options::default());
        }
        let found = cx.finish();
        let codes: Vec<String> = found
            .iter()
            .map(|it| format!("{}{}", if it.severity == Severity::Error { "" } else { "w" }, it.code.0))
            .collect();
        if codes != [code] {
            several.push(format!("{code} was expected of {text}, and found is {codes:?}"));
        }
    }
    assert!(several.is_empty(), "{}", several.join("\n"));
}

#[test]
fn what_is_refused_in_express_is_not_advised_about() {
    let found = |resource: &str| {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}",
                "Parameters": {{"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}}, "End": true}}}}}}"#
        );
        let workflow_type = WorkflowType::Express;
        Case { text: &text, workflow_type, options: Options::default() }.findings(&[])
    };
    assert_eq!(found("sqs:sendMessage.waitForTaskToken"), ["12001@/States/A/Resource"]);
}
