//! The control-flow graph of one body, and what can be said about it: dominators, loops, sizes.
//!
//! States are numbers here. Where a transition leads to no state of the body, its target is a *phantom*: a node that
//! is known by name only and stands nowhere.

use std::collections::HashMap;

use sfn_asl::machine::{Body, Next, State, StateKind};

/// A state, as a node.
#[derive(Clone, Debug)]
pub struct Node {
    /// How it is left.
    pub kind: Kind,
    /// Targets of the catch arms, in order.
    pub catches: Vec<usize>,
}

/// How a node is left when nothing fails.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One way.
    Simple(Target),
    /// Several: the arms of an `if` or `match`, in order.
    Choice {
        /// Targets of the arms.
        arms: Vec<usize>,
        /// Whether the last arm is `Default`.
        has_default: bool,
    },
    /// Not at all; for raw states the transitions are in their own text.
    Terminal {
        /// `Succeed`
        good: bool,
        /// Where the text of a raw state leads.
        hidden: Vec<usize>,
    },
    /// Not a state of this body.
    Phantom,
}

/// Where control goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// To a state.
    State(usize),
    /// Out of the body.
    End,
}

/// What [`Graph::of`] is told about a state.
pub enum Shape {
    /// Printed as a statement; `arms`: for each arm of a Choice, the number of a rule that leads where it does
    /// (`None`: `Default`).
    Statement {
        /// See above.
        arms: Vec<Option<usize>>,
    },
    /// Printed raw.
    Raw,
}

/// The graph of a body.
#[derive(Debug)]
pub struct Graph {
    /// States, then phantoms.
    pub nodes: Vec<Node>,
    /// `StartAt`
    pub start: usize,
    /// Names of the phantoms: that of node `states + i` is `phantoms[i]`.
    pub phantoms: Vec<String>,
    /// How many states there are.
    pub states: usize,
}

impl Graph {
    /// The graph of `body`, whose states have `shapes`.
    pub fn of(body: &Body, shapes: &[Shape]) -> Graph {
        let mut index: HashMap<&str, usize> = HashMap::new();
        for (i, state) in body.states.iter().enumerate() {
            index.entry(&state.name.value).or_insert(i);
        }
        let mut graph =
            Graph { nodes: Vec::new(), start: 0, phantoms: Vec::new(), states: body.states.len() };
        let mut find = |name: &str| -> usize {
            if let Some(at) = index.get(name) {
                return *at;
            }
            let known = graph.phantoms.iter().position(|it| it == name).unwrap_or_else(|| {
                graph.phantoms.push(name.to_owned());
                graph.phantoms.len() - 1
            });
            body.states.len() + known
        };
        for (state, shape) in body.states.iter().zip(shapes) {
            graph.nodes.push(node(state, shape, &mut find));
        }
        if let Some(start) = &body.start_at {
            graph.start = index.get(start.value.as_str()).copied().unwrap_or(0);
        }
        let phantom = Node { kind: Kind::Phantom, catches: Vec::new() };
        graph.nodes.resize(body.states.len() + graph.phantoms.len(), phantom);
        graph
    }
}

fn node(state: &State, shape: &Shape, find: &mut dyn FnMut(&str) -> usize) -> Node {
    let next = match &state.next {
        Next::Next(name) => Some(Target::State(find(&name.value))),
        Next::End(_) => Some(Target::End),
        Next::None => None,
    };
    let targets =
        |find: &mut dyn FnMut(&str) -> usize| state.targets().iter().map(|it| find(&it.value)).collect();
    let mut catches: Vec<usize> =
        state.catch.iter().flatten().filter_map(|it| it.next.as_ref()).map(|it| find(&it.value)).collect();
    let kind = match (&state.kind, shape) {
        (StateKind::Choice(_), Shape::Raw) => Kind::Terminal { good: true, hidden: targets(find) },
        (StateKind::Choice(choice), Shape::Statement { arms }) => {
            let target = |arm: &Option<usize>, find: &mut dyn FnMut(&str) -> usize| {
                let name = match arm {
                    Some(rule) => choice.rules.get(*rule).and_then(|it| it.next.as_ref()),
                    None => choice.default.as_ref(),
                };
                name.map(|it| find(&it.value))
            };
            let arms = arms.iter().filter_map(|it| target(it, find)).collect();
            Kind::Choice { arms, has_default: choice.default.is_some() }
        }
        (StateKind::Succeed, _) => Kind::Terminal { good: true, hidden: Vec::new() },
        (StateKind::Fail { .. }, _) => Kind::Terminal { good: false, hidden: Vec::new() },
        (_, Shape::Raw) => {
            let hidden = std::mem::take(&mut catches);
            match next {
                Some(next) if hidden.is_empty() => Kind::Simple(next),
                // With handlers named inside, the whole of its flow is better seen in one place.
                _ => Kind::Terminal { good: true, hidden: targets(find) },
            }
        }
        _ => next.map_or(Kind::Terminal { good: true, hidden: Vec::new() }, Kind::Simple),
    };
    Node { kind, catches }
}

impl Node {
    /// Where it leads when nothing fails.
    pub fn normal(&self) -> &[usize] {
        match &self.kind {
            Kind::Simple(Target::State(next)) => std::slice::from_ref(next),
            Kind::Choice { arms, .. } => arms,
            _ => &[],
        }
    }

    /// Where it leads otherwise: when something fails, or out of the text of a raw state.
    pub fn aside(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let hidden = match &self.kind {
            Kind::Terminal { hidden, .. } => hidden.as_slice(),
            _ => &[],
        };
        hidden.iter().chain(&self.catches).copied()
    }

    fn successors(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.normal().iter().copied().chain(self.aside())
    }
}

/// A loop: the nodes from which its head is reached again without leaving it.
#[derive(Debug)]
pub struct Loop {
    /// Where it is entered.
    pub head: usize,
    /// The loop around it.
    pub parent: Option<usize>,
    /// Its nodes, those of inner loops too.
    pub nodes: Vec<usize>,
}

/// What is known about a [`Graph`].
#[derive(Debug)]
pub struct Analysis {
    /// Every node, in reverse postorder: a node before those that it leads to, back edges aside.
    pub order: Vec<usize>,
    /// The place of a node in `order`.
    pub rank: Vec<usize>,
    /// The immediate dominator: the last node that every way from the start to this one passes. `None` for the start
    /// and for whatever is not reached from it.
    pub dominator: Vec<Option<usize>>,
    /// The nodes that a node is the immediate dominator of, in reverse postorder.
    pub dominated: Vec<Vec<usize>>,
    /// How many nodes a node dominates, itself included.
    pub size: Vec<usize>,
    /// Whether every end that can be reached without a further error is a failure.
    pub fails: Vec<bool>,
    /// Edges into a node that are not back edges: (from, whether it is one [aside](Node::aside)).
    pub entries: Vec<Vec<(usize, bool)>>,
    /// Loops, outer ones before inner ones.
    pub loops: Vec<Loop>,
    /// The innermost loop of a node.
    pub innermost: Vec<Option<usize>>,
}

impl Analysis {
    /// Analyses `graph`.
    pub fn of(graph: &Graph) -> Analysis {
        let (order, section) = reverse_postorder(graph);
        let mut rank = vec![0; order.len()];
        for (i, node) in order.iter().enumerate() {
            rank[*node] = i;
        }
        let mut edges_in: Vec<Vec<(usize, bool)>> = vec![Vec::new(); order.len()];
        for (from, node) in graph.nodes.iter().enumerate() {
            // What is never reached does not change what the rest looks like.
            let here = |to: &usize| section[*to] == section[from];
            node.normal().iter().copied().filter(here).for_each(|to| edges_in[to].push((from, false)));
            node.aside().filter(here).for_each(|to| edges_in[to].push((from, true)));
        }
        let dominator = dominators(graph, &order, &rank, &edges_in);
        let mut dominated = vec![Vec::new(); order.len()];
        let mut size = vec![1; order.len()];
        for node in &order {
            if let Some(over) = dominator[*node] {
                dominated[over].push(*node);
            }
        }
        for node in order.iter().rev() {
            if let Some(over) = dominator[*node] {
                size[over] += size[*node];
            }
        }
        let spans = dominator_spans(&order, &dominator, &dominated);
        let dominates =
            |over: usize, under: usize| spans[over].0 <= spans[under].0 && spans[under].1 <= spans[over].1;
        let entries = edges_in
            .iter()
            .enumerate()
            .map(|(to, edges)| edges.iter().copied().filter(|(from, _)| !dominates(to, *from)).collect())
            .collect();
        let fails = fails(graph, &edges_in);
        let (loops, innermost) = loops(&order, &edges_in, &dominates);
        Analysis { order, rank, dominator, dominated, size, fails, entries, loops, innermost }
    }

    /// Whether `node` is in the loop, or there is no loop.
    pub fn is_inside(&self, node: usize, around: Option<usize>) -> bool {
        let Some(around) = around else { return true };
        let mut at = self.innermost[node];
        while let Some(inner) = at {
            if inner == around {
                return true;
            }
            at = self.loops[inner].parent;
        }
        false
    }
}

/// Every node, and from which root each is reached: the start first, then whatever is not reached from it, in the
/// order of the document.
fn reverse_postorder(graph: &Graph) -> (Vec<usize>, Vec<usize>) {
    let mut seen = vec![false; graph.nodes.len()];
    let mut section_of = vec![0; graph.nodes.len()];
    let mut sections: Vec<Vec<usize>> = Vec::new();
    let roots = std::iter::once(graph.start).chain(0..graph.nodes.len());
    for root in roots.filter(|it| *it < graph.nodes.len()) {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        let mut section = Vec::new();
        // What is visited last comes first: so handlers are visited before arms, and later arms before earlier ones.
        let mut stack = vec![(root, graph.nodes[root].successors().rev().collect::<Vec<_>>().into_iter())];
        while let Some((node, rest)) = stack.last_mut() {
            match rest.find(|it| !std::mem::replace(&mut seen[*it], true)) {
                Some(next) => {
                    stack.push((next, graph.nodes[next].successors().rev().collect::<Vec<_>>().into_iter()))
                }
                None => {
                    section.push(*node);
                    stack.pop();
                }
            }
        }
        section.reverse();
        section.iter().for_each(|it| section_of[*it] = sections.len());
        sections.push(section);
    }
    (sections.concat(), section_of)
}

// Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm".
fn dominators(
    graph: &Graph,
    order: &[usize],
    rank: &[usize],
    edges_in: &[Vec<(usize, bool)>],
) -> Vec<Option<usize>> {
    let root = graph.nodes.len(); // above the start and above whatever is not reached from it
    let place = |node: usize| if node == root { 0 } else { rank[node] + 1 };
    let mut dominator: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    for node in order {
        // Not reached from what comes before it: only from the root.
        if *node == graph.start || edges_in[*node].iter().all(|(from, _)| rank[*from] >= rank[*node]) {
            dominator[*node] = Some(root);
        }
    }
    let fixed = dominator.clone();
    loop {
        let mut changed = false;
        for node in order.iter().copied().filter(|it| fixed[*it].is_none()) {
            let mut found: Option<usize> = None;
            for (from, _) in &edges_in[node] {
                if dominator[*from].is_none() {
                    continue;
                }
                let Some(mut a) = found else {
                    found = Some(*from);
                    continue;
                };
                let mut b = *from;
                while a != b {
                    while place(a) > place(b) {
                        a = dominator[a].unwrap_or(root);
                    }
                    while place(b) > place(a) {
                        b = dominator[b].unwrap_or(root);
                    }
                }
                found = Some(a);
            }
            if found != dominator[node] {
                dominator[node] = found;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    dominator.into_iter().map(|it| it.filter(|it| *it != root)).collect()
}

/// For each node, when a walk over the tree of dominators enters and leaves it.
fn dominator_spans(
    order: &[usize],
    dominator: &[Option<usize>],
    dominated: &[Vec<usize>],
) -> Vec<(usize, usize)> {
    let mut spans = vec![(0, 0); order.len()];
    let mut clock = 0;
    for root in order.iter().copied().filter(|it| dominator[*it].is_none()) {
        let mut stack = vec![(root, 0)];
        while let Some((node, child)) = stack.last_mut() {
            clock += 1;
            if *child == 0 {
                spans[*node].0 = clock;
            }
            match dominated[*node].get(*child) {
                Some(next) => {
                    *child += 1;
                    stack.push((*next, 0));
                }
                None => {
                    spans[*node].1 = clock;
                    stack.pop();
                }
            }
        }
    }
    spans
}

fn fails(graph: &Graph, edges_in: &[Vec<(usize, bool)>]) -> Vec<bool> {
    let ends_well = |node: &Node| match &node.kind {
        Kind::Simple(target) => *target == Target::End,
        Kind::Terminal { good, .. } => *good,
        Kind::Phantom => true,
        Kind::Choice { .. } => false,
    };
    let mut fails = vec![true; graph.nodes.len()];
    let mut todo: Vec<usize> = (0..graph.nodes.len()).filter(|it| ends_well(&graph.nodes[*it])).collect();
    while let Some(node) = todo.pop() {
        if std::mem::replace(&mut fails[node], false) {
            todo.extend(edges_in[node].iter().filter(|it| !it.1).map(|it| it.0));
        }
    }
    // Whoever turns for ever does not fail.
    let mut reaches_failure = vec![false; graph.nodes.len()];
    let is_failure = |node: &Node| matches!(node.kind, Kind::Terminal { good: false, .. });
    let mut todo: Vec<usize> = (0..graph.nodes.len()).filter(|it| is_failure(&graph.nodes[*it])).collect();
    while let Some(node) = todo.pop() {
        if !std::mem::replace(&mut reaches_failure[node], true) {
            todo.extend(edges_in[node].iter().filter(|it| !it.1).map(|it| it.0));
        }
    }
    fails.iter().zip(reaches_failure).map(|(fails, reaches)| *fails && reaches).collect()
}

/// Natural loops that turn without an error: a task that is tried again by its own handler is better said by `goto`.
fn loops(
    order: &[usize],
    edges_in: &[Vec<(usize, bool)>],
    dominates: &dyn Fn(usize, usize) -> bool,
) -> (Vec<Loop>, Vec<Option<usize>>) {
    let mut loops: Vec<Loop> = Vec::new();
    let mut innermost: Vec<Option<usize>> = vec![None; order.len()];
    let mut mark = vec![usize::MAX; order.len()];
    for head in order.iter().copied() {
        let back: Vec<(usize, bool)> =
            edges_in[head].iter().copied().filter(|(from, _)| dominates(head, *from)).collect();
        if !turns_without_error(head, &back, edges_in, dominates) {
            continue;
        }
        let this = loops.len();
        let mut nodes = vec![head];
        mark[head] = this;
        let mut todo: Vec<usize> = back.iter().map(|it| it.0).collect();
        while let Some(node) = todo.pop() {
            if mark[node] == this {
                continue;
            }
            mark[node] = this;
            nodes.push(node);
            // With irreducible parts inside, an edge may come from outside: the head dominates what is inside.
            todo.extend(edges_in[node].iter().map(|it| it.0).filter(|it| dominates(head, *it)));
        }
        // Heads come in reverse postorder, so the loop around this one is known, and the last to be is the innermost.
        let parent = innermost[head];
        nodes.iter().for_each(|it| innermost[*it] = Some(this));
        loops.push(Loop { head, parent, nodes });
    }
    (loops, innermost)
}

fn turns_without_error(
    head: usize,
    back: &[(usize, bool)],
    edges_in: &[Vec<(usize, bool)>],
    dominates: &dyn Fn(usize, usize) -> bool,
) -> bool {
    let mut todo: Vec<usize> = back.iter().filter(|it| !it.1).map(|it| it.0).collect();
    let mut seen = std::collections::HashSet::new();
    while let Some(node) = todo.pop() {
        if node == head {
            return true;
        }
        if seen.insert(node) {
            todo.extend(edges_in[node].iter().filter(|it| !it.1 && dominates(head, it.0)).map(|it| it.0));
        }
    }
    false
}
