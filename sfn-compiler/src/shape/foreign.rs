//! Types of other crates, which are known by their names: their JSON is described here, unless they say it themselves.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{GenericArgument, PathArguments, Type};

/// What stands for a type of this name.
enum StandIn {
    Text,
    Time,
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

fn stand_in(path: &syn::Path) -> Option<StandIn> {
    let last = path.segments.last()?;
    let name = last.ident.to_string();
    let first = path.segments.first().filter(|_| path.segments.len() > 1).map(|it| it.ident.to_string());
    let has_arguments = !matches!(last.arguments, PathArguments::None);
    match name.as_str() {
        "Value" | "RawValue" if !has_arguments => Some(StandIn::Open),
        "Map" if first.as_deref() == Some("serde_json") => Some(StandIn::Open),
        "BTreeMap" | "HashMap" | "IndexMap" if has_arguments => Some(StandIn::Map),
        "IndexSet" | "HashSet" if has_arguments => Some(StandIn::List),
        // `chrono`'s, which serde writes as of RFC 3339, and `jiff`'s.
        "DateTime" if has_arguments => Some(StandIn::Time),
        "Timestamp" if first.as_deref() == Some("jiff") => Some(StandIn::Time),
        _ if first.is_some_and(|it| TEXT_CRATES.contains(&it.as_str())) => Some(StandIn::Text),
        name if TEXT.contains(&name) && !has_arguments => Some(StandIn::Text),
        _ => None,
    }
}

/// `ty`, with types of other crates put in terms of ours. Those that mention one of `params` cannot be asked for what
/// they say themselves.
pub fn known(runtime: &TokenStream, params: &[Ident], ty: &Type) -> TokenStream {
    let private = quote!(#runtime::__private::shape);
    match ty {
        Type::Path(path) if path.qself.is_none() => {
            let described = match stand_in(&path.path) {
                None => return with_arguments(runtime, params, &path.path),
                Some(StandIn::Text) => quote!(&'static ::core::primitive::str),
                Some(StandIn::Time) => quote!(#private::Time),
                Some(StandIn::Open) => quote!(#private::Open),
                Some(StandIn::List | StandIn::Map) if arguments(&path.path).is_empty() => return quote!(#ty),
                Some(StandIn::List) => {
                    let item = known(runtime, params, arguments(&path.path)[0]);
                    return quote!([#item]);
                }
                Some(StandIn::Map) => {
                    let types = arguments(&path.path);
                    let value = known(runtime, params, types[types.len().min(2) - 1]);
                    // A name need not be described: that of an enum of one's own says what it may be.
                    let (name, open) = (types[0], quote!(#private::Open));
                    let is_open = types.len() < 2 || mentions(&quote!(#name), params);
                    let keys = if is_open { open } else { or(&private, &quote!(#name), &open) };
                    return quote!(#private::MapOf<#keys, #value>);
                }
            };
            if mentions(&quote!(#ty), params) {
                return described;
            }
            or(&private, &quote!(#ty), &described)
        }
        Type::Reference(it) => {
            let (lifetime, inner) = (&it.lifetime, known(runtime, params, &it.elem));
            quote!(&#lifetime #inner)
        }
        Type::Slice(it) => {
            let inner = known(runtime, params, &it.elem);
            quote!([#inner])
        }
        Type::Array(it) => {
            let (inner, length) = (known(runtime, params, &it.elem), &it.len);
            quote!([#inner; #length])
        }
        Type::Tuple(it) => {
            let inner = it.elems.iter().map(|it| known(runtime, params, it));
            quote!((#(#inner,)*))
        }
        Type::Paren(it) => known(runtime, params, &it.elem),
        Type::Group(it) => known(runtime, params, &it.elem),
        other => quote!(#other),
    }
}

/// `ty` if it is described, else `described`.
fn or(private: &TokenStream, ty: &TokenStream, described: &TokenStream) -> TokenStream {
    quote!(#private::Known<#ty, #described, {
        use #private::Undescribed as _;
        #private::Asked::<#ty>::IS_DESCRIBED
    }>)
}

fn arguments(path: &syn::Path) -> Vec<&Type> {
    let Some(PathArguments::AngleBracketed(it)) = path.segments.last().map(|it| &it.arguments) else {
        return Vec::new();
    };
    let types = it.args.iter().filter_map(|it| match it {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn with_arguments(runtime: &TokenStream, params: &[Ident], path: &syn::Path) -> TokenStream {
    let mut path = path.clone();
    if let Some(PathArguments::AngleBracketed(it)) = path.segments.last_mut().map(|it| &mut it.arguments) {
        for argument in &mut it.args {
            if let GenericArgument::Type(ty) = argument {
                *ty = Type::Verbatim(known(runtime, params, ty));
            }
        }
    }
    quote!(#path)
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
