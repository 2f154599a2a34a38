use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if StringEqual($.name, "a") { wait 3s; }
        succeed;
    }
}

fn main() {}
