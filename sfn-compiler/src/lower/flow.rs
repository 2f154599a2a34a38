//! Control flow: structured statements become states and transitions.
//!
//! The states of one body are made in the order of the source. Whatever leaves a state and does not yet know where
//! to waits in `pending`; the next state that is made takes it all. So falling through, leaving a block and
//! leaving a catch arm are one thing. `break`, `continue` and loops work on labels: slots that stand for a point in
//! the source, resolved when the body is closed.

use sfn_asl::machine::{Body, Next, PathField, State, StateKind};
use sfn_asl::value::{Text, Value};

use super::messages;
use crate::cx::{Cx, SpanRange};

/// Something that waits for a target.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// `StartAt` of the body.
    Start,
    /// `Next` of a state.
    Next(usize),
    /// `Next` of a rule of a Choice.
    Rule(usize, usize),
    /// `Default` of a Choice.
    Default(usize),
    /// `Next` of a catcher.
    Catch(usize, usize),
    /// A point in the source: the head of a loop.
    Label(usize),
}

/// Where a slot leads.
#[derive(Clone, Debug)]
enum Target {
    State(usize),
    /// `goto "name"`
    Name(Text),
    /// The end of the body: which of the places that end it.
    End(usize),
    Label(usize),
    /// A loop without a state: reported.
    Nowhere,
}

/// A loop that is being lowered.
pub struct LoopFrame {
    name: Option<String>,
    head: usize,
    breaks: Vec<Slot>,
}

/// A state whose statement has no `;`: its result is meant to be the body's output.
pub struct Tail {
    /// The state.
    pub state: usize,
    /// The statement.
    pub span: SpanRange,
    /// What the state's fields are if its result is discarded after all: `for` and `parallel` need no `;` in Rust.
    pub discarded: Option<(Option<PathField>, Option<Value>)>,
}

/// The states of one body while it is being lowered.
#[derive(Default)]
pub struct BodyBuilder {
    /// In the order of the source.
    pub states: Vec<State>,
    /// What the next state takes.
    pub pending: Vec<Slot>,
    resolved: Vec<(Slot, Target)>,
    /// Where the body ends: its closing brace, every `return`.
    ends: Vec<SpanRange>,
    tails: Vec<Tail>,
    /// The keyword of each loop; its number stands for its head.
    labels: Vec<SpanRange>,
    loops: Vec<LoopFrame>,
}

impl BodyBuilder {
    /// A body whose first state is its start.
    pub fn new() -> BodyBuilder {
        BodyBuilder { pending: vec![Slot::Start], ..BodyBuilder::default() }
    }

    /// Adds a state; everything pending leads to it. The caller says what is pending behind it.
    pub fn add(&mut self, state: State) -> usize {
        let index = self.states.len();
        self.states.push(state);
        self.resolve_pending(Target::State(index));
        index
    }

    fn resolve_pending(&mut self, target: Target) {
        self.resolved.extend(self.pending.drain(..).map(|slot| (slot, target.clone())));
    }

    /// Remembers a state whose result is the body's output, if the body ends there.
    pub fn add_tail(&mut self, tail: Tail) {
        self.tails.push(tail);
    }

    /// `goto`: control ends here.
    pub fn go_to(&mut self, name: Text) {
        self.resolve_pending(Target::Name(name));
    }

    /// `return`: the states before it end the body.
    pub fn end(&mut self, span: SpanRange) {
        self.resolve_pending(Target::End(self.ends.len()));
        self.ends.push(span);
    }

    /// Begins a loop at `keyword`: its head is the next state.
    pub fn begin_loop(&mut self, name: Option<String>, keyword: SpanRange) {
        let head = self.labels.len();
        self.labels.push(keyword);
        self.pending.push(Slot::Label(head));
        self.loops.push(LoopFrame { name, head, breaks: Vec::new() });
    }

    /// Ends the innermost loop: what falls off its body goes back to its head.
    pub fn end_loop(&mut self) {
        if let Some(frame) = self.loops.pop() {
            self.resolve_pending(Target::Label(frame.head));
            self.pending = frame.breaks;
        }
    }

    /// The names of the loops around this point, innermost first.
    pub fn loop_names(&self) -> Vec<&str> {
        self.loops.iter().rev().filter_map(|it| it.name.as_deref()).collect()
    }

    /// `break`. False when there is no such loop: it leaves the innermost one then, if there is one at all.
    pub fn break_loop(&mut self, name: Option<&str>) -> bool {
        let found = self.find_loop(name);
        if let Some(frame) = found.or(self.find_loop(None)) {
            let pending = std::mem::take(&mut self.pending);
            self.loops[frame].breaks.extend(pending);
        } else {
            self.resolve_pending(Target::Nowhere);
        }
        found.is_some()
    }

    /// `continue`. False when there is no such loop, as for `break`.
    pub fn continue_loop(&mut self, name: Option<&str>) -> bool {
        let found = self.find_loop(name);
        if let Some(frame) = found.or(self.find_loop(None)) {
            let head = self.loops[frame].head;
            self.resolve_pending(Target::Label(head));
        } else {
            self.resolve_pending(Target::Nowhere);
        }
        found.is_some()
    }

    fn find_loop(&self, name: Option<&str>) -> Option<usize> {
        match name {
            None => self.loops.len().checked_sub(1),
            Some(_) => self.loops.iter().rposition(|it| it.name.as_deref() == name),
        }
    }

    /// Closes the body at `close`: what is still pending ends it, and every slot gets its target.
    pub fn finish(mut self, cx: &mut Cx, close: SpanRange) -> Body {
        self.end(close);
        let mut heads = vec![Target::Nowhere; self.labels.len()];
        for (slot, target) in &self.resolved {
            if let Slot::Label(label) = slot {
                heads[*label] = target.clone();
            }
        }
        for (label, keyword) in self.labels.iter().enumerate() {
            // Nothing between its head and the way back to it.
            if matches!(heads[label], Target::Label(to) if to == label) {
                messages::empty_loop(cx, *keyword);
            }
        }
        let mut body = Body { states: std::mem::take(&mut self.states), ..Body::default() };
        // All that a state is missing for is mended by the same state.
        let mut reported = vec![false; self.ends.len()];
        for (slot, target) in std::mem::take(&mut self.resolved) {
            let target = follow(&heads, target);
            match (slot, target) {
                (Slot::Label(_), _) | (_, Target::Label(_)) => {}
                (slot, Target::State(index)) => {
                    let name = body.states[index].name.clone();
                    set(&mut body, slot, name);
                }
                (slot, Target::Name(name)) => set(&mut body, slot, name),
                (Slot::Next(state), Target::End(_)) => {
                    body.states[state].next = Next::End(body.states[state].loc)
                }
                (_, Target::End(end)) if std::mem::replace(&mut reported[end], true) => {}
                (Slot::Start, Target::End(end)) => messages::empty_body(cx, self.ends[end]),
                (Slot::Rule(state, _) | Slot::Default(state), Target::End(end)) => {
                    messages::choice_falls_off(cx, self.ends[end], &body.states[state].name.value);
                }
                (Slot::Catch(state, _), Target::End(end)) => {
                    messages::catch_falls_off(cx, self.ends[end], &body.states[state].name.value);
                }
                // Left open: reported where the loop ends.
                (Slot::Next(state), Target::Nowhere) => {
                    body.states[state].next = Next::End(body.states[state].loc)
                }
                (_, Target::Nowhere) => {}
            }
        }
        for tail in self.tails {
            let state = &mut body.states[tail.state];
            if matches!(state.next, Next::End(_)) {
                continue;
            }
            match tail.discarded {
                Some((result_path, output)) => {
                    state.result_path = result_path;
                    state.output = output;
                }
                None => messages::value_is_not_last(cx, tail.span),
            }
        }
        body
    }
}

/// Through labels to what is behind them. A loop without any state leads to itself, and nowhere.
fn follow(heads: &[Target], mut target: Target) -> Target {
    for _ in 0..=heads.len() {
        match target {
            Target::Label(label) => target = heads[label].clone(),
            _ => return target,
        }
    }
    Target::Nowhere
}

fn set(body: &mut Body, slot: Slot, name: Text) {
    match slot {
        Slot::Start => body.start_at = Some(name),
        Slot::Next(state) => body.states[state].next = Next::Next(name),
        Slot::Rule(state, rule) => {
            if let StateKind::Choice(choice) = &mut body.states[state].kind {
                choice.rules[rule].next = Some(name);
            }
        }
        Slot::Default(state) => {
            if let StateKind::Choice(choice) = &mut body.states[state].kind {
                choice.default = Some(name);
            }
        }
        Slot::Catch(state, catcher) => {
            if let Some(catch) = &mut body.states[state].catch {
                catch[catcher].next = Some(name);
            }
        }
        Slot::Label(_) => {}
    }
}
