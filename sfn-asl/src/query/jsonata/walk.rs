//! Tree → events, in the order of the text: what an expression reads and calls, with local names already resolved.
//!
//! The one place that knows JSONata's scopes and contexts. "Top" is where the context is the input document, which
//! Step Functions does not give.

use std::ops::Range;

use super::ast::{BinaryOp, Expr, ExprKind};
use crate::index::Index;

/// Something an expression reads or calls.
pub(super) enum Event<'e> {
    /// `$name`, bound nowhere in the expression.
    Variable { name: &'e str, range: Range<usize> },
    /// `$states` and the plain names after it.
    States { steps: Vec<(&'e str, Range<usize>)>, range: Range<usize> },
    /// A name, `$`, `*` or `**` at the top, or `$$` anywhere.
    Unrooted { expr: &'e Expr, after: Option<&'e str>, role: Role },
    /// `$name(…)`, `$name` bound nowhere; `x ~> $name(…)` has `x` as first argument.
    Call { name: &'e str, args: Vec<&'e Expr>, range: Range<usize>, whole: Range<usize>, top: bool },
    /// `x ~> $name`.
    Chain { name: &'e str, arg: &'e Expr, range: Range<usize> },
    /// `name(…)` or `data.name(…)`: a field, called.
    Method { name: &'e str, range: Range<usize>, base: Option<Range<usize>> },
    /// `States.Name(…)`.
    Intrinsic { name: &'e str, range: Range<usize> },
}

/// What a reference without a root stands for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Value,
    /// The key of an object.
    Key,
}

/// What the context is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Top,
    /// An item, or for function bodies whatever: nothing is proven there.
    Inner,
}

/// Everything that `expr` reads and calls.
pub(super) fn walk(expr: &Expr) -> Vec<Event<'_>> {
    let mut walker = Walker { events: Vec::new(), frames: Vec::new(), lambdas: 0 };
    walker.scope(&[], std::slice::from_ref(expr), Place::Top);
    walker.events
}

struct Frame<'e> {
    names: Index<'e>,
    /// By number of the name, whether the binding was already passed.
    passed: Vec<bool>,
    lambdas: usize,
}

impl<'e> Frame<'e> {
    fn new(lambdas: usize) -> Frame<'e> {
        Frame { names: Index::default(), passed: Vec::new(), lambdas }
    }

    /// Binds `name` here and now.
    fn pass(&mut self, name: &'e str) {
        let (number, is_new) = self.names.insert(name);
        if is_new {
            self.passed.push(true);
        }
        self.passed[number] = true;
    }
}

struct Walker<'e> {
    events: Vec<Event<'e>>,
    frames: Vec<Frame<'e>>,
    /// Function bodies around.
    lambdas: usize,
}

impl<'e> Walker<'e> {
    /// Walks `items` one after the other, in a scope of their own.
    fn scope(&mut self, params: &[&'e str], items: &'e [Expr], place: Place) {
        let mut frame = Frame::new(self.lambdas);
        for param in params {
            frame.pass(param);
        }
        for item in items {
            collect_binds(item, &mut frame.names);
        }
        frame.passed.resize(frame.names.len(), false);
        self.frames.push(frame);
        for item in items {
            self.expr(item, place);
        }
        self.frames.pop();
    }

    /// Inside a function everything its scopes ever bind counts: it runs later.
    fn is_bound(&self, wanted: &str) -> bool {
        self.frames.iter().any(|frame| {
            let later = self.lambdas > frame.lambdas;
            frame.names.get(wanted).is_some_and(|it| frame.passed[it] || later)
        })
    }

    fn bind(&mut self, bound: &'e str) {
        for frame in self.frames.iter_mut().rev() {
            if let Some(it) = frame.names.get(bound) {
                frame.passed[it] = true;
                return;
            }
        }
    }

    fn expr(&mut self, expr: &'e Expr, place: Place) {
        match &expr.kind {
            ExprKind::Name(_) | ExprKind::Wildcard | ExprKind::Descendants => {
                self.unrooted(expr, place, None, Role::Value);
            }
            ExprKind::Variable(name) => self.variable(name, expr, place, None),
            ExprKind::Path(_)
            | ExprKind::Filter { .. }
            | ExprKind::KeepArray(_)
            | ExprKind::Group { .. }
            | ExprKind::Sort { .. }
            | ExprKind::Focus { .. }
            | ExprKind::Index { .. } => {
                // What `@` and `#` bind is known to the end of the path.
                self.frames.push(Frame::new(self.lambdas));
                self.chain(expr, place);
                self.frames.pop();
            }
            ExprKind::Binary { op: BinaryOp::Apply, lhs, rhs } => self.apply(lhs, rhs, place),
            ExprKind::Call { .. } => self.call(expr, None, place, None),
            ExprKind::Object(pairs) => {
                for (key, value) in pairs {
                    match key.kind {
                        ExprKind::Name(_) => self.unrooted(key, place, None, Role::Key),
                        _ => self.expr(key, place),
                    }
                    self.expr(value, place);
                }
            }
            ExprKind::Block(items) => self.scope(&[], items, place),
            ExprKind::Bind { binder, value } => {
                self.expr(value, place);
                self.bind(&binder.name);
            }
            ExprKind::Lambda { params, body, .. } => {
                let params: Vec<&str> = params.iter().map(|it| it.name.as_str()).collect();
                self.lambdas += 1;
                self.scope(&params, std::slice::from_ref(body), Place::Inner);
                self.lambdas -= 1;
            }
            ExprKind::Transform { .. } => expr.for_each_child(&mut |child| self.expr(child, Place::Inner)),
            _ => expr.for_each_child(&mut |child| self.expr(child, place)),
        }
    }

    fn variable(&mut self, name: &'e str, expr: &'e Expr, place: Place, after: Option<&'e str>) {
        let range = expr.range.clone();
        match name {
            _ if self.is_bound(name) => {}
            "" => self.unrooted(expr, place, after, Role::Value),
            "$" => self.unrooted(expr, Place::Top, after, Role::Value),
            "states" => self.events.push(Event::States { steps: Vec::new(), range }),
            _ => self.events.push(Event::Variable { name, range }),
        }
    }

    fn unrooted(&mut self, expr: &'e Expr, place: Place, after: Option<&'e str>, role: Role) {
        if place == Place::Top {
            self.events.push(Event::Unrooted { expr, after, role });
        }
    }

    /// A path, or what hangs on one.
    fn chain(&mut self, expr: &'e Expr, place: Place) {
        match &expr.kind {
            ExprKind::Path(steps) => self.path(expr, steps, place),
            ExprKind::Filter { base, predicate } => {
                self.chain(base, place);
                self.expr(predicate, Place::Inner);
            }
            ExprKind::KeepArray(base) => self.chain(base, place),
            ExprKind::Group { base, pairs } => {
                self.chain(base, place);
                for (key, value) in pairs {
                    self.expr(key, Place::Inner);
                    self.expr(value, Place::Inner);
                }
            }
            ExprKind::Sort { base, terms } => {
                self.chain(base, place);
                terms.iter().for_each(|term| self.expr(&term.expr, Place::Inner));
            }
            ExprKind::Focus { base, binder } | ExprKind::Index { base, binder } => {
                self.chain(base, place);
                if let Some(frame) = self.frames.last_mut() {
                    frame.pass(&binder.name);
                }
            }
            _ => self.expr(expr, place),
        }
    }

    fn path(&mut self, whole: &'e Expr, steps: &'e [Expr], place: Place) {
        let Some((first, rest)) = steps.split_first() else { return };
        if let (ExprKind::Name(root), Some(ExprKind::Call { callee, args })) =
            (&first.kind, rest.first().map(|it| &it.kind))
            && let ("States", ExprKind::Name(name)) = (root.as_str(), &callee.kind)
        {
            self.events.push(Event::Intrinsic { name, range: first.range.start..callee.range.end });
            args.iter().for_each(|arg| self.expr(arg, place));
            rest[1..].iter().for_each(|step| self.chain(step, Place::Inner));
            return;
        }
        // Data holds no functions; what the expression itself has built may.
        let mut data = false;
        match &first.kind {
            ExprKind::Variable(name) => {
                data = !self.is_bound(name);
                if name == "states" && data {
                    let members: Vec<_> = rest.iter().map_while(member).collect();
                    let end = members.last().map_or(first.range.end, |(_, range)| range.end);
                    self.events.push(Event::States { steps: members, range: first.range.start..end });
                } else {
                    self.variable(name, first, place, rest.first().and_then(member).map(|it| it.0));
                }
            }
            ExprKind::Name(_) => {
                data = place == Place::Top;
                self.unrooted(first, place, None, Role::Value);
            }
            _ => self.chain(first, place),
        }
        let start = whole.range.start;
        let mut end = first.range.end;
        for step in rest {
            match &step.kind {
                ExprKind::Call { .. } if data => self.call(step, None, Place::Inner, Some(start..end)),
                _ => self.chain(step, Place::Inner),
            }
            data = data && member(step).is_some();
            end = step.range.end;
        }
    }

    fn apply(&mut self, lhs: &'e Expr, rhs: &'e Expr, place: Place) {
        self.expr(lhs, place);
        match &rhs.kind {
            ExprKind::Call { .. } => self.call(rhs, Some(lhs), place, None),
            ExprKind::Variable(name) if !name.is_empty() && name != "$" && !self.is_bound(name) => {
                self.events.push(Event::Chain { name, arg: lhs, range: rhs.range.clone() });
            }
            _ => self.expr(rhs, place),
        }
    }

    /// `base`: the data that stands before the call in its path.
    fn call(&mut self, call: &'e Expr, first: Option<&'e Expr>, place: Place, base: Option<Range<usize>>) {
        let ExprKind::Call { callee, args } = &call.kind else { return };
        let range = callee.range.clone();
        match &callee.kind {
            ExprKind::Variable(name) if !name.is_empty() && name != "$" => {
                if !self.is_bound(name) {
                    let args = first.into_iter().chain(args).collect();
                    let top = place == Place::Top;
                    self.events.push(Event::Call { name, args, range, whole: call.range.clone(), top });
                }
            }
            ExprKind::Name(name) if base.is_some() || place == Place::Top => {
                self.events.push(Event::Method { name, range, base });
            }
            _ => self.expr(callee, place),
        }
        args.iter().for_each(|arg| self.expr(arg, place));
    }
}

/// The name of a step that reads one field, filtered or not.
fn member(step: &Expr) -> Option<(&str, Range<usize>)> {
    match &step.kind {
        ExprKind::Name(name) | ExprKind::String(name) => Some((name, step.range.clone())),
        ExprKind::Filter { base, .. }
        | ExprKind::KeepArray(base)
        | ExprKind::Focus { base, .. }
        | ExprKind::Index { base, .. } => member(base),
        _ => None,
    }
}

/// The names that `:=` binds in the scope `expr` stands in.
fn collect_binds<'e>(expr: &'e Expr, names: &mut Index<'e>) {
    match &expr.kind {
        ExprKind::Block(_) | ExprKind::Lambda { .. } => return,
        ExprKind::Bind { binder, .. } => {
            names.insert(binder.name.as_str());
        }
        _ => {}
    }
    expr.for_each_child(&mut |child| collect_binds(child, names));
}
