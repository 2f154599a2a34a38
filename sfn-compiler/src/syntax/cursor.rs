//! A cursor over the tokens of one group at a time: looks ahead, moves on, enters groups, leaves them.
//!
//! Knows nothing of the grammar. Each group is unpacked once.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};

use super::ast::Item;
use super::mention::Objects;
use super::messages;
use super::token::{Token, unpack};
use crate::cx::{Cx, SpanRange};

/// How deep groups and prefix operators may nest: beyond any machine, within the stack of a debug build.
pub(super) const DEPTH: usize = 128;

/// Whether a `{` may begin a value here, or begins the block that follows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    Value,
    Block,
    /// As `Block`, and what stands before it decides.
    Condition,
}

/// The rest of one group.
pub(super) struct Frame {
    tokens: Box<[Token]>,
    at: usize,
    /// The closing delimiter.
    end: Span,
    closing: &'static str,
    /// The token before the cursor.
    last: Span,
    braces: Braces,
    /// How many tokens were left when something was last reported: one token is reported once.
    reported: Option<usize>,
}

/// The cursor, and what every function of the grammar needs.
pub(super) struct Parser<'a> {
    pub(super) cx: &'a mut Cx,
    frame: Frame,
    depth: usize,
    /// The declarations found so far; they belong to the machine wherever they stand.
    pub(super) items: Vec<Item>,
    /// How many blocks of statements are open; the machine's body is the first.
    pub(super) blocks: usize,
    /// What keys that are read belong to.
    pub(super) objects: Objects,
}

impl<'a> Parser<'a> {
    pub(super) fn new(cx: &'a mut Cx, tokens: TokenStream) -> Parser<'a> {
        let tokens = unpack(tokens);
        // Outside every group there is no closing delimiter: the last token stands for it.
        let end = tokens.last().map_or_else(Span::call_site, Token::end);
        let frame = Frame {
            tokens,
            at: 0,
            end,
            closing: "the end",
            last: end,
            braces: Braces::Value,
            reported: None,
        };
        Parser { cx, frame, depth: 0, items: Vec::new(), blocks: 0, objects: Objects::default() }
    }

    /// Moves into `group`; [`Parser::leave`] must follow with what this returns. `None`: nested too deep, reported.
    #[must_use]
    pub(super) fn enter(&mut self, group: Group) -> Option<Frame> {
        if !self.descend(group.span_open()) {
            return None;
        }
        let closing = match group.delimiter() {
            Delimiter::Parenthesis => "`)`",
            Delimiter::Bracket => "`]`",
            Delimiter::Brace => "`}`",
            Delimiter::None => "the end",
        };
        let (end, last) = (group.span_close(), group.span_open());
        let stream = group.stream();
        // Else the tokens would have two owners, and be copied.
        drop(group);
        let tokens = unpack(stream);
        let frame = Frame { tokens, at: 0, end, closing, last, braces: Braces::Value, reported: None };
        Some(std::mem::replace(&mut self.frame, frame))
    }

    /// Back to the group around, which goes on after the one left.
    pub(super) fn leave(&mut self, outer: Frame) {
        let last = self.frame.end;
        self.frame = outer;
        self.frame.last = last;
        self.ascend();
    }

    /// One level deeper without a group; [`Parser::ascend`] must follow when this is true.
    #[must_use]
    pub(super) fn descend(&mut self, span: Span) -> bool {
        if self.depth == DEPTH {
            messages::too_deep(self.cx, span);
            return false;
        }
        self.depth += 1;
        true
    }

    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    /// Sets what a `{` means, and gives what it meant before.
    pub(super) fn set_braces(&mut self, braces: Braces) -> Braces {
        std::mem::replace(&mut self.frame.braces, braces)
    }

    pub(super) fn braces(&self) -> Braces {
        self.frame.braces
    }

    // Looking ahead.

    pub(super) fn peek(&self, n: usize) -> Option<&Token> {
        // An index into a boxed slice is built in; `get` and iterators are calls in the debug build that users get.
        let at = self.frame.at + n;
        if at < self.frame.tokens.len() { Some(&self.frame.tokens[at]) } else { None }
    }

    pub(super) fn is_end(&self) -> bool {
        self.frame.at == self.frame.tokens.len()
    }

    /// How many tokens are left in this group.
    pub(super) fn len(&self) -> usize {
        self.frame.tokens.len() - self.frame.at
    }

    pub(super) fn is_punct(&self, n: usize, wanted: char) -> bool {
        matches!(self.peek(n), Some(Token::Punct { ch, .. }) if *ch == wanted)
    }

    /// Whether an operator of two characters begins at `n`.
    pub(super) fn is_pair(&self, n: usize, first: char, second: char) -> bool {
        matches!(self.peek(n), Some(Token::Punct { ch, joint: true, .. }) if *ch == first)
            && self.is_punct(n + 1, second)
    }

    /// Whether a `=` that is neither `==` nor `=>` is at `n`.
    pub(super) fn is_assign(&self, n: usize) -> bool {
        self.is_punct(n, '=') && !self.is_pair(n, '=', '=') && !self.is_pair(n, '=', '>')
    }

    /// The text of the identifier at `n`.
    pub(super) fn word(&self, n: usize) -> Option<&str> {
        match self.peek(n) {
            Some(Token::Word { text, .. }) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, n: usize, wanted: &str) -> bool {
        self.word(n) == Some(wanted)
    }

    pub(super) fn is_group(&self, n: usize, delimiter: Delimiter) -> bool {
        matches!(self.peek(n), Some(Token::Group(group)) if group.delimiter() == delimiter)
    }

    /// Whether a string literal is at `n`.
    pub(super) fn is_string(&self, n: usize) -> bool {
        matches!(self.peek(n), Some(Token::Literal { text, .. }) if super::literal::is_string(text))
    }

    /// Whether the last token of this group is `wanted`, and not the one at the cursor.
    pub(super) fn ends_with(&self, wanted: char) -> bool {
        let token = self.len().checked_sub(1).filter(|last| *last > 0).and_then(|last| self.peek(last));
        matches!(token, Some(Token::Punct { ch, .. }) if *ch == wanted)
    }

    /// The token at the cursor, or the closing delimiter.
    pub(super) fn here(&self) -> Span {
        self.peek(0).map_or(self.frame.end, Token::span)
    }

    /// The token before the cursor.
    pub(super) fn last(&self) -> Span {
        self.frame.last
    }

    /// From the token `start` up to the cursor.
    pub(super) fn since(&self, start: Span) -> SpanRange {
        SpanRange::new(start, self.frame.last)
    }

    /// The token at the cursor, in words.
    pub(super) fn found(&self) -> String {
        match self.peek(0) {
            None => self.frame.closing.to_owned(),
            Some(Token::Punct { ch, .. }) => match self.operator() {
                Some(operator) => format!("`{operator}`"),
                None => format!("`{ch}`"),
            },
            Some(Token::Word { text, .. }) => format!("`{text}`"),
            Some(Token::Literal { text, .. }) if text.len() <= 30 && !text.contains('\n') => {
                format!("`{text}`")
            }
            Some(Token::Literal { .. }) => "a literal".to_owned(),
            Some(Token::Group(group)) => match group.delimiter() {
                Delimiter::Parenthesis => "`(`".to_owned(),
                Delimiter::Bracket => "`[`".to_owned(),
                Delimiter::Brace => "`{`".to_owned(),
                Delimiter::None => "a group".to_owned(),
            },
        }
    }

    fn operator(&self) -> Option<&'static str> {
        const PAIRS: [&str; 10] = ["==", "=>", "::", "!=", "<=", ">=", "&&", "||", "->", ".."];
        PAIRS.into_iter().find(|pair| {
            let mut chars = pair.chars();
            matches!((chars.next(), chars.next()), (Some(a), Some(b)) if self.is_pair(0, a, b))
        })
    }

    /// Reports that `what` should stand at the cursor.
    pub(super) fn expected(&mut self, what: &str) {
        self.report_expected(what, None);
    }

    /// The same, with the edit that mends it.
    pub(super) fn expected_help(&mut self, what: &str, help: &str) {
        self.report_expected(what, Some(help));
    }

    /// The same, where the statement breaks off and the next one begins on a line of its own.
    pub(super) fn expected_after(&mut self, what: &str, help: Option<&str>) {
        if !self.was_reported() {
            let last = self.last();
            messages::expected_after(self.cx, last, what, help);
            self.mark_reported();
        }
    }

    fn report_expected(&mut self, what: &str, help: Option<&str>) {
        if super::foreign::is_unfinished(self) {
            return self.expected_after(what, help);
        }
        if !self.was_reported() {
            let (span, found) = (self.here(), self.found());
            messages::expected(self.cx, span, what, &found, help);
            self.mark_reported();
        }
    }

    /// Notes that what stands at the cursor, or is missing there, was reported.
    pub(super) fn mark_reported(&mut self) {
        self.frame.reported = Some(self.len());
    }

    pub(super) fn was_reported(&self) -> bool {
        self.frame.reported == Some(self.len())
    }

    // Moving on.

    /// The token at the cursor, which moves on.
    pub(super) fn bump(&mut self) -> Option<Token> {
        self.peek(0)?;
        let taken = Token::Punct { ch: ' ', joint: false, span: self.frame.end };
        let token = std::mem::replace(&mut self.frame.tokens[self.frame.at], taken);
        self.frame.at += 1;
        self.frame.last = token.end();
        Some(token)
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.frame.at = (self.frame.at + count).min(self.frame.tokens.len());
        if count > 0 && self.frame.at > 0 {
            self.frame.last = self.frame.tokens[self.frame.at - 1].end();
        }
    }

    pub(super) fn eat_punct(&mut self, wanted: char) -> Option<Span> {
        if !self.is_punct(0, wanted) {
            return None;
        }
        self.skip(1);
        Some(self.last())
    }

    /// The first of the two characters.
    pub(super) fn eat_pair(&mut self, first: char, second: char) -> Option<Span> {
        if !self.is_pair(0, first, second) {
            return None;
        }
        let span = self.here();
        self.skip(2);
        Some(span)
    }

    pub(super) fn eat_word(&mut self, wanted: &str) -> Option<Span> {
        if !self.is_word(0, wanted) {
            return None;
        }
        self.skip(1);
        Some(self.last())
    }

    /// An identifier, whatever it is, and its text.
    pub(super) fn eat_ident(&mut self) -> Option<(Ident, String)> {
        self.word(0)?;
        match self.bump() {
            Some(Token::Word { ident, text }) => Some((ident, text)),
            _ => None,
        }
    }

    pub(super) fn eat_group(&mut self, delimiter: Delimiter) -> Option<Group> {
        if !self.is_group(0, delimiter) {
            return None;
        }
        match self.bump() {
            Some(Token::Group(group)) => Some(group),
            _ => None,
        }
    }

    /// A literal, whatever it is.
    pub(super) fn eat_literal(&mut self) -> Option<(String, Span)> {
        if !matches!(self.peek(0), Some(Token::Literal { .. })) {
            return None;
        }
        match self.bump() {
            Some(Token::Literal { text, span }) => Some((text, span)),
            _ => None,
        }
    }
}
