//! Prepared states and the structure of a body → its statements.

use sfn_asl::machine::Body;

use super::graph::{Graph, Kind, Shape};
use super::literal::{snake_case, string};
use super::prepare::{CatchHead, Choice, Context, Effect, Head, Prepared, braces};
use super::pretty::{Doc, Gap, Paragraph, concat, group, indent, nothing, text};
use super::raw;
use super::structure::{Block, Jump, Statement, structure};

/// The statements of `body`. `is_raw`: states to print raw.
pub fn body(body: &Body, cx: &Context<'_>, is_raw: &dyn Fn(&str) -> bool) -> Doc {
    let prepared: Vec<Option<Prepared>> =
        body.states.iter().map(|it| if is_raw(&it.name.value) { None } else { cx.prepare(it) }).collect();
    let shapes: Vec<Shape> = prepared
        .iter()
        .map(|it| match it {
            None => Shape::Raw,
            Some(Prepared { head: Head::Choice(choice), .. }) => Shape::Statement {
                arms: choice.rules.arms.iter().map(|arm| arm.rules.first().copied()).collect(),
            },
            Some(_) => Shape::Statement { arms: Vec::new() },
        })
        .collect();
    let graph = Graph::of(body, &shapes);
    let can_be_while = |node: usize| match prepared.get(node) {
        Some(Some(Prepared { head: Head::Choice(choice), .. })) => {
            choice.rules.can_be_if && choice.rules.rules == 1
        }
        _ => false,
    };
    let block = structure(&graph, &can_be_while);
    let mut printer = Printer { body, graph: &graph, prepared: &prepared, labels: Vec::new(), cx };
    printer.name_loops(&block);
    Doc::Paragraphs(printer.statements(&block, Place::EndOfBody))
}

struct Printer<'a> {
    body: &'a Body,
    graph: &'a Graph,
    prepared: &'a [Option<Prepared>],
    /// Loops that are named: number, name.
    labels: Vec<(usize, String)>,
    cx: &'a Context<'a>,
}

impl Printer<'_> {
    fn name(&self, node: usize) -> &str {
        match self.body.states.get(node) {
            Some(state) => &state.name.value,
            None => self.graph.phantoms.get(node - self.graph.states).map_or("", String::as_str),
        }
    }

    /// One loop is `'outer`; several are named after the states that they begin with.
    fn name_loops(&mut self, block: &Block) {
        let mut heads = Vec::new();
        collect_loops(block, &mut heads);
        let single = heads.len() == 1;
        for (number, head) in heads {
            let base = if single { "outer".to_owned() } else { snake_case(self.name(head), "outer") };
            let mut name = base.clone();
            let mut n = 2;
            while self.labels.iter().any(|(_, taken)| *taken == name) {
                name = format!("{base}_{n}");
                n += 1;
            }
            self.labels.push((number, name));
        }
    }

    fn loop_label(&self, number: Option<usize>) -> Option<String> {
        let number = number?;
        self.labels.iter().find(|it| it.0 == number).map(|(_, name)| format!("'{name}"))
    }

    /// `end`: where the last statement stands.
    fn statements(&self, block: &Block, end: Place) -> Vec<Paragraph> {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut ended = false;
        let count = block.statements.len();
        for (i, statement) in block.statements.iter().enumerate() {
            let is_last = i + 1 == count;
            let doc = match statement {
                Statement::State { node, arms, catches } => {
                    let place = if is_last { end } else { Place::Inside };
                    self.state(*node, arms, catches, place)
                }
                Statement::Loop { label, body } => {
                    let label = self.loop_label(*label).map_or(String::new(), |it| format!("{it}: "));
                    concat([text(format!("{label}loop ")), self.block(body, Place::EndOfLoop)])
                }
                Statement::While { node, body } => self.while_loop(*node, body),
                Statement::Jump(jump) => text(format!("{};", self.jump(*jump))),
            };
            let is_jump = matches!(statement, Statement::Jump(_));
            let gap = match (is_jump, ended) {
                (true, _) => Gap::None,
                (false, true) => Gap::Wide,
                (false, false) => Gap::Natural,
            };
            // What follows is reached by `goto` only.
            ended = match statement {
                Statement::State { node, .. } => {
                    matches!(self.graph.nodes[*node].kind, Kind::Terminal { .. })
                }
                other => matches!(other, Statement::Jump(_)),
            };
            paragraphs.push(Paragraph { doc, gap });
        }
        paragraphs
    }

    fn block(&self, block: &Block, end: Place) -> Doc {
        if block.statements.is_empty() {
            return text("{}");
        }
        braces(Doc::Paragraphs(self.statements(block, end)))
    }

    fn jump(&self, jump: Jump) -> String {
        let to = |word: &str, label| match self.loop_label(label) {
            Some(label) => format!("{word} {label}"),
            None => word.to_owned(),
        };
        match jump {
            Jump::Goto(node) => format!("goto {}", string(self.name(node))),
            Jump::Return => "return".to_owned(),
            Jump::Break(label) => to("break", label),
            Jump::Continue(label) => to("continue", label),
        }
    }

    fn state(&self, node: usize, arms: &[Block], catches: &[Block], place: Place) -> Doc {
        let label = text(format!("{}: ", string(self.name(node))));
        let Some(prepared) = self.prepared.get(node).and_then(Option::as_ref) else {
            return match self.body.states.get(node) {
                Some(state) => {
                    let allow = Doc::Concat(self.cx.allow(state));
                    concat([allow, raw::state(state, self.cx.machine, &self.graph.nodes[node])])
                }
                None => nothing(),
            };
        };
        let before = Doc::Concat(prepared.before.clone());
        let statement = match &prepared.head {
            Head::Plain(doc) => doc.clone(),
            Head::Effect(effect) => self.effect(effect, catches, place),
            Head::Choice(choice) => self.choice(choice, arms, place),
        };
        concat([before, label, statement])
    }

    fn effect(&self, effect: &Effect, catches: &[Block], place: Place) -> Doc {
        let is_tail = place == Place::EndOfBody && effect.is_value;
        let source = concat([effect.source.clone(), text(effect.part.clone())]);
        let mut parts = Vec::new();
        if let Some(select) = &effect.select {
            parts.push(concat([text("select "), select.clone()]));
        }
        if let Some(catch) = &effect.catch {
            parts.push(self.catch(catch, catches));
        }
        let ends = is_tail || (effect.is_block && place == Place::Inside);
        let end = text(if ends { "" } else { ";" });
        let whole = concat([Doc::Trailing(Box::new(source), parts), end]);
        if is_tail { whole } else { Doc::Hang(Box::new(effect.target.clone()), Box::new(whole)) }
    }

    fn catch(&self, heads: &[CatchHead], blocks: &[Block]) -> Doc {
        let mut arms: Vec<Doc> = Vec::new();
        let mut is_short = heads.len() == 1;
        for (head, block) in heads.iter().zip(blocks) {
            is_short &= head.before.is_empty() && self.short(block).is_some();
            arms.push(concat([Doc::Concat(head.before.clone()), head.pattern.clone(), text(" => ")]));
        }
        if is_short
            && let (Some(head), Some(jump)) = (arms.first(), blocks.first().and_then(|it| self.short(it)))
        {
            let comma = if jump == "{}" { nothing() } else { Doc::IfFlat("", ",") };
            let inside = concat([Doc::Line, head.clone(), text(jump), comma]);
            return group(concat([text("catch {"), indent(inside), Doc::Line, text("}")]));
        }
        if arms.is_empty() {
            return text("catch {}");
        }
        let arms = arms.into_iter().zip(blocks).map(|(head, block)| concat([head, self.arm_body(block)]));
        concat([text("catch "), braces(lines(arms))])
    }

    /// An arm that only jumps, or does nothing.
    fn short(&self, block: &Block) -> Option<String> {
        match block.statements.as_slice() {
            [] => Some("{}".to_owned()),
            [Statement::Jump(jump)] => Some(self.jump(*jump)),
            _ => None,
        }
    }

    /// What stands behind `=>`, with its comma.
    fn arm_body(&self, block: &Block) -> Doc {
        match self.short(block) {
            Some(empty) if empty == "{}" => text(empty),
            Some(jump) => text(format!("{jump},")),
            None => self.block(block, Place::EndOfBlock),
        }
    }

    fn choice(&self, choice: &Choice, arms: &[Block], place: Place) -> Doc {
        let rules = &choice.rules;
        let is_short = |it: &Block| self.short(it).is_some();
        let (last, others) = match arms.split_last() {
            Some((last, others)) => (last, others),
            None => return nothing(),
        };
        let as_if = rules.can_be_if
            && (rules.subject.is_none() || rules.rules == 1)
            && others.iter().all(|it| !it.statements.is_empty())
            && others.len() <= MOST_IFS
            && (last.statements.is_empty() || !arms.iter().all(is_short));
        if as_if { self.if_chain(choice, arms) } else { self.match_arms(choice, arms, place) }
    }

    fn if_chain(&self, choice: &Choice, arms: &[Block]) -> Doc {
        let mut docs = Vec::new();
        for (i, (arm, block)) in choice.rules.arms.iter().zip(arms).enumerate() {
            let is_default = arm.rules.is_empty();
            if is_default {
                if !block.statements.is_empty() {
                    docs.push(text(" else "));
                    docs.push(self.block(block, Place::EndOfBlock));
                }
                continue;
            }
            docs.push(text(if i > 0 { " else " } else { "" }));
            docs.push(with_condition("if ", arm.condition.clone()));
            docs.push(self.block(block, Place::EndOfBlock));
        }
        Doc::Concat(docs)
    }

    fn match_arms(&self, choice: &Choice, blocks: &[Block], place: Place) -> Doc {
        let subject = choice.rules.subject.as_ref().map_or(String::new(), |it| format!("{it} "));
        let arms = choice.rules.arms.iter().zip(&choice.before).zip(blocks).map(|((arm, before), block)| {
            let before = Doc::Concat(before.clone());
            let body = match place {
                // `{}` at the end of a loop goes back to its beginning: that can be said.
                Place::EndOfLoop if block.statements.is_empty() => text("continue,"),
                _ => self.arm_body(block),
            };
            concat([before, arm.head.clone(), text(" => "), body])
        });
        concat([text(format!("match {subject}")), braces(lines(arms))])
    }

    fn while_loop(&self, node: usize, body: &Block) -> Doc {
        let Some(Prepared { before, head: Head::Choice(choice) }) =
            self.prepared.get(node).and_then(Option::as_ref)
        else {
            return nothing();
        };
        let condition = choice.rules.arms.first().map_or(nothing(), |it| it.condition.clone());
        concat([
            Doc::Concat(before.clone()),
            text(format!("{}: ", string(self.name(node)))),
            with_condition("while ", condition),
            self.block(body, Place::EndOfLoop),
        ])
    }
}

/// More rules than this read better as a `match`.
const MOST_IFS: usize = 4;

/// Where a statement stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Inside,
    EndOfLoop,
    EndOfBlock,
    EndOfBody,
}

/// `if cond `; a condition of several lines has the brace on a line of its own.
fn with_condition(keyword: &str, condition: Doc) -> Doc {
    let condition = match condition {
        Doc::Group(inside) => *inside,
        other => other,
    };
    // Where nothing can break there is no use in moving the brace.
    let can_break = matches!(&condition, Doc::Indent(_));
    group(concat([text(keyword), condition, if can_break { Doc::Line } else { text(" ") }]))
}

fn lines(items: impl Iterator<Item = Doc>) -> Doc {
    let mut docs = Vec::new();
    for (i, item) in items.enumerate() {
        if i > 0 {
            docs.push(Doc::HardLine);
        }
        docs.push(item);
    }
    Doc::Concat(docs)
}

fn collect_loops(block: &Block, heads: &mut Vec<(usize, usize)>) {
    for statement in &block.statements {
        match statement {
            Statement::State { arms, catches, .. } => {
                arms.iter().chain(catches).for_each(|it| collect_loops(it, heads));
            }
            Statement::Loop { label, body } => {
                if let (Some(label), Some(head)) = (label, first_state(body)) {
                    heads.push((*label, head));
                }
                collect_loops(body, heads);
            }
            Statement::While { body, .. } => collect_loops(body, heads),
            Statement::Jump(_) => {}
        }
    }
}

fn first_state(block: &Block) -> Option<usize> {
    let mut block = block;
    loop {
        match block.statements.first()? {
            Statement::State { node, .. } | Statement::While { node, .. } => return Some(*node),
            Statement::Loop { body, .. } => block = body,
            Statement::Jump(_) => return None,
        }
    }
}
