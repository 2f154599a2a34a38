use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[retry("Busy", jitter = FUL)]
        f {};
    }
}

fn main() {}
