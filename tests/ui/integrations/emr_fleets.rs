use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        elasticmapreduce::createCluster {
            Name: "c",
            AutoScalingRole: "scaling",
            Instances: {
                InstanceFleets: [
                    { InstanceFleetType: "MASTER", TargetSpotCapacity: 2 },
                    { InstanceFleetType: "MASTER", TargetSpotCapacity: 1, TargetOnDemandCapacity: 1 },
                    { InstanceFleetType: "CORE" },
                    { InstanceFleetType: "CORE", TargetSpotCapacity: 0, TargetOnDemandCapacity: 0 },
                    {
                        InstanceFleetType: "TASK",
                        TargetSpotCapacity: 1,
                        InstanceTypeConfigs: [
                            { InstanceType: "m5.xlarge", BidPrice: "1", BidPriceAsPercentageOfOnDemandPrice: 50 },
                        ],
                        LaunchSpecifications: {
                            SpotSpecification: { TimeoutAction: "TERMINATE_CLUSTER", TimeoutDurationMinutes: 4 },
                        },
                    },
                    {
                        InstanceFleetType: "TASK",
                        TargetOnDemandCapacity: 1,
                        InstanceTypeConfigs: [{ InstanceType: "m5.xlarge", Priority: -1 }],
                        LaunchSpecifications: {
                            OnDemandSpecification: { AllocationStrategy: "lowest-price" },
                            SpotSpecification: { TimeoutAction: "TERMINATE_CLUSTER" },
                        },
                    },
                    {
                        InstanceFleetType: "TASK",
                        TargetOnDemandCapacity: 1,
                        InstanceTypeConfigs: [{ InstanceType: "m5.xlarge" }],
                        LaunchSpecifications: { OnDemandSpecification: { AllocationStrategy: "prioritized" } },
                    },
                ],
            },
        };
    }
}

fn main() {}
