use sfn_runtime::{Shape, state_machine};

#[derive(Shape)]
struct Pause {
    seconds: u32,
}

#[derive(Shape)]
#[serde(tag = "kind", content = "value")]
enum Step {
    Pause(Pause),
    Say { text: String },
}

state_machine! {
    machine Flow(Step) {
        match $.kind {
            "Pause" => {
                let text = $.value.text;
            }
            _ => {}
        }
        succeed;
    }
}

fn main() {}
