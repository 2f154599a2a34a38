use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if NumericEquals($.n, "5") { wait 3s; }
        succeed;
    }
}

fn main() {}
