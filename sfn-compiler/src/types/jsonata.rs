//! Types in JSONata expressions: names behind `$states.input`, `$states.result` and variables.

use std::rc::Rc;

use sfn_asl::diag::Place;
use sfn_asl::query::jsonata::{BinaryOp, Expr, ExprKind, Type, argument, literal_type};
use sfn_asl::query::jsonpath::{Segment, SegmentKind};
use sfn_asl::value::Query;

use super::eval::{Eval, Sight, whole};
use super::shape::{Base, Literal, Reach, Shape, Typed};
use super::uses::{Family, Likeness, Want, Way};
use super::views::View;

impl Eval<'_, '_> {
    /// What an expression gives, as far as it is a path or an object.
    pub fn expression(&mut self, query: &Query, expr: &Expr, sight: &Sight) -> Shape {
        match &expr.kind {
            ExprKind::Path(steps) => self.steps(query, steps, sight),
            ExprKind::Name(_) if sight.context.is_some() => {
                self.steps(query, std::slice::from_ref(expr), sight)
            }
            ExprKind::Variable(name) => variable(name, sight),
            ExprKind::String(text) => Shape::Literal(Literal::Text(Some(text.as_str().into()))),
            ExprKind::Number(_) => Shape::Literal(Literal::Number),
            ExprKind::Bool(_) => Shape::Literal(Literal::Bool),
            ExprKind::Null => Shape::Literal(Literal::Null),
            ExprKind::Block(parts) => match parts.as_slice() {
                [one] => self.expression(query, one, sight),
                parts => {
                    self.all(query, parts, sight);
                    Shape::Any
                }
            },
            ExprKind::Object(pairs) => {
                let mut fields: Vec<(Rc<str>, Shape)> = Vec::new();
                let mut is_known = true;
                for (key, value) in pairs {
                    let shape = self.expression(query, value, sight);
                    match &key.kind {
                        // A field whose value is undefined vanishes: only literals are certain.
                        ExprKind::String(name) => fields.push((name.as_str().into(), shape)),
                        _ => is_known = false,
                    }
                }
                if is_known { Shape::object(fields, Base::Open) } else { Shape::Any }
            }
            ExprKind::Call { callee, args } => self.called(query, callee, args, sight),
            ExprKind::Binary { op, lhs, rhs } => {
                let left = whole(&self.expression(query, lhs, sight));
                let right = whole(&self.expression(query, rhs, sight));
                self.operands(query, *op, (lhs, &left), (rhs, &right));
                Shape::Any
            }
            ExprKind::Condition { condition, then, otherwise } => {
                self.expression(query, condition, sight);
                let then = self.expression(query, then, sight);
                let otherwise = otherwise.as_ref().map(|it| self.expression(query, it, sight));
                otherwise.map_or(Shape::Any, |it| then.join(&it))
            }
            ExprKind::Array(items) => {
                self.all(query, items, sight);
                Shape::Any
            }
            ExprKind::Negate(inner) | ExprKind::KeepArray(inner) => {
                self.expression(query, inner, sight);
                Shape::Any
            }
            ExprKind::Filter { base, predicate } => {
                let items = self.expression(query, base, sight);
                self.within(query, [&**predicate], &items, sight);
                Shape::Any
            }
            ExprKind::Sort { base, terms } => {
                let items = self.expression(query, base, sight);
                self.within(query, terms.iter().map(|it| &it.expr), &items, sight);
                items
            }
            ExprKind::Group { base, pairs } => {
                let items = self.expression(query, base, sight);
                self.within(query, pairs.iter().flat_map(|it| [&it.0, &it.1]), &items, sight);
                Shape::Any
            }
            _ => Shape::Any,
        }
    }

    /// Expressions whose context is each of some items. JSONata goes through arrays, so what is said of the items is asked
    /// of the array.
    fn within<'e>(
        &mut self,
        query: &Query,
        parts: impl IntoIterator<Item = &'e Expr>,
        items: &Shape,
        sight: &Sight,
    ) {
        let sight = Sight { context: Some(items), ..*sight };
        for part in parts {
            self.expression(query, part, &sight);
        }
    }

    fn all(&mut self, query: &Query, parts: &[Expr], sight: &Sight) {
        // A name that the expression binds is not the machine's variable.
        if parts.iter().any(|it| matches!(it.kind, ExprKind::Bind { .. })) {
            return;
        }
        for part in parts {
            self.expression(query, part, sight);
        }
    }

    /// `$merge([$states.input, { 'p': … }])`, which `$.p = …` becomes, is a document with a field put on it.
    fn called(&mut self, query: &Query, callee: &Expr, args: &[Expr], sight: &Sight) -> Shape {
        if let (ExprKind::Variable(name), [Expr { kind: ExprKind::Array(parts), .. }]) = (&callee.kind, args)
            && name == "merge"
            && let [base, Expr { kind: ExprKind::Object(pairs), .. }] = parts.as_slice()
            && let [(Expr { kind: ExprKind::String(key), .. }, value)] = pairs.as_slice()
        {
            // What is below the document is looked up to be put on, and may not be there.
            let was_on = std::mem::replace(&mut self.uses.is_on, false);
            let base = self.expression(query, base, sight);
            self.uses.is_on = was_on;
            let value = self.expression(query, value, sight);
            let name = SegmentKind::Name(key.clone());
            return base.insert(&[name.into()], value);
        }
        // `$map(items, function($item) { … })`, and `$filter`.
        if let (ExprKind::Variable(name), [items, Expr { kind: ExprKind::Lambda { params, body, .. }, .. }]) =
            (&callee.kind, args)
            && matches!(name.as_str(), "map" | "filter")
            && let [item, others @ ..] = params.as_slice()
        {
            let items = self.expression(query, items, sight);
            let mut known = sight.known.clone();
            for other in others {
                known.variables.remove(&other.name);
            }
            known.variables.insert(&item.name, items.clone());
            self.expression(query, body, &Sight { known: &known, ..*sight });
            return if name == "filter" { items } else { Shape::Any };
        }
        for (at, arg) in args.iter().enumerate() {
            let ways = whole(&self.expression(query, arg, sight));
            if let ExprKind::Variable(name) = &callee.kind
                && sight.known.variables.get(name).is_none()
                && let Some(family) = argument(name, at, args.len()).and_then(family)
            {
                self.want(&ways, Want::Loose(family, false), last(query, arg));
            }
        }
        Shape::Any
    }

    /// What an operator asks of its sides: what is computed with has to be numbers, and what is compared is of one type.
    fn operands(&mut self, query: &Query, op: BinaryOp, lhs: (&Expr, &[Typed]), rhs: (&Expr, &[Typed])) {
        use BinaryOp::{Add, Divide, Modulo, Multiply, Subtract};
        use BinaryOp::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        match op {
            Add | Subtract | Multiply | Divide | Modulo => {
                for (expr, ways) in [lhs, rhs] {
                    self.want(ways, Want::Loose(Family::Numeric, false), last(query, expr));
                }
            }
            Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual => {
                for ((_, ways), (other, _)) in [(lhs, rhs), (rhs, lhs)] {
                    if let Some(family) = literal_type(other).and_then(family) {
                        self.want(ways, Want::Loose(family, true), query.place(other.range.clone()));
                        if let (Equal, ExprKind::String(text)) = (op, &other.kind) {
                            let want = Want::Equal(text.as_str().into());
                            self.want(ways, want, query.place(other.range.clone()));
                        }
                    }
                }
                for way in lhs.1.iter().filter(|_| !rhs.1.is_empty()) {
                    self.want(rhs.1, Want::Like(Some(way.clone()), Likeness::Loose), last(query, rhs.0));
                }
            }
            _ => {}
        }
    }

    fn steps(&mut self, query: &Query, steps: &[Expr], sight: &Sight) -> Shape {
        let (start, mut rest) = match steps {
            [root, part, rest @ ..] if matches!(&root.kind, ExprKind::Variable(it) if it == "states") => {
                let (part, filtered) = match &part.kind {
                    ExprKind::Name(part) => (part.as_str(), false),
                    _ => ("", true),
                };
                if filtered {
                    return Shape::Any;
                }
                let start = match part {
                    "input" => Some(sight.known.document.clone()),
                    "result" => sight.result.cloned(),
                    "errorOutput" => sight.error.cloned(),
                    _ => None,
                };
                (start.unwrap_or(Shape::Any), rest)
            }
            [root, rest @ ..] => match (&root.kind, sight.context) {
                (ExprKind::Variable(name), _) => (variable(name, sight), rest),
                (ExprKind::Name(_), Some(context)) => (context.clone(), steps),
                (ExprKind::Filter { base, .. }, Some(context)) if matches!(base.kind, ExprKind::Name(_)) => {
                    (context.clone(), steps)
                }
                // `$states.input` in front of a filter, a call, …
                _ => (self.expression(query, root, sight), rest),
            },
            [] => return Shape::Any,
        };
        let mut at = start.clone();
        let mut reached: Vec<Reach> = Vec::new();
        let mut places = Vec::new();
        let mut names: Vec<Segment> = Vec::new();
        while let Some((step, others)) = rest.split_first() {
            // `name[…][…]`
            let mut named = step;
            while let ExprKind::Filter { base, .. } = &named.kind {
                named = base;
            }
            let ExprKind::Name(name) = &named.kind else { break };
            at = at.loose(name, places.len(), &mut reached);
            names.push(SegmentKind::Name(name.clone()).into());
            places.push(query.place(named.range.clone()));
            let mut filtered = step;
            while let ExprKind::Filter { base, predicate } = &filtered.kind {
                self.within(query, [&**predicate], &at, sight);
                filtered = base;
            }
            rest = others;
        }
        // `.{ … }` and `.( … )` see each item.
        if let [step @ Expr { kind: ExprKind::Object(_) | ExprKind::Block(_), .. }, ..] = rest {
            self.within(query, [step], &at, sight);
        }
        if self.uses.is_on && self.world.cx.mentions.is_some() {
            self.uses.views.extend(View::of(self.world.cx, start, &names, &places));
        }
        // The last of each way asks for all before it.
        let mut ways: Vec<Way> = Vec::new();
        for reach in reached {
            let own = reach.end.steps.len() - reach.from;
            let whole = Way { end: reach.end, from: reach.from, skip: reach.skip };
            match ways
                .iter_mut()
                .find(|it| it.end.root == whole.end.root && whole.end.steps.starts_with(&it.end.steps))
            {
                Some(way) => way.end = whole.end,
                None if own > 0 => ways.push(whole),
                None => {}
            }
        }
        places.extend(places.last().cloned());
        if !places.is_empty() {
            self.uses.add(self.world.cx, ways, Want::Read, &places);
        }
        if rest.is_empty() { at } else { Shape::Any }
    }
}

/// The last name of a path, or the whole of another expression.
pub fn last(query: &Query, expr: &Expr) -> Place {
    match &expr.kind {
        ExprKind::Path(steps) => steps.last().map_or_else(|| query.text.loc.into(), |it| last(query, it)),
        ExprKind::Filter { base, .. } => last(query, base),
        _ if expr.range.is_empty() => query.text.loc.into(),
        _ => query.place(expr.range.clone()),
    }
}

fn family(ty: Type) -> Option<Family> {
    match ty {
        Type::String => Some(Family::String),
        Type::Number => Some(Family::Numeric),
        Type::Boolean => Some(Family::Boolean),
        Type::Null | Type::Array | Type::Object | Type::Function => None,
    }
}

fn variable(name: &str, sight: &Sight) -> Shape {
    if name.is_empty() {
        return sight.context.cloned().unwrap_or(Shape::Any);
    }
    sight.known.variables.get(name).cloned().unwrap_or(Shape::Any)
}
