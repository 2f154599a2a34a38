machine Sdk {
    resource orders: dynamodb::Table;
    resource inbox: sqs::Queue;
    resource work: lambda::Function;
    resource files: s3::Bucket;
    resource runner: iam::Role;
    "Query": aws_sdk::dynamodb::query {
        TableName: orders,
        IndexName: "by-day",
        KeyConditionExpression: "d = :d",
        ExpressionAttributeValues: { ":d": S($.day) },
    };
    "Transact": aws_sdk::dynamodb::transactWriteItems {
        TransactItems: [
            { Put: { TableName: orders, Item: { id: S($.id) } } },
            { Delete: { TableName: "archive", Key: { id: S($.id) } } },
        ],
    };
    "Copy": aws_sdk::s3::copyObject { CopySource: $.source, Bucket: files, Key: $.key };
    "Copy what is known": aws_sdk::s3::copyObject { CopySource: "raw/in.csv", Bucket: files, Key: "in.csv" };
    "Purge": aws_sdk::sqs::purgeQueue { QueueUrl: inbox };
    "Later": aws_sdk::scheduler::createSchedule {
        Name: format!("later-{}", $.id),
        ScheduleExpression: "at(2030-01-01T00:00:00)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: work, RoleArn: runner },
    };
    "Secret": aws_sdk::secretsmanager::getSecretValue { SecretId: "db" };
    "Table": aws_sdk::dynamodb::describeTable { TableName: $.table };
    "Named": aws_sdk::dynamodb::describeTable { TableName: $.table, iam_resources: [orders] };
    "Rule": aws_sdk::eventbridge::disableRule { Name: "nightly" };
    "Buckets": aws_sdk::s3::listBuckets;
    "Who": aws_sdk::sts::getCallerIdentity;
    "Not known": aws_sdk::codecatalyst::listSpaces {};
    "Said": aws_sdk::codecatalyst::listSpaces { additional_iam_statements: [] };
}
