//! What an editor sees of a type: a struct whose fields have the names of the JSON and the places of the Rust fields, so
//! that it completes them, shows their docs and finds their definitions. Only rust-analyzer ever reads it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, Generics, Visibility};

/// The fields so far.
#[derive(Default)]
pub struct Lens {
    fields: Vec<(Ident, TokenStream, Vec<TokenStream>)>,
    /// The type whose fields stand beside these.
    pub flat: Option<TokenStream>,
    /// The type that this one looks like.
    pub stand_in: Option<TokenStream>,
}

impl Lens {
    /// A field called `name` in JSON and at `span` in Rust.
    pub fn field(&mut self, name: &str, span: Span, ty: &TokenStream, attributes: &[Attribute]) {
        // What is no name in Rust cannot be completed.
        let Some(ident) = identifier(name, span) else { return };
        if self.fields.iter().all(|it| it.0 != ident) {
            let docs =
                attributes.iter().filter(|it| it.path().is_ident("doc")).map(|it| quote!(#it)).collect();
            self.fields.push((ident, ty.clone(), docs));
        }
    }

    /// A field of text.
    pub fn text(&mut self, name: &str, span: Span) {
        self.field(name, span, &quote!(::core::primitive::str), &[]);
    }

    /// The struct, and the type of it.
    // expands to: #[cfg(rust_analyzer)] pub struct OrderJson { pub orderId: Ref<<String as Shape>::Lens> }
    pub fn finish(
        self,
        runtime: &TokenStream,
        visibility: &Visibility,
        name: &Ident,
        generics: &Generics,
    ) -> (TokenStream, TokenStream) {
        if let Some(ty) = self.stand_in {
            return (TokenStream::new(), quote!(<#ty as #runtime::Shape>::Lens));
        }
        let lens = format_ident!("{}Json", name, span = name.span());
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let fields = self
            .fields
            .iter()
            .map(|(ident, ty, docs)| quote!(#(#docs)* pub #ident: #runtime::__private::shape::lens::Ref<<#ty as #runtime::Shape>::Lens>,));
        let flat = self.flat.map(|ty| {
            quote! {
                #[cfg(rust_analyzer)]
                impl #impl_generics ::core::ops::Deref for #lens #ty_generics #where_clause {
                    type Target = <#ty as #runtime::Shape>::Lens;
                    fn deref(&self) -> &Self::Target { loop {} }
                }
            }
        });
        let tokens = quote! {
            // A parameter that is in no field is no error to rust-analyzer.
            #[cfg(rust_analyzer)]
            #[allow(dead_code, non_snake_case, private_interfaces)]
            #visibility struct #lens #impl_generics #where_clause {
                #(#fields)*
            }
            #flat
        };
        (tokens, quote!(#lens #ty_generics))
    }
}

/// `name` as an identifier, if it is one.
pub fn identifier(name: &str, span: Span) -> Option<Ident> {
    let is_word = name.chars().next().is_some_and(|it| it.is_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || it == '_')
        && name != "_";
    if !is_word {
        return None;
    }
    match syn::parse_str::<Ident>(name) {
        Ok(_) => Some(Ident::new(name, span)),
        Err(_) if matches!(name, "self" | "Self" | "super" | "crate") => None,
        Err(_) => Some(Ident::new_raw(name, span)),
    }
}
