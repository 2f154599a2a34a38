//! The expansion means the same wherever it stands and whatever the names around it stand for.
//!
//! That all of this compiles is most of the test.

#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(unused_qualifications)] // paths of every kind are what is tested

mod allowed;
mod constants;
mod passed_on;
mod places;
mod shadowed;
mod strict;

use sfn_runtime::StateMachine;

/// What the definition of a machine says, read by somebody else.
fn definition<M: StateMachine>() -> serde_json::Value {
    serde_json::from_str(M::DEFINITION).unwrap_or_else(|error| panic!("{error}: {}", M::DEFINITION))
}
