//! What a machine is to the code that tests, exports or deploys it.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::error::Error;
use core::fmt;

use crate::iam::Statement;

/// A state machine, as constants. `state_machine!` implements it; generic code takes any machine through it.
pub trait StateMachine {
    /// What an execution is started with; [`Untyped`] where the machine does not say.
    type Input;

    /// What an execution that succeeds gives back; [`Untyped`] where the machine does not say.
    type Output;

    /// The name of the machine, as in its source.
    const NAME: &'static str;

    /// How it has to be deployed. AWS keeps this beside the definition, not in it.
    const WORKFLOW_TYPE: WorkflowType;

    /// The definition, in the Amazon States Language: strict, compact JSON, states in the order of the source.
    /// It holds a substitution `${name}` for each of [`RESOURCES`](Self::RESOURCES) without a value.
    const DEFINITION: &'static str;

    /// What the definition is about and does not contain: declared resources and the other substitutions, in the
    /// order of the source, each name once.
    const RESOURCES: &'static [Resource];

    /// What its execution role has to allow, and why: least privilege, merged, in the order of the states.
    /// [`Policy`](crate::Policy) makes JSON of it.
    const STATEMENTS: &'static [Statement];

    /// The machine as a [Mermaid](https://mermaid.js.org) flowchart.
    const DIAGRAM: &'static str;

    /// [`DEFINITION`](Self::DEFINITION) with its substitutions filled in, ready for `CreateStateMachine`.
    /// `value` is asked for each by name; what it returns is escaped as JSON needs it.
    ///
    /// # Errors
    ///
    /// If `value` has no answer for a substitution.
    fn definition_with<'v>(value: impl FnMut(&str) -> Option<&'v str>) -> Result<String, MissingValue> {
        fill_in(Self::DEFINITION, value)
    }
}

/// The input or output type of a machine that names none: any JSON value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Untyped;

/// How a machine is deployed: the `type` of `CreateStateMachine`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WorkflowType {
    /// Runs up to a year, each step exactly once.
    Standard,
    /// Runs up to five minutes, at least once.
    Express,
}

impl WorkflowType {
    /// The name that AWS has for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            WorkflowType::Standard => "STANDARD",
            WorkflowType::Express => "EXPRESS",
        }
    }
}

impl fmt::Display for WorkflowType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A thing outside the machine that its definition names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Resource {
    /// Its name: that of the declaration, or what stands in a `${…}`.
    pub name: &'static str,
    /// Its type in the source, `dynamodb::Table` for example; [`Resource::SUBSTITUTION`] for a `${…}` that the source
    /// has in a string and declares nowhere.
    pub kind: &'static str,
    /// The name or ARN that the source gives it and the definition contains. Without one, the definition has
    /// `${name}`, and whoever deploys it fills that in: SAM's `DefinitionSubstitutions`, Terraform's `templatefile`,
    /// or [`StateMachine::definition_with`].
    pub value: Option<&'static str>,
}

impl Resource {
    /// The [`kind`](Self::kind) of a substitution that is only found in a string.
    pub const SUBSTITUTION: &'static str = "substitution";

    /// A resource to be filled in at deployment.
    pub const fn new(name: &'static str, kind: &'static str) -> Resource {
        Resource { name, kind, value: None }
    }

    /// The same resource, with what the definition contains for it.
    pub const fn with_value(self, value: &'static str) -> Resource {
        Resource { value: Some(value), ..self }
    }
}

/// A substitution that [`StateMachine::definition_with`] got no value for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingValue {
    /// What stands in the `${…}`.
    pub name: String,
}

impl fmt::Display for MissingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no value for the substitution `${{{}}}`", self.name)
    }
}

impl Error for MissingValue {}

fn fill_in<'v>(
    definition: &str,
    mut value: impl FnMut(&str) -> Option<&'v str>,
) -> Result<String, MissingValue> {
    let mut text = String::with_capacity(definition.len());
    let mut rest = definition;
    while let Some((before, after)) = rest.split_once("${") {
        text.push_str(before);
        match after.split_once('}').filter(|(name, _)| is_name(name)) {
            Some((name, after)) => {
                push_escaped(&mut text, value(name).ok_or_else(|| MissingValue { name: name.to_owned() })?);
                rest = after;
            }
            None => {
                text.push_str("${");
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Ok(text)
}

/// Whether SAM and CloudFormation would take `${name}` for a substitution.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.:-".contains(c))
}

/// A substitution stands inside a JSON string.
fn push_escaped(text: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            ..'\u{20}' => {
                text.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    text.extend(char::from_digit(digit, 16));
                }
            }
            _ => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MissingValue, Resource, StateMachine, Statement, Untyped, WorkflowType};
    use alloc::string::ToString;

    struct Two;

    impl StateMachine for Two {
        type Input = Untyped;
        type Output = Untyped;
        const NAME: &'static str = "Two";
        const WORKFLOW_TYPE: WorkflowType = WorkflowType::Express;
        const DEFINITION: &'static str = r#"{"a":"${one}","b":"x-${AWS::Region}-$","c":"${one}${"}"#;
        const RESOURCES: &'static [Resource] = &[
            Resource::new("one", "sqs::Queue"),
            Resource::new("AWS::Region", Resource::SUBSTITUTION),
            Resource::new("three", "sns::Topic").with_value("arn:aws:sns:us-east-1:123456789012:alerts"),
        ];
        const STATEMENTS: &'static [Statement] = &[];
        const DIAGRAM: &'static str = "flowchart TD";
    }

    #[test]
    fn substitutions_are_filled_in_and_escaped() {
        let filled = Two::definition_with(|name| match name {
            "one" => Some("q\"\\\n\u{1}é"),
            "AWS::Region" => Some("eu-west-1"),
            _ => None,
        });
        let expected = r#"{"a":"q\"\\\n\u0001é","b":"x-eu-west-1-$","c":"q\"\\\n\u0001é${"}"#;
        assert_eq!(filled.as_deref(), Ok(expected));
    }

    #[test]
    fn a_missing_value_is_named() {
        let error = Two::definition_with(|name| (name == "one").then_some("1")).unwrap_err();
        assert_eq!(error, MissingValue { name: "AWS::Region".to_string() });
        assert_eq!(error.to_string(), "no value for the substitution `${AWS::Region}`");
    }

    #[test]
    fn a_resource_without_value_is_open() {
        let open = Two::RESOURCES.iter().filter(|it| it.value.is_none());
        assert!(open.map(|it| it.name).eq(["one", "AWS::Region"]));
        assert_eq!(Two::WORKFLOW_TYPE.to_string(), "EXPRESS");
    }
}
