//! Names of the prelude, and of std's macros, that stand for something else here.

use crate::definition;

/// Everything that an expansion might be tempted to name.
#[allow(
    dead_code,
    unused_macros,
    unused_imports,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals
)]
mod sabotage {
    pub struct Result;
    pub struct Option;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub struct PhantomData;
    pub struct StateMachine;
    pub struct Resource;
    pub struct WorkflowType;
    pub struct Untyped;
    pub struct str;
    pub struct usize;
    pub struct u8;
    pub struct bool;
    pub trait Clone {}
    pub trait Copy {}
    pub trait Debug {}
    pub trait Send {}
    pub trait Sized {}
    pub fn Ok() {}
    pub fn Err() {}
    pub fn Some() {}
    pub const None: () = ();
    pub mod core {}
    pub mod std {}
    pub mod alloc {}
    pub mod sfn_runtime {}
    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("the user's `concat!`")
        };
    }
    pub(crate) use concat;
}

#[allow(unused_imports)]
mod by_glob {
    use super::sabotage::*;

    const SUBJECT: &::core::primitive::str = "Done";

    ::sfn_runtime::state_machine! {
        #[express]
        pub machine Shadowed {
            resource f: lambda::Function;
            resource alerts: sns::Topic = SUBJECT;
            "Call": let answer = f { id: $.id, subject: SUBJECT };
            "Big?": if $answer.n > 5 { fail "TooBig", "for a test"; }
            "Tell": sns::publish { TopicArn: alerts, Message: format!("{} {}", SUBJECT, $answer.n) };
        }
    }
}

/// The same by explicit names, which go before those of the prelude and of the extern prelude.
mod by_name {
    #[allow(unused_imports)]
    use super::sabotage::{
        Clone, Copy, Debug, None, Option, Result, Some, String, alloc, core, str, u8, usize,
    };

    pub const BYTES: &::core::primitive::str = "of the user";
    pub const PARTS: &::core::primitive::str = "of the user, too";
    pub const LENGTH: ::core::primitive::u8 = 7;

    ::sfn_runtime::state_machine! {
        pub machine ByName {
            "Value": $ = { bytes: BYTES, parts: PARTS, length: LENGTH };
        }
    }
}

mod without_prelude {
    #![no_implicit_prelude]

    const WAIT: u8 = 3;

    ::sfn_runtime::state_machine! {
        pub machine WithoutPrelude {
            "Value": $ = { wait: WAIT };
        }
    }
}

#[test]
fn names_of_the_user_are_not_ours() {
    assert_eq!(definition::<by_glob::Shadowed>()["StartAt"], "Call");
    let result = &definition::<by_name::ByName>()["States"]["Value"]["Result"];
    assert_eq!(
        *result,
        serde_json::json!({ "bytes": "of the user", "parts": "of the user, too", "length": 7 })
    );
    assert_eq!(definition::<without_prelude::WithoutPrelude>()["States"]["Value"]["Result"]["wait"], 3);
}
