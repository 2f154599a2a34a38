//! What services are given, held against the models of their APIs.
//!
//! As lenient as the services are (`sfn_asl::check`, which does the same for literals): what they turn into text may be
//! anything, and numbers, booleans and timestamps may be text.

use std::rc::Rc;

use sfn_asl::catalog;
use sfn_asl::machine::State;
use sfn_asl::resource::Resource;
use sfn_asl::sdk::{Kind, Typed};
use sfn_asl::value::{Field, Value, ValueKind, is_open};

use super::eval::{Eval, Sight, end_place};
use super::uses::{Form, Want};

/// A place in the parameters of a call.
struct Parameter<'a> {
    call: &'a Rc<str>,
    /// `Item.id`
    path: String,
    typed: Typed,
}

impl Eval<'_, '_> {
    /// What a Task gives to a service.
    pub fn parameters(&mut self, state: &State, resource: &str, sight: &Sight) {
        let Some(Value { kind: ValueKind::Object(fields), .. }) = &state.arguments else {
            return self.template(state.arguments.as_ref(), sight);
        };
        let Some((input, own)) = model(resource) else {
            return self.template(state.arguments.as_ref(), sight);
        };
        let call: Rc<str> = resource.rsplit(":::").next().unwrap_or(resource).into();
        for field in fields {
            let name = field.key.value.as_str();
            let typed = if own.contains(&name) { None } else { member(input, field) };
            match typed {
                Some(typed) => {
                    let path = name.to_owned();
                    self.parameter(&Parameter { call: &call, path, typed }, &field.value, sight);
                }
                None => self.template(Some(&field.value), sight),
            }
        }
    }

    fn parameter(&mut self, to: &Parameter, value: &Value, sight: &Sight) {
        match &value.kind {
            ValueKind::Query(query) => {
                let (_, ways) = self.reach(query, sight);
                if let Some(form) = form(to.typed) {
                    self.want(
                        &ways,
                        Want::Pass(form, to.path.as_str().into(), to.call.clone()),
                        end_place(query),
                    );
                }
            }
            ValueKind::Object(fields) => {
                for field in fields {
                    let path = format!("{}.{}", to.path, field.key.value);
                    match member(to.typed, field) {
                        Some(typed) if to.typed.is_attribute_value() => {
                            self.attribute(&Parameter { path, typed, ..*to }, field, sight);
                        }
                        Some(typed) => self.parameter(&Parameter { path, typed, ..*to }, &field.value, sight),
                        None => self.template(Some(&field.value), sight),
                    }
                }
            }
            ValueKind::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    match to.typed.element() {
                        Some(typed) => {
                            let path = format!("{}[{at}]", to.path);
                            self.parameter(&Parameter { path, typed, ..*to }, item, sight);
                        }
                        None => self.template(Some(item), sight),
                    }
                }
            }
            _ => {}
        }
    }

    /// What stands behind the type of a value of DynamoDB: `{ "S": … }`.
    fn attribute(&mut self, to: &Parameter, field: &Field, sight: &Sight) {
        let form = match field.key.value.as_str() {
            "S" | "N" | "B" => Form::Text,
            "BOOL" | "NULL" => Form::Flag,
            _ => return self.parameter(to, &field.value, sight),
        };
        let ValueKind::Query(query) = &field.value.kind else { return };
        let (_, ways) = self.reach(query, sight);
        self.want(&ways, Want::Pass(form, to.path.as_str().into(), to.call.clone()), end_place(query));
    }
}

/// What a call takes, and the names of its parameters that are not those of the API.
fn model(resource: &str) -> Option<(Typed, &'static [&'static str])> {
    match Resource::parse(resource) {
        Resource::Integration(call) => {
            let action = catalog::action(call.service, call.action)?;
            Some((action.input()?, action.own))
        }
        Resource::Sdk(call) => {
            let input = sfn_asl::sdk::input(call.service, call.action)?;
            Some((input, &[]))
        }
        _ => None,
    }
}

fn member(typed: Typed, field: &Field) -> Option<Typed> {
    if is_open(&field.key.value) { None } else { typed.field(&field.key.value) }
}

fn form(typed: Typed) -> Option<Form> {
    Some(match typed.kind() {
        Kind::Struct { .. } if typed.is_attribute_value() => Form::Attribute,
        Kind::Struct { .. } | Kind::Map => Form::Object,
        Kind::List => Form::List,
        Kind::Boolean => Form::Boolean,
        Kind::Integer | Kind::Number => Form::Number,
        Kind::Timestamp => Form::Timestamp,
        Kind::String | Kind::Enum { .. } | Kind::Blob | Kind::Document => return None,
    })
}
