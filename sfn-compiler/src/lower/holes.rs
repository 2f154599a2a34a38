//! Rust constants inside the definition: each is a hole that const evaluation fills in the user's crate.

use proc_macro2::TokenStream;
use sfn_asl::value::{HOLE, HOLES};

/// How the value of a constant is written where its hole is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Escape {
    /// It is a whole JSON value: the quotes around the hole go, text brings its own.
    Value,
    /// It is a whole argument of an intrinsic call: the `$.` before the hole goes.
    IntrinsicValue,
    /// It is a whole operand of a JSONata expression: the `$states.input.` before the hole goes.
    JsonataValue,
    /// A character of the author's own text that would read as a hole: itself.
    Literal(char),
}

/// A hole and what fills it.
#[derive(Clone, Debug)]
pub struct Hole {
    /// The constant, as an expression.
    pub tokens: TokenStream,
    /// How it is written.
    pub escape: Escape,
}

/// The holes of one machine, by number.
#[derive(Clone, Debug, Default)]
pub struct Holes {
    /// Hole `n` is `holes[n]`.
    pub holes: Vec<Hole>,
}

impl Holes {
    /// A new hole: the character that stands for it. Past the last number the last one is shared; a definition with
    /// 65,000 constants is far over the service's limit of 1 MB anyway.
    pub fn add(&mut self, tokens: TokenStream, escape: Escape) -> char {
        let number = (self.holes.len() as u32).min(HOLES - 1);
        if number as usize == self.holes.len() {
            self.holes.push(Hole { tokens, escape });
        }
        char::from_u32(HOLE + number).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Text of the author, with whatever would read as a hole made one that stands for itself.
    pub fn text(&mut self, text: &str) -> String {
        if !sfn_asl::value::has_hole(text) {
            return text.to_string();
        }
        let keep = |c: char, holes: &mut Holes| match sfn_asl::value::hole_number(c) {
            Some(_) => holes.add(TokenStream::new(), Escape::Literal(c)),
            None => c,
        };
        text.chars().map(|c| keep(c, self)).collect()
    }
}
