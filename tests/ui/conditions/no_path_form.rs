use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if StringMatches($.name, $.pattern) { wait 3s; }
        succeed;
    }
}

fn main() {}
