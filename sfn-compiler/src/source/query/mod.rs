//! Paths, intrinsic calls and JSONata expressions as tokens, where the tokens give back the same text; else verbatim.

mod call;
mod expression;

use sfn_asl::query::intrinsic::ArgKind;
use sfn_asl::query::jsonata::ExprKind;
use sfn_asl::value::{Query, QueryTree};

use super::literal::{is_ident, string, string_doc};
use super::pretty::{Doc, concat, text};
use call::{argument_call, call_doc, format_macro};
use expression::{jsonata, surface_path};

pub use expression::{jsonata_equality, jsonata_path};

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
        // `${x%}` is text whose end a deployment fills in.
        QueryTree::Invalid if written.starts_with("{%") || written.ends_with("%}") => string_doc(written),
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
/// A path of `match`, `for` or an attribute.
pub fn path_doc(query: &Query) -> Doc {
    concat([text(path(query.as_written()))])
}
