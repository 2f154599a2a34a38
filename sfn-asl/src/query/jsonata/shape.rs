//! What jsonata-js refuses only when it rewrites the tree: misplaced groupings and binders, literal steps, and a
//! `%` whose parent cannot be derived. The rewritten tree is shadowed here in as much detail as that takes.

use super::ast::{BinaryOp, Expr, ExprKind, SortTerm};
use super::messages;
use super::parser::Parsed;

/// A node of jsonata-js's rewritten tree.
struct Node {
    kind: Kind,
    /// The `%` below whose parent was not found below; present but empty is not the same as absent.
    seeking: Option<Vec<usize>>,
    filtered: bool,
    grouped: bool,
    focused: bool,
}

enum Kind {
    Name,
    Wildcard,
    Parent(usize),
    /// The value of the last expression.
    Block(Option<Box<Node>>),
    Path(Vec<Node>),
    Sort,
    String,
    Literal,
    Other,
}

/// Checks what can only be checked on the finished tree.
pub(super) fn check(expr: &Expr, text: &str) -> Parsed<()> {
    let mut shaper = Shaper { text, parents: Vec::new() };
    let node = shaper.shape(expr)?;
    let unresolved = match (&node.kind, &node.seeking) {
        (Kind::Parent(slot), _) => Some(*slot),
        (_, Some(slots)) => slots.first().copied(),
        _ => None,
    };
    match unresolved {
        Some(slot) => Err(messages::no_parent(shaper.parents[slot].range.clone()).into()),
        None => Ok(()),
    }
}

/// One `%`, and how many steps up its parent still is.
struct Slot {
    level: i32,
    range: std::ops::Range<usize>,
}

struct Shaper<'t> {
    text: &'t str,
    parents: Vec<Slot>,
}

impl Node {
    fn new(kind: Kind) -> Node {
        Node { kind, seeking: None, filtered: false, grouped: false, focused: false }
    }

    /// Takes over what `part` is seeking.
    fn inherit(&mut self, part: &Node) {
        let own = match part.kind {
            Kind::Parent(slot) => Some(slot),
            _ => None,
        };
        if part.seeking.is_some() || own.is_some() {
            let seeking = self.seeking.get_or_insert_default();
            seeking.extend(part.seeking.iter().flatten());
            seeking.extend(own);
        }
    }

    /// Calls `change` with the last step of a path, or the node itself.
    fn step<R>(&mut self, change: impl FnOnce(&mut Node) -> R) -> R {
        if let Kind::Path(steps) = &mut self.kind
            && let Some(last) = steps.last_mut()
        {
            return change(last);
        }
        change(self)
    }

    fn into_path(self) -> Node {
        match self.kind {
            Kind::Path(_) => self,
            _ => Node::new(Kind::Path(vec![self])),
        }
    }
}

impl Shaper<'_> {
    /// The arms are functions of their own: in an unoptimized build this frame would hold the locals of them all.
    fn shape(&mut self, expr: &Expr) -> Parsed<Node> {
        match &expr.kind {
            ExprKind::Name(_) => Ok(Node::new(Kind::Name).into_path()),
            ExprKind::Wildcard => Ok(Node::new(Kind::Wildcard)),
            ExprKind::String(_) => Ok(Node::new(Kind::String)),
            ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => Ok(Node::new(Kind::Literal)),
            ExprKind::Parent => Ok(self.parent(expr)),
            ExprKind::Path(steps) => self.path(steps),
            ExprKind::Negate(inner) => self.negate(inner),
            ExprKind::Filter { base, predicate } => self.filter(expr, base, predicate),
            ExprKind::Group { base, pairs } => self.group(expr, base, pairs),
            ExprKind::Sort { base, terms } => self.sort(base, terms),
            ExprKind::Focus { base, .. } => self.focus(expr, base),
            ExprKind::Index { base, .. } => self.shape(base).map(Node::into_path),
            ExprKind::KeepArray(base) => self.shape(base),
            ExprKind::Block(items) => self.block(items),
            ExprKind::Binary { op, lhs, rhs } if *op != BinaryOp::Apply => self.binary(lhs, rhs),
            _ => self.other(expr),
        }
    }

    fn parent(&mut self, expr: &Expr) -> Node {
        self.parents.push(Slot { level: 1, range: expr.range.clone() });
        Node::new(Kind::Parent(self.parents.len() - 1))
    }

    fn negate(&mut self, inner: &Expr) -> Parsed<Node> {
        let part = self.shape(inner)?;
        let number = matches!(inner.kind, ExprKind::Number(_) | ExprKind::Negate(_));
        let folded = number && matches!(part.kind, Kind::Literal);
        let mut node = Node::new(if folded { Kind::Literal } else { Kind::Other });
        node.inherit(&part);
        Ok(node)
    }

    fn binary(&mut self, lhs: &Expr, rhs: &Expr) -> Parsed<Node> {
        let mut node = Node::new(Kind::Other);
        node.inherit(&self.shape(lhs)?);
        node.inherit(&self.shape(rhs)?);
        Ok(node)
    }

    fn group(&mut self, expr: &Expr, base: &Expr, pairs: &[(Expr, Expr)]) -> Parsed<Node> {
        let mut node = self.shape(base)?;
        if node.grouped {
            return Err(messages::second_group(base.range.end..expr.range.end).into());
        }
        for (key, value) in pairs {
            self.shape(key)?;
            self.shape(value)?;
        }
        node.grouped = true;
        Ok(node)
    }

    fn sort(&mut self, base: &Expr, terms: &[SortTerm]) -> Parsed<Node> {
        let mut node = self.shape(base)?.into_path();
        let mut sort = Node::new(Kind::Sort);
        for term in terms {
            sort.inherit(&self.shape(&term.expr)?);
        }
        if let Kind::Path(steps) = &mut node.kind {
            steps.push(sort);
        }
        self.resolve(&mut node)?;
        Ok(node)
    }

    fn focus(&mut self, expr: &Expr, base: &Expr) -> Parsed<Node> {
        let mut node = self.shape(base)?;
        let range = base.range.end..expr.range.end;
        node.step(|step| {
            if step.filtered {
                return Err(messages::focus_after_filter(range));
            }
            if matches!(step.kind, Kind::Sort) {
                return Err(messages::focus_after_sort(range));
            }
            step.focused = true;
            Ok(())
        })?;
        Ok(node)
    }

    fn block(&mut self, items: &[Expr]) -> Parsed<Node> {
        let mut last = None;
        let mut node = Node::new(Kind::Other);
        for item in items {
            let part = self.shape(item)?;
            node.inherit(&part);
            last = Some(Box::new(part));
        }
        node.kind = Kind::Block(last);
        Ok(node)
    }

    fn other(&mut self, expr: &Expr) -> Parsed<Node> {
        let mut node = Node::new(Kind::Other);
        let mut result = Ok(());
        // jsonata-js forgets what the callee is seeking.
        let mut callee = matches!(expr.kind, ExprKind::Call { .. });
        let passes = passes_parents(&expr.kind);
        expr.for_each_child(&mut |child| {
            if result.is_ok() {
                match self.shape(child) {
                    Ok(part) if passes && !callee => node.inherit(&part),
                    Ok(_) => {}
                    Err(error) => result = Err(error),
                }
                callee = false;
            }
        });
        result.map(|()| node)
    }

    fn path(&mut self, exprs: &[Expr]) -> Parsed<Node> {
        let mut node: Option<Node> = None;
        for expr in exprs {
            let mut next = self.shape(expr)?;
            if next.step(|step| matches!(step.kind, Kind::Literal)) {
                return Err(messages::literal_step(expr.range.clone(), self.text).into());
            }
            let Some(path) = &mut node else {
                let parent = matches!(next.kind, Kind::Parent(_));
                let mut first = next.into_path();
                if parent && let Kind::Path(steps) = &first.kind {
                    let mut seeking = Node::new(Kind::Other);
                    seeking.inherit(&steps[0]);
                    first.seeking = seeking.seeking;
                }
                named(&mut first);
                node = Some(first);
                continue;
            };
            if let Kind::Path(steps) = &mut path.kind {
                match next.kind {
                    Kind::Path(more) => steps.extend(more),
                    _ => steps.push(next),
                }
            }
            named(path);
            self.resolve(path)?;
        }
        Ok(node.unwrap_or_else(|| Node::new(Kind::Other)))
    }

    fn filter(&mut self, expr: &Expr, base: &Expr, predicate: &Expr) -> Parsed<Node> {
        let mut node = self.shape(base)?;
        if node.step(|step| step.grouped) {
            return Err(messages::filter_after_group(base.range.end..expr.range.end).into());
        }
        let predicate = self.shape(predicate)?;
        node.step(|step| -> Parsed<()> {
            if let Some(slots) = &predicate.seeking {
                for &slot in slots {
                    if self.parents[slot].level == 1 {
                        self.seek(step, slot)?;
                    } else {
                        self.parents[slot].level -= 1;
                    }
                }
                step.inherit(&predicate);
            }
            step.filtered = true;
            Ok(())
        })?;
        Ok(node)
    }

    /// Looks for the parents that the last step is seeking in the steps before it.
    fn resolve(&mut self, path: &mut Node) -> Parsed<()> {
        let Kind::Path(steps) = &path.kind else { return Ok(()) };
        let Some((last, before)) = steps.split_last() else { return Ok(()) };
        let mut slots = last.seeking.clone().unwrap_or_default();
        if let Kind::Parent(slot) = last.kind {
            slots.push(slot);
        }
        for slot in slots {
            let mut at = before.len();
            while self.parents[slot].level > 0 {
                if at == 0 {
                    path.seeking.get_or_insert_default().push(slot);
                    break;
                }
                at -= 1;
                // Steps that bind the focus one after the other count as one.
                while at > 0 && before[at].focused && before[at - 1].focused {
                    at -= 1;
                }
                self.seek(&before[at], slot)?;
            }
        }
        Ok(())
    }

    /// Goes up through `node` on the way to the parent of `slot`.
    fn seek(&mut self, node: &Node, slot: usize) -> Parsed<()> {
        match &node.kind {
            Kind::Name | Kind::Wildcard => self.parents[slot].level -= 1,
            Kind::Parent(_) => self.parents[slot].level += 1,
            Kind::Block(None) => {}
            Kind::Block(Some(last)) => self.seek(last, slot)?,
            Kind::Path(steps) => {
                for (i, step) in steps.iter().rev().enumerate() {
                    if i == 0 || self.parents[slot].level > 0 {
                        self.seek(step, slot)?;
                    }
                }
            }
            _ => return Err(messages::no_parent(self.parents[slot].range.clone()).into()),
        }
        Ok(())
    }
}

/// The last step of a path is a name if it is a string.
fn named(path: &mut Node) {
    path.step(|step| {
        if matches!(step.kind, Kind::String) {
            step.kind = Kind::Name;
        }
    });
}

/// Whether `%` inside may refer to what is outside.
fn passes_parents(kind: &ExprKind) -> bool {
    !matches!(
        kind,
        ExprKind::Lambda { .. } | ExprKind::Transform { .. } | ExprKind::Binary { op: BinaryOp::Apply, .. }
    )
}
