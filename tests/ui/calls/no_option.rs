use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f($.order, retry_on_service_exception: false);
    }
}

fn main() {}
