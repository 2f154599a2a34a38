//! Literals and paths → attributes of messages: `4` → `{ "DataType": "Number", "StringValue": "4" }`.
//!
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html>

use sfn_asl::diag::Loc;
use sfn_asl::value::{Field, Text, Value, ValueKind};

/// Wraps the attributes of a message. Lists are for SNS only; what says its type stays.
pub(super) fn marshal_parameter(field: &mut Field, has_lists: bool) {
    if let (ValueKind::Object(attributes), "MessageAttributes") =
        (&mut field.value.kind, field.key.value.as_str())
    {
        attributes.iter_mut().for_each(|it| marshal(&mut it.value, has_lists));
    }
}

fn marshal(value: &mut Value, has_lists: bool) {
    let loc = value.loc;
    let (ty, kind) = match std::mem::replace(&mut value.kind, ValueKind::Null) {
        ValueKind::Number(text) => ("Number", ValueKind::String(text)),
        ValueKind::Bool(it) => ("String", ValueKind::String(it.to_string())),
        text @ (ValueKind::String(_) | ValueKind::Query(_)) => ("String", text),
        ValueKind::Array(items) if has_lists && items.iter().all(is_plain) => {
            let list = Value::new(ValueKind::Array(items), loc);
            ("String.Array", ValueKind::String(sfn_asl::write::value(&list)))
        }
        other => {
            value.kind = other;
            return;
        }
    };
    let field = |key: &str, kind: ValueKind, loc: Loc| Field {
        key: Text::new(key.to_string(), loc),
        value: Value::new(kind, loc),
    };
    value.kind = ValueKind::Object(vec![
        field("DataType", ValueKind::String(ty.to_string()), loc),
        field("StringValue", kind, loc),
    ]);
}

/// The list is text to the service: nothing in it can be evaluated.
fn is_plain(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Query(_) | ValueKind::Array(_) | ValueKind::Object(_) => false,
        ValueKind::String(text) => !sfn_asl::value::has_hole(text),
        _ => true,
    }
}
