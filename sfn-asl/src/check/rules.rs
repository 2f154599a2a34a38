//! Choice: rules that never apply, rules that always do, and comparisons that are not what they look like.

use super::limits;
use super::outline::Outline;
use super::regions::{ABSENT, Atom, PRESENT, Region, alternatives, together};
use crate::choice::{Choice, Condition, ConditionKind, Family, Operand, Operator, Rule};
use crate::diag::messages::choice as messages;
use crate::diag::{Diagnostics, Loc, Source};
use crate::machine::{State, StateKind};
use crate::query::jsonata::ExprKind;
use crate::query::jsonpath::Path;
use crate::value::{Query, Text, is_open};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let StateKind::Choice(choice) = &site.state.kind else { continue };
        let rules: Vec<Facts> = choice.rules.iter().map(Facts::of).collect();
        check_contradictions(cx, &rules);
        check_constants(cx, choice);
        let is_decided = check_tautologies(cx, choice, &rules);
        check_repeated(cx, choice, &rules);
        if !is_decided {
            check_default(cx, site.state, choice, &rules);
        }
        check_own_assign(cx, site.state, choice);
        for rule in &choice.rules {
            check_condition(cx, &rule.condition);
        }
    }
}

/// A rule, as sets of values; `None` where that says too little.
struct Facts<'a> {
    rule: &'a Rule,
    atoms: Option<Vec<Vec<Atom<'a>>>>,
}

impl<'a> Facts<'a> {
    fn of(rule: &'a Rule) -> Facts<'a> {
        let is_read = !has_open(&rule.condition);
        Facts { rule, atoms: is_read.then(|| alternatives(&rule.condition, false)).flatten() }
    }
}

fn has_open(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => items.iter().any(has_open),
        ConditionKind::Not(inner) => has_open(inner),
        ConditionKind::Compare { variable, operand, .. } => {
            is_open(&variable.text.value)
                || match operand {
                    Operand::Text(text) | Operand::Number(text) => is_open(&text.value),
                    Operand::Path(path) => is_open(&path.text.value),
                    Operand::Bool(_) => false,
                }
        }
        _ => false,
    }
}

// A rule can apply.
fn check_contradictions(cx: &mut Diagnostics, rules: &[Facts]) {
    for rule in rules {
        let Some(atoms) = rule.atoms.as_ref().filter(|it| !it.is_empty()) else { continue };
        let conflicts: Vec<Loc> = atoms.iter().map_while(|it| together(it).err()).collect();
        if conflicts.len() == atoms.len() {
            messages::contradiction(cx, conflicts[0]);
        }
    }
}

// A condition depends on something.
fn check_constants(cx: &mut Diagnostics, choice: &Choice) {
    for (at, rule) in choice.rules.iter().enumerate() {
        let (value, loc) = match &rule.condition.kind {
            ConditionKind::Literal(value) => (*value, rule.condition.loc),
            ConditionKind::Jsonata(Query { text, tree: crate::value::QueryTree::Jsonata(expr), .. }) => {
                match expr.kind {
                    ExprKind::Bool(value) => (value, text.loc),
                    _ => continue,
                }
            }
            _ => continue,
        };
        // In the place of a `Default` it may be one.
        let is_last = at + 1 == choice.rules.len() && choice.default.is_none();
        if !value || !is_last {
            messages::constant_condition(cx, loc, value);
        }
    }
}

// A condition that holds whatever the value is decides nothing. Returns whether there is one.
fn check_tautologies(cx: &mut Diagnostics, choice: &Choice, rules: &[Facts]) -> bool {
    'rules: for (at, rule) in rules.iter().enumerate() {
        let is_last = at + 1 == rules.len() && choice.default.is_none();
        let Some(atoms) = rule.atoms.as_ref().filter(|it| it.len() > 1 && !is_last) else { continue };
        let mut regions = Vec::new();
        let mut path = None;
        for alternative in atoms {
            match together(alternative).as_deref() {
                Ok([(of, region)]) if region.is_exact && *path.get_or_insert(*of) == *of => {
                    regions.push(*region);
                }
                Ok(_) => continue 'rules,
                Err(_) => {}
            }
        }
        // A comparison fails where there is nothing to compare.
        let first = atoms.first().and_then(|it| it.first());
        let bits = match first {
            Some(atom) if atom.operator == Operator::IsPresent => ABSENT | PRESENT,
            _ => PRESENT,
        };
        if path.is_some() && Region::cover(&regions, bits) {
            messages::constant_condition(cx, rule.rule.condition.loc, true);
            return true;
        }
    }
    false
}

// No rule before takes all that a rule is for.
fn check_repeated(cx: &mut Diagnostics, choice: &Choice, rules: &[Facts]) {
    // Few Choices have many rules; those that do compare one path, and are not worth a square.
    for (at, rule) in rules.iter().enumerate().take(64) {
        let before = rules[..at]
            .iter()
            .find(|it| is_same(&it.rule.condition, &rule.rule.condition) || is_implied(rule, it));
        if let Some(before) = before {
            let is_identical = is_same(&before.rule.condition, &rule.rule.condition);
            messages::implied(cx, choice.rules[at].loc, is_identical, before.rule.loc);
        }
    }
}

/// The alternatives of a rule that something is left of.
fn possible<'a>(rule: &Facts<'a>) -> Vec<Vec<(&'a Path, Region<'a>)>> {
    let mut possible = Vec::new();
    for alternative in rule.atoms.as_deref().unwrap_or_default() {
        possible.extend(together(alternative));
    }
    possible
}

fn is_implied(rule: &Facts, by: &Facts) -> bool {
    let (own, other) = (possible(rule), possible(by));
    !own.is_empty()
        && own.iter().all(|own| {
            other.iter().any(|other| {
                !other.is_empty()
                    && other.iter().all(|(path, outer)| {
                        let inner = own.iter().find(|it| it.0 == *path);
                        outer.is_exact && inner.is_some_and(|it| it.1.is_within(outer))
                    })
            })
        })
}

/// Whether two conditions are written alike.
fn is_same(a: &Condition, b: &Condition) -> bool {
    let all =
        |a: &[Condition], b: &[Condition]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b));
    match (&a.kind, &b.kind) {
        (ConditionKind::And(a), ConditionKind::And(b)) | (ConditionKind::Or(a), ConditionKind::Or(b)) => {
            all(a, b)
        }
        (ConditionKind::Not(a), ConditionKind::Not(b)) => is_same(a, b),
        (
            ConditionKind::Compare { variable: a, operator: x, operand: s },
            ConditionKind::Compare { variable: b, operator: y, operand: t },
        ) => a.text.value == b.text.value && x.value == y.value && is_same_operand(s, t),
        (ConditionKind::Jsonata(a), ConditionKind::Jsonata(b)) => a.text.value == b.text.value,
        _ => false,
    }
}

fn is_same_operand(a: &Operand, b: &Operand) -> bool {
    match (a, b) {
        (Operand::Text(a), Operand::Text(b)) | (Operand::Number(a), Operand::Number(b)) => a.value == b.value,
        (Operand::Bool(a), Operand::Bool(b)) => a.value == b.value,
        (Operand::Path(a), Operand::Path(b)) => a.text.value == b.text.value,
        _ => false,
    }
}

// What no rule is for goes to `Default`, and something does.
fn check_default(cx: &mut Diagnostics, state: &State, choice: &Choice, rules: &[Facts]) {
    if choice.rules.is_empty() {
        return;
    }
    // Most are an `if`: no comparison by itself takes every value.
    if let ([Facts { atoms: Some(atoms), .. }], Some(_)) = (rules, &choice.default)
        && let [atoms] = atoms.as_slice()
        && atoms.len() == 1
    {
        return;
    }
    // What each rule takes of the one value that all of them are about.
    let mut atoms: Vec<&Atom> = Vec::new();
    let mut regions: Vec<Region> = Vec::new();
    for alternative in rules.iter().filter_map(|it| it.atoms.as_ref()).flatten() {
        atoms.extend(alternative);
        if let Some((_, region)) = together(alternative).ok().as_deref().and_then(<[_]>::first)
            && region.is_exact
        {
            regions.push(*region);
        }
    }
    let is_single = atoms.first().is_some_and(|first| atoms.iter().all(|it| it.path == first.path));
    let first = rules.first().and_then(|it| it.atoms.as_ref()?.first()?.first());
    // A comparison fails where there is nothing to compare.
    let fails_if_absent = first.is_some_and(|it| it.operator != Operator::IsPresent);
    match &choice.default {
        Some(default) => {
            let bits = if fails_if_absent { PRESENT } else { ABSENT | PRESENT };
            if is_single && Region::cover(&regions, bits) {
                // In our language it is a state's name, wherever that stands.
                let place = if cx.source == Source::Macro { state.name.loc } else { default.loc };
                messages::dead_default(cx, place);
            }
        }
        None => {
            // Who compares with numbers only says that it is a number.
            let mut bits = 0;
            for region in &regions {
                bits |= region.bits | region.other_boolean();
            }
            for atom in &atoms {
                match atom.operator {
                    Operator::IsPresent => bits |= ABSENT | PRESENT,
                    it if it.family() == Family::Is => bits |= PRESENT,
                    _ => {}
                }
            }
            let is_last_resort = choice
                .rules
                .iter()
                .any(|it| matches!(it.condition.kind, ConditionKind::Invalid) || is_true(&it.condition));
            let is_exhaustive = is_single && bits != 0 && Region::cover(&regions, bits);
            if !is_last_resort && !is_exhaustive && !is_complementary(choice) {
                messages::no_default(cx, state.name.loc);
            }
        }
    }
}

fn is_true(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::Literal(value) => *value,
        ConditionKind::Jsonata(query) => query.jsonata().is_some_and(|it| it.kind == ExprKind::Bool(true)),
        _ => false,
    }
}

/// Whether one rule is the `Not` of another.
fn is_complementary(choice: &Choice) -> bool {
    choice.rules.iter().any(|a| match &a.condition.kind {
        ConditionKind::Not(inner) => choice.rules.iter().any(|b| is_same(inner, &b.condition)),
        _ => false,
    })
}

// The state's own `Assign` is that of `Default`.
fn check_own_assign(cx: &mut Diagnostics, state: &State, choice: &Choice) {
    if let Some(assign) =
        state.assign.as_ref().filter(|_| choice.default.is_none() && !choice.rules.is_empty())
    {
        messages::assign_without_default(cx, assign.loc);
    }
}

fn check_condition(cx: &mut Diagnostics, condition: &Condition) {
    match &condition.kind {
        ConditionKind::And(items) => {
            check_guards(cx, items, true);
            items.iter().for_each(|it| check_condition(cx, it));
        }
        ConditionKind::Or(items) => {
            check_guards(cx, items, false);
            items.iter().for_each(|it| check_condition(cx, it));
        }
        ConditionKind::Not(inner) => check_condition(cx, inner),
        ConditionKind::Compare { operator, operand, .. } => check_operand(cx, operator.value, operand),
        _ => {}
    }
}

// `And` and `Or` stop at the first that decides: a guard stands before what it guards.
fn check_guards(cx: &mut Diagnostics, items: &[Condition], is_and: bool) {
    for (at, item) in items.iter().enumerate() {
        let Some((path, is_present)) = guard(item) else { continue };
        if is_present != is_and {
            continue;
        }
        let earlier = items[..at].iter().find_map(|it| comparison(it, path));
        if let Some(loc) = earlier {
            messages::late_guard(cx, item.loc, path, if is_and { "And" } else { "Or" }, loc);
        }
    }
}

/// The path that `condition` looks for, and whether it holds if it is there.
fn guard(condition: &Condition) -> Option<(&str, bool)> {
    match &condition.kind {
        ConditionKind::Not(inner) => guard(inner).map(|(path, is_present)| (path, !is_present)),
        ConditionKind::Compare { variable, operator, operand: Operand::Bool(value) }
            if operator.value == Operator::IsPresent =>
        {
            Some((&variable.text.value, value.value))
        }
        _ => None,
    }
}

/// Where `condition` first compares `path`, before looking for it.
fn comparison(condition: &Condition, path: &str) -> Option<Loc> {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => {
            let guarded =
                items.iter().position(|it| guard(it).is_some_and(|it| it.0 == path)).unwrap_or(items.len());
            items[..guarded].iter().find_map(|it| comparison(it, path))
        }
        ConditionKind::Not(inner) => comparison(inner, path),
        ConditionKind::Compare { variable, operator, .. } => {
            let reads = variable.text.value == path && operator.value != Operator::IsPresent;
            reads.then_some(variable.text.loc)
        }
        _ => None,
    }
}

fn check_operand(cx: &mut Diagnostics, operator: Operator, operand: &Operand) {
    match operand {
        Operand::Number(number) => {
            let Some(value) = limits::value(number) else { return };
            if value.abs() > 9_007_199_254_740_991.0 {
                messages::inexact_number(cx, number, "integers beyond 2^53 are not all different to it");
            } else if operator == Operator::NumericEquals && (value * 1024.0).fract() != 0.0 {
                messages::inexact_number(cx, number, "no binary fraction is exactly this number");
            }
        }
        Operand::Text(text) if is_open(&text.value) => {}
        Operand::Text(text) if operator == Operator::StringMatches => check_pattern(cx, text),
        Operand::Text(text) if operator.family() == Family::String => {
            let is_order = operator != Operator::StringEquals;
            if limits::is_timestamp(&text.value) {
                messages::text_order(cx, text, "a timestamp", "Timestamp");
            } else if is_order && text.value.parse::<f64>().is_ok_and(f64::is_finite) {
                messages::text_order(cx, text, "a number", "Numeric");
            }
        }
        _ => {}
    }
}

// A pattern has a `*`, and nothing else that means something.
fn check_pattern(cx: &mut Diagnostics, text: &Text) {
    let pattern = text.value.as_str();
    if pattern.contains('\\') {
        return;
    }
    let is_regex = pattern.starts_with('^')
        || pattern.ends_with('$')
        || pattern.contains(".*") && pattern.contains(['[', '(', '+'])
        || pattern.contains("]+")
        || pattern.contains("]*");
    if is_regex {
        messages::regex_pattern(cx, text);
    } else if !pattern.contains('*') {
        messages::plain_pattern(cx, text);
    }
}
