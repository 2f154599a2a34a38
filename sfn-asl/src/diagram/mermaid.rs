//! A machine as a Mermaid flowchart, as GitHub, editors and documentation tools draw it.
//!
//! ```text
//! flowchart TD
//!   start(( )) --> s_Charge_card
//!   s_Charge_card["Charge card<br/>lambda::invoke"]
//!   s_Charge_card --> s_Big_order
//!   s_Charge_card -.->|"CardDeclined"| s_Tell_customer
//! ```
//!
//! Map and Parallel are subgraphs. An identifier is made from the name of the state, so that a change in one place is
//! one in the text too.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Cause, Target, Transition, transitions, words};
use crate::machine::{Body, Machine, State, StateKind};

/// The longest line of a label.
const LIMIT: usize = 48;

/// How many reasons for one arrow are listed.
const REASONS: usize = 4;

/// The machine as a flowchart.
pub fn mermaid(machine: &Machine) -> String {
    let mut names = Names::default();
    machine.body.each_state(&mut |state| names.add(&state.name.value));
    let mut chart = Chart { text: "flowchart TD\n".to_owned(), names, depth: 1, finishes: false };
    if let Some(start) = machine.body.start_at.as_ref().and_then(|it| chart.names.of(&it.value)) {
        let line = format!("start((\" \")) --> {start}");
        chart.line(&line);
    }
    chart.body(&machine.body, "finish");
    if chart.finishes {
        chart.line("finish(((\" \")))");
    }
    // Colours that can be told apart on both of GitHub's themes.
    chart.line("classDef success stroke:#1a9c4b,stroke-width:2px");
    chart.line("classDef failure stroke:#d9383a,stroke-width:2px");
    chart.text
}

/// Identifiers of states.
#[derive(Default)]
struct Names<'m> {
    of: HashMap<&'m str, String>,
    /// Those that are taken, and the number to try next for another like it.
    taken: HashMap<String, usize>,
}

impl<'m> Names<'m> {
    fn add(&mut self, name: &'m str) {
        if self.of.contains_key(name) {
            return;
        }
        // The prefix keeps clear of Mermaid's own words; `end`, for one, breaks a chart.
        let mut plain = format!("s_{name}").into_bytes();
        // What is not ASCII becomes as many `_` as it has bytes, so the text stays one.
        for byte in &mut plain {
            if !byte.is_ascii_alphanumeric() {
                *byte = b'_';
            }
        }
        let mut id = String::from_utf8(plain).unwrap_or_default();
        if self.taken.contains_key(&id) {
            id = self.numbered(id);
        }
        self.taken.insert(id.clone(), 1);
        self.of.insert(name, id);
    }

    /// An identifier that is taken, with the first number that makes it free.
    fn numbered(&mut self, plain: String) -> String {
        loop {
            let number = self.taken.entry(plain.clone()).or_insert(1);
            *number += 1;
            let id = format!("{plain}_{number}");
            if !self.taken.contains_key(&id) {
                return id;
            }
        }
    }

    fn of(&self, name: &str) -> Option<&str> {
        self.of.get(name).map(String::as_str)
    }
}

struct Chart<'m> {
    text: String,
    names: Names<'m>,
    depth: usize,
    /// Whether something leads to the end of the machine.
    finishes: bool,
}

impl<'m> Chart<'m> {
    fn line(&mut self, line: &str) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// `end` is the marker that the last states lead to, if the scope has one.
    fn body(&mut self, body: &'m Body, end: &str) {
        for state in &body.states {
            self.state(state);
        }
        for state in &body.states {
            for transition in transitions(state) {
                self.transition(state, &transition, end);
            }
        }
    }

    fn state(&mut self, state: &'m State) {
        let id = self.id(&state.name.value);
        let mut label = escaped(&words::short(&state.name.value, 80));
        let detail = words::detail(state).map(|it| escaped(&words::short(&it, LIMIT)));
        if state.bodies().iter().any(|it| !it.states.is_empty()) {
            let parts = [Some(state.kind.name().to_owned()), Some(label), detail];
            let title = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            return self.group(state, &id, &title);
        }
        if let Some(detail) = detail {
            write!(label, "<br/>{detail}").expect("a String takes it");
        }
        let line = match &state.kind {
            StateKind::Choice(_) => format!("{id}{{\"{label}\"}}"),
            StateKind::Pass { .. } => format!("{id}(\"{label}\")"),
            StateKind::Wait(_) => format!("{id}{{{{\"{label}\"}}}}"),
            StateKind::Succeed => format!("{id}([\"{label}\"]):::success"),
            StateKind::Fail { .. } => format!("{id}([\"{label}\"]):::failure"),
            StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_) => {
                format!("{id}[\"{label}\"]")
            }
        };
        self.line(&line);
    }

    fn group(&mut self, state: &'m State, id: &str, title: &str) {
        self.open(id, title);
        let bodies = state.bodies();
        for (i, body) in bodies.iter().enumerate() {
            if bodies.len() == 1 {
                self.body(body, "");
                continue;
            }
            // A subgraph without title would show its identifier.
            self.open(&format!("{id}__branch{i}"), " ");
            self.body(body, "");
            self.close();
        }
        self.close();
    }

    fn open(&mut self, id: &str, title: &str) {
        self.line(&format!("subgraph {id}[\"{title}\"]"));
        self.depth += 1;
        // Mermaid would turn it at every level.
        self.line("direction TB");
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.line("end");
    }

    fn transition(&mut self, state: &State, transition: &Transition, end: &str) {
        let target = match transition.target {
            Target::State(name) => self.names.of(name).unwrap_or_default(),
            Target::End => end,
        };
        if target.is_empty() {
            return;
        }
        self.finishes |= transition.target == Target::End;
        let arrow = match transition.cause {
            Cause::Done => "-->",
            Cause::Error => "-.->",
        };
        let line = match label(&transition.labels) {
            Some(label) => format!("{} {arrow}|\"{label}\"| {target}", self.id(&state.name.value)),
            None => format!("{} {arrow} {target}", self.id(&state.name.value)),
        };
        self.line(&line);
    }

    fn id(&self, name: &str) -> String {
        self.names.of(name).unwrap_or_default().to_owned()
    }
}

fn label(reasons: &[String]) -> Option<String> {
    let mut lines: Vec<String> =
        reasons.iter().take(REASONS).map(|it| escaped(&words::short(it, LIMIT))).collect();
    if reasons.len() > REASONS {
        lines.push(format!("… {} more", reasons.len() - REASONS));
    }
    (!lines.is_empty()).then(|| lines.join("<br/>"))
}

/// Inside `"…"`. Whatever Mermaid could take for HTML, Markdown or its own syntax becomes one of its entities.
fn escaped(text: &str) -> String {
    let mut label = String::with_capacity(text.len());
    // "1. Start" and "- Start" would be lists, which Mermaid refuses to draw.
    let mut in_list_marker = true;
    // All that is escaped is ASCII; what is not goes over in runs.
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let is_plain = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0x80.. => true,
            b'.' | b')' | b'-' => !in_list_marker,
            b' ' | b'_' | b',' | b':' | b'(' | b'/' | b'=' | b'$' | b'\'' => true,
            _ => false,
        };
        in_list_marker &= byte.is_ascii_digit();
        if !is_plain {
            label.push_str(&text[plain_from..at]);
            label.push('#');
            label.push_str(&byte.to_string());
            label.push(';');
            plain_from = at + 1;
        }
    }
    label.push_str(&text[plain_from..]);
    label
}
