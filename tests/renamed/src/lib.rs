//! The expansion names the runtime crate by the path that `#[crate(…)]` gives, and warns of nothing.

#![no_std]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused, nonstandard_style, rust_2018_idioms, unused_qualifications)]
#![deny(missing_debug_implementations, missing_copy_implementations, unreachable_pub, single_use_lifetimes)]
#![deny(clippy::all, clippy::pedantic)]

use workflows::{Shape, state_machine};

/// Texts of the user.
pub mod texts {
    /// A subject.
    pub const SUBJECT: &str = "It is \"done\"";
}

state_machine! {
    /// Tells that it is done.
    #[crate(workflows)]
    pub machine Renamed {
        resource alerts: sns::Topic;
        sns::publish {
            TopicArn: alerts,
            Subject: texts::SUBJECT,
            Message: format!("{} of {}", $.id, texts::SUBJECT),
        };
    }
}

/// Names the runtime crate through a path of its own.
pub mod inner {
    pub use workflows as flows;

    workflows::state_machine! {
        #[crate(crate::inner::flows)]
        pub machine Inner {
            succeed;
        }
    }
}

/// What is told of.
#[derive(Debug, Clone, Copy, Shape)]
#[shape(crate = workflows)]
#[serde(rename_all = "camelCase")]
pub struct News {
    /// Which.
    pub news_id: u8,
    /// How urgent.
    pub urgency: Option<Urgency>,
}

/// How urgent news is.
#[derive(Debug, Clone, Copy, Shape)]
#[shape(crate = workflows)]
pub enum Urgency {
    /// Today.
    Today,
    /// At some time.
    Later,
}

state_machine! {
    /// Tells what is urgent.
    #[crate(workflows)]
    pub machine Typed(News) {
        resource tell: lambda::Function<News, Urgency>;
        if IsPresent($.urgency) {
            match $.urgency {
                "Today" => $.told = tell { newsId: $.newsId, urgency: $.urgency },
                "Later" => wait 1h,
            }
        }
        let id: u8 = $.newsId;
        tell { newsId: $id };
    }
}

#[cfg(test)]
mod tests {
    use workflows::StateMachine;

    #[test]
    fn the_trait_is_that_of_the_renamed_crate() {
        fn definition<M: StateMachine>() -> &'static str {
            M::DEFINITION
        }
        assert!(definition::<crate::Renamed>().contains(r#""Subject":"It is \"done\"""#));
        assert!(definition::<crate::inner::Inner>().contains("Succeed"));
    }
}
