//! What an editor completes, explains and finds: each path as an access of fields, with the user's tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::shape;
use crate::types::{Base, Object, Questions, Shape, Step, Typed, View, ViewStep};

/// How far into what has been put together.
const DEPTH: usize = 4;

/// All paths of one machine, whose types are `types`. Those that start at the same follow each other, mostly: what that is, is said once.
// expands to:
//   const _: fn() = || { let __from0 = __shape::lens_of::<Order>(); let _ = &__from0.id; };
pub fn lenses(types: &[TokenStream], questions: &Questions) -> TokenStream {
    let lens = Lens { types };
    let mut accesses = TokenStream::new();
    let mut before: Option<&Shape> = None;
    let mut count = 0;
    for view in &questions.views {
        if before != Some(&view.from) {
            before = Some(&view.from);
            count += 1;
            accesses.extend(lens.start(&view.from, count));
        }
        accesses.extend(access(view, count));
    }
    quote!(const _: fn() = || { #accesses };)
}

fn from(number: usize) -> Ident {
    format_ident!("__from{}", number, span = Span::mixed_site())
}

fn access(view: &View, number: usize) -> TokenStream {
    let from = from(number);
    let mut access = quote!(#from);
    for step in &view.steps {
        match step {
            ViewStep::Name(name, span) => {
                if !go_to(&mut access, name, span.start) {
                    break;
                }
            }
            ViewStep::Item => access.extend(quote!(.item())),
        }
    }
    quote!(let _ = &#access;)
}

/// Adds the access of a field; false if its name is none in Rust.
fn go_to(access: &mut TokenStream, name: &str, span: Span) -> bool {
    let Some(name) = shape::lens::identifier(name, span) else { return false };
    access.extend(quote_spanned!(span=> .#name));
    true
}

struct Lens<'a> {
    types: &'a [TokenStream],
}

impl Lens<'_> {
    fn start(&self, shape: &Shape, number: usize) -> TokenStream {
        let mut definitions = Vec::new();
        let value = self.shape(shape, DEPTH, &mut definitions);
        let from = from(number);
        quote!(let #from = { #(#definitions)* #value };)
    }

    /// An expression of a type whose fields are those of `shape`.
    fn shape(&self, shape: &Shape, depth: usize, definitions: &mut Vec<TokenStream>) -> TokenStream {
        match shape {
            Shape::Typed(typed) => self.typed(typed),
            Shape::Object(object) if depth > 0 => self.object(object, depth - 1, definitions),
            Shape::List(item) if depth > 0 => {
                let item = self.shape(item, depth - 1, definitions);
                quote!(__shape::lens::list_of(#item))
            }
            Shape::Items(items) if depth > 0 && !items.is_empty() => {
                let item = self.shape(&items[0], depth - 1, definitions);
                quote!(__shape::lens::list_of(#item))
            }
            Shape::Either(ways) if !ways.is_empty() => self.shape(&ways[0], depth, definitions),
            _ => quote!(__shape::lens::OPEN),
        }
    }

    fn typed(&self, typed: &Typed) -> TokenStream {
        let Some(ty) = self.types.get(typed.root) else { return quote!(__shape::lens::OPEN) };
        let mut access = quote!(__shape::lens_of::<#ty>());
        for step in typed.steps.iter() {
            match step {
                Step::Name(name) | Step::Sure(name) | Step::Loose(name) => {
                    if !go_to(&mut access, name, Span::mixed_site()) {
                        break;
                    }
                }
                Step::Item | Step::At(_) | Step::Each => access.extend(quote!(.item())),
                Step::Asked | Step::Narrow(..) => {}
            }
        }
        access
    }

    /// Fields that have been put on others: a struct of its own that leads on to what it stands on.
    // expands to: __lens0(…, …)
    fn object(&self, object: &Object, depth: usize, definitions: &mut Vec<TokenStream>) -> TokenStream {
        let mut names: Vec<Ident> = Vec::new();
        let mut values: Vec<TokenStream> = Vec::new();
        for (name, value) in &object.fields {
            let Some(name) = shape::lens::identifier(name, Span::mixed_site()) else { continue };
            if *value != Shape::Fall && !names.contains(&name) {
                names.push(name);
                values.push(self.shape(value, depth, definitions));
            }
        }
        let base = match &object.base {
            Base::Typed(typed) => self.typed(typed),
            Base::Open | Base::Closed => quote!(__shape::lens::OPEN),
        };
        let lens = format_ident!("__Lens{}", definitions.len(), span = Span::mixed_site());
        let params: Vec<Ident> =
            (0..names.len()).map(|it| format_ident!("F{}", it, span = Span::mixed_site())).collect();
        let make = format_ident!("__lens{}", definitions.len(), span = Span::mixed_site());
        // rust-analyzer does not mind that `B` is no field, which would be offered.
        definitions.push(quote! {
            struct #lens<#(#params,)* B> { #(#names: #params,)* }
            impl<#(#params,)* B> ::core::ops::Deref for #lens<#(#params,)* B> {
                type Target = B;
                fn deref(&self) -> &B { loop {} }
            }
            fn #make<#(#params,)* B>(#(_: #params,)* _: B) -> #lens<#(#params,)* B> { loop {} }
        });
        quote!(#make(#(#values,)* #base))
    }
}
