use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        task "${WorkerArn}".sync {};
    }
}

fn main() {}
