machine Scale {
    resource results: s3::Bucket;
    #[distributed(express, label = "Rows", max_concurrency = 1000, tolerated_failure_percentage = 5)]
    #[batch(max_items = 100, max_bytes = 262144, input = { run: $$.Execution.Name })]
    #[result_writer(s3::putObject { Bucket: results, Prefix: "out" })]
    "Each row": for $ in s3::getObject { Bucket: $.bucket, Key: $.key, input_type: CSV, csv_headers: first_row } {
        let x = $.Items[0].a;
        pass;
    }
    parallel { { wait 3s; } { "B": $ = { a: 1, b: [$.x, 2] }; return; } }
}
