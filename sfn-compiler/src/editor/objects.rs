//! The keys of what calls are given.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use sfn_asl::catalog;
use sfn_asl::sdk::{self, Kind, Typed};

use super::docs;
use super::fields::{Struct, Types, given, shown, start};
use super::names::SDK;
use crate::Compiled;
use crate::emit::known;
use crate::lower::{fragments, key_text};
use crate::shape::lens::identifier;
use crate::syntax::ast;
use crate::syntax::mention::{Mention, Owner};

/// The objects of one machine, as they are numbered.
pub struct Objects<'a> {
    list: Vec<Object<'a>>,
}

enum Object<'a> {
    /// The parameters of an optimised integration.
    Parameters(&'static catalog::Service, &'static catalog::Action),
    /// Those of an AWS SDK integration.
    Sdk(Option<Typed>),
    /// What a function is given: its name, and its type if it has one.
    Input(&'a ast::Resource),
    /// A structure inside of parameters.
    Structure(Typed),
    /// The value of a key in what a function is given: in the object of that number.
    Inside(usize, String),
    Unknown,
}

impl<'a> Objects<'a> {
    pub fn of(compiled: &'a Compiled, mentions: &[Mention]) -> Objects<'a> {
        let mut list: Vec<Object> = Vec::new();
        for mention in mentions {
            let Mention::Object(owner) = mention else { continue };
            let object = match owner {
                Owner::Call(callee) => called(compiled, callee),
                Owner::Key(number, key) => match list.get(*number) {
                    Some(Object::Input(_) | Object::Inside(..)) => Object::Inside(*number, key.clone()),
                    other => other.map_or(Object::Unknown, |it| inside(it, key)),
                },
            };
            list.push(object);
        }
        Objects { list }
    }

    /// An expression of the object of that number.
    // expands to: __object0(), __object0().address
    pub fn value(&self, number: usize) -> TokenStream {
        if let Some(Object::Inside(outer, key)) = self.list.get(number)
            && let Some(key) = identifier(key, Span::mixed_site())
        {
            let outer = self.value(*outer);
            return quote!(#outer.#key);
        }
        given(&function(number))
    }

    /// A struct for each, and what gives it.
    pub fn tokens(&self, runtime: &TokenStream, types: &Types) -> TokenStream {
        let mut objects = TokenStream::new();
        let mut written: Vec<(&Object, Ident)> = Vec::new();
        for (number, object) in self.list.iter().enumerate() {
            // Calls of the same are given the same.
            let same = written.iter().find(|it| it.0.is_same(object)).map(|it| it.1.clone());
            if let Some(name) = same {
                objects.extend(start(&function(number), &name));
                continue;
            }
            let name = match object {
                Object::Structure(ty) => {
                    let name = types.name(&format!("Structure{number}"));
                    objects.extend(structure(name.clone(), *ty).tokens());
                    name
                }
                other => {
                    let name = types.name(&format!("Parameters{number}"));
                    let keys = match other {
                        Object::Parameters(service, action) => parameters(name.clone(), service, action),
                        Object::Sdk(input) => sdk_parameters(name.clone(), *input),
                        Object::Input(resource) => input(runtime, name.clone(), resource),
                        Object::Structure(_) | Object::Inside(..) | Object::Unknown => {
                            Struct::new(name.clone())
                        }
                    };
                    objects.extend(keys.tokens());
                    name
                }
            };
            objects.extend(start(&function(number), &name));
            written.push((object, name));
        }
        objects
    }
}

impl Object<'_> {
    /// Whether the same keys are in both.
    fn is_same(&self, other: &Object) -> bool {
        match (self, other) {
            (Object::Parameters(_, one), Object::Parameters(_, other)) => std::ptr::eq(*one, *other),
            (Object::Sdk(one), Object::Sdk(other)) => one == other,
            (Object::Input(one), Object::Input(other)) => std::ptr::eq(*one, *other),
            (Object::Structure(one), Object::Structure(other)) => one == other,
            _ => false,
        }
    }
}

fn function(number: usize) -> String {
    format!("__object{number}")
}

fn called<'a>(compiled: &'a Compiled, callee: &[String]) -> Object<'a> {
    let names: Vec<&str> = callee.iter().map(String::as_str).collect();
    match names.as_slice() {
        [SDK, service, action] => {
            if sfn_catalog::action(service, action).is_none() {
                return Object::Unknown;
            }
            Object::Sdk(sdk::input(service, action))
        }
        [service, action] => {
            let Some(service) = catalog::service(&service.replace('_', "-")) else { return Object::Unknown };
            service.action(action).map_or(Object::Unknown, |it| Object::Parameters(service, it))
        }
        [name] => {
            let resource = compiled.ast.items.iter().find_map(|it| match it {
                ast::Item::Resource(it) if key_text(&it.name) == *name => Some(it),
                _ => None,
            });
            resource.map_or(Object::Unknown, Object::Input)
        }
        _ => Object::Unknown,
    }
}

/// The structure that is the value of `key`, or what lists and maps there are of.
fn inside<'a>(object: &Object<'_>, key: &str) -> Object<'a> {
    let value = match object {
        Object::Parameters(_, action) => action.input().and_then(|it| it.field(key)),
        Object::Sdk(input) => input.and_then(|it| it.field(key)),
        Object::Structure(ty) => ty.field(key),
        Object::Input(_) | Object::Inside(..) | Object::Unknown => None,
    };
    let Some(mut value) = value else { return Object::Unknown };
    while let Kind::List = value.kind() {
        match value.inside() {
            Some(inside) => value = inside,
            None => return Object::Unknown,
        }
    }
    match value.kind() {
        Kind::Struct { .. } | Kind::Map => Object::Structure(value),
        _ => Object::Unknown,
    }
}

fn options(keys: &mut Struct) {
    for (name, doc) in docs::OPTIONS {
        keys.known(name, shown("CallOption"), (*doc).to_owned());
    }
}

fn option(keys: &mut Struct, (name, doc): (&str, &str)) {
    keys.known(name, shown("CallOption"), doc.to_owned());
}

fn parameters(name: Ident, service: &catalog::Service, action: &catalog::Action) -> Struct {
    let mut keys = Struct::new(name);
    let input = action.input();
    for parameter in action.parameters() {
        let ty = input.and_then(|it| it.field(parameter));
        let doc = docs::parameter(ty, action.required.contains(&parameter));
        keys.known(parameter, shown(docs::type_of(ty)), doc);
    }
    match (service.name, action.name) {
        ("lambda", "invoke") => {
            option(&mut keys, docs::PAYLOAD);
            option(&mut keys, docs::RETRY);
        }
        ("states", "startExecution") => option(&mut keys, docs::PARENT),
        _ => {}
    }
    options(&mut keys);
    keys
}

fn sdk_parameters(name: Ident, input: Option<Typed>) -> Struct {
    let mut keys = match input {
        Some(input) => structure(name, input),
        None => Struct::new(name),
    };
    options(&mut keys);
    keys
}

fn structure(name: Ident, ty: Typed) -> Struct {
    let mut keys = Struct::new(name);
    if let Kind::Struct { .. } = ty.kind() {
        let required: Vec<&str> = ty.required().collect();
        for (member, ty) in ty.members() {
            let doc = docs::parameter(Some(ty), required.contains(&member));
            keys.known(member, shown(docs::type_of(Some(ty))), doc);
        }
    }
    keys
}

/// What a function takes, and the options of its call.
fn input(runtime: &TokenStream, name: Ident, resource: &ast::Resource) -> Struct {
    let takes = fragments::types(&resource.generics).into_iter().next().filter(fragments::is_type);
    let mut keys = match takes {
        Some(ty) => {
            let ty = known(runtime, &ty);
            Struct::on(name, quote!(__shape::lens::Ref<<#ty as #runtime::Shape>::Lens>))
        }
        None => Struct::new(name),
    };
    if resource.ty.iter().map(key_text).eq(["lambda", "Function"]) {
        option(&mut keys, docs::RETRY);
    }
    options(&mut keys);
    keys
}
