//! The compiler behind `state_machine!`: tokens → AST → document model → checks → ASL → tokens.
//!
//! Internal to the `sfn-runtime` family: not covered by semantic versioning.

pub mod cx;
#[cfg(feature = "source")]
pub mod source;
#[allow(missing_docs)] // plain data; each module says what it holds
pub mod syntax;
