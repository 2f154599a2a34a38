//! Machines as pictures: Mermaid text for READMEs and tools, SVG for rustdoc.
//!
//! Both are drawn from the document model alone, in one pass, and show what can be seen at a glance: every state and
//! transition, what decides and what fails. `words` says the rest in a few words.

mod layout;
mod mermaid;
mod order;
mod svg;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use mermaid::mermaid;
pub use svg::svg;

use crate::index::Index;
use crate::machine::{Next, State, StateKind};

/// Where a transition leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Target<'m> {
    State(&'m str),
    /// The end of the scope.
    End,
}

/// What makes it happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cause {
    /// The state has done its work.
    Done,
    /// An error was caught.
    Error,
}

/// All transitions from one state to one target for one cause: each is one arrow.
struct Transition<'m> {
    target: Target<'m>,
    cause: Cause,
    /// Why this one, if others would be possible; several reasons are alternatives.
    labels: Vec<String>,
}

/// The transitions out of `state`, in the order of the specification.
fn transitions(state: &State) -> Vec<Transition<'_>> {
    let mut all = Transitions { list: Vec::new(), long: None };
    if let StateKind::Choice(choice) = &state.kind {
        for rule in &choice.rules {
            if let Some(next) = &rule.next {
                all.add(Target::State(&next.value), Cause::Done, Some(words::condition(&rule.condition)));
            }
        }
        if let Some(next) = &choice.default {
            all.add(Target::State(&next.value), Cause::Done, Some("otherwise".to_owned()));
        }
    }
    match &state.next {
        Next::Next(name) => all.add(Target::State(&name.value), Cause::Done, None),
        Next::End(_) => all.add(Target::End, Cause::Done, None),
        Next::None => {}
    }
    for catcher in state.catch.iter().flatten() {
        if let Some(next) = &catcher.next {
            all.add(Target::State(&next.value), Cause::Error, Some(words::errors(&catcher.error_equals)));
        }
    }
    all.list
}

/// Ways out of a state that are looked through one by one.
const FEW: usize = 16;

struct Transitions<'m> {
    list: Vec<Transition<'m>>,
    long: Option<Long<'m>>,
}

impl<'m> Transitions<'m> {
    fn add(&mut self, target: Target<'m>, cause: Cause, label: Option<String>) {
        let new = self.list.len();
        // Nearly every state has few ways out: looking through them is cheaper than a map, until it is not.
        let at = match target {
            _ if new == 0 => new,
            Target::State(name) if new >= FEW => self.at(name, cause),
            _ => self.list.iter().position(|it| it.target == target && it.cause == cause).unwrap_or(new),
        };
        if at == new {
            self.list.push(Transition { target, cause, labels: Vec::new() });
        }
        self.list[at].labels.extend(label);
    }

    /// Where the transition to `name` stands, or is to be put, in a long list.
    fn at(&mut self, name: &'m str, cause: Cause) -> usize {
        let long = self.long.get_or_insert_default();
        while long.known < self.list.len() {
            let it = &self.list[long.known];
            if let Target::State(name) = it.target {
                let (names, places) = &mut long.by_cause[usize::from(it.cause == Cause::Error)];
                names.insert(name);
                places.push(long.known);
            }
            long.known += 1;
        }
        let (names, places) = &long.by_cause[usize::from(cause == Cause::Error)];
        names.get(name).map_or(self.list.len(), |it| places[it])
    }
}

/// The names of a long list, and where in it they stand.
#[derive(Default)]
struct Long<'m> {
    by_cause: [(Index<'m>, Vec<usize>); 2],
    known: usize,
}
