//! `evaluate("…")`: an expression of JavaScript, as one JSONata expression or for a function to evaluate.

use sfn_asl::machine::State;
use sfn_asl::query::javascript;

use super::attr::Attrs;
use super::query::{Root, TextBuilder};
use super::value::Context;
use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
use crate::syntax::ast::{Call, CallBody, Callee, Entry, Evaluate, Expr, ExprKind, Str};

/// Whether a value is nothing but an expression of JavaScript.
pub fn is_evaluate(value: &Expr) -> bool {
    matches!(&value.kind, ExprKind::Call { name, .. } if name.value == "evaluate")
}

impl Lower<'_> {
    /// `evaluate("…")` as part of a JSONata expression.
    pub fn evaluate(
        &mut self,
        args: &[Expr],
        root: Root,
        span: SpanRange,
        out: &mut TextBuilder,
    ) -> Option<()> {
        let [expression] = args else {
            messages::evaluate_arguments(self.cx, span);
            return None;
        };
        let query = self.javascript_text(expression)?;
        let member = root.text().strip_prefix("$states.").unwrap_or("input");
        let read = javascript::parse(&query.text).and_then(|it| javascript::to_jsonata(&it, member));
        match read {
            Ok(jsonata) => {
                out.push(&format!("({jsonata})"), query.span);
                Some(())
            }
            Err(error) => {
                messages::javascript(self.cx, &query, &error);
                None
            }
        }
    }

    /// `evaluate("…", function: f)`: the function gets the expression and what its paths lead to, as that of the CDK's
    /// EvaluateExpression does.
    pub fn evaluate_by(&mut self, state: &mut State, attrs: &Attrs, of: &Evaluate, context: Context) {
        let function = match &of.function.kind {
            ExprKind::Name { tokens, .. } => match tokens.clone().into_iter().next() {
                Some(proc_macro2::TokenTree::Ident(ident)) => Some(ident),
                _ => None,
            },
            _ => None,
        };
        if function.is_none() && !matches!(of.function.kind, ExprKind::Error) {
            messages::evaluate_function(self.cx, of.function.span);
        }
        let mut entries = Vec::new();
        if let Some(query) = self.javascript_text(&of.expression) {
            match javascript::parse(&query.text) {
                Ok(tree) => entries = self.event(&query, &tree),
                Err(error) => messages::javascript(self.cx, &query, &error),
            }
        }
        let callee = function.map_or(Callee::Error, Callee::Name);
        let call = Call { callee, suffix: None, body: CallBody::Object(entries, of.span), span: of.span };
        self.call(state, attrs, &call, context);
        // The CDK retries these on nothing.
        state.retry = None;
    }

    /// `expression` and `expressionAttributeValues`.
    fn event(&mut self, query: &QueryText, tree: &javascript::Expr) -> Vec<Entry> {
        let span = query.span;
        let entry = |key: &str, kind: ExprKind| Entry {
            key: Str { value: key.to_string(), span },
            quoted: true,
            value: Expr { kind, span },
        };
        let path = |path: &str| {
            let query = QueryText { text: path.to_string(), offsets: Vec::new(), span };
            entry(path, ExprKind::Path(query))
        };
        let values = javascript::paths(tree, &query.text).into_iter().map(path).collect();
        vec![
            entry("expression", ExprKind::String(query.text.clone())),
            entry("expressionAttributeValues", ExprKind::Object(values)),
        ]
    }

    fn javascript_text(&mut self, expression: &Expr) -> Option<QueryText> {
        match &expression.kind {
            ExprKind::String(text) => {
                Some(QueryText { text: text.clone(), offsets: Vec::new(), span: expression.span })
            }
            ExprKind::Error => None,
            _ => {
                messages::evaluate_arguments(self.cx, expression.span);
                None
            }
        }
    }
}
