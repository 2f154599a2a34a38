use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        emr_containers::startJobRun {
            VirtualClusterId: $.cluster,
            JobDriver: {
                SparkSubmitJobDriver: { EntryPoint: "", EntryPointArguments: "a b", SparkSubmitParameters: "" },
            },
        };
        emr_containers::startJobRun {
            VirtualClusterId: "v",
            ExecutionRoleArn: "arn:aws:iam::123456789012:role/r",
            JobDriver: { SparkSubmitJobDriver: { EntryPoint: "e", EntryPointArguments: [] } },
        };
        emr_containers::deleteVirtualCluster.waitForTaskToken { Id: $$.Task.Token };
    }
}

fn main() {}
