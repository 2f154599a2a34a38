//! From state to state: what is known at each, on every way to it.

use std::cmp::Ordering;
use std::rc::Rc;

use sfn_asl::diag::Loc;
use sfn_asl::machine::State;
use sfn_asl::sort::in_order;
use sfn_asl::value::Text;

use super::Types;
use super::eval::Run;
use super::graph::Graph;
use super::shape::Shape;
use super::uses::Uses;
use crate::cx::Cx;
use crate::lower::Lowered;

/// When what is known at a state has changed so often, nothing more is learned.
const MOST_CHANGES: u8 = 16;

/// What is known where a state begins.
#[derive(Clone, PartialEq, Debug)]
pub struct Known {
    pub document: Shape,
    /// Variables.
    pub variables: Variables,
    /// `$$.Map.Item.Value`
    pub item: Shape,
}

/// Variables, in the order of their names.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Variables(Vec<(Rc<str>, Shape)>);

impl Variables {
    /// Where `name` stands; where it belongs, if it is not there.
    fn place(&self, name: &str) -> Result<usize, usize> {
        let (mut start, mut end) = (0, self.0.len());
        while start < end {
            let middle = start + (end - start) / 2;
            match (*self.0[middle].0).cmp(name) {
                Ordering::Less => start = middle + 1,
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => end = middle,
            }
        }
        Err(start)
    }

    pub fn get(&self, name: &str) -> Option<&Shape> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Shape> {
        self.place(name).ok().map(|at| &mut self.0[at].1)
    }

    pub fn insert(&mut self, name: &str, shape: Shape) {
        match self.place(name) {
            Ok(at) => self.0[at].1 = shape,
            Err(at) => self.0.insert(at, (name.into(), shape)),
        }
    }

    pub fn remove(&mut self, name: &str) {
        if let Ok(at) = self.place(name) {
            self.0.remove(at);
        }
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What is known of those that are in `self`.
    fn join(&self, other: &Variables) -> Variables {
        let mut joined = Vec::with_capacity(self.0.len());
        for (name, it) in &self.0 {
            let shape = other.get(name).map_or(Shape::Any, |other| it.join(other));
            joined.push((name.clone(), shape));
        }
        Variables(joined)
    }
}

impl Known {
    fn join(&self, other: &Known) -> Known {
        Known {
            document: self.document.join(&other.document),
            variables: self.variables.join(&other.variables),
            item: if self.item == other.item { self.item.clone() } else { Shape::Any },
        }
    }
}

/// Everything that stays the same.
pub struct World<'a> {
    pub cx: &'a Cx,
    pub lowered: &'a Lowered,
    pub types: &'a Types,
    /// Names of errors that stand for several states: in a `try`, or in a named policy.
    shared: Vec<bool>,
}

impl World<'_> {
    pub fn is_shared(&self, name: Loc) -> bool {
        self.shared.get(name.0 as usize) == Some(&true)
    }
}

/// By number of the name.
fn shared(cx: &Cx, types: &Types, graph: &Graph) -> Vec<bool> {
    // Nobody asks of names where no function says which errors it has.
    if types.functions.iter().all(|it| it.fails.is_none()) {
        return Vec::new();
    }
    let mut places = Vec::new();
    for name in graph.sites.iter().flat_map(|it| error_names(it.state)) {
        let Some((span, _)) = cx.resolve(&name.loc.into()) else { continue };
        let start = span.start.start();
        places.push(((start.line, start.column), name.loc.0 as usize));
    }
    let places = in_order(places, &|a, b| a.0 < b.0);
    let mut shared = vec![false; places.iter().map(|it| it.1 + 1).max().unwrap_or_default()];
    for pair in places.windows(2) {
        if pair[0].0 == pair[1].0 {
            shared[pair[0].1] = true;
            shared[pair[1].1] = true;
        }
    }
    shared
}

/// The errors that a state knows by name.
pub fn error_names(state: &State) -> impl Iterator<Item = &Text> {
    let retried = state.retry.iter().flatten().flat_map(|it| &it.error_equals);
    let caught = state.catch.iter().flatten().flat_map(|it| &it.error_equals);
    retried.chain(caught)
}

pub fn follow(
    cx: &Cx,
    lowered: &Lowered,
    types: &Types,
    input: Option<usize>,
    output: Option<usize>,
) -> Uses {
    let graph = Graph::new(&lowered.machine);
    let mut flow = Flow {
        world: World { cx, lowered, types, shared: shared(cx, types, &graph) },
        known: vec![None; graph.sites.len()],
        changes: vec![0; graph.sites.len()],
        is_due: vec![false; graph.sites.len()],
        ends: vec![None; graph.scopes.len()],
        graph,
        output,
    };
    let document = input.map_or(Shape::Any, |it| Shape::of_type(it, false));
    flow.enter(0, Known { document, variables: Variables::default(), item: Shape::Any });
    flow.solve();
    let mut uses = Uses { is_on: true, ..Uses::default() };
    for site in 0..flow.known.len() {
        flow.run(site, &mut uses);
    }
    uses
}

struct Flow<'a> {
    world: World<'a>,
    graph: Graph<'a>,
    known: Vec<Option<Known>>,
    changes: Vec<u8>,
    is_due: Vec<bool>,
    /// By scope: what it ends with.
    ends: Vec<Option<Shape>>,
    /// Of the machine.
    output: Option<usize>,
}

impl Flow<'_> {
    fn solve(&mut self) {
        while let Some(first) = self.is_due.iter().position(|it| *it) {
            for site in first..self.is_due.len() {
                if std::mem::take(&mut self.is_due[site]) {
                    self.pass_on(site);
                }
            }
        }
    }

    fn run(&self, site: usize, uses: &mut Uses) -> Option<Run> {
        let known = self.known[site].as_ref()?;
        let it = &self.graph.sites[site];
        let ends: Vec<Option<&Shape>> = it.inner.iter().map(|it| self.ends[*it].as_ref()).collect();
        let output = if it.scope == 0 { self.output } else { None };
        Some(super::eval::run(&self.world, it, known, &ends, output, uses))
    }

    fn pass_on(&mut self, site: usize) {
        let Some(run) = self.run(site, &mut Uses::default()) else { return };
        for (kind, known) in run.outputs {
            for edge in 0..self.graph.sites[site].edges.len() {
                let (of, to) = self.graph.sites[site].edges[edge];
                if of == kind {
                    self.add(to, known.clone());
                }
            }
        }
        if let Some(end) = run.end {
            self.end(self.graph.sites[site].scope, end);
        }
        if let Some(inner) = run.inner {
            for scope in self.graph.sites[site].inner.clone() {
                let mut inner = inner.clone();
                if !self.graph.scopes[scope].sees_variables {
                    inner.variables.clear();
                }
                self.enter(scope, inner);
            }
        }
    }

    fn enter(&mut self, scope: usize, known: Known) {
        if let Some(start) = self.graph.scopes[scope].start {
            self.add(start, known);
        }
    }

    fn add(&mut self, site: usize, known: Known) {
        let joined = match &self.known[site] {
            None => known,
            Some(old) => {
                let joined = old.join(&known);
                if joined == *old {
                    return;
                }
                self.changes[site] = self.changes[site].saturating_add(1);
                // What is known by now stays true of some ways.
                if self.changes[site] > MOST_CHANGES {
                    return;
                }
                joined
            }
        };
        self.known[site] = Some(joined);
        self.is_due[site] = true;
    }

    fn end(&mut self, scope: usize, shape: Shape) {
        let joined = match &self.ends[scope] {
            None => shape,
            Some(old) => old.join(&shape),
        };
        if self.ends[scope].as_ref() == Some(&joined) {
            return;
        }
        self.ends[scope] = Some(joined);
        if let Some(owner) = self.graph.scopes[scope].owner {
            self.is_due[owner] = true;
        }
    }
}
