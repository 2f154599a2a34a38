//! Graph → statements: sequences, arms with a join, loops, and `goto` for whatever remains.
//!
//! In two steps. The *layout* says what stands where: every state once, each arm with what belongs to it alone, a
//! join behind its `if`, handlers that several states share at the end of the body. Any layout is correct, because
//! the second step then asks at every place where control leaves it whether it gets there by itself, and writes a
//! jump if not. So the layout is a matter of taste only, and irreducible graphs need nothing special.

mod resolve;

use std::collections::BTreeMap;

use super::graph::{Analysis, Graph, Kind, Target};
use resolve::Resolver;

/// Statements in braces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Block {
    /// In order.
    pub statements: Vec<Statement>,
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Statement {
    /// A state.
    State {
        /// Its number.
        node: usize,
        /// One for each arm of a Choice.
        arms: Vec<Block>,
        /// One for each catch arm.
        catches: Vec<Block>,
    },
    /// `loop { … }`
    Loop {
        /// Its number, if a `break` or `continue` inside an inner loop names it.
        label: Option<usize>,
        /// What is repeated.
        body: Block,
    },
    /// `while cond { … }`: a Choice with one rule, and the end of the loop as its `Default`.
    While {
        /// The Choice.
        node: usize,
        /// What is repeated.
        body: Block,
    },
    /// A jump.
    Jump(Jump),
}

/// A jump; loops by number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jump {
    /// `goto`
    Goto(usize),
    /// `return`
    Return,
    /// `break`, with the number of an outer loop.
    Break(Option<usize>),
    /// `continue`, likewise.
    Continue(Option<usize>),
}

/// Choices that can be the head of a `while`.
pub type CanBeWhile<'a> = &'a dyn Fn(usize) -> bool;

/// The statements of the body whose graph is `graph`.
pub fn structure(graph: &Graph, can_be_while: CanBeWhile<'_>) -> Block {
    let analysis = Analysis::of(graph);
    let mut layout = Layout {
        graph,
        placed: graph.nodes.iter().map(|it| matches!(it.kind, Kind::Phantom)).collect(),
        reserved: vec![false; graph.nodes.len()],
        block_of: vec![usize::MAX; graph.nodes.len()],
        around: Vec::new(),
        analysis: &analysis,
        in_tail: false,
    };
    let laid_out = layout.body();
    Resolver::new(can_be_while).block(laid_out, Target::End)
}

/// A block of the layout: where control leaves it is not resolved.
#[derive(Debug, Default)]
struct Draft {
    items: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    State { node: usize, arms: Vec<Draft>, catches: Vec<Draft>, is_choice: bool },
    Loop { head: usize, body: Draft },
    Exit(Target),
}

impl Draft {
    fn exit(target: Target) -> Draft {
        Draft { items: vec![Item::Exit(target)] }
    }

    /// Where control arrives at item `at`, or at what follows the block.
    fn entry(&self, at: usize, follow: Target) -> Target {
        match self.items.get(at) {
            Some(Item::State { node, .. }) => Target::State(*node),
            Some(Item::Loop { head, .. }) => Target::State(*head),
            Some(Item::Exit(target)) => *target,
            None => follow,
        }
    }
}

/// Blocks nested deeper than this hold only what is small.
const COMFORTABLE_DEPTH: usize = 6;
/// Blocks are not nested deeper than this.
const DEPTH_LIMIT: usize = 24;
/// Up to so many states a handler stands in its catch arm.
const INLINE_HANDLER: usize = 6;
/// Up to so many states the one arm that goes on stands in its braces, when the others do not.
const INLINE_ARM: usize = 4;

struct Layout<'a> {
    graph: &'a Graph,
    analysis: &'a Analysis,
    placed: Vec<bool>,
    /// Will be placed behind something that is being placed.
    reserved: Vec<bool>,
    /// The block that a node stands in.
    block_of: Vec<usize>,
    /// For each block, the one around it if it is the body of a loop.
    around: Vec<Option<usize>>,
    /// The main flow has been placed, the rest stands at the end of the body.
    in_tail: bool,
}

/// Where a sequence is being placed.
#[derive(Clone, Copy)]
struct Site {
    block: usize,
    /// The loop whose body this is part of.
    inside: Option<usize>,
    depth: usize,
    /// What follows, where that is known.
    follow: Option<Target>,
}

impl Layout<'_> {
    fn body(&mut self) -> Draft {
        let mut draft = Draft::default();
        let block = self.new_block(None);
        for root in self.analysis.order.clone() {
            if self.placed[root] {
                continue;
            }
            let site = Site { block, inside: None, depth: 0, follow: (!self.in_tail).then_some(Target::End) };
            self.sequence(root, site, &mut draft);
            self.in_tail = true;
        }
        draft
    }

    fn new_block(&mut self, around: Option<usize>) -> usize {
        self.around.push(around);
        self.around.len() - 1
    }

    /// Places `first` and whatever comes after it in the same block.
    fn sequence(&mut self, first: usize, site: Site, draft: &mut Draft) {
        let mut next = Some(first);
        while let Some(node) = next {
            next = match self.loop_of(node, site) {
                Some(this) => self.turn(this, site, draft),
                None => self.state(node, site, draft),
            };
        }
    }

    /// The loop that begins at `node`, if it does not begin further out.
    fn loop_of(&self, node: usize, site: Site) -> Option<usize> {
        let this = self.analysis.innermost[node]?;
        let begins = self.analysis.loops[this].head == node && site.inside != Some(this);
        (begins && site.depth < DEPTH_LIMIT).then_some(this)
    }

    /// Places a loop. Gives what comes after it.
    fn turn(&mut self, this: usize, site: Site, draft: &mut Draft) -> Option<usize> {
        let head = self.analysis.loops[this].head;
        let follow = self.follow_of(this, site);
        let behind = match follow {
            Some(Target::State(node)) if self.can_place(node, site.block) || self.leaves_from(this, node) => {
                Some(node)
            }
            _ => None,
        };
        // The arms of the loop must not take it.
        if let Some(node) = behind {
            self.reserved[node] = true;
        }
        let block = self.new_block(Some(site.block));
        let inner =
            Site { block, inside: Some(this), depth: site.depth + 1, follow: Some(Target::State(head)) };
        let mut body = Draft::default();
        let next = self.state(head, inner, &mut body);
        if let Some(next) = next {
            self.sequence(next, inner, &mut body);
        }
        draft.items.push(Item::Loop { head, body });
        match behind {
            Some(node) => self.reserved[node] = false,
            None => draft.items.extend(follow.map(Item::Exit)),
        }
        behind
    }

    /// Whether `node` is entered first from inside the loop, and may stand behind it.
    fn leaves_from(&self, this: usize, node: usize) -> bool {
        let from_inside =
            self.analysis.dominator[node].is_some_and(|it| self.analysis.is_inside(it, Some(this)));
        !self.placed[node] && !self.reserved[node] && from_inside
    }

    /// Where `break` leads.
    fn follow_of(&self, this: usize, site: Site) -> Option<Target> {
        let analysis = self.analysis;
        let mut exits: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut meetings = Vec::new();
        for from in &analysis.loops[this].nodes {
            let node = &self.graph.nodes[*from];
            let leaves = |to: &usize| !analysis.is_inside(*to, Some(this));
            node.normal().iter().copied().filter(leaves).for_each(|to| exits.entry(to).or_default().0 += 1);
            node.aside().filter(leaves).for_each(|to| exits.entry(to).or_default().1 += 1);
        }
        // Where ways out meet again, unless one of them is too long to stand inside the loop.
        let loop_fails = analysis.fails[analysis.loops[this].head];
        let fails = |it: usize| analysis.fails[it] && !loop_fails;
        let is_short = |it: &usize| fails(*it) || analysis.size[*it] <= INLINE_ARM;
        if exits.keys().filter(|it| self.leaves_from(this, **it)).all(is_short) {
            for node in &analysis.loops[this].nodes {
                let outside = analysis.dominated[*node].iter().copied();
                for meeting in
                    outside.filter(|it| !analysis.is_inside(*it, Some(this)) && !exits.contains_key(it))
                {
                    meetings.push(meeting);
                }
            }
        }
        for meeting in meetings {
            let normal = analysis.entries[meeting].iter().filter(|it| !it.1).count();
            exits.insert(meeting, (normal, 0));
        }
        let worth = |(node, (normal, _)): (&usize, &(usize, usize))| {
            let stays = site.inside.is_none_or(|outer| analysis.is_inside(*node, Some(outer)));
            let own = self.can_place(*node, site.block) || self.leaves_from(this, *node);
            let falls = site.follow == Some(Target::State(*node));
            let meets = own && analysis.entries[*node].iter().filter(|it| !it.1).count() > 1;
            (
                !fails(*node),
                *normal > 0,
                (stays && own) || falls,
                stays,
                meets,
                analysis.size[*node],
                *normal,
                std::cmp::Reverse(analysis.rank[*node]),
            )
        };
        let best = exits.iter().max_by_key(|it| worth(*it))?;
        let (not_failing, normal, ..) = worth(best);
        (not_failing && normal).then_some(Target::State(*best.0))
    }

    /// Places one state with its arms. Gives what comes after it in the same block.
    fn state(&mut self, node: usize, site: Site, draft: &mut Draft) -> Option<usize> {
        self.placed[node] = true;
        self.block_of[node] = site.block;
        let catches = self.graph.nodes[node].catches.clone();
        match self.graph.nodes[node].kind.clone() {
            Kind::Choice { arms, has_default } => {
                let (arms, join) = self.choice(node, &arms, has_default, site);
                draft.items.push(Item::State { node, arms, catches: Vec::new(), is_choice: true });
                join
            }
            Kind::Simple(target) => {
                let catches = self.handlers(node, &catches, Site { follow: Some(target), ..site });
                draft.items.push(Item::State { node, arms: Vec::new(), catches, is_choice: false });
                match target {
                    Target::State(next) if self.can_place(next, site.block) => Some(next),
                    _ => {
                        draft.items.push(Item::Exit(target));
                        None
                    }
                }
            }
            Kind::Terminal { .. } | Kind::Phantom => {
                let catches = self.handlers(node, &catches, Site { follow: None, ..site });
                draft.items.push(Item::State { node, arms: Vec::new(), catches, is_choice: false });
                None
            }
        }
    }

    /// Whether `node` may come next in `block`: every way to it has gone through the block, and nothing else wants it.
    fn can_place(&self, node: usize, block: usize) -> bool {
        if self.placed[node] || self.reserved[node] {
            return false;
        }
        // In the tail there is nothing left that could stand anywhere else.
        if self.in_tail && block == 0 {
            return true;
        }
        let Some(over) = self.analysis.dominator[node].filter(|it| self.placed[*it]) else { return false };
        let mut at = self.block_of[over];
        while at != block {
            match self.around[at] {
                Some(outer) => at = outer,
                None => return false,
            }
        }
        true
    }

    fn handlers(&mut self, node: usize, catches: &[usize], site: Site) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for target in catches {
            let size = self.analysis.size[*target];
            let own = self.is_own(*target, node, catches)
                && size <= INLINE_HANDLER
                && !self.ends_in_handler(*target, site.follow);
            drafts.push(self.arm(*target, own, site));
        }
        drafts
    }

    /// Whether what begins at `handler` goes on in another handler, as compensations do: they read best in one line.
    fn ends_in_handler(&self, handler: usize, follow: Option<Target>) -> bool {
        let mut todo = vec![handler];
        while let Some(node) = todo.pop() {
            todo.extend(&self.analysis.dominated[node]);
            for next in self.graph.nodes[node].normal() {
                let is_inside = self.analysis.dominator[*next] == Some(node);
                let is_handler = self.analysis.entries[*next].iter().any(|(_, is_catch)| *is_catch);
                if !is_inside && is_handler && !self.placed[*next] && follow != Some(Target::State(*next)) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether `target` is entered only by one of the `edges` of `node`.
    fn is_own(&self, target: usize, node: usize, edges: &[usize]) -> bool {
        !self.placed[target]
            && !self.reserved[target]
            && self.analysis.dominator[target] == Some(node)
            && self.analysis.entries[target].iter().all(|(from, _)| *from == node)
            && self.analysis.entries[target].len() == 1
            && edges.iter().filter(|it| **it == target).count() == 1
    }

    /// An arm: what it owns, or only where it leads.
    fn arm(&mut self, target: usize, own: bool, site: Site) -> Draft {
        let depth = site.depth + 1;
        let fits = depth <= COMFORTABLE_DEPTH || (depth <= DEPTH_LIMIT && self.analysis.size[target] <= 2);
        if !own || !fits {
            return Draft::exit(Target::State(target));
        }
        let mut inside = self.analysis.innermost[target];
        // A loop that begins with the arm is placed in it.
        if let Some(this) = inside.filter(|it| self.analysis.loops[*it].head == target) {
            inside = self.analysis.loops[this].parent;
        }
        let block = self.new_block(None);
        let mut draft = Draft::default();
        self.sequence(target, Site { block, inside, depth, follow: site.follow }, &mut draft);
        draft
    }

    fn choice(
        &mut self,
        node: usize,
        arms: &[usize],
        has_default: bool,
        site: Site,
    ) -> (Vec<Draft>, Option<usize>) {
        let join = self.join_of(node, arms, has_default, site);
        let follow = join.map(Target::State).or(site.follow);
        let mut drafts = Vec::new();
        for target in arms {
            let own = Some(*target) != join && self.is_own(*target, node, arms);
            drafts.push(self.arm(*target, own, Site { follow, ..site }));
        }
        (drafts, join)
    }

    /// What stands behind the Choice `node`: where its arms meet again, or the one arm that goes on.
    fn join_of(&self, node: usize, arms: &[usize], has_default: bool, site: Site) -> Option<usize> {
        let analysis = self.analysis;
        let stays = |it: usize| analysis.is_inside(it, site.inside);
        let fails = |it: usize| analysis.fails[it] && !analysis.fails[node];
        let is_normal = |it: usize| analysis.entries[it].iter().any(|(_, is_catch)| !is_catch);
        let own = |it: usize| self.is_own(it, node, arms);
        let meets = analysis.dominated[node].iter().copied().find(|it| {
            !self.placed[*it]
                && !self.reserved[*it]
                && !own(*it)
                && stays(*it)
                && !fails(*it)
                && is_normal(*it)
        });
        if meets.is_some() {
            return meets;
        }
        // Nothing of it: the arms end, leave the loop, fail, or jump.
        let falls = |it: usize| site.follow == Some(Target::State(it));
        if arms.iter().any(|it| falls(*it)) {
            return None;
        }
        let size = |it: usize| analysis.size[it];
        let goes_on: Vec<usize> =
            arms.iter().copied().filter(|it| own(*it) && stays(*it) && !fails(*it)).collect();
        let largest = goes_on.iter().copied().max_by_key(|it| size(*it))?;
        let is_default = has_default && arms.last() == Some(&largest);
        let others: usize = goes_on.iter().filter(|it| **it != largest).map(|it| size(*it)).sum();
        let flattens = match goes_on.len() {
            1 if arms.len() > 1 => is_default || size(largest) > INLINE_ARM,
            1 => true,
            // What is small ends with a `return`, or, where something follows, with a `goto`.
            _ if others > 3 => false,
            _ if matches!(site.follow, Some(Target::State(_))) => size(largest) > 12,
            _ => size(largest) >= if is_default { 6 } else { 8 },
        };
        flattens.then_some(largest)
    }
}

#[cfg(test)]
mod tests;
