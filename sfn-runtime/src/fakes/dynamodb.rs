//! DynamoDB: single items by key.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Shared, action, answer, error, unknown, update};
use crate::exec::{Call, Reply, Service};

/// Amazon DynamoDB: put, get, update and delete of single items in the notation of the API, `{"S": "text"}`.
///
/// Of conditions it knows `attribute_exists` and `attribute_not_exists`; of updates `SET`, `REMOVE` and `ADD`.
#[derive(Clone, Debug, Default)]
pub struct DynamoDb(Shared<BTreeMap<String, Table>>);

#[derive(Debug, Default)]
struct Table {
    key: Vec<String>,
    items: BTreeMap<String, Map<String, Value>>,
}

impl Table {
    /// What tells an item from others.
    fn key_of(&self, item: &Map<String, Value>) -> Option<String> {
        self.key
            .iter()
            .map(|it| item.get(it).map(Value::to_string))
            .collect::<Option<Vec<_>>>()
            .map(|it| it.join("/"))
    }
}

impl DynamoDb {
    /// No tables.
    pub fn new() -> DynamoDb {
        DynamoDb::default()
    }

    /// A table whose items are told apart by these attributes.
    #[must_use]
    pub fn table(self, name: impl Into<String>, key: &[&str]) -> DynamoDb {
        let key = key.iter().map(|it| (*it).to_owned()).collect();
        self.0.lock().insert(name.into(), Table { key, items: BTreeMap::new() });
        self
    }

    /// All items of a table, in the order of their keys.
    pub fn items(&self, table: &str) -> Vec<Value> {
        let tables = self.0.lock();
        tables.get(table).into_iter().flat_map(|it| it.items.values().cloned().map(Value::Object)).collect()
    }
}

fn refused(call: &Call, code: &str, cause: &str) -> Reply {
    let cause =
        format!("{cause} (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: {code}; Proxy: null)");
    match code {
        "ValidationException" => {
            error(call, "DynamoDB.AmazonDynamoDBException", "DynamoDb.DynamoDbException", cause)
        }
        code => error(call, &format!("DynamoDB.{code}"), &format!("DynamoDb.{code}"), cause),
    }
}

impl Service for DynamoDb {
    fn call(&mut self, call: &Call) -> Reply {
        let input = call.input();
        let mut tables = self.0.lock();
        let Some(table) = tables.get_mut(input["TableName"].as_str().unwrap_or_default()) else {
            return refused(call, "ResourceNotFoundException", "Requested resource not found");
        };
        let action = action(call);
        let field = if action == "putItem" { "Item" } else { "Key" };
        let Some(given) = input[field].as_object() else {
            let name = field.to_lowercase();
            return refused(
                call,
                "ValidationException",
                &format!(
                    "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not \
                     be null"
                ),
            );
        };
        let Some(key) = table.key_of(given) else {
            return refused(call, "ValidationException", "One of the required keys was not given a value");
        };
        let before = table.items.get(&key).cloned();
        if let Some(condition) = input["ConditionExpression"].as_str() {
            match update::holds(condition, input, before.as_ref()) {
                Ok(true) => {}
                Ok(false) => {
                    return refused(
                        call,
                        "ConditionalCheckFailedException",
                        "The conditional request failed",
                    );
                }
                Err(why) => return Reply::invalid(why),
            }
        }
        let mut result = json!({});
        let old = |result: &mut Value| {
            if let (Some(item), "ALL_OLD") = (&before, input["ReturnValues"].as_str().unwrap_or_default()) {
                result["Attributes"] = item.clone().into();
            }
        };
        match action {
            "putItem" => {
                table.items.insert(key, given.clone());
                old(&mut result);
            }
            "getItem" => {
                if let Some(item) = before {
                    result["Item"] = item.into();
                }
            }
            "deleteItem" => {
                table.items.remove(&key);
                old(&mut result);
            }
            "updateItem" => {
                let mut item = before.clone().unwrap_or_else(|| given.clone());
                let changed = match update::apply(input, &mut item) {
                    Ok(it) => it,
                    Err(why) => return Reply::invalid(why),
                };
                table.items.insert(key, item.clone());
                old(&mut result);
                match input["ReturnValues"].as_str() {
                    Some("ALL_NEW") => result["Attributes"] = item.into(),
                    Some("UPDATED_NEW") => {
                        item.retain(|name, _| changed.contains(name));
                        result["Attributes"] = item.into();
                    }
                    _ => {}
                }
            }
            _ => return unknown(call),
        }
        answer(call, 0, result)
    }
}
