use sfn_runtime::{Shape, state_machine};

mod types;
use types::{Order, Receipt};

#[derive(Shape)]
struct Booking {
    message: u64,
}

state_machine! {
    machine Flow(Order) {
        resource book: lambda::Function<Booking, Receipt>;
        resource topic: sns::Topic;

        let sent = sns::publish { TopicArn: topic, Message: "hello" };
        book { message: $sent.MessageId };
    }
}

fn main() {}
