//! Expressions → JSONata.
//!
//! Operands are written in parentheses wherever they might be needed: the parser drops those that only group, and the
//! printer puts in those that the tree needs.

use sfn_asl::query::{jsonata, jsonpath};
use sfn_asl::value::{Query, QueryTree};

use super::holes::Escape;
use super::query::{Named, Root, TextBuilder};
use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, Str};

impl Lower<'_> {
    /// An expression as one JSONata query.
    pub fn jsonata(&mut self, expr: &Expr, root: Root) -> Option<Query> {
        if let ExprKind::Jsonata(query) = &expr.kind {
            return Some(self.jsonata_query(query));
        }
        let mut out = TextBuilder::default();
        self.jsonata_text(expr, root, &mut out)?;
        let query = out.finish(expr.span);
        Some(self.jsonata_query(&query))
    }

    /// A path from `$`, as one JSONata query: `.A.B` behind a call.
    pub fn jsonata_path(&mut self, query: &QueryText, root: Root) -> Option<Query> {
        let mut out = TextBuilder::default();
        self.jsonata_path_text(query, root, &mut out)?;
        let query = out.finish(query.span);
        Some(self.jsonata_query(&query))
    }

    /// `None` when the expression has no JSONata; that has been reported.
    pub fn jsonata_text(&mut self, expr: &Expr, root: Root, out: &mut TextBuilder) -> Option<()> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Null => out.push("null", span),
            ExprKind::Bool(value) => out.push(&value.to_string(), span),
            ExprKind::Number(text) => out.push(text, span),
            ExprKind::String(text) => out.push(&jsonata_string(text), span),
            ExprKind::Path(query) => self.jsonata_path_text(query, root, out)?,
            ExprKind::Paren(inner) => self.jsonata_operand(inner, root, out)?,
            ExprKind::Jsonata(query) => {
                out.push("(", span);
                out.splice(query);
                out.push(")", span);
            }
            ExprKind::Array(items) => self.jsonata_list("[", items, "]", root, span, out)?,
            ExprKind::Object(entries) => {
                out.push("{", span);
                for (i, entry) in entries.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    out.push(&format!("{comma}{}: ", jsonata_string(&entry.key.value)), entry.key.span);
                    self.jsonata_text(&entry.value, root, out)?;
                }
                out.push("}", span);
            }
            ExprKind::Not(inner) => {
                self.jsonata_list("$not(", std::slice::from_ref(inner), ")", root, span, out)?
            }
            ExprKind::Negate(inner) => {
                out.push("-", span);
                match inner.kind {
                    ExprKind::Path(_) => self.jsonata_text(inner, root, out)?,
                    _ => self.jsonata_operand(inner, root, out)?,
                }
            }
            ExprKind::Binary { operator, operator_span, left, right } => {
                // A timestamp is text on the wire; instants compare as numbers.
                let instants = is_timestamp(left) || is_timestamp(right);
                let at = (*operator_span).into();
                self.jsonata_infix([left, right], jsonata_operator(*operator), at, instants, root, out)?;
            }
            ExprKind::Format { template, args } => self.jsonata_format(template, args, root, out)?,
            ExprKind::Call { name, args } => self.jsonata_call(name, args, root, span, out)?,
            ExprKind::Name { text, tokens } => match self.name_text(text, tokens, span)? {
                Named::Text(text) => out.push(&jsonata_string(&text), span),
                Named::Constant(constant) => {
                    let hole = self.holes.add(constant, Escape::JsonataValue);
                    out.push(&format!("$states.input.{hole}"), span);
                }
            },
            ExprKind::Error => return None,
            _ => {
                self.no_value(expr);
                return None;
            }
        }
        Some(())
    }

    fn jsonata_operand(&mut self, expr: &Expr, root: Root, out: &mut TextBuilder) -> Option<()> {
        out.push("(", expr.span);
        self.jsonata_text(expr, root, out)?;
        out.push(")", expr.span);
        Some(())
    }

    fn jsonata_infix(
        &mut self,
        operands: [&Expr; 2],
        operator: &str,
        at: SpanRange,
        instants: bool,
        root: Root,
        out: &mut TextBuilder,
    ) -> Option<()> {
        for (i, operand) in operands.into_iter().enumerate() {
            if i > 0 {
                out.push(&format!(" {operator} "), at);
            }
            let inner = match &operand.kind {
                ExprKind::Call { args, .. } if is_timestamp(operand) && args.len() == 1 => &args[0],
                _ => operand,
            };
            if instants {
                out.push("$toMillis", operand.span);
            }
            self.jsonata_operand(inner, root, out)?;
        }
        Some(())
    }

    /// `format!("a {} b", x)` → `'a ' & x & ' b'`
    fn jsonata_format(
        &mut self,
        template: &Str,
        args: &[Expr],
        root: Root,
        out: &mut TextBuilder,
    ) -> Option<()> {
        let pieces = self.format_pieces(template, args)?;
        if let ([arg], true) = (args, pieces.iter().all(String::is_empty)) {
            // Nothing to join it with, and `format!` always gives text.
            return self.jsonata_list("$string(", std::slice::from_ref(arg), ")", root, arg.span, out);
        }
        let mut joint = "";
        for (i, piece) in pieces.iter().enumerate() {
            if !piece.is_empty() || pieces.len() == 1 {
                out.push(&format!("{joint}{}", jsonata_string(piece)), template.span);
                joint = " & ";
            }
            if let Some(arg) = args.get(i) {
                out.push(joint, arg.span);
                self.jsonata_operand(arg, root, out)?;
                joint = " & ";
            }
        }
        Some(())
    }

    fn jsonata_list(
        &mut self,
        open: &str,
        items: &[Expr],
        close: &str,
        root: Root,
        span: SpanRange,
        out: &mut TextBuilder,
    ) -> Option<()> {
        out.push(open, span);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push(", ", item.span);
            }
            self.jsonata_text(item, root, out)?;
        }
        out.push(close, span);
        Some(())
    }

    /// Comparison operators and intrinsics by ASL's names, so that a condition or value reads the same under both
    /// query languages where JSONata has the same thing.
    fn jsonata_call(
        &mut self,
        name: &Str,
        args: &[Expr],
        root: Root,
        span: SpanRange,
        out: &mut TextBuilder,
    ) -> Option<()> {
        if let Some((_, function)) = JSONATA_OF_INTRINSIC.iter().find(|it| it.0 == name.value) {
            return self.jsonata_list(&format!("{function}("), args, ")", root, name.span, out);
        }
        match (name.value.as_str(), args) {
            ("evaluate", _) => self.evaluate(args, root, span, out),
            ("IsPresent", [_]) => self.jsonata_list("$exists(", args, ")", root, name.span, out),
            ("Not", [_]) => self.jsonata_list("$not(", args, ")", root, name.span, out),
            ("IsNull", [_]) => self.jsonata_list("$type(", args, ") = 'null'", root, name.span, out),
            ("IsString", [_]) => self.jsonata_list("$type(", args, ") = 'string'", root, name.span, out),
            ("IsNumeric", [_]) => self.jsonata_list("$type(", args, ") = 'number'", root, name.span, out),
            ("IsBoolean", [_]) => self.jsonata_list("$type(", args, ") = 'boolean'", root, name.span, out),
            ("StringMatches", [value, Expr { kind: ExprKind::String(pattern), .. }]) => {
                out.push("$contains(", name.span);
                self.jsonata_text(value, root, out)?;
                out.push(&format!(", {})", regex_of(pattern)), span);
                Some(())
            }
            ("States.MathAdd", [left, right]) => {
                self.jsonata_infix([left, right], "+", name.span, false, root, out)
            }
            ("States.ArrayContains", [list, value]) => {
                self.jsonata_infix([value, list], "in", name.span, false, root, out)
            }
            ("States.Array", _) => self.jsonata_list("[", args, "]", root, span, out),
            ("States.ArrayGetItem", [list, index]) => {
                self.jsonata_text(list, root, out)?;
                self.jsonata_list("[", std::slice::from_ref(index), "]", root, span, out)
            }
            ("States.JsonMerge", [both @ .., _]) if both.len() == 2 => {
                self.jsonata_list("$merge([", both, "])", root, name.span, out)
            }
            (operator, [left, right]) if comparison_of(operator).is_some() => {
                let instants = operator.starts_with("Timestamp");
                let sign = comparison_of(operator)?;
                self.jsonata_infix([left, right], sign, name.span, instants, root, out)
            }
            _ => {
                messages::no_jsonata_counterpart(self.cx, name.span, &name.value);
                None
            }
        }
    }

    pub fn jsonata_path_text(&mut self, query: &QueryText, root: Root, out: &mut TextBuilder) -> Option<()> {
        let read = self.jsonpath_query(query);
        let QueryTree::Path(path) = &read.tree else { return None };
        // A range of the text back to its tokens.
        let span_at = |at: usize| {
            query.offsets.iter().rev().find(|(offset, _)| *offset <= at).map_or(query.span, |(_, span)| *span)
        };
        match &path.root {
            jsonpath::Root::Document => out.push(root.text(), span_at(0)),
            jsonpath::Root::Context => out.push("$states.context", span_at(0)),
            jsonpath::Root::Current => return None,
            jsonpath::Root::Variable(name) => out.push(&format!("${name}"), span_at(0)),
        }
        let mut many = false;
        for segment in &path.segments {
            let span = span_at(segment.range.start);
            match &segment.kind {
                jsonpath::SegmentKind::Name(name) => out.push(&format!(".{}", jsonata_name(name)), span),
                jsonpath::SegmentKind::Index(index) => out.push(&format!("[{index}]"), span),
                jsonpath::SegmentKind::Wildcard => many = true,
                _ => {
                    messages::path_has_no_jsonata(self.cx, span);
                    return None;
                }
            }
        }
        if many {
            // JSONata maps over lists by itself, and lets a list of one collapse unless told to keep it.
            out.push("[]", query.span);
        }
        Some(())
    }
}

fn jsonata_operator(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or => "or",
        BinaryOperator::And => "and",
        BinaryOperator::Equal => "=",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterEqual => ">=",
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Remainder => "%",
    }
}

/// Intrinsics that JSONata has with the same arguments (Developer Guide, "Transforming data with JSONata").
const JSONATA_OF_INTRINSIC: &[(&str, &str)] = &[
    ("States.StringToJson", "$parse"),
    ("States.JsonToString", "$string"),
    ("States.ArrayLength", "$count"),
    ("States.ArrayPartition", "$partition"),
    ("States.ArrayRange", "$range"),
    ("States.ArrayUnique", "$distinct"),
    ("States.Base64Encode", "$base64encode"),
    ("States.Base64Decode", "$base64decode"),
    ("States.Hash", "$hash"),
    ("States.UUID", "$uuid"),
];

fn comparison_of(operator: &str) -> Option<&'static str> {
    let family = ["String", "Numeric", "Boolean", "Timestamp"].iter().find(|it| operator.starts_with(*it))?;
    let relation = operator[family.len()..].strip_suffix("Path").unwrap_or(&operator[family.len()..]);
    Some(match relation {
        "Equals" => "=",
        "LessThan" => "<",
        "LessThanEquals" => "<=",
        "GreaterThan" => ">",
        "GreaterThanEquals" => ">=",
        _ => return None,
    })
}

/// A glob of `StringMatches` as a regular expression: `*` is any run, `\*` and `\\` are escapes.
fn regex_of(glob: &str) -> String {
    let mut regex = String::from("/^");
    let mut chars = glob.chars();
    while let Some(c) = chars.next() {
        let literal = match c {
            '*' => {
                regex.push_str(".*");
                continue;
            }
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        };
        if "\\/^$.|?*+()[]{}".contains(literal) {
            regex.push('\\');
        }
        regex.push(literal);
    }
    regex + "$/"
}

fn is_timestamp(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call { name, .. } if name.value == "timestamp")
}

/// A JSONata string literal.
pub fn jsonata_string(text: &str) -> String {
    jsonata::Expr::string(text).to_string()
}

/// A JSONata field name, in backticks where it is no identifier.
pub fn jsonata_name(name: &str) -> String {
    let path = jsonata::Expr::path("x", [name]).to_string();
    path.strip_prefix("$x.").map(str::to_string).unwrap_or(path)
}
