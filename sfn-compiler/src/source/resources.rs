//! What is declared at the top of a machine: functions and activities that are called by their ARN, and retriers that
//! stand more than once.

use std::collections::{HashMap, HashSet};

use sfn_asl::machine::{Machine, Retrier, State, StateKind};
use sfn_asl::resource::{Pattern, Resource};
use sfn_asl::value::{Number, is_open};

use crate::lower::LAMBDA_SERVICE_ERRORS;

use super::attributes;
use super::literal::{snake_case, string};
use super::pretty::{self, Doc, concat, text};

/// The declarations, and what they say about calls.
#[derive(Debug, Default)]
pub struct Declarations {
    /// `(name, type, ARN)`, in the order of the document.
    pub resources: Vec<(String, &'static str, String)>,
    by_arn: HashMap<String, usize>,
    /// `(name, retrier)`
    pub policies: Vec<(String, Retrier)>,
    /// Whether Lambda tasks get the standard retrier unless they say otherwise.
    pub standard_retries: bool,
}

impl Declarations {
    /// What `machine` needs. `is_raw`: states that declare nothing.
    pub fn of(machine: &Machine, is_raw: &dyn Fn(&State) -> bool) -> Declarations {
        let mut declarations = Declarations::default();
        let mut names = HashSet::new();
        let mut retriers: Vec<(&Retrier, usize)> = Vec::new();
        let (mut lambdas, mut standard) = (0, 0);
        machine.body.each_state(&mut |state| {
            if is_raw(state) {
                return;
            }
            for retrier in state.retry.iter().flatten().filter(|it| !is_standard(it)) {
                match retriers.iter_mut().find(|(known, _)| same(known, retrier)) {
                    Some((_, count)) => *count += 1,
                    None => retriers.push((retrier, 1)),
                }
            }
            let StateKind::Task(task) = &state.kind else { return };
            let arn = task.resource.value.as_str();
            if is_lambda(arn) {
                lambdas += 1;
                standard += usize::from(has_standard(state));
            }
            if let Some(ty) = callable(arn).filter(|_| !declarations.by_arn.contains_key(arn)) {
                let name = unique(&mut names, &snake_case(callable_name(arn), ty.1));
                declarations.by_arn.insert(arn.to_owned(), declarations.resources.len());
                declarations.resources.push((name, ty.0, arn.to_owned()));
            }
        });
        declarations.standard_retries = lambdas == 0 || standard > 0;
        for (retrier, count) in retriers {
            if count >= MANY && pretty::render(&attributes::retry(retrier, None), 0).len() > LONG {
                let name = unique(&mut names, policy_name(retrier));
                declarations.policies.push((name, retrier.clone()));
            }
        }
        declarations
    }

    /// The name of the function or activity with this ARN.
    pub fn name_of(&self, arn: &str) -> Option<&str> {
        self.by_arn.get(arn).map(|it| self.resources[*it].0.as_str())
    }

    /// The name of a retrier.
    pub fn policy(&self, retrier: &Retrier) -> Option<&str> {
        self.policies.iter().find(|(_, known)| same(known, retrier)).map(|(name, _)| name.as_str())
    }

    /// Declarations as they are written.
    pub fn docs(&self) -> Vec<Doc> {
        let resource = |(name, ty, arn): &(String, &str, String)| {
            text(format!("resource {name}: {ty} = {};", string(arn)))
        };
        let policy = |(name, retrier): &(String, Retrier)| {
            let retrier = attributes::retrier_arguments("retry(", retrier);
            concat([text(format!("retry policy {name} = ")), retrier, text(";")])
        };
        self.resources.iter().map(resource).chain(self.policies.iter().map(policy)).collect()
    }
}

/// A retrier that stands so often gets a name.
const MANY: usize = 3;
/// If it is longer than this.
const LONG: usize = 60;

fn policy_name(retrier: &Retrier) -> &'static str {
    let all = |prefix: &str| retrier.error_equals.iter().all(|it| it.value.starts_with(prefix));
    if all("Lambda.") {
        "lambda_faults"
    } else if all("States.ALL") {
        "any_error"
    } else if all("States.Timeout") {
        "timeouts"
    } else {
        "transient_faults"
    }
}

fn unique(taken: &mut HashSet<String>, base: &str) -> String {
    let mut name = base.to_owned();
    let mut n = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}_{n}");
        n += 1;
    }
    name
}

/// Type of the declaration, and what to call the thing if it has no name.
fn callable(arn: &str) -> Option<(&'static str, &'static str)> {
    if is_open(arn) {
        return None;
    }
    match Resource::parse(arn) {
        Resource::Lambda { .. } => Some(("lambda::Function", "function")),
        Resource::Activity { .. } => Some(("states::Activity", "activity")),
        _ => None,
    }
}

fn callable_name(arn: &str) -> &str {
    match Resource::parse(arn) {
        Resource::Lambda { name, .. } | Resource::Activity { name } => name,
        _ => arn,
    }
}

/// Whether the compiler would take the call that is printed for this resource for one of a Lambda function.
pub fn is_lambda(arn: &str) -> bool {
    if callable(arn).is_some_and(|it| it.1 == "function") {
        return true;
    }
    arn.strip_prefix("arn:aws:states:::lambda:invoke").is_some_and(|rest| {
        [Pattern::RequestResponse, Pattern::WaitForTaskToken].iter().any(|it| it.suffix() == rest)
    })
}

/// Whether the first retrier is the one that Lambda tasks get.
pub fn has_standard(state: &State) -> bool {
    state.retry.as_ref().and_then(|it| it.first()).is_some_and(is_standard)
}

fn is_standard(retrier: &Retrier) -> bool {
    let is = |number: &Option<Number>, wanted: f64| {
        number.as_ref().and_then(|it| it.value.parse().ok()) == Some(wanted)
    };
    retrier.error_equals.iter().map(|it| it.value.as_str()).eq(LAMBDA_SERVICE_ERRORS.iter().copied())
        && is(&retrier.interval_seconds, 2.0)
        && is(&retrier.max_attempts, 6.0)
        && is(&retrier.backoff_rate, 2.0)
        && retrier.max_delay_seconds.is_none()
        && retrier.jitter_strategy.is_none()
        && retrier.comment.is_none()
}

/// Whether two retriers say the same, wherever they stand.
fn same(a: &Retrier, b: &Retrier) -> bool {
    pretty::render(&attributes::retry(a, None), 0) == pretty::render(&attributes::retry(b, None), 0)
}
