use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        dynamodb::getItem { TableName: "t", Key: { id: S("a") }, ProjectionExpression: "[0].a" };
        dynamodb::putItem { TableName: "t", Item: { id: S("a"), list: L("text"), map: M("text"), flag: BOOL("text") } };
        dynamodb::getItem {
            TableName: "t", Key: { id: S("a") }, ProjectionExpression: "a", AttributesToGet: ["a"]
        };
        dynamodb::putItem { TableName: "t", Item: { id: S("a") }, ConditionExpression: "a", Expected: {} };
        dynamodb::deleteItem {
            TableName: "t", Key: { id: S("a") }, ConditionExpression: "a", ConditionalOperator: "AND"
        };
        dynamodb::updateItem {
            TableName: "t", Key: { id: S("a") }, UpdateExpression: "REMOVE a", ConditionExpression: "a",
            AttributeUpdates: {}, Expected: {}, ConditionalOperator: "OR"
        };
        dynamodb::getItem.sync { TableName: "t", Key: { id: S("a") } };
    }
}

fn main() {}
