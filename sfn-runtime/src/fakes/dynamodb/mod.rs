//! DynamoDB: single items by key.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Refused, Shared, action, answer, unknown};
use crate::exec::{Call, Reply, Service};

mod condition;
mod expression;
mod reserved;
#[cfg(test)]
mod tests;
mod update;
mod value;

use condition::Condition;
use expression::{Item, Names, Path, Refusal, project, projection};
use update::Update;

/// Amazon DynamoDB: put, get, update and delete of single items in the notation of the API, `{"S": "text"}`.
///
/// It knows the expressions: of conditions, updates and projections. What the service refuses, it refuses: reserved words,
/// values that are given and not used, paths that overlap.
#[derive(Clone, Debug, Default)]
pub struct DynamoDb(Shared<BTreeMap<String, Table>>);

#[derive(Debug, Default)]
struct Table {
    key: Vec<String>,
    items: BTreeMap<String, Item>,
}

impl Table {
    /// What tells an item from others.
    fn key_of(&self, item: &Item) -> Result<String, Refusal> {
        let mut key = Vec::new();
        for name in &self.key {
            match item.get(name) {
                Some(it) if matches!(value::typed(it).0, "S" | "N" | "B") => key.push(it.to_string()),
                Some(it) => {
                    return Err(format!(
                        "One or more parameter values were invalid: Type mismatch for key {name}, actual: {}",
                        value::typed(it).0
                    ));
                }
                None => {
                    return Err(format!(
                        "One or more parameter values were invalid: Missing the key {name} in the item"
                    ));
                }
            }
        }
        Ok(key.join("/"))
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

impl Service for DynamoDb {
    fn call(&mut self, call: &Call) -> Reply {
        let request = call.input();
        let mut tables = self.0.lock();
        if !matches!(action(call), "putItem" | "getItem" | "updateItem" | "deleteItem") {
            return unknown(call);
        }
        // `TableName` takes an ARN, too.
        let name = request["TableName"].as_str().unwrap_or_default();
        let name = name.rsplit_once(":table/").map_or(name, |it| it.1);
        let Some(table) = tables.get_mut(name) else {
            return refused(call, "ResourceNotFoundException", "Requested resource not found");
        };
        match done(table, action(call), request, call.service().starts_with("aws-sdk:")) {
            Ok(result) => answer(call, 0, result),
            Err(Undone::Condition) => {
                refused(call, "ConditionalCheckFailedException", "The conditional request failed")
            }
            Err(Undone::Validation(why)) => refused(call, "ValidationException", &why),
            Err(Undone::Unknown(field)) => {
                Reply::invalid(format!("the fake does not know {field}, which expressions have replaced"))
            }
        }
    }
}

fn refused(call: &Call, code: &str, cause: &str) -> Reply {
    let (optimised, sdk) = (format!("DynamoDB.{code}"), format!("DynamoDb.{code}"));
    let names = match code {
        "ValidationException" => ["DynamoDB.AmazonDynamoDBException", "DynamoDb.DynamoDbException"],
        _ => [optimised.as_str(), sdk.as_str()],
    };
    Refused { names, services: ["AmazonDynamoDBv2", "DynamoDb"], status: 400, code }.with(call, cause)
}

/// Why a request is not done.
enum Undone {
    Condition,
    Validation(Refusal),
    /// A field that the service keeps for old programs.
    Unknown(&'static str),
}

impl From<Refusal> for Undone {
    fn from(why: Refusal) -> Undone {
        Undone::Validation(why)
    }
}

const OLD: [&str; 5] =
    ["AttributesToGet", "AttributeUpdates", "ConditionalOperator", "Expected", "KeyConditions"];

fn done(table: &mut Table, action: &str, request: &Value, is_sdk: bool) -> Result<Value, Undone> {
    if let Some(old) = OLD.into_iter().find(|it| request.get(it).is_some()) {
        return Err(Undone::Unknown(old));
    }
    let field = if action == "putItem" { "Item" } else { "Key" };
    let given = request[field].as_object().ok_or_else(|| {
        let name = field.to_lowercase();
        format!(
            "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
        )
    })?;
    let given = value::item(given, false);
    if field == "Key"
        && (given.len() != table.key.len() || !table.key.iter().all(|it| given.contains_key(it)))
    {
        return Err("The provided key element does not match the schema".to_owned().into());
    }
    let key = table.key_of(&given)?;
    let returned = request["ReturnValues"].as_str().unwrap_or("NONE");
    if returned != "NONE" && !(action == "updateItem" || action != "getItem" && returned == "ALL_OLD") {
        return Err("Return values set to invalid value".to_owned().into());
    }
    let values = request["ExpressionAttributeValues"].as_object();
    let values = values.map(|it| json!({"ExpressionAttributeValues": value::item(it, false)}));
    let mut values = values.unwrap_or_else(|| json!({}));
    values["ExpressionAttributeNames"] = request["ExpressionAttributeNames"].clone();
    let asked = Asked::parse(request, &values, table)?;
    let before = table.items.get(&key);
    if asked.condition.is_some_and(|it| !it.holds(before.unwrap_or(&Item::new()))) {
        return Err(Undone::Condition);
    }
    let before = before.cloned();
    let (mut after, mut changed) = (None, Vec::new());
    match action {
        "putItem" => _ = table.items.insert(key, given),
        "deleteItem" => _ = table.items.remove(&key),
        "updateItem" => {
            let mut item = before.clone().unwrap_or(given);
            if let Some(update) = asked.update {
                item = update.of(&item)?;
                changed = update.paths();
            }
            table.items.insert(key, item.clone());
            after = Some(item);
        }
        _ => {
            let item = before.map(|it| match &asked.projection {
                Some(paths) => project(&it, paths),
                None => it,
            });
            return Ok(item.map_or_else(|| json!({}), |it| json!({"Item": value::item(&it, is_sdk)})));
        }
    }
    let attributes = match returned {
        "ALL_OLD" => before,
        "ALL_NEW" => after,
        "UPDATED_OLD" => before.map(|it| project(&it, &changed)),
        "UPDATED_NEW" => after.map(|it| project(&it, &changed)),
        _ => None,
    };
    let attributes = attributes.filter(|it| !it.is_empty());
    Ok(attributes.map_or_else(|| json!({}), |it| json!({"Attributes": value::item(&it, is_sdk)})))
}

/// The expressions of a request.
struct Asked {
    condition: Option<Condition>,
    update: Option<Update>,
    projection: Option<Vec<Path>>,
}

impl Asked {
    fn parse(request: &Value, values: &Value, table: &Table) -> Result<Asked, Refusal> {
        let mut names = Names::of(values);
        let asked = Asked {
            update: parsed(request, "UpdateExpression", |it| Update::parse(it, &mut names))?,
            condition: parsed(request, "ConditionExpression", |it| Condition::parse(it, &mut names))?,
            projection: parsed(request, "ProjectionExpression", |it| projection(it, &mut names))?,
        };
        names.all_used()?;
        let changed = asked.update.as_ref().map(Update::paths).unwrap_or_default();
        match changed.iter().map(Path::attribute).find(|it| table.key.iter().any(|key| key == it)) {
            Some(key) => Err(format!(
                "One or more parameter values were invalid: Cannot update attribute {key}. This attribute is part of the \
                 key"
            )),
            None => Ok(asked),
        }
    }
}

fn parsed<T>(
    request: &Value,
    field: &str,
    parse: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    let Some(text) = request[field].as_str() else { return Ok(None) };
    parse(text).map(Some).map_err(|why| format!("Invalid {field}: {why}"))
}
