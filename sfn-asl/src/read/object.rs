//! An object of the document under one of the shapes: its fields are judged once, then taken by name.

use super::fields::{In, PAIRS, Role, Shape, is_field_of_states};
use crate::choice::Operator;
use crate::diag::messages::{choice, document, fields as messages};
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostics, Loc};
use crate::machine::QueryLanguage;
use crate::value::{Field, Number, Query, QueryTree, Spanned, Text, Value, ValueKind};

/// The fields of an object that can be read, each under its right name.
pub(super) struct Object<'a> {
    /// The object as a whole.
    pub(super) loc: Loc,
    /// Its name in messages.
    pub(super) name: &'static str,
    /// Of the state it is in.
    pub(super) language: QueryLanguage,
    /// Fields that were refused, and may stand for what is missing.
    pub(super) refused: Vec<&'a str>,
    fields: Vec<(&'a str, &'a Field)>,
}

impl<'a> Object<'a> {
    /// Reports every field that `shape` does not have. A misspelt one is taken for what it was meant to be, so that it
    /// isn't reported as missing too.
    pub(super) fn new(
        cx: &mut Diagnostics,
        value: &'a Value,
        shape: Shape,
        language: QueryLanguage,
    ) -> Option<Object<'a>> {
        Object::seeming(cx, value, shape, language, language)
    }

    /// The same, where the author may take the object to be in `seeming`.
    pub(super) fn seeming(
        cx: &mut Diagnostics,
        value: &'a Value,
        shape: Shape,
        language: QueryLanguage,
        seeming: QueryLanguage,
    ) -> Option<Object<'a>> {
        let ValueKind::Object(all) = &value.kind else {
            messages::wrong_type(cx, value.loc, shape.name, "an object", &value.kind);
            return None;
        };
        let mut object =
            Object { loc: value.loc, name: shape.name, language, refused: Vec::new(), fields: Vec::new() };
        for field in all {
            match shape.find(&field.key.value).or_else(|| operator(shape, &field.key.value)) {
                Some(In::Only(only)) if only != language => {
                    if only == seeming {
                        messages::not_inherited(cx, &field.key, only);
                    } else {
                        messages::other_language(cx, &field.key, shape.name, only);
                    }
                    object.refused.push(&field.key.value);
                }
                Some(_) => object.fields.push((&field.key.value, field)),
                None => match stranger(cx, &field.key, shape, language) {
                    Some(meant) if !all.iter().any(|it| it.key.value == meant) => {
                        object.fields.push((meant, field))
                    }
                    Some(_) => {}
                    None if shape.role == Role::Rule => object.refused.push(&field.key.value),
                    None => {}
                },
            }
        }
        for (one, other) in PAIRS {
            object.exclusive(cx, &[one, other], messages::exclusive);
        }
        Some(object)
    }

    /// The field called `name`.
    pub(super) fn field(&self, name: &str) -> Option<&'a Field> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    /// The value of the field called `name`.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.field(name).map(|it| &it.value)
    }

    /// What came of a template whose counterpart in the other language was refused: nothing that can be judged.
    pub(super) fn poison(&self, refused: &str) -> Option<Value> {
        let invalid = Query::new(Text::new(String::new(), self.loc), QueryTree::Invalid);
        self.refused.contains(&refused).then(|| Value::query(invalid))
    }

    /// All fields that can be read, in the order of the source.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'a str, &'a Field)> {
        self.fields.iter().copied()
    }

    /// Reports every field of `names` after the first that stands.
    pub(super) fn exclusive(
        &self,
        cx: &mut Diagnostics,
        names: &[&str],
        report: fn(&mut Diagnostics, &Text, &Text, &[&str]),
    ) {
        let mut standing =
            self.fields.iter().filter(|(name, _)| names.contains(name)).map(|(_, field)| field);
        let Some(first) = standing.next() else { return };
        for second in standing {
            report(cx, &second.key, &first.key, names);
        }
    }

    /// Text. Whatever is missing or reported comes back as `None`, here and below.
    pub(super) fn text(&self, cx: &mut Diagnostics, name: &str) -> Option<Text> {
        text(cx, name, self.value(name)?)
    }

    /// A number.
    pub(super) fn number(&self, cx: &mut Diagnostics, name: &str) -> Option<Number> {
        let value = self.value(name)?;
        match &value.kind {
            ValueKind::Number(spelled) => Some(Number::new(spelled.clone(), value.loc)),
            other => {
                messages::wrong_type(cx, value.loc, &format!("`{name}`"), "a number", other);
                None
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, cx: &mut Diagnostics, name: &str) -> Option<Spanned<bool>> {
        let value = self.value(name)?;
        match &value.kind {
            ValueKind::Bool(it) => Some(Spanned::new(*it, value.loc)),
            other => {
                messages::wrong_type(cx, value.loc, &format!("`{name}`"), "`true` or `false`", other);
                None
            }
        }
    }

    /// A list.
    pub(super) fn list(&self, cx: &mut Diagnostics, name: &str) -> Option<&'a [Value]> {
        let value = self.value(name)?;
        match &value.kind {
            ValueKind::Array(items) => Some(items),
            other => {
                messages::wrong_type(cx, value.loc, &format!("`{name}`"), "a list", other);
                None
            }
        }
    }

    /// An object of `shape`.
    pub(super) fn object(&self, cx: &mut Diagnostics, name: &str, shape: Shape) -> Option<Object<'a>> {
        Object::new(cx, self.value(name)?, shape, self.language)
    }
}

/// `Parameters` or `Arguments`, whichever the language has.
pub(super) fn arguments(cx: &mut Diagnostics, object: &Object) -> Option<Value> {
    let (own, other) = match object.language {
        QueryLanguage::JsonPath => ("Parameters", "Arguments"),
        QueryLanguage::Jsonata => ("Arguments", "Parameters"),
    };
    object.template(cx, own).or_else(|| object.poison(other))
}

/// The value of the field `key` whose capitals may be wrong, which is reported elsewhere.
pub(super) fn any_case<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let ValueKind::Object(fields) = &value.kind else { return None };
    value.get(key).or_else(|| {
        let field = fields.iter().find(|it| it.key.value.eq_ignore_ascii_case(key))?;
        Some(&field.value)
    })
}

/// The text of a value that must be text, called `name` in messages.
pub(super) fn text(cx: &mut Diagnostics, name: &str, value: &Value) -> Option<Text> {
    match &value.kind {
        ValueKind::String(text) => Some(Text::new(text.clone(), value.loc)),
        other => {
            messages::wrong_type(cx, value.loc, &format!("`{name}`"), "text", other);
            None
        }
    }
}

fn operator(shape: Shape, key: &str) -> Option<In> {
    (shape.role == Role::Rule && Operator::parse(key).is_some()).then_some(In::Only(QueryLanguage::JsonPath))
}

/// Reports a field that does not belong; gives the field that was meant, where that is clear.
fn stranger(cx: &mut Diagnostics, key: &Text, shape: Shape, language: QueryLanguage) -> Option<&'static str> {
    let name = key.value.as_str();
    match shape.role {
        Role::State if shape.has_relative(name) => {
            if matches!(name, "Next" | "End") {
                messages::transition_not_allowed(cx, key, shape.name);
            } else {
                messages::not_on_this_type(cx, key, shape.name);
            }
            return None;
        }
        Role::GuessedState if shape.has_relative(name) => return None,
        Role::Scope if name == "QueryLanguage" => {
            messages::language_of_scope(cx, key, shape.name);
            return None;
        }
        Role::Rule if shape.has_relative(name) => {
            choice::only_on_top(cx, key);
            return None;
        }
        Role::Rule if looks_like_operator(name) => return unknown_operator(cx, key, shape, language),
        _ => {}
    }
    if let Some(known) = shape.names(language).into_iter().find(|known| known.eq_ignore_ascii_case(name)) {
        document::wrong_case(cx, key, known);
        return Some(known);
    }
    // What is a field elsewhere was not misspelt.
    let near = if is_field_of_states(name) { None } else { nearest(name, shape.names(language)) };
    let near = dynamic(name, shape, language).or(near);
    let advice = near.or_else(|| longer(name, shape, language));
    if shape.role == Role::Machine {
        document::unknown_top_field(cx, key, advice);
    } else {
        document::unknown_field(cx, key, shape.name, advice);
    }
    near
}

/// `SecondsPath` for `Seconds.$`: most fields are not templates.
fn dynamic(name: &str, shape: Shape, language: QueryLanguage) -> Option<&'static str> {
    let plain = name.strip_suffix(".$")?;
    let path = shape.names(language).into_iter().find(|known| known.strip_suffix("Path") == Some(plain));
    path.or_else(|| shape.names(language).into_iter().find(|known| *known == plain))
}

/// `TimeoutSeconds` for `Timeout`: worth saying, but too bold to go by.
fn longer(name: &str, shape: Shape, language: QueryLanguage) -> Option<&'static str> {
    let long_enough = name.len() >= 5;
    shape.names(language).into_iter().find(|known| long_enough && known.starts_with(name))
}

fn looks_like_operator(name: &str) -> bool {
    const FAMILIES: &[&str] = &["string", "numeric", "boolean", "timestamp", "is"];
    let lower = name.to_ascii_lowercase();
    FAMILIES.iter().any(|family| lower.starts_with(family)) || nearest(name, operators()).is_some()
}

fn unknown_operator(
    cx: &mut Diagnostics,
    key: &Text,
    shape: Shape,
    language: QueryLanguage,
) -> Option<&'static str> {
    let name = key.value.as_str();
    if let Some(known) = operators().into_iter().find(|known| known.eq_ignore_ascii_case(name)) {
        document::wrong_case(cx, key, known);
        return Some(known);
    }
    let near = nearest(name, operators().into_iter().chain(shape.names(language)));
    choice::unknown_operator(cx, key, near);
    near
}

/// The names of all operators that have the plain form only, or the plain form of those with two.
fn operators() -> Vec<&'static str> {
    let mut names = Vec::with_capacity(Operator::ALL.len());
    for operator in Operator::ALL {
        names.push(operator.name());
    }
    names
}
