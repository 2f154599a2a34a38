//! What holds for any input: seeded, so that a failure can be had again. The seed is in the message.

mod depth;
mod machines;
mod mutation;
mod soup;
mod source;

use proc_macro2::TokenStream;

/// Expands `tokens`, and demands that rustc, and of what editors are told rust-analyzer, could read what comes out.
fn expands(tokens: TokenStream, context: &dyn Fn() -> String) {
    for expand in [sfn_compiler::expand, sfn_compiler::editor::expand] {
        let expansion = expand(tokens.clone());
        if let Err(error) = syn::parse2::<syn::File>(expansion.clone()) {
            panic!("{}\nthe expansion is no Rust: {error}\n{expansion}", context());
        }
    }
}
