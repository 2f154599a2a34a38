//! The machine laid out flat, once, so that every check is a loop: scopes, states, and where transitions lead.

use std::ops::Range;

use crate::diag::Loc;
use crate::diag::suggest::nearest;
use crate::index::hash;
use crate::machine::{Body, Machine, Next, QueryLanguage, State, StateKind, WorkflowType};
use crate::resource::{Call, Resource};
use crate::value::{Text, is_open};

/// How many misspelt targets are looked up: a document with more has another problem, and a look-up costs a walk
/// over the scope.
const SUGGESTIONS: usize = 20;

pub(super) struct Outline<'a> {
    pub machine: &'a Machine,
    /// Outer ones first; the first is the machine's own.
    pub scopes: Vec<Scope<'a>>,
    /// Scope by scope.
    pub sites: Vec<Site<'a>>,
    names: Names,
}

/// Finds states by name. A hash table of bare loops: names are looked up for every transition, and the generic maps
/// of the standard library are slow in the unoptimised build that a macro runs in.
#[derive(Default)]
struct Names {
    /// For each remainder of the hash the first state.
    first: Vec<Option<usize>>,
    /// For each state the next with the same remainder, later in the order of `sites`.
    next: Vec<Option<usize>>,
}

impl Names {
    fn new(sites: &[Site]) -> Names {
        let size = (sites.len() * 2).next_power_of_two();
        let mut names = Names { first: vec![None; size], next: vec![None; sites.len()] };
        for (at, site) in sites.iter().enumerate().rev() {
            let bucket = hash(&site.state.name.value) as usize & (size - 1);
            names.next[at] = names.first[bucket];
            names.first[bucket] = Some(at);
        }
        names
    }

    fn first_of(&self, name: &str) -> Option<usize> {
        self.first[hash(name) as usize & (self.first.len() - 1)]
    }

    fn candidates(&self, name: &str) -> impl Iterator<Item = usize> {
        std::iter::successors(self.first_of(name), |at| self.next[*at])
    }
}

/// A body and where it hangs.
pub(super) struct Scope<'a> {
    pub body: &'a Body,
    /// The state it is inside of.
    pub owner: Option<usize>,
    /// Which branch it is, if it is one.
    pub branch: Option<usize>,
    /// Its states.
    pub sites: Range<usize>,
    /// Whether it is the processor of a distributed Map, which shares no variables with the outside.
    pub is_distributed: bool,
    pub rules: Rules,
    /// Where `StartAt` leads.
    pub start: Option<Transition<'a>>,
    /// Names in it that lead nowhere, and names that it should have and has not: what follows from them is unknown.
    pub gaps: usize,
}

/// What a scope may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    Standard,
    /// In an Express machine, and where that is said.
    Express(Loc),
    /// In the child executions of a distributed Map with `ExecutionType` `EXPRESS`, and where that is said.
    ExpressChild(Loc),
}

/// A state and where it stands.
pub(super) struct Site<'a> {
    pub state: &'a State,
    pub scope: usize,
    pub language: QueryLanguage,
    /// What its `Resource` names, if it is a Task.
    pub resource: Option<Resource<'a>>,
    pub transitions: Vec<Transition<'a>>,
}

/// A name of a state, and what it leads to.
#[derive(Clone, Copy)]
pub(super) struct Transition<'a> {
    pub name: &'a Text,
    pub target: Target,
}

#[derive(Clone, Copy)]
pub(super) enum Target {
    /// A state of the same scope.
    Here(usize),
    /// A state, but of another scope.
    Elsewhere(usize),
    /// No state, but a name near to this one's.
    Near(usize),
    /// No state.
    Nowhere,
    /// Not known yet.
    Open,
}

impl<'a> Site<'a> {
    /// What a Task calls, if that is an integration of either kind.
    pub fn call(&self) -> Option<Call<'a>> {
        self.resource.as_ref()?.call()
    }
}

impl<'a> Outline<'a> {
    pub fn new(machine: &'a Machine) -> Outline<'a> {
        let mut outline = Outline { machine, scopes: Vec::new(), sites: Vec::new(), names: Names::default() };
        let rules = match machine.workflow_type {
            WorkflowType::Standard => Rules::Standard,
            WorkflowType::Express => Rules::Express(machine.workflow_type_loc),
        };
        outline.add_scope(&machine.body, None, None, rules);
        let mut next = 0;
        while next < outline.scopes.len() {
            outline.add_states(next);
            next += 1;
        }
        outline.names = Names::new(&outline.sites);
        outline.add_transitions();
        outline
    }

    fn add_scope(&mut self, body: &'a Body, owner: Option<usize>, branch: Option<usize>, rules: Rules) {
        self.scopes.push(Scope {
            body,
            owner,
            branch,
            sites: 0..0,
            is_distributed: false,
            rules,
            start: None,
            gaps: 0,
        });
    }

    fn add_states(&mut self, scope: usize) {
        let first = self.sites.len();
        let body = self.scopes[scope].body;
        let rules = self.scopes[scope].rules;
        for state in &body.states {
            let site = self.sites.len();
            let language = self.machine.language_of(state);
            let resource = match &state.kind {
                StateKind::Task(task) => Some(Resource::parse(&task.resource.value)),
                _ => None,
            };
            self.sites.push(Site { state, scope, language, resource, transitions: Vec::new() });
            match &state.kind {
                StateKind::Parallel { branches } => {
                    for (branch, body) in branches.iter().enumerate() {
                        self.add_scope(body, Some(site), Some(branch), rules);
                    }
                }
                StateKind::Map(map) => {
                    let express = map.execution_type.as_ref().filter(|it| it.value == "EXPRESS");
                    let rules = match (rules, express) {
                        (Rules::Standard, Some(express)) if map.is_distributed() => {
                            Rules::ExpressChild(express.loc)
                        }
                        (rules, _) => rules,
                    };
                    self.add_scope(&map.processor, Some(site), None, rules);
                    if let Some(scope) = self.scopes.last_mut() {
                        scope.is_distributed = map.is_distributed();
                    }
                }
                _ => {}
            }
        }
        self.scopes[scope].sites = first..self.sites.len();
    }

    fn add_transitions(&mut self) {
        let mut suggestions = SUGGESTIONS;
        for at in 0..self.sites.len() {
            let Site { state, scope, .. } = self.sites[at];
            let targets = state.targets();
            let mut transitions = Vec::with_capacity(targets.len());
            let mut gaps = missing(state);
            for name in targets {
                let transition = self.transition(scope, name, &mut suggestions);
                gaps += usize::from(transition.is_gap());
                transitions.push(transition);
            }
            self.scopes[scope].gaps += gaps;
            self.sites[at].transitions = transitions;
        }
        for at in 0..self.scopes.len() {
            let start_at = self.scopes[at].body.start_at.as_ref();
            self.scopes[at].start = start_at.map(|name| self.transition(at, name, &mut suggestions));
        }
    }

    fn transition(&self, scope: usize, name: &'a Text, suggestions: &mut usize) -> Transition<'a> {
        let mut target = Target::Nowhere;
        let mut next = self.names.first_of(&name.value);
        while let Some(site) = next {
            next = self.names.next[site];
            if self.sites[site].state.name.value != name.value {
                continue;
            }
            if self.sites[site].scope == scope {
                return Transition { name, target: Target::Here(site) };
            }
            if let Target::Nowhere = target {
                target = Target::Elsewhere(site);
            }
        }
        if let Target::Nowhere = target {
            if is_open(&name.value) {
                target = Target::Open;
            } else if *suggestions > 0 {
                *suggestions -= 1;
                let range = self.scopes[scope].sites.clone();
                let names = self.sites[range].iter().map(|it| it.state.name.value.as_str());
                if let Some(near) = nearest(&name.value, names)
                    && let Some(site) = self.state_in(scope, near)
                {
                    target = Target::Near(site);
                }
            }
        }
        Transition { name, target }
    }

    /// The states called `name`, outer ones first.
    pub fn named(&self, name: &str) -> impl Iterator<Item = usize> {
        self.names.candidates(name).filter(move |it| self.sites[*it].state.name.value == name)
    }

    /// The state of `scope` that is called `name`: where a transition there leads.
    pub fn state_in(&self, scope: usize, name: &str) -> Option<usize> {
        self.named(name).find(|it| self.sites[*it].scope == scope)
    }

    /// Whether transitions of its scope that name `site` lead to it, and not to an earlier state of the same name.
    pub fn owns_its_name(&self, site: usize) -> bool {
        let Site { state, scope, .. } = &self.sites[site];
        self.state_in(*scope, &state.name.value) == Some(site)
    }

    /// The state before `site` that has its name, outer ones first.
    pub fn homonym(&self, site: usize) -> Option<usize> {
        self.named(&self.sites[site].state.name.value).next().filter(|it| *it != site)
    }

    /// The scope around `scope`.
    pub fn parent(&self, scope: usize) -> Option<usize> {
        self.scopes[scope].owner.map(|it| self.sites[it].scope)
    }

    /// Whether `scope` is, or is inside of, the processor of a Map.
    pub fn is_inside_map(&self, mut scope: usize) -> bool {
        loop {
            match self.scopes[scope].owner.map(|it| &self.sites[it]) {
                None => return false,
                Some(owner) if matches!(owner.state.kind, StateKind::Map(_)) => return true,
                Some(owner) => scope = owner.scope,
            }
        }
    }

    /// What people call `scope`.
    pub fn describe(&self, scope: usize) -> String {
        let Scope { owner, branch, .. } = self.scopes[scope];
        match (owner.map(|it| &self.sites[it].state.name.value), branch) {
            (None, _) => "the machine".to_owned(),
            (Some(owner), Some(branch)) => format!("branch {} of `{owner}`", branch + 1),
            (Some(owner), None) => format!("the processor of `{owner}`"),
        }
    }
}

impl Transition<'_> {
    fn is_gap(&self) -> bool {
        !matches!(self.target, Target::Here(_))
    }
}

/// Names that a state should have and has not, which has been reported.
fn missing(state: &State) -> usize {
    let next = matches!(state.next, Next::None) && needs_next(state);
    let rules = match &state.kind {
        StateKind::Choice(choice) => choice.rules.iter().filter(|it| it.next.is_none()).count(),
        _ => 0,
    };
    usize::from(next) + rules + state.catch.iter().flatten().filter(|it| it.next.is_none()).count()
}

/// Whether a state must say where to go on.
pub(super) fn needs_next(state: &State) -> bool {
    !matches!(state.kind, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail { .. })
}
