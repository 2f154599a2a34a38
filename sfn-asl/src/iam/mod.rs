//! What the execution role of a machine has to allow, and why: least privilege, from the calls themselves.
//!
//! Each call says what it needs (`catalog::Grant`), its parameters say on what; equal needs become one statement, never
//! a wider one. What is known only when the machine runs is `*` within its type, in this account and Region, and is
//! reported where an author could make it known.

pub mod arn;
mod logs;
mod map;
mod merge;
mod model;
mod options;
mod request;
mod sdk;
pub mod special;
#[cfg(test)]
mod tests;

pub use model::{Condition, Effect, Policy, Reason, Statement};
pub use options::{CallOptions, MachineOptions};
pub use request::{Declared, Given, Request};

use crate::catalog::{self, Grant, On, When};
use crate::diag::messages::iam as messages;
use crate::diag::{Diagnostics, Loc};
use crate::machine::{Machine, State, StateKind, Task};
use crate::resource::{Pattern, Resource};
use crate::value::Value;

/// What stands for the name of the machine itself, as it will be deployed.
pub const MACHINE_NAME: &str = "${StateMachineName}";

/// The policy of the execution role, and findings about what had to be wider than it could be.
pub fn policy(
    cx: &mut Diagnostics,
    machine: &Machine,
    declared: &[Declared],
    options: &MachineOptions,
) -> Policy {
    merge::merge(needs(cx, machine, declared, options))
}

/// What each state needs, and then the machine: as it comes, nothing merged.
fn needs(
    cx: &mut Diagnostics,
    machine: &Machine,
    declared: &[Declared],
    options: &MachineOptions,
) -> Vec<Statement> {
    let mut needs = Vec::new();
    machine.body.each_state(&mut |state| match &state.kind {
        StateKind::Task(task) => {
            let options = options.calls.iter().find(|it| it.state == state.name.value);
            self::task(cx, &mut needs, state, task, machine, declared, options);
        }
        StateKind::Map(it) => map::map(cx, &mut needs, state, it, declared),
        _ => {}
    });
    logs::machine(&mut needs, options);
    needs
}

/// The statements of one state in the making.
struct Needs<'a> {
    out: &'a mut Vec<Statement>,
    request: Request<'a>,
    reason: Reason,
    /// What the author named for what the parameters do not tell.
    named: &'a [String],
    /// What is wider than it could be, by parameter.
    wide: Vec<Wide>,
}

/// Actions that are wider for want of a parameter.
struct Wide {
    parameter: &'static str,
    loc: Loc,
    actions: Vec<String>,
    resources: Vec<String>,
}

impl<'a> Needs<'a> {
    fn new(
        out: &'a mut Vec<Statement>,
        state: &'a State,
        arguments: Option<&'a Value>,
        declared: &'a [Declared],
        what: String,
    ) -> Needs<'a> {
        let request = Request::new(arguments, declared);
        Needs {
            out,
            request,
            reason: Reason { state: state.name.value.clone(), what },
            named: &[],
            wide: Vec::new(),
        }
    }

    fn grants(&mut self, grants: &[Grant], pattern: Pattern, machine: &Machine) {
        for grant in grants {
            let is_needed = match grant.when {
                When::Always => true,
                When::Sync => matches!(pattern, Pattern::Sync | Pattern::Sync2),
                When::Beside(calls) => calls.iter().any(|it| makes(machine, it)),
                When::Given(parameter) => !matches!(self.request.get(parameter), Given::Absent),
            };
            if is_needed {
                self.grant(grant);
            }
        }
    }

    fn all(&mut self, grants: &[Grant]) {
        grants.iter().for_each(|it| self.grant(it));
    }

    fn grant(&mut self, grant: &Grant) {
        let mut resources: Vec<String> = Vec::new();
        for on in grant.on {
            resources.append(&mut self.request.resources(on));
        }
        let mut wide = std::mem::take(&mut self.request.wide);
        let (resources, is_narrowed) = narrowed(resources, self.named, self.request.declared);
        if is_narrowed {
            wide.clear();
        }
        if resources.is_empty() {
            return;
        }
        let mut conditions = Vec::new();
        for only in grant.only {
            let values = self.request.resources(&only.2);
            if !values.is_empty() && values.iter().all(|it| it != "*") {
                conditions.push(Condition { operator: only.0.to_owned(), key: only.1.to_owned(), values });
            }
        }
        wide.append(&mut self.request.wide);
        self.request.wide = wide;
        let actions: Vec<String> = grant.actions.iter().map(|it| (*it).to_owned()).collect();
        self.widen(&actions, &resources);
        self.allow(actions, resources, conditions);
    }

    /// Notes what the last resources were wider for.
    fn widen(&mut self, actions: &[String], resources: &[String]) {
        for (parameter, loc) in std::mem::take(&mut self.request.wide) {
            match self.wide.iter_mut().find(|it| it.parameter == parameter) {
                Some(it) => it.actions.extend(actions.iter().cloned()),
                None => self.wide.push(Wide {
                    parameter,
                    loc,
                    actions: actions.to_vec(),
                    resources: resources.to_vec(),
                }),
            }
        }
    }

    /// Reports what could be narrower, once for each parameter.
    fn report(self, cx: &mut Diagnostics, at: Loc) {
        for Wide { parameter, loc, actions, resources } in &self.wide {
            let given = (*loc != Loc::NONE).then_some(*loc);
            messages::wide(cx, at, given, actions, resources, parameter);
        }
    }

    fn allow(&mut self, actions: Vec<String>, resources: Vec<String>, conditions: Vec<Condition>) {
        let reasons = vec![self.reason.clone()];
        self.out.push(Statement {
            sid: String::new(),
            effect: Effect::Allow,
            actions,
            resources,
            conditions,
            reasons,
        });
    }
}

/// Whether `machine` makes the call `service:action`, in whatever pattern.
fn makes(machine: &Machine, call: &str) -> bool {
    let mut found = false;
    machine.body.each_state(&mut |state| {
        if let StateKind::Task(task) = &state.kind
            && let Resource::Integration(made) = Resource::parse(&task.resource.value)
        {
            found |= call.split_once(':') == Some((made.service, made.action));
        }
    });
    found
}

/// Where the author's resources are among those that something with a `*` stands for, they take its place.
fn narrowed(resources: Vec<String>, named: &[String], declared: &[Declared]) -> (Vec<String>, bool) {
    if named.is_empty() {
        return (resources, false);
    }
    let mut is_narrowed = false;
    let mut narrow = Vec::with_capacity(resources.len());
    for resource in resources {
        let mut within = Vec::new();
        if resource.contains('*') {
            for it in named {
                let is_it = arn::is_within(it, &resource)
                    || arn::of_declared(it, declared).is_some_and(|it| arn::is_within(&it, &resource));
                // A bucket stands for its objects where those are meant.
                let objects = || arn::objects(it).filter(|it| arn::is_within(it, &resource));
                within.extend(if is_it { Some(it.clone()) } else { objects() });
            }
        }
        if within.is_empty() {
            narrow.push(resource);
        } else {
            is_narrowed = true;
            narrow.append(&mut within);
        }
    }
    (narrow, is_narrowed)
}

fn task(
    cx: &mut Diagnostics,
    out: &mut Vec<Statement>,
    state: &State,
    task: &Task,
    machine: &Machine,
    declared: &[Declared],
    options: Option<&CallOptions>,
) {
    let text = task.resource.value.as_str();
    let first = out.len();
    let what = text.strip_prefix("arn:aws:states:::").unwrap_or(text).to_owned();
    let mut needs = Needs::new(out, state, state.arguments.as_ref(), declared, what);
    let at = task.resource.loc;
    if let Some(options) = options {
        needs.named = &options.resources;
    }
    if let Some(role) = &task.credentials {
        // The call is then made by that role, which has its own policy.
        needs.request = Request::new(Some(role), declared);
        needs.grant(&ASSUME_ROLE);
    } else if let Some(CallOptions { action: Some(action), .. }) = options {
        let resources = if needs.named.is_empty() { vec!["*".to_owned()] } else { needs.named.to_vec() };
        needs.allow(vec![action.clone()], resources, Vec::new());
    } else {
        match &Resource::parse(text) {
            Resource::Integration(call) => {
                let action = catalog::action(call.service, call.action);
                if let (Some(action), Some(pattern)) = (action, call.pattern) {
                    needs.grants(action.grants, pattern, machine);
                }
            }
            Resource::Sdk(call) => {
                sdk::call(cx, &mut needs, call, at, options.is_some_and(CallOptions::says_all))
            }
            Resource::Lambda { .. } => {
                needs.allow(vec![INVOKE.to_owned()], vec![text.to_owned()], Vec::new())
            }
            // A function, as SAM's templates fill it in; or an activity, on which this allows nothing.
            Resource::Open if arn::is_one_blank(text) => {
                if needs.request.kind_of(text) != Some("states::Activity") {
                    needs.allow(vec![INVOKE.to_owned()], vec![text.to_owned()], Vec::new());
                }
            }
            Resource::Open if text != "${}" && !options.is_some_and(CallOptions::says_all) => {
                messages::unknown_call(cx, at, text);
            }
            Resource::Open | Resource::Activity { .. } | Resource::Invalid(_) => {}
        }
    }
    for named in needs.named {
        // Everything that the call needs is known without it, or it is of something else.
        let is_used = |it: &Statement| it.resources.iter().any(|it| arn::is_named(named, it));
        if !needs.out[first..].iter().any(is_used) {
            messages::no_effect(cx, at, named);
        }
    }
    for statement in options.and_then(|it| it.statements.as_deref()).unwrap_or_default() {
        needs.out.push(Statement { reasons: vec![needs.reason.clone()], ..statement.clone() });
    }
    needs.report(cx, at);
}

const INVOKE: &str = "lambda:InvokeFunction";

const ASSUME_ROLE: Grant = catalog::allow(&["sts:AssumeRole"], &[On::Named("RoleArn", "iam::Role")]);
