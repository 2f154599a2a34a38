//! Expressions → the text of an intrinsic call or of a JSONata expression, with the span of every piece.
//!
//! Everything dynamic goes through text and the one parser of its language, so that checks find the same mistakes in
//! what was built from `format!` or `+` as in what was written out, and on the same tokens.

use proc_macro2::TokenStream;
use sfn_asl::query::{QueryError, intrinsic, jsonata, jsonpath};
use sfn_asl::read::query::{TEMPLATE, Takes, json_path};
use sfn_asl::value::{Query, QueryTree, Text};

use super::{Lower, messages};
use crate::cx::{QueryText, SpanRange};
use crate::lower::holes::Escape;
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

    fn splice(&mut self, query: &QueryText) {
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

    /// A string `"{% … %}"`: written as it is.
    pub fn jsonata_literal(&mut self, text: &str, span: SpanRange) -> Query {
        let query = QueryText { text: text.to_string(), offsets: Vec::new(), span };
        self.read(&query, None, read_jsonata)
    }

    fn read(
        &mut self,
        query: &QueryText,
        printed: Option<String>,
        parse: impl FnOnce(&str) -> Result<QueryTree, Vec<QueryError>>,
    ) -> Query {
        let loc = self.cx.query_loc(query);
        let mut read =
            Query { text: Text::new(query.text.clone(), loc), printed, tree: QueryTree::Invalid };
        match parse(&query.text) {
            Ok(tree) => read.tree = tree,
            Err(errors) => self.report(&read, errors),
        }
        read
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

    /// An expression as the argument of an intrinsic, or as a whole call.
    pub fn intrinsic(&mut self, expr: &Expr) -> Option<Query> {
        let mut out = TextBuilder::default();
        self.intrinsic_text(expr, &mut out)?;
        let query = out.finish(expr.span);
        Some(self.jsonpath_query(&query))
    }

    /// `States.Array(a, b)` of the elements of a list.
    pub fn intrinsic_array(&mut self, items: &[Expr], span: SpanRange) -> Option<Query> {
        let mut out = TextBuilder::default();
        self.intrinsic_call("States.Array", span, items, &mut out)?;
        let query = out.finish(span);
        Some(self.jsonpath_query(&query))
    }

    fn intrinsic_call(&mut self, name: &str, span: SpanRange, args: &[Expr], out: &mut TextBuilder) -> Option<()> {
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
            other => {
                messages::needs_jsonata(self.cx, span, describe(other));
                return None;
            }
        }
        Some(())
    }

    /// The literal pieces of a format template around its `{}` slots, `{{` and `}}` decoded.
    fn format_pieces(&mut self, template: &crate::syntax::ast::Str, args: &[Expr]) -> Option<Vec<String>> {
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

    /// An expression as one JSONata query.
    pub fn jsonata(&mut self, expr: &Expr, root: Root) -> Option<Query> {
        if let ExprKind::Jsonata(query) = &expr.kind {
            return Some(self.jsonata_query(query));
        }
        let mut out = TextBuilder::default();
        self.jsonata_text(expr, root, 0, &mut out)?;
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

    /// Writes `expr` so that it can stand where operators of `level` bind.
    pub fn jsonata_text(&mut self, expr: &Expr, root: Root, level: u8, out: &mut TextBuilder) -> Option<()> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Null => out.push("null", span),
            ExprKind::Bool(value) => out.push(&value.to_string(), span),
            ExprKind::Number(text) => out.push(text, span),
            ExprKind::String(text) => out.push(&jsonata_string(text), span),
            ExprKind::Path(query) => self.jsonata_path_text(query, root, out)?,
            ExprKind::Paren(inner) => {
                out.push("(", span);
                self.jsonata_text(inner, root, 0, out)?;
                out.push(")", span);
            }
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
                    self.jsonata_text(&entry.value, root, 0, out)?;
                }
                out.push("}", span);
            }
            ExprKind::Not(inner) => self.jsonata_list("$not(", std::slice::from_ref(inner), ")", root, span, out)?,
            ExprKind::Negate(inner) => {
                out.push("-", span);
                self.jsonata_text(inner, root, UNARY, out)?;
            }
            ExprKind::Binary { operator, operator_span, left, right } => {
                let (text, at) = jsonata_operator(*operator);
                if at < level {
                    out.push("(", span);
                }
                // A timestamp is text on the wire; instants compare as numbers.
                let millis = is_timestamp(left) || is_timestamp(right);
                self.jsonata_operand(left, root, at, millis, out)?;
                out.push(&format!(" {text} "), (*operator_span).into());
                self.jsonata_operand(right, root, at + 1, millis, out)?;
                if at < level {
                    out.push(")", span);
                }
            }
            ExprKind::Format { template, args } => {
                let pieces = self.format_pieces(template, args)?;
                let several = pieces.iter().filter(|it| !it.is_empty()).count() + args.len() > 1;
                if several && CONCAT < level {
                    out.push("(", span);
                }
                self.jsonata_concat(&pieces, args, template, root, out)?;
                if several && CONCAT < level {
                    out.push(")", span);
                }
            }
            ExprKind::Call { name, args } => self.jsonata_call(name, args, root, level, span, out)?,
            ExprKind::Name { text, tokens } => match self.name_text(text, tokens, span)? {
                Named::Text(text) => out.push(&jsonata_string(&text), span),
                Named::Constant(constant) => {
                    let hole = self.holes.add(constant, Escape::JsonataValue);
                    out.push(&format!("$states.input.{hole}"), span);
                }
            },
            ExprKind::Error => return None,
            other => {
                messages::no_expression(self.cx, span, describe(other));
                return None;
            }
        }
        Some(())
    }

    fn jsonata_operand(
        &mut self,
        expr: &Expr,
        root: Root,
        level: u8,
        millis: bool,
        out: &mut TextBuilder,
    ) -> Option<()> {
        if !millis {
            return self.jsonata_text(expr, root, level, out);
        }
        out.push("$toMillis(", expr.span);
        match &expr.kind {
            ExprKind::Call { name, args } if name.value == "timestamp" && args.len() == 1 => {
                self.jsonata_text(&args[0], root, 0, out)?;
            }
            _ => self.jsonata_text(expr, root, 0, out)?,
        }
        out.push(")", expr.span);
        Some(())
    }

    fn jsonata_concat(
        &mut self,
        pieces: &[String],
        args: &[Expr],
        template: &crate::syntax::ast::Str,
        root: Root,
        out: &mut TextBuilder,
    ) -> Option<()> {
        let mut first = true;
        let only_arg = args.len() == 1 && pieces.iter().all(String::is_empty);
        for (i, piece) in pieces.iter().enumerate() {
            if !piece.is_empty() || (pieces.len() == 1) {
                let joint = if first { "" } else { " & " };
                out.push(&format!("{joint}{}", jsonata_string(piece)), template.span);
                first = false;
            }
            let Some(arg) = args.get(i) else { continue };
            if only_arg {
                // Nothing to join it with, and `format!` always gives text.
                return self.jsonata_list("$string(", args, ")", root, arg.span, out);
            }
            if !first {
                out.push(" & ", arg.span);
            }
            self.jsonata_text(arg, root, CONCAT + 1, out)?;
            first = false;
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
            self.jsonata_text(item, root, 0, out)?;
        }
        out.push(close, span);
        Some(())
    }

    /// Comparison operators and intrinsics by ASL's names, so that a condition or value reads the same under both
    /// query languages where JSONata has the same thing.
    fn jsonata_call(
        &mut self,
        name: &crate::syntax::ast::Str,
        args: &[Expr],
        root: Root,
        level: u8,
        span: SpanRange,
        out: &mut TextBuilder,
    ) -> Option<()> {
        let wrap = |open: &str, lower: &mut Self, out: &mut TextBuilder| {
            lower.jsonata_list(open, args, ")", root, name.span, out)
        };
        if let Some(function) = JSONATA_OF_INTRINSIC.iter().find(|it| it.0 == name.value) {
            return wrap(&format!("{}(", function.1), self, out);
        }
        match (name.value.as_str(), args) {
            ("IsPresent", [_]) => wrap("$exists(", self, out),
            ("Not", [_]) => wrap("$not(", self, out),
            ("IsNull" | "IsString" | "IsNumeric" | "IsBoolean", [_]) => {
                let of = match name.value.as_str() {
                    "IsNull" => "null",
                    "IsString" => "string",
                    "IsNumeric" => "number",
                    _ => "boolean",
                };
                let parens = COMPARE < level;
                out.push(if parens { "($type(" } else { "$type(" }, name.span);
                self.jsonata_text(&args[0], root, 0, out)?;
                out.push(&format!(") = '{of}'{}", if parens { ")" } else { "" }), name.span);
                Some(())
            }
            ("StringMatches", [value, Expr { kind: ExprKind::String(pattern), .. }]) => {
                out.push("$contains(", name.span);
                self.jsonata_text(value, root, 0, out)?;
                out.push(&format!(", {})", regex_of(pattern)), span);
                Some(())
            }
            ("States.MathAdd", [left, right]) => {
                self.jsonata_infix(left, "+", right, (ADD, ADD, ADD + 1), root, level, span, out)
            }
            ("States.ArrayContains", [list, value]) => {
                self.jsonata_infix(value, "in", list, (COMPARE, ADD, ADD), root, level, span, out)
            }
            ("States.Array", _) => self.jsonata_list("[", args, "]", root, span, out),
            ("States.ArrayGetItem", [list, index]) => {
                self.jsonata_text(list, root, POSTFIX, out)?;
                self.jsonata_list("[", std::slice::from_ref(index), "]", root, span, out)
            }
            ("States.JsonMerge", [left, right, _]) => {
                out.push("$merge([", name.span);
                self.jsonata_text(left, root, 0, out)?;
                out.push(", ", span);
                self.jsonata_text(right, root, 0, out)?;
                out.push("])", span);
                Some(())
            }
            (other, [left, right]) => match comparison_of(other) {
                Some(operator) => {
                    let timestamps = other.starts_with("Timestamp");
                    let parens = COMPARE < level;
                    out.push(if parens { "(" } else { "" }, span);
                    self.jsonata_operand(left, root, ADD, timestamps, out)?;
                    out.push(&format!(" {operator} "), name.span);
                    self.jsonata_operand(right, root, ADD, timestamps, out)?;
                    out.push(if parens { ")" } else { "" }, span);
                    Some(())
                }
                None => self.unknown_function(name),
            },
            _ => self.unknown_function(name),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn jsonata_infix(
        &mut self,
        left: &Expr,
        operator: &str,
        right: &Expr,
        (at, left_level, right_level): (u8, u8, u8),
        root: Root,
        level: u8,
        span: SpanRange,
        out: &mut TextBuilder,
    ) -> Option<()> {
        out.push(if at < level { "(" } else { "" }, span);
        self.jsonata_text(left, root, left_level, out)?;
        out.push(&format!(" {operator} "), span);
        self.jsonata_text(right, root, right_level, out)?;
        out.push(if at < level { ")" } else { "" }, span);
        Some(())
    }

    fn unknown_function(&mut self, name: &crate::syntax::ast::Str) -> Option<()> {
        messages::no_jsonata_counterpart(self.cx, name.span, &name.value);
        None
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

// Binding strength, weakest first; an operand is written in parentheses when it binds less than its place needs.
const COMPARE: u8 = 3;
const ADD: u8 = 4;
const CONCAT: u8 = ADD;
const UNARY: u8 = 6;
const POSTFIX: u8 = 7;

fn jsonata_operator(operator: BinaryOperator) -> (&'static str, u8) {
    match operator {
        BinaryOperator::Or => ("or", 1),
        BinaryOperator::And => ("and", 2),
        BinaryOperator::Equal => ("=", COMPARE),
        BinaryOperator::NotEqual => ("!=", COMPARE),
        BinaryOperator::Less => ("<", COMPARE),
        BinaryOperator::LessEqual => ("<=", COMPARE),
        BinaryOperator::Greater => (">", COMPARE),
        BinaryOperator::GreaterEqual => (">=", COMPARE),
        BinaryOperator::Add => ("+", ADD),
        BinaryOperator::Subtract => ("-", ADD),
        BinaryOperator::Multiply => ("*", 5),
        BinaryOperator::Divide => ("/", 5),
        BinaryOperator::Remainder => ("%", 5),
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
