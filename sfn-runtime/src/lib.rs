//! AWS Step Functions state machines as Rust: written with `state_machine!`, checked when you compile, constants in
//! your binary.
//!
//! A machine is a type that implements [`StateMachine`]. What it says is in associated constants, so nothing runs and
//! nothing is read when your program starts, and any tool can take them: write [`StateMachine::DEFINITION`] to a file
//! for SAM, CloudFormation or Terraform, or fill in its substitutions with [`StateMachine::definition_with`] and give
//! it to the AWS SDK.
//!
//! ```
//! use sfn_runtime::StateMachine;
//!
//! /// What a deployment has to know of a machine.
//! fn summary<M: StateMachine>() -> String {
//!     let open = M::RESOURCES.iter().filter(|it| it.value.is_none()).map(|it| it.name);
//!     format!("{} ({}) needs {:?}", M::NAME, M::WORKFLOW_TYPE, open.collect::<Vec<_>>())
//! }
//! ```
//!
//! # Features
//!
//! - `macros` (default): `state_machine!` itself.
//! - `std` (default): types of the standard library have a [`Shape`], as `serde_json`'s have with the feature of that name.
//! - `local`: the module `exec`, which runs machines in this process, for tests; `fakes` of services beside it, and `catalog`, which tells what actions of the AWS SDK take and give.
//! - `compression`, `parquet`: distributed Maps read compressed objects, and Parquet. Each is `local` and more.
//! - `evaluate`: the module of that name, with the function behind `evaluate("…", function: f)`.
//!
//! Without `std` and `local` the crate is `no_std`, and needs `alloc`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "local")]
pub mod catalog;
#[cfg(feature = "evaluate")]
pub mod evaluate;
#[cfg(feature = "local")]
pub mod exec;
#[cfg(feature = "local")]
pub mod fakes;
mod iam;
mod machine;
#[cfg(feature = "local")]
mod query;
mod shape;

pub use iam::{Condition, Effect, Policy, Reason, Statement};
pub use machine::{MissingValue, Resource, StateMachine, Untyped, WorkflowType};
#[cfg(feature = "macros")]
pub use sfn_macros::{Shape, shape, state_machine};
pub use shape::Shape;
