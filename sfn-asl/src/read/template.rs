//! Payload templates: JSON whose leaves may be queries.

use super::object::Object;
use super::query::{self, Jsonata, TEMPLATE};
use crate::diag::Diagnostics;
use crate::diag::messages::{fields as messages, paths};
use crate::machine::QueryLanguage;
use crate::value::{Field, Text, Value, ValueKind};

/// `value` in the words of `language`.
pub(super) fn template(cx: &mut Diagnostics, value: &Value, language: QueryLanguage) -> Value {
    let kind = match &value.kind {
        ValueKind::Array(items) => {
            let mut read = Vec::with_capacity(items.len());
            for item in items {
                read.push(template(cx, item, language));
            }
            ValueKind::Array(read)
        }
        ValueKind::Object(fields) if language == QueryLanguage::JsonPath => {
            ValueKind::Object(json_path_fields(cx, fields))
        }
        ValueKind::Object(fields) => {
            let mut read = Vec::with_capacity(fields.len());
            for field in fields {
                let value = template(cx, &field.value, language);
                read.push(Field { key: field.key.clone(), value });
            }
            ValueKind::Object(read)
        }
        ValueKind::String(text) if language == QueryLanguage::Jsonata => {
            match query::jsonata(cx, Text::new(text.clone(), value.loc)) {
                Jsonata::Expression(query) => return Value::query(query),
                Jsonata::Literal => value.kind.clone(),
            }
        }
        leaf => leaf.clone(),
    };
    Value::new(kind, value.loc)
}

/// A key ending in `.$` names a query; the key of the result is without it.
fn json_path_fields(cx: &mut Diagnostics, fields: &[Field]) -> Vec<Field> {
    let mut read: Vec<Field> = Vec::with_capacity(fields.len());
    let mut first: Vec<&Text> = Vec::with_capacity(fields.len());
    // Only a pair of `x` and `x.$` can collide: keys themselves are unique.
    let dynamic: Vec<&str> = fields.iter().filter_map(|it| it.key.value.strip_suffix(".$")).collect();
    for field in fields {
        let key = &field.key.value;
        let name = key.strip_suffix(".$").unwrap_or(key);
        if dynamic.contains(&name)
            && let Some(earlier) = read.iter().position(|it| it.key.value == name)
        {
            paths::colliding_keys(cx, &field.key, first[earlier]);
            continue;
        }
        let value = if name.len() == key.len() {
            template(cx, &field.value, QueryLanguage::JsonPath)
        } else {
            dynamic_leaf(cx, field)
        };
        read.push(Field { key: Text::new(name.to_owned(), field.key.loc), value });
        first.push(&field.key);
    }
    read
}

fn dynamic_leaf(cx: &mut Diagnostics, field: &Field) -> Value {
    let key = &field.key.value;
    match &field.value.kind {
        ValueKind::String(text) => {
            let text = Text::new(text.clone(), field.value.loc);
            Value::query(query::json_path(cx, key, text, TEMPLATE))
        }
        ValueKind::Query(_) => field.value.clone(),
        other => {
            paths::no_text_under_dynamic_key(cx, &field.key, field.value.loc, other);
            field.value.clone()
        }
    }
}

impl Object<'_> {
    /// A template.
    pub(super) fn template(&self, cx: &mut Diagnostics, name: &str) -> Option<Value> {
        Some(template(cx, self.value(name)?, self.language))
    }

    /// A template that must be an object.
    pub(super) fn object_template(&self, cx: &mut Diagnostics, name: &str) -> Option<Value> {
        let value = self.value(name)?;
        if !matches!(value.kind, ValueKind::Object(_)) {
            messages::wrong_type(cx, value.loc, &format!("`{name}`"), "an object", &value.kind);
            return None;
        }
        Some(template(cx, value, self.language))
    }
}
