//! Advice, for those who ask for it.

use super::outline::{Outline, Site, Target};
use super::retry;
use crate::choice::{Choice, Condition, ConditionKind, Family};
use crate::diag::Diagnostics;
use crate::diag::messages::flow;
use crate::diag::messages::hints as messages;
use crate::machine::{Map, PathField, State, StateKind, WorkflowType};
use crate::query::intrinsic::{ArgKind, Call as Intrinsic};
use crate::resource::{Call, Pattern, Resource};
use crate::value::{Query, QueryTree, Text, Value, ValueKind, is_open};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    if !cx.wants_hints() {
        return;
    }
    let entries = entries(outline);
    for (at, site) in outline.sites.iter().enumerate() {
        match &site.state.kind {
            StateKind::Pass { .. } => check_pass(cx, outline, at, &entries),
            StateKind::Choice(choice) => check_choice(cx, site.state, choice),
            StateKind::Fail { error: None, cause: None } => flow::undiagnosable(cx, site.state.name.loc),
            StateKind::Succeed if outline.scopes[site.scope].branch.is_some() => {
                messages::ends_the_branch(cx, site.state.name.loc);
            }
            StateKind::Map(map) => check_map(cx, site.state, map),
            StateKind::Task(_) => check_task(cx, outline, site),
            _ => {}
        }
        check_retry(cx, outline, site);
        check_twice(cx, site.state);
        check_spelling(cx, site.state);
    }
    check_timeouts(cx, outline);
    super::habits::check(cx, outline);
}

/// By state: how many transitions lead to it.
fn entries(outline: &Outline) -> Vec<usize> {
    let mut entries = vec![0; outline.sites.len()];
    let own = outline.sites.iter().flat_map(|it| &it.transitions);
    for transition in own.chain(outline.scopes.iter().filter_map(|it| it.start.as_ref())) {
        if let Target::Here(to) = transition.target {
            entries[to] += 1;
        }
    }
    entries
}

// A Pass changes something, and what follows it is no other Pass that could do both.
fn check_pass(cx: &mut Diagnostics, outline: &Outline, at: usize, entries: &[usize]) {
    let site = &outline.sites[at];
    if matches!(site.state.kind, StateKind::Pass { result: None }) && is_without_effect(site.state) {
        return flow::pass_without_effect(cx, site.state.name.loc);
    }
    // What it assigns is seen by the next state only.
    if let [next] = site.transitions.as_slice()
        && site.state.assign.is_none()
        && let Target::Here(to) = next.target
        && entries[to] == 1
        && matches!(outline.sites[to].state.kind, StateKind::Pass { .. })
        && !is_without_effect(outline.sites[to].state)
    {
        messages::chain_of_passes(cx, &outline.sites[to].state.name, site.state.name.loc);
    }
}

fn is_without_effect(state: &State) -> bool {
    state.arguments.is_none()
        && state.assign.is_none()
        && state.output.is_none()
        && state.input_path.is_none()
        && state.output_path.is_none()
        && state.result_path.is_none()
        && matches!(state.kind, StateKind::Pass { result: None })
}

// A Choice decides, and its conditions are as plain as they can be.
fn check_choice(cx: &mut Diagnostics, state: &State, choice: &Choice) {
    let mut targets: Vec<&Text> = choice.rules.iter().filter_map(|it| it.next.as_ref()).collect();
    targets.extend(choice.default.as_ref());
    let assigns = state.assign.is_some()
        || state.output.is_some()
        || choice.rules.iter().any(|it| it.assign.is_some() || it.output.is_some());
    if targets.len() > 1 && !assigns && targets.windows(2).all(|it| it[0].value == it[1].value) {
        flow::no_decision(cx, state.name.loc);
    }
    for rule in &choice.rules {
        check_condition(cx, &rule.condition);
    }
}

fn check_condition(cx: &mut Diagnostics, condition: &Condition) {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => {
            if items.len() == 1 {
                messages::one_condition(cx, condition.loc);
            }
            items.iter().for_each(|it| check_condition(cx, it));
        }
        ConditionKind::Not(inner) => {
            match &inner.kind {
                ConditionKind::Not(_) => messages::double_not(cx, condition.loc),
                // Whether it is there, or of a type, is all that is asked.
                ConditionKind::Compare { variable, operator, .. }
                    if operator.value.family() != Family::Is =>
                {
                    messages::negated_comparison(cx, condition.loc, &variable.text.value);
                }
                _ => {}
            }
            check_condition(cx, inner);
        }
        _ => {}
    }
}

// A large Map tolerates a failure, and its children are of the cheaper kind where they can be.
fn check_map(cx: &mut Diagnostics, state: &State, map: &Map) {
    if !map.is_distributed() {
        return;
    }
    if map.tolerated_failure_count.is_none() && map.tolerated_failure_percentage.is_none() {
        messages::no_tolerance(cx, state.name.loc);
    }
    if map.execution_type.as_ref().is_some_and(|it| it.value == "STANDARD")
        && map.processor.states.iter().all(is_short)
        && let Some(execution_type) = &map.execution_type
    {
        messages::could_be_express(cx, execution_type.loc);
    }
}

/// Whether an Express execution may have this state, and it is done in no time.
fn is_short(state: &State) -> bool {
    match &state.kind {
        StateKind::Task(task) => match Resource::parse(&task.resource.value) {
            Resource::Lambda { .. } => true,
            Resource::Integration(call) | Resource::Sdk(call) => {
                call.pattern == Some(Pattern::RequestResponse) && !is_repeated_harmfully(&call, state)
            }
            _ => false,
        },
        StateKind::Pass { .. } | StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail { .. } => true,
        StateKind::Wait(_) | StateKind::Parallel { .. } | StateKind::Map(_) => false,
    }
}

/// Whether doing it twice is another thing than doing it once.
pub(super) fn is_repeated_harmfully(call: &Call, state: &State) -> bool {
    let has = |name: &str| {
        state
            .arguments
            .as_ref()
            .is_none_or(|it| it.get(name).is_some() || it.get(&format!("{name}.$")).is_some())
    };
    match (call.service, call.action) {
        ("sqs", "sendMessage") => !has("MessageDeduplicationId"),
        ("sns", "publish") => !has("MessageDeduplicationId"),
        ("events" | "eventbridge", "putEvents") => true,
        ("dynamodb", "putItem" | "updateItem") => !has("ConditionExpression"),
        ("states" | "sfn", "startExecution") => !has("Name"),
        _ => false,
    }
}

/// Errors of which it is not known whether the call was made.
const UNCERTAIN: &[&str] = &[retry::ALL, "States.TaskFailed", "States.Timeout"];

// What is retried may be done twice, what retries together does not do so at once, and who retries is who fails.
fn check_retry(cx: &mut Diagnostics, outline: &Outline, site: &Site) {
    for retrier in site.state.retry.iter().flatten() {
        if outline.is_inside_map(site.scope)
            && retrier.jitter_strategy.is_none()
            && retrier.error_equals.iter().any(|it| it.value != retry::RUNTIME)
        {
            flow::thundering_herd(cx, retrier.loc);
        }
        let name = retrier.error_equals.iter().find(|it| UNCERTAIN.contains(&it.value.as_str()));
        if let (Some(call), Some(name)) = (site.call(), name)
            && is_repeated_harmfully(&call, site.state)
        {
            messages::done_twice(cx, name.loc, call.action);
        }
    }
}

// A Task is called the way that is recommended, and its call can be told from others.
fn check_task(cx: &mut Diagnostics, outline: &Outline, site: &Site) {
    let StateKind::Task(task) = &site.state.kind else { return };
    let argument = |name: &str| site.state.arguments.as_ref().and_then(|it| it.get(name));
    match &site.resource {
        Some(Resource::Lambda { alias, .. }) => {
            messages::legacy_function(cx, task.resource.loc);
            if is_unqualified(*alias) {
                messages::unqualified(cx, task.resource.loc);
            }
        }
        Some(Resource::Integration(Call { service: "lambda", .. })) => {
            if let Some(name) = argument("FunctionName")
                && let Some(text) = name.as_str().filter(|it| !is_open(it) && !it.contains("${"))
                && argument("Qualifier").is_none()
                && is_unqualified(qualifier(text))
            {
                messages::unqualified(cx, name.loc);
            }
        }
        Some(Resource::Integration(Call { service: "states", action: "startExecution", .. })) => {
            let names_parent = match argument("Input").map(|it| &it.kind) {
                Some(ValueKind::Object(fields)) => {
                    fields.iter().any(|it| it.key.value == PARENT || is_open(&it.key.value))
                }
                // What it holds is not known.
                Some(ValueKind::Query(_)) => true,
                _ => site.state.arguments.as_ref().is_none_or(|it| !matches!(it.kind, ValueKind::Object(_))),
            };
            if !names_parent {
                messages::no_parent(cx, task.resource.loc, PARENT);
            }
        }
        _ => {}
    }
    if site.state.retry.as_ref().is_some_and(|it| !it.is_empty())
        && let Some(arguments) = &site.state.arguments
    {
        check_new_each_time(cx, arguments);
    }
    let waits = site.resource.as_ref().and_then(|it| it.has_token()) == Some(true)
        && task.resource.value.ends_with(".waitForTaskToken");
    if waits && !escalates(outline, site) {
        messages::no_escalation(cx, task.resource.loc);
    }
}

/// What links an execution with the one that started it.
const PARENT: &str = "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID";

/// What stands behind the name of a function, or the last colon of its ARN.
fn qualifier(name: &str) -> Option<&str> {
    match name.strip_prefix("arn:") {
        Some(_) => name.split(':').nth(7),
        None => name.split_once(':').map(|it| it.1),
    }
}

fn is_unqualified(qualifier: Option<&str>) -> bool {
    qualifier.is_none_or(|it| it == "$LATEST")
}

/// Whether somebody goes on if nobody answers.
fn escalates(outline: &Outline, site: &Site) -> bool {
    let catches = |state: &State| {
        let is_it =
            |it: &Text| matches!(&*it.value, retry::ALL | "States.Timeout" | "States.HeartbeatTimeout");
        let catchers = state.catch.as_deref().unwrap_or_default();
        catchers.iter().any(|it| it.error_equals.iter().any(is_it))
    };
    let mut scope = site.scope;
    let mut is_caught = catches(site.state);
    while let Some(owner) = outline.scopes[scope].owner {
        is_caught |= catches(outline.sites[owner].state);
        scope = outline.sites[owner].scope;
    }
    is_caught
}

// A value that is another one for each attempt is no key of what is attempted.
fn check_new_each_time(cx: &mut Diagnostics, arguments: &Value) {
    arguments.each_query(&mut |query| {
        if let QueryTree::Intrinsic(call) = &query.tree
            && let Some(name) = random(call)
        {
            messages::new_each_time(cx, query.text.loc, name);
        }
    });
}

/// The function in `call` that gives another value each time.
fn random(call: &Intrinsic) -> Option<&str> {
    if call.name == "States.UUID" || call.name == "States.MathRandom" && call.args.len() < 3 {
        return Some(&call.name);
    }
    call.args.iter().find_map(|it| match &it.kind {
        ArgKind::Call(call) => random(call),
        _ => None,
    })
}

// `Assign` and `Output` do not see one another: what both compute is computed twice.
fn check_twice(cx: &mut Diagnostics, state: &State) {
    let (Some(assign), Some(output)) = (&state.assign, &state.output) else { return };
    let mut computed: Vec<&Query> = Vec::new();
    assign.each_query(&mut |it| computed.extend(is_expensive(it).then_some(it)));
    output.each_query(&mut |it| {
        if let Some(first) = computed.iter().find(|other| other.text.value == it.text.value) {
            messages::computed_twice(cx, it.text.loc, first.text.loc);
        }
    });
}

/// Whether it calls a function with a function, as `$map` is.
fn is_expensive(query: &Query) -> bool {
    ["$map(", "$filter(", "$reduce(", "$sort(", "$each(", "$sift("]
        .iter()
        .any(|it| query.text.value.contains(it))
}

// What is no name of letters and digits stands in brackets.
fn check_spelling(cx: &mut Diagnostics, state: &State) {
    for found in super::queries::of_state(state) {
        if let QueryTree::Path(_) = &found.query.tree
            && let Some(name) = hyphenated(found.query.as_written())
        {
            messages::needs_brackets(cx, found.query.text.loc, name);
        }
    }
    if let Some(PathField::Path(query)) = &state.result_path
        && let Some(name) = hyphenated(query.as_written())
    {
        messages::needs_brackets(cx, query.text.loc, name);
    }
}

/// The first name with a `-` behind a dot.
fn hyphenated(path: &str) -> Option<&str> {
    // In a filter or in quotes it is something else.
    let plain = &path[..path.find('[').unwrap_or(path.len())];
    plain.split('.').skip(1).find(|it| it.contains('-') && !it.is_empty())
}

// Something has a limit.
fn check_timeouts(cx: &mut Diagnostics, outline: &Outline) {
    let is_task = |it: &&Site| matches!(it.state.kind, StateKind::Task(_));
    let is_bounded = outline.machine.timeout_seconds.is_some()
        || outline
            .sites
            .iter()
            .any(|it| matches!(&it.state.kind, StateKind::Task(task) if task.timeout.is_some()));
    if !is_bounded
        && outline.machine.workflow_type == WorkflowType::Standard
        && outline.sites.iter().any(|it| is_task(&it))
    {
        flow::no_timeout_at_all(cx, outline.machine.body.loc);
    }
}
