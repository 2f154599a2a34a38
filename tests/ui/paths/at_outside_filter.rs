use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let id = @.id;
    }
}

fn main() {}
