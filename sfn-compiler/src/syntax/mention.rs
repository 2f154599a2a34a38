//! What of the source an editor explains, noted while it is read: so it is there however little of a statement is.
//!
//! Where a name may stand there is a mention with or without it. The source as it is and the one with the name that
//! rust-analyzer tries then have the same mentions, but for the name.

use proc_macro2::{Delimiter, Ident, Span};

use super::ast::Str;
use super::cursor::Parser;
use super::statement::is_keyword;
use super::token::{Token, plain};

/// Something with a name, at a place of the source.
#[derive(Clone, Debug)]
pub enum Mention {
    /// What follows is of the next machine.
    Machine,
    /// Where a statement or what it assigns begins: `charge`, `dynamodb::putItem`, `aws_sdk::s3::getObject`, as far as
    /// it is there.
    Call(Vec<Ident>),
    /// Where a value begins: `orders`, `crate::SUBJECT`, `s3::getObject`, `States.Format`.
    Value(Vec<Ident>),
    /// An object begins, the next in number.
    Object(Owner),
    /// A key of the object of that number.
    Key(usize, Option<Ident>),
    /// `"State name":`
    State(String, Span),
    /// The name after `goto`.
    Goto(Option<(String, Span)>),
    /// `let x`, `as x`
    Variable(Ident),
    /// `$x`
    Read(Option<Ident>),
    /// `Execution.Id` after `$$.`
    Context(Vec<Ident>),
    /// `x`, `states.input` after the `$` of JSONata.
    Jsonata(Vec<Ident>),
    /// `'label: loop {`, and where it ends.
    Loop(Option<Ident>),
    LoopEnd,
    /// The label after `break` or `continue`.
    Jump(Ident),
    /// `lambda::Function` of a declaration.
    ResourceType(Vec<Ident>),
}

/// What an object belongs to.
#[derive(Clone, Debug)]
pub enum Owner {
    /// The parameters of a call of this.
    Call(Vec<String>),
    /// The value of this key in the object of that number.
    Key(usize, String),
}

/// The object that is being read.
#[derive(Default)]
pub(super) struct Objects {
    count: usize,
    /// Its number, if it is of a call.
    current: Option<usize>,
    /// The key whose value is being read.
    key: String,
    /// What the call is of whose braces come next.
    callee: Vec<String>,
}

/// What was being read around an object.
pub(super) struct Around(Option<usize>, String);

impl Parser<'_> {
    pub(super) fn mention(&mut self, what: impl FnOnce() -> Mention) {
        if let Some(mentions) = &mut self.cx.mentions {
            mentions.push(what());
        }
    }

    /// A machine begins.
    pub(super) fn begin_mentions(&mut self) {
        self.objects = Objects::default();
        self.mention(|| Mention::Machine);
    }

    fn is_seen(&self) -> bool {
        self.cx.mentions.is_some()
    }

    /// The names of the path at the cursor. None of them if it begins with a keyword of Rust.
    fn path_ahead(&self) -> Vec<Ident> {
        let mut parts = Vec::new();
        let mut at = 0;
        loop {
            match self.peek(at) {
                Some(Token::Word { ident, text }) if at > 0 || !is_rust(text) => {
                    parts.push(ident.clone());
                }
                _ => return parts,
            }
            if !self.is_pair(at + 1, ':', ':') || self.is_next_statement(at + 3) {
                return parts;
            }
            at += 3;
        }
    }

    /// `a.b.c` from the token at `at`.
    fn fields_ahead(&self, mut at: usize) -> Vec<Ident> {
        let mut parts = Vec::new();
        while let Some(Token::Word { ident, .. }) = self.peek(at) {
            parts.push(ident.clone());
            if !self.is_punct(at + 1, '.') || self.is_next_statement(at + 2) {
                break;
            }
            at += 2;
        }
        parts
    }

    /// `$$`; the cursor is behind it.
    pub(super) fn mention_context(&mut self) {
        if self.is_seen() {
            let parts = if self.is_punct(0, '.') { self.fields_ahead(1) } else { Vec::new() };
            self.mention(|| Mention::Context(parts));
        }
    }

    /// The `$` of a variable in JSONata; the cursor is behind it.
    pub(super) fn mention_jsonata(&mut self) {
        if self.is_seen() {
            let parts = self.fields_ahead(0);
            self.mention(|| Mention::Jsonata(parts));
        }
    }

    /// Whether the name at `n` begins the next statement, because the one before is not finished.
    fn is_next_statement(&self, n: usize) -> bool {
        self.word(n).is_some_and(is_keyword)
    }

    /// A statement or what it assigns begins.
    pub(super) fn mention_call(&mut self) {
        if self.is_seen() {
            let parts = self.path_ahead();
            self.mention(|| Mention::Call(parts));
        }
    }

    /// A value begins, or should.
    pub(super) fn mention_value(&mut self) {
        if self.is_seen() {
            let is_name = !matches!(self.word(0), Some("true" | "false" | "null" | "_"))
                && !self.is_group(1, Delimiter::Parenthesis)
                && !self.is_punct(1, '!')
                // The next key, where a value is missing.
                && (!self.is_punct(1, ':') || self.is_pair(1, ':', ':'));
            let parts = match self.word(0) {
                Some("States") => self.fields_ahead(0),
                Some(_) if is_name => self.path_ahead(),
                _ => Vec::new(),
            };
            self.mention(|| Mention::Value(parts));
        }
    }

    /// What the next braces are of.
    pub(super) fn set_callee(&mut self, parts: &[(Ident, String)]) {
        if self.is_seen() {
            self.objects.callee = parts.iter().map(|(_, text)| plain(text).to_owned()).collect();
        }
    }

    /// The braces of a call are entered; [`Parser::end_object`] must follow.
    pub(super) fn begin_parameters(&mut self) -> Around {
        let callee = std::mem::take(&mut self.objects.callee);
        self.begin_object((!callee.is_empty()).then_some(Owner::Call(callee)))
    }

    /// The braces of a value are entered; [`Parser::end_object`] must follow.
    pub(super) fn begin_value(&mut self) -> Around {
        let owner = self.objects.current.map(|it| Owner::Key(it, self.objects.key.clone()));
        self.begin_object(owner)
    }

    /// What is read next belongs to no call; [`Parser::end_object`] must follow.
    fn begin_object(&mut self, owner: Option<Owner>) -> Around {
        let around = Around(self.objects.current, std::mem::take(&mut self.objects.key));
        self.objects.current = None;
        if let Some(owner) = owner
            && self.is_seen()
        {
            self.objects.current = Some(self.objects.count);
            self.objects.count += 1;
            self.mention(|| Mention::Object(owner));
        }
        around
    }

    pub(super) fn end_object(&mut self, around: Around) {
        Around(self.objects.current, self.objects.key) = around;
    }

    /// A key of the object begins, or could.
    pub(super) fn mention_key(&mut self) {
        let Some(current) = self.objects.current else { return };
        let key = match self.peek(0) {
            Some(Token::Word { ident, .. }) => Some(ident.clone()),
            _ => None,
        };
        self.mention(|| Mention::Key(current, key));
    }

    /// The value of `key` is read next.
    pub(super) fn set_key(&mut self, key: &str) {
        if self.objects.current.is_some() {
            self.objects.key = key.to_owned();
        }
    }

    pub(super) fn mention_state(&mut self, name: &Str) {
        self.mention(|| Mention::State(name.value.clone(), name.span.start));
    }

    /// `lambda::Function`; the cursor is at its first name.
    pub(super) fn mention_type(&mut self) {
        if self.is_seen() {
            let parts = self.path_ahead();
            self.mention(|| Mention::ResourceType(parts));
        }
    }
}

fn is_rust(word: &str) -> bool {
    matches!(
        word,
        "if" | "match"
            | "loop"
            | "while"
            | "for"
            | "try"
            | "let"
            | "return"
            | "break"
            | "continue"
            | "else"
            | "in"
    )
}
