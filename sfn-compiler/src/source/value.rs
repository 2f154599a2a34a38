//! Payload templates and plain values.

use sfn_asl::value::{Field, Value, ValueKind};

use super::literal::{key, string, string_doc};
use super::pretty::{Doc, concat, fill, list, text};
use super::query::{self, Root};

/// How a value is printed.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// What `$` means in it (JSONata).
    pub root: Root,
    /// Whether objects like `{ S: … }` are attribute values of DynamoDB.
    pub dynamodb: bool,
    /// Keys of the outermost object that would speak to the compiler if they were not quoted.
    pub reserved: &'a [&'a str],
}

impl Style<'_> {
    /// Nothing special.
    pub const PLAIN: Style<'static> = Style { root: Root::Input, dynamodb: false, reserved: &[] };

    /// Nothing special, and `$` is `root`.
    pub fn of(root: Root) -> Style<'static> {
        Style { root, ..Style::PLAIN }
    }

    fn inside(self) -> Style<'static> {
        Style { root: self.root, dynamodb: self.dynamodb, reserved: &[] }
    }
}

/// A value.
pub fn value(value: &Value, style: Style<'_>) -> Doc {
    match &value.kind {
        ValueKind::Null => text("null"),
        ValueKind::Bool(value) => text(value.to_string()),
        ValueKind::Number(spelled) => text(spelled.clone()),
        ValueKind::String(value) => string_doc(value),
        ValueKind::Array(items) => {
            let docs: Vec<Doc> = items.iter().map(|it| self::value(it, style.inside())).collect();
            let is_short = |it: &Doc| matches!(it, Doc::Text(text) if text.len() <= SHORT_ITEM);
            match docs.len() > 1 && docs.iter().all(is_short) {
                true => fill("[", docs, "]"),
                false => list("[", docs, "]", Doc::SoftLine),
            }
        }
        ValueKind::Object(fields) => {
            attribute_value(fields, style).unwrap_or_else(|| object("{", fields, style))
        }
        ValueKind::Query(query) => query::query(query, style.root),
    }
}

/// Items of a list that are no longer share lines (rustfmt's `short_array_element_width_threshold`).
const SHORT_ITEM: usize = 10;

/// Objects that hold objects are hard to read on a line that is longer than this.
const NESTED_WIDTH: usize = 64;

/// `{ … }` with what stands before the brace.
pub fn object(open: &str, fields: &[Field], style: Style<'_>) -> Doc {
    let items = fields.iter().map(|it| field(it, style)).collect();
    let doc = list(open, items, "}", Doc::Line);
    let is_nested = |it: &Field| match &it.value.kind {
        ValueKind::Object(inner) => !inner.is_empty() && attribute_value(inner, style).is_none(),
        ValueKind::Array(items) => items.iter().any(|it| matches!(it.kind, ValueKind::Object(_))),
        _ => false,
    };
    match doc {
        Doc::Group(inside) if fields.len() > 1 && fields.iter().any(is_nested) => {
            Doc::ShortGroup(inside, NESTED_WIDTH)
        }
        other => other,
    }
}

/// `key: value`
pub fn field(field: &Field, style: Style<'_>) -> Doc {
    let name = field.key.value.as_str();
    let name = if style.reserved.contains(&name) { string(name) } else { key(name) };
    concat([text(format!("{name}: ")), value(&field.value, style.inside())])
}

/// `S($.id)`
fn attribute_value(fields: &[Field], style: Style<'_>) -> Option<Doc> {
    let [field] = fields else { return None };
    if !style.dynamodb {
        return None;
    }
    let name = field.key.value.as_str();
    let fits = match (name, &field.value.kind) {
        ("S" | "B" | "BOOL", kind) => !matches!(kind, ValueKind::Object(_) | ValueKind::Array(_)),
        // The compiler makes text of whatever is not text.
        ("N", kind) => matches!(kind, ValueKind::String(_)),
        ("L", ValueKind::Array(_)) | ("M", ValueKind::Object(_)) => true,
        ("L" | "M" | "SS" | "BS" | "NS", ValueKind::Query(_)) => true,
        ("SS" | "BS", ValueKind::Array(_)) => true,
        ("NS", ValueKind::Array(items)) => items.iter().all(|it| matches!(it.kind, ValueKind::String(_))),
        _ => false,
    };
    if !fits {
        let ("N", ValueKind::Query(query)) = (name, &field.value.kind) else { return None };
        return Some(concat([text("N("), query::number_text(query, style.root)?, text(")")]));
    }
    let inside = value(&field.value, style.inside());
    Some(concat([text(format!("{name}(")), inside, text(")")]))
}
