//! Whether two definitions say the same.
//!
//! They do when their JSON is the same but for the order of keys and the spelling of numbers, once the differences
//! listed here have been taken out: what the source text of a machine does not keep, and the service does not see.

use std::collections::BTreeMap;

use crate::machine::QueryLanguage;
use crate::query::intrinsic;
use crate::value::{Field, Value, ValueKind};

/// The first place where two definitions differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Where, as the service spells it: `/States/A/Next`.
    pub pointer: String,
    /// What.
    pub message: String,
}

/// Compares two definitions.
pub fn equivalent(a: &Value, b: &Value) -> Result<(), Difference> {
    compare(&normal(a), &normal(b), "")
}

/// The definition without what makes no difference.
fn normal(definition: &Value) -> Value {
    let mut machine = definition.clone();
    let language = language(&machine).unwrap_or(QueryLanguage::JsonPath);
    scope(&mut machine, language);
    default_language(&mut machine, QueryLanguage::JsonPath);
    machine
}

fn scope(scope: &mut Value, machine_language: QueryLanguage) {
    default_processor_config(scope);
    let Some(states) = get(scope, "States") else { return };
    for field in fields(states) {
        state(&mut field.value, machine_language);
    }
}

fn state(state: &mut Value, machine_language: QueryLanguage) {
    let own = language(state).unwrap_or(machine_language);
    default_language(state, machine_language);
    if state.get("Type").and_then(Value::as_str) == Some("Map") {
        deprecated_iterator(state);
        if own == QueryLanguage::JsonPath {
            deprecated_parameters(state);
        }
        default_max_concurrency(state);
    }
    default_paths(state);
    if own == QueryLanguage::JsonPath {
        blanks_in_intrinsics(state);
    }
    if let Some(processor) = get(state, "ItemProcessor") {
        scope(processor, machine_language);
    }
    if let Some(Value { kind: ValueKind::Array(branches), .. }) = get(state, "Branches") {
        branches.iter_mut().for_each(|branch| scope(branch, machine_language));
    }
}

/// `Iterator` is the old name of `ItemProcessor`.
fn deprecated_iterator(map: &mut Value) {
    rename(map, "Iterator", "ItemProcessor");
}

/// A Map's `Parameters` is the old name of `ItemSelector`.
fn deprecated_parameters(map: &mut Value) {
    rename(map, "Parameters", "ItemSelector");
}

/// No path is `$`, for a state and for a catcher.
fn default_paths(state: &mut Value) {
    for key in ["InputPath", "OutputPath", "ResultPath", "ItemsPath"] {
        remove_if(state, key, |it| it.as_str() == Some("$"));
    }
    if let Some(Value { kind: ValueKind::Array(catchers), .. }) = get(state, "Catch") {
        for catcher in catchers {
            remove_if(catcher, "ResultPath", |it| it.as_str() == Some("$"));
        }
    }
}

/// No `MaxConcurrency` is no limit, and so is 0.
fn default_max_concurrency(map: &mut Value) {
    remove_if(
        map,
        "MaxConcurrency",
        |it| matches!(&it.kind, ValueKind::Number(n) if decimal(n) == decimal("0")),
    );
}

/// A processor is inline unless it says otherwise.
fn default_processor_config(processor: &mut Value) {
    remove_if(processor, "ProcessorConfig", |it| match &it.kind {
        ValueKind::Object(fields) => {
            fields.iter().all(|field| field.key.value == "Mode" && field.value.as_str() == Some("INLINE"))
        }
        _ => false,
    });
}

/// A state is in the language of its machine, and a machine in JSONPath, unless it says otherwise.
fn default_language(owner: &mut Value, default: QueryLanguage) {
    if language(owner) == Some(default) {
        remove_if(owner, "QueryLanguage", |_| true);
    }
}

/// Blanks between the arguments of an intrinsic. `Result` is data, in which nothing is a call.
fn blanks_in_intrinsics(state: &mut Value) {
    for field in fields(state) {
        match field.key.value.as_str() {
            "Result" | "ItemProcessor" | "Branches" => {}
            "ErrorPath" | "CausePath" => canonical_call(&mut field.value),
            _ => calls_below(&mut field.value),
        }
    }
}

fn calls_below(value: &mut Value) {
    match &mut value.kind {
        ValueKind::Array(items) => items.iter_mut().for_each(calls_below),
        ValueKind::Object(fields) => {
            for field in fields {
                if field.key.value.ends_with(".$") {
                    canonical_call(&mut field.value);
                } else {
                    calls_below(&mut field.value);
                }
            }
        }
        _ => {}
    }
}

fn canonical_call(value: &mut Value) {
    if let ValueKind::String(text) = &mut value.kind
        && intrinsic::looks_like(text)
        && let Ok(call) = intrinsic::parse(text)
    {
        *text = call.to_string();
    }
}

fn language(owner: &Value) -> Option<QueryLanguage> {
    match owner.get("QueryLanguage")?.as_str()? {
        "JSONPath" => Some(QueryLanguage::JsonPath),
        "JSONata" => Some(QueryLanguage::Jsonata),
        _ => None,
    }
}

fn fields(value: &mut Value) -> &mut [Field] {
    match &mut value.kind {
        ValueKind::Object(fields) => fields,
        _ => &mut [],
    }
}

fn get<'a>(value: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    fields(value).iter_mut().find(|it| it.key.value == key).map(|it| &mut it.value)
}

fn rename(value: &mut Value, from: &str, to: &str) {
    if value.get(to).is_none()
        && let Some(field) = fields(value).iter_mut().find(|it| it.key.value == from)
    {
        field.key.value = to.to_owned();
    }
}

fn remove_if(value: &mut Value, key: &str, test: impl Fn(&Value) -> bool) {
    if let ValueKind::Object(fields) = &mut value.kind {
        fields.retain(|it| it.key.value != key || !test(&it.value));
    }
}

fn compare(a: &Value, b: &Value, pointer: &str) -> Result<(), Difference> {
    match (&a.kind, &b.kind) {
        (ValueKind::Number(x), ValueKind::Number(y)) if decimal(x) == decimal(y) => Ok(()),
        (ValueKind::Array(x), ValueKind::Array(y)) => {
            if x.len() != y.len() {
                return differ(pointer, format!("{} elements in one, {} in the other", x.len(), y.len()));
            }
            let mut pairs = x.iter().zip(y).enumerate();
            pairs.try_for_each(|(i, (x, y))| compare(x, y, &format!("{pointer}[{i}]")))
        }
        (ValueKind::Object(x), ValueKind::Object(y)) => compare_fields(x, y, pointer),
        (x, y) if x == y => Ok(()),
        _ => differ(pointer, format!("{} in one, {} in the other", shown(a), shown(b))),
    }
}

fn compare_fields(a: &[Field], b: &[Field], pointer: &str) -> Result<(), Difference> {
    let mut others: BTreeMap<&str, &Value> = b.iter().map(|it| (it.key.value.as_str(), &it.value)).collect();
    for field in a {
        let pointer = format!("{pointer}/{}", field.key.value);
        match others.remove(field.key.value.as_str()) {
            Some(other) => compare(&field.value, other, &pointer)?,
            None => return differ(&pointer, format!("only in the first: {}", shown(&field.value))),
        }
    }
    match others.first_key_value() {
        Some((key, value)) => {
            differ(&format!("{pointer}/{key}"), format!("only in the second: {}", shown(value)))
        }
        None => Ok(()),
    }
}

fn differ(pointer: &str, message: String) -> Result<(), Difference> {
    let pointer = if pointer.is_empty() { "/" } else { pointer };
    Err(Difference { pointer: pointer.to_owned(), message })
}

fn shown(value: &Value) -> String {
    let text = crate::write::value(value);
    match text.char_indices().nth(100) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Sign, digits without zeros at either end, and the power of ten they are multiplied by; so 1.50 is 15e-1.
fn decimal(spelled: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = spelled.split_once(['e', 'E']).unwrap_or((spelled, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let negative = whole.starts_with('-');
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let short = digits.trim_end_matches('0');
    let scale = exponent.parse::<i64>().ok()? - fraction.len() as i64 + (digits.len() - short.len()) as i64;
    let short = short.trim_start_matches('0');
    if short.is_empty() {
        return Some((false, String::new(), 0));
    }
    Some((negative, short.to_owned(), scale))
}

#[cfg(test)]
mod tests {
    use super::{decimal, equivalent};
    use crate::diag::Diagnostics;
    use crate::json;

    fn difference(a: &str, b: &str) -> Option<String> {
        let parse = |text: &str| json::parse(text, &mut Diagnostics::new()).value.expect("the test is JSON");
        equivalent(&parse(a), &parse(b)).err().map(|it| format!("{}: {}", it.pointer, it.message))
    }

    /// A machine of one state, `M`, with `fields`.
    fn one(fields: &str) -> String {
        format!(r#"{{"StartAt":"M","States":{{"M":{{{fields}}}}}}}"#)
    }

    #[test]
    fn what_makes_no_difference() {
        let same = [
            (r#""Type":"Pass","End":true"#, r#""End":true,"Type":"Pass""#),
            (r#""Type":"Map","Iterator":{"States":{}}"#, r#""Type":"Map","ItemProcessor":{"States":{}}"#),
            (r#""Type":"Map","Parameters":{"a":1}"#, r#""Type":"Map","ItemSelector":{"a":1.0}"#),
            (r#""InputPath":"$","OutputPath":"$","ResultPath":"$","ItemsPath":"$""#, ""),
            (r#""Catch":[{"Next":"A","ResultPath":"$"}]"#, r#""Catch":[{"Next":"A"}]"#),
            (r#""Type":"Map","MaxConcurrency":0"#, r#""Type":"Map""#),
            (r#""ItemProcessor":{"ProcessorConfig":{}}"#, r#""ItemProcessor":{}"#),
            (r#""ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"}}"#, r#""ItemProcessor":{}"#),
            (r#""QueryLanguage":"JSONPath""#, ""),
            (
                r#""Parameters":{"a.$":"States.Array(1,2)"}"#,
                r#""Parameters":{"a.$":"States.Array( 1 , 2 )"}"#,
            ),
            (r#""ErrorPath":"States.UUID( )""#, r#""ErrorPath":"States.UUID()""#),
        ];
        for (a, b) in same {
            assert_eq!(difference(&one(a), &one(b)), None, "{a}");
        }
        assert_eq!(difference(r#"{"QueryLanguage":"JSONPath"}"#, "{}"), None);
    }

    #[test]
    fn what_makes_one() {
        let different = [
            (r#""Retry":[]"#, "", "/States/M/Retry: only in the first: []"),
            ("", r#""Retry":[]"#, "/States/M/Retry: only in the second: []"),
            (
                r#""Type":"Task","Parameters":{}"#,
                r#""Type":"Task""#,
                "/States/M/Parameters: only in the first: {}",
            ),
            (r#""ResultPath":null"#, r#""ResultPath":"$""#, "/States/M/ResultPath: only in the first: null"),
            (r#""a":[1,2]"#, r#""a":[1,3]"#, "/States/M/a[1]: 2 in one, 3 in the other"),
            (r#""a":[1]"#, r#""a":[]"#, "/States/M/a: 1 elements in one, 0 in the other"),
            (
                r#""Result":{"a.$":"States.Array(1,2)"}"#,
                r#""Result":{"a.$":"States.Array(1, 2)"}"#,
                r#"/States/M/Result/a.$: "States.Array(1,2)" in one, "States.Array(1, 2)" in the other"#,
            ),
            (r#""QueryLanguage":"JSONata""#, "", r#"/States/M/QueryLanguage: only in the first: "JSONata""#),
        ];
        for (a, b, expected) in different {
            assert_eq!(difference(&one(a), &one(b)).as_deref(), Some(expected));
        }
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (a, b) in [("1", "1.0"), ("1.50", "1.5"), ("100", "1e2"), ("-0", "0.0"), ("1E-2", "0.010")] {
            assert_eq!(decimal(a), decimal(b), "{a} {b}");
        }
        for (a, b) in [("1", "-1"), ("1", "10"), ("0.1", "0.01"), ("9007199254740993", "9007199254740992")] {
            assert_ne!(decimal(a), decimal(b), "{a} {b}");
        }
    }
}
