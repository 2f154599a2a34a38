use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if StringMatches($.path, "C:\\Temp*") { wait 3s; }
        succeed;
    }
}

fn main() {}
