use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        aws_sdk::scheduler::createSchedule {
            Name: "n",
            GroupName: "a b",
            ClientToken: "a.b",
            ScheduleExpression: "rate(59 seconds)",
            ScheduleExpressionTimezone: "",
            StartDate: "2030-02-01T00:00:00Z",
            EndDate: "2030-01-01T00:00:00Z",
            FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1441 },
            Target: {
                Arn: "arn:aws:sqs:us-east-1:123456789012:q",
                RoleArn: "arn:aws:iam::123456789012:role/r",
                Input: "",
                RetryPolicy: { MaximumRetryAttempts: 186, MaximumEventAgeInSeconds: 59 },
            },
        };
        aws_sdk::scheduler::createSchedule {
            Name: "n",
            ScheduleExpression: "cron(0 10 1 * MON *)",
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: { Arn: "arn:aws:sqs:us-east-1:123456789012:q", RoleArn: "arn:aws:iam::123456789012:role/r" },
        };
    }
}

fn main() {}
