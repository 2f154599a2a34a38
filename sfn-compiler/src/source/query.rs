//! Paths, intrinsic calls and JSONata expressions as tokens, where the tokens give back the same text; else verbatim.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use sfn_asl::query::intrinsic::{self, ArgKind, Call, PieceKind};
use sfn_asl::query::jsonata::{self, BinaryOp, ExprKind};
use sfn_asl::value::{Query, QueryTree, jsonata_body};

use super::literal::{is_ident, string, string_doc};
use super::pretty::{Doc, concat, group, indent, list, text};

/// What `$` means where a JSONata value stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Root {
    /// The state's input.
    Input,
    /// Its result.
    Result,
    /// `{Error, Cause}`
    ErrorOutput,
}

impl Root {
    fn variable(self) -> &'static str {
        match self {
            Root::Input => "$states.input",
            Root::Result => "$states.result",
            Root::ErrorOutput => "$states.errorOutput",
        }
    }
}

/// A query where a value stands.
pub fn query(query: &Query, root: Root) -> Doc {
    let written = query.as_written();
    match &query.tree {
        QueryTree::Jsonata(expr) => jsonata(written, expr, root),
        QueryTree::Intrinsic(call) => call_doc(call, written),
        QueryTree::Path(_) => text(path(written)),
        QueryTree::Invalid if jsonata_body(written).is_some() => string_doc(written),
        QueryTree::Invalid => text(path(written)),
    }
}

/// A path where a value stands.
pub fn path(written: &str) -> String {
    path_tokens(written).unwrap_or_else(|| verbatim_path(written))
}

fn verbatim_path(written: &str) -> String {
    format!("jsonpath!({})", string(written))
}

/// A path as tokens, for places that take nothing else.
pub fn path_tokens(written: &str) -> Option<String> {
    let mut rest = written.strip_prefix('$')?;
    let mut out = String::from("$");
    if let Some(context) = rest.strip_prefix('$') {
        out.push('$');
        rest = context;
    } else if !rest.is_empty() && !rest.starts_with(['.', '[']) {
        let name = leading_ident(rest)?;
        out.push_str(name);
        rest = &rest[name.len()..];
    }
    segments(rest, &mut out)?;
    Some(out)
}

/// `.A.B` behind a call, from the path `$.A.B`.
pub fn part_tokens(written: &str) -> Option<String> {
    let tokens = path_tokens(written)?;
    let part = tokens.strip_prefix('$')?;
    // What begins like a suffix of a call would be read as one.
    let first = part.strip_prefix('.').and_then(leading_ident)?;
    (!matches!(first, "sync" | "waitForTaskToken")).then(|| part.to_owned())
}

fn segments(mut rest: &str, out: &mut String) -> Option<()> {
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let end = bracket(inside, out)?;
            rest = &inside[end..];
            continue;
        }
        let dots = if rest.starts_with("..") { ".." } else { "." };
        rest = rest.strip_prefix(dots)?;
        out.push_str(dots);
        if let Some(behind) = rest.strip_prefix('*') {
            out.push('*');
            rest = behind;
        } else if !rest.starts_with('[') || dots == "." {
            let length = name(rest)?;
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    Some(())
}

/// `detail-type`: identifiers joined by hyphens. What follows must end it.
fn name(rest: &str) -> Option<usize> {
    let mut length = leading_ident(rest)?.len();
    while let Some(part) = rest[length..].strip_prefix('-') {
        let part = leading_ident(part).filter(|it| *it != "States")?;
        length += 1 + part.len();
    }
    matches!(rest[length..].chars().next(), None | Some('.' | '[')).then_some(length)
}

/// The identifier at the start, if there is one and rustc reads nothing else there.
fn leading_ident(rest: &str) -> Option<&str> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    Some(&rest[..end]).filter(|it| is_ident(it) || is_foreign_ident(it))
}

/// Letters beyond ASCII that rustc, which normalizes identifiers to NFC, leaves as they are.
fn is_foreign_ident(name: &str) -> bool {
    let letter = |c: char| {
        let is_stable = matches!(c, '\u{c0}'..='\u{17f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
            || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
        c.is_ascii_alphabetic() || c == '_' || is_stable && c.is_alphabetic()
    };
    name.starts_with(letter) && name != "_" && name.chars().all(|c| letter(c) || c.is_ascii_digit())
}

/// The inside of `[…]` and its closing bracket: indexes, slices, `*`, names in single quotes.
fn bracket(inside: &str, out: &mut String) -> Option<usize> {
    out.push('[');
    let end = if inside.starts_with('\'') {
        let mut at = 0;
        loop {
            let quoted = inside[at..].strip_prefix('\'')?;
            let length = quoted.find('\'')?;
            let value = &quoted[..length];
            if value.contains(['\\', '"']) || value.chars().any(char::is_control) {
                return None;
            }
            out.push_str(&string(value));
            at += length + 2;
            if !inside[at..].starts_with(',') {
                break at;
            }
            out.push(',');
            at += 1;
        }
    } else {
        let end = inside.find(']')?;
        let index = &inside[..end];
        let is_number = |it: &str| {
            let digits = it.strip_prefix('-').unwrap_or(it);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let fits = match index.split_once(':') {
            Some((from, to)) => [from, to].iter().all(|it| it.is_empty() || is_number(it)),
            None => index == "*" || index.split(',').all(is_number),
        };
        if !fits {
            return None;
        }
        out.push_str(index);
        end
    };
    inside[end..].starts_with(']').then(|| out.push(']'))?;
    Some(end + 1)
}

/// A call, spelled out where reading it gives the same call.
fn call_doc(call: &Call, written: &str) -> Doc {
    let mut lowered = String::new();
    match argument_call(call, &mut lowered) {
        Some(doc) if intrinsic::parse(&lowered).as_ref() == Ok(call) => doc,
        _ => text(verbatim_path(written)),
    }
}

/// `lowered`: the text that the compiler makes of it.
fn argument_call(call: &Call, lowered: &mut String) -> Option<Doc> {
    if call.name == "States.Format"
        && let Some(doc) = format_macro(call, lowered)
    {
        return Some(doc);
    }
    if !call.name.split('.').all(is_ident) {
        return None;
    }
    lowered.push_str(&call.name);
    lowered.push('(');
    let args = arguments(&call.args, lowered)?;
    lowered.push(')');
    Some(list(&format!("{}(", call.name), args, ")", Doc::SoftLine))
}

fn arguments(args: &[intrinsic::Arg], lowered: &mut String) -> Option<Vec<Doc>> {
    let mut docs = Vec::new();
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            lowered.push_str(", ");
        }
        docs.push(argument(&arg.kind, lowered)?);
    }
    Some(docs)
}

fn argument(arg: &ArgKind, lowered: &mut String) -> Option<Doc> {
    if let ArgKind::Call(call) = arg {
        return argument_call(call, lowered);
    }
    if let ArgKind::String(value) = arg {
        let value = value.value();
        lowered.push_str(&format!("'{}'", intrinsic::escape_string(&value)));
        return Some(text(string(&value)));
    }
    let written = arg.to_string();
    lowered.push_str(&written);
    Some(text(match arg {
        ArgKind::Path(_) => path(&written),
        _ => written,
    }))
}

/// `format!("Order {}", $.id)`
fn format_macro(call: &Call, lowered: &mut String) -> Option<Doc> {
    let (first, rest) = call.args.split_first()?;
    let ArgKind::String(template) = &first.kind else { return None };
    if template.slots() != rest.len() || rest.is_empty() {
        return None;
    }
    let mut macro_template = String::new();
    for piece in template.pieces() {
        match &piece.kind {
            PieceKind::Literal(literal) => {
                macro_template.push_str(&literal.replace('{', "{{").replace('}', "}}"));
            }
            PieceKind::Slot if macro_template.ends_with('$') => return None,
            PieceKind::Slot => macro_template.push_str("{}"),
            PieceKind::Substitution(name) => macro_template.push_str(&format!("${{{name}}}")),
            PieceKind::Brace(_) => return None,
        }
    }
    let start = lowered.len();
    lowered.push_str(&format!("States.Format({template}, "));
    let Some(args) = arguments(rest, lowered) else {
        lowered.truncate(start);
        return None;
    };
    lowered.push(')');
    let mut items = vec![text(string(&macro_template))];
    items.extend(args);
    Some(list("format!(", items, ")", Doc::SoftLine))
}

/// What `N(…)` makes the text of a number of: `N($.n)` is `{ N: format!("{}", $.n) }`, and of a text it makes nothing.
pub fn number_text(query: &Query, root: Root) -> Option<Doc> {
    let written = query.as_written();
    match &query.tree {
        QueryTree::Intrinsic(call) => {
            let doc = call_doc(call, written);
            let [template, arg] = call.args.as_slice() else { return None };
            let is_format = call.name == "States.Format" && !matches!(&doc, Doc::Text(_));
            match (&template.kind, &arg.kind) {
                _ if !is_format => None,
                (ArgKind::String(template), ArgKind::Path(it)) if template.to_string() == "'{}'" => {
                    Some(text(path(&it.to_string())))
                }
                (ArgKind::String(template), ArgKind::Call(it))
                    if template.to_string() == "'{}'" && it.name != "States.Format" =>
                {
                    argument_call(it, &mut String::new())
                }
                _ if format_macro(call, &mut String::new()).is_some() => Some(doc),
                _ => None,
            }
        }
        QueryTree::Jsonata(expr) if written == format!("{{% {expr} %}}") => {
            let ExprKind::Call { callee, args } = &expr.kind else { return None };
            let (ExprKind::Variable(name), [arg]) = (&callee.kind, args.as_slice()) else { return None };
            (name == "string").then(|| surface_path(&arg.to_string(), root)).flatten().map(text)
        }
        _ => None,
    }
}

/// A JSONata expression: as an expression of the language, as tokens, or as the string that it is.
fn jsonata(written: &str, expr: &jsonata::Expr, root: Root) -> Doc {
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

fn surface_path(inside: &str, root: Root) -> Option<String> {
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

/// A path of `match`, `for` or an attribute.
pub fn path_doc(query: &Query) -> Doc {
    concat([text(path(query.as_written()))])
}
