use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let left = $.limit - $.used;
    }
}

fn main() {}
