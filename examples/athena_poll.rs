//! Starts a query and polls until it is done: a loop that is left in the middle.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Runs one query and hands the file with its result to a function.
    #[timeout(30m)]
    pub machine AthenaPoll {
        resource process: lambda::Function;

        #[allow(ASL15001, reason = "which buckets a query reads and writes is known to its work group")]
        "Start query": let query = athena::startQueryExecution {
            QueryString: format!("SELECT * FROM \"{}\" LIMIT 10", $.table),
            WorkGroup: $.workgroup,
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
