//! Questions to rustc: one text of them for each few, judged in one evaluation, and for each question a constant that
//! fails on the user's tokens where its path leads nowhere.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use sfn_asl::sort::in_order;

use super::sheet::{Names, Sheet};
use crate::cx::SpanRange;
use crate::shape;
use crate::types::{Questions, Typed, Use, Want, Way};

/// All questions of one machine.
// expands to:
//   const _: () = {
//       use ::sfn_runtime::__private::shape as __shape;
//       const __T0: __shape::Type = <Order as ::sfn_runtime::Shape>::TYPE;
//       const __NAMES: &[__shape::Name] = &[__shape::Name::of(620444549055354551, "id")];
//       const __S0: &[u8] = b"…";
//       static __F0: [u16; 2] = __shape::judge(&[__T0], __NAMES, __S0);
//       #[cfg(not(rust_analyzer))]
//       #[track_caller]
//       const fn __at0(at: usize) { if __F0[at] != 0 { __shape::fail(&[__T0], __NAMES, __S0, __F0[at], &[]) } }
//       const _: () = { __at0(0); __at0(1); };
//   };
pub fn questions(runtime: &TokenStream, questions: &Questions) -> TokenStream {
    if questions.types.is_empty() {
        return TokenStream::new();
    }
    let types: Vec<TokenStream> = questions.types.iter().map(|it| known(runtime, it)).collect();
    let roots = types.iter().enumerate().map(|(number, ty)| {
        let name = root(number);
        quote!(#[allow(deprecated)] const #name: __shape::Type = <#ty as #runtime::Shape>::TYPE;)
    });
    let mut names = Names::default();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut guesses = TokenStream::new();
    let mut asked: Vec<TokenStream> = Vec::new();
    // Where the last of them reports.
    let mut before: Option<&Use> = None;
    for it in &questions.uses {
        // A place before the path of the first way is nobody's.
        let first = it.ways.iter().map(|way| way.skip).min().unwrap_or_default();
        let mut calls = TokenStream::new();
        let mut is_open = Vec::new();
        let mut rest = it.ways.as_slice();
        while !rest.is_empty() {
            let (ways, others) = rest.split_at(Sheet::most(&it.want, rest));
            rest = others;
            let roots = roots_of(it, ways);
            // Behind a type that is not described, rustc judges nothing: others do not share its fate.
            let number = sheets.iter().rposition(|it| it.roots == roots);
            let number = number.filter(|number| sheets[*number].has_room_for(&it.want, ways));
            let number = number.unwrap_or_else(|| {
                sheets.push(Sheet::of(roots));
                sheets.len() - 1
            });
            let sheet = &mut sheets[number];
            let at = own("at", number);
            for (place, span) in it.spans[first..].iter().enumerate() {
                call(&mut calls, &at, *span, sheet.segments + place, &it.allowed);
            }
            sheet.allows |= !it.allowed.is_empty();
            sheet.ask(it, ways, first, &mut names);
            let (faults, last) = (own("F", number), unsuffixed(sheet.segments - 1));
            is_open.push(quote!(#faults[#last] == __shape::OPEN));
        }
        // The first that fails ends the evaluation: one report, whatever ways there are, and whatever else is wrong with
        // what is given there.
        match asked.last_mut() {
            Some(last) if before.is_some_and(|before| before.is_given_with(it)) => last.extend(calls),
            _ => asked.push(calls),
        }
        before = Some(it);
        if let Want::Match(_, choice) | Want::Flags(_, _, choice) = &it.want
            && let Some((_, guess)) = questions.guesses.iter().find(|it| it.0 == *choice)
        {
            guesses.extend(super::findings::guess(guess, &quote!(#(#is_open)||*)));
        }
    }
    let sheets = sheets.iter().enumerate().map(|(number, it)| judged(number, it));
    let private = quote!(__shape);
    let names = names.list.iter().map(|it| shape::key::name(&private, it));
    quote! {
        #[allow(unexpected_cfgs, dead_code, long_running_const_eval)]
        const _: () = {
            use #runtime::__private::shape as __shape;
            #(#roots)*
            const __NAMES: &[__shape::Name] = &[#(#names),*];
            #(#sheets)*
            #(const _: () = { #asked };)*
            #guesses
        };
    }
}

/// The beginning of the name of the operator that compares what stands in these places.
// expands to: ::sfn_runtime::__private::shape::family(&[<Order as ::sfn_runtime::Shape>::TYPE], &[Name::of(…)], b"…")
pub fn family(runtime: &TokenStream, types: &[TokenStream], places: &[Typed]) -> TokenStream {
    let private = quote!(#runtime::__private::shape);
    let mut roots = in_order(places.iter().map(|it| it.root).collect(), &|a, b| a < b);
    roots.dedup();
    let (mut sheet, mut names) = (Sheet::of(roots), Names::default());
    sheet.list(places, &mut names);
    let types = sheet.roots.iter().map(|it| known(runtime, &types[*it]));
    let names = names.list.iter().map(|it| shape::key::name(&private, it));
    let bytes = proc_macro2::Literal::byte_string(&sheet.bytes());
    quote!(#private::family(&[#(<#types as #runtime::Shape>::TYPE),*], &[#(#names),*], #bytes))
}

/// The faults that a sheet finds, and the function that reports one.
fn judged(number: usize, sheet: &Sheet) -> TokenStream {
    let (questions, faults, at) = (own("S", number), own("F", number), own("at", number));
    let roots = sheet.roots.iter().map(|it| root(*it));
    let types = quote!(&[#(#roots),*]);
    let (bytes, segments) = (proc_macro2::Literal::byte_string(&sheet.bytes()), unsuffixed(sheet.segments));
    let but = sheet.allows.then(|| {
        let but = format_ident!("{}_but", at);
        quote! {
            #[track_caller]
            const fn #but(at: ::core::primitive::usize, allowed: &[::core::primitive::u16]) {
                if #faults[at] != 0 { __shape::fail(#types, __NAMES, #questions, #faults[at], allowed) }
            }
        }
    });
    quote! {
        const #questions: &[::core::primitive::u8] = #bytes;
        static #faults: [::core::primitive::u16; #segments] = __shape::judge(#types, __NAMES, #questions);
        // An editor would show it on the author's tokens.
        #[cfg(not(rust_analyzer))]
        #[track_caller]
        const fn #at(at: ::core::primitive::usize) {
            if #faults[at] != 0 { __shape::fail(#types, __NAMES, #questions, #faults[at], &[]) }
        }
        #but
    }
}

/// A name of ours for the sheet of this number.
fn own(kind: &str, number: usize) -> Ident {
    format_ident!("__{}{}", kind, number, span = Span::mixed_site())
}

/// The types that a question about these ways is about, by number.
fn roots_of(it: &Use, ways: &[Way]) -> Vec<usize> {
    let taker = match &it.want {
        Want::Fit(to, _) | Want::Like(Some(to), _) => Some(to.root),
        _ => None,
    };
    let roots: Vec<usize> = ways.iter().map(|it| it.end.root).chain(taker).collect();
    let mut roots = in_order(roots, &|a, b| a < b);
    roots.dedup();
    roots
}

/// A type, with those of other crates put in terms of ours.
pub fn known(runtime: &TokenStream, ty: &TokenStream) -> TokenStream {
    match syn::parse2::<syn::Type>(ty.clone()) {
        Ok(ty) => shape::foreign::known(runtime, &[], &ty),
        Err(_) => ty.clone(),
    }
}

fn root(number: usize) -> Ident {
    format_ident!("__T{}", number, span = Span::mixed_site())
}

/// The call that reports, on the user's tokens: rustc shows where it is called.
fn call(calls: &mut TokenStream, at: &Ident, span: SpanRange, segment: usize, allowed: &[u16]) {
    let mut at = at.clone();
    let mut arguments = TokenStream::from(TokenTree::from(unsuffixed(segment)));
    if !allowed.is_empty() {
        at = format_ident!("{}_but", at);
        arguments.extend(quote!(, &[#(#allowed),*]));
    }
    at.set_span(span.start.resolved_at(Span::mixed_site()));
    let mut group = Group::new(Delimiter::Parenthesis, arguments);
    group.set_span(span.end.resolved_at(Span::mixed_site()));
    calls.extend([TokenTree::from(at), TokenTree::from(group)]);
    calls.extend(quote!(;));
}

fn unsuffixed(number: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(number)
}
