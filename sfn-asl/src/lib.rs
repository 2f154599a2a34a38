//! The Amazon States Language, regardless of Rust: documents, query languages, checks and diagrams.
//!
//! Internal to the `sfn-runtime` family: not covered by semantic versioning.

pub mod catalog;
pub mod check;
pub mod choice;
pub mod diag;
pub mod diagram;
#[cfg(any(feature = "json", test))]
pub mod equivalent;
pub mod iam;
pub mod index;
#[cfg(any(feature = "json", test))]
pub mod json;
pub mod machine;
pub mod query;
pub mod read;
pub mod resource;
pub mod sdk;
pub mod sort;
pub mod value;
pub mod write;
