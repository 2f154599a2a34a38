//! What is provably wrong in an expression that parses.

use std::ops::Range;

use super::analysis::is_placeholder;
use super::ast::{BinaryOp, Expr, ExprKind};
use super::functions::{self, Arg, Mismatch};
use super::messages;
use super::types::{Type, bound_names, type_of};
use super::walk::{Event, walk};
use crate::diag::suggest::nearest;
use crate::index::Index;
use crate::query::{QueryError, in_order};

/// What `$states` holds in the field an expression stands in; `input` and `context` are everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FieldContext {
    /// `Output` and `Assign` of Task, Parallel and Map states.
    pub result: bool,
    /// `Output` and `Assign` of a catcher.
    pub error_output: bool,
}

/// The part of the context object with a fixed shape: `path: members`.
const CONTEXT: [(&str, &[&str]); 7] = [
    ("", &["Execution", "State", "StateMachine", "Task", "Map"]),
    ("Execution", &["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"]),
    ("State", &["EnteredTime", "Name", "RetryCount"]),
    ("StateMachine", &["Id", "Name"]),
    ("Task", &["Token"]),
    ("Map", &["Item"]),
    ("Map.Item", &["Index", "Value", "Source", "Key"]),
];

const HASHES: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// What was meant by a variable of this name, if no such variable is ever assigned: a near miss of `$states`.
pub fn near_miss(name: &str) -> Option<&'static str> {
    match name {
        "input" => Some("$states.input"),
        "context" => Some("$states.context"),
        "result" => Some("$states.result"),
        "errorOutput" | "error" => Some("$states.errorOutput"),
        _ => nearest(name, ["states"]).map(|_| "$states"),
    }
}

/// Every proven mistake in `expr`, in the order of the text.
pub fn check(expr: &Expr, field: &FieldContext) -> Vec<QueryError> {
    let mut checker = Checker { field: *field, bound: bound_names(expr), errors: Vec::new() };
    for event in walk(expr) {
        checker.event(event);
    }
    checker.operators(expr);
    in_order(checker.errors)
}

/// What JSONata evaluates, and can hardly be meant.
pub fn doubts(expr: &Expr) -> Vec<QueryError> {
    let mut doubts = Vec::new();
    doubt(expr, &mut doubts);
    doubts
}

fn doubt(expr: &Expr, doubts: &mut Vec<QueryError>) {
    if let ExprKind::Block(items) = &expr.kind
        && let [discarded @ .., _] = items.as_slice()
    {
        for item in discarded {
            if let ExprKind::Binary { op: BinaryOp::Equal, lhs, .. } = &item.kind
                && let ExprKind::Variable(name) = &lhs.kind
            {
                doubts.push(messages::discarded_comparison(item.range.clone(), name));
            }
        }
    }
    expr.for_each_child(&mut |child| doubt(child, doubts));
}

struct Checker<'e> {
    field: FieldContext,
    bound: Index<'e>,
    errors: Vec<QueryError>,
}

impl Checker<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Variable { name: "eval", range } => self.errors.push(messages::eval(range)),
            Event::Variable { .. } => {}
            Event::States { steps, .. } => self.states(&steps),
            Event::Unrooted { expr, after, role } => {
                let after = after.filter(|it| CONTEXT[0].1.contains(it));
                self.errors.push(messages::unrooted(expr, after, role));
            }
            Event::Intrinsic { name, range } => self.errors.push(messages::intrinsic(range, name)),
            Event::Method { name, range, base } => {
                let error = messages::method(range, name, base.is_some());
                self.errors.push(error);
            }
            Event::Chain { name, arg, range } => {
                let known = self.function(name, &range);
                // A function would be composed rather than called.
                if known && self.type_of(arg).is_some_and(|it| it != Type::Function) {
                    self.arguments(name, &[arg], range.clone(), range, false);
                }
            }
            Event::Call { name, args, range, whole, top } => {
                // The context that `-` would take is missing at the top only.
                let known = self.function(name, &range);
                if known && !args.iter().any(is_placeholder) {
                    self.arguments(name, &args, range, whole, !top);
                }
            }
        }
    }

    /// Whether `$name` is a function; reports it if not.
    fn function(&mut self, name: &str, range: &Range<usize>) -> bool {
        if functions::is_function(name) {
            return true;
        }
        self.errors.push(match name {
            "eval" => messages::eval(range.clone()),
            _ => messages::unknown_function(range.clone(), name, nearest(name, functions::names())),
        });
        false
    }

    fn arguments(
        &mut self,
        name: &str,
        args: &[&Expr],
        range: Range<usize>,
        whole: Range<usize>,
        context: bool,
    ) {
        let all: Vec<Arg> = args.iter().map(|arg| self.arg(arg)).collect();
        match functions::mismatch(name, &all, context) {
            Some(Mismatch::Count { least, most, no_context }) => {
                self.errors.push(messages::arity(whole, name, args.len(), least, most, no_context));
            }
            Some(Mismatch::Argument { index, wanted }) => {
                let (Some(arg), Some(known)) = (args.get(index), all.get(index)) else { return };
                let at = if arg.range.is_empty() { range } else { arg.range.clone() };
                let no_context = !context && functions::mismatch(name, &all, true).is_none();
                let error = messages::argument(at, name, index + 1, &wanted, known.ty, no_context);
                self.errors.push(error);
            }
            None => {
                if let ("hash", [_, Expr { kind: ExprKind::String(algorithm), range }]) = (name, args)
                    && !HASHES.contains(&algorithm.as_str())
                {
                    let letters = |it: &str| it.replace(['-', '_'], "").to_ascii_uppercase();
                    let near = HASHES.into_iter().find(|it| letters(it) == letters(algorithm));
                    self.errors.push(messages::hash_algorithm(range.clone(), algorithm, near, &HASHES));
                }
            }
        }
    }

    fn arg(&self, expr: &Expr) -> Arg {
        let mut items = Ok(None);
        if let ExprKind::Array(exprs) = &expr.kind {
            for item in exprs {
                // Anything but a literal may vanish or bring items of its own.
                let ty = match item.kind {
                    ExprKind::Call { .. } | ExprKind::Array(_) => None,
                    _ => self.type_of(item),
                };
                items = match (items, ty) {
                    (Ok(Some(a)), Some(b)) if a != b => Err(()),
                    (Ok(None), known) => Ok(known),
                    (items, _) => items,
                };
            }
        }
        Arg { ty: self.type_of(expr), items }
    }

    fn type_of(&self, expr: &Expr) -> Option<Type> {
        type_of(expr, &self.bound)
    }

    fn states(&mut self, steps: &[(&str, Range<usize>)]) {
        let Some(((member, range), rest)) = steps.split_first() else { return };
        let available = match *member {
            "input" => return,
            "context" => return self.context(rest),
            "result" => self.field.result,
            "errorOutput" => self.field.error_output,
            _ => {
                let near = nearest(member, ["input", "context", "result", "errorOutput"]);
                self.errors.push(messages::unknown_member(range.clone(), member, near));
                return;
            }
        };
        if !available {
            self.errors.push(messages::unavailable_member(range.clone(), member, self.field));
        }
    }

    fn context(&mut self, steps: &[(&str, Range<usize>)]) {
        let mut path = String::new();
        for (name, range) in steps {
            let Some((_, members)) = CONTEXT.iter().find(|(of, _)| *of == path) else { return };
            if !members.contains(name) {
                let near = nearest(name, members.iter().copied());
                self.errors.push(messages::unknown_context(range.clone(), &path, name, near, members));
                return;
            }
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        }
    }

    /// Operands of a type that the operator always refuses.
    fn operators(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Binary { op, lhs, rhs } if op.is_arithmetic() => {
                for operand in [lhs, rhs] {
                    match self.type_of(operand) {
                        None | Some(Type::Number) => {}
                        Some(Type::String) if *op == BinaryOp::Add => {
                            self.errors.push(messages::adds_string(operand.range.clone()));
                            break;
                        }
                        Some(ty) => self.errors.push(messages::operand(
                            operand.range.clone(),
                            op.sign(),
                            "a number",
                            ty,
                        )),
                    }
                }
            }
            ExprKind::Binary { op, lhs, rhs } if op.is_ordering() => {
                for operand in [lhs, rhs] {
                    let ty = self.type_of(operand);
                    if let Some(ty) = ty.filter(|it| !matches!(it, Type::Number | Type::String)) {
                        let wanted = "a number or a string";
                        self.errors.push(messages::operand(operand.range.clone(), op.sign(), wanted, ty));
                    }
                }
            }
            ExprKind::Negate(inner) => self.number(inner, "-"),
            ExprKind::Range(from, to) => {
                self.number(from, "..");
                self.number(to, "..");
            }
            _ => {}
        }
        expr.for_each_child(&mut |child| self.operators(child));
    }

    fn number(&mut self, operand: &Expr, sign: &str) {
        if let Some(ty) = self.type_of(operand).filter(|it| *it != Type::Number) {
            self.errors.push(messages::operand(operand.range.clone(), sign, "a number", ty));
        }
    }
}
