//! Which states and transitions a suite of tests has passed.

use std::collections::BTreeSet;
use std::fmt;

use super::definition::Definition;
use super::execution::Execution;
use super::history::Step;
use super::plan::{Kind, Target};

/// Collects executions of one machine, and says what none of them has passed.
///
/// ```
/// use serde_json::json;
/// use sfn_runtime::exec::{Coverage, Definition, Executor};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let definition = Definition::parse(
///     r#"{
///         "StartAt": "Big",
///         "States": {
///             "Big": {
///                 "Type": "Choice",
///                 "Choices": [{"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Yes"}],
///                 "Default": "No"
///             },
///             "Yes": {"Type": "Succeed"},
///             "No": {"Type": "Succeed"}
///         }
///     }"#,
/// )?;
/// let mut coverage = Coverage::of(&definition);
/// coverage.add(&Executor::with(definition).run(json!({"n": 10}))?);
/// assert_eq!(coverage.missed_states(), ["No"]);
/// assert_eq!(coverage.missed_transitions(), [("Big".to_owned(), "No".to_owned())]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Coverage {
    states: Vec<String>,
    transitions: Vec<(String, String)>,
    passed_states: BTreeSet<String>,
    passed_transitions: BTreeSet<(String, String)>,
}

impl Coverage {
    /// Nothing passed yet.
    pub fn of(definition: &Definition) -> Coverage {
        let mut transitions = Vec::new();
        for scope in &definition.plan.scopes {
            for state in &scope.states {
                let mut targets = Vec::new();
                if let Kind::Choice { rules, default } = &state.kind {
                    targets.extend(rules.iter().map(|it| it.next));
                    targets.extend(*default);
                } else {
                    targets.push(state.next);
                }
                targets.extend(state.catch.iter().map(|it| it.next));
                for target in targets {
                    if let Target::State(number) = target {
                        let transition = (state.name.to_string(), scope.states[number].name.to_string());
                        if !transitions.contains(&transition) {
                            transitions.push(transition);
                        }
                    }
                }
            }
        }
        Coverage {
            states: definition.states().map(str::to_owned).collect(),
            transitions,
            passed_states: BTreeSet::new(),
            passed_transitions: BTreeSet::new(),
        }
    }

    /// Adds what an execution has passed. The children of distributed Maps are executions of their own, whose events
    /// nobody keeps.
    pub fn add(&mut self, execution: &Execution) {
        let mut left: Vec<(Vec<Step>, String)> = Vec::new();
        for event in execution.history() {
            let Some(state) = event.state() else { continue };
            let path = event.path();
            if event.kind().ends_with("StateEntered") {
                self.passed_states.insert(state.to_owned());
                if let Some(at) = left.iter().position(|it| it.0 == path) {
                    self.passed_transitions.insert((left.swap_remove(at).1, state.to_owned()));
                }
            } else if event.kind().ends_with("StateExited") {
                left.retain(|it| it.0 != path);
                left.push((path, state.to_owned()));
            }
        }
    }

    /// The states that no execution has entered, in the order of the definition.
    pub fn missed_states(&self) -> Vec<&str> {
        let missed = |it: &&String| !self.passed_states.contains(*it);
        self.states.iter().filter(missed).map(String::as_str).collect()
    }

    /// The transitions that no execution has taken, in the order of the definition.
    pub fn missed_transitions(&self) -> Vec<(String, String)> {
        self.transitions.iter().filter(|it| !self.passed_transitions.contains(*it)).cloned().collect()
    }

    /// Nothing happens if every state was entered and every transition taken.
    ///
    /// # Panics
    ///
    /// If not, with what was missed.
    #[track_caller]
    pub fn assert_complete(&self) {
        assert!(self.missed_states().is_empty() && self.missed_transitions().is_empty(), "{self}");
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (states, transitions) = (self.missed_states(), self.missed_transitions());
        write!(
            f,
            "{} of {} states and {} of {} transitions passed",
            self.states.len() - states.len(),
            self.states.len(),
            self.transitions.len() - transitions.len(),
            self.transitions.len()
        )?;
        for state in states {
            write!(f, "\nnever entered: {state}")?;
        }
        for (from, to) in transitions {
            write!(f, "\nnever taken: {from} → {to}")?;
        }
        Ok(())
    }
}
