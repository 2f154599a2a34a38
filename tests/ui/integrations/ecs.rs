use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        ecs::runTask { TaskDefinition: "t", CapacityProviderStrategy: [] };
        ecs::runTask { TaskDefinition: "t", LaunchType: "CLOUD" };
        ecs::runTask {
            TaskDefinition: "t", LaunchType: "FARGATE", CapacityProviderStrategy: [{ CapacityProvider: "FARGATE_SPOT" }]
        };
        ecs::runTask.waitForTaskToken {
            TaskDefinition: "t",
            Overrides: { ContainerOverrides: [{ Name: "main", Environment: [{ Name: "A", Value: "b" }] }] },
        };
    }
}

fn main() {}
