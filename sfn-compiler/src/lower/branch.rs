//! `if`, `match`, `while` → Choice; `catch` → catchers.

use sfn_asl::choice::{Choice, Rule};
use sfn_asl::machine::{Catcher, PathField, QueryLanguage, State, StateKind};
use sfn_asl::read::query::RESULT_PATH;
use sfn_asl::value::{Field, Value};

use super::flow::{BodyBuilder, Slot};
use super::query::Root;
use super::result::Merge;
use super::value::Context;
use super::{Lower, messages};
use crate::syntax::ast::{self, ArmHead, Binding, Expr, ExprKind, Statement};

const CHOICE: &[&str] = &["input", "output", "assign", "jsonata"];
const RULE: &[&str] = &["assign", "output"];

impl Lower<'_> {
    fn choice_state(&mut self, statement: &Statement, base: String) -> (State, Context) {
        let attrs = self.attrs(&statement.attrs, CHOICE, "a Choice");
        let context = self.context(&attrs);
        let mut state = self.new_state(statement, &attrs, base, StateKind::Choice(Choice::default()));
        self.input(&mut state, &attrs, context);
        self.output(&mut state, &attrs, context);
        state.assign = self.assign(&attrs, Vec::new(), context);
        (state, context)
    }

    /// `if … else if … else …` is one Choice; what follows it is its `Default` when there is no `else`.
    pub fn if_statement(&mut self, body: &mut BodyBuilder, statement: &Statement, it: &ast::If) {
        let (mut state, context) = self.choice_state(statement, condition_name(&it.condition));
        let mut blocks = Vec::new();
        let mut otherwise = None;
        let mut next = Some(it);
        let mut choice = Choice::default();
        while let Some(it) = next.take() {
            choice.rules.push(self.rule(&it.condition, context));
            blocks.push(&it.then);
            match &it.otherwise {
                Some(ast::Else::If(inner)) => next = Some(inner),
                Some(ast::Else::Block(block)) => otherwise = Some(block),
                None => {}
            }
        }
        state.kind = StateKind::Choice(choice);
        let index = body.add(state);
        let mut exits = Vec::new();
        for (rule, block) in blocks.into_iter().enumerate() {
            body.pending = vec![Slot::Rule(index, rule)];
            self.block(body, block);
            exits.append(&mut body.pending);
        }
        body.pending = vec![Slot::Default(index)];
        if let Some(block) = otherwise {
            self.block(body, block);
        }
        exits.append(&mut body.pending);
        body.pending = exits;
    }

    fn rule(&mut self, condition: &Expr, context: Context) -> Rule {
        let condition = self.condition(condition, context);
        Rule { loc: condition.loc, comment: None, condition, assign: None, output: None, next: None }
    }

    pub fn match_statement(&mut self, body: &mut BodyBuilder, statement: &Statement, it: &ast::Match) {
        let base = match &it.subject {
            Some(subject) => condition_name(subject),
            None => "choice".to_string(),
        };
        let (mut state, context) = self.choice_state(statement, base);
        let mut choice = Choice::default();
        // For each arm the slots that lead to it.
        let mut arms: Vec<(Vec<usize>, bool, &ast::Arm)> = Vec::new();
        for (i, arm) in it.arms.iter().enumerate() {
            let first = choice.rules.len();
            let start = self.cx.next_loc();
            match &arm.head {
                ArmHead::Wildcard(span) => {
                    if i + 1 != it.arms.len() {
                        messages::wildcard_not_last(self.cx, (*span).into());
                    }
                    self.default_arm(&mut state, arm, context);
                    self.lints(&arm.attrs, start);
                    arms.push((Vec::new(), true, arm));
                    continue;
                }
                ArmHead::Condition(condition) => {
                    let rule = self.rule(condition, context);
                    choice.rules.push(rule);
                }
                ArmHead::Patterns(patterns) => {
                    let Some(subject) = &it.subject else { continue };
                    for pattern in patterns {
                        let condition = self.pattern(subject, pattern, context);
                        let loc = condition.loc;
                        let rule =
                            Rule { loc, comment: None, condition, assign: None, output: None, next: None };
                        choice.rules.push(rule);
                    }
                }
            }
            let attrs = self.attrs(&arm.attrs, RULE, "an arm");
            let assign = self.assign(&attrs, Vec::new(), context);
            let output = match attrs.get("output") {
                Some(attr) if context.is_jsonata() => self.single(attr).map(|it| self.template(it, context)),
                Some(attr) => {
                    messages::output_only_in_jsonata(self.cx, attr.span);
                    None
                }
                None => None,
            };
            let comment = arm.doc.as_ref().map(|it| self.text(it));
            self.lints(&arm.attrs, start);
            for rule in &mut choice.rules[first..] {
                rule.comment = comment.clone();
                rule.assign = assign.clone();
                rule.output = output.clone();
            }
            arms.push(((first..choice.rules.len()).collect(), false, arm));
        }
        if choice.rules.is_empty() {
            messages::match_without_rules(self.cx, it.keyword.into());
        }
        state.kind = StateKind::Choice(choice);
        let index = body.add(state);
        let mut exits = Vec::new();
        for (rules, default, arm) in arms {
            body.pending = rules.into_iter().map(|rule| Slot::Rule(index, rule)).collect();
            if default {
                body.pending.push(Slot::Default(index));
            }
            let start = self.cx.next_loc();
            self.block(body, &arm.body);
            self.quietly(|it| it.lints(&arm.attrs, start));
            exits.append(&mut body.pending);
        }
        if it.arms.is_empty() {
            // Reported: what follows is not unreachable as well.
            exits.push(Slot::Default(index));
        }
        body.pending = exits;
    }

    /// What stands on the `_` arm is the Choice's own: it applies when `Default` is taken.
    fn default_arm(&mut self, state: &mut State, arm: &ast::Arm, context: Context) {
        let attrs = self.attrs(&arm.attrs, RULE, "an arm");
        if attrs.has("assign") {
            if state.assign.is_some() {
                messages::assign_on_both(self.cx, arm.span);
            }
            state.assign = self.assign(&attrs, Vec::new(), context);
        }
        if attrs.has("output") {
            self.output(state, &attrs, context);
        }
        if let Some(doc) = &arm.doc {
            messages::comment_on_default(self.cx, doc.span);
        }
    }

    /// `while cond { … }`: one Choice whose rule enters the body and whose `Default` leaves the loop.
    pub fn while_statement(&mut self, body: &mut BodyBuilder, statement: &Statement, it: &ast::While) {
        let (mut state, context) = self.choice_state(statement, condition_name(&it.condition));
        body.begin_loop(it.label.as_ref().map(ToString::to_string), it.keyword.into());
        let rule = self.rule(&it.condition, context);
        state.kind = StateKind::Choice(Choice { rules: vec![rule], default: None });
        let index = body.add(state);
        body.pending = vec![Slot::Default(index)];
        body.break_loop(None);
        body.pending = vec![Slot::Rule(index, 0)];
        self.block(body, &it.body);
        body.end_loop();
    }

    /// Gives the states `covered` the arms of `catch`, lowers each arm once, and returns what leaves the arms.
    pub fn catch(&mut self, body: &mut BodyBuilder, covered: &[usize], catch: &ast::Catch) -> Vec<Slot> {
        let mut exits = Vec::new();
        // What catches everything by itself lets nothing through to the arms around it.
        let all = |it: &Catcher| it.error_equals.iter().any(|it| it.value == "States.ALL");
        let mut reached: Vec<usize> = Vec::with_capacity(covered.len());
        for state in covered {
            if !body.states[*state].catch.as_deref().unwrap_or_default().iter().any(all) {
                reached.push(*state);
            }
        }
        if reached.is_empty() && !covered.is_empty() {
            messages::nothing_left_to_catch(self.cx, catch.span);
        }
        for state in &reached {
            body.states[*state].catch.get_or_insert_default();
        }
        for arm in &catch.arms {
            let start = self.cx.next_loc();
            let mut slots = Vec::new();
            for (n, state) in reached.iter().enumerate() {
                let language = match &body.states[*state].query_language {
                    Some(language) => language.value,
                    None => self.language,
                };
                let context = Context { language, root: Root::ErrorOutput };
                // Each state has a catcher of its own; what is wrong with the arm is said once.
                let catcher = if n == 0 {
                    self.catcher(arm, context)
                } else {
                    self.quietly(|it| it.catcher(arm, context))
                };
                let list = body.states[*state].catch.get_or_insert_default();
                slots.push(Slot::Catch(*state, list.len()));
                list.push(catcher);
            }
            body.pending = slots;
            self.block(body, &arm.body);
            self.lints(&arm.attrs, start);
            exits.append(&mut body.pending);
        }
        exits
    }

    fn catcher(&mut self, arm: &ast::CatchArm, context: Context) -> Catcher {
        let attrs = self.attrs(&arm.attrs, RULE, "a catch arm");
        let mut catcher = Catcher {
            loc: self.cx.loc(arm.span),
            comment: arm.doc.as_ref().map(|it| self.text(it)),
            error_equals: arm.errors.iter().map(|it| self.text(it)).collect(),
            ..Catcher::default()
        };
        let mut fields = Vec::new();
        let jsonata = context.language == QueryLanguage::Jsonata;
        let kept = |lower: &mut Self, catcher: &mut Catcher| {
            if jsonata {
                catcher.output = Some(lower.jsonata_root(Root::Input, arm.span));
            } else {
                catcher.result_path = Some(PathField::Null(lower.cx.loc(arm.span)));
            }
        };
        match &arm.binding {
            None => kept(self, &mut catcher),
            Some(Binding::Document(_)) => {}
            Some(Binding::Path(path)) if jsonata => {
                let merged = self.merged(path, Merge::Text(Root::ErrorOutput.text()), context);
                catcher.output = merged.map(Value::query);
            }
            Some(Binding::Path(path)) => {
                catcher.result_path = Some(PathField::from(self.path_in(path, "ResultPath", RESULT_PATH)));
            }
            Some(Binding::Variable(name)) => {
                kept(self, &mut catcher);
                let key = self.variable_name(name);
                let whole = Expr {
                    kind: ExprKind::Path(crate::cx::QueryText {
                        text: "$".to_string(),
                        offsets: vec![(0, name.span().into())],
                        span: name.span().into(),
                    }),
                    span: name.span().into(),
                };
                let value = self.template(&whole, context);
                fields.push(Field { key, value });
            }
        }
        if let Some(attr) = attrs.get("output") {
            if jsonata {
                catcher.output = self.single(attr).map(|it| self.template(it, context));
            } else {
                messages::output_only_in_jsonata(self.cx, attr.span);
            }
        }
        catcher.assign = self.assign(&attrs, fields, context);
        catcher
    }
}

/// What a Choice without a label is named after.
fn condition_name(condition: &Expr) -> String {
    fn subject(expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Path(query) => query
                .text
                .rsplit(['.', '\'', '[', ']', '$'])
                .find(|it| it.chars().any(char::is_alphabetic))
                .map(str::to_string),
            ExprKind::Binary { left, right, .. } => subject(left).or_else(|| subject(right)),
            ExprKind::Not(inner) | ExprKind::Paren(inner) => subject(inner),
            ExprKind::Call { args, .. } => args.iter().find_map(subject),
            _ => None,
        }
    }
    match subject(condition) {
        Some(name) => format!("check {name}"),
        None => "choice".to_string(),
    }
}
