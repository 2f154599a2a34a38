use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        glue::startJobRun { JobName: "j", Timeout: 1.5, NotificationProperty: { NotifyDelayAfter: 0 } };
        glue::startJobRun { JobName: "j", NumberOfWorkers: 2 };
        glue::startJobRun { JobName: "j", WorkerType: "G.1X", WorkerType: "G.2X", NumberOfWorkers: 2 };
        glue::startJobRun { JobName: "j", WorkerType: "G.1X", NumberOfWorkers: 2, MaxCapacity: 2 };
        glue::startJobRun.waitForTaskToken { JobName: "j", Arguments: { "--token": $$.Task.Token } };
    }
}

fn main() {}
