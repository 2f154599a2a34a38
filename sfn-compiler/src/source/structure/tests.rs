//! The statements lead where the graph does: an interpreter that knows only the rules of the language finds every
//! transition again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Jump, Statement, structure};
use crate::source::graph::{Graph, Kind, Node, Target};

/// Something that leaves a state and waits for a target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Slot {
    Start,
    Next(usize),
    Arm(usize, usize),
    Catch(usize, usize),
    /// The head of a loop.
    Head(usize),
}

struct Frame {
    number: Option<usize>,
    head: usize,
    breaks: Vec<Slot>,
}

#[derive(Default)]
struct Interpreter {
    pending: Vec<Slot>,
    edges: BTreeMap<Slot, Place>,
    frames: Vec<Frame>,
    heads: usize,
    seen: Vec<usize>,
    jumped_to: BTreeSet<usize>,
    problems: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Target(Target),
    Head(usize),
}

impl Interpreter {
    fn arrive(&mut self, place: Place) {
        for slot in std::mem::take(&mut self.pending) {
            self.edges.insert(slot, place);
        }
    }

    fn block(&mut self, block: &Block, graph: &Graph) {
        for statement in &block.statements {
            match statement {
                Statement::State { node, arms, catches } => self.state(*node, arms, catches, graph),
                Statement::Loop { label, body } => {
                    self.open(*label);
                    self.block(body, graph);
                    self.close();
                }
                Statement::While { node, body } => {
                    self.open(None);
                    self.add(*node);
                    self.pending = vec![Slot::Arm(*node, 0)];
                    self.block(body, graph);
                    if let Some(frame) = self.frames.last_mut() {
                        frame.breaks.push(Slot::Arm(*node, 1));
                    }
                    self.close();
                }
                Statement::Jump(jump) => self.jump(*jump),
            }
        }
    }

    fn add(&mut self, node: usize) {
        self.seen.push(node);
        self.arrive(Place::Target(Target::State(node)));
    }

    fn state(&mut self, node: usize, arms: &[Block], catches: &[Block], graph: &Graph) {
        self.add(node);
        let mut behind = Vec::new();
        match &graph.nodes[node].kind {
            Kind::Simple(_) => behind.push(Slot::Next(node)),
            Kind::Choice { arms: targets, .. } => assert_eq!(targets.len(), arms.len()),
            _ => {}
        }
        assert_eq!(graph.nodes[node].catches.len(), catches.len());
        for (i, arm) in arms.iter().enumerate() {
            self.pending = vec![Slot::Arm(node, i)];
            self.block(arm, graph);
            behind.append(&mut self.pending);
        }
        for (i, arm) in catches.iter().enumerate() {
            self.pending = vec![Slot::Catch(node, i)];
            self.block(arm, graph);
            behind.append(&mut self.pending);
        }
        self.pending = behind;
    }

    fn open(&mut self, number: Option<usize>) {
        self.pending.push(Slot::Head(self.heads));
        self.frames.push(Frame { number, head: self.heads, breaks: Vec::new() });
        self.heads += 1;
    }

    fn close(&mut self) {
        let frame = self.frames.pop().expect("a loop is open");
        self.arrive(Place::Head(frame.head));
        self.pending = frame.breaks;
    }

    fn jump(&mut self, jump: Jump) {
        if self.pending.is_empty() {
            self.problems.push(format!("{jump:?} is never reached"));
        }
        match jump {
            Jump::Goto(node) => {
                self.jumped_to.insert(node);
                self.arrive(Place::Target(Target::State(node)));
            }
            Jump::Return => self.arrive(Place::Target(Target::End)),
            Jump::Break(label) => {
                let frame = self.frame(label);
                let pending = std::mem::take(&mut self.pending);
                self.frames[frame].breaks.extend(pending);
            }
            Jump::Continue(label) => {
                let frame = self.frame(label);
                self.arrive(Place::Head(self.frames[frame].head));
            }
        }
    }

    fn frame(&self, label: Option<usize>) -> usize {
        match label {
            None => self.frames.len() - 1,
            Some(_) => self.frames.iter().rposition(|it| it.number == label).expect("the loop is around"),
        }
    }

    fn target(&self, slot: Slot) -> Option<Target> {
        let mut at = slot;
        loop {
            match self.edges.get(&at)? {
                Place::Target(target) => return Some(*target),
                Place::Head(head) => at = Slot::Head(*head),
            }
        }
    }
}

fn check(graph: &Graph) -> Block {
    let block = structure(
        graph,
        &|it| matches!(&graph.nodes[it].kind, Kind::Choice { arms, has_default: true } if arms.len() == 2),
    );
    let mut interpreter = Interpreter { pending: vec![Slot::Start], ..Interpreter::default() };
    interpreter.block(&block, graph);
    interpreter.arrive(Place::Target(Target::End));

    let mut seen = interpreter.seen.clone();
    seen.sort_unstable();
    assert_eq!(seen, (0..graph.states).collect::<Vec<_>>(), "each state once\n{graph:#?}\n{block:#?}");
    assert_eq!(interpreter.problems, Vec::<String>::new(), "{graph:#?}\n{block:#?}");
    assert_eq!(interpreter.target(Slot::Start), Some(Target::State(graph.start)), "{graph:#?}\n{block:#?}");
    for (i, node) in graph.nodes.iter().enumerate() {
        let slot = |slot| interpreter.target(slot);
        if let Kind::Simple(target) = &node.kind {
            assert_eq!(slot(Slot::Next(i)), Some(*target), "next of {i}\n{graph:#?}\n{block:#?}");
        }
        if let Kind::Choice { arms, .. } = &node.kind {
            for (arm, target) in arms.iter().enumerate() {
                let found = slot(Slot::Arm(i, arm));
                assert_eq!(found, Some(Target::State(*target)), "arm {arm} of {i}\n{graph:#?}\n{block:#?}");
            }
        }
        for (arm, target) in node.catches.iter().enumerate() {
            let found = slot(Slot::Catch(i, arm));
            assert_eq!(found, Some(Target::State(*target)), "catch {arm} of {i}\n{graph:#?}\n{block:#?}");
        }
    }
    block
}

/// A small generator: the same numbers for the same seed, on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn random_graph(seed: u64) -> Graph {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let states = 1 + random.below(if seed.is_multiple_of(10) { 40 } else { 9 });
    let phantoms = usize::from(random.below(20) == 0);
    // Mostly forwards, as in real documents; sometimes anywhere.
    let wild = random.below(3) == 0;
    let mut nodes = Vec::new();
    for at in 0..states {
        let mut target = || {
            let near = at + 1 + random.below(3);
            match random.below(10) {
                0..=6 if !wild && near < states => near,
                _ => random.below(states + phantoms),
            }
        };
        let (a, b, c, d) = (target(), target(), target(), target());
        let next = |random: &mut Random| match random.below(8) {
            0 => Target::End,
            _ => Target::State(a),
        };
        let (kind, catches) = match random.below(12) {
            0..=3 => (Kind::Simple(next(&mut random)), vec![]),
            4..=5 => (Kind::Simple(next(&mut random)), vec![b; 1 + random.below(2)]),
            6 => (Kind::Simple(next(&mut random)), vec![b, c]),
            7..=8 => (Kind::Choice { arms: vec![a, b], has_default: true }, vec![]),
            9 => (Kind::Choice { arms: vec![a, b, c, d], has_default: random.below(2) == 0 }, vec![]),
            10 => (Kind::Terminal { good: random.below(2) == 0, hidden: vec![] }, vec![]),
            _ => (Kind::Terminal { good: true, hidden: vec![a, b] }, vec![]),
        };
        nodes.push(Node { kind, catches });
    }
    nodes.resize(states + phantoms, Node { kind: Kind::Phantom, catches: vec![] });
    let names = (0..phantoms).map(|it| format!("phantom {it}")).collect();
    Graph { nodes, start: random.below(states), phantoms: names, states }
}

#[test]
fn statements_lead_where_the_graph_does() {
    for seed in 0..30_000 {
        check(&random_graph(seed));
    }
}

#[test]
fn long_and_deep_graphs_are_no_trouble() {
    let simple = |target| Node { kind: Kind::Simple(target), catches: vec![] };
    let graph = |nodes: Vec<Node>| Graph { states: nodes.len(), nodes, start: 0, phantoms: vec![] };
    let count = 1_000;
    let line = (1..count).map(|it| simple(Target::State(it))).chain([simple(Target::End)]).collect();
    check(&graph(line));
    // Every state asks whether to go on; all of those that do not meet at the end.
    let mut ladder: Vec<Node> = (1..count)
        .map(|it| Node {
            kind: Kind::Choice { arms: vec![count - 1, it], has_default: true },
            catches: vec![],
        })
        .collect();
    ladder.push(simple(Target::End));
    check(&graph(ladder));
    // A loop in a loop in a loop.
    let mut nest: Vec<Node> = (1..=count).map(|it| simple(Target::State(it))).collect();
    nest.extend((0..count).rev().map(|it| Node {
        kind: Kind::Choice { arms: vec![it, 2 * count - it], has_default: true },
        catches: vec![],
    }));
    nest.push(simple(Target::End));
    check(&graph(nest));
    // Every arm holds another choice.
    let mut tree: Vec<Node> = (0..count)
        .map(|it| Node {
            kind: Kind::Choice { arms: vec![2 * it + 1, 2 * it + 2], has_default: true },
            catches: vec![],
        })
        .collect();
    tree.extend((0..=count).map(|_| simple(Target::End)));
    check(&graph(tree));
}
