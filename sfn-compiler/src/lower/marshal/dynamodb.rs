//! Literals → attribute values of DynamoDB: `"x"` → `{ "S": "x" }`, `5` → `{ "N": "5" }`.
//!
//! Only where the service takes attribute values; what is written as one stays, and so does what is not known: a path
//! may hold an attribute value.

use sfn_asl::diag::Loc;
use sfn_asl::value::{Field, Text, Value, ValueKind};

/// Parameters that are maps of attribute values.
const MAPS: &[&str] = &["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey"];

/// How types are called: by the optimised integrations, which is how the API has it, and by the AWS SDK ones.
const TYPES: &[(&str, &str)] = &[
    ("S", "S"),
    ("N", "N"),
    ("B", "B"),
    ("BOOL", "Bool"),
    ("NULL", "Nul"),
    ("SS", "Ss"),
    ("NS", "Ns"),
    ("BS", "Bs"),
    ("L", "L"),
    ("M", "M"),
];

/// How a call spells types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spelling {
    /// `BOOL`
    Api,
    /// `Bool`
    Sdk,
}

impl Spelling {
    fn spell(self, ty: &str) -> &'static str {
        let row = TYPES.iter().find(|it| it.0 == ty);
        row.map_or("S", |it| if self == Spelling::Api { it.0 } else { it.1 })
    }

    /// The type of an object that is an attribute value already.
    fn type_of(self, fields: &[Field]) -> Option<&'static str> {
        let [field] = fields else { return None };
        let is_it =
            |it: &&(&str, &str)| field.key.value == it.0 || self == Spelling::Sdk && field.key.value == it.1;
        TYPES.iter().find(is_it).map(|it| it.0)
    }
}

/// Marshals the literals of a parameter, if it is a map of attribute values.
pub(super) fn marshal_parameter(field: &mut Field, spelling: Spelling) {
    if MAPS.contains(&field.key.value.as_str()) {
        marshal_map(&mut field.value, spelling);
    }
}

fn marshal_map(map: &mut Value, spelling: Spelling) {
    if let ValueKind::Object(fields) = &mut map.kind {
        fields.iter_mut().for_each(|it| marshal(&mut it.value, spelling));
    }
}

fn marshal(value: &mut Value, spelling: Spelling) {
    let loc = value.loc;
    let (ty, kind) = match std::mem::replace(&mut value.kind, ValueKind::Null) {
        query @ ValueKind::Query(_) => {
            value.kind = query;
            return;
        }
        ValueKind::String(text) => ("S", ValueKind::String(text)),
        // Numbers travel as text.
        ValueKind::Number(text) => ("N", ValueKind::String(text)),
        ValueKind::Bool(it) => ("BOOL", ValueKind::Bool(it)),
        ValueKind::Null => ("NULL", ValueKind::Bool(true)),
        ValueKind::Array(mut items) => {
            items.iter_mut().for_each(|it| marshal(it, spelling));
            ("L", ValueKind::Array(items))
        }
        ValueKind::Object(mut fields) => match (spelling.type_of(&fields), fields.as_mut_slice()) {
            (Some(ty), [field]) => {
                match (ty, &mut field.value.kind) {
                    ("L", ValueKind::Array(items)) => items.iter_mut().for_each(|it| marshal(it, spelling)),
                    ("M", ValueKind::Object(fields)) => {
                        fields.iter_mut().for_each(|it| marshal(&mut it.value, spelling));
                    }
                    _ => {}
                }
                field.key.value = spelling.spell(ty).to_string();
                value.kind = ValueKind::Object(fields);
                return;
            }
            _ => {
                fields.iter_mut().for_each(|it| marshal(&mut it.value, spelling));
                ("M", ValueKind::Object(fields))
            }
        },
    };
    value.kind = wrapped(spelling.spell(ty), kind, loc);
}

fn wrapped(ty: &str, kind: ValueKind, loc: Loc) -> ValueKind {
    ValueKind::Object(vec![Field { key: Text::new(ty.to_string(), loc), value: Value::new(kind, loc) }])
}
