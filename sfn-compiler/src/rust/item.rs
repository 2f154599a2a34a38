//! Definitions of types: `struct` and `enum`. Their fields and attributes are read; the rest is kept as it stands.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::attribute::Attribute;
use super::ty::Type;
use super::{Cursor, Error};

/// The definition of a type.
pub struct Item {
    pub attributes: Vec<Attribute>,
    pub visibility: TokenStream,
    pub name: Ident,
    pub generics: Generics,
    pub data: Data,
    /// All of it.
    pub tokens: TokenStream,
}

/// What kind of type is defined.
pub enum Data {
    Struct(Fields),
    Enum(Vec<Variant>),
    /// With its keyword.
    Union(Span),
}

/// A variant of an enum.
pub struct Variant {
    pub attributes: Vec<Attribute>,
    pub name: Ident,
    pub fields: Fields,
}

/// The fields of a struct or a variant.
pub enum Fields {
    Named(Vec<Field>),
    Unnamed(Vec<Field>),
    Unit,
}

impl Fields {
    /// All of them, named or not.
    pub fn all(&self) -> &[Field] {
        match self {
            Fields::Named(fields) | Fields::Unnamed(fields) => fields,
            Fields::Unit => &[],
        }
    }

    /// What they are called after a `.`: their names, or their numbers.
    pub fn members(&self) -> Vec<TokenStream> {
        let mut members = Vec::new();
        for (number, field) in self.all().iter().enumerate() {
            members.push(match &field.name {
                Some(name) => name.to_token_stream(),
                None => Literal::usize_unsuffixed(number).into_token_stream(),
            });
        }
        members
    }
}

/// A field.
pub struct Field {
    pub attributes: Vec<Attribute>,
    pub name: Option<Ident>,
    pub ty: Type,
}

/// The parameters of a type.
#[derive(Default)]
pub struct Generics {
    pub params: Vec<Param>,
    where_clause: TokenStream,
}

/// One parameter.
pub struct Param {
    pub kind: ParamKind,
    /// Of a lifetime without its `'`.
    pub name: Ident,
    /// The parameter where it is used.
    usage: TokenStream,
    /// The parameter where it is declared, without its default.
    declaration: TokenStream,
    has_bounds: bool,
}

/// What a parameter is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    Lifetime,
    Type,
    Const,
}

impl Generics {
    /// The parameters as an `impl` declares them, with one more bound on each type; as they are used; and the conditions
    /// on them.
    pub fn split(&self, bound: &TokenStream) -> (TokenStream, TokenStream, &TokenStream) {
        if self.params.is_empty() {
            return (TokenStream::new(), TokenStream::new(), &self.where_clause);
        }
        let (mut declared, mut used) = (Vec::new(), Vec::new());
        for param in &self.params {
            let declaration = &param.declaration;
            declared.push(match (param.kind, param.has_bounds) {
                (ParamKind::Type, true) => quote!(#declaration + #bound),
                (ParamKind::Type, false) => quote!(#declaration: #bound),
                _ => declaration.clone(),
            });
            used.push(&param.usage);
        }
        (quote!(<#(#declared),*>), quote!(<#(#used),*>), &self.where_clause)
    }

    /// The uses of all parameters of one kind.
    pub fn of_kind(&self, kind: ParamKind) -> Vec<&TokenStream> {
        self.params.iter().filter(|it| it.kind == kind).map(|it| &it.usage).collect()
    }
}

/// One definition.
pub fn read(input: TokenStream) -> Result<Item, Error> {
    let mut cursor = Cursor::new(input);
    let item = cursor.item()?;
    if cursor.is_end() { Ok(item) } else { cursor.error("nothing may follow the definition of the type") }
}

/// Definitions, one after the other.
pub fn read_all(input: TokenStream) -> Result<Vec<Item>, Error> {
    let mut cursor = Cursor::new(input);
    let mut items = Vec::new();
    while !cursor.is_end() {
        items.push(cursor.item()?);
    }
    Ok(items)
}

impl Cursor {
    fn item(&mut self) -> Result<Item, Error> {
        let start = self.at;
        let attributes = self.attributes();
        let visibility = self.visibility();
        let keyword = self.span();
        // `union` is a name everywhere else.
        let is_union = self.is_word("union") && matches!(self.peek(1), Some(TokenTree::Ident(_)));
        let is_enum = self.is_word("enum");
        if !(is_union || is_enum || self.is_word("struct")) {
            return self.error("expected `struct` or `enum`");
        }
        self.at += 1;
        let name = self.name()?;
        let mut generics = self.generics()?;
        let mut fields = match self.eat_group(Delimiter::Parenthesis) {
            Some(inner) => Fields::Unnamed(fields(inner, false)?),
            None => Fields::Unit,
        };
        if self.is_word("where") {
            generics.where_clause =
                self.until(|it| it.is_punct(0, ';') || it.group(0, Delimiter::Brace).is_some());
        }
        let body = if matches!(fields, Fields::Unit) { self.eat_group(Delimiter::Brace) } else { None };
        let data = match body {
            Some(body) if is_enum => Data::Enum(variants(body)?),
            _ if is_union => Data::Union(keyword),
            None if is_enum => return self.error("expected `{`"),
            Some(body) => {
                fields = Fields::Named(self::fields(body, true)?);
                Data::Struct(fields)
            }
            None if self.eat_punct(';') => Data::Struct(fields),
            None if matches!(fields, Fields::Unit) => return self.error("expected `{`, `(` or `;`"),
            None => return self.error("expected `;`"),
        };
        Ok(Item { attributes, visibility, name, generics, data, tokens: self.since(start) })
    }

    fn name(&mut self) -> Result<Ident, Error> {
        match self.eat_name() {
            Some(name) => Ok(name),
            None => self.error("expected a name"),
        }
    }

    /// `#[…]` as often as there are.
    fn attributes(&mut self) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        while self.is_punct(0, '#')
            && let Some(inner) = self.group(1, Delimiter::Bracket)
        {
            let start = self.at;
            self.at += 2;
            attributes.push(Attribute::new(inner, self.since(start)));
        }
        attributes
    }

    fn generics(&mut self) -> Result<Generics, Error> {
        let mut generics = Generics::default();
        if !self.eat_punct('<') {
            return Ok(generics);
        }
        while !self.eat_punct('>') {
            self.attributes();
            let start = self.at;
            let kind = if self.is_punct(0, '\'') {
                ParamKind::Lifetime
            } else if self.eat_word("const") {
                ParamKind::Const
            } else {
                ParamKind::Type
            };
            let named = self.at;
            let name = match kind {
                ParamKind::Lifetime => self.eat_lifetime(),
                _ => self.eat_name(),
            };
            let Some(name) = name else { return self.error("expected a parameter") };
            let usage = self.since(named);
            let has_colon = self.is_punct(0, ':');
            let bounds = self.until(|it| it.is_punct(0, ',') || it.is_punct(0, '>') || it.is_punct(0, '='));
            // `T:` has a colon and no bound.
            let has_bounds = bounds.into_iter().nth(1).is_some();
            let declaration = if has_colon && !has_bounds { usage.clone() } else { self.since(start) };
            if self.is_punct(0, '=') {
                self.until(|it| it.is_punct(0, ',') || it.is_punct(0, '>'));
            }
            generics.params.push(Param { kind, name, usage, declaration, has_bounds });
            if !self.eat_punct(',') && !self.is_punct(0, '>') {
                return self.error("expected `,` or `>`");
            }
        }
        Ok(generics)
    }
}

fn fields(body: TokenStream, are_named: bool) -> Result<Vec<Field>, Error> {
    let mut cursor = Cursor::new(body);
    let mut fields = Vec::new();
    while !cursor.is_end() {
        let attributes = cursor.attributes();
        cursor.visibility();
        let name = if are_named {
            let name = cursor.name()?;
            if !cursor.eat_punct(':') {
                return cursor.error("expected `:`");
            }
            Some(name)
        } else {
            None
        };
        let span = cursor.span();
        let tokens = cursor.until_comma();
        if tokens.is_empty() {
            return Err(Error::new(span, "expected a type"));
        }
        fields.push(Field { attributes, name, ty: Type::known(tokens) });
        cursor.eat_punct(',');
    }
    Ok(fields)
}

fn variants(body: TokenStream) -> Result<Vec<Variant>, Error> {
    let mut cursor = Cursor::new(body);
    let mut variants = Vec::new();
    while !cursor.is_end() {
        let attributes = cursor.attributes();
        cursor.visibility();
        let name = cursor.name()?;
        let fields = if let Some(inner) = cursor.eat_group(Delimiter::Brace) {
            Fields::Named(fields(inner, true)?)
        } else if let Some(inner) = cursor.eat_group(Delimiter::Parenthesis) {
            Fields::Unnamed(fields(inner, false)?)
        } else {
            Fields::Unit
        };
        // Whatever number it has.
        if cursor.eat_punct('=') {
            cursor.until_comma();
        }
        variants.push(Variant { attributes, name, fields });
        if !cursor.eat_punct(',') && !cursor.is_end() {
            return cursor.error("expected `,`");
        }
    }
    Ok(variants)
}

/// The tokens of an item without the attributes that only a derive gives a meaning.
pub fn without_attributes(tokens: TokenStream, names: &[&str]) -> TokenStream {
    let mut cursor = Cursor::new(tokens);
    let mut kept = TokenStream::new();
    while let Some(tree) = cursor.next() {
        if matches!(&tree, TokenTree::Punct(it) if it.as_char() == '#')
            && let Some(inner) = cursor.group(0, Delimiter::Bracket)
            && names.iter().any(|it| Attribute::new(inner.clone(), TokenStream::new()).is(it))
        {
            cursor.at += 1;
            continue;
        }
        match tree {
            TokenTree::Group(group) => {
                let mut copy = Group::new(group.delimiter(), without_attributes(group.stream(), names));
                copy.set_span(group.span());
                kept.extend([TokenTree::Group(copy)]);
            }
            other => other.to_tokens(&mut kept),
        }
    }
    kept
}
