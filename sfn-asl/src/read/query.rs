//! Paths and expressions, by the field they stand in.

use super::object::Object;
use crate::diag::messages::{fields as messages, paths};
use crate::diag::{Diagnostics, Place};
use crate::machine::{NumberField, PathField, QueryLanguage, TextField};
use crate::query::jsonpath::{Path, Root};
use crate::query::{QueryError, intrinsic, jsonata, jsonpath};
use crate::value::{Number, Query, QueryTree, Text, ValueKind, is_open, jsonata_body, jsonata_offset};

/// What a field of paths takes, after the table in the fact sheet (recorded and measured on the service).
#[derive(Clone, Copy)]
pub struct Takes {
    /// Only Reference Paths: one node, by names and indexes.
    reference: bool,
    /// `$$`
    context: bool,
    /// `$name`
    variable: bool,
    intrinsic: Intrinsic,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Intrinsic {
    No,
    Yes,
    /// Only those that give text.
    OfText,
}

/// `InputPath`, `OutputPath`
pub const PATH: Takes = Takes { reference: false, context: true, variable: true, intrinsic: Intrinsic::No };
/// `ResultPath`
pub const RESULT_PATH: Takes =
    Takes { reference: true, context: false, variable: false, intrinsic: Intrinsic::No };
/// `ItemsPath`, `SecondsPath`, `TimestampPath`, the paths of a Choice; also `TimeoutSecondsPath` and
/// `HeartbeatSecondsPath`, where nobody has asked the service about `$$`.
pub const REFERENCE: Takes =
    Takes { reference: true, context: true, variable: true, intrinsic: Intrinsic::No };
/// `MaxConcurrencyPath` and its like.
pub const LIMIT: Takes = Takes { reference: true, context: false, variable: true, intrinsic: Intrinsic::No };
/// `ErrorPath`, `CausePath`
pub const FAILURE: Takes =
    Takes { reference: true, context: true, variable: true, intrinsic: Intrinsic::OfText };
/// `….$` in a payload template.
pub const TEMPLATE: Takes =
    Takes { reference: false, context: true, variable: true, intrinsic: Intrinsic::Yes };

/// A path or intrinsic as the value of `field`.
pub fn json_path(cx: &mut Diagnostics, field: &str, text: Text, takes: Takes) -> Query {
    let tree = tree(cx, field, &text, takes).unwrap_or(QueryTree::Invalid);
    Query::new(text, tree)
}

fn tree(cx: &mut Diagnostics, field: &str, text: &Text, takes: Takes) -> Option<QueryTree> {
    if looks_like_call(&text.value) {
        return call(cx, field, text, takes);
    }
    if takes.intrinsic != Intrinsic::No && !text.value.starts_with('$') {
        if !is_open(&text.value) {
            paths::neither_path_nor_intrinsic(cx, field, text, takes.intrinsic == Intrinsic::OfText);
        }
        return None;
    }
    let path = jsonpath::parse(&text.value).map_err(|errors| report(cx, text, 0, errors)).ok()?;
    root(cx, field, text, &path, takes)?;
    if takes.reference {
        path.check_reference().map_err(|error| report(cx, text, 0, vec![error])).ok()?;
    }
    Some(QueryTree::Path(path))
}

fn root(cx: &mut Diagnostics, field: &str, text: &Text, path: &Path, takes: Takes) -> Option<()> {
    match &path.root {
        Root::Context if !takes.context => paths::no_context(cx, field, Place::within(text.loc, 0..2)),
        Root::Variable(name) if !takes.variable => {
            paths::no_variable(cx, field, Place::within(text.loc, 0..1 + name.len()), name);
        }
        _ => return Some(()),
    }
    None
}

fn call(cx: &mut Diagnostics, field: &str, text: &Text, takes: Takes) -> Option<QueryTree> {
    if takes.intrinsic == Intrinsic::No {
        paths::no_intrinsic(cx, field, text.loc);
        return None;
    }
    let call = intrinsic::parse(&text.value).map_err(|errors| report(cx, text, 0, errors)).ok()?;
    report(cx, text, 0, intrinsic::check(&call));
    if takes.intrinsic == Intrinsic::OfText && !gives_text(&call.name) {
        paths::intrinsic_without_text(cx, field, text.loc);
    }
    Some(QueryTree::Intrinsic(call))
}

/// Whether the author meant a call, right or wrong: `states.format(…)` is one too.
fn looks_like_call(text: &str) -> bool {
    let Some((word, _)) = text.split_once('(') else { return intrinsic::looks_like(text) };
    let word = word.trim_end();
    intrinsic::looks_like(text) || !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '.')
}

/// The functions AWS's language service lets `ErrorPath` and `CausePath` call.
fn gives_text(function: &str) -> bool {
    const OF_TEXT: &[&str] =
        &["ArrayGetItem", "Base64Encode", "Base64Decode", "Format", "JsonToString", "Hash", "UUID"];
    function.strip_prefix("States.").is_some_and(|name| OF_TEXT.contains(&name))
}

/// Reports what a parser found `offset` bytes into `text`, unless part of the text is not known yet.
fn report(cx: &mut Diagnostics, text: &Text, offset: usize, errors: Vec<QueryError>) {
    if errors.is_empty() || is_open(&text.value) {
        return;
    }
    for error in errors {
        let place = Place::within(text.loc, error.range.start + offset..error.range.end + offset);
        let finding = cx.error(error.code, place, error.message);
        if let Some(help) = error.help {
            finding.help(help);
        }
    }
}

/// What a string is in JSONata.
pub enum Jsonata {
    /// Text, passed on as it is.
    Literal,
    /// An expression, or what was meant to be one.
    Expression(Query),
}

/// Whether `text` is an expression, and its tree.
pub fn jsonata(cx: &mut Diagnostics, text: Text) -> Jsonata {
    let Some(body) = jsonata_body(&text.value) else {
        if half_delimited(cx, &text) {
            return Jsonata::Expression(Query::new(text, QueryTree::Invalid));
        }
        return Jsonata::Literal;
    };
    let tree = match jsonata::parse(body) {
        Ok(expr) => QueryTree::Jsonata(expr),
        Err(errors) => {
            report(cx, &text, jsonata_offset(&text.value), errors);
            QueryTree::Invalid
        }
    };
    Jsonata::Expression(Query::new(text, tree))
}

/// Whether the delimiters show that an expression was meant, and the service will not see one.
fn half_delimited(cx: &mut Diagnostics, text: &Text) -> bool {
    let (whole, inner) = (text.value.as_str(), text.value.trim());
    let length = whole.len();
    let (open, close) = (whole.find("{%"), whole.rfind("%}"));
    let (opens, closes) = (whole.starts_with("{%"), whole.ends_with("%}"));
    if (opens || closes) && is_open(whole) {
        return true;
    }
    match (opens, closes, open, close) {
        // Neither end is a delimiter, so the service sees text (recorded).
        (false, false, Some(open), Some(close)) if open + 2 <= close => {
            let blank = inner.starts_with("{%") && inner.ends_with("%}");
            paths::expression_inside_text(cx, Place::within(text.loc, open..close + 2), blank);
            return false;
        }
        (false, false, ..) => return false,
        (true, false, _, Some(close)) if close > 1 => {
            let behind = close + 2..length;
            paths::text_around(cx, Place::within(text.loc, behind.clone()), whole[behind].trim().is_empty());
        }
        (false, true, Some(open), _) => {
            paths::text_around(cx, Place::within(text.loc, 0..open), whole[..open].trim().is_empty());
        }
        (true, ..) => paths::half_delimited(cx, text.loc, "%}"),
        (false, true, ..) => paths::half_delimited(cx, text.loc, "{%"),
    }
    true
}

impl Object<'_> {
    /// `null` or a path.
    pub(super) fn path_or_null(&self, cx: &mut Diagnostics, name: &str, takes: Takes) -> Option<PathField> {
        let value = self.value(name)?;
        match &value.kind {
            ValueKind::Null => Some(PathField::Null(value.loc)),
            ValueKind::String(text) => {
                let text = Text::new(text.clone(), value.loc);
                Some(PathField::from(json_path(cx, name, text, takes)))
            }
            other => {
                messages::wrong_type(cx, value.loc, &format!("`{name}`"), "a path or `null`", other);
                None
            }
        }
    }

    /// A path.
    pub(super) fn path(&self, cx: &mut Diagnostics, name: &str, takes: Takes) -> Option<Query> {
        let text = self.text(cx, name)?;
        Some(json_path(cx, name, text, takes))
    }

    /// A number, its `…Path` sibling, or in JSONata an expression.
    pub(super) fn number_or_query(
        &self,
        cx: &mut Diagnostics,
        name: &str,
        takes: Takes,
    ) -> Option<NumberField> {
        let Some(value) = self.value(name) else {
            return self.path(cx, &format!("{name}Path"), takes).map(NumberField::from);
        };
        match &value.kind {
            ValueKind::Number(spelled) => Some(NumberField::Literal(Number::new(spelled.clone(), value.loc))),
            ValueKind::String(text) if self.language == QueryLanguage::Jsonata => {
                match jsonata(cx, Text::new(text.clone(), value.loc)) {
                    Jsonata::Expression(query) => Some(NumberField::from(query)),
                    Jsonata::Literal => {
                        let expected = "a number or `{% … %}`";
                        messages::wrong_type(cx, value.loc, &format!("`{name}`"), expected, &value.kind);
                        None
                    }
                }
            }
            other => {
                messages::wrong_type(cx, value.loc, &format!("`{name}`"), "a number", other);
                None
            }
        }
    }

    /// Text, its `…Path` sibling, or in JSONata an expression.
    pub(super) fn text_or_query(&self, cx: &mut Diagnostics, name: &str, takes: Takes) -> Option<TextField> {
        if self.value(name).is_none() {
            return self.path(cx, &format!("{name}Path"), takes).map(TextField::from);
        }
        let text = self.text(cx, name)?;
        if self.language == QueryLanguage::JsonPath {
            return Some(TextField::Literal(text));
        }
        Some(match jsonata(cx, text.clone()) {
            Jsonata::Expression(query) => TextField::from(query),
            Jsonata::Literal => TextField::Literal(text),
        })
    }
}
