//! A policy as JSON, for those who review it.

use super::json::Json;
use crate::iam::{Policy, Statement};

/// Strict JSON, in IAM's grammar, laid out for reading.
pub fn policy(policy: &Policy) -> String {
    let mut json = Json::pretty();
    json.open('{');
    json.key("Version");
    json.string("2012-10-17");
    json.key("Statement");
    json.list(&policy.statements, statement);
    json.close('}');
    json.finish()
}

fn statement(json: &mut Json, it: &Statement) {
    json.open('{');
    json.key("Sid");
    json.string(&it.sid);
    json.key("Effect");
    json.string(it.effect.as_str());
    json.key("Action");
    texts(json, &it.actions);
    json.key("Resource");
    texts(json, &it.resources);
    if !it.conditions.is_empty() {
        json.key("Condition");
        json.open('{');
        for (i, condition) in it.conditions.iter().enumerate() {
            // The keys of one operator stand in one object.
            if it.conditions[..i].iter().any(|before| before.operator == condition.operator) {
                continue;
            }
            json.key(&condition.operator);
            json.open('{');
            for same in it.conditions.iter().filter(|same| same.operator == condition.operator) {
                json.key(&same.key);
                texts(json, &same.values);
            }
            json.close('}');
        }
        json.close('}');
    }
    json.close('}');
}

/// One text is written as such, as people do.
fn texts(json: &mut Json, texts: &[String]) {
    match texts {
        [text] => json.string(text),
        _ => json.list(texts, |json, text| json.string(text)),
    }
}
