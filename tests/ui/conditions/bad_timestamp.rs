use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if $.when < timestamp("tomorrow") { wait 3s; }
        succeed;
    }
}

fn main() {}
