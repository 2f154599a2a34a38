//! Requests against a table, by the developer guide.

use serde_json::{Value, json};

use super::DynamoDb;
use crate::exec::{Execution, Executor};

/// A table with one item.
fn table() -> DynamoDb {
    let table = DynamoDb::new().table("t", &["id"]);
    let item = json!({
        "id": {"S": "1"}, "n": {"N": "1.50"}, "price": {"N": "0.1"}, "tags": {"SS": ["a", "b"]},
        "entries": {"L": [{"S": "x"}, {"S": "y"}, {"S": "z"}]}, "info": {"M": {"deep": {"M": {"k": {"S": "v"}}}}},
    });
    request(&table, "putItem", json!({"Item": item})).assert_succeeded();
    table
}

fn request(table: &DynamoDb, action: &str, mut parameters: Value) -> Execution {
    parameters["TableName"] = "t".into();
    if action != "putItem" {
        parameters["Key"] = json!({"id": {"S": "1"}});
    }
    of("dynamodb", table, action, parameters)
}

fn of(service: &str, table: &DynamoDb, action: &str, parameters: Value) -> Execution {
    let resource = format!("arn:aws:states:::{service}:{action}");
    let state = json!({"Type": "Task", "Resource": resource, "Parameters": parameters, "End": true});
    let definition = json!({"StartAt": "T", "States": {"T": state}});
    Executor::new(&definition.to_string()).unwrap().mock("T", table.clone()).run(json!({})).unwrap()
}

fn holds(condition: &str, values: Value) -> bool {
    let names = json!({"#n": "n", "#gone": "gone"});
    let used: Value = names
        .as_object()
        .unwrap()
        .iter()
        .filter(|it| condition.contains(it.0.as_str()))
        .map(|(key, it)| (key.clone(), it.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let mut parameters = json!({"ConditionExpression": condition});
    for (field, given) in [("ExpressionAttributeNames", used), ("ExpressionAttributeValues", values)] {
        if given.as_object().is_some_and(|it| !it.is_empty()) {
            parameters[field] = given;
        }
    }
    let execution = request(&table(), "deleteItem", parameters);
    if execution.error().is_some() {
        execution.assert_failed("DynamoDB.ConditionalCheckFailedException");
    }
    execution.error().is_none()
}

#[test]
fn conditions() {
    let (one, two, text) = (json!({"N": "1"}), json!({"N": "2"}), json!({"S": "1.5"}));
    let cases = [
        ("attribute_exists(id)", json!({}), true),
        ("attribute_exists(info.deep.k) AND attribute_not_exists(info.more)", json!({}), true),
        ("attribute_exists(entries[3])", json!({}), false),
        ("#n = :v", json!({":v": {"N": "1.5"}}), true),
        ("#n = :v", json!({":v": text}), false),
        ("#n <> :v", json!({":v": text}), true),
        ("#n > :v", json!({":v": text}), false),
        ("#gone <> :v", json!({":v": one}), true),
        ("#gone = :v", json!({":v": one}), false),
        ("#n BETWEEN :a AND :b", json!({":a": one, ":b": two}), true),
        ("#n between :a and :b OR id = :a", json!({":a": two, ":b": two}), false),
        ("id IN (:a, :b)", json!({":a": one, ":b": {"S": "1"}}), true),
        ("NOT (id = :a OR #n < :b) AND size(tags) = :b", json!({":a": one, ":b": two}), false),
        ("NOT id = :a AND size(tags) = :b", json!({":a": one, ":b": two}), true),
        ("size(id) < :b", json!({":b": two}), true),
        ("contains(tags, :v)", json!({":v": {"S": "a"}}), true),
        ("contains(tags, :v)", json!({":v": {"N": "1"}}), false),
        ("contains(entries, :v)", json!({":v": {"S": "y"}}), true),
        ("begins_with(info.deep.k, :v)", json!({":v": {"S": "v"}}), true),
        ("attribute_type(tags, :v)", json!({":v": {"S": "SS"}}), true),
        ("tags = :v", json!({":v": {"SS": ["b", "a"]}}), true),
    ];
    for (condition, values, expected) in cases {
        assert_eq!(holds(condition, values), expected, "{condition}");
    }
}

fn updated(update: &str, values: Value) -> Value {
    let table = table();
    let mut parameters = json!({"UpdateExpression": update, "ReturnValues": "UPDATED_NEW"});
    if values != json!({}) {
        parameters["ExpressionAttributeValues"] = values;
    }
    let execution = request(&table, "updateItem", parameters);
    execution.assert_succeeded();
    execution.output().unwrap().get("Attributes").cloned().unwrap_or_default()
}

#[test]
fn updates() {
    let one = json!({"N": "1"});
    let cases = [
        (
            "SET TotalCount = :a + :b",
            json!({":a": one, ":b": {"N": "20"}}),
            json!({"TotalCount": {"N": "21"}}),
        ),
        // All reads see the item as it was.
        ("SET n = price, price = n", json!({}), json!({"n": {"N": "0.1"}, "price": {"N": "1.5"}})),
        ("set price = price + :a", json!({":a": {"N": "0.2"}}), json!({"price": {"N": "0.3"}})),
        ("SET c = if_not_exists(c, :a) - :a", json!({":a": one}), json!({"c": {"N": "0"}})),
        (
            "SET entries = list_append(entries, :a)",
            json!({":a": {"L": [one]}}),
            json!({"entries": {"L": [{"S": "x"}, {"S": "y"}, {"S": "z"}, one]}}),
        ),
        (
            "SET fresh = list_append(if_not_exists(fresh, :e), :a)",
            json!({":e": {"L": []}, ":a": {"L": [one]}}),
            json!({"fresh": {"L": [one]}}),
        ),
        (
            "SET info.deep.k = :a, info.more = :a",
            json!({":a": one}),
            json!({"info": {"M": {"deep": {"M": {"k": one}}, "more": one}}}),
        ),
        ("SET entries[1] = :a", json!({":a": one}), json!({"entries": {"L": [one]}})),
        (
            "ADD n :a, tags :b, visits :a",
            json!({":a": one, ":b": {"SS": ["b", "c"]}}),
            json!({
                "n": {"N": "2.5"}, "tags": {"SS": ["a", "b", "c"]}, "visits": one,
            }),
        ),
        ("DELETE tags :b", json!({":b": {"SS": ["b"]}}), json!({"tags": {"SS": ["a"]}})),
        ("DELETE tags :b", json!({":b": {"SS": ["a", "b"]}}), json!(null)),
        (
            "ADD n :big",
            json!({":big": {"N": "100000000000000000000000000000000000"}}),
            json!({"n": {"N": "100000000000000000000000000000000001.5"}}),
        ),
    ];
    for (update, values, expected) in cases {
        assert_eq!(updated(update, values), expected, "{update}");
    }
    let table = table();
    request(
        &table,
        "updateItem",
        json!({"UpdateExpression": "REMOVE entries[0], entries[1], info.deep SET x = price"}),
    )
    .assert_succeeded();
    let item = &table.items("t")[0];
    assert_eq!(item["entries"], json!({"L": [{"S": "z"}]}));
    assert_eq!(item["info"], json!({"M": {}}));
    assert_eq!(item["x"], json!({"N": "0.1"}));
}

#[test]
fn what_the_service_refuses() {
    let one = json!({":a": {"N": "1"}});
    let cases = [
        ("SET status = :a", one.clone(), "Attribute name is a reserved keyword; reserved keyword: status"),
        (
            "SET #s = :a",
            one.clone(),
            "attribute name used in the document path is not defined; attribute name: #s",
        ),
        ("SET a = :b", one.clone(), "value used in expression is not defined; attribute value: :b"),
        ("SET a = n", one.clone(), "unused in expressions: keys: {:a}"),
        ("SET a = :a, a = :a", one.clone(), "path one: [a], path two: [a]"),
        ("SET info = :a, info.deep = :a", one.clone(), "path one: [info], path two: [info, deep]"),
        ("SET id = :a", one.clone(), "Cannot update attribute id. This attribute is part of the key"),
        ("SET a = gone + :a", one.clone(), "refers to an attribute that does not exist in the item"),
        ("SET gone.b = :a", one.clone(), "document path provided in the update expression is invalid"),
        ("SET a = entries + :a", one.clone(), "Incorrect operand type"),
        ("ADD a :a", json!({":a": {"S": "x"}}), "operator: ADD, operand type: STRING"),
        ("DELETE tags :a", one.clone(), "operator: DELETE, operand type: NUMBER"),
        ("ADD tags :a", one.clone(), "incorrect data type"),
        ("SET a :a", one.clone(), "Syntax error; token: \":a\", near: \"a :a\""),
        ("SET a = :a SET b = :a", one.clone(), "The \"SET\" section can only be used once"),
        ("a = :a", one.clone(), "Syntax error; token: \"a\""),
        ("", json!({}), "The expression can not be empty;"),
        ("SET a = first(:a)", one.clone(), "Invalid function name; function: first"),
    ];
    for (update, values, expected) in cases {
        let table = table();
        let mut parameters = json!({"UpdateExpression": update});
        if values != json!({}) {
            parameters["ExpressionAttributeValues"] = values;
        }
        let failed = request(&table, "updateItem", parameters);
        failed.assert_failed("DynamoDB.AmazonDynamoDBException");
        let cause = failed.cause().unwrap_or_default();
        assert!(
            cause.contains(expected) && cause.contains("Error Code: ValidationException"),
            "{update}: {cause}"
        );
    }
    let deep = format!("{}id = :a{}", "(".repeat(10_000), ")".repeat(10_000));
    let parameters = json!({"ConditionExpression": deep, "ExpressionAttributeValues": {":a": {"S": "1"}}});
    request(&table(), "deleteItem", parameters).assert_failed("DynamoDB.AmazonDynamoDBException");
    let other = json!({"TableName": "t", "Key": {"other": {"S": "1"}}});
    let failed = of("dynamodb", &table(), "getItem", other);
    assert!(failed.cause().unwrap().starts_with("The provided key element does not match the schema"));
    let missing = of("dynamodb", &table(), "putItem", json!({"TableName": "t", "Item": {"a": {"S": "1"}}}));
    assert!(missing.cause().unwrap().contains("Missing the key id in the item"));
    of("dynamodb", &table(), "getItem", json!({"TableName": "x", "Key": {"id": {"S": "1"}}}))
        .assert_failed("DynamoDB.ResourceNotFoundException");
    of("aws-sdk:dynamodb", &table(), "getItem", json!({"TableName": "x", "Key": {"id": {"S": "1"}}}))
        .assert_failed("DynamoDb.ResourceNotFoundException");
}

#[test]
fn items_are_read_in_part_and_in_both_spellings() {
    let table = table();
    let part = request(&table, "getItem", json!({"ProjectionExpression": "id, info.deep, entries[1], gone"}));
    assert_eq!(
        part.output().unwrap()["Item"],
        json!({"id": {"S": "1"}, "entries": {"L": [{"S": "y"}]}, "info": {"M": {"deep": {"M": {"k": {"S": "v"}}}}}})
    );
    let key = json!({"id": {"S": "2"}});
    let item =
        json!({"id": {"S": "2"}, "open": {"Bool": true}, "tags": {"Ss": ["a"]}, "none": {"Nul": true}});
    of("aws-sdk:dynamodb", &table, "putItem", json!({"TableName": "t", "Item": item})).assert_succeeded();
    let parameters = json!({"TableName": "t", "Key": key});
    let sdk = of("aws-sdk:dynamodb", &table, "getItem", parameters.clone());
    assert_eq!(sdk.output().unwrap()["Item"], item);
    let optimised = of("dynamodb", &table, "getItem", parameters);
    assert_eq!(
        optimised.output().unwrap()["Item"],
        json!({"id": {"S": "2"}, "open": {"BOOL": true}, "tags": {"SS": ["a"]}, "none": {"NULL": true}})
    );
    let old = request(&table, "deleteItem", json!({"ReturnValues": "ALL_OLD"}));
    assert_eq!(old.output().unwrap()["Attributes"]["n"], json!({"N": "1.5"}));
    let none = request(&table, "getItem", json!({}));
    assert!(none.output().unwrap().get("Item").is_none());
}

/// Words of the language in any order: refused or done, never a panic.
#[test]
fn soup() {
    const WORDS: [&str; 40] = [
        "SET",
        "REMOVE",
        "ADD",
        "DELETE",
        "AND",
        "OR",
        "NOT",
        "BETWEEN",
        "IN",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "=",
        "<>",
        "<",
        "+",
        "-",
        "0",
        "99999999999999999999",
        "n",
        "id",
        "info",
        "entries",
        "#n",
        "#",
        ":",
        ":v",
        ":w",
        ":none",
        "size(",
        "contains(",
        "attribute_exists(",
        "if_not_exists(",
        "list_append(",
        "\"",
        "é",
        "begins_with(",
    ];
    let values = json!({":v": {"N": "1e125"}, ":w": {"L": [{"S": "x"}]}, ":s": {}, ":t": 1});
    let mut random = crate::query::random::Random::new(7);
    let mut next = |most: usize| (random.next_f64() * most as f64) as usize;
    let (mut done, mut refused, item) = (0, 0, table_item());
    for round in 0..20_000 {
        let length = 1 + next(12);
        let text: Vec<&str> = (0..length).map(|_| WORDS[next(WORDS.len())]).collect();
        let text = text.join(if round % 2 == 0 { " " } else { "" });
        let field = ["UpdateExpression", "ConditionExpression", "ProjectionExpression"][round % 3];
        let mut parameters =
            json!({"ExpressionAttributeNames": {"#n": "n"}, "ExpressionAttributeValues": values});
        parameters[field] = text.into();
        parameters["Key"] = json!({"id": {"S": "1"}});
        let mut state = super::Table { key: vec!["id".to_owned()], items: Default::default() };
        state.items.insert(r#"{"S":"1"}"#.to_owned(), item.clone());
        for names in [true, false] {
            if !names {
                for it in ["ExpressionAttributeNames", "ExpressionAttributeValues"] {
                    parameters.as_object_mut().unwrap().shift_remove(it);
                }
            }
            match super::done(&mut state, "updateItem", &parameters, false) {
                Ok(_) => done += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(done > 20 && refused > 20_000, "{done} {refused}");
}

#[test]
fn numbers_of_no_magnitude_are_left_as_they_are() {
    for number in ["1000e2147483647", "1e126", "1e-131", "0.1e-2147483648"] {
        let value = json!({"N": number});
        assert_eq!(super::value::spelled(&value, false), value);
    }
}

fn table_item() -> super::Item {
    table().items("t")[0].as_object().unwrap().clone()
}
