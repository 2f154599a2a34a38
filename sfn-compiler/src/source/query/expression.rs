//! JSONata: as an expression of the language, as tokens, or as the text that it is.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use sfn_asl::query::jsonata::{self, BinaryOp, ExprKind};
use sfn_asl::value::{Query, QueryTree};

use super::super::literal::{string, string_doc};
use super::super::pretty::{Doc, concat, group, indent, list, text};
use super::{Root, leading_ident};

/// A JSONata expression: as an expression of the language, as tokens, or as the string that it is.
pub(super) fn jsonata(written: &str, expr: &jsonata::Expr, root: Root) -> Doc {
    if let Some(path) = jsonata_path(written, root) {
        return text(path);
    }
    if let Some(surface) = surface_of(written, expr, root) {
        return surface;
    }
    match jsonata_tokens(written, expr) {
        Some(tokens) => text(format!("{{% {tokens} %}}")),
        None => string_doc(written),
    }
}

/// `{% $states.input.order.id %}` is `$.order.id`.
pub fn jsonata_path(written: &str, root: Root) -> Option<String> {
    surface_path(written.strip_prefix("{% ")?.strip_suffix(" %}")?, root)
}

pub(super) fn surface_path(inside: &str, root: Root) -> Option<String> {
    let under =
        |variable: &str| inside.strip_prefix(variable).filter(|it| it.is_empty() || it.starts_with('.'));
    if let Some(steps) = under(root.variable()) {
        return are_steps(steps).then(|| format!("${steps}"));
    }
    if let Some(steps) = under("$states.context") {
        return are_steps(steps).then(|| format!("$${steps}"));
    }
    let name = leading_ident(inside.strip_prefix('$')?)?;
    (name != "states" && are_steps(&inside[1 + name.len()..])).then(|| inside.to_owned())
}

/// `.a.b[0].c`
fn are_steps(mut rest: &str) -> bool {
    while !rest.is_empty() {
        rest = match (rest.strip_prefix('.').and_then(leading_ident), rest.strip_prefix('[')) {
            (Some(name), _) if !OPERATORS.contains(&name) => &rest[1 + name.len()..],
            (_, Some(inside)) => match inside.split_once(']') {
                Some((index, rest)) if is_index(index) => rest,
                _ => return false,
            },
            _ => return false,
        };
    }
    true
}

fn is_index(index: &str) -> bool {
    !index.is_empty()
        && index.bytes().all(|b| b.is_ascii_digit())
        && (index == "0" || !index.starts_with('0'))
}

/// Words that JSONata reads as operators or literals.
const OPERATORS: &[&str] = &["and", "or", "in", "true", "false", "null", "function"];

/// An expression of operators that the language has too. A value alone is none: there it is not JSONata.
fn surface_of(written: &str, expr: &jsonata::Expr, root: Root) -> Option<Doc> {
    if written != format!("{{% {expr} %}}") {
        return None;
    }
    match &expr.kind {
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, .. } => {
            Some(group(indent(surface(expr, root)?.0)))
        }
        ExprKind::Binary { .. } | ExprKind::Call { .. } => Some(surface(expr, root)?.0),
        _ => None,
    }
}

/// What an `==` compares: a path and a literal.
pub fn jsonata_equality(query: &Query) -> Option<(String, String)> {
    let QueryTree::Jsonata(expr) = &query.tree else { return None };
    let ExprKind::Binary { op: BinaryOp::Equal, lhs, rhs } = &expr.kind else { return None };
    surface_of(query.as_written(), expr, Root::Input)?;
    let subject = surface_path(&lhs.to_string(), Root::Input)?;
    let literal = match &rhs.kind {
        ExprKind::String(value) => string(value),
        ExprKind::Number(spelled) => spelled.clone(),
        ExprKind::Bool(value) => value.to_string(),
        _ => return None,
    };
    Some((subject, literal))
}

/// How strongly the operators of the language bind.
const OR: u8 = 1;
const AND: u8 = 2;
const COMPARE: u8 = 3;
const ADD: u8 = 4;
const MULTIPLY: u8 = 5;
const UNARY: u8 = 6;

/// An expression, and how strongly it binds.
fn surface(expr: &jsonata::Expr, root: Root) -> Option<(Doc, u8)> {
    let leaf = |it: String| Some((text(it), UNARY));
    match &expr.kind {
        ExprKind::String(value) => leaf(string(value)),
        ExprKind::Number(spelled) => leaf(spelled.clone()),
        ExprKind::Bool(value) => leaf(value.to_string()),
        ExprKind::Null => leaf("null".to_owned()),
        ExprKind::Path(_) | ExprKind::Variable(_) | ExprKind::Filter { .. } => {
            leaf(surface_path(&expr.to_string(), root)?)
        }
        ExprKind::Binary { op: BinaryOp::Concat, .. } => Some((concatenation(expr, root)?, UNARY)),
        ExprKind::Binary { op, lhs, rhs } => {
            let (sign, level) = match op {
                BinaryOp::Or => ("||", OR),
                BinaryOp::And => ("&&", AND),
                BinaryOp::Equal => ("==", COMPARE),
                BinaryOp::NotEqual => ("!=", COMPARE),
                BinaryOp::Less => ("<", COMPARE),
                BinaryOp::LessOrEqual => ("<=", COMPARE),
                BinaryOp::Greater => (">", COMPARE),
                BinaryOp::GreaterOrEqual => (">=", COMPARE),
                BinaryOp::Add => ("+", ADD),
                BinaryOp::Subtract => ("-", ADD),
                BinaryOp::Multiply => ("*", MULTIPLY),
                BinaryOp::Divide => ("/", MULTIPLY),
                BinaryOp::Modulo => ("%", MULTIPLY),
                BinaryOp::Concat | BinaryOp::In | BinaryOp::Apply => return None,
            };
            let side = |it: &jsonata::Expr, least: u8| {
                let (doc, own) = surface(it, root)?;
                // `&&` inside `||` has parentheses too: nobody has to know which binds stronger.
                let mixed = level == OR && own == AND;
                Some(if own < least || mixed { concat([text("("), doc, text(")")]) } else { doc })
            };
            let lhs = side(lhs, if level == COMPARE { level + 1 } else { level })?;
            let rhs = side(rhs, level + 1)?;
            let gap = if level <= AND { Doc::Line } else { text(" ") };
            Some((concat([lhs, gap, text(format!("{sign} ")), rhs]), level))
        }
        ExprKind::Call { callee, args } => {
            let (ExprKind::Variable(name), [arg]) = (&callee.kind, args.as_slice()) else { return None };
            match name.as_str() {
                "exists" => {
                    Some((text(format!("IsPresent({})", surface_path(&arg.to_string(), root)?)), UNARY))
                }
                "not" => {
                    let (doc, own) = surface(arg, root)?;
                    let doc = if own < UNARY { concat([text("("), doc, text(")")]) } else { doc };
                    Some((concat([text("!"), doc]), UNARY))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// `'Order ' & $id & '!'` is `format!("Order {}!", $id)`.
fn concatenation(expr: &jsonata::Expr, root: Root) -> Option<Doc> {
    let mut parts = Vec::new();
    let mut rest = expr;
    while let ExprKind::Binary { op: BinaryOp::Concat, lhs, rhs } = &rest.kind {
        parts.push(&**rhs);
        rest = lhs;
    }
    parts.push(rest);
    let mut template = String::new();
    let mut items = Vec::new();
    let mut after_text = false;
    for part in parts.into_iter().rev() {
        if let ExprKind::String(value) = &part.kind {
            // Two texts in a row would become one; braces and substitutions mean something in a template.
            if after_text || value.is_empty() || value.contains(['{', '}', '$']) {
                return None;
            }
            template.push_str(value);
            after_text = true;
            continue;
        }
        after_text = false;
        template.push_str("{}");
        items.push(surface(part, root)?.0);
    }
    if items.is_empty() {
        return None;
    }
    items.insert(0, text(string(&template)));
    Some(list("format!(", items, ")", Doc::SoftLine))
}

/// The inside of `{% … %}` as tokens of Rust.
fn jsonata_tokens(written: &str, expr: &jsonata::Expr) -> Option<String> {
    let canonical = expr.to_string();
    if written != format!("{{% {canonical} %}}") || canonical.chars().count() > LONGEST_JSONATA {
        return None;
    }
    let source = rust_strings(&canonical)?;
    let stream: TokenStream = source.parse().ok()?;
    let mut back = String::new();
    jsonata_text(stream, &mut back)?;
    let reread = jsonata::parse(&back).ok()?;
    (reread.to_string() == canonical).then_some(source)
}

/// Longer expressions have lines of their own, which tokens do not keep.
const LONGEST_JSONATA: usize = 90;

/// JSONata with its texts as Rust writes them. `None` if rustc would not read the rest as JSONata does.
fn rust_strings(canonical: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = canonical;
    while let Some(c) = rest.chars().next() {
        if c == '\'' || c == '"' {
            let inside = &rest[1..];
            let end = inside.find(c)?;
            let value = &inside[..end];
            if value.contains(['\\', '"', '\'']) || value.chars().any(char::is_control) {
                return None;
            }
            // A word that touches a quote is a prefix to rustc.
            if out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                return None;
            }
            out.push_str(&string(value));
            rest = &inside[end + 1..];
            continue;
        }
        // Regular expressions, comments, quoted names, `#` in front of words: rustc reads these in its own way.
        let slash = c == '/' && !(out.ends_with(' ') && rest[1..].starts_with(' '));
        if slash || matches!(c, '\\' | '`' | '#' | '~') || !c.is_ascii() || c.is_control() {
            return None;
        }
        if c.is_ascii_digit() && !out.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            if !rest[..end].bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    Some(out)
}

/// Tokens back into JSONata, with a blank between whatever could be read as one.
fn jsonata_text(stream: TokenStream, out: &mut String) -> Option<()> {
    let mut joint = false;
    for tree in stream {
        let after_dollar = joint_dollar(out);
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::None => return None,
                };
                out.push(open);
                jsonata_text(group.stream(), out)?;
                out.push(close);
                joint = false;
            }
            TokenTree::Punct(punct) => {
                if !joint && out.ends_with(|c: char| c.is_ascii_punctuation() && !"()[]{}$\"".contains(c)) {
                    out.push(' ');
                }
                out.push(punct.as_char());
                joint = punct.spacing() == Spacing::Joint;
            }
            TokenTree::Ident(ident) => {
                if !after_dollar && out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    out.push(' ');
                }
                out.push_str(&ident.to_string());
                joint = false;
            }
            TokenTree::Literal(literal) => {
                if out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    out.push(' ');
                }
                out.push_str(&literal.to_string());
                joint = false;
            }
        }
    }
    Some(())
}

fn joint_dollar(out: &str) -> bool {
    out.ends_with('$')
}
