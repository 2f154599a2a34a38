//! Loops: those without a way out, those that nothing ends, and those that do not pause.

use super::graph::{EdgeKind, Graph};
use crate::check::graph::is_timeless;
use crate::check::handlers::literal;
use crate::check::outline::{Outline, Rules, Site};
use crate::choice::{Choice, Condition, ConditionKind, Family, Operator};
use crate::diag::Diagnostics;
use crate::diag::messages::flow as messages;
use crate::machine::{PathField, State, StateKind, Wait};
use crate::query::jsonata::{self, BinaryOp, Expr, ExprKind};
use crate::resource::{Call, Pattern, Resource};
use crate::value::{Field, QueryTree, Value, ValueKind};

/// "25,000 events"
const HISTORY: u32 = 25_000;
const YEAR: f64 = 31_536_000.0;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, graph: &Graph) {
    let cycles = graph.cycles(&|it| graph.is_reached[it], &|_| true);
    if cycles.is_empty() {
        return;
    }
    let mut settled: Vec<bool> = graph.is_reached.iter().map(|it| !it).collect();
    let mut has_end = vec![false; outline.scopes.len()];
    for (site, is_reached) in outline.sites.iter().zip(&graph.is_reached) {
        has_end[site.scope] |= *is_reached && site.state.is_terminal();
    }
    for cycle in &cycles {
        let sites = || cycle.iter().map(|it| &outline.sites[*it]);
        let scope = outline.sites[cycle[0]].scope;
        let is_settled = if outline.scopes[scope].gaps > 0 || !has_end[scope] {
            // Reported where the name or the end is missing.
            true
        } else if !has_exit(graph, outline, cycle) {
            check_no_exit(cx, outline, graph, cycle);
            true
        } else if let [at] = cycle[..]
            && matches!(outline.sites[at].state.kind, StateKind::Choice(_))
        {
            // It leads to itself, which has been reported if it is a mistake.
            true
        } else if sites().all(|it| is_inert(it.state)) {
            let reader = sites().find(|it| matches!(it.state.kind, StateKind::Choice(_)));
            messages::unchanged_exit(cx, &reader.unwrap_or(&outline.sites[cycle[0]]).state.name);
            true
        } else {
            false
        };
        if is_settled {
            cycle.iter().for_each(|it| settled[*it] = true);
        } else {
            check_poll(cx, outline, cycle);
        }
    }
    check_busy(cx, outline, graph, &settled);
}

fn has_exit(graph: &Graph, outline: &Outline, cycle: &[usize]) -> bool {
    cycle.iter().any(|at| {
        outline.sites[*at].state.is_terminal()
            || graph.edges[*at].iter().any(|it| cycle.binary_search(&it.to).is_err())
    })
}

// A loop has a way out.
fn check_no_exit(cx: &mut Diagnostics, outline: &Outline, graph: &Graph, cycle: &[usize]) {
    // A Pass or Choice that leads to itself has been reported.
    let is_plain = |it: &State| matches!(it.kind, StateKind::Pass { .. } | StateKind::Choice(_));
    let reported =
        |at: usize| is_plain(outline.sites[at].state) && graph.edges[at].iter().all(|it| it.to == at);
    if !cycle.iter().any(|it| reported(*it)) {
        messages::no_exit(cx, &outline.sites[cycle[0]].state.name, cycle.len());
    }
}

/// Whether nothing that a condition could read, but the time, is different after this state.
fn is_inert(state: &State) -> bool {
    if state.assign.is_some()
        || state.output.is_some()
        || state.input_path.is_some()
        || state.output_path.is_some()
    {
        return false;
    }
    match &state.kind {
        StateKind::Choice(choice) => {
            let changes = choice.rules.iter().any(|it| it.assign.is_some() || it.output.is_some());
            !changes && is_timeless(choice)
        }
        StateKind::Wait(_) => true,
        StateKind::Pass { result } => {
            matches!(state.result_path, Some(PathField::Null(_)))
                || result.is_none() && state.arguments.is_none()
        }
        StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel { .. } => {
            matches!(state.result_path, Some(PathField::Null(_))) && state.catch.is_none()
        }
        StateKind::Succeed | StateKind::Fail { .. } => true,
    }
}

// A poll has a bound: a counter, a deadline, or the timeout of the machine.
fn check_poll(cx: &mut Diagnostics, outline: &Outline, cycle: &[usize]) {
    let sites = || cycle.iter().map(|it| &outline.sites[*it]);
    let is_standard = sites().all(|it| outline.scopes[it.scope].rules == Rules::Standard);
    let is_bounded = sites().any(|it| {
        matches!(&it.state.kind, StateKind::Choice(choice) if bounds(choice)) || progresses(it.state)
    });
    // Where somebody answers each time it is no poll.
    let is_answered = sites().any(|it| waits_for_others(it));
    let waits = || sites().filter(|it| matches!(it.state.kind, StateKind::Wait(Some(Wait::Seconds(_)))));
    let Some(first) = waits().next() else { return };
    if !is_standard || is_bounded || is_answered || outline.machine.timeout_seconds.is_some() {
        return;
    }
    let rounds = rounds(sites());
    let seconds: Option<f64> = waits()
        .map(|it| match &it.state.kind {
            StateKind::Wait(Some(Wait::Seconds(seconds))) => literal(Some(seconds)),
            _ => None,
        })
        .sum();
    let total = seconds.map(|it| it * f64::from(rounds));
    if total.is_none_or(|it| it < YEAR) {
        messages::unbounded_poll(cx, &first.state.name, rounds, total);
    }
}

/// Whether something in a loop counts its rounds; that there is more, as a page says, is no bound.
pub(super) fn bounds_cycle(outline: &Outline, cycle: &[usize]) -> bool {
    cycle.iter().any(|at| match &outline.sites[*at].state.kind {
        StateKind::Choice(choice) => choice.rules.iter().any(|it| counts(&it.condition)),
        _ => false,
    })
}

fn counts(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => items.iter().any(counts),
        ConditionKind::Not(inner) => counts(inner),
        ConditionKind::Compare { operator, .. } => operator.value.family() == Family::Numeric,
        ConditionKind::Jsonata(query) => query.jsonata().is_none_or(counts_in_expression),
        ConditionKind::Literal(_) => false,
        ConditionKind::Invalid => true,
    }
}

fn counts_in_expression(expr: &Expr) -> bool {
    let mut found = matches!(&expr.kind, ExprKind::Binary { op, .. } if op.is_ordering());
    expr.for_each_child(&mut |it| found = found || counts_in_expression(it));
    found
}

/// How often a loop through all of these states fits into the history.
fn rounds<'s, 'a: 's>(sites: impl Iterator<Item = &'s Site<'a>>) -> u32 {
    let events: u32 = sites
        .map(|it| match &it.state.kind {
            StateKind::Task(_) => match it.resource.and_then(|it| it.has_token()) {
                Some(true) => 6,
                _ => 5,
            },
            StateKind::Parallel { .. } | StateKind::Map(_) => 8,
            _ => 2,
        })
        .sum();
    HISTORY / events.max(1)
}

// A loop that does not pause has a bound.
fn check_busy(cx: &mut Diagnostics, outline: &Outline, graph: &Graph, settled: &[bool]) {
    let has = |at: usize| {
        let site = &outline.sites[at];
        !settled[at]
            && !pauses(site)
            && !matches!(&site.state.kind, StateKind::Choice(choice) if bounds(choice))
    };
    // What an error leads to is up to the catchers.
    let takes = |it: EdgeKind| !matches!(it, EdgeKind::Catch(_));
    for cycle in graph.cycles(&has, &takes) {
        let sites = || cycle.iter().map(|it| &outline.sites[*it]);
        if sites().any(|it| progresses(it.state)) {
            continue;
        }
        let work = sites().find(|it| matches!(it.state.kind, StateKind::Task(_)));
        let name = &work.unwrap_or(&outline.sites[cycle[0]]).state.name;
        match outline.scopes[outline.sites[cycle[0]].scope].rules {
            Rules::Standard => messages::busy_loop(cx, name, rounds(sites())),
            Rules::Express(_) | Rules::ExpressChild(_) => messages::busy_loop_express(cx, name),
        }
    }
}

/// What a call is given to go on where the call before stopped.
const PAGES: &[&str] = &["Marker", "Token", "Cursor", "StartKey", "PageToken", "Offset"];

/// Whether each round comes nearer to the end: something is counted, cut off a list, or read page by page.
fn progresses(state: &State) -> bool {
    let is_pass = matches!(state.kind, StateKind::Pass { .. });
    let own = [
        &state.assign,
        if is_pass { &state.arguments } else { &None },
        if is_pass { &state.output } else { &None },
    ];
    let counts = |value: &Value| {
        let mut found = false;
        value.each_query(&mut |query| {
            found |= match &query.tree {
                QueryTree::Path(path) => !path.is_definite(),
                QueryTree::Intrinsic(_) => true,
                QueryTree::Jsonata(expr) => !matches!(expr.kind, ExprKind::Path(_) | ExprKind::Variable(_)),
                QueryTree::Invalid => true,
            };
        });
        found
    };
    let is_page = |field: &Field| {
        matches!(field.value.kind, ValueKind::Query(_))
            && PAGES.iter().any(|it| field.key.value.ends_with(it))
    };
    let pages = match (&state.kind, &state.arguments) {
        (StateKind::Task(_), Some(Value { kind: ValueKind::Object(fields), .. })) => {
            fields.iter().any(is_page)
        }
        _ => false,
    };
    pages || own.into_iter().flatten().any(counts)
}

fn waits_for_others(site: &Site) -> bool {
    match site.resource {
        Some(Resource::Activity { .. }) => true,
        Some(Resource::Integration(Call { pattern, .. }) | Resource::Sdk(Call { pattern, .. })) => {
            pattern != Some(Pattern::RequestResponse)
        }
        _ => false,
    }
}

/// Whether a round through this state takes time.
fn pauses(site: &Site) -> bool {
    match &site.state.kind {
        StateKind::Wait(_) => true,
        // Its states may.
        StateKind::Parallel { .. } | StateKind::Map(_) => true,
        _ => waits_for_others(site),
    }
}

/// Whether the Choice counts, or looks whether there is more: what ends a loop that makes progress.
fn bounds(choice: &Choice) -> bool {
    choice.rules.iter().any(|it| bounds_condition(&it.condition))
}

fn bounds_condition(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => items.iter().any(bounds_condition),
        ConditionKind::Not(inner) => bounds_condition(inner),
        ConditionKind::Compare { operator, .. } => {
            matches!(operator.value.family(), Family::Numeric | Family::Timestamp)
                || matches!(operator.value, Operator::IsPresent | Operator::IsNull)
        }
        ConditionKind::Jsonata(query) => query.jsonata().is_none_or(bounds_expression),
        ConditionKind::Literal(_) => false,
        ConditionKind::Invalid => true,
    }
}

fn bounds_expression(expr: &Expr) -> bool {
    let is_own = match &expr.kind {
        ExprKind::Binary { op, lhs, rhs } => {
            let is_counted = [lhs, rhs].iter().any(|it| {
                matches!(jsonata::literal_type(it), Some(jsonata::Type::Number | jsonata::Type::Null))
            });
            op.is_ordering() || matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) && is_counted
        }
        ExprKind::Call { callee, .. } => {
            matches!(&callee.kind, ExprKind::Variable(name) if name == "exists" || name == "count")
        }
        _ => false,
    };
    let mut found = is_own;
    expr.for_each_child(&mut |it| found = found || bounds_expression(it));
    found
}
