//! Structs that are looked into and never made.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::lower::key_text;
use crate::shape::lens::identifier;

/// Names of types: they stand beside those of the author, and are shown with what is inside of them.
pub struct Types {
    machine: String,
}

impl Types {
    pub fn of(machine: Option<&Ident>) -> Types {
        Types { machine: machine.map(key_text).unwrap_or_default() }
    }

    /// `OrderFlowStates`, for `States`.
    pub fn name(&self, what: &str) -> Ident {
        format_ident!("{}{}", self.machine, what, span = Span::mixed_site())
    }
}

/// A type of what is shown.
// expands to: __editor::State
pub fn shown(ty: &str) -> TokenStream {
    let ty = format_ident!("{}", ty, span = Span::mixed_site());
    quote!(__editor::#ty)
}

/// A struct whose fields are what could stand somewhere.
pub struct Struct {
    name: Ident,
    fields: Vec<(Ident, TokenStream, String)>,
    /// Their names: identifiers are behind a bridge.
    names: HashSet<String>,
    /// The type whose fields stand beside these.
    base: Option<TokenStream>,
}

impl Struct {
    pub fn new(name: Ident) -> Struct {
        Struct { name, fields: Vec::new(), names: HashSet::new(), base: None }
    }

    pub fn on(name: Ident, base: TokenStream) -> Struct {
        Struct { base: Some(base), ..Struct::new(name) }
    }

    /// A field that is defined at `span`; what is no name in Rust is none.
    pub fn field(&mut self, name: &str, span: Span, ty: TokenStream, doc: String) {
        let Some(ident) = identifier(name, span) else { return };
        if self.names.insert(name.to_owned()) {
            self.fields.push((ident, ty, doc));
        }
    }

    /// A field that is defined nowhere in the source.
    pub fn known(&mut self, name: &str, ty: TokenStream, doc: String) {
        self.field(name, Span::mixed_site(), ty, doc);
    }

    // expands to: struct Names { /** … */ dynamodb: Dynamodb } impl Deref for Names { type Target = Resources; … }
    pub fn tokens(&self) -> TokenStream {
        let name = &self.name;
        let fields = self.fields.iter().map(|(name, ty, doc)| quote!(#[doc = #doc] #name: #ty,));
        let base = self.base.as_ref().map(|base| {
            quote! {
                impl ::core::ops::Deref for #name {
                    type Target = #base;
                    fn deref(&self) -> &#base { loop {} }
                }
            }
        });
        quote!(struct #name { #(#fields)* } #base)
    }
}

/// An access of what `function` gives: `parts` of it, as far as they are names.
// expands to: let _ = &__names().dynamodb.putItem;
pub fn access(function: &str, parts: &[Ident]) -> TokenStream {
    access_of(&given(function), parts)
}

/// An access of an expression.
pub fn access_of(from: &TokenStream, parts: &[Ident]) -> TokenStream {
    let parts = parts.iter().map_while(|it| identifier(&key_text(it), it.span()));
    quote!(let _ = &#from #(.#parts)*;)
}

/// What `function` gives.
// expands to: __names()
pub fn given(function: &str) -> TokenStream {
    let function = format_ident!("{}", function, span = Span::mixed_site());
    quote!(#function())
}

/// What an access starts from.
// expands to: fn __names() -> Names { loop {} }
pub fn start(function: &str, ty: &Ident) -> TokenStream {
    let function = format_ident!("{}", function, span = Span::mixed_site());
    quote!(fn #function() -> #ty { loop {} })
}
