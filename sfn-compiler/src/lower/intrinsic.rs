//! Expressions → intrinsic calls: what JSONPath can compute.

use sfn_asl::query::intrinsic;
use sfn_asl::read::query::{TEMPLATE, Takes};
use sfn_asl::value::Query;

use super::holes::Escape;
use super::query::{Named, TextBuilder};
use super::{Lower, messages};
use crate::cx::SpanRange;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, Str};

impl Lower<'_> {
    /// An expression as the argument of an intrinsic, or as a whole call.
    pub fn intrinsic(&mut self, expr: &Expr) -> Option<Query> {
        self.intrinsic_in(expr, "a value", TEMPLATE)
    }

    /// The same, as the value of a field that takes other calls than a template.
    pub fn intrinsic_in(&mut self, expr: &Expr, field: &str, takes: Takes) -> Option<Query> {
        let mut out = TextBuilder::default();
        self.intrinsic_text(expr, &mut out)?;
        let query = out.finish(expr.span);
        Some(self.path_in(&query, field, takes))
    }

    /// `States.Array(a, b)` of the elements of a list.
    pub fn intrinsic_array(&mut self, items: &[Expr], span: SpanRange) -> Option<Query> {
        let mut out = TextBuilder::default();
        self.intrinsic_call("States.Array", span, items, &mut out)?;
        let query = out.finish(span);
        Some(self.jsonpath_query(&query))
    }

    fn intrinsic_call(
        &mut self,
        name: &str,
        span: SpanRange,
        args: &[Expr],
        out: &mut TextBuilder,
    ) -> Option<()> {
        out.push(name, span);
        out.push("(", span);
        for (i, arg) in args.iter().enumerate() {
            if i > 0 {
                out.push(", ", arg.span);
            }
            self.intrinsic_text(arg, out)?;
        }
        out.push(")", span);
        Some(())
    }

    /// `None` when the expression has no place in an intrinsic; that has been reported.
    fn intrinsic_text(&mut self, expr: &Expr, out: &mut TextBuilder) -> Option<()> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Null => out.push("null", span),
            ExprKind::Bool(value) => out.push(&value.to_string(), span),
            ExprKind::Number(text) => out.push(text, span),
            ExprKind::String(text) => out.push(&format!("'{}'", intrinsic::escape_string(text)), span),
            ExprKind::Path(query) | ExprKind::Jsonpath(query) => out.splice(query),
            ExprKind::Paren(inner) => self.intrinsic_text(inner, out)?,
            ExprKind::Array(items) => self.intrinsic_call("States.Array", span, items, out)?,
            ExprKind::Call { name, args } if name.value.starts_with("States.") => {
                self.intrinsic_call(&name.value, name.span, args, out)?;
            }
            ExprKind::Format { template, args } => {
                let slots = self.format_pieces(template, args)?;
                out.push("States.Format", template.span);
                let escaped: Vec<String> = slots.iter().map(|it| escape_template(it)).collect();
                out.push(&format!("('{}'", escaped.join("{}")), template.span);
                for arg in args {
                    out.push(", ", arg.span);
                    self.intrinsic_text(arg, out)?;
                }
                out.push(")", span);
            }
            ExprKind::Binary { operator: BinaryOperator::Add, left, right, operator_span } => {
                out.push("States.MathAdd", (*operator_span).into());
                out.push("(", span);
                self.intrinsic_text(left, out)?;
                out.push(", ", right.span);
                self.intrinsic_text(right, out)?;
                out.push(")", span);
            }
            ExprKind::Binary { operator: BinaryOperator::Subtract, left, right, operator_span } => {
                let ExprKind::Number(number) = &right.kind else {
                    messages::needs_jsonata(self.cx, (*operator_span).into(), "a difference of two values");
                    return None;
                };
                let negated = number.strip_prefix('-').map_or_else(|| format!("-{number}"), str::to_string);
                out.push("States.MathAdd", (*operator_span).into());
                out.push("(", span);
                self.intrinsic_text(left, out)?;
                out.push(&format!(", {negated})"), right.span);
            }
            ExprKind::Name { text, tokens } => match self.name_text(text, tokens, span)? {
                Named::Text(text) => out.push(&format!("'{}'", intrinsic::escape_string(&text)), span),
                Named::Constant(constant) => {
                    let hole = self.holes.add(constant, Escape::IntrinsicValue);
                    out.push(&format!("$.{hole}"), span);
                }
            },
            ExprKind::Error => return None,
            _ => {
                self.no_jsonpath(expr);
                return None;
            }
        }
        Some(())
    }

    /// The literal pieces of a format template around its `{}` slots, `{{` and `}}` decoded.
    pub fn format_pieces(&mut self, template: &Str, args: &[Expr]) -> Option<Vec<String>> {
        let mut pieces = vec![String::new()];
        let mut chars = template.value.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '{' if chars.peek() == Some(&'{') => {
                    chars.next();
                    pieces.last_mut()?.push('{');
                }
                '}' if chars.peek() == Some(&'}') => {
                    chars.next();
                    pieces.last_mut()?.push('}');
                }
                '{' => {
                    // `${Name}` is a deploy-time substitution here as everywhere.
                    if pieces.last()?.ends_with('$') {
                        pieces.last_mut()?.push('{');
                        for c in chars.by_ref() {
                            pieces.last_mut()?.push(c);
                            if c == '}' {
                                break;
                            }
                        }
                        continue;
                    }
                    let inside: String = chars.by_ref().take_while(|c| *c != '}').collect();
                    if !inside.is_empty() {
                        messages::format_slot_with_content(self.cx, template.span, &inside);
                        return None;
                    }
                    pieces.push(String::new());
                }
                '}' => {
                    messages::format_lone_brace(self.cx, template.span);
                    return None;
                }
                c => pieces.last_mut()?.push(c),
            }
        }
        if pieces.len() - 1 != args.len() {
            messages::format_arity(self.cx, template.span, pieces.len() - 1, args.len());
            return None;
        }
        Some(pieces)
    }
}

/// A literal piece of a template; `${Name}` in it is a deploy-time substitution and stays.
fn escape_template(piece: &str) -> String {
    let mut text = String::new();
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else { break };
        text.push_str(&intrinsic::escape_template(before));
        text.push_str(&format!("${{{name}}}"));
        rest = after;
    }
    text + &intrinsic::escape_template(rest)
}
