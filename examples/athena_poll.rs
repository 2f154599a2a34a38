//! Starts a query and polls until it is done: a loop that is left in the middle.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Runs one query and hands the file with its result to a function.
    #[timeout(30m)]
    pub machine AthenaPoll {
        resource reports: athena::WorkGroup;
        resource data: s3::Bucket;
        resource process: lambda::Function;

        "Start query": let query = athena::startQueryExecution {
            QueryString: format!("SELECT * FROM \"{}\" LIMIT 10", $.table),
            WorkGroup: reports,
            // What a query reads and where its result goes is in no parameter.
            iam_resources: [data, "arn:${AWS::Partition}:s3:::${data}/*"],
        };
        loop {
            "Get query": let run = athena::getQueryExecution { QueryExecutionId: $query.QueryExecutionId };
            "Finished?": match $run.QueryExecution.Status.State {
                "SUCCEEDED" => break,
                "FAILED" | "CANCELLED" => fail "QueryFailed",
                _ => {}
            }
            "Wait a little": wait 5s;
        }
        "Process result": process {
            location: $run.QueryExecution.ResultConfiguration.OutputLocation,
        }
    }
}

fn main() {
    show::<AthenaPoll>();
}
