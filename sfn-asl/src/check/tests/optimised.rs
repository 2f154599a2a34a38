//! Every optimised integration is held against the model of its API, with what differs written down here.

use super::*;
use crate::catalog::{self, Action, Gives, Service};
use crate::check::Source;
use crate::resource::Pattern;

/// Those that are no call of an API.
const OWN: &[&str] = &["apigateway:invoke", "bedrock:invokeModel", "eks:call", "eks:runJob", "http:invoke"];

/// Those that take and give something else than their API.
const ONE_OF_MANY: &[&str] = &[
    "elasticmapreduce:addStep",
    "elasticmapreduce:cancelStep",
    "elasticmapreduce:modifyInstanceFleetByName",
    "elasticmapreduce:modifyInstanceGroupByName",
    "elasticmapreduce:setClusterTerminationProtection",
    "elasticmapreduce:terminateCluster",
];

/// Services whose errors nobody has written down.
const WITHOUT_ERRORS: &[&str] = &[
    "bedrock",
    "bedrockagentcore",
    "codebuild",
    "databrew",
    "elasticmapreduce",
    "emr-containers",
    "emr-serverless",
    "http",
    "mediaconvert",
];

fn each(check: impl Fn(&str, &Service, &Action)) {
    let mut count = 0;
    for service in catalog::services() {
        for action in service.actions {
            check(&format!("{}:{}", service.name, action.name), service, action);
            count += 1;
        }
    }
    assert_eq!(count, 64);
}

/// What a call of it is found to be, with these parameters more than it needs, and what follows it.
fn findings(call: &str, action: &Action, more: &str, state: &str) -> Vec<(u16, String)> {
    let needed: Vec<String> = action.required.iter().map(|it| format!(r#""{it}.$": "$.x""#)).collect();
    let parameters: Vec<&str> =
        needed.iter().map(String::as_str).chain((!more.is_empty()).then_some(more)).collect();
    let document = format!(
        r#"{{"StartAt": "A", "States": {{
            "A": {{"Type": "Task", "Resource": "arn:aws:states:::{call}", "Parameters": {{{}}}, {state}}},
            "B": {{"Type": "Pass", "Parameters": {{"x.$": "$.Zzqx"}}, "End": true}},
            "C": {{"Type": "Pass", "End": true}} }} }}"#,
        parameters.join(", ")
    );
    let mut cx = Diagnostics::new();
    let parsed = json::parse(&document, &mut cx);
    let machine = read::machine(&mut cx, &parsed.value.expect("JSON"));
    super::machine(&mut cx, &machine, &Options { source: Source::Document, length: None });
    cx.finish().into_iter().map(|it| (it.code.0, it.message)).collect()
}

#[test]
fn rows_say_what_the_models_say() {
    each(|call, _, action| {
        let Some(input) = action.input() else { return assert!(OWN.contains(&call), "{call}") };
        assert!(!OWN.contains(&call), "{call}");
        let differs = ONE_OF_MANY.contains(&call);
        let is_own = |name: &str| action.own.contains(&name) || input.field(name).is_none();
        assert_eq!(action.parameters().any(is_own), differs, "{call}");
        if !differs {
            for (name, _) in input.members() {
                assert!(action.has(name), "{call} takes {name}");
            }
            let mut needed: Vec<&str> = input.required().collect();
            let mut said = action.required.to_vec();
            needed.sort_unstable();
            said.sort_unstable();
            assert_eq!(said, needed, "{call}");
        }
        if action.gives == Gives::Api {
            let gives_nothing = action.output(Pattern::RequestResponse).is_none();
            assert!(!gives_nothing || differs, "{call}");
        }
    });
}

#[test]
fn every_action_has_its_parameters_checked() {
    each(|call, _, action| {
        let end = r#""Next": "C""#;
        let about = |more: &str| -> Vec<String> {
            let found = findings(call, action, more, end);
            found.into_iter().map(|it| it.1).filter(|it| it.contains("Zzqx")).collect()
        };
        assert_eq!(about(""), Vec::<String>::new(), "{call}");
        assert_eq!(about(r#""Zzqx": 1"#).len(), 1, "{call}");
        // Structures are gone into, too.
        let Some(input) = action.input() else { return };
        let inner = input.members().find(|(name, shape)| {
            action.has(name)
                && !action.own.contains(name)
                && matches!(shape.kind(), crate::sdk::Kind::Struct { .. })
        });
        if let Some((name, _)) = inner.filter(|it| !action.required.contains(&it.0)) {
            assert_eq!(about(&format!(r#""{name}": {{"Zzqx": 1}}"#)).len(), 1, "{call} {name}");
        }
    });
}

#[test]
fn every_result_has_its_paths_checked() {
    each(|call, _, action| {
        let found = findings(call, action, "", r#""Next": "B""#);
        let is_known = action.output(Pattern::RequestResponse).is_some();
        let is_open = action.output(Pattern::RequestResponse).is_some_and(|it| it.members().next().is_none());
        let says = found.iter().any(|it| matches!(it.0, 6012 | 11012));
        assert!(says || !is_known || is_open, "{call}: {found:?}");
    });
}

#[test]
fn every_error_is_checked_where_errors_are_known() {
    each(|call, service, action| {
        assert_eq!(service.errors.is_empty(), WITHOUT_ERRORS.contains(&service.name), "{call}");
        let Some(known) = service.sdk.and_then(sfn_catalog::service).filter(|_| action.api.is_some()) else {
            return;
        };
        let Some(error) = known.errors().find(|it| it.len() > 20 && it.ends_with("Exception")) else {
            return;
        };
        for prefix in service.errors {
            let caught = |error: &str| {
                let retry = format!(r#""Retry": [{{"ErrorEquals": ["{prefix}.{error}"]}}], "Next": "C""#);
                findings(call, action, "", &retry).iter().any(|it| it.0 == 4008)
            };
            assert!(!caught(error), "{call} {prefix}.{error}");
            let misspelt = error.replacen("Exception", "Exeption", 1);
            assert!(caught(&misspelt), "{call} {prefix}.{misspelt}");
        }
    });
}
