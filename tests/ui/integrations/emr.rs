use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        elasticmapreduce::createCluster {
            Name: "c",
            ReleaseLabel: "emr-6.14.0",
            StepConcurrencyLevel: 257,
            EbsRootVolumeSize: 14,
            EbsRootVolumeIops: 2999,
            EbsRootVolumeThroughput: 1001,
            AutoTerminationPolicy: { IdleTimeout: 59 },
            Instances: {},
        };
        elasticmapreduce::createCluster { Name: "c", ReleaseLabel: "emr-5.x.0", Instances: {} };
        elasticmapreduce::addStep.waitForTaskToken {
            ClusterId: "j-1", Step: { Name: $$.Task.Token, HadoopJarStep: { Jar: "j" } },
        };
    }
}

fn main() {}
