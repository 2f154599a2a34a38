//! The Amazon States Language, regardless of Rust: documents, query languages, checks and diagrams.
//!
//! Internal to the `sfn-runtime` family: not covered by semantic versioning.

pub mod diag;
pub mod diagram;
pub mod query;
pub mod choice;
pub mod catalog;
pub mod check;
pub mod iam;
pub mod resource;
pub mod sdk;
pub mod machine;
pub mod value;
pub mod equivalent;
pub mod json;
pub mod read;
pub mod write;
