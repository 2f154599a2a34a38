//! Data tables: what is accepted and printed, what is refused and where, what is found.

mod analysis;
mod mistakes;
mod print;
mod property;
mod suite;

use super::{Expr, parse};

fn parsed(text: &str) -> Expr {
    parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}
