//! Comparing with recordings in which everything that changes from run to run was replaced.

use serde_json::Value;

/// Keys of events that say nothing of the behaviour, or cannot be computed.
const IGNORED: &[&str] =
    &["id", "prev", "timestamp", "mapRunArn", "roleArn", "workerName", "region", "MapRunArn"];

/// Whether two values are the same once both are made anonymous; otherwise, where they are not.
pub fn same(expected: &Value, found: &Value) -> Result<(), String> {
    differ("", expected, found, &[])
}

/// The same for causes: those that are JSON texts are compared as JSON.
pub fn same_cause(expected: &Value, found: &Value) -> Result<(), String> {
    let parsed = |it: &Value| it.as_str().and_then(|it| serde_json::from_str::<Value>(it).ok());
    if let (Some(expected), Some(found)) = (parsed(expected), parsed(found)) {
        return same(&expected, &found);
    }
    // No cause and an empty one are not told apart in recordings.
    let text = |it: &Value| hide_json(it.as_str().unwrap_or_default());
    same(&text(expected).into(), &text(found).into())
}

/// Whether the events are the same in this order; if `shape_only`, whether their types and names are.
pub fn same_events(expected: &[Value], found: &[Value], shape_only: bool) -> Result<(), String> {
    for (i, event) in expected.iter().enumerate() {
        let Some(other) = found.get(i) else {
            return Err(format!("event {i}, {}, is missing", named(event)));
        };
        for key in ["type", "name"] {
            if event[key] != other[key] {
                return Err(format!("event {i}: expected {}, found {}", named(event), named(other)));
            }
        }
        if !shape_only {
            same_event(event, other).map_err(|it| format!("event {i}, {}: {it}", named(event)))?;
        }
    }
    match found.get(expected.len()) {
        Some(more) => Err(format!("more than the {} events: {}", expected.len(), named(more))),
        None => Ok(()),
    }
}

fn same_event(expected: &Value, found: &Value) -> Result<(), String> {
    same_cause(&expected["cause"], &found["cause"]).map_err(|it| format!("cause: {it}"))?;
    let mut ignored: Vec<&str> = IGNORED.iter().copied().chain(["cause"]).collect();
    if expected["type"] == "LambdaFunctionScheduled" {
        // The definition's own; accounts are anonymous in one and not in the other.
        ignored.push("resource");
    }
    differ("", expected, found, &ignored)
}

/// Whether there are the same events, in whatever order.
pub fn same_set(expected: &[Value], found: &[Value]) -> Result<(), String> {
    let mut left: Vec<&Value> = found.iter().collect();
    for event in expected {
        let at = left.iter().position(|it| same_event(event, it).is_ok());
        let at = at.ok_or_else(|| format!("{} is missing", named(event)))?;
        left.remove(at);
    }
    match left.first() {
        Some(more) => Err(format!("{} is too much", named(more))),
        None => Ok(()),
    }
}

fn named(event: &Value) -> String {
    let text = |key: &str| event[key].as_str().unwrap_or_default();
    format!("{} {}", text("type"), text("name")).trim().to_owned()
}

fn differ(key: &str, expected: &Value, found: &Value, ignored: &[&str]) -> Result<(), String> {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|it| !a.contains_key(*it)));
            for key in keys.filter(|it| !ignored.contains(&it.as_str())) {
                let result = match (a.get(key), b.get(key)) {
                    (Some(a), Some(b)) => differ(key, a, b, &[]),
                    (Some(a), None) => Err(format!(" expected {}", short(a))),
                    (None, b) => Err(format!(" found {}", short(b.unwrap_or(&Value::Null)))),
                };
                result.map_err(|it| format!(".{key}{it}"))?;
            }
            Ok(())
        }
        (Value::Array(a), Value::Array(b)) => {
            for (i, expected) in a.iter().enumerate() {
                let found = b.get(i).ok_or_else(|| format!("[{i}] expected {}", short(expected)))?;
                differ(key, expected, found, &[]).map_err(|it| format!("[{i}]{it}"))?;
            }
            match b.get(a.len()) {
                Some(more) => Err(format!("[{}] found {}", a.len(), short(more))),
                None => Ok(()),
            }
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Ok(()),
        (Value::String(a), Value::String(b)) if alike(&anonymous(key, a), &anonymous(key, b)) => Ok(()),
        (a, b) if a == b => Ok(()),
        (a, b) => Err(format!(" expected {}, found {}", short(a), short(b))),
    }
}

/// What stands for something that the service makes up, in a text that is otherwise as computed.
const MADE_UP: &[&str] = &["<MapRunArnPart", "<resource:"];

/// Whether the texts are the same, apart from what the service makes up.
fn alike(expected: &str, found: &str) -> bool {
    let start = MADE_UP.iter().filter_map(|it| expected.find(it)).min();
    let Some(start) = start else { return expected == found };
    let Some(found) = found.strip_prefix(&expected[..start]) else { return false };
    let after = expected[start..].split_once('>').map_or("", |it| it.1);
    // As long as a made-up part may be.
    (0..=found.len()).any(|end| found.is_char_boundary(end) && alike(after, &found[end..]))
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The account of the executor, in recordings a row of ones.
const ACCOUNT: &str = "123456789012";

/// A text without its dates; under a key of a timestamp nothing else is left.
fn anonymous(key: &str, text: &str) -> String {
    if key.to_ascii_lowercase().contains("timestamp") {
        return "date".to_owned();
    }
    let text = text.replace(ACCOUNT, "111111111111");
    let mut anonymous = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let length = date(rest.as_bytes());
        if length > 0 {
            anonymous.push_str("date");
            rest = &rest[length..];
        } else {
            anonymous.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    anonymous
}

/// How many bytes at the start are `YYYY-MM-DDThh:mm:ss[.f](Z|+hh:mm)`.
fn date(text: &[u8]) -> usize {
    let fits = |at: usize, pattern: &[u8]| {
        let here = text.get(at..at + pattern.len()).unwrap_or_default();
        here.len() == pattern.len()
            && here.iter().zip(pattern).all(|(a, b)| if *b == b'0' { a.is_ascii_digit() } else { a == b })
    };
    if !fits(0, b"0000-00-00T00:00:00") {
        return 0;
    }
    let mut end = 19;
    if text.get(end) == Some(&b'.') {
        end += 1;
        while text.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
    }
    match text.get(end) {
        Some(b'Z') => end + 1,
        Some(b'+' | b'-') if fits(end + 1, b"00:00") => end + 6,
        _ => 0,
    }
}

/// `'{…}'` becomes `'<json-input>'`.
fn hide_json(cause: &str) -> String {
    match (cause.find("'{"), cause.rfind("}'")) {
        (Some(start), Some(end)) if start < end => {
            format!("{}'<json-input>'{}", &cause[..start], &cause[end + 2..])
        }
        _ => cause.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{anonymous, hide_json};

    #[test]
    fn what_changes_is_replaced() {
        let cases = [
            ("at 2024-01-01T00:00:00Z!", "at date!"),
            ("2024-01-01T00:00:00.123+01:00", "date"),
            ("2024-01-01T00:00:00", "2024-01-01T00:00:00"),
            ("é 2024-01-01", "é 2024-01-01"),
        ];
        for (text, expected) in cases {
            assert_eq!(anonymous("x", text), expected);
        }
        assert_eq!(anonymous("StartTimestamp", "x"), "date");
        assert_eq!(hide_json("in '{\"a\":1}' there"), "in '<json-input>' there");
    }
}
