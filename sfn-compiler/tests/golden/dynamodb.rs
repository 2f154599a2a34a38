machine Items {
    resource orders: dynamodb::Table;
    "Put": dynamodb::putItem {
        TableName: orders,
        Item: {
            id: "message-007",
            text: S($.bar),
            total: 10,
            price: N($.price),
            open: true,
            nothing: null,
            tags: ["a", 1, { deep: false }],
            address: { city: "Bern", zip: 3000 },
            raw: { S: "x" },
            set: SS(["a", "b"]),
            list: L(["a", S($.b)]),
            map: M({ inside: 5 }),
            copied: $.Item.whole,
        },
    };
    "Update": dynamodb::updateItem {
        TableName: orders,
        Key: { id: "message-007" },
        ExpressionAttributeValues: { ":val": N($.Item.TotalCount.N), ":rand": 20 },
        ExpressionAttributeNames: { "#t": "TotalCount" },
        UpdateExpression: "SET #t = :val + :rand",
    };
    "As it stands": dynamodb::getItem { TableName: orders, "Key": { id: "x" } };
    "By the SDK": aws_sdk::dynamodb::putItem {
        TableName: orders,
        Item: { id: "x", open: BOOL(true), closed: false, nothing: NULL, numbers: NS([1, 2]) },
    };
    "Query": aws_sdk::dynamodb::query {
        TableName: orders,
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": S($.id), ":n": 5 },
    };
}
