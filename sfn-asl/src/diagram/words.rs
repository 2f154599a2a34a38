//! States, conditions and errors in a few words.

use std::borrow::Cow;

use crate::choice::{Condition, ConditionKind, Operand, Operator};
use crate::machine::{Map, NumberField, State, StateKind, Task, TextField, Wait};
use crate::value::{Query, Text, hole_number, jsonata_body};

/// What kind of state it is and what it works with, where that takes few words: `lambda::invoke`, `30 s`.
pub(super) fn detail(state: &State) -> Option<String> {
    match &state.kind {
        StateKind::Task(task) => Some(resource(task)),
        StateKind::Wait(Some(wait)) => Some(duration(wait)),
        StateKind::Fail { error: Some(error), .. } => Some(text_field(error)),
        StateKind::Map(map) => map_detail(map),
        _ => None,
    }
}

/// A resource without what all have in common, an integration as our language spells it.
fn resource(task: &Task) -> String {
    let resource = &task.resource.value;
    // Nearly all of them begin so, and a search costs more.
    let integration = match resource.strip_prefix("arn:aws:states:::") {
        Some(integration) => Some(integration),
        None => resource.split_once(":states:::").map(|it| it.1),
    };
    if let Some(integration) = integration {
        return call(integration);
    }
    if let Some((_, name)) = resource.split_once(":function:") {
        return name.to_owned();
    }
    if let Some((_, name)) = resource.split_once(":activity:") {
        return format!("activity {name}");
    }
    let substitution = resource.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
    substitution.unwrap_or(resource).to_owned()
}

/// `dynamodb:putItem` as `dynamodb::putItem`.
fn call(integration: &str) -> String {
    let bytes = integration.as_bytes();
    let (mut colon, mut before, mut is_plain, mut at) = (0, 0, true, 0);
    while at < bytes.len() {
        match bytes[at] {
            b':' => {
                is_plain &= colon == 0;
                (before, colon) = (colon, at);
            }
            b'-' => is_plain &= colon > 0,
            _ => {}
        }
        at += 1;
    }
    // `.sync:2` has a colon of its own.
    if before > 0 && integration.ends_with(":2") {
        colon = before;
    }
    let (service, action) = integration.split_at(colon);
    let mut call = String::with_capacity(integration.len() + 2);
    if is_plain {
        call.push_str(service);
    } else {
        call.push_str(&service.replace('-', "_").replace(':', "::"));
    }
    call.push_str("::");
    call.push_str(action.strip_prefix(':').unwrap_or(action));
    call
}

fn duration(wait: &Wait) -> String {
    match wait {
        Wait::Seconds(NumberField::Literal(seconds)) => match seconds.value.parse::<u32>() {
            Ok(n) if n >= 86_400 && n % 86_400 == 0 => format!("{} d", n / 86_400),
            Ok(n) if n >= 3_600 && n % 3_600 == 0 => format!("{} h", n / 3_600),
            Ok(n) if n >= 60 && n % 60 == 0 => format!("{} min", n / 60),
            _ => format!("{} s", seconds.value),
        },
        Wait::Seconds(NumberField::Query(seconds)) => format!("{} s", query(seconds)),
        Wait::Timestamp(time) => format!("until {}", text_field(time)),
    }
}

fn map_detail(map: &Map) -> Option<String> {
    let mut parts = Vec::new();
    if map.is_distributed() {
        parts.push("distributed".to_owned());
    }
    match &map.max_concurrency {
        Some(NumberField::Literal(number)) if number.value != "0" => {
            parts.push(format!("{} at a time", number.value))
        }
        Some(NumberField::Query(number)) => parts.push(format!("{} at a time", query(number))),
        _ => {}
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn text_field(field: &TextField) -> String {
    match field {
        TextField::Literal(text) => text.value.clone(),
        TextField::Query(text) => query(text).to_owned(),
    }
}

/// The text of a query, an expression without its delimiters.
fn query(query: &Query) -> &str {
    let text = query.as_written();
    jsonata_body(text).map_or(text, str::trim)
}

/// The errors of a catcher.
pub(super) fn errors(names: &[Text]) -> String {
    if names.iter().any(|it| it.value == "States.ALL") {
        return "any error".to_owned();
    }
    names.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// A condition, much as the language writes it.
pub(super) fn condition(condition: &Condition) -> String {
    let mut text = String::new();
    push_condition(&mut text, condition, Inside::Nothing);
    text
}

/// What a condition stands in: says whether it needs parentheses.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    And,
    Or,
    Not,
}

fn push_condition(text: &mut String, condition: &Condition, inside: Inside) {
    match &condition.kind {
        ConditionKind::And(all) => push_list(text, all, " && ", Inside::And, inside),
        ConditionKind::Or(any) => push_list(text, any, " || ", Inside::Or, inside),
        ConditionKind::Not(inner) => match &inner.kind {
            ConditionKind::Compare { variable, operator, operand } => {
                push_comparison(text, variable, operator.value, operand, Sense::Negated);
            }
            _ => {
                text.push('!');
                push_condition(text, inner, Inside::Not);
            }
        },
        ConditionKind::Compare { variable, operator, operand } => {
            push_comparison(text, variable, operator.value, operand, Sense::Plain);
        }
        ConditionKind::Jsonata(expression) => text.push_str(query(expression)),
        ConditionKind::Literal(value) => text.push_str(if *value { "true" } else { "false" }),
        ConditionKind::Invalid => text.push('?'),
    }
}

fn push_list(text: &mut String, list: &[Condition], separator: &str, own: Inside, inside: Inside) {
    let parentheses = list.len() > 1 && inside != Inside::Nothing && inside != own;
    if parentheses {
        text.push('(');
    }
    for (i, item) in list.iter().enumerate() {
        if i > 0 {
            text.push_str(separator);
        }
        push_condition(text, item, if list.len() > 1 { own } else { inside });
    }
    if parentheses {
        text.push(')');
    }
}

/// Whether a comparison stands in a `Not`.
#[derive(Clone, Copy, PartialEq)]
enum Sense {
    Plain,
    Negated,
}

fn push_comparison(text: &mut String, variable: &Query, operator: Operator, operand: &Operand, sense: Sense) {
    text.push_str(query(variable));
    text.push(' ');
    let holds = (sense == Sense::Plain) != matches!(operand, Operand::Bool(it) if !it.value);
    if let Some((yes, no)) = test(operator) {
        text.push_str(if holds { yes } else { no });
        return;
    }
    text.push_str(sign(operator, sense));
    text.push(' ');
    match operand {
        Operand::Text(it) => text.push_str(&format!("\"{}\"", it.value)),
        Operand::Number(it) => text.push_str(&it.value),
        Operand::Bool(it) => text.push_str(if it.value { "true" } else { "false" }),
        Operand::Path(it) => text.push_str(query(it)),
    }
}

/// The operators that ask for a property, and the words for having it or not.
fn test(operator: Operator) -> Option<(&'static str, &'static str)> {
    Some(match operator {
        Operator::IsNull => ("is null", "is not null"),
        Operator::IsPresent => ("is present", "is absent"),
        Operator::IsNumeric => ("is a number", "is no number"),
        Operator::IsString => ("is text", "is no text"),
        Operator::IsBoolean => ("is a boolean", "is no boolean"),
        Operator::IsTimestamp => ("is a time", "is no time"),
        _ => return None,
    })
}

fn sign(operator: Operator, sense: Sense) -> &'static str {
    let signs = match operator.name() {
        "StringMatches" => ("matches", "matches not"),
        name if name.ends_with("LessThanEquals") => ("≤", "not ≤"),
        name if name.ends_with("GreaterThanEquals") => ("≥", "not ≥"),
        name if name.ends_with("LessThan") => ("<", "not <"),
        name if name.ends_with("GreaterThan") => (">", "not >"),
        _ => ("=", "≠"),
    };
    if sense == Sense::Plain { signs.0 } else { signs.1 }
}

/// `text` in one line of at most `limit` characters; what a hole stands for is not known here.
pub(super) fn short(text: &str, limit: usize) -> Cow<'_, str> {
    if is_plain_line(text) {
        if text.len() <= limit {
            return Cow::Borrowed(text);
        }
        return Cow::Owned(format!("{}…", text[..limit - 1].trim_end()));
    }
    let mut line = String::new();
    let mut blank = false;
    for (length, c) in text.trim().chars().filter_map(|c| one_blank(c, &mut blank)).enumerate() {
        if length == limit {
            line.pop();
            line.truncate(line.trim_end().len());
            line.push('…');
            break;
        }
        line.push(c);
    }
    Cow::Owned(line)
}

/// Whether `text` is of visible ASCII in single blanks, as nearly all are: then nothing has to be done but to cut it.
fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut blank = true;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'!'..=b'~' => blank = false,
            b' ' if !blank => blank = true,
            _ => return false,
        }
        at += 1;
    }
    !blank
}

/// Runs of blanks become one; whatever cannot be seen, or is a hole, becomes what can.
fn one_blank(c: char, blank: &mut bool) -> Option<char> {
    let was_blank = std::mem::replace(blank, c.is_whitespace() || c.is_control());
    match c {
        _ if *blank => (!was_blank).then_some(' '),
        _ if hole_number(c).is_some() => Some('…'),
        c => Some(c),
    }
}
