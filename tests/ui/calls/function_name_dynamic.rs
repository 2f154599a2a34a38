use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        lambda::invoke { FunctionName: $.name, payload_response_only: true };
    }
}

fn main() {}
