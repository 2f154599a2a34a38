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

use std::collections::HashMap;

use crate::machine::{Next, State, StateKind};

/// Where a transition leads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Target<'m> {
    State(&'m str),
    /// The end of the scope.
    End,
}

/// What makes it happen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
    let mut all = Transitions { list: Vec::new(), at: None };
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
    /// Where in the list, once there are many.
    at: Option<HashMap<(Target<'m>, Cause), usize>>,
}

impl<'m> Transitions<'m> {
    fn add(&mut self, target: Target<'m>, cause: Cause, label: Option<String>) {
        let new = self.list.len();
        // Nearly every state has few ways out: looking through them is cheaper than a map, until it is not.
        let at = match new {
            0 => new,
            1..FEW => self.list.iter().position(|it| it.target == target && it.cause == cause).unwrap_or(new),
            _ => {
                let known = self.list.iter().enumerate().map(|(at, it)| ((it.target, it.cause), at));
                let places = self.at.get_or_insert_with(|| known.collect());
                *places.entry((target, cause)).or_insert(new)
            }
        };
        if at == new {
            self.list.push(Transition { target, cause, labels: Vec::new() });
        }
        self.list[at].labels.extend(label);
    }
}
