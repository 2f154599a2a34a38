//! The text of a string argument, which for `States.Format` is a template.
//!
//! `{}` and `\{\}` say different things to `States.Format` and the same to every other function, and the parser
//! does not know which function it reads for. So the tree keeps escaped braces as text, and bare ones as such.

use std::fmt::{self, Display, Formatter, Write};
use std::ops::Range;

/// A string argument: decoded, except that bare braces are kept apart. Equal texts print alike.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    pieces: Vec<Piece>,
}

/// A piece of a string argument. Two pieces are equal when they say the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its bytes; `0..0` when built by hand.
    pub range: Range<usize>,
}

/// The kinds of pieces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PieceKind {
    /// Characters that stand for themselves, braces among them (written `\{` and `\}`).
    Literal(String),
    /// A bare `{}`: the place of an argument in a template.
    Slot,
    /// `${Name}`, which a deployment tool replaces before AWS sees the text.
    Substitution(String),
    /// A bare brace that is part of neither: itself, and wrong in a template.
    Brace(char),
}

impl PartialEq for Piece {
    fn eq(&self, other: &Piece) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Piece {}

impl Text {
    /// A text for `States.Format`: `text` itself, without any slot.
    pub fn literal(text: &str) -> Text {
        Text::template([PieceKind::Literal(text.to_owned())])
    }

    /// A text for any other function: braces stay bare, as was recorded to work on AWS.
    pub fn plain(text: &str) -> Text {
        let mut plain = Text::default();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push(PieceKind::Literal(rest[..at].to_owned()), 0..0);
            plain.push(PieceKind::Brace(if rest[at..].starts_with('{') { '{' } else { '}' }), 0..0);
            rest = &rest[at + 1..];
        }
        plain.push(PieceKind::Literal(rest.to_owned()), 0..0);
        plain
    }

    /// A template: what its pieces say, one after the other.
    pub fn template(pieces: impl IntoIterator<Item = PieceKind>) -> Text {
        let mut template = Text::default();
        for kind in pieces {
            template.push(kind, 0..0);
        }
        template
    }

    /// Adds a piece, joined to the last ones where the printed text would be read as one.
    pub(super) fn push(&mut self, kind: PieceKind, range: Range<usize>) {
        if kind == PieceKind::Brace('}') && self.close_substitution(range.end) {
            return;
        }
        match (self.pieces.last_mut(), kind) {
            (_, PieceKind::Literal(text)) if text.is_empty() => {}
            (Some(Piece { kind: PieceKind::Literal(before), range: whole }), PieceKind::Literal(text)) => {
                before.push_str(&text);
                whole.end = range.end;
            }
            (Some(Piece { kind: before @ PieceKind::Brace('{'), range: whole }), PieceKind::Brace('}')) => {
                *before = PieceKind::Slot;
                whole.end = range.end;
            }
            (_, kind) => self.pieces.push(Piece { kind, range }),
        }
    }

    /// Makes `…$`, `{` and `Name` at the end a substitution, if that is what stands there.
    fn close_substitution(&mut self, end: usize) -> bool {
        let [.., dollar, brace, name] = self.pieces.as_mut_slice() else { return false };
        let (PieceKind::Literal(before), PieceKind::Brace('{'), PieceKind::Literal(name)) =
            (&mut dollar.kind, &brace.kind, &mut name.kind)
        else {
            return false;
        };
        // The names of SAM and CloudFormation, and the plain references of Terraform.
        let named = name.chars().all(|c| c.is_ascii_alphanumeric() || "_:.-".contains(c));
        if !named || !before.ends_with('$') {
            return false;
        }
        before.pop();
        let kind = PieceKind::Substitution(std::mem::take(name));
        let emptied = before.is_empty();
        dollar.range.end = dollar.range.end.saturating_sub(1);
        let range = dollar.range.end..end;
        self.pieces.truncate(self.pieces.len() - if emptied { 3 } else { 2 });
        self.pieces.push(Piece { kind, range });
        true
    }

    /// Its pieces: no empty literals, no two literals in a row.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The number of `{}`.
    pub fn slots(&self) -> usize {
        self.pieces.iter().filter(|piece| piece.kind == PieceKind::Slot).count()
    }

    /// The text that a function other than `States.Format` gets.
    pub fn value(&self) -> String {
        let mut value = String::new();
        for piece in &self.pieces {
            match &piece.kind {
                PieceKind::Literal(text) => value.push_str(text),
                PieceKind::Slot => value.push_str("{}"),
                PieceKind::Substitution(name) => value.extend(["${", name, "}"]),
                PieceKind::Brace(brace) => value.push(*brace),
            }
        }
        value
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('\'')?;
        for piece in &self.pieces {
            match &piece.kind {
                PieceKind::Literal(text) => f.write_str(&escape_template(text))?,
                PieceKind::Slot => f.write_str("{}")?,
                PieceKind::Substitution(name) => write!(f, "${{{name}}}")?,
                PieceKind::Brace(brace) => f.write_char(*brace)?,
            }
        }
        f.write_char('\'')
    }
}

/// `text` as it must stand between the quotes of a template to be printed as it is.
pub fn escape_template(text: &str) -> String {
    escape(text, &['\'', '\\', '{', '}'])
}

/// `text` as it must stand between the quotes of any other string argument. Not for templates.
pub fn escape_string(text: &str) -> String {
    escape(text, &['\'', '\\'])
}

fn escape(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
