#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource queue: sqs::Queue;

        #[warn(ASL4020)]
        #[retry(States.ALL)]
        "Send": sqs::sendMessage { QueueUrl: queue, MessageBody: $.text };

        #[warn(ASL4026)]
        #[retry(States.TaskFailed)]
        "Each": for $ in $.items {
            sqs::sendMessage { QueueUrl: queue, MessageBody: $.text };
        }

        #[warn(ASL4019)]
        "Every": for $ in $.items {
            #[retry(States.TaskFailed)]
            sns::publish { TopicArn: "arn:aws:sns:eu-west-1:123456789012:news", Message: $.text };
        }

        #[warn(ASL7012)]
        #[retry(States.TaskFailed)]
        "Put": dynamodb::putItem { TableName: "orders", Item: { id: S(States.UUID()) } };
    }
}

state_machine! {
    #[retry_on_service_exceptions(false)]
    machine Bare {
        resource charge: lambda::Function;
        "Charge": charge { id: $.id };
        #[warn(ASL4021)]
        "Again": charge { id: $.id };
    }
}

fn main() {}
