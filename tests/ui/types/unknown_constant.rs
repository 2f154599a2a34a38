use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let subject = crate::SUBJECT;
    }
}

fn main() {}
