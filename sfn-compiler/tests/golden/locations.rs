// Where something is, said with resources: a text, and a place in the policy, in either language.
machine Locations {
    resource results: s3::Bucket;
    resource fixed: s3::Bucket = "fixed-bucket";
    resource analysts: athena::WorkGroup;

    "Path": athena::startQueryExecution {
        QueryString: $.query,
        WorkGroup: analysts,
        ResultConfiguration: { OutputLocation: format!("s3://{}/{}/{{}}", results, "daily") },
        iam_resources: [fixed],
    };
    #[jsonata]
    "Expression": athena::startQueryExecution {
        QueryString: $.query,
        WorkGroup: analysts,
        ResultConfiguration: { OutputLocation: format!("s3://{}/hourly/", fixed) },
        iam_resources: [fixed],
    };
    "Whole": task "${Worker}"(format!("{}", results));
    "Other texts": $.texts = {
        dynamic: format!("s3://{}/{}", results, $.day),
        literal: format!("{} {}", "a", "b"),
    };
}
