//! What serde's attributes, and `#[shape(…)]`, say of a type, a variant or a field.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Token, Type};

use super::case::Case;

/// The two directions of serde.
#[derive(Clone)]
pub struct Both<T> {
    pub written: Option<T>,
    pub read: Option<T>,
}

impl<T> Default for Both<T> {
    fn default() -> Both<T> {
        Both { written: None, read: None }
    }
}

impl Both<String> {
    fn case(&self) -> Both<Case> {
        let case = |it: &Option<String>| it.as_deref().and_then(Case::parse);
        Both { written: case(&self.written), read: case(&self.read) }
    }
}

/// What was found; each kind of item uses its own part.
#[derive(Default)]
pub struct Attributes {
    /// Of the runtime crate.
    pub runtime: Option<TokenStream>,
    pub rename: Both<String>,
    pub rename_all: Both<Case>,
    pub rename_all_fields: Both<Case>,
    pub aliases: Vec<String>,
    pub tag: Option<String>,
    pub content: Option<String>,
    pub is_untagged: bool,
    pub is_transparent: bool,
    pub is_strict: bool,
    pub is_flat: bool,
    pub has_default: bool,
    pub may_be_skipped: bool,
    pub skips: Both<()>,
    /// Somebody else's code writes or reads it.
    pub is_open: bool,
    /// `#[shape(as = Type)]`, `#[serde(from = "Type", into = "Type")]`
    pub stand_in: Option<Type>,
}

/// Reads the attributes of one item.
pub fn read(attributes: &[Attribute]) -> syn::Result<Attributes> {
    let mut found = Attributes::default();
    let mut conversions: Both<Type> = Both::default();
    for attribute in attributes {
        if attribute.path().is_ident("serde") {
            each(attribute, &mut |meta| serde(&mut found, &mut conversions, &meta))?;
        } else if attribute.path().is_ident("shape") {
            each(attribute, &mut |meta| own(&mut found, &meta))?;
        }
    }
    match (conversions.written, conversions.read) {
        (None, None) => {}
        // What a type is read from and written as may be two types: then nothing is said.
        (Some(a), Some(b)) if a.to_token_stream().to_string() != b.to_token_stream().to_string() => {
            found.is_open = true;
        }
        (written, read) => found.stand_in = found.stand_in.or(written).or(read),
    }
    Ok(found)
}

/// Compiled once, whatever is done with what is in the attribute.
fn each(attribute: &Attribute, read: &mut dyn FnMut(ParseNestedMeta) -> syn::Result<()>) -> syn::Result<()> {
    attribute.parse_nested_meta(read)
}

fn own(found: &mut Attributes, meta: &ParseNestedMeta) -> syn::Result<()> {
    if meta.path.is_ident("open") {
        found.is_open = true;
    } else if meta.path.is_ident("as") {
        found.stand_in = Some(meta.value()?.parse()?);
    } else if meta.path.is_ident("crate") {
        let path: syn::Path = meta.value()?.parse()?;
        found.runtime = Some(path.to_token_stream());
    } else {
        return Err(meta.error("`#[shape(…)]` takes `open`, `as = Type` and `crate = path`"));
    }
    Ok(())
}

fn serde(found: &mut Attributes, conversions: &mut Both<Type>, meta: &ParseNestedMeta) -> syn::Result<()> {
    let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
    match name.as_str() {
        "rename" => found.rename = both(meta)?,
        "rename_all" => found.rename_all = both(meta)?.case(),
        "rename_all_fields" => found.rename_all_fields = both(meta)?.case(),
        "alias" => found.aliases.push(text(meta)?.value()),
        "tag" => found.tag = Some(text(meta)?.value()),
        "content" => found.content = Some(text(meta)?.value()),
        "untagged" => found.is_untagged = true,
        "transparent" => found.is_transparent = true,
        "deny_unknown_fields" => found.is_strict = true,
        "flatten" => found.is_flat = true,
        "default" => {
            found.has_default = true;
            ignore(meta)?;
        }
        "skip_serializing_if" => {
            found.may_be_skipped = true;
            ignore(meta)?;
        }
        "skip" => found.skips = Both { written: Some(()), read: Some(()) },
        "skip_serializing" => found.skips.written = Some(()),
        "skip_deserializing" => found.skips.read = Some(()),
        "with" | "serialize_with" | "deserialize_with" => {
            found.is_open = true;
            ignore(meta)?;
        }
        "into" => conversions.written = Some(text(meta)?.parse()?),
        "from" | "try_from" => conversions.read = Some(text(meta)?.parse()?),
        // The rest does not change what the JSON looks like; serde's own derive says what it does not know.
        _ => ignore(meta)?,
    }
    Ok(())
}

fn text(meta: &ParseNestedMeta) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// `= "x"`, or `(serialize = "x", deserialize = "y")`
fn both(meta: &ParseNestedMeta) -> syn::Result<Both<String>> {
    if meta.input.peek(Token![=]) {
        let value = Some(text(meta)?.value());
        return Ok(Both { written: value.clone(), read: value });
    }
    let mut found = Both { written: None, read: None };
    meta.parse_nested_meta(|meta| {
        let value = Some(text(&meta)?.value());
        if meta.path.is_ident("serialize") {
            found.written = value;
        } else {
            found.read = value;
        }
        Ok(())
    })?;
    Ok(found)
}

fn ignore(meta: &ParseNestedMeta) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|meta| ignore(&meta))?;
    }
    Ok(())
}
