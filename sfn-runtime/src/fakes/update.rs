//! The expressions of DynamoDB, as far as the fake knows them.

use serde_json::{Map, Value};

type Item = Map<String, Value>;

/// The names and values that stand for themselves in an expression.
struct Names<'a>(&'a Value);

impl Names<'_> {
    fn name(&self, word: &str) -> String {
        let alias = self.0["ExpressionAttributeNames"][word].as_str();
        alias.unwrap_or(word).to_owned()
    }
}

/// Whether a condition holds for the item, if there is one.
pub(super) fn holds(condition: &str, request: &Value, item: Option<&Item>) -> Result<bool, String> {
    let names = Names(request);
    for part in condition.split(" AND ") {
        let (function, rest) = part.trim().split_once('(').ok_or_else(|| unknown(part))?;
        let name = names.name(rest.trim_end_matches(')').trim());
        let exists = item.is_some_and(|it| it.contains_key(&name));
        let holds = match function.trim() {
            "attribute_exists" => exists,
            "attribute_not_exists" => !exists,
            _ => return Err(unknown(part)),
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

fn unknown(part: &str) -> String {
    format!("the fake does not know the expression `{}`", part.trim())
}

/// Applies the `UpdateExpression`; gives the names of what it has changed.
pub(super) fn apply(request: &Value, item: &mut Item) -> Result<Vec<String>, String> {
    const CLAUSES: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];
    let names = Names(request);
    let mut changed = Vec::new();
    let expression = request["UpdateExpression"].as_str().unwrap_or_default();
    let mut parts: Vec<(String, String)> = Vec::new();
    for word in expression.split_whitespace() {
        match CLAUSES.iter().find(|it| it.eq_ignore_ascii_case(word)) {
            Some(it) => parts.push(((*it).to_owned(), String::new())),
            None => match parts.last_mut() {
                Some((_, text)) => {
                    text.push(' ');
                    text.push_str(word);
                }
                None => return Err(unknown(expression)),
            },
        }
    }
    for (clause, text) in parts {
        for part in commas(&text) {
            let name = match clause.as_str() {
                "SET" => {
                    let (name, value) = part.split_once('=').ok_or_else(|| unknown(part))?;
                    let name = names.name(name.trim());
                    let value = operand(value, &names, item)?;
                    item.insert(name.clone(), value);
                    name
                }
                "REMOVE" => {
                    let name = names.name(part.trim());
                    item.remove(&name);
                    name
                }
                "ADD" => {
                    let (name, value) = part.trim().split_once(' ').ok_or_else(|| unknown(part))?;
                    let name = names.name(name);
                    let zero = serde_json::json!({"N": "0"});
                    let sum = add(item.get(&name).unwrap_or(&zero), &operand(value, &names, item)?, 1.0)?;
                    item.insert(name.clone(), sum);
                    name
                }
                _ => return Err(unknown(part)),
            };
            changed.push(name);
        }
    }
    Ok(changed)
}

/// Splits at commas outside parentheses.
fn commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn operand(text: &str, names: &Names<'_>, item: &Item) -> Result<Value, String> {
    let text = text.trim();
    for (sign, factor) in [('+', 1.0), ('-', -1.0)] {
        // Names cannot hold these; a function's arguments are looked at on their own.
        if let Some((left, right)) = text.rsplit_once(sign) {
            return add(&operand(left, names, item)?, &operand(right, names, item)?, factor);
        }
    }
    if let Some(arguments) = text.strip_prefix("if_not_exists(").and_then(|it| it.strip_suffix(')')) {
        let (name, default) = arguments.split_once(',').ok_or_else(|| unknown(text))?;
        return match item.get(&names.name(name.trim())) {
            Some(it) => Ok(it.clone()),
            None => operand(default, names, item),
        };
    }
    if text.starts_with(':') {
        let value = names.0["ExpressionAttributeValues"].get(text);
        return value.cloned().ok_or_else(|| format!("the request has no value for {text}"));
    }
    let name = names.name(text);
    item.get(&name).cloned().ok_or_else(|| format!("the item has no attribute {name}"))
}

fn add(left: &Value, right: &Value, factor: f64) -> Result<Value, String> {
    let number = |it: &Value| it["N"].as_str().and_then(|it| it.parse::<f64>().ok());
    match (number(left), number(right)) {
        (Some(a), Some(b)) => Ok(serde_json::json!({"N": (a + factor * b).to_string()})),
        _ => Err("only numbers are added".to_owned()),
    }
}
