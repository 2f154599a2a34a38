//! Intrinsic calls: as calls, as `format!`, as lists, as sums.

use sfn_asl::query::intrinsic::{self, ArgKind, Call, PieceKind};

use super::super::literal::{is_ident, string};
use super::super::pretty::{Doc, list, text};
use super::{path, verbatim_path};

/// A call, spelled out where reading it gives the same call.
pub(super) fn call_doc(call: &Call, written: &str) -> Doc {
    let mut lowered = String::new();
    match argument_call(call, &mut lowered) {
        Some(doc) if intrinsic::parse(&lowered).as_ref() == Ok(call) => doc,
        _ => text(verbatim_path(written)),
    }
}

/// `lowered`: the text that the compiler makes of it.
pub(super) fn argument_call(call: &Call, lowered: &mut String) -> Option<Doc> {
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
pub(super) fn format_macro(call: &Call, lowered: &mut String) -> Option<Doc> {
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
