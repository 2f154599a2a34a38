//! The words of everything that lowering reports: codes ASL0100 to ASL0199, and those of the catalogue that only the
//! language can see.

mod attributes;
mod conditions;
mod evaluate;
mod flow;
mod names;
mod values;

pub use self::attributes::*;
pub use self::conditions::*;
pub use self::evaluate::*;
pub use self::flow::*;
pub use self::names::*;
pub use self::values::*;
