//! A text with holes as a constant expression.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use sfn_asl::value::{has_hole, hole_number};

use super::literal::{Lexer, literal};
use crate::lower::holes::{Escape, Hole, Holes};

/// A piece of a text.
enum Piece<'a> {
    Text(String),
    Constant(&'a TokenStream, &'static str),
}

/// `text` as an expression: a literal, or parts that const evaluation puts together.
// expands to:
//   { const __PARTS: &[Part] = &[Part::text("…"), Constant(crate::SUBJECT).value(), Part::text("…")];
//     const __LENGTH: usize = length(__PARTS); const __BYTES: [u8; __LENGTH] = concat(__PARTS); text(&__BYTES) }
pub fn text(runtime: &TokenStream, text: &str, holes: &Holes, lexer: Lexer) -> TokenStream {
    if holes.holes.is_empty() {
        return literal(lexer, text);
    }
    let private = quote!(#runtime::__private);
    let parts = pieces(text, holes).into_iter().map(|piece| match piece {
        Piece::Text(text) => {
            let text = literal(lexer, &text);
            quote!(#private::Part::text(#text))
        }
        Piece::Constant(constant, method) => {
            // rustc judges the type of the constant where the author wrote it.
            let at = constant
                .clone()
                .into_iter()
                .next()
                .map_or_else(proc_macro2::Span::mixed_site, |it| it.span());
            let at = at.resolved_at(proc_macro2::Span::mixed_site());
            let method = proc_macro2::Ident::new(method, at);
            quote_spanned!(at=> #private::Constant(#constant).#method())
        }
    });
    whole(&private, &quote!(&[#(#parts),*]), false)
}

/// `is_lower`: whether what comes of it is written in lower case.
fn whole(private: &TokenStream, parts: &TokenStream, is_lower: bool) -> TokenStream {
    let bytes = quote!(#private::concat(__PARTS));
    let bytes = if is_lower { quote!(#private::lower(#bytes)) } else { bytes };
    // Items are not hygienic: the user's constants must not be called like ours.
    quote!({
        const __PARTS: &[#private::Part] = #parts;
        const __LENGTH: ::core::primitive::usize = #private::length(__PARTS);
        const __BYTES: [::core::primitive::u8; __LENGTH] = #bytes;
        #private::text(&__BYTES)
    })
}

/// A text that is no JSON, in which a constant that stands for a name may turn out to be an ARN.
// expands to, behind the parts of [`text`]:
//   &arn("arn:${AWS::Partition}:…:table/", Part::text(crate::TABLE), "")
pub fn arn(runtime: &TokenStream, text: &str, holes: &Holes) -> TokenStream {
    if holes.holes.is_empty() || !has_hole(text) {
        return quote!(#text);
    }
    let private = quote!(#runtime::__private);
    let mut parts: Vec<Piece> = vec![Piece::Text(String::new())];
    for c in text.chars() {
        let literal = match hole_number(c).and_then(|n| holes.holes.get(n as usize)) {
            None => c,
            Some(Hole { escape: Escape::Literal(c), .. }) => *c,
            // Alone it is a name, and so a text; in a text it may be a number.
            Some(Hole { tokens, escape: Escape::Value }) => {
                parts.push(Piece::Constant(tokens, "text"));
                continue;
            }
            Some(hole) => {
                parts.push(Piece::Constant(&hole.tokens, "raw"));
                continue;
            }
        };
        match parts.last_mut() {
            Some(Piece::Text(text)) => text.push(literal),
            _ => parts.push(Piece::Text(literal.to_string())),
        }
    }
    let part = |it: &Piece| match it {
        Piece::Text(text) => quote!(#private::Part::text(#text)),
        Piece::Constant(constant, "raw") => quote!(#private::Constant(#constant).raw()),
        Piece::Constant(constant, _) => quote!(#private::Part::text(#constant)),
    };
    let parts = match parts.as_slice() {
        [Piece::Text(before), constant @ Piece::Constant(..)] => {
            let constant = part(constant);
            quote!(#private::arn(#before, #constant, ""))
        }
        [Piece::Text(before), constant @ Piece::Constant(..), Piece::Text(after)] => {
            let constant = part(constant);
            quote!(#private::arn(#before, #constant, #after))
        }
        [Piece::Text(before), constant @ Piece::Constant(..), rest @ ..] => {
            let (constant, rest) = (part(constant), rest.iter().map(part));
            let place = (0..7_usize).map(|at| quote!(__ARN[#at]));
            quote!({
                const __ARN: [#private::Part; 7] = #private::arn(#before, #constant, "");
                [#(#place,)* #(#rest),*]
            })
        }
        parts => {
            let parts = parts.iter().map(part);
            quote!([#(#parts),*])
        }
    };
    whole(&private, &quote!(&#parts), sfn_asl::iam::arn::is_lower(text))
}

/// What stood in for the hole, so that the text around it parsed, goes with it.
fn pieces<'a>(text: &str, holes: &'a Holes) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut before = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(hole) = hole_number(c).and_then(|n| holes.holes.get(n as usize)) else {
            before.push(c);
            continue;
        };
        let method = match hole.escape {
            Escape::Literal(c) => {
                before.push(c);
                continue;
            }
            Escape::Value => {
                if before.ends_with('"') && chars.peek() == Some(&'"') {
                    before.pop();
                    chars.next();
                    "value"
                } else {
                    "json_text"
                }
            }
            Escape::Text => "json_text",
            Escape::IntrinsicValue => {
                strip(&mut before, "$.");
                "intrinsic_value"
            }
            Escape::JsonataValue => {
                if before.ends_with('`') && chars.peek() == Some(&'`') {
                    before.pop();
                    chars.next();
                }
                strip(&mut before, "$states.input.");
                "jsonata_value"
            }
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut before)));
        }
        pieces.push(Piece::Constant(&hole.tokens, method));
    }
    if !before.is_empty() {
        pieces.push(Piece::Text(before));
    }
    pieces
}

fn strip(text: &mut String, suffix: &str) {
    if text.ends_with(suffix) {
        text.truncate(text.len() - suffix.len());
    }
}
