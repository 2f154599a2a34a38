use sfn_runtime::{Shape, state_machine};

mod types;
use types::{Order, Receipt};

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Sent {
    message_id: String,
    subscribers: u32,
}

state_machine! {
    machine Flow(Order) {
        resource book: lambda::Function<Sent, Receipt>;
        resource topic: sns::Topic;

        let sent = sns::publish { TopicArn: topic, Message: "hello" };
        book($sent);
    }
}

fn main() {}
