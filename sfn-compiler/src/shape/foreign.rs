//! Types of other crates, which are known by their names: their JSON is described here, unless they say it themselves.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::ty::{Argument, Kind, Path, Type};

/// What stands for a type of this name.
enum StandIn {
    Text,
    Open,
    List,
    Map,
}

/// Crates whose types are text in JSON, and the types that are known without their crate.
const TEXT_CRATES: &[&str] = &["chrono", "jiff", "time", "uuid", "ulid", "url", "rust_decimal", "bigdecimal"];
const TEXT: &[&str] = &[
    "BigDecimal",
    "Decimal",
    "NaiveDate",
    "NaiveDateTime",
    "NaiveTime",
    "OffsetDateTime",
    "PrimitiveDateTime",
    "Ulid",
    "Url",
    "Uuid",
    "Zoned",
];

fn stand_in(path: &Path) -> Option<StandIn> {
    let name = path.names.last()?;
    let first = path.names.first().filter(|_| path.names.len() > 1);
    let has_arguments = path.has_arguments;
    match name.as_str() {
        "Value" | "RawValue" if !has_arguments => Some(StandIn::Open),
        "Map" if first.is_some_and(|it| it == "serde_json") => Some(StandIn::Open),
        "IndexMap" | "HashMap" if has_arguments => Some(StandIn::Map),
        "IndexSet" | "HashSet" if has_arguments => Some(StandIn::List),
        "DateTime" if has_arguments => Some(StandIn::Text),
        _ if first.is_some_and(|it| TEXT_CRATES.contains(&it.as_str())) => Some(StandIn::Text),
        name if TEXT.contains(&name) && !has_arguments => Some(StandIn::Text),
        _ => None,
    }
}

/// `ty`, with types of other crates put in terms of ours. Those that mention one of `params` cannot be asked for what
/// they say themselves.
pub fn known(runtime: &TokenStream, params: &[Ident], ty: &Type) -> TokenStream {
    let private = quote!(#runtime::__private::shape);
    match &ty.kind {
        Kind::Path(path) => {
            let described = match stand_in(path) {
                None if path.arguments.is_empty() => return quote!(#ty),
                None => return with_arguments(runtime, params, path),
                Some(StandIn::Text) => quote!(&'static ::core::primitive::str),
                Some(StandIn::Open) => quote!(#private::Open),
                Some(StandIn::List | StandIn::Map) if path.types().is_empty() => return quote!(#ty),
                Some(StandIn::List) => {
                    let item = known(runtime, params, path.types()[0]);
                    return quote!([#item]);
                }
                Some(StandIn::Map) => {
                    let types = path.types();
                    let value = known(runtime, params, types[types.len().min(2) - 1]);
                    return quote!(#private::MapOf<#value>);
                }
            };
            if mentions(&quote!(#ty), params) {
                return described;
            }
            quote!(#private::Known<#ty, #described, {
                use #private::Undescribed as _;
                #private::Asked::<#ty>::IS_DESCRIBED
            }>)
        }
        Kind::Reference(before, inner) => {
            let inner = known(runtime, params, inner);
            quote!(#before #inner)
        }
        Kind::Slice(inner) => {
            let inner = known(runtime, params, inner);
            quote!([#inner])
        }
        Kind::Array(inner, length) => {
            let inner = known(runtime, params, inner);
            quote!([#inner; #length])
        }
        Kind::Tuple(types) => {
            let types = types.iter().map(|it| known(runtime, params, it));
            quote!((#(#types,)*))
        }
        Kind::Group(inner) => known(runtime, params, inner),
        Kind::Other => quote!(#ty),
    }
}

fn with_arguments(runtime: &TokenStream, params: &[Ident], path: &Path) -> TokenStream {
    let arguments: Vec<TokenStream> = path
        .arguments
        .iter()
        .map(|it| match it {
            Argument::Type(ty) => known(runtime, params, ty),
            Argument::Other(tokens) => tokens.clone(),
        })
        .collect();
    path.with_arguments(&arguments)
}

/// Whether one of `names` stands in `tokens`.
pub fn mentions(tokens: &TokenStream, names: &[Ident]) -> bool {
    !names.is_empty()
        && tokens.clone().into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => names.contains(&ident),
            proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), names),
            _ => false,
        })
}
