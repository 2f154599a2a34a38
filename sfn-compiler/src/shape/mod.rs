//! `#[derive(Shape)]` and `shape!`: a Rust type → the description of its JSON.
//!
//! What serde's attributes do to names and kinds is done here again; what they leave to other code is open.

mod attributes;
mod case;
pub mod foreign;
pub mod key;
pub mod lens;
mod used;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Generics, Type, parse_quote};

use self::attributes::{Attributes, Both};
use self::case::Case;

/// The derive. Never fails: what is wrong becomes a `compile_error!`.
pub fn derive(input: TokenStream) -> TokenStream {
    syn::parse2(input).and_then(|it| described(&it)).unwrap_or_else(|error| error.to_compile_error())
}

/// `shape! { struct … }`: the types themselves, with the derive. They stand for types of other crates.
// expands to: #[derive(::sfn_runtime::Shape)] #[allow(dead_code)] pub struct Webhook { … }
pub fn stand_ins(input: TokenStream) -> TokenStream {
    let parse = |input: syn::parse::ParseStream| {
        let mut items = Vec::new();
        while !input.is_empty() {
            items.push(input.parse::<DeriveInput>()?);
        }
        Ok(items)
    };
    let items = match syn::parse::Parser::parse2(parse, input) {
        Ok(items) => items,
        Err(error) => return error.to_compile_error(),
    };
    let mut tokens = TokenStream::new();
    for mut item in items {
        tokens.extend(described(&item).unwrap_or_else(|error| error.to_compile_error()));
        strip(&mut item);
        tokens.extend(quote!(#[allow(dead_code)] #item));
    }
    tokens
}

/// Takes off the attributes that only a derive gives a meaning.
fn strip(item: &mut DeriveInput) {
    let keep = |attributes: &mut Vec<syn::Attribute>| {
        attributes.retain(|it| !it.path().is_ident("serde") && !it.path().is_ident("shape"));
    };
    keep(&mut item.attrs);
    let of_fields = |fields: &mut Fields| fields.iter_mut().for_each(|it| keep(&mut it.attrs));
    match &mut item.data {
        Data::Struct(it) => of_fields(&mut it.fields),
        Data::Enum(it) => it.variants.iter_mut().for_each(|it| {
            keep(&mut it.attrs);
            it.fields.iter_mut().for_each(|it| keep(&mut it.attrs));
        }),
        Data::Union(_) => {}
    }
}

/// What is known while one type is described.
struct Description<'a> {
    name: &'a Ident,
    runtime: TokenStream,
    /// Parameters of all kinds: neither a static nor a constant argument may mention them.
    params: Vec<Ident>,
    attributes: Attributes,
    lens: lens::Lens,
}

/// A field, read.
struct Field {
    written: Option<String>,
    read: Vec<String>,
    ty: TokenStream,
    is_flat: bool,
    has_default: bool,
    may_be_skipped: bool,
}

// expands to:
//   const _: () = {
//       static __KIND: Kind = Kind::Object { name: "Order", fields: &[…], is_strict: false };
//       impl Shape for Order { const TYPE: Type = { let _ = |it: &Self| { _ = &it.id; }; Type::of(&__KIND) }; }
//   };
fn described(input: &DeriveInput) -> syn::Result<TokenStream> {
    let attributes = attributes::read(&input.attrs)?;
    let runtime = attributes.runtime.clone().unwrap_or_else(|| quote!(::sfn_runtime));
    let private = quote!(#runtime::__private::shape);
    let params: Vec<Ident> = input
        .generics
        .params
        .iter()
        .map(|it| match it {
            syn::GenericParam::Type(it) => it.ident.clone(),
            syn::GenericParam::Const(it) => it.ident.clone(),
            syn::GenericParam::Lifetime(it) => it.lifetime.ident.clone(),
        })
        .collect();
    let mut it = Description {
        name: &input.ident,
        runtime: runtime.clone(),
        params,
        attributes,
        lens: lens::Lens::default(),
    };
    let kind = it.kind(input)?;
    let name = &input.ident;
    let generics = bounded(&input.generics, &runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // What has no parameters owns a static, and may contain itself.
    let (held, ty) = match kind {
        Described::As(ty) => (TokenStream::new(), quote!(<#ty as #runtime::Shape>::TYPE)),
        Described::Kind(kind) if it.params.is_empty() => {
            (quote!(static __KIND: #private::Kind = #kind;), quote!(#private::Type::of(&__KIND)))
        }
        Described::Kind(kind) => (TokenStream::new(), quote!(#private::Type::of(&#kind))),
    };
    let used = used::used(input);
    let (lens, lens_ty) = it.lens.finish(&runtime, &input.vis, name, &generics);
    Ok(quote! {
        #[allow(unexpected_cfgs, deprecated, unreachable_code)]
        const _: () = {
            #lens
            #held
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #impl_generics #runtime::Shape for #name #ty_generics #where_clause {
                const TYPE: #private::Type = {
                    #used
                    #ty
                };
                #[cfg(rust_analyzer)]
                type Lens = #lens_ty;
            }
        };
    })
}

/// Where the names of fields stand; those of fields that stand in place of others are searched for.
fn slots(fields: &[Field]) -> Literal {
    let mut names: Vec<(usize, &str)> = Vec::new();
    for (number, field) in fields.iter().enumerate() {
        if field.is_flat {
            continue;
        }
        let (written, read) = (field.written.as_deref(), field.read.first().map(String::as_str));
        names.extend(written.map(|it| (number, it)));
        names.extend(read.filter(|_| read != written).map(|it| (number, it)));
    }
    key::slots(&names)
}

/// What describes a type: another one, or a kind.
enum Described {
    As(TokenStream),
    Kind(TokenStream),
}

/// Every parameter has a description too.
fn bounded(generics: &Generics, runtime: &TokenStream) -> Generics {
    let mut generics = generics.clone();
    for param in generics.type_params_mut() {
        param.default = None;
        param.bounds.push(parse_quote!(#runtime::Shape));
    }
    generics
}

impl Description<'_> {
    fn private(&self) -> TokenStream {
        let runtime = &self.runtime;
        quote!(#runtime::__private::shape)
    }

    fn kind(&mut self, input: &DeriveInput) -> syn::Result<Described> {
        let private = self.private();
        if self.attributes.is_open {
            return Ok(Described::Kind(quote!(#private::Kind::Any)));
        }
        if let Some(ty) = &self.attributes.stand_in {
            let ty = foreign::known(&self.runtime, &self.params, ty);
            self.lens.stand_in = Some(ty.clone());
            return Ok(Described::As(ty));
        }
        match &input.data {
            Data::Struct(it) => self.structure(&it.fields),
            Data::Enum(it) => self.enumeration(it),
            Data::Union(it) => Err(syn::Error::new(it.union_token.span, "a union has no JSON")),
        }
    }

    fn structure(&mut self, fields: &Fields) -> syn::Result<Described> {
        let private = self.private();
        let is_newtype = matches!(fields, Fields::Unnamed(it) if it.unnamed.len() == 1);
        if self.attributes.is_transparent || is_newtype {
            for field in fields {
                let attributes = attributes::read(&field.attrs)?;
                let is_skipped = attributes.skips.written.is_some() && attributes.skips.read.is_some();
                let text = quote!(#field).to_string();
                if !is_skipped && !text.contains("PhantomData") {
                    let ty = self.field_type(&field.ty, &attributes);
                    self.lens.stand_in = Some(ty.clone());
                    return Ok(Described::As(ty));
                }
            }
        }
        let rules = self.attributes.rename_all.clone();
        Ok(match fields {
            Fields::Named(_) => {
                let fields = self.fields(fields, &rules, self.attributes.has_default, true)?;
                let slots = slots(&fields);
                let mut fields: Vec<TokenStream> = fields.iter().map(|it| self.field(it)).collect();
                // `#[serde(tag = "type")]` on a struct writes its name.
                if let Some(tag) = self.attributes.tag.clone() {
                    let value = self
                        .attributes
                        .rename
                        .written
                        .clone()
                        .unwrap_or_else(|| self.name.unraw().to_string());
                    fields.push(self.tag(&tag, &[value]));
                }
                Described::Kind(self.object(
                    &self.name.unraw().to_string(),
                    &fields,
                    &slots,
                    self.attributes.is_strict,
                ))
            }
            Fields::Unnamed(it) => Described::Kind(self.tuple(it)?),
            Fields::Unit => Described::Kind(quote!(#private::Kind::Null)),
        })
    }

    fn tuple(&mut self, fields: &syn::FieldsUnnamed) -> syn::Result<TokenStream> {
        let (private, runtime) = (self.private(), self.runtime.clone());
        let mut types = Vec::new();
        for field in &fields.unnamed {
            let attributes = attributes::read(&field.attrs)?;
            if attributes.skips.written.is_none() && attributes.skips.read.is_none() {
                types.push(self.field_type(&field.ty, &attributes));
            }
        }
        Ok(quote!(#private::Kind::Tuple(&[#(<#types as #runtime::Shape>::TYPE),*])))
    }

    fn fields(
        &mut self,
        fields: &Fields,
        rules: &Both<Case>,
        all_default: bool,
        has_lens: bool,
    ) -> syn::Result<Vec<Field>> {
        let mut found = Vec::new();
        for field in fields {
            let attributes = attributes::read(&field.attrs)?;
            let Some(ident) = &field.ident else { continue };
            let name = ident.unraw().to_string();
            let named = |rename: &Option<String>, rule: Option<Case>| {
                rename.clone().unwrap_or_else(|| rule.map_or_else(|| name.clone(), |it| it.field(&name)))
            };
            let written =
                attributes.skips.written.is_none().then(|| named(&attributes.rename.written, rules.written));
            let mut read = Vec::new();
            if attributes.skips.read.is_none() {
                read.push(named(&attributes.rename.read, rules.read));
                read.extend(attributes.aliases.iter().cloned());
            }
            if written.is_none() && read.is_empty() {
                continue;
            }
            let ty = self.field_type(&field.ty, &attributes);
            if has_lens
                && !attributes.is_flat
                && let Some(name) = written.as_ref().or(read.first())
            {
                self.lens.field(name, ident.span(), &ty, &field.attrs);
            } else if has_lens && attributes.is_flat {
                self.lens.flat = Some(ty.clone());
            }
            found.push(Field {
                written,
                read,
                ty,
                is_flat: attributes.is_flat,
                has_default: attributes.has_default || all_default,
                may_be_skipped: attributes.may_be_skipped,
            });
        }
        Ok(found)
    }

    /// The type whose description is that of the field.
    fn field_type(&self, ty: &Type, attributes: &Attributes) -> TokenStream {
        let private = self.private();
        if let Some(ty) = &attributes.stand_in {
            return quote_spanned!(ty.span()=> #ty);
        }
        // A type with parameters cannot contain itself: its description is no static.
        let own = [self.name.clone(), Ident::new("Self", Span::call_site())];
        if attributes.is_open || !self.params.is_empty() && foreign::mentions(&quote!(#ty), &own) {
            return quote!(#private::Open);
        }
        foreign::known(&self.runtime, &self.params, ty)
    }

    // expands to: Field::new(&[Name::new("id")], <String as Shape>::TYPE)
    fn field(&self, field: &Field) -> TokenStream {
        let (private, runtime) = (self.private(), &self.runtime);
        let Field { written, read, ty, is_flat, has_default, may_be_skipped } = field;
        let flat = if *is_flat { quote!(.flat()) } else { TokenStream::new() };
        let lacking = if *has_default || *may_be_skipped {
            quote!(.lacking(#has_default, #may_be_skipped))
        } else {
            TokenStream::new()
        };
        if let (Some(written), [read]) = (written, read.as_slice())
            && written == read
        {
            let name = key::name(&private, read);
            return quote!(#private::Field::new(&[#name], <#ty as #runtime::Shape>::TYPE)#flat #lacking);
        }
        let written = match written {
            Some(name) => {
                let name = key::name(&private, name);
                quote!(::core::option::Option::Some(#name))
            }
            None => quote!(::core::option::Option::None),
        };
        let read = read.iter().map(|it| key::name(&private, it));
        quote!(#private::Field::of(#written, &[#(#read),*], <#ty as #runtime::Shape>::TYPE)#flat #lacking)
    }

    fn object(&self, name: &str, fields: &[TokenStream], slots: &Literal, is_strict: bool) -> TokenStream {
        let private = self.private();
        quote!(#private::Kind::Object {
            name: #name,
            fields: &[#(#fields),*],
            slots: #slots,
            is_strict: #is_strict,
        })
    }

    /// The field that tells variants apart.
    fn tag(&self, name: &str, values: &[String]) -> TokenStream {
        let private = self.private();
        let values = self.choice(values);
        self.plain(name, quote!(#private::Type::of(&#values)), false)
    }

    /// One of these texts.
    fn choice(&self, values: &[String]) -> TokenStream {
        let private = self.private();
        let of = self.name.unraw().to_string();
        let values = values.iter().map(|it| key::name(&private, it));
        quote!(#private::Kind::Choice { name: #of, values: &[#(#values),*] })
    }

    fn plain(&self, name: &str, ty: TokenStream, is_flat: bool) -> TokenStream {
        let private = self.private();
        let flat = if is_flat { quote!(.flat()) } else { TokenStream::new() };
        let name = key::name(&private, name);
        quote!(#private::Field::new(&[#name], #ty)#flat)
    }

    fn enumeration(&mut self, data: &syn::DataEnum) -> syn::Result<Described> {
        let (private, runtime) = (self.private(), self.runtime.clone());
        let own = self.name.unraw().to_string();
        let mut variants = Vec::new();
        for variant in &data.variants {
            let attributes = attributes::read(&variant.attrs)?;
            if attributes.skips.written.is_some() && attributes.skips.read.is_some() {
                continue;
            }
            let name = variant.ident.unraw().to_string();
            let rule = self.attributes.rename_all.written.or(self.attributes.rename_all.read);
            let renamed = attributes.rename.written.clone().or(attributes.rename.read.clone());
            let name = renamed.unwrap_or_else(|| rule.map_or_else(|| name.clone(), |it| it.variant(&name)));
            variants.push((variant, attributes, name));
        }
        let names: Vec<String> = variants.iter().map(|it| it.2.clone()).collect();
        let is_tagged = self.attributes.tag.is_some();
        let is_untagged = self.attributes.is_untagged;
        let has_units_only = variants.iter().all(|it| matches!(it.0.fields, Fields::Unit) && !it.1.is_open);
        if has_units_only && !is_tagged && !is_untagged {
            return Ok(Described::Kind(self.choice(&names)));
        }
        let none = Literal::byte_string(&[]);
        let mut kinds = Vec::new();
        // What stands apart from the tag, of each variant that has it.
        let mut contents = Vec::new();
        for (variant, attributes, name) in variants {
            let rules = Both {
                written: attributes.rename_all.written.or(self.attributes.rename_all_fields.written),
                read: attributes.rename_all.read.or(self.attributes.rename_all_fields.read),
            };
            let is_untagged = is_untagged || attributes.is_untagged;
            let own = format!("{own}::{}", variant.ident.unraw());
            let has_lens = is_untagged || is_tagged && self.attributes.content.is_none();
            // The fields of a variant, or the type of its value.
            let (fields, value) = match &variant.fields {
                _ if attributes.is_open => (None, Some(quote!(#private::Type::ANY))),
                Fields::Named(_) => {
                    let fields = self.fields(&variant.fields, &rules, false, has_lens)?;
                    (Some(fields.iter().map(|it| self.field(it)).collect::<Vec<_>>()), None)
                }
                Fields::Unnamed(it) if it.unnamed.len() == 1 => {
                    let field = &it.unnamed[0];
                    let ty = self.field_type(&field.ty, &attributes::read(&field.attrs)?);
                    if !has_lens {
                        self.lens.field(&name, variant.ident.span(), &ty, &variant.attrs);
                    }
                    (None, Some(quote!(<#ty as #runtime::Shape>::TYPE)))
                }
                Fields::Unnamed(it) => {
                    let tuple = self.tuple(it)?;
                    (None, Some(quote!(#private::Type::of(&#tuple))))
                }
                Fields::Unit => (None, None),
            };
            let whole = |it: &Self| match (&fields, &value) {
                (Some(fields), _) => {
                    let object = it.object(&own, fields, &none, false);
                    Some(quote!(#private::Type::of(&#object)))
                }
                (None, value) => value.clone(),
            };
            let kind = match (&self.attributes.tag, &self.attributes.content) {
                _ if is_untagged => {
                    whole(self).map_or_else(|| quote!(#private::Type::NULL), |it| quote!(#it))
                }
                (Some(tag), content) => {
                    let mut all = vec![self.tag(tag, &names)];
                    match content {
                        Some(content) => {
                            let whole = whole(self);
                            all.extend(whole.clone().map(|it| self.plain(content, it, false)));
                            contents.extend(whole);
                        }
                        None => {
                            all.extend(fields.iter().flatten().cloned());
                            all.extend(value.map(|it| self.plain("", it, true)));
                        }
                    }
                    let object = self.object(&own, &all, &none, false);
                    quote!(#private::Type::of(&#object))
                }
                (None, _) => match whole(self) {
                    Some(ty) => {
                        let object = self.object(&own, &[self.plain(&name, ty, false)], &none, false);
                        quote!(#private::Type::of(&#object))
                    }
                    None => {
                        let choice = self.choice(&[name]);
                        quote!(#private::Type::of(&#choice))
                    }
                },
            };
            kinds.push(kind);
        }
        if let Some(tag) = &self.attributes.tag {
            self.lens.text(tag, self.name.span());
        }
        let tag = match self.attributes.tag.as_ref().filter(|_| !is_untagged) {
            Some(tag) => {
                let tag = key::name(&private, tag);
                quote!(::core::option::Option::Some(#tag))
            }
            None => quote!(::core::option::Option::None),
        };
        let content = match &self.attributes.content {
            Some(name) if !is_untagged && !contents.is_empty() => {
                let name = key::name(&private, name);
                quote!(::core::option::Option::Some((#name, #private::Type::of(&#private::Kind::OneOf {
                    name: #own,
                    variants: &[#(#contents),*],
                    tag: ::core::option::Option::None,
                    content: ::core::option::Option::None,
                    values: &[],
                }))))
            }
            _ => quote!(::core::option::Option::None),
        };
        let values = names.iter().map(|it| key::name(&private, it));
        Ok(Described::Kind(quote!(#private::Kind::OneOf {
            name: #own,
            variants: &[#(#kinds),*],
            tag: #tag,
            content: #content,
            values: &[#(#values),*],
        })))
    }
}
