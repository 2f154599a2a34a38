//! What serde's attributes, and `#[shape(…)]`, say of a type, a variant or a field.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::case::Case;
use crate::rust::Error;
use crate::rust::attribute::{Attribute, Word};
use crate::rust::ty::Type;

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
pub fn read(attributes: &[Attribute]) -> Result<Attributes, Error> {
    let mut found = Attributes::default();
    let mut conversions: Both<Type> = Both::default();
    for attribute in attributes {
        if attribute.is("serde") {
            for word in attribute.words()? {
                serde(&mut found, &mut conversions, &word)?;
            }
        } else if attribute.is("shape") {
            for word in attribute.words()? {
                own(&mut found, &word)?;
            }
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

fn own(found: &mut Attributes, word: &Word) -> Result<(), Error> {
    match word.name.as_str() {
        "open" => found.is_open = true,
        "as" => found.stand_in = Some(word.ty()?),
        "crate" => found.runtime = Some(word.value()?.clone()),
        _ => return Err(word.error("`#[shape(…)]` takes `open`, `as = Type` and `crate = path`")),
    }
    Ok(())
}

fn serde(found: &mut Attributes, conversions: &mut Both<Type>, word: &Word) -> Result<(), Error> {
    match word.name.as_str() {
        "rename" => found.rename = both(word)?,
        "rename_all" => found.rename_all = cases(both(word)?),
        "rename_all_fields" => found.rename_all_fields = cases(both(word)?),
        "alias" => found.aliases.push(word.text()?.0),
        "tag" => found.tag = Some(word.text()?.0),
        "content" => found.content = Some(word.text()?.0),
        "untagged" => found.is_untagged = true,
        "transparent" => found.is_transparent = true,
        "deny_unknown_fields" => found.is_strict = true,
        "flatten" => found.is_flat = true,
        "default" => found.has_default = true,
        "skip_serializing_if" => found.may_be_skipped = true,
        "skip" => found.skips = Both { written: Some(()), read: Some(()) },
        "skip_serializing" => found.skips.written = Some(()),
        "skip_deserializing" => found.skips.read = Some(()),
        "with" | "serialize_with" | "deserialize_with" => found.is_open = true,
        "into" => conversions.written = Some(word.quoted_type()?),
        "from" | "try_from" => conversions.read = Some(word.quoted_type()?),
        // The rest does not change what the JSON looks like; serde's own derive says what it does not know.
        _ => {}
    }
    Ok(())
}

/// `= "x"`, or `(serialize = "x", deserialize = "y")`
fn both(word: &Word) -> Result<Both<String>, Error> {
    let Some(words) = word.list()? else {
        let (text, _) = word.text()?;
        return Ok(Both { written: Some(text.clone()), read: Some(text) });
    };
    let mut found = Both::default();
    for word in words {
        let (text, _) = word.text()?;
        if word.name == "serialize" {
            found.written = Some(text);
        } else {
            found.read = Some(text);
        }
    }
    Ok(found)
}

fn cases(names: Both<String>) -> Both<Case> {
    let case = |name: Option<String>| name.and_then(|it| Case::parse(&it));
    Both { written: case(names.written), read: case(names.read) }
}
