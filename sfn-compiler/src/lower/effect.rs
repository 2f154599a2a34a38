//! Effects: a Task, Map, Parallel or Pass, and where its result goes.

use sfn_asl::machine::{PathField, QueryLanguage, State, StateKind};
use sfn_asl::read::query::PATH;
use sfn_asl::value::{Spanned, ValueKind};

use super::attr::{Attrs, key_text};
use super::evaluate::is_evaluate;
use super::flow::{BodyBuilder, Slot, Tail};
use super::query::Root;
use super::value::Context;
use super::{Lower, messages};
use crate::cx::QueryText;
use crate::syntax::ast::{self, CallBody, Effect, Expr, ExprKind, Source, Statement, Target};

const PASS: &[&str] = &["input", "output", "assign", "jsonata"];
const PARALLEL: &[&str] = &["input", "output", "assign", "jsonata", "retry"];
const TASK: &[&str] =
    &["input", "output", "assign", "jsonata", "retry", "timeout", "heartbeat", "credentials"];
const MAP: &[&str] = &[
    "input",
    "output",
    "assign",
    "jsonata",
    "retry",
    "max_concurrency",
    "distributed",
    "batch",
    "result_writer",
    "label",
    "tolerated_failure_percentage",
    "tolerated_failure_count",
    "items",
];

impl Lower<'_> {
    /// One effect is one state.
    pub fn effect(&mut self, body: &mut BodyBuilder, statement: &Statement, effect: &Effect) {
        let (accepted, what) = match &effect.source {
            Source::Call(_) | Source::Evaluate(_) => (TASK, "a call"),
            Source::For(_) => (MAP, "`for`"),
            Source::Parallel(_) => (PARALLEL, "`parallel`"),
            Source::Pass(_) | Source::Value(_) => (PASS, "a Pass"),
        };
        let attrs = self.attrs(&statement.attrs, accepted, what);
        let mut context = self.context(&attrs);
        let mut state =
            self.new_state(statement, &attrs, base_name(effect), StateKind::Pass { result: None });
        if let Source::Value(value) = &effect.source
            && is_evaluate(value)
            && !context.is_jsonata()
        {
            // What JSONPath cannot compute is what this is for.
            context.language = QueryLanguage::Jsonata;
            state.query_language = Some(Spanned::new(QueryLanguage::Jsonata, self.cx.loc(value.span)));
        }
        self.input(&mut state, &attrs, context);
        match &effect.source {
            Source::Pass(given) => self.pass(&mut state, &attrs, effect, given, context),
            Source::Value(value) => self.value_pass(&mut state, &attrs, &effect.target, value, context),
            Source::Call(call) => {
                self.call(&mut state, &attrs, call, context);
                self.result(&mut state, &attrs, effect, call.span, context);
            }
            Source::Evaluate(it) => {
                self.evaluate_by(&mut state, &attrs, it, context);
                self.result(&mut state, &attrs, effect, it.span, context);
            }
            Source::For(it) => {
                self.map(&mut state, &attrs, it, context);
                self.result(&mut state, &attrs, effect, statement.span, context);
            }
            Source::Parallel(it) => {
                self.parallel(&mut state, it, context);
                self.result(&mut state, &attrs, effect, it.span, context);
            }
        }
        if matches!(effect.source, Source::Pass(_) | Source::Value(_)) {
            self.refuse_on_pass(effect);
        }
        self.annotate(&state, &effect.target);
        self.retry_of(&mut state, &attrs);
        let tail = matches!(effect.target, Target::Value)
            .then(|| self.tail(&state, &attrs, effect, statement, context));
        let index = body.add(state);
        if let Some(tail) = tail {
            body.add_tail(Tail { state: index, ..tail });
        }
        let mut exits = vec![Slot::Next(index)];
        if let Some(catch) = &effect.catch {
            exits.extend(self.catch(body, &[index], catch));
        }
        body.pending = exits;
    }

    /// `let x: T`
    fn annotate(&mut self, state: &State, target: &Target) {
        let Target::Let { name, ty: Some(ty) } = target else { return };
        self.fragment(ty);
        if let Some(ValueKind::Object(fields)) = state.assign.as_ref().map(|it| &it.kind)
            && let Some(field) = fields.iter().find(|it| it.key.value == key_text(name))
        {
            self.annotations.push((field.key.loc, ty.clone()));
        }
    }

    /// A statement without `;`. Blocks and arms need none in Rust, wherever they stand; any other call without one is
    /// the output of the body, and must be its last state.
    fn tail(
        &mut self,
        state: &State,
        attrs: &Attrs,
        effect: &Effect,
        statement: &Statement,
        context: Context,
    ) -> Tail {
        let block = matches!(effect.source, Source::For(_) | Source::Parallel(_))
            || effect.is_arm && matches!(effect.source, Source::Call(_));
        let plain = effect.part.is_none() && effect.select.is_none();
        let discarded = (block && plain).then(|| {
            if context.is_jsonata() {
                let kept = attrs.has("output").then(|| state.output.clone()).flatten();
                (None, Some(kept.unwrap_or_else(|| self.jsonata_root(Root::Input, statement.span))))
            } else {
                (Some(PathField::Null(self.cx.loc(statement.span))), None)
            }
        });
        Tail { state: 0, span: statement.span, discarded }
    }

    /// The standard retrier of Lambda tasks stands first; it is in the list already when there is one.
    fn retry_of(&mut self, state: &mut State, attrs: &Attrs) {
        let own = self.retry(attrs);
        state.retry = match (state.retry.take(), own) {
            (Some(mut standard), Some(own)) => {
                standard.extend(own);
                Some(standard)
            }
            (standard, own) => standard.or(own),
        };
    }

    /// `#[input($.path)]`
    pub fn input(&mut self, state: &mut State, attrs: &Attrs, context: Context) {
        let Some(attr) = attrs.get("input") else { return };
        if context.is_jsonata() {
            messages::no_input_in_jsonata(self.cx, attr.span);
            return;
        }
        state.input_path = self.path_field(attr, "InputPath");
    }

    /// `#[output(…)]` of any state. True when there is one.
    pub fn output(&mut self, state: &mut State, attrs: &Attrs, context: Context) -> bool {
        let Some(attr) = attrs.get("output") else { return false };
        if context.is_jsonata() {
            if let Some(value) = self.single(attr) {
                state.output = Some(self.template(value, context));
            }
        } else {
            state.output_path = self.path_field(attr, "OutputPath");
        }
        true
    }

    pub(super) fn input_path(&mut self, state: &mut State, query: &QueryText) {
        if state.input_path.is_some() {
            messages::input_twice(self.cx, query.span);
        }
        state.input_path = Some(PathField::from(self.path_in(query, "InputPath", PATH)));
    }

    /// What a call is given: `Parameters`, `Arguments` or `InputPath`.
    /// `is_data` tells parameters from the compiler's options.
    pub fn arguments(
        &mut self,
        state: &mut State,
        given: &CallBody,
        is_data: impl Fn(&&ast::Entry) -> bool,
        context: Context,
    ) {
        match given {
            CallBody::None => {}
            CallBody::Object(entries, span) => {
                state.arguments = Some(self.template_of(entries.iter().filter(is_data), *span, context));
            }
            CallBody::Value(value, _) => match &value.kind {
                ExprKind::Path(query) if query.text == "$" => {}
                ExprKind::Path(query) | ExprKind::Jsonpath(query)
                    if !context.is_jsonata() && !sfn_asl::query::intrinsic::looks_like(&query.text) =>
                {
                    self.input_path(state, query);
                }
                ExprKind::Error => {}
                _ => state.arguments = Some(self.whole("Parameters", value, context)),
            },
        }
    }
}

/// What a state without a label is named after.
fn base_name(effect: &Effect) -> String {
    let last_name = |path: &QueryText| {
        let name = path.text.rsplit(['.', '\'', '[', ']']).find(|it| it.chars().any(char::is_alphabetic));
        name.unwrap_or("document").to_string()
    };
    match (&effect.target, &effect.source) {
        (Target::Let { name, .. }, _) => key_text(name),
        (Target::Destructure(members), _) if !members.is_empty() => key_text(&members[0].1),
        (Target::Path(path), _) => last_name(path),
        (_, Source::Call(call)) => match &call.callee {
            ast::Callee::Service { action, .. } | ast::Callee::Sdk { action, .. } => key_text(action),
            ast::Callee::Name(name) => key_text(name),
            ast::Callee::Task(_) | ast::Callee::Error => "task".to_string(),
        },
        (_, Source::For(it)) => match &it.source {
            ast::ForSource::Items(Expr { kind: ExprKind::Path(path), .. }) if path.text.len() > 1 => {
                format!("each {}", last_name(path))
            }
            _ => "for each".to_string(),
        },
        (_, Source::Parallel(_)) => "parallel".to_string(),
        (_, Source::Pass(_)) => "pass".to_string(),
        (_, Source::Evaluate(_)) => "evaluate".to_string(),
        (_, Source::Value(_)) => "document".to_string(),
    }
}
