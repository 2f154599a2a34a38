//! Where the result of a Task, Map or Parallel goes.

use sfn_asl::machine::{PathField, State};
use sfn_asl::read::query::{PATH, RESULT_PATH};
use sfn_asl::value::{Field, Query, Text, Value, ValueKind};

use super::attr::{Attrs, key_text};
use super::jsonata::{jsonata_name, jsonata_string};
use super::query::{Root, TextBuilder};
use super::value::Context;
use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
use crate::syntax::ast::{self, Effect, Expr, Target};

impl Lower<'_> {
    /// Where the result of a Task, Map or Parallel goes.
    pub(super) fn result(
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
        // Of what is no call nothing more is said.
        let is_call = match &effect.source {
            ast::Source::Call(ast::Call { callee: ast::Callee::Name(name), .. }) => {
                self.resources.iter().any(|it| *name == it.name)
            }
            _ => true,
        };
        let part = effect.part.as_ref().filter(|_| is_call);
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
                    state.output_path = Some(PathField::from(self.path_in(part, "OutputPath", PATH)));
                }
            }
            Target::Path(path) => {
                if let Some(part) = part {
                    messages::part_into_path(self.cx, part.span);
                }
                state.result_path = Some(PathField::from(self.path_in(path, "ResultPath", RESULT_PATH)));
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
    pub(super) fn assigned(
        &mut self,
        name: &proc_macro2::Ident,
        path: &QueryText,
        value: Option<&Expr>,
        context: Context,
    ) -> Field {
        let key = self.variable_name(name);
        let value = match value {
            Some(value) => self.template(value, context),
            None if context.is_jsonata() => match self.jsonata_path(path, context.root) {
                Some(query) => Value::query(query),
                None => Value::new(ValueKind::Null, key.loc),
            },
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
pub(super) fn whole(span: SpanRange) -> QueryText {
    QueryText { text: "$".to_string(), offsets: vec![(0, span)], span }
}

/// `$.Member`, or below a part of the result.
pub(super) fn member_path(member: &ast::Str, part: Option<&QueryText>) -> QueryText {
    let mut query = part.cloned().unwrap_or_else(|| whole(member.span));
    let name = sfn_asl::query::jsonpath::SegmentKind::Name(member.value.clone());
    let step = sfn_asl::query::jsonpath::Segment::from(name).to_string();
    query.offsets.push((query.text.len(), member.span));
    query.text.push_str(&step);
    query.span = member.span;
    query
}
