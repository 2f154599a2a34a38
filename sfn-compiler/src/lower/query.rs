//! Queries: text with the span of every piece, read by the one parser of its language.
//!
//! Everything dynamic goes through text, so that checks find the same mistakes in what was built from `format!` or `+`
//! as in what was written out, and on the same tokens. [`super::intrinsic`] and [`super::jsonata`] write the text.

use proc_macro2::TokenStream;
use sfn_asl::query::{QueryError, jsonata};
use sfn_asl::read::query::{Jsonata as JsonataString, TEMPLATE, Takes, json_path, jsonata as jsonata_string};
use sfn_asl::value::{Query, QueryTree, Text};

use super::task::intrinsic;
use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind};

/// What `$` means where an expression stands (JSONata only: in JSONPath the field decides).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Root {
    /// The state's input.
    Input,
    /// Its result: `select`, `let`, `#[assign]` of Task, Map and Parallel.
    Result,
    /// `{Error, Cause}`: `#[assign]` and `#[output]` of a catch arm.
    ErrorOutput,
}

impl Root {
    pub fn text(self) -> &'static str {
        match self {
            Root::Input => "$states.input",
            Root::Result => "$states.result",
            Root::ErrorOutput => "$states.errorOutput",
        }
    }
}

/// Text with the spans of its pieces.
#[derive(Default)]
pub struct TextBuilder {
    text: String,
    offsets: Vec<(usize, SpanRange)>,
}

impl TextBuilder {
    pub fn push(&mut self, text: &str, span: SpanRange) {
        self.offsets.push((self.text.len(), span));
        self.text.push_str(text);
    }

    pub fn splice(&mut self, query: &QueryText) {
        let at = self.text.len();
        if query.offsets.is_empty() {
            self.offsets.push((at, query.span));
        }
        self.offsets.extend(query.offsets.iter().map(|(offset, span)| (at + offset, *span)));
        self.text.push_str(&query.text);
    }

    pub fn finish(self, span: SpanRange) -> QueryText {
        QueryText { text: self.text, offsets: self.offsets, span }
    }
}

impl Lower<'_> {
    /// A path or an intrinsic call where a field of paths takes one.
    pub fn path_in(&mut self, query: &QueryText, field: &str, takes: Takes) -> Query {
        let loc = self.cx.query_loc(query);
        json_path(&mut self.cx.diagnostics, field, Text::new(query.text.clone(), loc), takes)
    }

    /// A path or an intrinsic call in a payload template.
    pub fn jsonpath_query(&mut self, query: &QueryText) -> Query {
        self.path_in(query, "a value", TEMPLATE)
    }

    /// JSONata from tokens: what is written is the canonical print of the tree.
    pub fn jsonata_query(&mut self, query: &QueryText) -> Query {
        let mut shifted = query.clone();
        shifted.text = format!("{{%{}%}}", query.text);
        shifted.offsets.iter_mut().for_each(|(offset, _)| *offset += 2);
        let printed = match jsonata::parse(&query.text) {
            Ok(expr) if !query.offsets.is_empty() => format!("{{% {expr} %}}"),
            _ => format!("{{% {} %}}", query.text.trim()),
        };
        self.read(&shifted, Some(printed), read_jsonata)
    }

    /// A string in JSONata: an expression if the service sees one, written as it is; else text.
    pub fn jsonata_string(&mut self, text: &str, span: SpanRange) -> Option<Query> {
        let query = QueryText { text: text.to_string(), offsets: Vec::new(), span };
        let loc = self.cx.query_loc(&query);
        match jsonata_string(&mut self.cx.diagnostics, Text::new(query.text, loc)) {
            JsonataString::Literal => None,
            JsonataString::Expression(query) => Some(query),
        }
    }

    fn read(
        &mut self,
        query: &QueryText,
        printed: Option<String>,
        parse: impl FnOnce(&str) -> Result<QueryTree, Vec<QueryError>>,
    ) -> Query {
        let loc = self.cx.query_loc(query);
        let mut read = Query { text: Text::new(query.text.clone(), loc), printed, tree: QueryTree::Invalid };
        match parse(&query.text) {
            Ok(tree) => read.tree = tree,
            Err(errors) => self.report(&read, errors),
        }
        read
    }

    /// Reports what a JSONPath state cannot compute.
    pub fn no_jsonpath(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Duration { .. } | ExprKind::ServiceCall(_) | ExprKind::Underscore => {
                self.no_value(expr)
            }
            ExprKind::Binary { operator_span, .. } => {
                messages::needs_jsonata(self.cx, (*operator_span).into(), describe(&expr.kind));
            }
            ExprKind::Call { name, .. } => match intrinsic(&name.value) {
                Some(meant) => messages::unknown_callee(self.cx, name.span, &name.value, Some(meant)),
                None => messages::needs_jsonata(self.cx, expr.span, describe(&expr.kind)),
            },
            other => messages::needs_jsonata(self.cx, expr.span, describe(other)),
        }
    }

    /// Reports what is a value in no language.
    pub fn no_value(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Duration { .. } => messages::duration_is_no_value(self.cx, expr.span),
            ExprKind::ServiceCall(_) => messages::call_is_no_value(self.cx, expr.span),
            other => messages::no_expression(self.cx, expr.span, describe(other)),
        }
    }

    fn report(&mut self, query: &Query, errors: Vec<QueryError>) {
        let by = sfn_asl::value::jsonata_offset(&query.text.value);
        for error in errors {
            let range = error.range.start + by..error.range.end + by;
            let place = sfn_asl::diag::Place::within(query.text.loc, range);
            let found = self.cx.diagnostics.error(error.code, place, error.message);
            found.help = error.help;
        }
    }
}

fn read_jsonata(text: &str) -> Result<QueryTree, Vec<QueryError>> {
    jsonata::parse(sfn_asl::value::jsonata_body(text).unwrap_or(text)).map(QueryTree::Jsonata)
}

/// What a bare name stands for.
pub enum Named {
    /// A declared resource: its substitution or literal.
    Text(String),
    /// A Rust constant: named here, or the value of a resource.
    Constant(TokenStream),
}

/// What an expression is, in the words of a message.
pub fn describe(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Null => "`null`",
        ExprKind::Bool(_) => "a boolean",
        ExprKind::Number(_) => "a number",
        ExprKind::String(_) => "text",
        ExprKind::Duration { .. } => "a duration",
        ExprKind::Array(_) => "a list",
        ExprKind::Object(_) => "an object",
        ExprKind::Path(_) | ExprKind::Jsonpath(_) => "a path",
        ExprKind::Jsonata(_) => "a JSONata expression",
        ExprKind::Call { name, .. } if name.value == "evaluate" => "`evaluate` as part of a value",
        ExprKind::Call { .. } => "a call",
        ExprKind::Format { .. } => "`format!`",
        ExprKind::Binary { operator, .. } => match operator {
            BinaryOperator::Or | BinaryOperator::And => "a condition",
            BinaryOperator::Add | BinaryOperator::Subtract => "a sum",
            BinaryOperator::Multiply => "a product",
            BinaryOperator::Divide => "a quotient",
            BinaryOperator::Remainder => "a remainder",
            _ => "a comparison",
        },
        ExprKind::Not(_) => "a negation",
        ExprKind::Negate(_) => "a negated value",
        ExprKind::Paren(_) => "parentheses",
        ExprKind::Name { .. } => "a name",
        ExprKind::ServiceCall(_) => "a call of a service",
        ExprKind::Underscore => "`_`",
        ExprKind::Error => "this",
    }
}
