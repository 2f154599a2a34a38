//! Filters of JSONPath, `[?(@.age > 30)]`: what they ask of the items that they choose among.
//!
//! A filter never fails: what is not there is not chosen. So only what can never be there is a mistake.

use std::rc::Rc;

use sfn_asl::query::jsonpath::{Comparison, Filter, Literal, Operand, Path, Root, Segment, SegmentKind};
use sfn_asl::value::Query;

use super::eval::{Eval, Sight, whole};
use super::shape::{Reach, Shape, Step, Typed};
use super::uses::{Family, Want};

impl Eval<'_, '_> {
    /// What the filters of a path ask.
    pub fn filters(&mut self, query: &Query, root: &Shape, segments: &[Segment], sight: &Sight) {
        if !self.uses.is_on {
            return;
        }
        for (at, segment) in segments.iter().enumerate() {
            if let SegmentKind::Filter(filter) = &segment.kind {
                // Behind `[*]` it chooses among the items of each, or takes each or not: that is not told apart.
                match root.look(&segments[..at], &mut Vec::new()) {
                    Shape::List(_) => return,
                    list => self.filter(query, filter, &list.item(), sight),
                }
            }
        }
    }

    fn filter(&mut self, query: &Query, filter: &Filter, item: &Shape, sight: &Sight) {
        match filter {
            Filter::Or(parts) | Filter::And(parts) => {
                parts.iter().for_each(|it| self.filter(query, it, item, sight));
            }
            Filter::Not(inner) => self.filter(query, inner, item, sight),
            Filter::Exists(path) => {
                self.asked(query, path, item, sight);
            }
            Filter::Compare { left, comparison, right } => {
                for (side, other) in [(left, right), (right, left)] {
                    let Operand::Path(path) = side else { continue };
                    let ways = self.asked(query, path, item, sight);
                    // Text and numbers are compared as either; what is true or false is like nothing else.
                    if *comparison == Comparison::Equal
                        && let Operand::Literal(Literal::Bool(_)) = other
                        && let Some(last) = path.segments.last().filter(|it| !it.range.is_empty())
                    {
                        self.want(&ways, Want::Family(Family::Boolean), query.place(last.range.clone()));
                    }
                }
            }
        }
    }

    /// Asks for a path of a filter; where in a type its value stands.
    fn asked(&mut self, query: &Query, path: &Path, item: &Shape, sight: &Sight) -> Vec<Typed> {
        let root = match path.root {
            Root::Current => item.clone(),
            _ => self.root(path, sight),
        };
        let mut reached = Vec::new();
        let shape = root.look(&path.segments, &mut reached);
        let reached: Vec<Reach> =
            reached.into_iter().map(|it| Reach { end: calm(&it.end, it.from), ..it }).collect();
        self.ask(&reached, Want::Test, query, &path.segments);
        whole(&shape).iter().map(|it| calm(it, 0)).collect()
    }
}

/// The place, whose own names may be missing.
fn calm(typed: &Typed, from: usize) -> Typed {
    let steps: Rc<[Step]> = typed
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| match step {
            Step::Name(name) if at >= from => Step::Sure(name.clone()),
            step => step.clone(),
        })
        .collect();
    Typed { steps, ..typed.clone() }
}
