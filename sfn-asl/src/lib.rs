//! The Amazon States Language, regardless of Rust: documents, query languages, checks and diagrams.
//!
//! Internal to the `sfn-runtime` family: not covered by semantic versioning.

pub mod diag;
pub mod query;
pub mod choice;
pub mod machine;
pub mod value;
