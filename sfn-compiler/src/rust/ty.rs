//! Types of Rust. What is read here stands in the expansion as it is, so nothing is taken for a type that rustc cannot
//! read as one.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

use super::{Cursor, is_name};

/// A type.
#[derive(Clone)]
pub struct Type {
    tokens: TokenStream,
    /// What kind of type it is.
    pub kind: Kind,
}

/// Kinds of types, as far as they matter to a description.
#[derive(Clone)]
pub enum Kind {
    /// `a::b::C<D>`
    Path(Path),
    /// `&'a T`, with what stands before the type.
    Reference(TokenStream, Box<Type>),
    /// `[T]`
    Slice(Box<Type>),
    /// `[T; N]`
    Array(Box<Type>, TokenStream),
    /// `(A, B)`
    Tuple(Vec<Type>),
    /// `(T)`, or what a `macro_rules!` put there as one.
    Group(Box<Type>),
    /// Any other.
    Other,
}

/// A path whose last name is that of a type.
#[derive(Clone, Default)]
pub struct Path {
    /// The names in it.
    pub names: Vec<String>,
    /// Whether the last name has arguments, of whatever kind.
    pub has_arguments: bool,
    /// What is in the angle brackets of the last name.
    pub arguments: Vec<Argument>,
    /// All that stands before these arguments.
    before: TokenStream,
}

/// An argument in angle brackets.
#[derive(Clone)]
pub enum Argument {
    Type(Type),
    /// A lifetime, a constant, or what a type of the trait is.
    Other(TokenStream),
}

impl Path {
    /// The types among the arguments.
    pub fn types(&self) -> Vec<&Type> {
        let mut types = Vec::new();
        for argument in &self.arguments {
            if let Argument::Type(ty) = argument {
                types.push(ty);
            }
        }
        types
    }

    /// The path with other arguments.
    pub fn with_arguments(&self, arguments: &[TokenStream]) -> TokenStream {
        let before = &self.before;
        quote::quote!(#before #(#arguments),*>)
    }
}

impl Type {
    /// A type, if these tokens are one.
    pub fn read(tokens: &TokenStream) -> Option<Type> {
        let mut cursor = Cursor::new(tokens.clone());
        cursor.ty(true).filter(|_| cursor.is_end())
    }

    /// Tokens of which rustc knows that they are a type.
    pub fn known(tokens: TokenStream) -> Type {
        Type::read(&tokens).unwrap_or(Type { tokens, kind: Kind::Other })
    }
}

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

/// `A, B`, if these tokens are that.
pub fn list(tokens: &TokenStream) -> Option<Vec<Type>> {
    let mut cursor = Cursor::new(tokens.clone());
    cursor.types().filter(|_| cursor.is_end())
}

impl Cursor {
    /// A type. With `has_plus`, `dyn A + B` may be one.
    fn ty(&mut self, has_plus: bool) -> Option<Type> {
        let start = self.at;
        let kind = self.kind(has_plus)?;
        Some(Type { tokens: self.since(start), kind })
    }

    fn boxed(&mut self, has_plus: bool) -> Option<Box<Type>> {
        self.ty(has_plus).map(Box::new)
    }

    fn kind(&mut self, has_plus: bool) -> Option<Kind> {
        if let Some(inner) = self.eat_group(Delimiter::None) {
            return Type::read(&inner).map(|it| Kind::Group(Box::new(it)));
        }
        if let Some(inner) = self.eat_group(Delimiter::Parenthesis) {
            let mut cursor = Cursor::new(inner);
            let mut types = cursor.types().filter(|_| cursor.is_end())?;
            let ends_with_comma = cursor.at > 0
                && matches!(&cursor.trees[cursor.at - 1], TokenTree::Punct(it) if it.as_char() == ',');
            return Some(match types.pop() {
                Some(only) if types.is_empty() && !ends_with_comma => Kind::Group(Box::new(only)),
                last => {
                    types.extend(last);
                    Kind::Tuple(types)
                }
            });
        }
        if let Some(inner) = self.eat_group(Delimiter::Bracket) {
            let mut cursor = Cursor::new(inner);
            let item = cursor.boxed(true)?;
            if cursor.is_end() {
                return Some(Kind::Slice(item));
            }
            let is_array = cursor.eat_punct(';');
            let start = cursor.at;
            return (is_array && cursor.constant() && cursor.is_end())
                .then(|| Kind::Array(item, cursor.since(start)));
        }
        if self.is_punct(0, '&') {
            let start = self.at;
            self.at += 1;
            self.eat_lifetime();
            let before = self.since(start);
            self.eat_word("mut");
            return Some(Kind::Reference(before, self.boxed(false)?));
        }
        let is_other = if self.eat_punct('*') {
            (self.eat_word("const") || self.eat_word("mut")) && self.ty(false).is_some()
        } else if self.eat_punct('!') || self.eat_word("_") {
            true
        } else if self.is_punct(0, '<') {
            self.qualified()
        } else if self.eat_word("dyn") || self.eat_word("impl") {
            self.bounds(has_plus)
        } else if self.is_word("for")
            || self.is_word("unsafe")
            || self.is_word("extern")
            || self.is_word("fn")
        {
            self.function()
        } else {
            return self.path_type();
        };
        is_other.then_some(Kind::Other)
    }

    /// `A, B` up to what is no type.
    fn types(&mut self) -> Option<Vec<Type>> {
        let mut types = Vec::new();
        while !self.is_end() {
            types.push(self.ty(true)?);
            if !self.eat_punct(',') {
                break;
            }
        }
        Some(types)
    }

    /// A path, or the call of a macro.
    fn path_type(&mut self) -> Option<Kind> {
        let path = self.path(false)?;
        if self.is_punct(0, '!') && matches!(self.peek(1), Some(TokenTree::Group(_))) {
            self.at += 2;
            return Some(Kind::Other);
        }
        Some(Kind::Path(path))
    }

    /// With `is_bound`, `Fn(A) -> B` is one.
    fn path(&mut self, is_bound: bool) -> Option<Path> {
        let start = self.at;
        let mut path = Path::default();
        self.eat_pair(':', ':');
        loop {
            let name = self.segment()?;
            path.before = self.since(start);
            // `Self<A>` is nothing.
            let takes_arguments = is_name(&name);
            path.names.push(name);
            if self.is_path_separator()
                && matches!(self.peek(2), Some(TokenTree::Punct(it)) if it.as_char() == '<')
            {
                self.at += 2;
            }
            if self.eat_punct('<') {
                path.before = self.since(start);
                path.arguments = self.arguments()?;
                path.has_arguments = true;
            } else if is_bound && let Some(inner) = self.eat_group(Delimiter::Parenthesis) {
                list(&inner)?;
                if self.eat_pair('-', '>') {
                    self.ty(false)?;
                }
                return takes_arguments.then_some(path);
            }
            if path.has_arguments && !takes_arguments {
                return None;
            }
            if !self.eat_pair(':', ':') {
                return Some(path);
            }
            path.arguments.clear();
            path.has_arguments = false;
        }
    }

    /// A name of a path.
    fn segment(&mut self) -> Option<String> {
        let Some(TokenTree::Ident(ident)) = self.peek(0) else { return None };
        let name = ident.to_string();
        let is_segment = is_name(&name) || matches!(name.as_str(), "self" | "Self" | "super" | "crate");
        self.at += 1;
        is_segment.then_some(name)
    }

    /// Names with `::` between them and nothing else.
    pub(super) fn simple_path(&mut self) -> bool {
        self.eat_pair(':', ':');
        while self.segment().is_some() {
            if !self.eat_pair(':', ':') {
                return true;
            }
        }
        false
    }

    /// What stands between angle brackets, and the closing one.
    fn arguments(&mut self) -> Option<Vec<Argument>> {
        let mut arguments = Vec::new();
        while !self.eat_punct('>') {
            arguments.push(self.argument()?);
            if !self.eat_punct(',') {
                return self.eat_punct('>').then_some(arguments);
            }
        }
        Some(arguments)
    }

    fn argument(&mut self) -> Option<Argument> {
        let start = self.at;
        let is_other = if self.eat_lifetime().is_some() {
            true
        } else if self.is_punct(0, '-') || matches!(self.peek(0), Some(TokenTree::Literal(_))) {
            self.literal()
        } else if let Some(inner) = self.eat_group(Delimiter::Brace) {
            let mut cursor = Cursor::new(inner);
            cursor.constant() && cursor.is_end()
        } else if self.is_word("true") || self.is_word("false") {
            self.at += 1;
            true
        } else if matches!(self.peek(0), Some(TokenTree::Ident(_))) && self.is_punct(1, '=') {
            // `Item = T`
            self.segment()?;
            self.at += 1;
            self.ty(true).is_some()
        } else if matches!(self.peek(0), Some(TokenTree::Ident(_)))
            && self.is_punct(1, ':')
            && !self.is_pair(1, ':', ':')
        {
            // `Item: Bound`
            self.segment()?;
            self.at += 1;
            self.bounds(true)
        } else {
            return self.ty(true).map(Argument::Type);
        };
        is_other.then(|| Argument::Other(self.since(start)))
    }

    /// `<T as Trait>::Name`
    fn qualified(&mut self) -> bool {
        self.at += 1;
        let is_read = self.ty(true).is_some()
            && (!self.eat_word("as") || self.path(false).is_some())
            && self.eat_punct('>')
            && self.eat_pair(':', ':');
        is_read && self.path(false).is_some()
    }

    /// `A + 'a + ?Sized`; only the first where `+` belongs to something else. At least one is a trait.
    fn bounds(&mut self, has_plus: bool) -> bool {
        let mut has_trait = false;
        loop {
            if self.eat_lifetime().is_none() {
                if !self.bound() {
                    return false;
                }
                has_trait = true;
            }
            if !has_plus || !self.eat_punct('+') {
                return has_trait;
            }
        }
    }

    /// A trait.
    fn bound(&mut self) -> bool {
        if let Some(inner) = self.eat_group(Delimiter::Parenthesis) {
            let mut cursor = Cursor::new(inner);
            return cursor.bound() && cursor.is_end();
        }
        self.eat_punct('?');
        self.lifetimes() && self.path(true).is_some()
    }

    /// `for<'a>`, or nothing.
    fn lifetimes(&mut self) -> bool {
        if !self.eat_word("for") {
            return true;
        }
        if !self.eat_punct('<') {
            return false;
        }
        while self.eat_lifetime().is_some() && self.eat_punct(',') {}
        self.eat_punct('>')
    }

    /// `for<'a> unsafe extern "C" fn(name: A) -> B`
    fn function(&mut self) -> bool {
        if !self.lifetimes() {
            return false;
        }
        self.eat_word("unsafe");
        if self.eat_word("extern")
            && matches!(self.peek(0), Some(TokenTree::Literal(it)) if it.to_string().starts_with('"'))
        {
            self.at += 1;
        }
        if !self.eat_word("fn") {
            return false;
        }
        let Some(inner) = self.eat_group(Delimiter::Parenthesis) else { return false };
        let mut cursor = Cursor::new(inner);
        while !cursor.is_end() {
            if matches!(cursor.peek(0), Some(TokenTree::Ident(_)))
                && cursor.is_punct(1, ':')
                && !cursor.is_pair(1, ':', ':')
            {
                let is_named = cursor.eat_name().is_some() || cursor.eat_word("_");
                if !is_named {
                    return false;
                }
                cursor.at += 1;
            }
            if cursor.ty(true).is_none() || !cursor.eat_punct(',') && !cursor.is_end() {
                return false;
            }
        }
        !self.eat_pair('-', '>') || self.ty(false).is_some()
    }

    /// A number, a character or a text; with its sign.
    fn literal(&mut self) -> bool {
        let has_sign = self.eat_punct('-');
        match self.next() {
            Some(TokenTree::Literal(it)) => {
                !has_sign || it.to_string().starts_with(|c: char| c.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// A constant, as far as sizes of arrays are written: names, numbers and what combines them.
    fn constant(&mut self) -> bool {
        loop {
            let inner = self.eat_group(Delimiter::Parenthesis).or_else(|| self.eat_group(Delimiter::None));
            let inner = inner.or_else(|| self.eat_group(Delimiter::Brace));
            let is_operand = match inner {
                Some(inner) => {
                    let mut cursor = Cursor::new(inner);
                    cursor.constant() && cursor.is_end()
                }
                None if matches!(self.peek(0), Some(TokenTree::Ident(_))) || self.is_path_separator() => {
                    self.eat_word("true") || self.eat_word("false") || self.simple_path()
                }
                None => self.literal(),
            };
            if !is_operand {
                return false;
            }
            let is_operator = ['+', '-', '*', '/', '%'].iter().any(|it| self.eat_punct(*it));
            if !is_operator {
                return true;
            }
        }
    }
}
