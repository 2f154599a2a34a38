//! The words of every finding, one function each.
