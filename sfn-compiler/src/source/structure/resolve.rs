//! The layout → statements: a jump wherever control would not arrive by itself.

use super::super::graph::Target;
use super::{Block, CanBeWhile, Draft, Item, Jump, Statement};

/// A loop around the place that is being resolved.
struct Turn {
    number: usize,
    head: usize,
    follow: Target,
    is_left: bool,
}

pub(super) struct Resolver<'a> {
    loops: Vec<Turn>,
    /// For each loop, whether a jump names it.
    labelled: Vec<bool>,
    can_be_while: CanBeWhile<'a>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(can_be_while: CanBeWhile<'a>) -> Resolver<'a> {
        Resolver { loops: Vec::new(), labelled: Vec::new(), can_be_while }
    }

    pub(super) fn block(&mut self, draft: Draft, follow: Target) -> Block {
        let mut block = Block::default();
        let entries: Vec<Target> = (1..=draft.items.len()).map(|at| draft.entry(at, follow)).collect();
        // Parts of a loop may have been placed elsewhere, the ways out of it among them.
        let mut is_reached = true;
        for (item, mut next) in draft.items.into_iter().zip(entries) {
            match item {
                Item::State { node, arms, catches, is_choice } => {
                    is_reached = true;
                    let mut jump = None;
                    if is_choice && let Some(common) = common_exit(&arms, next) {
                        jump = self.jump(common);
                        next = common;
                    }
                    let arms = arms.into_iter().map(|it| self.block(it, next)).collect();
                    let catches = catches.into_iter().map(|it| self.block(it, next)).collect();
                    block.statements.push(Statement::State { node, arms, catches });
                    block.statements.extend(jump.map(Statement::Jump));
                }
                Item::Loop { head, body } => {
                    let number = self.labelled.len();
                    self.labelled.push(false);
                    self.loops.push(Turn { number, head, follow: next, is_left: false });
                    let body = self.block(body, Target::State(head));
                    is_reached = self.loops.pop().is_some_and(|it| it.is_left);
                    let label = self.labelled[number].then_some(number);
                    block.statements.push(self.finish_loop(label, body));
                }
                Item::Exit(target) if target == next || !is_reached => {}
                Item::Exit(target) => block.statements.extend(self.jump(target).map(Statement::Jump)),
            }
        }
        block
    }

    fn jump(&mut self, target: Target) -> Option<Jump> {
        let node = match target {
            Target::End => return Some(Jump::Return),
            Target::State(node) => node,
        };
        for (out, turn) in self.loops.iter_mut().rev().enumerate() {
            let goes_on = turn.head == node;
            if goes_on || turn.follow == target {
                turn.is_left |= !goes_on;
                let label = (out > 0).then_some(turn.number);
                if let Some(label) = label {
                    self.labelled[label] = true;
                }
                return Some(if goes_on { Jump::Continue(label) } else { Jump::Break(label) });
            }
        }
        Some(Jump::Goto(node))
    }

    /// A loop that begins with the question whether to go on is a `while`.
    fn finish_loop(&self, label: Option<usize>, mut body: Block) -> Statement {
        let leave = [Statement::Jump(Jump::Break(None))];
        let is_while = label.is_none()
            && match body.statements.first() {
                Some(Statement::State { node, arms, .. }) => {
                    (self.can_be_while)(*node)
                        && arms.len() == 2
                        && arms[1].statements == leave
                        && (arms[0].statements.is_empty() || body.statements.len() == 1)
                }
                _ => false,
            };
        if is_while && let Statement::State { node, arms, .. } = body.statements.remove(0) {
            let inside = arms.into_iter().next().unwrap_or_default();
            let body = if inside.statements.is_empty() { body } else { inside };
            return Statement::While { node, body };
        }
        Statement::Loop { label, body }
    }
}

/// Where the arms of a Choice want to go, if more than one of them does and none falls to what follows.
fn common_exit(arms: &[Draft], next: Target) -> Option<Target> {
    let mut exits: Vec<(Target, usize)> = Vec::new();
    arms.iter().for_each(|it| collect_exits(it, &mut exits));
    if exits.iter().any(|(target, _)| *target == next) {
        return None;
    }
    let ends_empty = |arm: &Draft| matches!(arm.items.as_slice(), [Item::Exit(_)]);
    let best = exits.into_iter().max_by_key(|(target, count)| (*count, *target == Target::End))?;
    (best.1 > 1 && !arms.iter().all(ends_empty)).then_some(best.0)
}

fn collect_exits(draft: &Draft, exits: &mut Vec<(Target, usize)>) {
    match draft.items.last() {
        Some(Item::Exit(target)) => match exits.iter_mut().find(|it| it.0 == *target) {
            Some(known) => known.1 += 1,
            None => exits.push((*target, 1)),
        },
        Some(Item::State { arms, is_choice: true, .. }) => {
            arms.iter().for_each(|it| collect_exits(it, exits))
        }
        _ => {}
    }
}
