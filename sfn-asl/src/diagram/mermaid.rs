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

use super::{Cause, Target, Transition, transitions, words};
use crate::index::Index;
use crate::machine::{Body, Machine, State, StateKind};

/// The longest name of a state, and the longest line of any other text.
const NAME_LIMIT: usize = 80;
const LIMIT: usize = 48;

/// How many reasons for one arrow are listed.
const REASONS: usize = 4;

/// The machine as a flowchart.
pub fn mermaid(machine: &Machine) -> String {
    let mut names = Names::default();
    machine.body.each_state(&mut |state| names.add(&state.name.value));
    let mut chart = Chart { text: "flowchart TD\n".to_owned(), names, depth: 1, finishes: false };
    let start = machine.body.start_at.as_ref().map_or("", |it| chart.names.of(&it.value));
    if !start.is_empty() {
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
    names: Index<'m>,
    /// For each name its identifier.
    ids: Vec<String>,
    taken: Index<'m>,
    /// For each identifier that is taken the last number that was tried for another like it.
    tried: Vec<usize>,
}

impl<'m> Names<'m> {
    fn add(&mut self, name: &'m str) {
        if !self.names.insert(name).1 {
            return;
        }
        // The prefix keeps clear of Mermaid's own words; `end`, for one, breaks a chart.
        let mut plain = Vec::with_capacity(name.len() + 2);
        plain.extend_from_slice(b"s_");
        plain.extend_from_slice(name.as_bytes());
        // What is not ASCII becomes as many `_` as it has bytes, so the text stays one.
        let mut at = 2;
        while at < plain.len() {
            if !matches!(plain[at], b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') {
                plain[at] = b'_';
            }
            at += 1;
        }
        let plain = String::from_utf8(plain).unwrap_or_default();
        let id = match self.take(&plain) {
            None => plain,
            Some(like) => self.numbered(&plain, like),
        };
        self.ids.push(id);
    }

    /// Takes an identifier, unless it is taken: then its number in `taken`.
    fn take(&mut self, id: &str) -> Option<usize> {
        let (at, is_new) = self.taken.insert(id.to_owned());
        if !is_new {
            return Some(at);
        }
        self.tried.push(1);
        None
    }

    /// An identifier that is taken, with the first number that makes it free.
    fn numbered(&mut self, plain: &str, like: usize) -> String {
        loop {
            self.tried[like] += 1;
            let id = format!("{plain}_{}", self.tried[like]);
            if self.take(&id).is_none() {
                return id;
            }
        }
    }

    fn of(&self, name: &str) -> &str {
        match self.names.get(name) {
            Some(at) => &self.ids[at],
            None => "",
        }
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
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    fn line(&mut self, line: &str) {
        self.indent();
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
        let detail = words::detail(state);
        if state.bodies().iter().any(|it| !it.states.is_empty()) {
            let mut title = format!("{} · ", state.kind.name());
            push_label(&mut title, &state.name.value, NAME_LIMIT);
            if let Some(detail) = detail {
                title.push_str(" · ");
                push_label(&mut title, &detail, LIMIT);
            }
            return self.group(state, &title);
        }
        let (open, close) = match &state.kind {
            StateKind::Choice(_) => ("{\"", "\"}\n"),
            StateKind::Pass { .. } => ("(\"", "\")\n"),
            StateKind::Wait(_) => ("{{\"", "\"}}\n"),
            StateKind::Succeed => ("([\"", "\"]):::success\n"),
            StateKind::Fail { .. } => ("([\"", "\"]):::failure\n"),
            StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_) => ("[\"", "\"]\n"),
        };
        self.indent();
        self.text.push_str(self.names.of(&state.name.value));
        self.text.push_str(open);
        push_label(&mut self.text, &state.name.value, NAME_LIMIT);
        if let Some(detail) = detail {
            self.text.push_str("<br/>");
            push_label(&mut self.text, &detail, LIMIT);
        }
        self.text.push_str(close);
    }

    fn group(&mut self, state: &'m State, title: &str) {
        let id = self.names.of(&state.name.value).to_owned();
        self.open(&id, title);
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
            Target::State(name) => self.names.of(name),
            Target::End => end,
        };
        if target.is_empty() {
            return;
        }
        self.finishes |= transition.target == Target::End;
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(self.names.of(&state.name.value));
        self.text.push_str(match transition.cause {
            Cause::Done => " -->",
            Cause::Error => " -.->",
        });
        push_reasons(&mut self.text, &transition.labels);
        self.text.push(' ');
        self.text.push_str(target);
        self.text.push('\n');
    }
}

/// `|"reasons"|`, if there are any.
fn push_reasons(text: &mut String, reasons: &[String]) {
    if reasons.is_empty() {
        return;
    }
    text.push_str("|\"");
    for (at, reason) in reasons.iter().enumerate() {
        if at > 0 {
            text.push_str("<br/>");
        }
        if at == REASONS {
            text.push_str(&format!("… {} more", reasons.len() - REASONS));
            break;
        }
        push_label(text, reason, LIMIT);
    }
    text.push_str("\"|");
}

/// What a byte of a label is to Mermaid.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    /// Escaped behind digits at the beginning: "1. Start" and "- Start" would be lists, which Mermaid refuses to draw.
    ListMarker,
    /// HTML, Markdown or Mermaid's own syntax, as far as it could be taken for one.
    Syntax,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Syntax; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0x80.. => Kind::Plain,
            b' ' | b'_' | b',' | b':' | b'(' | b'/' | b'=' | b'$' | b'\'' => Kind::Plain,
            b'.' | b')' | b'-' => Kind::ListMarker,
            _ => Kind::Syntax,
        };
        byte += 1;
    }
    kinds
};

/// `label` in one short line, as it may stand inside `"…"`: what is not plain becomes one of Mermaid's entities.
fn push_label(text: &mut String, label: &str, limit: usize) {
    let label = words::short(label, limit);
    let bytes = label.as_bytes();
    let mut in_list_marker = true;
    // All that is escaped is ASCII; what is not goes over in runs.
    let (mut at, mut plain_from) = (0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        let kind = KINDS[byte as usize];
        if kind != Kind::Plain && (kind == Kind::Syntax || in_list_marker) {
            text.push_str(&label[plain_from..at]);
            text.push_str(&format!("#{byte};"));
            plain_from = at + 1;
        }
        if in_list_marker {
            in_list_marker = byte.is_ascii_digit();
        }
        at += 1;
    }
    text.push_str(&label[plain_from..]);
}
