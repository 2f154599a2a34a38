//! Questions to rustc as tokens: constants whose evaluation fails where a path leads nowhere.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use crate::cx::SpanRange;
use crate::shape;
use crate::types::{Family, Form, Given, Literal, Questions, Step, Typed, Use, Want};

/// All questions of one machine.
// expands to:
//   const _: () = {
//       use ::sfn_runtime::__private::shape as __shape;
//       const __T0: __shape::Type = <Order as ::sfn_runtime::Shape>::TYPE;
//       const _: () = {
//           const __USES: &[__shape::Use] = &[__shape::Use::new(__T0, false, &[__shape::Step::Name("id")], 0, 0, …)];
//           match __shape::fault(__USES, 1) { 0 => __shape::fail(__USES, 1), 1 => …, _ => {} }
//       };
//   };
pub fn questions(runtime: &TokenStream, questions: &Questions) -> TokenStream {
    if questions.types.is_empty() {
        return TokenStream::new();
    }
    let types: Vec<TokenStream> = questions.types.iter().map(|it| known(runtime, it)).collect();
    let roots = types.iter().enumerate().map(|(number, ty)| {
        let name = root(number);
        quote!(const #name: __shape::Type = <#ty as #runtime::Shape>::TYPE;)
    });
    let asked = questions.uses.iter().map(question);
    let lenses = super::lens::lenses(&types, questions);
    quote! {
        #[allow(unexpected_cfgs, dead_code, deprecated, long_running_const_eval)]
        const _: () = {
            use #runtime::__private::shape as __shape;
            #lenses
            #(#roots)*
            #(#asked)*
        };
    }
}

/// A type, with those of other crates put in terms of ours.
fn known(runtime: &TokenStream, ty: &TokenStream) -> TokenStream {
    match syn::parse2::<syn::Type>(ty.clone()) {
        Ok(ty) => shape::foreign::known(runtime, &[], &ty),
        Err(_) => ty.clone(),
    }
}

fn root(number: usize) -> Ident {
    format_ident!("__T{}", number, span = Span::mixed_site())
}

fn question(it: &Use) -> TokenStream {
    let want = want(&it.want);
    let ways = it.ways.iter().map(|way| {
        let (root, steps) = (root(way.end.root), steps(&way.end));
        let (is_written, from, skip) = (way.end.is_written, unsuffixed(way.from), unsuffixed(way.skip));
        quote!(__shape::Use::new(#root, #is_written, #steps, #from, #skip, #want))
    });
    let end = unsuffixed(it.spans.len() - 1);
    // A place before the path of the first way is nobody's.
    let first = it.ways.iter().map(|way| way.skip).min().unwrap_or_default();
    let arms = it.spans.iter().enumerate().skip(first).map(|(number, span)| {
        let number = unsuffixed(number);
        let call = call(*span, &end);
        quote!(#number => #call,)
    });
    quote! {
        const _: () = {
            const __USES: &[__shape::Use] = &[#(#ways),*];
            match __shape::fault(__USES, #end) { #(#arms)* _ => {} }
        };
    }
}

/// The call that reports, on the user's tokens: rustc shows where it is called.
fn call(span: SpanRange, end: &proc_macro2::Literal) -> TokenStream {
    let start = span.start.resolved_at(Span::mixed_site());
    let mut call = quote_spanned!(start=> __shape::fail);
    let mut group = Group::new(Delimiter::Parenthesis, quote_spanned!(start=> __USES, #end));
    group.set_span(span.end.resolved_at(Span::mixed_site()));
    call.extend([TokenTree::from(group)]);
    call
}

fn unsuffixed(number: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(number)
}

fn steps(typed: &Typed) -> TokenStream {
    let steps = typed.steps.iter().map(|it| match it {
        Step::Name(name) => quote!(__shape::Step::Name(#name)),
        Step::Sure(name) => quote!(__shape::Step::Sure(#name)),
        Step::Loose(name) => quote!(__shape::Step::Loose(#name)),
        Step::Item => quote!(__shape::Step::Item),
        Step::At(place) => {
            let place = unsuffixed(*place);
            quote!(__shape::Step::At(#place))
        }
        Step::Each => quote!(__shape::Step::Each),
    });
    quote!(&[#(#steps),*])
}

fn want(want: &Want) -> TokenStream {
    match want {
        Want::Read => quote!(__shape::Want::Read),
        Want::Test => quote!(__shape::Want::Test),
        Want::Family(it) => {
            let it = family(*it);
            quote!(__shape::Want::Family(#it))
        }
        Want::Equal(text) => quote!(__shape::Want::Equal(#text)),
        Want::List => quote!(__shape::Want::List),
        Want::Be(it) => {
            let it = family(*it);
            quote!(__shape::Want::Be(#it))
        }
        Want::Match(texts) => quote!(__shape::Want::Match(&[#(#texts),*])),
        Want::Fit(to, name) => {
            let (root, steps) = (root(to.root), steps(to));
            quote!(__shape::Want::Fit(#root, #steps, #name))
        }
        Want::Take(given, name) => {
            let value = match given {
                Given::List => quote!(List),
                Given::Literal(Literal::Null) => quote!(Null),
                Given::Literal(Literal::Bool) => quote!(Bool),
                Given::Literal(Literal::Number) => quote!(Number),
                Given::Literal(Literal::Text(Some(text))) => quote!(Text(#text)),
                Given::Literal(Literal::Text(None)) => quote!(AnyText),
            };
            quote!(__shape::Want::Take(__shape::Value::#value, #name))
        }
        Want::Have(names, name) => quote!(__shape::Want::Have(&[#(#names),*], #name)),
        Want::Know(names, name) => quote!(__shape::Want::Know(&[#(#names),*], #name)),
        Want::Pass(it, path, call) => {
            let it = form(*it);
            quote!(__shape::Want::Pass(__shape::Form::#it, #path, #call))
        }
    }
}

fn family(family: Family) -> TokenStream {
    match family {
        Family::String => quote!(__shape::Family::String),
        Family::Numeric => quote!(__shape::Family::Numeric),
        Family::Boolean => quote!(__shape::Family::Boolean),
        Family::Timestamp => quote!(__shape::Family::Timestamp),
    }
}

fn form(form: Form) -> TokenStream {
    match form {
        Form::Object => quote!(Object),
        Form::List => quote!(List),
        Form::Boolean => quote!(Boolean),
        Form::Number => quote!(Number),
        Form::Timestamp => quote!(Timestamp),
        Form::Attribute => quote!(Attribute),
        Form::Text => quote!(Text),
        Form::Flag => quote!(Flag),
    }
}
