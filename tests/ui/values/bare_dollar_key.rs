use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { id.$: "$.order.id" };
    }
}

fn main() {}
