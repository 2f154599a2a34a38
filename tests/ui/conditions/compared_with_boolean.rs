use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if IsPresent($.x) == true && IsNumeric($.x) != true { wait 1s; }
        succeed;
    }
}

fn main() {}
