//! What is known of the values of variables: what all assignments of a name in a scope have in common.
//!
//! Which of them a state sees is not asked, so that nothing has to be found out again for each way to it.

use super::shape::Shape;
use crate::check::outline::Outline;
use crate::check::variables::Assignments;
use crate::index::Index;

/// The variables of a machine by number, and what is known of each.
pub(super) struct Values<'a> {
    scopes: Vec<Scope<'a>>,
    /// By number; none of what no way assigns.
    known: Vec<Option<Shape>>,
}

struct Scope<'a> {
    /// What is assigned in it; nothing, where it has names that lead nowhere, as then all could come from anywhere.
    names: Index<'a>,
    /// The numbers of its variables, in the order of `names`.
    numbers: Vec<usize>,
    /// The scope whose variables are seen as well.
    around: Option<usize>,
}

impl<'a> Values<'a> {
    /// Nothing is known of any of them.
    pub fn new(outline: &Outline, assignments: &Assignments<'a>) -> Values<'a> {
        let mut scopes = Vec::with_capacity(outline.scopes.len());
        for (at, scope) in outline.scopes.iter().enumerate() {
            // The child executions of a distributed Map see nothing of what is around them.
            let around = outline.parent(at).filter(|_| !scope.is_distributed);
            scopes.push(Scope { names: Index::default(), numbers: Vec::new(), around });
        }
        let mut count = 0;
        for (name, scope) in assignments.each() {
            if outline.scopes[scope].gaps == 0 {
                scopes[scope].names.insert(name);
                scopes[scope].numbers.push(count);
                count += 1;
            }
        }
        Values { scopes, known: vec![None; count] }
    }

    /// How many variables there are.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// The number of what a state of `scope` assigns.
    pub fn number(&self, scope: usize, name: &str) -> Option<usize> {
        let scope = &self.scopes[scope];
        Some(scope.numbers[scope.names.get(name)?])
    }

    /// What is known of what a state of `scope` reads, if anything is.
    pub fn get(&self, mut scope: usize, name: &str) -> Option<&Shape> {
        loop {
            if let Some(number) = self.number(scope, name)
                && let Some(known) = &self.known[number]
            {
                return Some(known).filter(|it| **it != Shape::Any);
            }
            scope = self.scopes[scope].around?;
        }
    }

    /// Takes what is now known, by number; whether that is news.
    pub fn learn(&mut self, known: Vec<Option<Shape>>) -> bool {
        let is_new = self.known != known;
        self.known = known;
        is_new
    }
}
