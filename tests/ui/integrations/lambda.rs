use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        resource f: lambda::Function;

        lambda::invoke { FunctionName: f, InvocationType: "Event", payload_response_only: true };
        lambda::invoke { FunctionName: f, ClientContext: "e30=", payload_response_only: true };
        lambda::invoke { FunctionName: f, Qualifier: "1", payload_response_only: true };
        lambda::invoke.waitForTaskToken {
            FunctionName: f, Payload: { token: $$.Task.Token }, payload_response_only: true,
        };
        lambda::invoke.waitForTaskToken { FunctionName: f, Payload: { id: $.id } };
        lambda::invoke.waitForTaskToken { FunctionName: f };
        lambda::invoke.sync { FunctionName: f };
        sqs::sendMessage { QueueUrl: "q", MessageBody: "m", retry_on_service_exceptions: false };
    }
}

fn main() {}
