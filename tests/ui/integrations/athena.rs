use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        athena::startQueryExecution { QueryString: "q", ExecutionParameters: [""] };
        athena::startQueryExecution {
            QueryString: "q",
            ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 10081 } },
        };
        athena::startQueryExecution.waitForTaskToken { QueryString: $$.Task.Token };
        athena::getQueryExecution.sync { QueryExecutionId: "q" };
    }
}

fn main() {}
