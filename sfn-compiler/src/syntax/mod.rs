//! Tokens → AST: a hand-written cursor, because the grammar is not Rust's, and because it must recover.

pub mod ast;
