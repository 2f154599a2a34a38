//! The words for a fault.

use super::check::{Family, Fault, Form, Given, Use, Value, Want};
use super::fit;
use super::name::Name;
use super::path::{Step, present};
use super::sheet::{Names, Sheet};
use super::text::{Text, distance, is_near};
use super::{Field, Kind, Type};

/// How many names are listed.
const MOST_NAMES: usize = 8;

/// What is wrong, and what to do.
pub(super) const fn message(it: &Use, sheet: Sheet, fault: &Fault, is_always: bool) -> Text {
    let text = words(it, sheet, fault);
    if is_always {
        text
    } else {
        text.and("\n= note: so it is on some of the ways that lead here, not on all")
    }
}

const fn words(it: &Use, sheet: Sheet, fault: &Fault) -> Text {
    match *fault {
        Fault::NoField { on, name, .. } => no_field(on, name, it.end().is_written),
        Fault::NoObject { at, on, name } => {
            let text = Text::new("ASL13012: no field ").name(name).and(" on ");
            let text = typed(subject(text, it, at), on);
            if is_list(on) {
                text.and("\n= help: take one item with `[0]`, or all of them with `[*]`")
            } else {
                text.and("\n= help: end the path before it")
            }
        }
        Fault::NoList { at, on } => {
            let text = match it.want {
                Want::List if at == it.end().depth => {
                    Text::new("ASL13013: `for` takes the items of an array, and ")
                }
                _ => Text::new("ASL13013: only an array has items, and "),
            };
            let text = path_text(text, it, at);
            typed(text.and(" is "), on)
        }
        Fault::NoPlace { count, .. } => {
            let text = Text::new("ASL13013: the array ends before this: it has ");
            number(text, count).and(" items")
        }
        Fault::MayLack { name, .. } => {
            let text =
                Text::new("ASL13014: ").name(name).and(" may be missing, and the execution fails if it is");
            text.and("\n= help: ask before: `if IsPresent(…) { … }`")
        }
        Fault::Wrong { found } => wrong(it, found),
        Fault::Unclear => Text::new("ASL0151: two paths are compared, and ASL has a different operator for each type: it is not known here")
            .and("\n= help: write it out: `StringEquals($.a, $.b)`, `NumericLessThan($.a, $.b)`, …"),
        Fault::NoOrder => {
            Text::new("ASL0154: booleans have no order\n= help: compare them with `==` or `!=`")
        }
        Fault::NoValue { on } => {
            let (Want::Equal(value) | Want::Error(value) | Want::Take(Value::Text(value), _)) = it.want
            else {
                return Text::new("ASL13016: no such value");
            };
            let (Kind::Choice { name, values } | Kind::OneOf { name, values, .. }) = present(on).kind()
            else {
                return Text::new("ASL13016: no such value");
            };
            let text =
                Text::new("ASL13016: no ").quoted(name).and(" is written \"").and(value.text()).and("\"");
            values_of(text, values, value)
        }
        Fault::Unmatched { on, value } => {
            // Truth values stand without quotes.
            let (quote, name) = match on.kind() {
                Kind::Choice { name, .. } => ("\"", *name),
                _ => ("`", "bool"),
            };
            Text::new("ASL13017: ")
                .and(quote)
                .and(value.text())
                .and(quote)
                .and(" is not matched, and the execution fails if this ")
                .quoted(name)
                .and(" is it\n= help: add an arm for ")
                .and(quote)
                .and(value.text())
                .and(quote)
                .and(", or `_ => …`")
        }
        Fault::Lacks { on, name } => {
            let text = taker(Text::new("ASL13018: "), it);
            let text = match it.want {
                Want::Have(..) => text.and(" is not given "),
                _ => text.and(" needs "),
            };
            let text = typed(text.name(name).and(", which "), on).and(" has to have");
            match it.want {
                Want::Have(names, _, false) => match fit::nearest(on, name, names, sheet) {
                    Some(near) => {
                        text.and("\n= help: it is given ").name(near).and(": rename one of the two")
                    }
                    None => text.and("\n= help: make the field an `Option`, or take it out of the type"),
                },
                Want::Have(..) => {
                    text.and("\n= help: add `").and(name.text()).and(": …`, or make the field an `Option`")
                }
                _ => text
                    .and(": this has no such field\n= help: give an object: `{ ")
                    .and(name.text())
                    .and(": …, … }`"),
            }
        }
        Fault::MayNotGive { name } => {
            let text = taker(Text::new("ASL13018: "), it).and(" needs ").name(name);
            text.and(", which may be missing in this\n= help: make the field an `Option` where it is taken")
        }
        Fault::Unfit { name, found, wanted } => {
            let text = Text::new("ASL13019: ");
            let text = match name {
                None if is_output(it) => taker(text, it).and(" has to be "),
                None => taker(text, it).and(" takes "),
                Some(name) => taker(text.name(name).and(" of "), it).and(" has to be "),
            };
            given(typed(text, wanted).and(", and is given "), found)
        }
        Fault::Unknown { on, name, .. } => {
            let text = typed(Text::new("ASL13020: "), on).and(" has no field ").name(name);
            let names = match it.want {
                Want::Know(names, _) => names,
                _ => Names::NONE,
            };
            match fit::meant(on, name, names, sheet) {
                Some(meant) => text.and("\n= help: did you mean ").name(meant).and("?"),
                None => text.and(", and takes no other\n= help: leave it out"),
            }
        }
    }
}

const fn no_field(on: Type, name: Name, is_written: bool) -> Text {
    let text = typed(Text::new("ASL13011: no field ").name(name).and(" on "), on);
    let (best, distance) = nearest(on, name, is_written, (name, usize::MAX));
    if is_near(name.text(), distance) {
        return text.and("\n= help: did you mean ").name(best).and("?");
    }
    let (text, count) = names(text, on, is_written, 0);
    if count == 0 { text.and("\n= note: it has no fields") } else { text }
}

/// The field that `name` looks most like.
const fn nearest(on: Type, name: Name, is_written: bool, mut best: (Name, usize)) -> (Name, usize) {
    match present(on).kind() {
        Kind::Object { fields, .. } => {
            let mut at = 0;
            while at < fields.len() {
                if fields[at].is_flat {
                    best = nearest(fields[at].ty, name, is_written, best);
                } else if let Some(other) = name_of(&fields[at], is_written) {
                    let distance = distance(name.text(), other.text());
                    if distance < best.1 {
                        best = (other, distance);
                    }
                }
                at += 1;
            }
        }
        Kind::Map { keys, .. } => {
            if let Kind::Choice { values, .. } = keys.kind() {
                best = nearest_of(values, name, best);
            }
        }
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                best = nearest(variants[at], name, is_written, best);
                at += 1;
            }
        }
        _ => {}
    }
    best
}

const fn name_of(field: &Field, is_written: bool) -> Option<Name> {
    match (is_written, field.written, field.read) {
        (true, Some(name), _) => Some(name),
        (_, _, [name, ..]) => Some(*name),
        _ => None,
    }
}

/// `it has `a`, `b`, …`
const fn names(mut text: Text, on: Type, is_written: bool, mut count: usize) -> (Text, usize) {
    match present(on).kind() {
        Kind::Object { fields, .. } => {
            let mut at = 0;
            while at < fields.len() {
                if fields[at].is_flat {
                    (text, count) = names(text, fields[at].ty, is_written, count);
                } else if let Some(name) = name_of(&fields[at], is_written) {
                    (text, count) = listed(text, name, count);
                }
                at += 1;
            }
        }
        Kind::Map { keys, .. } => {
            if let Kind::Choice { values, .. } = keys.kind() {
                let mut at = 0;
                while at < values.len() {
                    (text, count) = listed(text, values[at], count);
                    at += 1;
                }
            }
        }
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                (text, count) = names(text, variants[at], is_written, count);
                at += 1;
            }
        }
        _ => {}
    }
    (text, count)
}

const fn listed(text: Text, name: Name, count: usize) -> (Text, usize) {
    // Variants of an enum have fields of the same name.
    if count > 0 && text.has_quoted(name.text()) {
        return (text, count);
    }
    let text = if count < MOST_NAMES {
        text.and(if count == 0 { "\n= help: it has " } else { ", " }).name(name)
    } else if count == MOST_NAMES {
        text.and(" and others")
    } else {
        text
    };
    (text, count + 1)
}

const fn nearest_of(names: &'static [Name], name: Name, mut best: (Name, usize)) -> (Name, usize) {
    let mut at = 0;
    while at < names.len() {
        let distance = distance(name.text(), names[at].text());
        if distance < best.1 {
            best = (names[at], distance);
        }
        at += 1;
    }
    best
}

const fn values_of(text: Text, values: &'static [Name], value: Name) -> Text {
    let best = nearest_of(values, value, (value, usize::MAX));
    if is_near(value.text(), best.1) {
        return text.and("\n= help: did you mean \"").and(best.0.text()).and("\"?");
    }
    let mut text = text.and("\n= help: there are ");
    let mut at = 0;
    while at < values.len() && at < MOST_NAMES {
        text = text.and(if at == 0 { "\"" } else { ", \"" }).and(values[at].text()).and("\"");
        at += 1;
    }
    text
}

const fn wrong(it: &Use, found: Type) -> Text {
    let text = match it.want {
        Want::Be(family) | Want::Loose(family, false) => {
            let text = Text::new("ASL13019: this has to be ").and(describe_family(family)).and(", and ");
            return typed(path_text(text, it, it.end().depth).and(" is "), found);
        }
        Want::Pass(form, path, call) => return wrong_parameter(it, found, form, path, call),
        Want::Like(_, Some(other)) if matches!(found.kind(), Kind::Any) => {
            let text = path_text(Text::new("ASL13015: "), it, it.end().depth).and(" is compared with ");
            return typed(text, it.places[other].ty).and(", and there is no operator for that");
        }
        _ => Text::new("ASL13015: "),
    };
    let text = typed(path_text(text, it, it.end().depth).and(" is "), found).and(", and is compared with ");
    let text = match it.want {
        Want::Family(family) | Want::Loose(family, _) => text.and(describe_family(family)),
        Want::Like(_, Some(other)) => typed(text, it.places[other].ty),
        Want::Like(..) => return text.and("another path: that never holds"),
        _ => text.and("text"),
    };
    text.and(": that never holds")
}

const fn wrong_parameter(it: &Use, found: Type, form: Form, path: Name, call: Name) -> Text {
    let text = Text::new("ASL13019: ").name(path).and(" of ").name(call).and(" has to be ");
    let text = text.and(match form {
        Form::Object => "an object",
        Form::List => "an array",
        Form::Boolean | Form::Flag => "true or false",
        Form::Number => "a number",
        Form::Timestamp => "a timestamp",
        Form::Attribute => "a value of DynamoDB with its type",
        Form::Text => "text",
    });
    let text = typed(path_text(text.and(", and "), it, it.end().depth).and(" is "), found);
    match (form, present(found).kind()) {
        (Form::Attribute | Form::Text, Kind::Number) => text.and("\n= help: write `N(…)`"),
        (Form::Attribute | Form::Text, Kind::Bool) => text.and("\n= help: write `BOOL(…)`"),
        (Form::Attribute, Kind::List(_) | Kind::Tuple(_)) => {
            text.and("\n= help: write `L([…])`, with the type of each item")
        }
        (Form::Flag, Kind::Text | Kind::Choice { .. }) => text.and("\n= help: write `S(…)`"),
        (Form::Flag, Kind::Number) => text.and("\n= help: write `N(…)`"),
        _ => text,
    }
}

const fn describe_family(family: Family) -> &'static str {
    match family {
        Family::String => "text",
        Family::Numeric => "a number",
        Family::Boolean => "true or false",
        Family::Timestamp => "a timestamp",
        Family::Array => "an array",
        Family::Object => "an object",
    }
}

/// The last name of the path before the step `at`.
const fn path_text(text: Text, it: &Use, mut at: usize) -> Text {
    let mut place = it.end();
    while let Some((before, step)) = place.last {
        if place.depth <= at
            && let Some(name) = place.name()
        {
            return if place.depth == at { text.name(name) } else { text.and("an item of ").name(name) };
        }
        if place.depth == at && matches!(step, Step::Asked | Step::Narrow(..)) {
            at -= 1;
        }
        place = &it.places[before];
    }
    text.and("this")
}

const fn subject(text: Text, it: &Use, at: usize) -> Text {
    if at == 0 { text } else { path_text(text, it, at).and(", which is ") }
}

const fn taker(text: Text, it: &Use) -> Text {
    match it.want {
        _ if is_output(it) => text.and("the output of the machine"),
        Want::Fit(_, who) | Want::Take(_, who) | Want::Have(_, who, _) | Want::Know(_, who) => text.name(who),
        _ => text,
    }
}

/// Whether it is the machine's output that takes.
const fn is_output(it: &Use) -> bool {
    match it.want {
        Want::Fit(_, who) | Want::Take(_, who) | Want::Have(_, who, _) | Want::Know(_, who) => {
            who.text().is_empty()
        }
        _ => false,
    }
}

const fn given(text: Text, given: Given) -> Text {
    match given {
        Given::Type(ty) => match ty.kind() {
            Kind::Optional(inner) => typed(text.and("what may be null, or else is "), *inner),
            _ => typed(text, ty),
        },
        Given::Object => text.and("an object"),
        Given::Value(value) => text.and(match value {
            Value::Null => "null",
            Value::Bool => "true or false",
            Value::Number => "a number",
            Value::Text(_) | Value::AnyText => "text",
            Value::List => "an array",
        }),
    }
}

const fn is_list(ty: Type) -> bool {
    matches!(present(ty).kind(), Kind::List(_) | Kind::Tuple(_))
}

/// A type in a few words; its own name if it has one.
const fn typed(text: Text, ty: Type) -> Text {
    match ty.kind() {
        Kind::Choice { name, .. } | Kind::Object { name, .. } | Kind::OneOf { name, .. } => text.quoted(name),
        Kind::Optional(inner) => typed(text, *inner),
        _ => text.and(describe(ty)),
    }
}

const fn describe(ty: Type) -> &'static str {
    match ty.kind() {
        Kind::Any => "a value",
        Kind::Null => "null",
        Kind::Bool => "true or false",
        Kind::Number => "a number",
        Kind::Text => "text",
        Kind::Time => "a timestamp",
        Kind::Choice { name, .. } | Kind::Object { name, .. } | Kind::OneOf { name, .. } => name,
        Kind::Optional(inner) => describe(*inner),
        Kind::List(_) | Kind::Tuple(_) => "an array",
        Kind::Map { .. } => "an object",
    }
}

const fn number(text: Text, number: usize) -> Text {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    if number < 10 {
        text.and(DIGITS[number])
    } else {
        text.and(DIGITS[number / 10 % 10]).and(DIGITS[number % 10])
    }
}
