//! The states of a machine laid out flat, and the edges between them.

use sfn_asl::index::Index;
use sfn_asl::machine::{Body, Machine, Next, QueryLanguage, State, StateKind};

pub struct Graph<'a> {
    pub scopes: Vec<Scope>,
    pub sites: Vec<Site<'a>>,
}

/// A machine, a branch or the processor of a Map.
pub struct Scope {
    /// The state around it.
    pub owner: Option<usize>,
    /// Where it starts, if that is known.
    pub start: Option<usize>,
    /// Whether it sees the variables around it.
    pub sees_variables: bool,
}

pub struct Site<'a> {
    pub state: &'a State,
    pub scope: usize,
    pub language: QueryLanguage,
    /// Its own scopes.
    pub inner: Vec<usize>,
    pub edges: Vec<(EdgeKind, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EdgeKind {
    Next,
    Rule(usize),
    Default,
    Catch(usize),
}

impl<'a> Graph<'a> {
    pub fn new(machine: &'a Machine) -> Graph<'a> {
        let mut graph = Graph { scopes: Vec::new(), sites: Vec::new() };
        graph.add(machine, &machine.body, None, true);
        graph
    }

    fn add(&mut self, machine: &'a Machine, body: &'a Body, owner: Option<usize>, sees_variables: bool) {
        let scope = self.scopes.len();
        self.scopes.push(Scope { owner, start: None, sees_variables });
        let mut names = Names { index: Index::with_capacity(body.states.len()), sites: Vec::new() };
        let first = self.sites.len();
        for state in &body.states {
            if names.index.insert(state.name.value.as_str()).1 {
                names.sites.push(self.sites.len());
            }
            let language = machine.language_of(state);
            self.sites.push(Site { state, scope, language, inner: Vec::new(), edges: Vec::new() });
        }
        let last = self.sites.len();
        self.scopes[scope].start = body.start_at.as_ref().and_then(|it| names.get(&it.value));
        for at in first..last {
            let state = self.sites[at].state;
            self.sites[at].edges = edges(state, &names);
            let is_distributed = matches!(&state.kind, StateKind::Map(map) if map.is_distributed());
            for body in state.bodies() {
                let inner = self.scopes.len();
                self.sites[at].inner.push(inner);
                self.add(machine, body, Some(at), !is_distributed);
            }
        }
    }
}

/// The states of one body by name.
struct Names<'a> {
    index: Index<'a>,
    sites: Vec<usize>,
}

impl Names<'_> {
    fn get(&self, name: &str) -> Option<usize> {
        self.index.get(name).map(|it| self.sites[it])
    }
}

fn edges(state: &State, names: &Names<'_>) -> Vec<(EdgeKind, usize)> {
    let mut edges = Vec::new();
    let mut add = |kind, name: Option<&sfn_asl::value::Text>| {
        if let Some(to) = name.and_then(|it| names.get(&it.value)) {
            edges.push((kind, to));
        }
    };
    if let StateKind::Choice(choice) = &state.kind {
        for (at, rule) in choice.rules.iter().enumerate() {
            add(EdgeKind::Rule(at), rule.next.as_ref());
        }
        add(EdgeKind::Default, choice.default.as_ref());
    }
    if let Next::Next(name) = &state.next {
        add(EdgeKind::Next, Some(name));
    }
    for (at, catcher) in state.catch.iter().flatten().enumerate() {
        add(EdgeKind::Catch(at), catcher.next.as_ref());
    }
    edges
}
