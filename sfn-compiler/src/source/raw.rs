//! `state "Name" = { … };`: whatever has no other form.

use sfn_asl::diag::Diagnostics;
use sfn_asl::json;
use sfn_asl::machine::{Machine, State};
use sfn_asl::value::ValueKind;
use sfn_asl::write;

use super::graph::{Kind, Node};
use super::literal::string;
use super::pretty::{Doc, concat, text};
use super::value::{Style, value};

/// `state` as JSON. Where the flow says what comes next, it does not.
pub fn state(state: &State, machine: &Machine, node: &Node) -> Doc {
    let language = machine.query_language.as_ref().map(|it| it.value).unwrap_or_default();
    let json = write::state(state, language);
    let object = json::parse(&json, &mut Diagnostics::new()).value;
    let Some(mut object) = object else { return text("") };
    if let ValueKind::Object(fields) = &mut object.kind
        && matches!(node.kind, Kind::Simple(_))
    {
        fields.retain(|it| !matches!(it.key.value.as_str(), "Next" | "End"));
    }
    concat([text(format!("state {} = ", string(&state.name.value))), value(&object, Style::PLAIN), text(";")])
}
