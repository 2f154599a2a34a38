machine Buckets {
    resource sales: s3::Bucket;
    resource results: s3::Bucket;

    "Query": $.query = athena::startQueryExecution.sync {
        QueryString: "SELECT 1",
        WorkGroup: "analysts",
        ResultConfiguration: { OutputLocation: "s3://answers/q" },
        iam_resources: [sales],
    };
    "Rows": $.rows = athena::getQueryResults { QueryExecutionId: $.query.QueryExecution.QueryExecutionId, iam_resources: [results] };
    "Read": $.file = aws_sdk::s3::getObject { Bucket: $.bucket, Key: "k", iam_resources: [results] };
    "List": $.files = aws_sdk::s3::listObjectsV2 { Bucket: $.bucket, iam_resources: [results] };
}
