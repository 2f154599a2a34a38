use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { detail-type: "order" };
    }
}

fn main() {}
