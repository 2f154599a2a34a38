//! What is known of the values of variables: what all assignments of a name in a scope have in common.
//!
//! Which of them a state sees is not asked, so that nothing has to be found out again for each way to it.

use std::rc::Rc;

use super::shape::Shape;
use crate::check::outline::Outline;

/// The variables that the states of a scope see, and of which anything is known.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Values(Vec<(Rc<str>, Shape)>);

impl Values {
    pub fn get(&self, name: &str) -> Option<&Shape> {
        let mut at = 0;
        while at < self.0.len() {
            if self.0[at].0.len() == name.len() && *self.0[at].0 == *name {
                return Some(&self.0[at].1);
            }
            at += 1;
        }
        None
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One more assignment.
    pub fn assign(&mut self, name: &str, value: Shape) {
        match self.0.iter_mut().find(|it| *it.0 == *name) {
            Some(known) => known.1 = known.1.join(&value),
            None => self.0.push((name.into(), value)),
        }
    }
}

/// What the states of each scope see, given what is assigned in each: the child executions of a distributed Map see
/// nothing of what is around them.
pub(super) fn seen(outline: &Outline, assigned: Vec<Values>) -> Vec<Rc<Values>> {
    let mut all: Vec<Rc<Values>> = Vec::with_capacity(assigned.len());
    for (scope, mut own) in assigned.into_iter().enumerate() {
        if outline.scopes[scope].gaps > 0 {
            own.0.clear();
        }
        let around = outline.parent(scope).filter(|_| !outline.scopes[scope].is_distributed);
        // Scopes come before those inside of them.
        if let Some(around) = around.and_then(|it| all.get(it)) {
            for (name, value) in &around.0 {
                if own.get(name).is_none() {
                    own.0.push((name.clone(), value.clone()));
                }
            }
        }
        all.push(Rc::new(own));
    }
    for values in &mut all {
        if values.0.iter().any(|it| it.1 == Shape::Any) {
            let known = values.0.iter().filter(|it| it.1 != Shape::Any).cloned();
            *values = Rc::new(Values(known.collect()));
        }
    }
    all
}
