use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        lambda::invoke($, payload_response_only: true);
    }
}

fn main() {}
