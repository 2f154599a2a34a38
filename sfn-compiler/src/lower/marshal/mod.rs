//! Literals that a service wants wrapped: attribute values of DynamoDB, attributes of messages.
//!
//! Only at the parameters that take them, and never if their key is quoted: that is data as it stands.

mod dynamodb;
mod message;

use sfn_asl::resource::Resource;
use sfn_asl::value::{Field, Value, ValueKind};

use self::dynamodb::Spelling;
use crate::syntax::ast::{CallBody, Entry};

/// What a call wants wrapped.
#[derive(Clone, Copy)]
enum Wraps {
    Items(Spelling),
    Attributes { has_lists: bool },
}

impl Wraps {
    fn of(resource: &str) -> Option<Wraps> {
        match Resource::parse(resource) {
            Resource::Integration(call) if call.service == "dynamodb" => Some(Wraps::Items(Spelling::Api)),
            Resource::Sdk(call) if call.service == "dynamodb" => Some(Wraps::Items(Spelling::Sdk)),
            Resource::Integration(call) | Resource::Sdk(call) => match call.service {
                "sns" => Some(Wraps::Attributes { has_lists: true }),
                "sqs" => Some(Wraps::Attributes { has_lists: false }),
                _ => None,
            },
            _ => None,
        }
    }

    fn wrap(self, field: &mut Field) {
        match self {
            Wraps::Items(spelling) => dynamodb::marshal_parameter(field, spelling),
            Wraps::Attributes { has_lists } => message::marshal_parameter(field, has_lists),
        }
    }
}

/// Wraps the literals among the arguments of a call.
pub fn marshal_arguments(resource: &str, arguments: &mut Value, given: &CallBody) {
    let Some(wraps) = Wraps::of(resource) else { return };
    let (CallBody::Object(entries, _), ValueKind::Object(fields)) = (given, &mut arguments.kind) else {
        return;
    };
    for field in fields {
        let is_it = |it: &Entry| !it.quoted && it.key.value == field.key.value;
        if entries.iter().any(is_it) {
            wraps.wrap(field);
        }
    }
}

/// The parameters that [`marshal_arguments`] would change.
#[cfg(feature = "source")]
pub fn unmarshalled<'a>(resource: &str, arguments: &'a [Field]) -> Vec<&'a str> {
    let Some(wraps) = Wraps::of(resource) else { return Vec::new() };
    let changes = |field: &&Field| {
        let mut changed = (*field).clone();
        wraps.wrap(&mut changed);
        changed.value != field.value
    };
    arguments.iter().filter(changes).map(|it| it.key.value.as_str()).collect()
}
