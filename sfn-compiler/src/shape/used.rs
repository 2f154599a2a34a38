//! What a type has is used: workflows read it, which rustc cannot see, so it would call fields never read and variants
//! never constructed.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Data, DeriveInput};

/// An expression of a type's own `impl` that reads all fields and makes all variants, and is never run.
// expands to: let _ = |it: &Self| { _ = &it.id; _ = &it.total; };
pub fn used(input: &DeriveInput) -> TokenStream {
    // A reference to a field of a packed type may not be taken.
    let is_packed =
        |it: &Attribute| it.path().is_ident("repr") && it.to_token_stream().to_string().contains("packed");
    if input.attrs.iter().any(is_packed) {
        return TokenStream::new();
    }
    match &input.data {
        Data::Struct(data) => {
            let fields = data.fields.members();
            quote!(let _ = |it: &Self| { #(_ = &it.#fields;)* };)
        }
        Data::Enum(data) => {
            let made = data.variants.iter().map(|it| {
                let (name, fields) = (&it.ident, it.fields.members());
                quote!(_ = || Self::#name { #(#fields: loop {}),* };)
            });
            let read = data.variants.iter().filter(|it| !it.fields.is_empty()).map(|it| {
                let name = &it.ident;
                let (fields, bound) = (it.fields.members(), bindings(it.fields.len()));
                quote!(Self::#name { #(#fields: #bound),* } => {})
            });
            quote! {
                #(#made)*
                let _ = |it: &Self| match it { #(#read)* _ => {} };
            }
        }
        Data::Union(_) => TokenStream::new(),
    }
}

/// Names that start with `_`: bound, and so read.
fn bindings(count: usize) -> impl Iterator<Item = Ident> {
    (0..count).map(|it| format_ident!("_field{}", it, span = Span::mixed_site()))
}
