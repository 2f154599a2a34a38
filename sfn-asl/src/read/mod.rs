//! JSON values into the document model.
//!
//! Total: whatever the values are, a model comes out, and everything that it cannot hold has been reported. What it can
//! hold and the service refuses all the same (ranges, targets, names) is the business of the checks.

mod choice;
mod fields;
mod map;
mod object;
pub mod query;
mod retry;
mod scope;
mod state;
mod task;
mod template;

#[cfg(test)]
mod tests;

pub use fields::TYPES;
pub use scope::machine;
pub use state::state;
