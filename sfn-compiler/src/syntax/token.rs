//! Tokens as the parser reads them: unpacked once, with their text, for in rustc both cross a bridge.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};

use super::cursor::DEPTH;

/// A token with its text.
pub(super) enum Token {
    /// `text` still has its `r#`: a raw identifier is never a keyword.
    Word {
        ident: Ident,
        text: String,
    },
    Punct {
        ch: char,
        joint: bool,
        span: Span,
    },
    Literal {
        text: String,
        span: Span,
    },
    Group(Group),
}

impl Token {
    pub(super) fn span(&self) -> Span {
        match self {
            Token::Word { ident, .. } => ident.span(),
            Token::Punct { span, .. } | Token::Literal { span, .. } => *span,
            Token::Group(group) => group.span_open(),
        }
    }

    /// The last token of it: of a group the closing delimiter.
    pub(super) fn end(&self) -> Span {
        match self {
            Token::Group(group) => group.span_close(),
            other => other.span(),
        }
    }
}

/// The name that an identifier stands for: without `r#`.
pub(super) fn plain(text: &str) -> &str {
    text.strip_prefix("r#").unwrap_or(text)
}

/// Whether nothing stands between two tokens; `None` where that is not known (in rust-analyzer every span is empty).
pub(super) fn touch(before: Span, after: Span) -> Option<bool> {
    let (end, start) = (before.end(), after.start());
    if before.start() == end { None } else { Some(end == start) }
}

/// Whether one token stands on a later line than another; false where that is not known.
pub(super) fn on_later_line(before: Span, after: Span) -> bool {
    after.start().line > before.end().line
}

/// Whether one token begins on the line on which another ends; false where that is not known.
pub(super) fn on_same_line(before: Span, after: Span) -> bool {
    let end = before.end();
    before.start() != end && after.start().line == end.line
}

/// The tokens of a group. Invisible groups, which `macro_rules!` leaves behind, are opened.
pub(super) fn unpack(stream: TokenStream) -> Box<[Token]> {
    let mut tokens = Vec::new();
    unpack_into(stream, &mut tokens, 0);
    tokens.into_boxed_slice()
}

fn unpack_into(stream: TokenStream, into: &mut Vec<Token>, depth: usize) {
    let trees = stream.into_iter();
    into.reserve(trees.size_hint().0);
    for tree in trees {
        into.push(match tree {
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                Token::Word { ident, text }
            }
            TokenTree::Punct(punct) => Token::Punct {
                ch: punct.as_char(),
                joint: punct.spacing() == Spacing::Joint,
                span: punct.span(),
            },
            TokenTree::Literal(literal) => Token::Literal { text: literal.to_string(), span: literal.span() },
            TokenTree::Group(group) if group.delimiter() == Delimiter::None && depth < DEPTH => {
                unpack_into(group.stream(), into, depth + 1);
                continue;
            }
            TokenTree::Group(group) => Token::Group(group),
        });
    }
}

/// The token tree that a token was.
pub(super) fn tree(token: Token) -> TokenTree {
    match token {
        Token::Word { ident, .. } => TokenTree::Ident(ident),
        Token::Punct { ch, joint, span } => {
            let spacing = if joint { Spacing::Joint } else { Spacing::Alone };
            let mut punct = proc_macro2::Punct::new(ch, spacing);
            punct.set_span(span);
            TokenTree::Punct(punct)
        }
        Token::Literal { text, span } => {
            let mut literal = text.parse().unwrap_or_else(|_| proc_macro2::Literal::string(&text));
            literal.set_span(span);
            TokenTree::Literal(literal)
        }
        Token::Group(group) => TokenTree::Group(group),
    }
}
