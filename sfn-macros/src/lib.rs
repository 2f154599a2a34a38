//! The socket of `state_machine!`: use it through `sfn-runtime`, which re-exports it and documents it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro::{Literal, TokenStream, TokenTree};

/// Defines a state machine as a type whose constants are its definition, resources and diagram.
///
/// The language is described in the documentation of `sfn-runtime`.
#[proc_macro]
pub fn state_machine(input: TokenStream) -> TokenStream {
    guarded(input, |input| sfn_compiler::expand_with(input, lex))
}

/// What an editor is told of the source inside: `state_machine!` expands to a call of it that only rust-analyzer sees.
#[doc(hidden)]
#[proc_macro]
pub fn editor(input: TokenStream) -> TokenStream {
    guarded(input, sfn_compiler::editor::expand)
}

/// Describes the JSON of a type to `state_machine!`, which then checks paths into it.
///
/// It reads serde's attributes; `#[shape(open)]` on a field says that anything may be below it, and
/// `#[shape(as = Type)]` that its JSON is that of another type.
#[proc_macro_derive(Shape, attributes(serde, shape))]
pub fn derive_shape(input: TokenStream) -> TokenStream {
    guarded(input, sfn_compiler::shape::derive)
}

/// Describes the JSON of types of other crates: `shape! { struct Webhook { id: String } }` defines a type that stands for
/// the other one wherever a workflow names a type, and in `#[shape(as = Webhook)]` on a field.
#[proc_macro]
pub fn shape(input: TokenStream) -> TokenStream {
    guarded(input, sfn_compiler::shape::stand_ins)
}

/// A panic is a bug of ours, and still must not take the user's editor down with it.
fn guarded(
    input: TokenStream,
    expand: fn(proc_macro2::TokenStream) -> proc_macro2::TokenStream,
) -> TokenStream {
    let expanded = catch_unwind(AssertUnwindSafe(|| expand(input.into())));
    expanded.map(TokenStream::from).unwrap_or_else(|_| {
        let message = "sfn-runtime: the compiler of `state_machine!` panicked, which is a bug: please report this input";
        format!("::core::compile_error! {{ {message:?} }}").parse().unwrap_or_default()
    })
}

/// A literal, by rustc's lexer.
fn lex(literal: &str) -> Option<proc_macro2::TokenStream> {
    let literal: Literal = literal.parse().ok()?;
    Some(TokenStream::from(TokenTree::from(literal)).into())
}
