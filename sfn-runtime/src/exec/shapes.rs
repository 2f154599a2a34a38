//! What services return, as far as it is known here, so that a mock cannot return anything else.
//!
//! A reply may leave fields out, and have fields that are not known; what is there has to be of its type. Texts are those
//! of the service's TestState.

use serde_json::Value;

/// A type in the model of a service.
enum Shape {
    /// Texts, blobs and timestamps, with the fewest characters.
    Text(usize),
    OneOf(&'static [&'static str]),
    Number,
    Within(f64, f64),
    Bool,
    List(&'static Shape),
    /// Field, whether it is required, and its type.
    Structure(&'static [(&'static str, bool, Shape)]),
    /// An object with any keys.
    Map(&'static Shape),
    /// What isn't modelled.
    Any,
}

use Shape::{Any, Bool, List, Map, Number, OneOf, Structure, Text, Within};

const TEXT: Shape = Text(0);

const CAPACITY: Shape = Structure(&[
    ("TableName", false, TEXT),
    ("CapacityUnits", false, Number),
    ("ReadCapacityUnits", false, Number),
    ("WriteCapacityUnits", false, Number),
]);

static WRITTEN: Shape = Structure(&[("Attributes", false, Map(&Any)), ("ConsumedCapacity", false, CAPACITY)]);

const STORAGE_CLASSES: &[&str] = &[
    "STANDARD",
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "DEEP_ARCHIVE",
    "OUTPOSTS",
    "GLACIER_IR",
    "SNOW",
    "EXPRESS_ONEZONE",
];

/// The models by service and action, as published by AWS for its SDKs.
static MODELS: &[(&str, &str, &Shape)] = &[
    (
        "lambda",
        "invoke",
        &Structure(&[
            ("ExecutedVersion", false, TEXT),
            ("StatusCode", false, Number),
            ("FunctionError", false, TEXT),
        ]),
    ),
    (
        "sqs",
        "sendMessage",
        &Structure(&[
            ("MD5OfMessageBody", false, TEXT),
            ("MD5OfMessageAttributes", false, TEXT),
            ("MessageId", false, TEXT),
            ("SequenceNumber", false, TEXT),
        ]),
    ),
    ("sns", "publish", &Structure(&[("MessageId", false, TEXT), ("SequenceNumber", false, TEXT)])),
    (
        "events",
        "putEvents",
        &Structure(&[
            ("FailedEntryCount", false, Number),
            (
                "Entries",
                false,
                List(&Structure(&[
                    ("EventId", false, TEXT),
                    ("ErrorCode", false, TEXT),
                    ("ErrorMessage", false, TEXT),
                ])),
            ),
        ]),
    ),
    ("states", "startExecution", &Structure(&[("ExecutionArn", true, Text(1)), ("StartDate", true, TEXT)])),
    ("dynamodb", "getItem", &Structure(&[("Item", false, Map(&Any)), ("ConsumedCapacity", false, CAPACITY)])),
    ("dynamodb", "putItem", &WRITTEN),
    ("dynamodb", "updateItem", &WRITTEN),
    ("dynamodb", "deleteItem", &WRITTEN),
    (
        "s3",
        "getObject",
        &Structure(&[
            ("Body", false, TEXT),
            ("ContentLength", false, Number),
            ("ContentType", false, TEXT),
            ("ETag", false, TEXT),
            ("DeleteMarker", false, Bool),
            ("PartsCount", false, Number),
            ("StorageClass", false, OneOf(STORAGE_CLASSES)),
            ("VersionId", false, TEXT),
        ]),
    ),
    (
        "s3",
        "listObjectsV2",
        &Structure(&[
            ("IsTruncated", false, Bool),
            ("KeyCount", false, Number),
            ("Contents", false, List(&Any)),
        ]),
    ),
    (
        "kms",
        "encrypt",
        &Structure(&[
            ("CiphertextBlob", false, Text(1)),
            ("KeyId", false, Text(1)),
            ("EncryptionAlgorithm", false, TEXT),
        ]),
    ),
    (
        "lambda",
        "getFunction",
        &Structure(&[(
            "Configuration",
            false,
            Structure(&[
                ("FunctionName", false, TEXT),
                ("FunctionArn", false, TEXT),
                ("MemorySize", false, Within(128.0, 10240.0)),
                ("Timeout", false, Within(1.0, f64::INFINITY)),
                ("CodeSize", false, Number),
            ]),
        )]),
    ),
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

/// What is wrong with `result` as what `service` returns for `action`, if anything.
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
    let service = service.strip_prefix("aws-sdk:").unwrap_or(service);
    let service = match service {
        "sfn" => "states",
        "eventbridge" => "events",
        other => other,
    };
    match MODELS.iter().find(|it| it.0 == service && it.1 == action) {
        Some((.., shape)) => fits(None, result, shape, validation == FieldValidation::Strict),
        None => Ok(()),
    }
}

fn fits(name: Option<&str>, value: &Value, shape: &Shape, strict: bool) -> Result<(), String> {
    let field = name.map_or_else(|| "Result".to_owned(), |it| format!("Field '{it}'"));
    let be = |is: bool, what: &str| if is { Ok(()) } else { Err(format!("{field} must be {what}")) };
    match shape {
        Any => Ok(()),
        Text(fewest) => {
            be(value.is_string(), "a string")?;
            match value.as_str() {
                Some(it) if it.chars().count() < *fewest => {
                    Err(format!("{field} is smaller than the minimum length"))
                }
                _ => Ok(()),
            }
        }
        OneOf(values) => {
            be(value.is_string(), "a string")?;
            match value.as_str() {
                Some(it) if !values.contains(&it) => Err(format!("{field} is not an expected value")),
                _ => Ok(()),
            }
        }
        Number => be(value.is_number(), "a number"),
        Within(least, most) => {
            be(value.is_number(), "a number")?;
            match value.as_f64() {
                Some(it) if it < *least => Err(format!("{field} is less than the minimum value")),
                Some(it) if it > *most => Err(format!("{field} exceeds the maximum value")),
                _ => Ok(()),
            }
        }
        Bool => be(value.is_boolean(), "a boolean"),
        List(item) => {
            be(value.is_array(), "an array")?;
            value.as_array().into_iter().flatten().try_for_each(|it| fits(name, it, item, strict))
        }
        Map(item) => {
            be(value.is_object(), "an object")?;
            value
                .as_object()
                .into_iter()
                .flatten()
                .try_for_each(|(key, it)| fits(Some(key), it, item, strict))
        }
        Structure(fields) => {
            be(value.is_object(), "an object")?;
            fields.iter().try_for_each(|(name, required, shape)| match value.get(name) {
                None if *required && strict => Err(format!("Required field '{name}' is missing")),
                None | Some(Value::Null) => Ok(()),
                Some(it) => fits(Some(name), it, shape, strict),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldValidation, check};
    use serde_json::json;

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
        for (service, action, result, expected) in cases {
            assert_eq!(strict(service, action, result), Err(expected.to_owned()));
        }
        assert_eq!(check("states", "startExecution", &json!({}), FieldValidation::Present), Ok(()));
    }
}
