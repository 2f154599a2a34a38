use sfn_runtime::state_machine;

state_machine! {
    machine match {
        succeed;
    }
}

fn main() {}
