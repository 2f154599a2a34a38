//! Printer of source text.
