//! What is Rust in the source and goes into the expansion as it is: it has to be Rust, or nothing of the expansion
//! could be read.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use super::{Lower, messages};
use crate::cx::SpanRange;
use crate::syntax::ast::Item;

impl Lower<'_> {
    /// Reports what is no Rust, unless part of the machine could not be read anyway.
    pub fn fragments(&mut self) {
        if self.cx.diagnostics.has_errors() {
            return;
        }
        let ast = self.ast;
        if let Some(name) = &ast.name
            && !is_name(name)
        {
            messages::keyword_as_name(self.cx, name.span().into(), &name.to_string());
        }
        for ty in ast.input.iter().chain(&ast.output).filter(|it| !is_type(it)) {
            self.not_a_type(ty);
        }
        for item in &ast.items {
            if let Item::Resource(resource) = item
                && !is_types(&without_angles(&resource.generics))
            {
                self.not_a_type(&resource.generics);
            }
        }
        if !ast.visibility.is_empty() && !is_visibility(&ast.visibility) {
            messages::not_a_visibility(self.cx, whole(&ast.visibility));
        }
    }

    /// Reports tokens that are no type.
    pub fn fragment(&mut self, ty: &TokenStream) {
        if !self.cx.diagnostics.has_errors() && !is_type(ty) {
            self.not_a_type(ty);
        }
    }

    fn not_a_type(&mut self, tokens: &TokenStream) {
        if is_long(tokens) {
            messages::type_too_long(self.cx, whole(tokens), LONGEST_TYPE);
        } else {
            messages::not_a_type(self.cx, whole(tokens));
        }
    }
}

fn whole(tokens: &TokenStream) -> SpanRange {
    let mut spans = tokens.clone().into_iter().map(|it| it.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    SpanRange::new(first, spans.last().unwrap_or(first))
}

/// Whether a type can be called so.
pub fn is_name(name: &Ident) -> bool {
    syn::parse_str::<Ident>(&name.to_string()).is_ok()
}

/// How many tokens a type may have: syn reads it by recursion, and what is nested deeper than the stack has as many.
const LONGEST_TYPE: usize = 500;

fn is_long(tokens: &TokenStream) -> bool {
    let mut count = 0;
    let mut streams = vec![tokens.clone()];
    while let Some(stream) = streams.pop() {
        for token in stream {
            count += 1;
            match token {
                _ if count > LONGEST_TYPE => return true,
                TokenTree::Group(group) => streams.push(group.stream()),
                _ => {}
            }
        }
    }
    false
}

/// Whether this is a type.
pub fn is_type(tokens: &TokenStream) -> bool {
    !is_long(tokens) && syn::parse2::<syn::Type>(tokens.clone()).is_ok_and(|it| can_be_asked(&it))
}

/// Whether this is `A, B`.
pub fn is_types(tokens: &TokenStream) -> bool {
    !is_long(tokens)
        && Punctuated::<syn::Type, syn::Token![,]>::parse_terminated
            .parse2(tokens.clone())
            .is_ok_and(|types| types.iter().all(can_be_asked))
}

/// Whether `<A as Trait>` can be written: not of `A +`, which is a trait to syn.
fn can_be_asked(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::TraitObject(it) => it.dyn_token.is_some() && !it.bounds.trailing_punct(),
        syn::Type::ImplTrait(it) => !it.bounds.trailing_punct(),
        _ => true,
    }
}

/// `<A, B>` → `A`, `B`
pub fn types(generics: &TokenStream) -> Vec<TokenStream> {
    let inner = without_angles(generics);
    if is_long(&inner) {
        return Vec::new();
    }
    let types = Punctuated::<syn::Type, syn::Token![,]>::parse_terminated.parse2(inner);
    types.map(|it| it.iter().map(quote::ToTokens::to_token_stream).collect()).unwrap_or_default()
}

/// `<A, B>` → `A, B`
pub fn without_angles(generics: &TokenStream) -> TokenStream {
    let tokens: Vec<_> = generics.clone().into_iter().collect();
    let is =
        |token: Option<&TokenTree>, c: char| matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == c);
    if is(tokens.first(), '<') && is(tokens.last(), '>') {
        return tokens[1..tokens.len() - 1].iter().cloned().collect();
    }
    generics.clone()
}

/// Whether this is `pub`, or `pub(…)`.
pub fn is_visibility(tokens: &TokenStream) -> bool {
    syn::parse2::<syn::Visibility>(tokens.clone()).is_ok()
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::{is_type, is_types};

    #[test]
    fn whatever_is_a_type_can_be_asked_for_a_trait() {
        for (text, expected) in [
            ("Vec<u8>", true),
            ("dyn A + B", true),
            ("Box<dyn A + >", true),
            ("A +", false),
            ("A + B", false),
            ("dyn A +", false),
            ("impl A +", false),
            ("&'a A", true),
        ] {
            let tokens: TokenStream = text.parse().expect("tokens");
            assert_eq!(is_type(&tokens), expected, "{text}");
            assert_eq!(is_types(&quote!(u8, #tokens)), expected, "{text}");
            let asked = syn::parse2::<syn::Type>(quote!(<#tokens as Trait>::Name));
            assert!(!expected || asked.is_ok(), "{text}");
        }
    }
}
