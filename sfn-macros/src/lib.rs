//! The socket of `state_machine!`: use it through `sfn-runtime`, which re-exports it and documents it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro::TokenStream;

/// Defines a state machine as a type whose constants are its definition, resources and diagram.
///
/// The language is described in the documentation of `sfn-runtime`.
#[proc_macro]
pub fn state_machine(input: TokenStream) -> TokenStream {
    // A panic is a bug of ours, and still must not take the user's editor down with it.
    let expanded = catch_unwind(AssertUnwindSafe(|| sfn_compiler::expand(input.into())));
    expanded.map(TokenStream::from).unwrap_or_else(|_| {
        let message = "sfn-runtime: the compiler of `state_machine!` panicked, which is a bug: please report this machine";
        format!("::core::compile_error! {{ {message:?} }}").parse().unwrap_or_default()
    })
}
