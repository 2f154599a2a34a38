//! What services return, by the models of their APIs, so that a mock cannot return anything else.
//!
//! A reply may leave fields out; what is there has to be a field, and of its type. Texts are those of the service's
//! TestState, which says nothing of fields that there are not.

use serde_json::Value;
use sfn_asl::catalog;
use sfn_asl::diag::suggest;
use sfn_asl::resource::Pattern;
use sfn_asl::sdk::{self, Kind, Typed};

/// What a field of a result is beside its type.
enum Limit {
    /// Text with so many characters.
    Length(usize),
    Range(f64, f64),
}

use Limit::{Length, Range};

/// Limits that TestState is known to check: service, action, field.
static LIMITS: &[(&str, &str, &str, Limit)] = &[
    ("kms", "encrypt", "CiphertextBlob", Length(1)),
    ("kms", "encrypt", "KeyId", Length(1)),
    ("lambda", "getFunction", "MemorySize", Range(128.0, 10_240.0)),
    ("lambda", "getFunction", "Timeout", Range(1.0, f64::INFINITY)),
    ("sfn", "startExecution", "ExecutionArn", Length(1)),
    ("states", "startExecution", "ExecutionArn", Length(1)),
];

/// How much of a mocked result is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FieldValidation {
    /// Types, and that nothing is missing.
    #[default]
    Strict,
    /// Types of what is there.
    Present,
    /// Nothing.
    None,
}

/// What TestState says against `result` as what `service` returns for `action`, if anything.
pub(super) fn check(
    service: &str,
    action: &str,
    result: &Value,
    validation: FieldValidation,
) -> Result<(), String> {
    // Whoever returns a token returns what they like.
    if validation == FieldValidation::None || action.contains('.') {
        return Ok(());
    }
    let Some((service, output)) = output(service, action, Pattern::RequestResponse) else { return Ok(()) };
    let is_strict = validation == FieldValidation::Strict;
    Check { service, action, is_strict, is_closed: false }.fits(None, result, output)
}

/// Why `result` cannot come back from a task that calls `action` of `service`, if it cannot.
pub(super) fn check_reply(service: &str, action: &str, result: &Value) -> Result<(), String> {
    let (action, pattern) = match action.split_once('.') {
        None => (action, Pattern::RequestResponse),
        Some((action, "sync")) => (action, Pattern::Sync),
        Some(_) => return Ok(()),
    };
    let Some((service, output)) = output(service, action, pattern) else { return Ok(()) };
    // A job has a token, too, and whoever has it returns what they like (recorded).
    if pattern == Pattern::Sync && !result.is_object() {
        return Ok(());
    }
    Check { service, action, is_strict: false, is_closed: true }.fits(None, result, output)
}

/// What there is to return, as far as that is known; the service as its model calls it.
fn output<'a>(service: &'a str, action: &str, pattern: Pattern) -> Option<(&'a str, Typed)> {
    match service.strip_prefix("aws-sdk:") {
        Some(service) => Some((service, sdk::output(service, action)?)),
        None => Some((service, catalog::action(service, action)?.output(pattern)?)),
    }
}

/// The check of one result.
struct Check<'a> {
    service: &'a str,
    action: &'a str,
    /// Whether nothing may be missing.
    is_strict: bool,
    /// Whether there may be no other fields than those of the model.
    is_closed: bool,
}

impl Check<'_> {
    fn fits(&self, name: Option<&str>, value: &Value, shape: Typed) -> Result<(), String> {
        let field = name.map_or_else(|| "Result".to_owned(), |it| format!("Field '{it}'"));
        let be = |is: bool, what: &str| if is { Ok(()) } else { Err(format!("{field} must be {what}")) };
        match shape.kind() {
            Kind::Document => Ok(()),
            // Milliseconds, and bytes that were JSON.
            Kind::Timestamp if shape.is_optimised() => be(value.is_string() || value.is_number(), "a string"),
            Kind::Blob if shape.is_optimised() => Ok(()),
            Kind::String | Kind::Blob | Kind::Timestamp => {
                be(value.is_string(), "a string")?;
                self.is_within(name, &field, value)
            }
            Kind::Enum { grows } => {
                be(value.is_string(), "a string")?;
                match value.as_str() {
                    Some(it) if !grows && !shape.shape.has_value(it) => {
                        Err(format!("{field} is not an expected value"))
                    }
                    _ => Ok(()),
                }
            }
            Kind::Integer | Kind::Number => {
                be(value.is_number(), "a number")?;
                self.is_within(name, &field, value)
            }
            Kind::Boolean => be(value.is_boolean(), "a boolean"),
            Kind::List => {
                be(value.is_array(), "an array")?;
                let Some(item) = shape.inside() else { return Ok(()) };
                value.as_array().into_iter().flatten().try_for_each(|it| self.fits(name, it, item))
            }
            Kind::Map => {
                be(value.is_object(), "an object")?;
                let Some(item) = shape.inside() else { return Ok(()) };
                let mut fields = value.as_object().into_iter().flatten();
                fields.try_for_each(|(key, it)| self.fits(Some(key), it, item))
            }
            Kind::Struct { .. } => {
                be(value.is_object(), "an object")?;
                let missing = shape.required().find(|it| self.is_strict && value.get(it).is_none());
                if let Some(missing) = missing {
                    return Err(format!("Required field '{missing}' is missing"));
                }
                for (name, value) in value.as_object().into_iter().flatten() {
                    match shape.field(name) {
                        Some(shape) if !value.is_null() => self.fits(Some(name), value, shape)?,
                        None if self.is_closed && !sdk::METADATA.contains(&name.as_str()) => {
                            return Err(no_such_field(name, shape));
                        }
                        _ => {}
                    }
                }
                Ok(())
            }
        }
    }

    fn is_within(&self, name: Option<&str>, field: &str, value: &Value) -> Result<(), String> {
        let is_it = |it: &&(&str, &str, &str, Limit)| {
            it.0 == self.service && it.1 == self.action && Some(it.2) == name
        };
        match (LIMITS.iter().find(is_it).map(|it| &it.3), value.as_str(), value.as_f64()) {
            (Some(Length(fewest)), Some(it), _) if it.chars().count() < *fewest => {
                Err(format!("{field} is smaller than the minimum length"))
            }
            (Some(Range(least, _)), _, Some(it)) if it < *least => {
                Err(format!("{field} is less than the minimum value"))
            }
            (Some(Range(_, most)), _, Some(it)) if it > *most => {
                Err(format!("{field} exceeds the maximum value"))
            }
            _ => Ok(()),
        }
    }
}

fn no_such_field(name: &str, shape: Typed) -> String {
    let names: Vec<&str> = shape.members().map(|it| it.0).collect();
    let there_is = match (suggest::nearest(name, names.iter().copied()), names.as_slice()) {
        (Some(near), _) => format!("did you mean '{near}'?"),
        (None, []) => "it has none".to_owned(),
        (None, some) if some.len() <= 8 => format!("there is {}", some.join(", ")),
        (None, some) => format!("there is {}, …", some[..8].join(", ")),
    };
    format!("there is no field '{name}': {there_is}")
}

#[cfg(test)]
mod tests {
    use super::{FieldValidation, check, check_reply};
    use serde_json::{Value, json};

    #[test]
    fn results_are_held_against_the_model() {
        let strict = |service, action, result| check(service, action, &result, FieldValidation::Strict);
        assert_eq!(strict("events", "putEvents", json!({"other": 1})), Ok(()));
        assert_eq!(strict("unknown", "action", json!(null)), Ok(()));
        assert_eq!(strict("states", "startExecution.sync", json!({})), Ok(()));
        let cases = [
            ("events", "putEvents", json!({"Entries": "x"}), "Field 'Entries' must be an array"),
            (
                "events",
                "putEvents",
                json!({"Entries": [{"EventId": []}]}),
                "Field 'EventId' must be a string",
            ),
            ("states", "startExecution", json!({}), "Required field 'ExecutionArn' is missing"),
            (
                "aws-sdk:s3",
                "getObject",
                json!({"StorageClass": "X"}),
                "Field 'StorageClass' is not an expected value",
            ),
        ];
        for (service, action, result, expected) in cases.into_iter().chain(of_any_action()) {
            assert_eq!(strict(service, action, result), Err(expected.to_owned()));
        }
        assert_eq!(check("states", "startExecution", &json!({}), FieldValidation::Present), Ok(()));
    }
    type Case = (&'static str, &'static str, Value, &'static str);

    fn of_any_action() -> [Case; 8] {
        [
            (
                "aws-sdk:rds",
                "describeDBInstances",
                json!({"DbInstances": {}}),
                "Field 'DbInstances' must be an array",
            ),
            (
                "aws-sdk:ec2",
                "describeInstances",
                json!({"Reservations": [{"Instances": [{"State": "running"}]}]}),
                "Field 'State' must be an object",
            ),
            (
                "aws-sdk:sqs",
                "receiveMessage",
                json!({"Messages": [{"Body": 5}]}),
                "Field 'Body' must be a string",
            ),
            ("aws-sdk:s3", "getObject", json!({"LastModified": 5}), "Field 'LastModified' must be a string"),
            ("aws-sdk:rekognition", "detectLabels", json!([]), "Result must be an object"),
            ("glue", "startJobRun", json!({"JobRunId": 7}), "Field 'JobRunId' must be a string"),
            (
                "dynamodb",
                "getItem",
                json!({"Item": {"open": {"BOOL": "yes"}}}),
                "Field 'BOOL' must be a boolean",
            ),
            (
                "aws-sdk:dynamodb",
                "getItem",
                json!({"Item": {"open": {"Bool": 1}}}),
                "Field 'Bool' must be a boolean",
            ),
        ]
    }

    #[test]
    fn a_reply_has_the_fields_that_the_api_has() {
        let cases = [
            ("dynamodb", "getItem", json!({"item": {}}), "there is no field 'item': did you mean 'Item'?"),
            (
                "dynamodb",
                "getItem",
                json!({"Item": {"id": {"String": "x"}}}),
                "there is no field 'String': there is B, BOOL, BS, L, M, N, NS, NULL, …",
            ),
            (
                "aws-sdk:s3",
                "listObjectsV2",
                json!({"Contents": [{"Keys": "a"}]}),
                "there is no field 'Keys': did you mean 'Key'?",
            ),
            ("aws-sdk:s3", "listBuckets", json!({"Zzz": 1}), "there is no field 'Zzz': there is "),
            (
                "glue",
                "startJobRun.sync",
                json!({"JobRunStatus": "SUCCEEDED"}),
                "there is no field 'JobRunStatus': did you mean 'JobRunState'?",
            ),
            ("sqs", "sendMessage", json!({"MessageId": 7}), "Field 'MessageId' must be a string"),
        ];
        for (service, action, result, expected) in cases {
            let found = check_reply(service, action, &result).unwrap_err();
            assert!(found.starts_with(expected), "{found}");
            // The service's own test does not mind.
            if expected.starts_with("there") {
                assert_eq!(check(service, action, &result, FieldValidation::Present), Ok(()));
            }
        }
    }

    #[test]
    fn what_differs_from_the_api_is_no_mistake() {
        for (service, action, result) in [
            ("lambda", "invoke", json!({"Payload": {"a": 1}, "StatusCode": 200})),
            ("states", "startExecution", json!({"ExecutionArn": "a", "StartDate": 1_556_216_455_000_i64})),
            ("elasticmapreduce", "createCluster", json!({"Cluster": {"Anything": []}})),
            ("glue", "startJobRun.sync", json!({"JobRunId": 7})),
            (
                "sqs",
                "sendMessage",
                json!({"MD5OfMessageBody": "x", "SdkHttpMetadata": {"HttpStatusCode": 200}}),
            ),
        ] {
            assert_eq!(
                check(service, action, &result, FieldValidation::Strict),
                Ok(()),
                "{service}:{action}"
            );
            if !action.contains('.') {
                assert_eq!(check_reply(service, action, &result), Ok(()), "{service}:{action}");
            }
        }
    }
}
