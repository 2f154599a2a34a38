use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if StringEquals("a", $.name) { wait 3s; }
        succeed;
    }
}

fn main() {}
