use sfn_runtime::state_machine;

state_machine! {
    machine First {
        wait 5min;
    }

    machine Second {
        goto "Wiat";
        "Wait": wait 5s;
    }
}

fn main() {}
