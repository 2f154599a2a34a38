//! Tokens → AST: a hand-written cursor, because the grammar is not Rust's, and because it must recover.

use proc_macro2::TokenStream;

use crate::cx::Cx;

pub mod ast;
mod attr;
mod call;
mod control;
mod cursor;
mod effect;
mod expr;
mod foreign;
mod list;
mod literal;
mod machine;
pub mod mention;
mod messages;
mod name;
mod path;
mod query;
mod statement;
#[cfg(test)]
mod tests;
mod token;

/// The machines of one call of `state_machine!`. Never fails: what is wrong is reported, what could be read is returned,
/// so a half-typed machine still has its name.
pub fn parse(cx: &mut Cx, tokens: TokenStream) -> Vec<ast::Machine> {
    let mut parser = cursor::Parser::new(cx, tokens);
    machine::machines(&mut parser)
}
