//! Proof that policies cover what their machines call, and nothing else. What a call needs is asked of the Service
//! Authorization Reference, by the API behind it, and not of the catalogue that the policy was made with.

use std::collections::BTreeSet;
use std::fs;

use sfn_asl::catalog;
use sfn_asl::iam::Effect;
use sfn_asl::machine::{State, StateKind};
use sfn_asl::resource::{Pattern, Resource};
use sfn_compiler::Compiled;
use sfn_tests::workspace;

use crate::{Example, examples};

#[test]
fn every_call_of_an_example_is_allowed_and_nothing_else() {
    for example in examples() {
        for machine in &example.compilation.machines {
            check(&example.name, machine);
        }
    }
}

#[test]
fn every_call_of_a_golden_machine_is_allowed_and_nothing_else() {
    let mut count = 0;
    for folder in ["sfn-compiler/tests/golden", "sfn-compiler/tests/iam"] {
        for entry in fs::read_dir(workspace().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|it| it == "rs") {
                let source = fs::read_to_string(&path).expect("a source");
                let compilation = sfn_compiler::compile(source.parse().expect("tokens"));
                // Of what is wrong nothing is known.
                for machine in compilation.machines.iter().filter(|_| !compilation.failed()) {
                    check(&path.display().to_string(), machine);
                    count += 1;
                }
            }
        }
    }
    assert!(count >= 10, "only {count} machines");
}

/// IAM takes a resource for most actions: only for the others an example may allow everything.
#[test]
fn nothing_is_allowed_on_everything_that_could_be_narrower() {
    let narrow = actions_on_resources();
    let source =
        fs::read_to_string(workspace().join("sfn-compiler/tests/iam/every_call.rs")).expect("a source");
    let compilation = sfn_compiler::compile(source.parse().expect("tokens"));
    let every_call = Example { name: "every call".to_owned(), source, compilation };
    for example in examples().into_iter().chain([every_call]) {
        // There the author says so.
        let is_said = example.source.contains(r#"iam_resources: ["*"]"#);
        for statement in example.compilation.machines.iter().flat_map(|it| &it.policy.statements) {
            let is_all = statement.resources.iter().any(|it| it == "*");
            for action in statement.actions.iter().filter(|_| is_all && !is_said) {
                assert!(
                    !narrow.contains(&action.to_ascii_lowercase()),
                    "{}: {action} is on `*`",
                    example.name
                );
            }
        }
    }
}

/// Actions that IAM takes a resource for, in lower case.
fn actions_on_resources() -> BTreeSet<String> {
    let actions = sfn_catalog::services().flat_map(|it| it.actions());
    let statements = actions.filter_map(|it| it.permissions()).flatten();
    statements.filter(|it| !it.resources.is_empty()).map(|it| it.action.to_ascii_lowercase()).collect()
}

fn check(name: &str, machine: &Compiled) {
    let statements = &machine.policy.statements;
    let mut states = BTreeSet::new();
    machine.lowered.machine.body.each_state(&mut |state| {
        states.insert(state.name.value.clone());
        let allowed: BTreeSet<String> = statements
            .iter()
            .filter(|it| {
                it.effect == Effect::Allow && it.reasons.iter().any(|it| it.state == state.name.value)
            })
            .flat_map(|it| it.actions.iter().map(|it| it.to_ascii_lowercase()))
            .collect();
        for need in needs(state) {
            let is_met = need.iter().any(|it| allowed.contains(&it.to_ascii_lowercase()));
            assert!(is_met, "{name}: `{}` needs {need:?}, and has {allowed:?}", state.name.value);
        }
    });
    for statement in statements {
        assert!(!statement.reasons.is_empty(), "{name}: {} has no reason", statement.sid);
        assert!(
            !statement.actions.is_empty() && !statement.resources.is_empty(),
            "{name}: {}",
            statement.sid
        );
        for reason in &statement.reasons {
            let is_of_machine = reason.state.is_empty() && !reason.what.is_empty();
            assert!(
                is_of_machine || states.contains(&reason.state),
                "{name}: {} is for `{}`, which is no state",
                statement.sid,
                reason.state
            );
        }
    }
    let sids: BTreeSet<&str> = statements.iter().map(|it| it.sid.as_str()).collect();
    assert_eq!(sids.len(), statements.len(), "{name}: two statements of one name");
}

/// Actions that a state needs: of each row one, for where Step Functions may ask in another way.
fn needs(state: &State) -> Vec<Vec<String>> {
    let StateKind::Task(task) = &state.kind else { return Vec::new() };
    if task.credentials.is_some() {
        return vec![vec!["sts:AssumeRole".to_owned()]];
    }
    match Resource::parse(&task.resource.value) {
        Resource::Lambda { .. } => vec![vec!["lambda:InvokeFunction".to_owned()]],
        Resource::Sdk(call) => of_api(call.service, call.action),
        Resource::Integration(call) => {
            let action = catalog::action(call.service, call.action).expect("a known action");
            let api = action.api.and_then(|it| it.split_once(':'));
            let mut needs = api.map_or_else(Vec::new, |(service, action)| of_api(service, action));
            if matches!(call.pattern, Some(Pattern::Sync | Pattern::Sync2)) {
                // How it is seen that the job has ended: by an event, or by asking.
                let asks = ["Describe", "Get", "BatchGet", "List"];
                let all = action.grants.iter().flat_map(|it| it.actions).copied();
                let seeing = all.filter(|it| {
                    let name = it.split_once(':').map_or("", |it| it.1);
                    *it == "events:PutRule" || asks.iter().any(|verb| name.starts_with(verb))
                });
                let seeing: Vec<String> = seeing.map(str::to_owned).collect();
                if !seeing.is_empty() {
                    needs.push(seeing);
                }
            }
            needs
        }
        _ => Vec::new(),
    }
}

/// What always has to be allowed for a call of an API, by the action itself.
fn of_api(service: &str, action: &str) -> Vec<Vec<String>> {
    let permissions = sfn_catalog::iam(service, action).into_iter().flatten();
    permissions
        .filter(|it| !it.is_dependent && it.when.is_none())
        .map(|it| vec![it.action.to_owned()])
        .collect()
}
