use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[timeout(30s)]
        #[heartbeat(60s)]
        f {};
    }
}

fn main() {}
