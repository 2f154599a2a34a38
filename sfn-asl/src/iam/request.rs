//! The parameters of a call, as far as they are known, and what they name.

use std::borrow::Cow;

use super::arn;
use crate::catalog::{On, resource_type};
use crate::diag::Loc;
use crate::query::intrinsic::{Arg, ArgKind, PieceKind};
use crate::query::jsonata::{BinaryOp, Expr, ExprKind};
use crate::query::jsonpath::{Segment, SegmentKind};
use crate::value::{Query, QueryTree, Value, ValueKind, hole_number};

/// A declared resource: `${name}` in a text is one of this kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    /// `orders`
    pub name: String,
    /// `dynamodb::Table`
    pub kind: String,
}

/// The parameters of one call.
pub struct Request<'a> {
    arguments: Option<&'a Value>,
    /// What was declared.
    pub declared: &'a [Declared],
    /// Parameters that are not known, and without which something is wider than it could be.
    pub(super) wide: Vec<(&'static str, Loc)>,
}

/// What is known of a parameter.
#[derive(Clone, PartialEq, Debug)]
pub enum Given<'a> {
    /// It is not there.
    Absent,
    /// Text; with `*` for what is known only when the machine runs.
    Text(Cow<'a, str>),
    /// Something else.
    Value(&'a Value),
    /// Known when the machine runs.
    Dynamic(Loc),
}

impl<'a> Request<'a> {
    /// The parameters `arguments`.
    pub fn new(arguments: Option<&'a Value>, declared: &'a [Declared]) -> Request<'a> {
        Request { arguments, declared, wide: Vec::new() }
    }

    /// All of them, if any are known.
    pub fn arguments(&self) -> Option<&'a Value> {
        self.arguments
    }

    /// The parameter at `path`.
    pub fn get(&self, path: &str) -> Given<'a> {
        let Some(mut value) = self.arguments else { return Given::Absent };
        for key in path.split('.') {
            match (&value.kind, value.get(key)) {
                (_, Some(inner)) => value = inner,
                (ValueKind::Query(_), None) => return Given::Dynamic(value.loc),
                (_, None) => return Given::Absent,
            }
        }
        Given::of(value)
    }

    /// Where a parameter at the top stands.
    pub fn loc(&self, parameter: &str) -> Loc {
        self.arguments.and_then(|it| it.get(parameter)).map_or(Loc::NONE, |it| it.loc)
    }

    /// Notes that `parameter` could make the resources narrower.
    pub fn widened_by(&mut self, parameter: &'static str, loc: Loc) {
        self.wide.push((parameter, loc));
    }

    /// What kept the resources of a part wide did so here.
    pub fn absorb(&mut self, mut part: Request) {
        self.wide.append(&mut part.wide);
    }

    /// The text of a parameter, which may have a default: `WorkGroup=primary`. `None` if it is not known.
    pub fn text(&mut self, parameter: &'static str) -> Option<Cow<'a, str>> {
        let (path, default) = match parameter.split_once('=') {
            Some((path, default)) => (path, Some(default)),
            None => (parameter, None),
        };
        match self.get(path) {
            Given::Text(text) if text != "*" => Some(text),
            Given::Absent => default.map(Cow::Borrowed),
            Given::Dynamic(loc) => {
                self.widened_by(path, loc);
                None
            }
            Given::Text(_) | Given::Value(_) => None,
        }
    }

    /// The ARNs of what a row of the catalogue names.
    pub fn resources(&mut self, on: &On) -> Vec<String> {
        match on {
            On::All => vec!["*".to_owned()],
            On::Named(parameter, kind) => vec![self.named(parameter, kind)],
            On::Made(parameter, kind) => {
                let before = self.wide.len();
                let arn = self.named(parameter, kind);
                self.wide.truncate(before);
                vec![arn]
            }
            On::Key(parameter) => self.key(parameter),
            On::Alias(parameter) => self.alias(parameter),
            On::Arn(template) => vec![arn::fill(self, template)],
            On::By(resources) => resources(self),
        }
    }

    /// The ARN of what `parameter` names.
    pub fn named(&mut self, parameter: &'static str, kind: &str) -> String {
        let text = self.text(parameter);
        match text {
            Some(text) => arn::of(kind, &text, self.declared),
            None => arn::of(kind, "*", self.declared),
        }
    }

    /// The key that `parameter` names; any of them if it does so by an alias, which no policy takes for a resource. None
    /// if not even that is known whether one is given.
    fn key(&mut self, parameter: &'static str) -> Vec<String> {
        let mut above = parameter;
        while let Some((parent, _)) = above.rsplit_once('.') {
            if let Given::Dynamic(_) = self.get(parent) {
                return Vec::new();
            }
            above = parent;
        }
        match (self.get(parameter), self.alias(parameter).is_empty()) {
            (Given::Absent, _) => Vec::new(),
            (Given::Text(text), false) => vec![arn::keys(&text)],
            _ => vec![self.named(parameter, "kms::Key")],
        }
    }

    fn alias(&self, parameter: &'static str) -> Vec<String> {
        match self.get(parameter) {
            Given::Text(text) => arn::alias(&text).map(str::to_owned).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The kind of a declared resource, if `text` is just one.
    pub fn kind_of(&self, text: &str) -> Option<&'a str> {
        let name = arn::substitution(text)?;
        self.declared.iter().find(|it| it.name == name).map(|it| it.kind.as_str())
    }
}

impl<'a> Given<'a> {
    /// What is known of a value.
    pub fn of(value: &'a Value) -> Given<'a> {
        match &value.kind {
            ValueKind::String(text) | ValueKind::Number(text) => Given::Text(Cow::Borrowed(text)),
            ValueKind::Query(query) => match pattern(query) {
                Some(text) => Given::Text(Cow::Owned(text)),
                None => Given::Dynamic(value.loc),
            },
            _ => Given::Value(value),
        }
    }
}

/// Text that is known in part: `States.Format('job-{}', $.id)` and `{% 'job-' & $id %}` are `job-*`. It has to begin with
/// what is known: anything may stand for the `*`. A constant that stands among the values is known.
fn pattern(query: &Query) -> Option<String> {
    let mut text = String::new();
    match &query.tree {
        QueryTree::Intrinsic(call) if call.name == "States.Format" => match &call.args.first()?.kind {
            ArgKind::String(template) => {
                let mut values = call.args.iter().skip(1);
                for piece in template.pieces() {
                    match &piece.kind {
                        PieceKind::Literal(it) => text.push_str(it),
                        PieceKind::Substitution(name) => text.push_str(&format!("${{{name}}}")),
                        PieceKind::Slot => text.push(values.next().and_then(constant).unwrap_or('*')),
                        PieceKind::Brace(it) => text.push(*it),
                    }
                }
            }
            _ => return None,
        },
        QueryTree::Jsonata(expr) => concatenation(expr, &mut text),
        _ => return None,
    }
    let known = text.split('*').next().unwrap_or_default();
    (!known.is_empty()).then_some(text)
}

/// The hole that is all of an argument: it stands behind `$.`, so that it parses.
fn constant(arg: &Arg) -> Option<char> {
    let ArgKind::Path(path) = &arg.kind else { return None };
    match path.segments.as_slice() {
        [Segment { kind: SegmentKind::Name(name), .. }] => hole(name),
        _ => None,
    }
}

fn hole(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    (hole_number(first).is_some() && chars.next().is_none()).then_some(first)
}

fn concatenation(expr: &Expr, text: &mut String) {
    match &expr.kind {
        // Behind `$states.input.` for the same reason.
        ExprKind::Path(steps) => {
            let constant = match steps.last().map(|it| &it.kind) {
                Some(ExprKind::Name(name)) => hole(name),
                _ => None,
            };
            match constant {
                Some(constant) => text.push(constant),
                None if text.ends_with('*') => {}
                None => text.push('*'),
            }
        }
        ExprKind::String(it) => text.push_str(it),
        ExprKind::Number(it) => text.push_str(it),
        ExprKind::Binary { op: BinaryOp::Concat, lhs, rhs } => {
            concatenation(lhs, text);
            concatenation(rhs, text);
        }
        ExprKind::Block(items) => match items.as_slice() {
            [one] => concatenation(one, text),
            _ => text.push('*'),
        },
        _ if text.ends_with('*') => {}
        _ => text.push('*'),
    }
}

/// Whether the name of a `kind` that stands in a parameter is its ARN.
pub(super) fn is_arn(kind: &str) -> bool {
    const ARNS: &[&str] = &[
        "arn",
        "events::Connection",
        "iam::Role",
        "lambda::Function",
        "sns::Topic",
        "states::Activity",
        "states::StateMachine",
    ];
    ARNS.contains(&kind) || resource_type(kind).is_none_or(|it| it.arn.is_empty())
}
