//! Names: of services and actions, resources, states, variables and loops.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use sfn_asl::catalog;
use sfn_asl::query::intrinsic::FUNCTIONS;

use super::docs;
use super::fields::{Struct, Types, access, access_of, shown, start};
use super::objects::Objects;
use crate::Compiled;
use crate::lower::key_text;
use crate::shape::lens::identifier;
use crate::syntax::ast;
use crate::syntax::mention::Mention;

/// What stands in front of the services of the AWS SDK.
pub const SDK: &str = "aws_sdk";

/// What the accesses lead to.
pub fn definitions(
    runtime: &TokenStream,
    compiled: &Compiled,
    objects: &Objects,
    mentions: &[Mention],
) -> TokenStream {
    let types = Types::of(compiled.ast.name.as_ref());
    let objects = objects.tokens(runtime, &types);
    let named = [
        calls(&types, mentions),
        resources(&types, compiled),
        states(&types, compiled, mentions),
        variables(&types, mentions),
        intrinsics(&types, mentions),
        resource_types(&types, mentions),
    ];
    quote!(#objects #(#named)*)
}

// Accesses.

/// What intrinsic functions begin with.
const STATES: &str = "States";

/// The accesses of all mentions.
// expands to: const _: fn() = || { let _ = &__names().dynamodb.putItem; };
pub fn accesses(objects: &Objects, mentions: &[Mention]) -> TokenStream {
    // One for each loop that is open.
    let mut open: Vec<(Option<Ident>, TokenStream)> = vec![(None, TokenStream::new())];
    for mention in mentions {
        let tokens = match mention {
            Mention::Call(parts) => access("__names", parts),
            Mention::Value(parts) if is_rust(parts) => continue,
            Mention::Value(parts) => value(parts),
            Mention::Key(object, key) => {
                access_of(&objects.value(*object), key.as_ref().map(std::slice::from_ref).unwrap_or_default())
            }
            Mention::Goto(None) => access("__states", &[]),
            Mention::Goto(Some((name, span))) => state(name, *span),
            Mention::Variable(name) | Mention::Read(Some(name)) => {
                access("__variables", std::slice::from_ref(name))
            }
            Mention::Read(None) => access("__variables", &[]),
            Mention::Jsonata(parts) => access("__variables", parts),
            Mention::Context(parts) => access("__context", parts),
            Mention::ResourceType(parts) => access("__types", parts),
            // Of others it is said that there are none.
            Mention::Jump(label) if open.iter().any(|it| it.0.as_ref() == Some(label)) => jump(label),
            Mention::Loop(label) => {
                open.push((label.clone(), TokenStream::new()));
                continue;
            }
            Mention::LoopEnd => {
                let Some((label, body)) = (if open.len() > 1 { open.pop() } else { None }) else { continue };
                let label = label.map(|it| lifetime(&it)).map(|it| quote!(#it:));
                quote!(#label loop { #body })
            }
            Mention::Machine | Mention::Object(_) | Mention::State(..) | Mention::Jump(_) => continue,
        };
        if let Some((_, last)) = open.last_mut() {
            last.extend(tokens);
        }
    }
    let accesses = open.into_iter().map(|it| it.1);
    quote!(const _: fn() = || { #(#accesses)* };)
}

/// `orders` is a resource, `s3::getObject` a call.
fn value(parts: &[Ident]) -> TokenStream {
    let is_call = parts.first().is_some_and(is_service);
    access(if is_call { "__names" } else { "__resources" }, parts)
}

fn is_service(name: &Ident) -> bool {
    let name = key_text(name);
    name == SDK || catalog::service(&name.replace('_', "-")).is_some()
}

/// Whether a value is a constant of Rust.
fn is_rust(parts: &[Ident]) -> bool {
    let Some(first) = parts.first() else { return false };
    let name = key_text(first);
    if name == STATES {
        return false;
    }
    let is_path = parts.len() > 1 && !is_service(first);
    is_path
        || name.starts_with(char::is_uppercase)
        || matches!(name.as_str(), "crate" | "self" | "super" | "Self")
}

/// The constants of Rust that are mentioned, where nothing of ours is in scope.
// expands to: const _: fn() = || { let _ = &crate::SUBJECT; };
pub fn constants(mentions: &[Mention]) -> TokenStream {
    let paths = mentions.iter().filter_map(|it| match it {
        Mention::Value(parts) if is_rust(parts) => {
            let parts =
                parts.iter().enumerate().map_while(|(at, it)| match identifier(&key_text(it), it.span()) {
                    None if at == 0 => Some(it.clone()),
                    part => part,
                });
            Some(quote!(let _ = &#(#parts)::*;))
        }
        _ => None,
    });
    quote!(const _: fn() = || { #(#paths)* };)
}

fn lifetime(name: &Ident) -> TokenStream {
    let mut apostrophe = proc_macro2::Punct::new('\'', proc_macro2::Spacing::Joint);
    apostrophe.set_span(name.span());
    quote!(#apostrophe #name)
}

fn jump(label: &Ident) -> TokenStream {
    let label = lifetime(label);
    quote!(if true { break #label; })
}

/// Names that are no identifiers cannot be completed, and are fields of another struct.
fn state(name: &str, span: Span) -> TokenStream {
    let function = if is_word(name) { "__states" } else { "__other_states" };
    match state_field(name, span) {
        Some(field) => access(function, &[field]),
        None => access(function, &[]),
    }
}

fn is_word(name: &str) -> bool {
    name.chars().all(|it| it.is_alphanumeric() || it == '_')
}

fn state_field(name: &str, span: Span) -> Option<Ident> {
    let mut field: String = name.chars().map(|it| if it.is_alphanumeric() { it } else { '_' }).collect();
    if field.starts_with(char::is_numeric) || field == "_" {
        field.insert(0, '_');
    }
    identifier(&field, span)
}

// What is accessed.

fn define(structs: &[Struct]) -> TokenStream {
    structs.iter().map(Struct::tokens).collect()
}

/// The services that are named first in a call, each with its actions.
fn calls(types: &Types, mentions: &[Mention]) -> TokenStream {
    let named = |first: &str| {
        mentions.iter().any(|it| {
            let (Mention::Call(parts) | Mention::Value(parts)) = it else { return false };
            parts.first().is_some_and(|it| *it == first)
        })
    };
    let resources = types.name("Resources");
    let mut names = Struct::on(types.name("Names"), quote!(#resources));
    let mut structs = Vec::new();
    for service in catalog::services() {
        let name = service.name.replace('-', "_");
        if !named(&name) {
            names.known(&name, shown("Service"), docs::service(service));
            continue;
        }
        let ty = types.name(&camel(&name, "Actions"));
        names.known(&name, quote!(#ty), docs::service(service));
        let mut actions = Struct::new(ty);
        for action in service.actions {
            actions.known(action.name, shown("Action"), docs::action(service, action));
        }
        structs.push(actions);
    }
    if named(SDK) {
        let ty = types.name("AwsSdk");
        names.known(SDK, quote!(#ty), docs::SDK.to_owned());
        structs.extend(sdk_services(types, ty, mentions));
    } else {
        names.known(SDK, shown("Service"), docs::SDK.to_owned());
    }
    for (word, doc) in docs::KEYWORDS {
        names.known(word, shown("Keyword"), (*doc).to_owned());
    }
    structs.push(names);
    let structs = define(&structs);
    let start = start("__names", &types.name("Names"));
    quote!(#start #structs)
}

/// All services behind `aws_sdk`, those that are named with their actions.
fn sdk_services(types: &Types, name: Ident, mentions: &[Mention]) -> Vec<Struct> {
    let mut services = Struct::new(name);
    let mut structs = Vec::new();
    let called: Vec<(String, Option<String>)> = mentions
        .iter()
        .filter_map(|it| match it {
            Mention::Call(parts) | Mention::Value(parts) if parts.first().is_some_and(|it| *it == SDK) => {
                Some((key_text(parts.get(1)?), parts.get(2).map(key_text)))
            }
            _ => None,
        })
        .collect();
    for service in sfn_catalog::services() {
        let name = service.name();
        if called.iter().all(|it| it.0 != name) {
            services.known(name, shown("Service"), docs::sdk_service(service));
            continue;
        }
        let ty = types.name(&camel(&format!("sdk_{name}"), "Actions"));
        services.known(name, quote!(#ty), docs::sdk_service(service));
        let mut actions = Struct::new(ty);
        for action in service.actions().filter(|it| it.support() == sfn_catalog::Support::Offered) {
            let is_called = called.iter().any(|it| it.0 == name && it.1.as_deref() == Some(action.name()));
            actions.known(action.name(), shown("Action"), docs::sdk_action(service, action, is_called));
        }
        structs.push(actions);
    }
    structs.push(services);
    structs
}

fn resources(types: &Types, compiled: &Compiled) -> TokenStream {
    let values = types.name("Values");
    let mut resources = Struct::on(types.name("Resources"), quote!(#values));
    for item in &compiled.ast.items {
        match item {
            ast::Item::Resource(it) => {
                let name = key_text(&it.name);
                let lowered = compiled.lowered.resources.iter().find(|it| it.name == name);
                resources.field(&name, it.name.span(), shown("Resource"), docs::resource(it, lowered));
            }
            ast::Item::RetryPolicy(it) => {
                resources.field(&key_text(&it.name), it.name.span(), shown("RetryPolicy"), String::new());
            }
        }
    }
    let (start, resources) = (start("__resources", &types.name("Resources")), resources.tokens());
    quote!(#start #resources)
}

fn states(types: &Types, compiled: &Compiled, mentions: &[Mention]) -> TokenStream {
    let mut states = Struct::new(types.name("States"));
    let mut others = Struct::new(types.name("OtherStates"));
    for mention in mentions {
        let Mention::State(name, span) = mention else { continue };
        let Some(field) = state_field(name, *span) else { continue };
        let to = if is_word(name) { &mut states } else { &mut others };
        to.field(&key_text(&field), *span, shown("State"), docs::state(&compiled.lowered.machine, name));
    }
    let starts =
        [start("__states", &types.name("States")), start("__other_states", &types.name("OtherStates"))];
    let structs = define(&[states, others]);
    quote!(#(#starts)* #structs)
}

/// What a value may begin with in any machine.
fn intrinsics(types: &Types, mentions: &[Mention]) -> TokenStream {
    let is_named = mentions
        .iter()
        .any(|it| matches!(it, Mention::Value(parts) if parts.first().is_some_and(|it| *it == STATES)));
    let ty = types.name("Intrinsics");
    let mut values = Struct::new(types.name("Values"));
    values.known(STATES, quote!(#ty), docs::INTRINSICS.to_owned());
    let mut functions = Struct::new(ty);
    for function in FUNCTIONS.iter().filter(|_| is_named) {
        let name = function.name.strip_prefix("States.").unwrap_or(function.name);
        functions.known(name, shown("Intrinsic"), docs::intrinsic(function));
    }
    define(&[values, functions])
}

fn variables(types: &Types, mentions: &[Mention]) -> TokenStream {
    let is_jsonata = mentions.iter().any(|it| matches!(it, Mention::Jsonata(_)));
    let name = types.name("Variables");
    let mut variables = if is_jsonata { Struct::on(name, shown("Reserved")) } else { Struct::new(name) };
    for mention in mentions {
        if let Mention::Variable(name) = mention {
            variables.field(&key_text(name), name.span(), shown("Variable"), String::new());
        }
    }
    let (start, variables) = (start("__variables", &types.name("Variables")), variables.tokens());
    let context = shown("Context");
    quote!(#start #variables fn __context() -> #context { loop {} })
}

fn resource_types(types: &Types, mentions: &[Mention]) -> TokenStream {
    if !mentions.iter().any(|it| matches!(it, Mention::ResourceType(_))) {
        return TokenStream::new();
    }
    let mut services = Struct::new(types.name("Types"));
    let mut structs: Vec<Struct> = Vec::new();
    let mut last = "";
    for it in catalog::RESOURCE_TYPES {
        let doc = docs::resource_kind(it.name);
        match it.name.split_once("::") {
            None => services.known(it.name, shown("Resource"), doc),
            Some((service, kind)) => {
                if service != last {
                    let ty = types.name(&camel(service, "Types"));
                    services.known(service, quote!(#ty), String::new());
                    structs.push(Struct::new(ty));
                    last = service;
                }
                if let Some(kinds) = structs.last_mut() {
                    kinds.known(kind, shown("Resource"), doc);
                }
            }
        }
    }
    structs.push(services);
    let (start, structs) = (start("__types", &types.name("Types")), define(&structs));
    quote!(#start #structs)
}

/// `emr_containers` → `EmrContainersActions`
fn camel(name: &str, ending: &str) -> String {
    let mut camel = String::new();
    for word in name.split('_') {
        let mut chars = word.chars();
        camel.extend(chars.next().map(|it| it.to_ascii_uppercase()));
        camel.push_str(chars.as_str());
    }
    camel + ending
}
