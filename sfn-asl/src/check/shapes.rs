//! What a call is given, held against the model of its API, at every depth.
//!
//! As lenient as AWS is: a text may be given as any JSON, numbers and booleans as text; what is known only later is
//! only held against names.

use super::outline::Site;
use crate::catalog::{self, Limit, Rule};
use crate::diag::messages::sdk::{self as messages, Owner};
use crate::diag::{Diagnostics, Loc, suggest};
use crate::resource::Call;
use crate::sdk::Typed;
use crate::value::{Field, Text, Value, ValueKind, is_open};
use sfn_catalog::{Action, Kind};

// What is given fits. A call without parameters gets the state's input, and so does what an expression gives.
pub(super) fn check(cx: &mut Diagnostics, site: &Site, call: &Call, action: Action) {
    let Some(Value { kind: ValueKind::Object(fields), loc }) = &site.state.arguments else { return };
    let limits = catalog::SDK_LIMITS.iter().find(|it| it.0 == call.service && it.1 == call.action);
    let limits = limits.map_or(&[][..], |it| it.2);
    let at = At { call, limits, parent: None, part: Part::Member("") };
    match action.input() {
        Some(shape) => check_members(cx, &at, Typed::sdk(shape), false, fields, *loc),
        None => {
            for field in fields.iter().filter(|it| !is_open(&it.key.value)) {
                messages::unknown_member(cx, &field.key, &at.owner(), None);
            }
        }
    }
}

// The same inside the parameters of an optimised integration, as far as they are those of an API.
pub(super) fn check_inside(cx: &mut Diagnostics, fields: &[Field], call: &Call, action: &catalog::Action) {
    let Some(input) = action.input() else { return };
    let at = At { call, limits: action.limits, parent: None, part: Part::Member("") };
    for field in fields.iter().filter(|it| !action.own.contains(&it.key.value.as_str())) {
        // Of most parameters nothing is known yet but where they are from.
        match &field.value.kind {
            ValueKind::Query(_) => continue,
            ValueKind::String(text) if is_open(text) => continue,
            _ => {}
        }
        if let Some(member) = input.field(&field.key.value) {
            check_value(cx, &at.inside(Part::Member(&field.key.value)), member, &field.value);
        }
    }
}

/// Where in the parameters a value stands.
struct At<'a> {
    call: &'a Call<'a>,
    /// Of the call.
    limits: &'static [Limit],
    parent: Option<&'a At<'a>>,
    part: Part<'a>,
}

enum Part<'a> {
    Member(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    fn inside(&'a self, part: Part<'a>) -> At<'a> {
        At { parent: Some(self), part, ..*self }
    }

    fn owner(&self) -> Owner<'_> {
        let mut path = String::new();
        self.write(&mut path);
        Owner { call: self.call, path }
    }

    /// Whether a limit says of a value what is wrong with its type.
    fn is_limited(&self, value: &ValueKind) -> bool {
        let path = self.owner().path;
        let path: Vec<&str> = path.split(['[', ']']).collect();
        // `A[0].B` → `A[].B`
        let is_it = |limit: &Limit| {
            let parts = limit.0.split(['[', ']']);
            parts.eq(path.iter().enumerate().map(|(at, it)| if at % 2 == 1 { "" } else { *it }))
        };
        let says = |limit: &Limit| match limit.1 {
            Rule::Range(..) => matches!(value, ValueKind::Number(_)),
            Rule::Count(..) => matches!(value, ValueKind::String(_)),
            Rule::List => true,
            _ => false,
        };
        self.limits.iter().any(|it| says(it) && is_it(it))
    }

    fn write(&self, path: &mut String) {
        let Some(parent) = self.parent else { return };
        parent.write(path);
        match self.part {
            Part::Item(index) => path.push_str(&format!("[{index}]")),
            Part::Member(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
        }
    }
}

// A structure has the members that it is given, and is given those that it needs.
fn check_members(cx: &mut Diagnostics, at: &At, shape: Typed, is_union: bool, fields: &[Field], loc: Loc) {
    let mut unknown: Vec<&Text> = Vec::new();
    let mut is_known = true;
    for field in fields {
        let key = &field.key.value;
        if is_open(key) {
            is_known = false;
        } else if let Some(member) = shape.field(key) {
            check_value(cx, &at.inside(Part::Member(key)), member, &field.value);
        } else {
            unknown.push(&field.key);
        }
    }
    let has = |name: &str| fields.iter().any(|it| it.key.value == name);
    let near = |key: &Text| nearest(&key.value, &mut shape.members().map(|it| it.0).filter(|it| !has(it)));
    let mut meant: Vec<&Text> = Vec::new();
    for missing in shape.required() {
        if !is_known || has(missing) {
            continue;
        }
        let misspelt = unknown.iter().copied().find(|key| near(key) == Some(missing) && !meant.contains(key));
        meant.extend(misspelt);
        messages::missing_member(cx, loc, &at.owner(), missing, misspelt);
    }
    let is_one = is_union && is_known && unknown.is_empty();
    for key in unknown {
        if !meant.contains(&key) {
            messages::unknown_member(cx, key, &at.owner(), near(key));
        }
    }
    if is_one && fields.len() != 1 {
        let names: Vec<&str> = shape.members().map(|it| it.0).collect();
        messages::not_one_member(cx, loc, &at.owner(), fields.len(), &names);
    }
}

// A value is of the kind that is wanted, or is taken for it.
fn check_value(cx: &mut Diagnostics, at: &At, shape: Typed, value: &Value) {
    use Kind::*;
    // Not known yet; `null` is as good as absent.
    if let ValueKind::Query(_) | ValueKind::Null = &value.kind {
        return;
    }
    let wanted = match (shape.kind(), &value.kind) {
        // Those have checks of their own, which know what a number looks like.
        (Struct { .. }, _) if shape.is_attribute_value() => return,
        (_, ValueKind::String(text)) if is_open(text) || has_blank(text) => return,
        (Enum { grows }, ValueKind::String(text)) => {
            return check_enum(cx, at, shape, text, grows, value.loc);
        }
        (Struct { is_union }, ValueKind::Object(fields)) => {
            return check_members(cx, at, shape, is_union, fields, value.loc);
        }
        (Map, ValueKind::Object(fields)) => {
            let Some(element) = shape.inside() else { return };
            for field in fields {
                check_value(cx, &at.inside(Part::Member(&field.key.value)), element, &field.value);
            }
            return;
        }
        (List, ValueKind::Array(items)) => {
            let Some(element) = shape.inside() else { return };
            for (index, item) in items.iter().enumerate() {
                check_value(cx, &at.inside(Part::Item(index)), element, item);
            }
            return;
        }
        (Struct { .. } | Map, _) => "an object",
        (List, _) => "a list",
        (Boolean, ValueKind::Bool(_)) => return,
        (Boolean, ValueKind::String(text)) if matches!(text.as_str(), "true" | "false") => return,
        (Boolean, _) => "`true` or `false`",
        (Integer, ValueKind::Number(number) | ValueKind::String(number)) if is_integer(number) => return,
        (Integer, _) => "a whole number",
        (Number, ValueKind::Number(_)) => return,
        (Number, ValueKind::String(text)) if text.trim().parse::<f64>().is_ok() => return,
        (Number, _) => "a number",
        (Timestamp, ValueKind::Bool(_) | ValueKind::Array(_) | ValueKind::Object(_)) => "a timestamp",
        (Timestamp | String | Blob | Document | Enum { .. }, _) => return,
    };
    if !at.is_limited(&value.kind) {
        messages::wrong_type(cx, value.loc, &at.owner(), wanted, &described(&value.kind));
    }
}

/// Whether a text has the `<…>` or `[[…]]` of an example that somebody fills in by hand.
fn has_blank(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>') || text.starts_with("{{") || text.starts_with("[[")
}

/// `1.0` and `1e3` are whole numbers, too.
fn is_integer(text: &str) -> bool {
    text.parse::<i64>().is_ok() || text.parse::<f64>().is_ok_and(|it| it.fract() == 0.0)
}

fn described(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Null => "`null`".to_owned(),
        ValueKind::Bool(it) => format!("`{it}`"),
        ValueKind::Number(it) => format!("`{it}`"),
        ValueKind::String(it) if it.chars().count() <= 30 => format!("the text `{it}`"),
        ValueKind::String(_) | ValueKind::Query(_) => "text".to_owned(),
        ValueKind::Array(_) => "a list".to_owned(),
        ValueKind::Object(_) => "an object".to_owned(),
    }
}

// A text is one of those that there are.
fn check_enum(cx: &mut Diagnostics, at: &At, shape: Typed, text: &str, grows: bool, loc: Loc) {
    if !shape.shape.has_value(text) {
        let values: Vec<&str> = shape.shape.values().collect();
        let near = nearest(text, &mut values.iter().copied());
        // A new value is a new word, and no other spelling of one.
        let is_new = grows && near.is_none_or(|it| plain(it) != plain(text));
        messages::unknown_value(cx, loc, &at.owner(), text, &values, near, is_new);
    }
}

/// The name of the same letters, `putItem` for `put_item`, else the nearest one, or one that goes on where this one ends,
/// or ends where it goes on.
pub(super) fn nearest<'a>(wrong: &str, names: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.trim();
    let names: Vec<&str> = names.collect();
    let letters = plain(wrong);
    let mut same = names.iter().copied().filter(|it| !letters.is_empty() && plain(it) == letters);
    if let (Some(it), None) = (same.next(), same.next()) {
        return Some(it);
    }
    let goes_on = |long: &str, short: &str| {
        short.len() >= 3 && long.get(..short.len()).is_some_and(|it| it.eq_ignore_ascii_case(short))
    };
    let alike = |it: &&str| goes_on(it, wrong) || goes_on(wrong, it);
    suggest::nearest(wrong, names.iter().copied()).or_else(|| names.iter().copied().find(alike))
}

/// Letters and digits, in lower case.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}
