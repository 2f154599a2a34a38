//! What an editor is told: accesses of fields on the author's tokens, of structs whose fields are what could stand there.
//! They are never run, and rustc never sees them: the expansion holds a macro call with the source that only rust-analyzer
//! expands.
//!
//! rust-analyzer completes a name by expanding the source with a name that it makes up at the cursor. What it offers is
//! decided by what stands in front of that name in the expansion without it. So accesses come first, in the order of
//! the source, and nothing but the names tried may differ in them; what they access is defined behind them.

mod docs;
mod fields;
mod names;
mod objects;
mod paths;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use self::objects::Objects;
use crate::cx::Cx;
use crate::emit::{known, runtime};
use crate::syntax::mention::Mention;
use crate::{Compilation, Compiled, compile_in};

/// The call that rust-analyzer expands.
// expands to: const _: () = { #[cfg(rust_analyzer)] ::sfn_runtime::__private::editor! { machine … } };
pub fn call(compilation: &Compilation, source: TokenStream) -> TokenStream {
    let Some(machine) = compilation.machines.first() else { return TokenStream::new() };
    let runtime = runtime(&machine.ast);
    quote! {
        #[allow(unexpected_cfgs)]
        const _: () = {
            #[cfg(rust_analyzer)]
            #runtime::__private::editor! { #source }
        };
    }
}

/// What that call becomes.
pub fn expand(source: TokenStream) -> TokenStream {
    let mut cx = Cx::new();
    cx.mentions = Some(Vec::new());
    let compilation = compile_in(&mut cx, source);
    let mentions = cx.mentions.unwrap_or_default();
    // What is before the first machine is none's; one that could not be read has mentions, and no place to go to.
    let mut parts = mentions.split(|it| matches!(it, Mention::Machine)).skip(1).filter(|it| !it.is_empty());
    compilation.machines.iter().map(|it| machine(it, parts.next().unwrap_or_default())).collect()
}

fn machine(compiled: &Compiled, mentions: &[Mention]) -> TokenStream {
    let runtime = runtime(&compiled.ast);
    let types: Vec<TokenStream> = compiled.questions.types.iter().map(|it| known(&runtime, it)).collect();
    let paths = paths::lenses(&types, &compiled.questions);
    let objects = Objects::of(compiled, mentions);
    let constants = names::constants(mentions);
    let names = names::accesses(&objects, mentions);
    let definitions = names::definitions(&runtime, compiled, &objects, mentions);
    quote! {
        #constants
        #[allow(warnings)]
        const _: () = {
            use #runtime::__private::{editor as __editor, shape as __shape};
            #names
            #paths
            #definitions
        };
    }
}
