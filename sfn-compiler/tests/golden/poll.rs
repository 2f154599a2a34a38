machine Poll {
    resource process: lambda::Function = "arn:aws:lambda:us-east-1:123456789012:function:process";
    retry policy stubborn = retry(States.ALL, max_attempts = 3);

    #[retry(stubborn)]
    "Start query": let query = athena::startQueryExecution { QueryString: format!("SELECT * FROM \"{}\"", $.table), WorkGroup: $.workgroup };
    loop {
        "Get query": let run = athena::getQueryExecution { QueryExecutionId: $query.QueryExecutionId };
        "Finished?": match $run.QueryExecution.Status.State {
            "SUCCEEDED" => break,
            "FAILED" | "CANCELLED" => fail "QueryFailed",
            _ => {}
        }
        wait 5s;
    }
    process { location: $run.QueryExecution.ResultConfiguration.OutputLocation }
}
