//! Effects: a Task, Map, Parallel or Pass, and where its result goes.

use sfn_asl::machine::{PathField, QueryLanguage, State, StateKind};
use sfn_asl::read::query::{PATH, RESULT_PATH};
use sfn_asl::value::{Field, Query, Spanned, Text, Value, ValueKind};

use super::attr::{Attrs, key_text};
use super::evaluate::is_evaluate;
use super::flow::{BodyBuilder, Slot, Tail};
use super::jsonata::{jsonata_name, jsonata_string};
use super::query::{Root, TextBuilder};
use super::value::Context;
use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
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

    fn refuse_on_pass(&mut self, effect: &Effect) {
        if let Some(catch) = &effect.catch {
            messages::pass_cannot_fail(self.cx, catch.span);
        }
        if let Some(select) = &effect.select {
            messages::pass_has_no_result(self.cx, select.span);
        }
        if let Some(part) = &effect.part {
            messages::pass_has_no_result(self.cx, part.span);
        }
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

    /// `pass`, `pass { … }`, `pass(value)`
    fn pass(
        &mut self,
        state: &mut State,
        attrs: &Attrs,
        effect: &Effect,
        given: &CallBody,
        context: Context,
    ) {
        if context.is_jsonata() && !matches!(given, CallBody::None) {
            // A JSONata Pass has no arguments: what it passes is its output.
            let value = match given {
                CallBody::Object(entries, span) => {
                    Expr { kind: ExprKind::Object(entries.clone()), span: *span }
                }
                CallBody::Value(value, _) => (**value).clone(),
                CallBody::None => return,
            };
            let target =
                if matches!(effect.target, Target::Discard) { &Target::Value } else { &effect.target };
            return self.value_pass(state, attrs, target, &value, context);
        }
        self.arguments(state, given, |_| true, context);
        let mut fields = Vec::new();
        match &effect.target {
            Target::Discard | Target::Value | Target::Document(_) => {}
            Target::Path(path) if !context.is_jsonata() => {
                state.result_path = Some(PathField::Path(self.path_in(path, "ResultPath", RESULT_PATH)));
            }
            Target::Path(path) => {
                state.output = self.merged(path, Merge::Text(Root::Input.text()), context).map(Value::query);
            }
            Target::Let { name, .. } => {
                fields.push(self.assigned(name, &whole(name.span().into()), None, context))
            }
            Target::Destructure(members) => {
                for (member, name) in members {
                    let path = member_path(member, None);
                    fields.push(self.assigned(name, &path, None, context));
                }
            }
        }
        self.output(state, attrs, context);
        state.assign = self.assign(attrs, fields, context);
    }

    /// `$.p = expression;` `let x = expression;` `$ = { … };`
    fn value_pass(
        &mut self,
        state: &mut State,
        attrs: &Attrs,
        target: &Target,
        value: &Expr,
        context: Context,
    ) {
        let mut fields = Vec::new();
        match target {
            Target::Let { name, .. } => {
                let key = self.variable_name(name);
                let value = self.template(value, context);
                fields.push(Field { key, value });
            }
            Target::Destructure(members) => {
                let ExprKind::Path(root) = &value.kind else {
                    messages::destructure_needs_result(self.cx, value.span);
                    return;
                };
                for (member, name) in members {
                    let path = member_path(member, Some(root));
                    fields.push(self.assigned(name, &path, None, context));
                }
            }
            // Reported by the parser.
            Target::Discard => {}
            Target::Value | Target::Document(_) if context.is_jsonata() => {
                state.output = Some(self.template(value, context));
            }
            Target::Path(path) if context.is_jsonata() => {
                state.output = self.merged(path, Merge::Expr(value), context).map(Value::query);
            }
            Target::Value | Target::Document(_) => self.pass_value(state, value, context),
            Target::Path(path) => {
                state.result_path = Some(PathField::Path(self.path_in(path, "ResultPath", RESULT_PATH)));
                self.pass_value(state, value, context);
            }
        }
        self.output(state, attrs, context);
        state.assign = self.assign(attrs, fields, context);
    }

    /// Data of a JSONPath Pass: `Result` if constant, else `Parameters`; a path alone is `InputPath`.
    fn pass_value(&mut self, state: &mut State, value: &Expr, context: Context) {
        if let ExprKind::Path(query) | ExprKind::Jsonpath(query) = &value.kind
            && !sfn_asl::query::intrinsic::looks_like(&query.text)
        {
            return self.input_path(state, query);
        }
        let lowered = self.value(value, context);
        if let ValueKind::Query(_) = &lowered.kind {
            messages::pass_needs_object(self.cx, value.span);
        } else if lowered.is_dynamic() {
            state.arguments = Some(self.template(value, context));
        } else {
            state.kind = StateKind::Pass { result: Some(lowered) };
        }
    }

    fn input_path(&mut self, state: &mut State, query: &QueryText) {
        if state.input_path.is_some() {
            messages::input_twice(self.cx, query.span);
        }
        state.input_path = Some(PathField::Path(self.path_in(query, "InputPath", PATH)));
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

    /// Where the result of a Task, Map or Parallel goes.
    fn result(
        &mut self,
        state: &mut State,
        attrs: &Attrs,
        effect: &Effect,
        span: SpanRange,
        context: Context,
    ) {
        let of_result = context.with(Root::Result);
        let has_output = self.output(state, attrs, context);
        let fields = if context.is_jsonata() {
            self.result_jsonata(state, effect, span, has_output, context)
        } else {
            self.result_jsonpath(state, effect, span, has_output, context)
        };
        state.assign = self.assign(attrs, fields, of_result);
    }

    fn result_jsonpath(
        &mut self,
        state: &mut State,
        effect: &Effect,
        span: SpanRange,
        has_output: bool,
        context: Context,
    ) -> Vec<Field> {
        state.result_selector = effect.select.as_ref().map(|it| self.whole("ResultSelector", it, context));
        let part = effect.part.as_ref();
        let mut fields = Vec::new();
        match &effect.target {
            Target::Discard => {
                if let Some(part) = part {
                    messages::part_goes_nowhere(self.cx, part.span);
                }
                state.result_path = Some(PathField::Null(self.cx.loc(span)));
            }
            Target::Value | Target::Document(_) => {
                if let Some(part) = part {
                    if has_output {
                        messages::output_twice(self.cx, part.span);
                    }
                    state.output_path = Some(PathField::Path(self.path_in(part, "OutputPath", PATH)));
                }
            }
            Target::Path(path) => {
                if let Some(part) = part {
                    messages::part_into_path(self.cx, part.span);
                }
                state.result_path = Some(PathField::Path(self.path_in(path, "ResultPath", RESULT_PATH)));
            }
            Target::Let { name, .. } => {
                let whole = whole(name.span().into());
                fields.push(self.assigned(name, part.unwrap_or(&whole), None, context));
                state.result_path = Some(PathField::Null(self.cx.loc(span)));
            }
            Target::Destructure(members) => {
                for (member, name) in members {
                    fields.push(self.assigned(name, &member_path(member, part), None, context));
                }
                state.result_path = Some(PathField::Null(self.cx.loc(span)));
            }
        }
        fields
    }

    fn result_jsonata(
        &mut self,
        state: &mut State,
        effect: &Effect,
        span: SpanRange,
        has_output: bool,
        context: Context,
    ) -> Vec<Field> {
        let of_result = context.with(Root::Result);
        let mut fields = Vec::new();
        if let (Some(part), Some(_)) = (&effect.part, &effect.select) {
            messages::part_and_select(self.cx, part.span);
        }
        match &effect.target {
            Target::Discard => {
                if let Some(span) =
                    effect.part.as_ref().map(|it| it.span).or(effect.select.as_ref().map(|it| it.span))
                {
                    messages::part_goes_nowhere(self.cx, span);
                }
            }
            Target::Value | Target::Document(_) => {
                let output = match (&effect.select, &effect.part) {
                    (Some(select), _) => Some(self.template(select, of_result)),
                    (None, Some(part)) => self.jsonata_path(part, Root::Result).map(Value::query),
                    (None, None) => None,
                };
                if let (Some(_), true) = (&output, has_output) {
                    messages::output_twice(self.cx, span);
                }
                state.output = output.or(state.output.take());
                return fields;
            }
            Target::Path(path) => {
                let of = match (&effect.select, &effect.part) {
                    (Some(select), _) => Merge::Expr(select),
                    (None, Some(part)) => Merge::Path(part),
                    (None, None) => Merge::Text(Root::Result.text()),
                };
                if has_output {
                    messages::output_twice(self.cx, path.span);
                }
                state.output = self.merged(path, of, of_result).map(Value::query);
                return fields;
            }
            Target::Let { name, .. } => {
                let whole = whole(name.span().into());
                let part = effect.part.as_ref().unwrap_or(&whole);
                fields.push(self.assigned(name, part, effect.select.as_ref(), of_result));
            }
            Target::Destructure(members) => {
                for (member, name) in members {
                    fields.push(self.assigned(
                        name,
                        &member_path(member, effect.part.as_ref()),
                        None,
                        of_result,
                    ));
                }
            }
        }
        if !has_output {
            state.output = Some(self.jsonata_root(Root::Input, span));
        }
        fields
    }

    /// `{% $states.input %}` and its like.
    pub fn jsonata_root(&mut self, root: Root, span: SpanRange) -> Value {
        let mut out = TextBuilder::default();
        out.push(root.text(), span);
        Value::query(self.jsonata_query(&out.finish(span)))
    }

    pub fn variable_name(&mut self, name: &proc_macro2::Ident) -> Text {
        Text::new(key_text(name), self.cx.loc(name.span()))
    }

    /// `name = path` (of what `$` is here), or `name = value`.
    fn assigned(
        &mut self,
        name: &proc_macro2::Ident,
        path: &QueryText,
        value: Option<&Expr>,
        context: Context,
    ) -> Field {
        let key = self.variable_name(name);
        let value = match value {
            Some(value) => self.template(value, context),
            None if context.is_jsonata() => {
                let root = if context.root == Root::Input { Root::Input } else { context.root };
                match self.jsonata_path(path, root) {
                    Some(query) => Value::query(query),
                    None => Value::new(ValueKind::Null, key.loc),
                }
            }
            None => Value::query(self.jsonpath_query(path)),
        };
        Field { key, value }
    }

    /// JSONata for `$.a.b = value`: the input with that one field set, objects made on the way.
    pub fn merged(&mut self, path: &QueryText, of: Merge, context: Context) -> Option<Query> {
        let read = self.path_in(path, "the left side of `=`", RESULT_PATH);
        let segments = &read.path()?.segments;
        let mut names = Vec::new();
        for segment in segments {
            match &segment.kind {
                sfn_asl::query::jsonpath::SegmentKind::Name(name) => names.push(name.clone()),
                _ => {
                    messages::merge_needs_names(self.cx, path.span);
                    return None;
                }
            }
        }
        let mut out = TextBuilder::default();
        let mut so_far = String::from("$states.input");
        for name in &names {
            out.push(&format!("$merge([{so_far}, {{{}: ", jsonata_string(name)), path.span);
            so_far.push('.');
            so_far.push_str(&jsonata_name(name));
        }
        match of {
            Merge::Text(text) => out.push(text, path.span),
            Merge::Expr(expr) => self.jsonata_text(expr, context.root, &mut out)?,
            Merge::Path(part) => self.jsonata_path_text(part, context.root, &mut out)?,
        }
        for _ in &names {
            out.push("}])", path.span);
        }
        let query = out.finish(path.span);
        Some(self.jsonata_query(&query))
    }
}

/// What `merged` puts in.
pub enum Merge<'a> {
    Text(&'static str),
    Expr(&'a Expr),
    Path(&'a QueryText),
}

/// `$`
fn whole(span: SpanRange) -> QueryText {
    QueryText { text: "$".to_string(), offsets: vec![(0, span)], span }
}

/// `$.Member`, or below a part of the result.
fn member_path(member: &ast::Str, part: Option<&QueryText>) -> QueryText {
    let mut query = part.cloned().unwrap_or_else(|| whole(member.span));
    let name = sfn_asl::query::jsonpath::SegmentKind::Name(member.value.clone());
    let step = sfn_asl::query::jsonpath::Segment::from(name).to_string();
    query.offsets.push((query.text.len(), member.span));
    query.text.push_str(&step);
    query.span = member.span;
    query
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
