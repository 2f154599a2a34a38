machine Options {
    resource mine: s3::Bucket;
    "Buckets": aws_sdk::s3::listBuckets { iam_resources: ["*"], iam_action: "s3:ListAllMyBuckets" };
    "Object": aws_sdk::s3::getObject { Bucket: mine, Key: $.key };
    "Labels": aws_sdk::rekognition::detectLabels {
        Image: {},
        iam_resources: ["*"],
        additional_iam_statements: [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::my-bucket/*" }],
    };
    "Query": aws_sdk::dynamodb::query { TableName: crate::TABLE };
    "Put": dynamodb::putItem { TableName: crate::TABLE, Item: {} };
    "Stream": aws_sdk::cloudwatchlogs::createLogStream { iam_resources: ["arn:aws:logs:us-east-1:123456789012:log-group:/g:*"], LogGroupName: "/g", LogStreamName: "s" };
    #[credentials("arn:aws:iam::210987654321:role/other")]
    "Elsewhere": sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/210987654321/q", MessageBody: "x" };
    task "${WorkerArn}" ($);
}
