use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f.waitForTaskToken { token: $$.Task.Token };
    }
}

fn main() {}
