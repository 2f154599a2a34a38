//! A `match` without `_`: whether it names every value of an enum, or both truth values, is asked of rustc.

use std::rc::Rc;

use sfn_asl::choice::{Choice, Condition, ConditionKind, Operand, Operator};
use sfn_asl::query::jsonata::{BinaryOp, Expr, ExprKind};
use sfn_asl::value::{Query, QueryTree, is_open};

use super::eval::{Eval, Sight, end_place, whole};
use super::flow::Known;
use super::jsonata::last;
use super::shape::Shape;
use super::uses::Want;

/// What is matched.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Path(&'a Query),
    /// A side of a comparison of JSONata.
    Expression(&'a Query, &'a Expr),
}

/// What a match names so far.
#[derive(Default)]
struct Named<'a> {
    subject: Option<Subject<'a>>,
    texts: Vec<Rc<str>>,
    has_true: bool,
    has_false: bool,
}

impl Eval<'_, '_> {
    /// Asks whether a value is left out.
    pub fn exhausted(&mut self, choice: &Choice, known: &Known, document: &Shape) {
        if choice.default.is_some() {
            return;
        }
        let mut named = Named::default();
        if !choice.rules.iter().all(|it| named.condition(&it.condition)) {
            return;
        }
        let Named { subject: Some(subject), texts, has_true, has_false } = named else { return };
        let want = match (texts.is_empty(), has_true || has_false) {
            (false, false) => Want::Match(texts.into(), self.place.loc),
            (true, true) => Want::Flags(has_true, has_false, self.place.loc),
            _ => return,
        };
        let sight = Sight::of(known, document);
        let was_on = std::mem::replace(&mut self.uses.is_on, false);
        let (ways, place) = match subject {
            Subject::Path(query) => (self.reach(query, &sight).1, end_place(query)),
            Subject::Expression(query, expr) => {
                (whole(&self.expression(query, expr, &sight)), last(query, expr))
            }
        };
        self.uses.is_on = was_on;
        if self.uses.is_on && !ways.is_empty() {
            self.uses.matched.push(self.place.loc);
        }
        self.want(&ways, want, place);
    }
}

impl<'a> Named<'a> {
    /// Whether the condition only compares the subject with values.
    fn condition(&mut self, condition: &'a Condition) -> bool {
        match &condition.kind {
            // `"a" | "b" => …`
            ConditionKind::Or(parts) => parts.iter().all(|it| self.condition(it)),
            ConditionKind::Compare { variable, operator, operand } => {
                self.is_subject(Subject::Path(variable))
                    && match (operator.value, operand) {
                        (Operator::StringEquals, Operand::Text(text)) => self.text(&text.value),
                        (Operator::BooleanEquals, Operand::Bool(it)) => self.flag(it.value),
                        _ => false,
                    }
            }
            ConditionKind::Jsonata(query) => match &query.tree {
                QueryTree::Jsonata(expr) if !is_open(&query.text.value) => self.expression(query, expr),
                _ => false,
            },
            _ => false,
        }
    }

    fn expression(&mut self, query: &'a Query, expr: &'a Expr) -> bool {
        match &expr.kind {
            ExprKind::Binary { op: BinaryOp::Or, lhs, rhs } => {
                self.expression(query, lhs) && self.expression(query, rhs)
            }
            ExprKind::Binary { op: BinaryOp::Equal, lhs, rhs } => {
                self.is_subject(Subject::Expression(query, lhs))
                    && match &rhs.kind {
                        ExprKind::String(text) => self.text(text),
                        ExprKind::Bool(value) => self.flag(*value),
                        _ => false,
                    }
            }
            _ => false,
        }
    }

    fn is_subject(&mut self, subject: Subject<'a>) -> bool {
        match (*self.subject.get_or_insert(subject), subject) {
            (Subject::Path(a), Subject::Path(b)) => a.text.value == b.text.value,
            (Subject::Expression(_, a), Subject::Expression(_, b)) => a == b,
            _ => false,
        }
    }

    fn text(&mut self, text: &str) -> bool {
        self.texts.push(text.into());
        !is_open(text)
    }

    fn flag(&mut self, value: bool) -> bool {
        self.has_true |= value;
        self.has_false |= !value;
        true
    }
}
