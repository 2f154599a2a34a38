//! Values that are assigned → Pass states.

use sfn_asl::machine::{PathField, State, StateKind};
use sfn_asl::read::query::RESULT_PATH;
use sfn_asl::value::{Field, Value, ValueKind};

use super::attr::Attrs;
use super::query::Root;
use super::result::{Merge, member_path, whole};
use super::value::Context;
use super::{Lower, messages};
use crate::syntax::ast::{CallBody, Effect, Expr, ExprKind, Target};

impl Lower<'_> {
    /// `pass`, `pass { … }`, `pass(value)`
    pub(super) fn pass(
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
                state.result_path = Some(PathField::from(self.path_in(path, "ResultPath", RESULT_PATH)));
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
    pub(super) fn value_pass(
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
                state.result_path = Some(PathField::from(self.path_in(path, "ResultPath", RESULT_PATH)));
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

    pub(super) fn refuse_on_pass(&mut self, effect: &Effect) {
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
}
