//! Attributes, and the words that a derive finds in them: `#[serde(default, rename(serialize = "a"))]`.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::ty::Type;
use super::{Cursor, Error};
use crate::syntax::literal;

/// An attribute.
pub struct Attribute {
    inner: TokenStream,
    tokens: TokenStream,
}

impl Attribute {
    /// With what is in its brackets, and all of it.
    pub(super) fn new(inner: TokenStream, tokens: TokenStream) -> Attribute {
        Attribute { inner, tokens }
    }

    /// Whether it is called so.
    pub fn is(&self, name: &str) -> bool {
        let mut trees = self.inner.clone().into_iter();
        let is_name = matches!(trees.next(), Some(TokenTree::Ident(it)) if it == name);
        // `serde::…` is another one.
        is_name && !matches!(trees.next(), Some(TokenTree::Punct(it)) if it.as_char() == ':')
    }

    /// The words in its parentheses.
    pub fn words(&self) -> Result<Vec<Word>, Error> {
        let mut cursor = Cursor::new(self.inner.clone());
        cursor.next();
        match cursor.eat_group(Delimiter::Parenthesis) {
            Some(inner) => words(inner),
            None => cursor.error("expected `(`"),
        }
    }
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

/// `name`, `name = value` or `name(words)`.
pub struct Word {
    pub name: String,
    pub span: Span,
    argument: Argument,
}

enum Argument {
    None,
    Value(TokenStream),
    List(TokenStream),
}

fn words(inner: TokenStream) -> Result<Vec<Word>, Error> {
    let mut cursor = Cursor::new(inner);
    let mut words = Vec::new();
    while !cursor.is_end() {
        let span = cursor.span();
        // A word of an attribute may be a keyword: `crate`, `as`.
        let Some(TokenTree::Ident(name)) = cursor.next() else {
            return Err(Error::new(span, "expected a word"));
        };
        let argument = if let Some(inner) = cursor.eat_group(Delimiter::Parenthesis) {
            Argument::List(inner)
        } else if cursor.eat_punct('=') {
            let value = cursor.until_comma();
            if value.is_empty() {
                return cursor.error("expected a value");
            }
            Argument::Value(value)
        } else {
            Argument::None
        };
        words.push(Word { name: name.to_string(), span, argument });
        if !cursor.eat_punct(',') && !cursor.is_end() {
            return cursor.error("expected `,`");
        }
    }
    Ok(words)
}

impl Word {
    /// Something wrong with it.
    pub fn error(&self, message: &'static str) -> Error {
        Error::new(self.span, message)
    }

    /// What follows its `=`.
    pub fn value(&self) -> Result<&TokenStream, Error> {
        match &self.argument {
            Argument::Value(value) => Ok(value),
            _ => Err(self.error("expected `=` and a value")),
        }
    }

    /// The type that follows its `=`.
    pub fn ty(&self) -> Result<Type, Error> {
        let value = self.value()?;
        Type::read(value).ok_or_else(|| Error::new(Cursor::new(value.clone()).span(), "expected a type"))
    }

    /// The text of the literal that follows its `=`, with its place.
    pub fn text(&self) -> Result<(String, Span), Error> {
        let value = self.value()?;
        let mut cursor = Cursor::new(value.clone());
        let span = cursor.span();
        // `$name` of a `macro_rules!`
        while let Some(inner) = cursor.eat_group(Delimiter::None) {
            cursor = Cursor::new(inner);
        }
        match (cursor.next(), cursor.next()) {
            (Some(TokenTree::Literal(it)), None) if literal::is_string(&it.to_string()) => {
                Ok((literal::decoded(&it.to_string()).0, span))
            }
            _ => Err(Error::new(span, "expected text in quotes")),
        }
    }

    /// The type that stands in the literal that follows its `=`.
    pub fn quoted_type(&self) -> Result<Type, Error> {
        let (text, span) = self.text()?;
        let tokens = text.parse::<TokenStream>().ok().map(|it| at(it, span));
        tokens.and_then(|it| Type::read(&it)).ok_or_else(|| Error::new(span, "expected a type in quotes"))
    }

    /// The words in its parentheses.
    pub fn list(&self) -> Result<Option<Vec<Word>>, Error> {
        match &self.argument {
            Argument::List(inner) => words(inner.clone()).map(Some),
            _ => Ok(None),
        }
    }
}

/// Tokens with another place.
fn at(tokens: TokenStream, span: Span) -> TokenStream {
    let mut placed = TokenStream::new();
    for mut tree in tokens {
        if let TokenTree::Group(group) = &tree {
            tree = TokenTree::Group(proc_macro2::Group::new(group.delimiter(), at(group.stream(), span)));
        }
        tree.set_span(span);
        placed.extend([tree]);
    }
    placed
}
