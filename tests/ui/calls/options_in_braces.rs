use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f($) { retry_on_service_exceptions: false };
    }
}

fn main() {}
