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
    End,
}

state_machine! {
    machine Flow(Step) {
        let seconds = $.value.secs;
        succeed;
    }
}

fn main() {}
