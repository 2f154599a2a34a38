use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        pass { id: $.id } select { id: $.id };
    }
}

fn main() {}
