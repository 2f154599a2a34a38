//! Comparisons of two paths: which operator it is, follows from types.

use sfn_asl::choice::{Condition, ConditionKind, Family, Operator};
use sfn_asl::machine::{Body, StateKind};
use sfn_asl::value::Spanned;

use super::{Lowered, messages};
use crate::cx::Cx;
use crate::types::{Decision, Typed};

/// Gives comparisons of two paths their operators; those whose family rustc has to be asked for, with the places that
/// say it.
pub fn decide<'a>(
    cx: &mut Cx,
    lowered: &mut Lowered,
    decisions: &'a [(char, Decision)],
) -> Vec<(char, &'a [Typed])> {
    let mut asked = Vec::new();
    let mut known: Vec<(char, Family)> = Vec::new();
    for (hole, at) in &lowered.compared {
        match decisions.iter().find(|it| it.0 == *hole).map(|it| &it.1) {
            Some(Decision::Family(family)) => known.push((*hole, *family)),
            Some(Decision::Typed(places)) => asked.push((*hole, places.as_slice())),
            // Where no way leads, that is said.
            None => {}
            Some(Decision::Unknown) => messages::comparison_needs_type(cx, *at),
        }
    }
    if !known.is_empty() {
        let mut ordered = Vec::new();
        each_operator(&mut lowered.machine.body, &mut |operator| {
            if let Operator::Open(comparison, hole) = operator.value
                && let Some((_, family)) = known.iter().find(|it| it.0 == hole)
            {
                match Operator::of(*family, comparison) {
                    Some(it) => operator.value = it,
                    None => ordered.push(operator.loc),
                }
            }
        });
        ordered.into_iter().for_each(|at| messages::no_order(cx, at));
    }
    asked
}

fn each_operator(body: &mut Body, visit: &mut dyn FnMut(&mut Spanned<Operator>)) {
    for state in &mut body.states {
        if let StateKind::Choice(choice) = &mut state.kind {
            choice.rules.iter_mut().for_each(|it| each_of(&mut it.condition, visit));
        }
        state.bodies_mut().iter_mut().for_each(|it| each_operator(it, visit));
    }
}

fn each_of(condition: &mut Condition, visit: &mut dyn FnMut(&mut Spanned<Operator>)) {
    match &mut condition.kind {
        ConditionKind::And(parts) | ConditionKind::Or(parts) => {
            parts.iter_mut().for_each(|it| each_of(it, visit));
        }
        ConditionKind::Not(inner) => each_of(inner, visit),
        ConditionKind::Compare { operator, .. } => visit(operator),
        ConditionKind::Jsonata(_) | ConditionKind::Literal(_) | ConditionKind::Invalid => {}
    }
}
