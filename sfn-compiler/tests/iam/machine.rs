#[tracing]
#[logging(level = ALL)]
#[encryption(secrets, data_key_reuse = 10m)]
machine Encrypted {
    resource secrets: kms::Key;
    resource orders: dynamodb::Table;

    "Store": dynamodb::putItem { TableName: orders, Item: { id: S($.id) } };
}
