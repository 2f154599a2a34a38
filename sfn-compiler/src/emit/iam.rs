//! The policy as constants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use sfn_asl::iam::{Effect, Policy, Statement};
use sfn_asl::value::has_hole;

use super::constants;
use crate::lower::holes::Holes;

/// The statements as an expression.
// expands to: &[Statement::allow("SqsSendMessage", &["sqs:SendMessage"], &["…"]).because(&[Reason::new("sqs:sendMessage", &["Send"])])]
pub fn statements(runtime: &TokenStream, policy: &Policy, holes: &Holes) -> TokenStream {
    let statements = policy.statements.iter().map(|it| statement(runtime, it, holes));
    quote!(&[#(#statements),*])
}

fn statement(runtime: &TokenStream, it: &Statement, holes: &Holes) -> TokenStream {
    let effect = match it.effect {
        Effect::Allow => "allow",
        Effect::Deny => "deny",
    };
    let effect = Ident::new(effect, Span::mixed_site());
    let sid = &it.sid;
    let actions = &it.actions;
    let resources = texts(runtime, &it.resources, holes);
    let conditions = it.conditions.iter().map(|it| {
        let (operator, key) = (&it.operator, &it.key);
        let values = texts(runtime, &it.values, holes);
        quote!(#runtime::Condition::new(#operator, #key, #values))
    });
    let conditions = match it.conditions.is_empty() {
        true => TokenStream::new(),
        false => quote!(.under(&[#(#conditions),*])),
    };
    // By call, in the order of the first state of each: names of states are nearly all that is left to write.
    let mut reasons: Vec<(&str, Vec<TokenStream>)> = Vec::new();
    for reason in &it.reasons {
        let state = (!reason.state.is_empty()).then(|| constants::arn(runtime, &reason.state, holes));
        match reasons.iter_mut().find(|(what, _)| *what == reason.what) {
            Some((_, states)) => states.extend(state),
            None => reasons.push((&reason.what, state.into_iter().collect())),
        }
    }
    let reasons = reasons.iter().map(|(what, states)| {
        let what = constants::arn(runtime, what, holes);
        quote!(#runtime::Reason::new(#what, &[#(#states),*]))
    });
    quote! {
        #runtime::Statement::#effect(#sid, &[#(#actions),*], #resources)#conditions.because(&[#(#reasons),*])
    }
}

fn texts(runtime: &TokenStream, texts: &[String], holes: &Holes) -> TokenStream {
    let mut tokens: Vec<TokenStream> = Vec::with_capacity(texts.len());
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        let it = constants::arn(runtime, text, holes);
        // The same constant is another hole wherever it stands.
        if has_hole(text) {
            let printed = it.to_string();
            if seen.contains(&printed) {
                continue;
            }
            seen.push(printed);
        }
        tokens.push(it);
    }
    quote!(&[#(#tokens),*])
}
