//! What the compiler reads of Rust itself: names, types, and the definitions that `#[derive(Shape)]` and `shape!` take.
//!
//! A user's cold build is a feature: this is what is needed of a parser of Rust, and nothing else. What it does not know
//! is passed on as it stands, and rustc has its say.

pub mod attribute;
pub mod item;
#[cfg(test)]
mod tests;
pub mod ty;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// What cannot be read, where, and in what words.
#[derive(Debug)]
pub struct Error {
    span: Span,
    message: &'static str,
}

impl Error {
    /// Something wrong at `span`.
    pub fn new(span: Span, message: &'static str) -> Error {
        Error { span, message }
    }

    /// As rustc is told of it.
    pub fn to_compile_error(&self) -> TokenStream {
        let message = self.message;
        quote_spanned!(self.span=> ::core::compile_error! { #message })
    }
}

/// The name that an identifier stands for: without `r#`.
pub fn unraw(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// Whether something may be called so.
pub fn is_name(name: &str) -> bool {
    !KEYWORDS.contains(&name)
}

/// `text` as one identifier that is no keyword.
pub fn ident(text: &str) -> Option<Ident> {
    let mut trees = text.parse::<TokenStream>().ok()?.into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Ident(ident)), None) if is_name(text.trim()) => Some(ident),
        _ => None,
    }
}

/// Keywords of every edition but `union` and its like, which are names elsewhere; `_` is none either.
/// Rust reference, "Keywords".
const KEYWORDS: &[&str] = &[
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "Self", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Whether this is `pub`, or `pub(…)` with a place.
pub fn is_visibility(tokens: &TokenStream) -> bool {
    let mut cursor = Cursor::new(tokens.clone());
    cursor.visibility();
    cursor.is_end()
}

/// The trees of one group, and how far they are read.
pub struct Cursor {
    trees: Vec<TokenTree>,
    at: usize,
}

impl Cursor {
    fn new(tokens: TokenStream) -> Cursor {
        Cursor { trees: tokens.into_iter().collect(), at: 0 }
    }

    fn is_end(&self) -> bool {
        self.at == self.trees.len()
    }

    fn peek(&self, n: usize) -> Option<&TokenTree> {
        self.trees.get(self.at + n)
    }

    fn next(&mut self) -> Option<TokenTree> {
        let tree = self.trees.get(self.at).cloned();
        self.at += usize::from(tree.is_some());
        tree
    }

    /// The tokens that were read since `start`.
    fn since(&self, start: usize) -> TokenStream {
        self.trees[start..self.at].iter().cloned().collect()
    }

    /// Where the cursor is: at the end, the last token.
    fn span(&self) -> Span {
        self.peek(0).or(self.trees.last()).map_or_else(Span::call_site, TokenTree::span)
    }

    fn error<T>(&self, message: &'static str) -> Result<T, Error> {
        Err(Error::new(self.span(), message))
    }

    fn is_punct(&self, n: usize, wanted: char) -> bool {
        matches!(self.peek(n), Some(TokenTree::Punct(it)) if it.as_char() == wanted)
    }

    /// Whether two characters stand here as one operator.
    fn is_pair(&self, n: usize, first: char, second: char) -> bool {
        matches!(self.peek(n), Some(TokenTree::Punct(it))
            if it.as_char() == first && it.spacing() == proc_macro2::Spacing::Joint)
            && self.is_punct(n + 1, second)
    }

    fn is_path_separator(&self) -> bool {
        self.is_pair(0, ':', ':')
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.peek(0), Some(TokenTree::Ident(it)) if it == wanted)
    }

    fn eat_punct(&mut self, wanted: char) -> bool {
        let found = self.is_punct(0, wanted);
        self.at += usize::from(found);
        found
    }

    fn eat_pair(&mut self, first: char, second: char) -> bool {
        let found = self.is_pair(0, first, second);
        self.at += if found { 2 } else { 0 };
        found
    }

    fn eat_word(&mut self, wanted: &str) -> bool {
        let found = self.is_word(wanted);
        self.at += usize::from(found);
        found
    }

    /// An identifier that is no keyword.
    fn eat_name(&mut self) -> Option<Ident> {
        match self.peek(0) {
            Some(TokenTree::Ident(ident)) if is_name(&ident.to_string()) => {
                let ident = ident.clone();
                self.at += 1;
                Some(ident)
            }
            _ => None,
        }
    }

    /// What is in a group of this kind.
    fn group(&self, n: usize, wanted: Delimiter) -> Option<TokenStream> {
        match self.peek(n) {
            Some(TokenTree::Group(it)) if it.delimiter() == wanted => Some(it.stream()),
            _ => None,
        }
    }

    fn eat_group(&mut self, wanted: Delimiter) -> Option<TokenStream> {
        let found = self.group(0, wanted);
        self.at += usize::from(found.is_some());
        found
    }

    /// `'a`
    fn eat_lifetime(&mut self) -> Option<Ident> {
        let Some(TokenTree::Ident(name)) = self.peek(1) else { return None };
        if !self.is_punct(0, '\'') {
            return None;
        }
        let name = name.clone();
        self.at += 2;
        Some(name)
    }

    /// `pub`, `pub(…)` or nothing. `pub (A, B)` in a tuple is `pub` and a type.
    fn visibility(&mut self) -> TokenStream {
        let start = self.at;
        // `$vis` of a `macro_rules!`
        if let Some(inner) = self.group(0, Delimiter::None)
            && is_visibility(&inner)
        {
            self.at += 1;
        } else if self.eat_word("pub")
            && let Some(inner) = self.group(0, Delimiter::Parenthesis)
            && is_place(&mut Cursor::new(inner))
        {
            self.at += 1;
        }
        self.since(start)
    }

    /// Everything up to a `,` (or whatever else ends it) outside of angle brackets.
    fn until(&mut self, ends: impl Fn(&Cursor) -> bool) -> TokenStream {
        let start = self.at;
        let mut depth = 0usize;
        while !self.is_end() && (depth > 0 || !ends(self)) {
            if self.is_pair(0, '-', '>') || self.is_pair(0, '=', '>') {
                self.at += 1;
            } else if self.is_punct(0, '<') {
                depth += 1;
            } else if self.is_punct(0, '>') {
                depth = depth.saturating_sub(1);
            }
            self.at += 1;
        }
        self.since(start)
    }

    fn until_comma(&mut self) -> TokenStream {
        self.until(|it| it.is_punct(0, ','))
    }
}

/// What may stand in the parentheses of `pub(…)`.
fn is_place(inner: &mut Cursor) -> bool {
    if inner.eat_word("in") {
        return inner.simple_path() && inner.is_end();
    }
    (inner.eat_word("crate") || inner.eat_word("self") || inner.eat_word("super")) && inner.is_end()
}
