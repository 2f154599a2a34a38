use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        wait until $.when + 60;
    }
}

fn main() {}
