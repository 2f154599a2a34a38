//! Kind `sdk`: a file of calls of the AWS SDK. Each is made a Task of a machine, and has to be judged as the file says:
//! what is wrong is an error that names what is meant, what is right is not even worth a warning. Permissions, errors
//! and results are held against what the file says of them.

use std::path::Path;

use serde_json::{Map, Value, json};
use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Diagnostic, Diagnostics, Severity};
use sfn_asl::iam::{self, MachineOptions, Statement};
use sfn_asl::machine::Machine;
use sfn_asl::{json, read, sdk};

use crate::front;
use crate::run::Case;

/// What is said of services, actions and parameters, of patterns, and of errors.
const CALL: &[u16] = &[11002, 11003, 11005];
const ERRORS: &[u16] = &[4008];

type Check = fn(&Value) -> Result<(), String>;

/// The cases of the file `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let file = front::json(path)?;
    let mut cases = Vec::new();
    for (name, check) in [("cases", call as Check), ("error_cases", error), ("result_cases", result)] {
        for case in file[name].as_array().into_iter().flatten().cloned() {
            let id = case["id"].as_str().unwrap_or("?").to_owned();
            cases.push(Case { name: id, check: Box::new(move || check(&case)) });
        }
    }
    Ok(cases)
}

fn text<'a>(case: &'a Value, key: &str) -> Result<&'a str, String> {
    case[key].as_str().ok_or_else(|| format!("the case has no `{key}`"))
}

fn is_valid(case: &Value) -> Result<bool, String> {
    case["valid"].as_bool().ok_or_else(|| "the case does not say whether it is valid".to_owned())
}

/// A Task that makes the call, and what is found in it.
fn judged(case: &Value, more: Value) -> Result<(Machine, Vec<Diagnostic>), String> {
    let pattern = case["pattern"].as_str().map_or_else(String::new, |it| format!(".{it}"));
    let (service, action) = (text(case, "service")?, text(case, "action")?);
    let mut state = Map::new();
    state.insert("Type".to_owned(), "Task".into());
    state.insert(
        "Resource".to_owned(),
        format!("arn:aws:states:::aws-sdk:{service}:{action}{pattern}").into(),
    );
    if let Some(parameters) = case.get("parameters") {
        let (language, field) =
            if is_jsonata(parameters) { ("JSONata", "Arguments") } else { ("JSONPath", "Parameters") };
        state.insert("QueryLanguage".to_owned(), language.into());
        state.insert(field.to_owned(), parameters.clone());
    }
    if let Value::Object(more) = more {
        state.extend(more);
    }
    state.insert("End".to_owned(), true.into());
    let document = json!({ "StartAt": "Call", "States": { "Call": state, "Caught": { "Type": "Succeed" } } });
    let mut cx = Diagnostics::new();
    let parsed = json::parse(&document.to_string(), &mut cx);
    let value = parsed.value.ok_or("no JSON")?;
    let machine = read::machine(&mut cx, &value);
    check::machine(&mut cx, &machine, &Options { source: Source::Document, length: None });
    Ok((machine, cx.finish()))
}

/// Whether a text in it is an expression.
fn is_jsonata(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with("{%"),
        Value::Array(items) => items.iter().any(is_jsonata),
        Value::Object(fields) => fields.values().any(is_jsonata),
        _ => false,
    }
}

fn said(findings: &[&Diagnostic]) -> String {
    let one = |it: &&Diagnostic| {
        let help = it.help.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        format!("{} {}{help}", it.code, it.message)
    };
    findings.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn call(case: &Value) -> Result<(), String> {
    let (machine, findings) = judged(case, Value::Null)?;
    let about: Vec<&Diagnostic> = findings.iter().filter(|it| CALL.contains(&it.code.0)).collect();
    if is_valid(case)? {
        if !about.is_empty() {
            return Err(format!("sound, but: {}", said(&about)));
        }
        return permissions(case, &machine);
    }
    let errors: Vec<&Diagnostic> =
        about.iter().copied().filter(|it| it.severity == Severity::Error).collect();
    if errors.is_empty() {
        return Err(format!("no error, but {}: {}", text(case, "kind")?, said(&about)));
    }
    let said = said(&errors);
    if let Some(suggested) = case["suggest"].as_str()
        && !errors.iter().any(|it| it.help.as_ref().is_some_and(|it| it.contains(&format!("`{suggested}`"))))
    {
        return Err(format!("`{suggested}` is not proposed: {said}"));
    }
    for expected in case["all_errors"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        // `missing-required LogEvents[0].Timestamp`
        let name = expected.rsplit([' ', '.']).next().unwrap_or(expected);
        if !said.contains(&format!("`{name}`")) {
            return Err(format!("nothing said of {expected}: {said}"));
        }
    }
    Ok(())
}

/// Every action that has to be allowed is, on the resources that it has to be allowed on.
fn permissions(case: &Value, machine: &Machine) -> Result<(), String> {
    let Some(expected) = case["expected_iam"].as_array() else { return Ok(()) };
    let policy = iam::policy(&mut Diagnostics::new(), machine, &[], &MachineOptions::default());
    for expected in expected {
        for action in expected["actions"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let allowing: Vec<&Statement> =
                policy.statements.iter().filter(|it| it.actions.iter().any(|it| it == action)).collect();
            if allowing.is_empty() {
                return Err(format!("`{action}` is not allowed: {:?}", policy.statements));
            }
            let Some(resources) = expected["resources"].as_array() else { continue };
            let mut resources: Vec<String> =
                resources.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            let mut found: Vec<String> =
                allowing.iter().flat_map(|it| &it.resources).map(|it| spelled(it)).collect();
            resources.sort_unstable();
            found.sort_unstable();
            if resources != found {
                return Err(format!("`{action}` is allowed on {found:?}, not on {resources:?}"));
            }
        }
    }
    Ok(())
}

/// The deployment's parameters, as the file has them.
fn spelled(resource: &str) -> String {
    resource.replace("${AWS::AccountId}", "${Account}").replace("${AWS::", "${")
}

fn error(case: &Value) -> Result<(), String> {
    let catch = json!({ "Catch": [{ "ErrorEquals": [text(case, "error")?], "Next": "Caught" }] });
    let (_, findings) = judged(case, catch)?;
    let about: Vec<&Diagnostic> = findings.iter().filter(|it| ERRORS.contains(&it.code.0)).collect();
    match (is_valid(case)?, about.is_empty()) {
        (true, false) => Err(format!("it is raised, but: {}", said(&about))),
        (false, true) => Err("it is never raised, and nothing is said".to_owned()),
        _ => Ok(()),
    }
}

fn result(case: &Value) -> Result<(), String> {
    let found = sdk::result(text(case, "service")?, text(case, "action")?, text(case, "path")?);
    let found = found.map(sdk::describe);
    let expected = if is_valid(case)? { Some(text(case, "type")?) } else { None };
    if found != expected {
        return Err(format!("found {found:?}, not {expected:?}"));
    }
    Ok(())
}
