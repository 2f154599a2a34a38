//! Findings as tokens that rustc reports: errors by `compile_error!`, warnings by a deprecated constant.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use sfn_asl::diag::Severity;

use crate::Finding;

/// The finding, for rustc to print.
pub fn tokens(finding: &Finding) -> TokenStream {
    match finding.severity {
        Severity::Error => error(finding),
        // A hint comes as far as this where it is asked for.
        Severity::Warning | Severity::Hint => warning(finding),
    }
}

/// rustc underlines from the span of the path to the span of the group.
// expands to: ::core::compile_error! { "ASL2001: …\n= help: …" }
fn error(finding: &Finding) -> TokenStream {
    let (start, end) = (finding.span.start, finding.span.end);
    let text = TokenTree::from(proc_macro2::Literal::string(&message(finding)));
    let mut group = Group::new(Delimiter::Brace, with_span(text, end).into());
    group.set_span(end);
    let colon = |spacing| {
        let mut punct = Punct::new(':', spacing);
        punct.set_span(start);
        TokenTree::from(punct)
    };
    let mut bang = Punct::new('!', Spacing::Alone);
    bang.set_span(start);
    TokenStream::from_iter([
        colon(Spacing::Joint),
        colon(Spacing::Alone),
        Ident::new("core", start).into(),
        colon(Spacing::Joint),
        colon(Spacing::Alone),
        Ident::new("compile_error", start).into(),
        bang.into(),
        group.into(),
    ])
}

fn with_span(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

/// Stable rustc has no warnings of macros, but it warns of the use of a deprecated item, at the span of the use. Of a path
/// it underlines the last segment, of an access to a field all of it: from the span of the value to that of the field.
// expands to: const _: () = { struct workflow { #[deprecated(note = "ASL2005: …")] step: () } fn warn(it: &workflow) { it.step } };
fn warning(finding: &Finding) -> TokenStream {
    deprecated(finding, &quote_spanned!(start(finding) => workflow), |_, _| TokenStream::new())
}

/// A warning that is given where rustc finds that `holds`.
// expands to: as of `warning`, with `it: &<Is<{ holds }> as Either<workflow, silent>>::It`
pub fn guess(finding: &Finding, holds: &TokenStream) -> TokenStream {
    let of = quote_spanned! { start(finding) =>
        <__shape::Is<{ #holds }> as __shape::Either<workflow, silent>>::It
    };
    deprecated(finding, &of, |at, field| {
        quote_spanned! { at =>
            #[allow(non_camel_case_types, dead_code)]
            struct silent {
                #field: (),
            }
        }
    })
}

fn start(finding: &Finding) -> Span {
    finding.span.start.resolved_at(Span::mixed_site())
}

/// The use of a field of `of`, of which that of `workflow` is deprecated. `others`: types beside it with this field.
fn deprecated(finding: &Finding, of: &TokenStream, others: fn(Span, &Ident) -> TokenStream) -> TokenStream {
    let note = message(finding);
    let at = start(finding);
    let value = Ident::new("it", at);
    let field = Ident::new("step", finding.span.end.resolved_at(Span::mixed_site()));
    let others = others(at, &field);
    quote_spanned! { at =>
        const _: () = {
            #[allow(non_camel_case_types, dead_code)]
            struct workflow {
                #[deprecated(note = #note)]
                #field: (),
            }
            #others
            #[allow(dead_code)]
            fn warn(#value: &#of) {
                #value.#field
            }
        };
    }
}

/// Code, message, the place inside a literal if that is where the mistake is, notes and help.
/// rustc aligns the lines behind the first.
pub fn message(finding: &Finding) -> String {
    let mut text = format!("{}: {}", finding.code, finding.message);
    if let Some((line, carets)) = &finding.excerpt {
        text.push_str(&format!("\n  {line}\n  {carets}"));
    }
    for label in &finding.notes {
        text.push_str(&format!("\n= note: {label}"));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n= help: {help}"));
    }
    text
}
