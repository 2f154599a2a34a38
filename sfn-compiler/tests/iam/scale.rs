machine Scale {
    resource results: s3::Bucket;
    #[distributed(express, label = "Rows", max_concurrency = 1000)]
    #[result_writer(s3::putObject { Bucket: results, Prefix: "out" })]
    "Each row": for $ in s3::getObject { Bucket: $.bucket, Key: $.key, input_type: CSV, csv_headers: first_row } {
        pass;
    }
    #[distributed(standard)]
    "Each object": for $ in s3::listObjectsV2 { Bucket: "data-bucket", Prefix: "in/" } {
        pass;
    }
}
