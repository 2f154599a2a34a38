//! Machines that other macros write: tokens of theirs and of their callers, some in groups without delimiters.

use sfn_runtime::{StateMachine, state_machine};

use crate::definition;

const TOPIC: &str = inner::TOPIC;

mod inner {
    pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:alerts";
}

macro_rules! notifier {
    ($(#[$attribute:meta])* $visibility:vis $name:ident($input:ty), $topic:expr, $subject:literal, $seconds:tt, $($rest:tt)*) => {
        state_machine! {
            $(#[$attribute])*
            $visibility machine $name($input) {
                resource topic: sns::Topic = $topic;
                "Pause": wait $seconds;
                "Tell": sns::publish { TopicArn: topic, Subject: $subject, Message: "told" };
                $($rest)*
            }
        }
    };
}

notifier! {
    /// Tells.
    #[version("1.0")]
    pub(crate) Teller(std::collections::BTreeMap<String, String>), "arn:aws:sns:us-east-1:123456789012:alerts", "News", 30s,
    "Keep": $.told = { at: $$.State.EnteredTime, note: format!("{}!", $.name) };
}

macro_rules! waits {
    ($($name:ident $seconds:literal $path:expr),* $(,)?) => {$(
        state_machine! {
            machine $name {
                wait $seconds;
                sns::publish { TopicArn: $path, Message: "told" };
            }
        }
    )*};
}

waits!(Short 1 "a", Long 100 crate::passed_on::inner::TOPIC);

#[test]
fn tokens_of_a_macro_are_tokens() {
    let teller = definition::<Teller>();
    assert_eq!(teller["Comment"], "Tells.");
    assert_eq!(teller["Version"], "1.0");
    assert_eq!(teller["States"]["Pause"]["Seconds"], 30);
    assert_eq!(teller["States"]["Tell"]["Parameters"]["Subject"], "News");
    assert_eq!(teller["States"]["Tell"]["Parameters"]["TopicArn"], TOPIC);
    assert_eq!(teller["States"]["Keep"]["Parameters"]["note.$"], "States.Format('{}!', $.name)");
    assert_eq!(definition::<Short>()["States"]["Wait"]["Seconds"], 1);
    assert_eq!(definition::<Long>()["States"]["Publish"]["Parameters"]["TopicArn"], TOPIC);
    assert_eq!(Long::NAME, "Long");
}
