//! Conditions → choice rules.

use proc_macro2::TokenStream;
use sfn_asl::choice::{Comparison, Condition, ConditionKind, Family, Operand, Operator};
use sfn_asl::diag::suggest;
use sfn_asl::read::query::REFERENCE;
use sfn_asl::value::{Number, Query, Spanned, Text};

use super::query::describe;
use super::value::Context;
use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, Pattern, Str};

impl Lower<'_> {
    /// When a rule applies.
    pub fn condition(&mut self, expr: &Expr, context: Context) -> Condition {
        if !context.is_jsonata() {
            return self.jsonpath_condition(expr);
        }
        let kind = match &expr.kind {
            ExprKind::Bool(value) => ConditionKind::Literal(*value),
            ExprKind::String(text) if text.starts_with("{%") => {
                self.jsonata_string(text, expr.span).map_or(ConditionKind::Invalid, ConditionKind::Jsonata)
            }
            _ => self.jsonata(expr, context.root).map_or(ConditionKind::Invalid, ConditionKind::Jsonata),
        };
        self.condition_of(kind, expr.span)
    }

    fn condition_of(&mut self, kind: ConditionKind, span: SpanRange) -> Condition {
        Condition { loc: self.cx.loc(span), comment: None, kind }
    }

    fn jsonpath_condition(&mut self, expr: &Expr) -> Condition {
        let kind = match &expr.kind {
            ExprKind::Binary {
                operator: operator @ (BinaryOperator::And | BinaryOperator::Or),
                left,
                right,
                ..
            } => {
                let mut parts = Vec::new();
                self.flatten(left, *operator, &mut parts);
                self.flatten(right, *operator, &mut parts);
                if *operator == BinaryOperator::And {
                    ConditionKind::And(parts)
                } else {
                    ConditionKind::Or(parts)
                }
            }
            ExprKind::Binary { operator, operator_span, left, right } => {
                self.comparison(*operator, (*operator_span).into(), left, right)
            }
            ExprKind::Not(inner) => ConditionKind::Not(Box::new(self.jsonpath_condition(inner))),
            ExprKind::Paren(inner) => return self.jsonpath_condition(inner),
            ExprKind::Call { name, args } => self.operator_call(name, args),
            ExprKind::Error => ConditionKind::Invalid,
            ExprKind::Path(query) | ExprKind::Jsonpath(query) => {
                messages::no_truthiness(self.cx, expr.span);
                let variable = self.path_in(query, "Variable", REFERENCE);
                self.presence(variable, expr.span)
            }
            ExprKind::Jsonata(query) => {
                messages::jsonata_in_jsonpath(self.cx, query.span);
                ConditionKind::Invalid
            }
            ExprKind::Name { .. } if self.without_dollar(expr) => ConditionKind::Invalid,
            other => {
                messages::no_condition(self.cx, expr.span, describe(other));
                ConditionKind::Invalid
            }
        };
        self.condition_of(kind, expr.span)
    }

    /// `a && b && c` is one `And`; parentheses keep a nested one.
    fn flatten(&mut self, expr: &Expr, operator: BinaryOperator, parts: &mut Vec<Condition>) {
        match &expr.kind {
            ExprKind::Binary { operator: inner, left, right, .. } if *inner == operator => {
                self.flatten(left, operator, parts);
                self.flatten(right, operator, parts);
            }
            _ => {
                let part = self.jsonpath_condition(expr);
                parts.push(part);
            }
        }
    }

    fn comparison(
        &mut self,
        operator: BinaryOperator,
        at: SpanRange,
        left: &Expr,
        right: &Expr,
    ) -> ConditionKind {
        let is_path = |it: &Expr| matches!(it.kind, ExprKind::Path(_) | ExprKind::Jsonpath(_));
        let (variable, operand, operator) = match (is_path(left), is_path(right)) {
            (true, false) => (left, right, operator),
            (false, true) => (right, left, flip(operator)),
            (true, true) => (left, right, operator),
            (false, false) => {
                let span = left.span.to(right.span);
                match (&left.kind, &right.kind) {
                    (ExprKind::Error, _) | (_, ExprKind::Error) => {}
                    (ExprKind::Call { name, .. }, ExprKind::Bool(value))
                    | (ExprKind::Bool(value), ExprKind::Call { name, .. })
                        if matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual) =>
                    {
                        let is_true = *value == (operator == BinaryOperator::Equal);
                        messages::compared_condition(self.cx, span, &name.value, is_true);
                    }
                    _ if self.without_dollar(left) || self.without_dollar(right) => {}
                    _ => messages::comparison_without_path(self.cx, span),
                }
                return ConditionKind::Invalid;
            }
        };
        let Some(query) = self.variable(variable) else { return ConditionKind::Invalid };
        let span = variable.span.to(operand.span);
        let negate = operator == BinaryOperator::NotEqual;
        let operator = if negate { BinaryOperator::Equal } else { operator };
        let compare = self.compare(query, operator, at, operand);
        if negate && !matches!(compare, ConditionKind::Invalid) {
            return ConditionKind::Not(Box::new(self.condition_of(compare, span)));
        }
        compare
    }

    /// What is left of a condition that is not finished: its path is one of the machine, which an editor completes.
    fn presence(&mut self, variable: Query, at: SpanRange) -> ConditionKind {
        let loc = self.cx.loc(at);
        ConditionKind::Compare {
            variable,
            operator: Spanned::new(Operator::IsPresent, loc),
            operand: Operand::Bool(Spanned::new(true, loc)),
        }
    }

    fn variable(&mut self, expr: &Expr) -> Option<Query> {
        match &expr.kind {
            ExprKind::Path(query) | ExprKind::Jsonpath(query) => {
                Some(self.path_in(query, "Variable", REFERENCE))
            }
            ExprKind::Error => None,
            ExprKind::Name { .. } if self.without_dollar(expr) => None,
            other => {
                messages::variable_is_path(self.cx, expr.span, describe(other));
                None
            }
        }
    }

    /// The operator follows from the literal.
    fn compare(
        &mut self,
        variable: Query,
        operator: BinaryOperator,
        at: SpanRange,
        operand: &Expr,
    ) -> ConditionKind {
        let span = operand.span;
        if let ExprKind::Path(other) | ExprKind::Jsonpath(other) = &operand.kind {
            return self.compare_paths(variable, operator, at, other);
        }
        let (family, operand) = match &operand.kind {
            ExprKind::String(text) => {
                let text = Str { value: text.clone(), span };
                (Family::String, Operand::Text(self.text(&text)))
            }
            ExprKind::Number(text) => {
                (Family::Numeric, Operand::Number(Number::new(text.clone(), self.cx.loc(span))))
            }
            ExprKind::Bool(value) => {
                (Family::Boolean, Operand::Bool(Spanned::new(*value, self.cx.loc(span))))
            }
            ExprKind::Null => (Family::Is, Operand::Bool(Spanned::new(true, self.cx.loc(span)))),
            ExprKind::Call { name, args } if name.value == "timestamp" => match timestamp(args) {
                Some(text) => (Family::Timestamp, Operand::Text(self.text(&text))),
                None => {
                    messages::timestamp_argument(self.cx, name.span);
                    return ConditionKind::Invalid;
                }
            },
            ExprKind::Name { text, tokens } => {
                // A resource is text; what a constant is, only rustc knows.
                match self.name_text(text, tokens, span) {
                    Some(super::query::Named::Text(text)) => {
                        (Family::String, Operand::Text(Text::new(text, self.cx.loc(span))))
                    }
                    Some(super::query::Named::Constant(_)) => {
                        messages::comparison_with_constant(self.cx, span, text);
                        return ConditionKind::Invalid;
                    }
                    None => return ConditionKind::Invalid,
                }
            }
            ExprKind::Error => return self.presence(variable, at),
            other => {
                messages::operand(self.cx, span, describe(other));
                return ConditionKind::Invalid;
            }
        };
        match operator_of(family, operator) {
            Some(operator) => ConditionKind::Compare {
                variable,
                operator: Spanned::new(operator, self.cx.loc(at)),
                operand,
            },
            None => {
                let at = self.cx.loc(at);
                messages::no_order(self.cx, at);
                ConditionKind::Invalid
            }
        }
    }

    /// The operator follows from the types, which are known later.
    fn compare_paths(
        &mut self,
        variable: Query,
        operator: BinaryOperator,
        at: SpanRange,
        other: &QueryText,
    ) -> ConditionKind {
        let Some(comparison) = comparison_of(operator) else { return ConditionKind::Invalid };
        let field = format!("{}Path", comparison.name());
        let operand = Operand::Path(Box::new(self.path_in(other, &field, REFERENCE)));
        let loc = self.cx.loc(at);
        let hole = self.holes.add(TokenStream::new(), super::holes::Escape::Value);
        self.compared.push((hole, loc));
        ConditionKind::Compare {
            variable,
            operator: Spanned::new(Operator::Open(comparison, hole), loc),
            operand,
        }
    }

    fn jsonpath_conditions(&mut self, items: &[Expr]) -> Vec<Condition> {
        let mut conditions = Vec::with_capacity(items.len());
        for item in items {
            conditions.push(self.jsonpath_condition(item));
        }
        conditions
    }

    /// `StringMatches($.name, "log-*")`, `NumericLessThan($.a, $.b)`, `IsPresent($.x)`, `And(c)`.
    fn operator_call(&mut self, name: &Str, args: &[Expr]) -> ConditionKind {
        match name.value.as_str() {
            "And" => return ConditionKind::And(self.jsonpath_conditions(args)),
            "Or" => return ConditionKind::Or(self.jsonpath_conditions(args)),
            "Not" if args.len() == 1 => {
                return ConditionKind::Not(Box::new(self.jsonpath_condition(&args[0])));
            }
            _ => {}
        }
        let Some((operator, path_form)) = Operator::parse(&name.value) else {
            let names = Operator::ALL.iter().map(|it| it.name()).chain(["And", "Or", "Not"]);
            messages::unknown_operator(self.cx, name.span, &name.value, suggest::nearest(&name.value, names));
            return ConditionKind::Invalid;
        };
        let at = name.span;
        let wanted = if operator.family() == Family::Is { 1..=2 } else { 2..=2 };
        if !wanted.contains(&args.len()) {
            messages::operator_arity(self.cx, at, &name.value, *wanted.start());
            return ConditionKind::Invalid;
        }
        let Some(variable) = self.variable(&args[0]) else { return ConditionKind::Invalid };
        let operand = match args.get(1) {
            None => Some(Operand::Bool(Spanned::new(true, self.cx.loc(at)))),
            Some(arg) => self.operand(operator, path_form, arg),
        };
        match operand {
            Some(operand) => ConditionKind::Compare {
                variable,
                operator: Spanned::new(operator, self.cx.loc(at)),
                operand,
            },
            None => ConditionKind::Invalid,
        }
    }

    fn operand(&mut self, operator: Operator, path_form: bool, arg: &Expr) -> Option<Operand> {
        let span = arg.span;
        match (&arg.kind, operator.family()) {
            (ExprKind::Path(query) | ExprKind::Jsonpath(query), _) => {
                if !operator.has_path_form() {
                    messages::no_path_form(self.cx, span, operator.name());
                    return None;
                }
                let field = format!("{}Path", operator.name());
                return Some(Operand::Path(Box::new(self.path_in(query, &field, REFERENCE))));
            }
            (ExprKind::Error, _) => return None,
            _ if path_form => {}
            (ExprKind::String(text), Family::String | Family::Timestamp) => {
                let text = Str { value: text.clone(), span };
                return Some(Operand::Text(self.text(&text)));
            }
            (ExprKind::Call { name, args }, Family::Timestamp) if name.value == "timestamp" => {
                if let Some(text) = timestamp(args) {
                    return Some(Operand::Text(self.text(&text)));
                }
            }
            (ExprKind::Number(text), Family::Numeric) => {
                return Some(Operand::Number(Number::new(text.clone(), self.cx.loc(span))));
            }
            (ExprKind::Bool(value), Family::Boolean | Family::Is) => {
                return Some(Operand::Bool(Spanned::new(*value, self.cx.loc(span))));
            }
            // The operator says what the constant is: text or a number.
            (ExprKind::Name { text, tokens }, Family::String | Family::Timestamp | Family::Numeric) => {
                let text = match self.name_text(text, tokens, span)? {
                    super::query::Named::Text(text) => text,
                    super::query::Named::Constant(constant) => {
                        self.holes.add(constant, super::holes::Escape::Value).to_string()
                    }
                };
                return Some(Operand::Text(Text::new(text, self.cx.loc(span))));
            }
            _ => {}
        }
        messages::operand_of(self.cx, span, operator.name(), operator.family(), path_form);
        None
    }

    /// The condition of one pattern of `match subject { … }`.
    pub fn pattern(&mut self, subject: &Expr, pattern: &Pattern, context: Context) -> Condition {
        match pattern {
            Pattern::Value(value) => {
                let span = value.span;
                let equal = ExprKind::Binary {
                    operator: BinaryOperator::Equal,
                    operator_span: span.start,
                    left: Box::new(subject.clone()),
                    right: Box::new(value.clone()),
                };
                self.condition(&Expr { kind: equal, span }, context)
            }
            Pattern::Range { low, high, inclusive, span } => {
                let bound = |operator: BinaryOperator, value: &Expr| Expr {
                    kind: ExprKind::Binary {
                        operator,
                        operator_span: span.start,
                        left: Box::new(subject.clone()),
                        right: Box::new(value.clone()),
                    },
                    span: value.span,
                };
                let upper = if *inclusive { BinaryOperator::LessEqual } else { BinaryOperator::Less };
                let low = low.as_ref().map(|it| bound(BinaryOperator::GreaterEqual, it));
                let high = high.as_ref().map(|it| bound(upper, it));
                match (low, high) {
                    (Some(left), Some(right)) => {
                        let both = ExprKind::Binary {
                            operator: BinaryOperator::And,
                            operator_span: span.start,
                            left: Box::new(left),
                            right: Box::new(right),
                        };
                        self.condition(&Expr { kind: both, span: *span }, context)
                    }
                    (Some(one), None) | (None, Some(one)) => self.condition(&one, context),
                    (None, None) => self.condition_of(ConditionKind::Invalid, *span),
                }
            }
        }
    }
}

fn timestamp(args: &[Expr]) -> Option<Str> {
    match args {
        [Expr { kind: ExprKind::String(text), span }] => Some(Str { value: text.clone(), span: *span }),
        _ => None,
    }
}

/// The operator that says the same with its sides swapped.
fn flip(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessEqual => BinaryOperator::GreaterEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterEqual => BinaryOperator::LessEqual,
        other => other,
    }
}

fn operator_of(family: Family, operator: BinaryOperator) -> Option<Operator> {
    comparison_of(operator).and_then(|it| Operator::of(family, it))
}

fn comparison_of(operator: BinaryOperator) -> Option<Comparison> {
    Some(match operator {
        BinaryOperator::Equal => Comparison::Equals,
        BinaryOperator::Less => Comparison::LessThan,
        BinaryOperator::LessEqual => Comparison::LessThanEquals,
        BinaryOperator::Greater => Comparison::GreaterThan,
        BinaryOperator::GreaterEqual => Comparison::GreaterThanEquals,
        _ => return None,
    })
}
