//! A Choice, given what is known of its input: which rules may apply, and which reads fail.

use super::eval::{Env, Miss, Role, Run};
use super::graph::EdgeKind;
use super::shape::{Seen, Shape};
use crate::choice::{Condition, ConditionKind, Family, Operand, Operator};
use crate::diag::suggest;
use crate::machine::{State, StateKind};
use crate::query::jsonpath::{Root, SegmentKind};
use crate::sdk::{Kind, Typed};
use crate::value::{Query, Value, is_open};

impl Run<'_> {
    pub(super) fn choice(&mut self, state: &State, env: &Env) {
        let StateKind::Choice(choice) = &state.kind else { return };
        let output = |run: &mut Run<'_>, own: Option<&Value>| match own {
            Some(own) => run.value(own, env, 0),
            None => run.output_path(state, env.document, env.input),
        };
        // Whether a rule before may have applied, so that this one is perhaps not asked.
        let mut is_certain = true;
        for (at, rule) in choice.rules.iter().enumerate() {
            let answer = self.condition(&rule.condition, env, is_certain);
            match answer {
                Some(Answer::Fails) => {
                    self.is_fatal |= is_certain;
                    return;
                }
                Some(Answer::False) => continue,
                _ => {}
            }
            self.assign(rule.assign.as_ref(), env);
            let output = output(self, rule.output.as_ref());
            self.outputs.push((EdgeKind::Rule(at), output));
            if answer == Some(Answer::True) {
                return;
            }
            is_certain = false;
        }
        if choice.default.is_some() {
            self.assign(state.assign.as_ref(), env);
            let output = output(self, state.output.as_ref());
            self.outputs.push((EdgeKind::Default, output));
        }
    }

    /// `None` if it depends. Misses are recorded only where the question is certainly asked.
    fn condition(&mut self, condition: &Condition, env: &Env, mut is_certain: bool) -> Option<Answer> {
        match &condition.kind {
            ConditionKind::And(items) | ConditionKind::Or(items) => {
                let decides = if matches!(condition.kind, ConditionKind::And(_)) {
                    Answer::False
                } else {
                    Answer::True
                };
                let mut all = Some(decides.not());
                for item in items {
                    match self.condition(item, env, is_certain) {
                        Some(Answer::Fails) if all.is_some() => return Some(Answer::Fails),
                        // It fails, or the other way has been taken: that is the answer, if there is one.
                        Some(Answer::Fails) => return Some(decides),
                        Some(answer) if answer == decides => return Some(decides),
                        Some(_) => {}
                        None => {
                            all = None;
                            is_certain = false;
                        }
                    }
                }
                all
            }
            ConditionKind::Not(inner) => self.condition(inner, env, is_certain).map(Answer::not),
            ConditionKind::Compare { variable, operator, operand } => {
                let before = self.misses.len();
                let answer = self.compare(variable, operator.value, operand, env);
                if !is_certain {
                    // That a comparison never holds is so whether or not it is asked.
                    let perhaps = self.misses.split_off(before);
                    let is_kept = |it: &Miss| it.role == Role::Word || it.at == Shape::Cell;
                    self.misses.extend(perhaps.into_iter().filter(is_kept));
                }
                answer
            }
            ConditionKind::Literal(value) => Some(if *value { Answer::True } else { Answer::False }),
            ConditionKind::Jsonata(query) => {
                if is_certain && let Some(expr) = query.jsonata() {
                    self.operators(query, expr, env);
                }
                None
            }
            ConditionKind::Invalid => None,
        }
    }

    fn compare(
        &mut self,
        variable: &Query,
        operator: Operator,
        operand: &Operand,
        env: &Env,
    ) -> Option<Answer> {
        let path = variable.path().filter(|_| !is_open(&variable.text.value))?;
        let document = match &path.root {
            Root::Document => env.document,
            Root::Variable(name) => self.variable(name)?,
            Root::Context | Root::Current => return None,
        };
        let wanted = !matches!(operand, Operand::Bool(it) if !it.value);
        let truth = |it: bool| Some(if it { Answer::True } else { Answer::False });
        match document.look(&path.segments) {
            Err(_) if operator == Operator::IsPresent => truth(!wanted),
            Err(dead) => {
                self.miss(variable, path, dead, Role::Variable);
                Some(Answer::Fails)
            }
            Ok(Seen::Value(_, true)) if operator == Operator::IsPresent => truth(wanted),
            Ok(seen @ (Seen::Value(..) | Seen::Maybe(_))) => {
                // A service gives what it gives in one type, or not at all.
                let is_there = matches!(seen, Seen::Value(_, true));
                let is_typed = is_there || matches!(seen, Seen::Maybe(_));
                let shape = &seen.shape();
                let is_type = match (operator.family(), shape) {
                    (_, Shape::Any) => return None,
                    (Family::String | Family::Timestamp, shape) => shape.is_text(),
                    (Family::Numeric, shape) => shape.is_number(),
                    (Family::Boolean, shape) => *shape == Shape::Bool,
                    (Family::Is | Family::Open, _) => return None,
                };
                let last = path.segments.last()?;
                if let (Operator::StringEquals, Operand::Text(text), Shape::Word(word)) =
                    (operator, operand, shape)
                    && lacks(*word, &text.value)
                {
                    self.misses.push(Miss {
                        place: text.loc.into(),
                        role: Role::Word,
                        prefix: variable.text.value.clone(),
                        step: SegmentKind::Name(text.value.clone()),
                        at: shape.clone(),
                    });
                    return None;
                }
                // Of a row, whatever is there is text.
                let is_cell = *shape == Shape::Cell;
                if is_type || !(is_typed || is_cell) {
                    return None;
                }
                self.misses.push(Miss {
                    place: variable.text.loc.into(),
                    role: Role::Family,
                    prefix: variable.text.value.clone(),
                    step: last.kind.clone(),
                    at: shape.clone(),
                });
                is_there.then_some(Answer::False)
            }
            _ => None,
        }
    }
}

/// Whether the enumeration has no such text. To one that grows, only a misspelling is none.
pub(super) fn lacks(word: Typed, text: &str) -> bool {
    let grows = matches!(word.kind(), Kind::Enum { grows: true });
    !is_open(text)
        && !word.shape.has_value(text)
        && (!grows || suggest::nearest(text, word.shape.values()).is_some())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    True,
    False,
    Fails,
}

impl Answer {
    fn not(self) -> Answer {
        match self {
            Answer::True => Answer::False,
            Answer::False => Answer::True,
            Answer::Fails => Answer::Fails,
        }
    }
}
