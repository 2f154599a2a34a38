use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let item = $$.Map.Item.Value;
    }
}

fn main() {}
