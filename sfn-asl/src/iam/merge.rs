//! Needs → statements: what is the same is said once, and nothing gets wider by it.

use super::arn;
use super::model::{Policy, Statement};
use crate::index::Index;
use crate::sort::sorted;

/// Statements in the order of the first state that needs them; resources sorted.
pub(super) fn merge(needs: Vec<Statement>) -> Policy {
    // The same actions on more resources, then more actions on the same resources: both say exactly what was said.
    let mut statements =
        by_key(needs, &|it| key(it, &it.actions), &|into, mut it| into.resources.append(&mut it.resources));
    for statement in &mut statements {
        narrow(&mut statement.resources);
    }
    let same_resources = |it: &Statement| {
        let service = it.actions.first().and_then(|it| it.split_once(':')).map_or("", |it| it.0);
        format!("{service}\n{}", key(it, &it.resources))
    };
    let mut statements = by_key(statements, &same_resources, &|into, it| {
        for action in it.actions {
            if !into.actions.contains(&action) {
                into.actions.push(action);
            }
        }
    });
    name(&mut statements);
    Policy { statements }
}

/// Everything that has to be equal, beside what is merged.
fn key(statement: &Statement, same: &[String]) -> String {
    let mut key = format!("{}\n{}\n{}", statement.effect.as_str(), statement.sid, same.join(" "));
    for condition in &statement.conditions {
        key.push_str(&format!("\n{} {} {}", condition.operator, condition.key, condition.values.join(" ")));
    }
    key
}

fn by_key(
    statements: Vec<Statement>,
    key: &dyn Fn(&Statement) -> String,
    join: &dyn Fn(&mut Statement, Statement),
) -> Vec<Statement> {
    let mut places = Index::default();
    let mut merged: Vec<Statement> = Vec::new();
    for mut statement in statements {
        let (place, _) = places.insert(key(&statement));
        let Some(into) = merged.get_mut(place) else {
            merged.push(statement);
            continue;
        };
        for reason in std::mem::take(&mut statement.reasons) {
            // Reasons come state by state.
            if !into.reasons.iter().rev().take(4).any(|it| *it == reason) {
                into.reasons.push(reason);
            }
        }
        join(into, statement);
    }
    merged
}

/// Sorted, each once, without those that another one covers.
fn narrow(resources: &mut Vec<String>) {
    let by_text = sorted(resources.len(), &|a, b| resources[a] < resources[b]);
    let mut in_order: Vec<String> = Vec::with_capacity(resources.len());
    let mut wide: Vec<String> = Vec::new();
    for at in by_text {
        let resource = std::mem::take(&mut resources[at]);
        if in_order.last() != Some(&resource) {
            if resource.contains('*') {
                wide.push(resource.clone());
            }
            in_order.push(resource);
        }
    }
    *resources = in_order;
    if !wide.is_empty() && resources.len() > 1 {
        resources.retain(|it| !wide.iter().any(|wide| wide != it && arn::matches(wide, it)));
    }
}

/// A Sid is made of the first action, so that edits elsewhere leave it as it is: `DynamodbPutItem`, and where that is
/// not enough a number.
fn name(statements: &mut [Statement]) {
    let mut taken: Vec<String> = Vec::new();
    for statement in statements.iter() {
        if !statement.sid.is_empty() {
            taken.push(statement.sid.clone());
        }
    }
    for statement in statements {
        if !statement.sid.is_empty() {
            continue;
        }
        let mut base = String::new();
        let mut starts_word = true;
        for c in statement.actions.first().map_or("", |it| it.as_str()).chars() {
            if c.is_ascii_alphanumeric() {
                base.push(if starts_word { c.to_ascii_uppercase() } else { c });
            }
            starts_word = !c.is_ascii_alphanumeric();
        }
        let mut sid = base.clone();
        let mut number = 2;
        while taken.contains(&sid) {
            sid = format!("{base}{number}");
            number += 1;
        }
        taken.push(sid.clone());
        statement.sid = sid;
    }
}
