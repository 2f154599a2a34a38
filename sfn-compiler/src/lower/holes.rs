//! Rust constants inside the definition: each is a hole that const evaluation fills in the user's crate.

use proc_macro2::TokenStream;
use sfn_asl::value::{HOLE, HOLES, hole_number};

/// How the value of a constant is written where its hole is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Escape {
    /// It is a whole JSON value: the quotes around the hole go, text brings its own.
    Value,
    /// It is a piece of a text, which it stays, whatever its type.
    Text,
    /// It is a whole argument of an intrinsic call: the `$.` before the hole goes.
    IntrinsicValue,
    /// It is a whole operand of a JSONata expression: the `$states.input.` before the hole goes.
    JsonataValue,
    /// It is no hole, but a character of the author's own text that would read as one: itself.
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
    /// Characters of the author's own that would read as holes.
    own: Vec<char>,
}

impl Holes {
    /// No holes, in text that has these characters of its own.
    pub fn beside(own: Vec<char>) -> Holes {
        Holes { holes: Vec::new(), own }
    }

    /// A new hole: the character that stands for it. Past the last number the last one is shared; a definition with
    /// 65,000 constants is far over the service's limit of 1 MB anyway.
    pub fn add(&mut self, tokens: TokenStream, escape: Escape) -> char {
        while self.own.contains(&self.next()) && (self.holes.len() as u32) < HOLES - 1 {
            let own = self.next();
            self.holes.push(Hole { tokens: TokenStream::new(), escape: Escape::Literal(own) });
        }
        let next = self.next();
        if (self.holes.len() as u32) < HOLES {
            self.holes.push(Hole { tokens, escape });
        }
        next
    }

    /// Says what fills a hole that was made before it was known.
    pub fn fill(&mut self, hole: char, tokens: TokenStream) {
        let number = hole_number(hole).map(|it| it as usize);
        if let Some(hole) = number.and_then(|it| self.holes.get_mut(it)) {
            hole.tokens = tokens;
        }
    }

    /// The character that stands for the next hole.
    fn next(&self) -> char {
        let number = (self.holes.len() as u32).min(HOLES - 1);
        char::from_u32(HOLE + number).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}
