use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            #[output($.order)]
            "a" => {}
            _ => {}
        }
        succeed;
    }
}

fn main() {}
