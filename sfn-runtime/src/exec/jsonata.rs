//! A JSONata expression alone, to be tried out.

use std::fmt;
use std::ops::Range;

use serde_json::Value;
use sfn_asl::query::jsonata as asl;

use super::settings::Settings;
use crate::query::jsonata::{Expression, Fault};
use crate::query::random::Random;
use crate::query::value::{Fields, Json};
use crate::query::{Context, Scope, Variables};

/// A JSONata expression, evaluated as those of a machine are: JSONata 2.0.6, without `$eval`, with `$partition`,
/// `$range`, `$hash`, `$random(seed)`, `$uuid` and `$parse`.
///
/// ```
/// use serde_json::json;
/// use sfn_runtime::exec::Jsonata;
///
/// # fn main() -> Result<(), sfn_runtime::exec::JsonataError> {
/// let total = Jsonata::parse("$sum($states.input.items.(price * $factor))")?
///     .input(json!({"items": [{"price": 20}, {"price": 1}]}))
///     .variable("factor", 2)
///     .evaluate()?;
/// assert_eq!(total, Some(json!(42)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Jsonata {
    expression: Expression,
    root: Option<Json>,
    input: Json,
    variables: Fields,
}

/// Why an expression gave nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum JsonataError {
    /// A machine with it would be refused.
    Refused {
        /// What is wrong.
        message: String,
        /// The wrong bytes of the text.
        range: Range<usize>,
    },
    /// It failed. The text starts with the code of JSONata, `T2001`, if it has one.
    Failed {
        /// What happened.
        message: String,
    },
}

impl Jsonata {
    /// Reads an expression, given without `{%` and `%}`.
    ///
    /// # Errors
    ///
    /// If it is none of JSONata 2.0.6.
    pub fn parse(text: &str) -> Result<Jsonata, JsonataError> {
        let expr = asl::parse(text).map_err(|errors| {
            let first = errors.into_iter().next();
            first.map_or_else(
                || JsonataError::Refused { message: String::new(), range: 0..0 },
                |it| JsonataError::Refused { message: it.message, range: it.range },
            )
        })?;
        Ok(Jsonata {
            expression: Expression::new(text, &expr),
            root: None,
            input: Json::empty_object(),
            variables: Fields::default(),
        })
    }

    /// `$states.input`
    #[must_use]
    pub fn input(self, input: impl Into<Value>) -> Jsonata {
        Jsonata { input: Json::from_serde(&input.into()), ..self }
    }

    /// `$name`
    #[must_use]
    pub fn variable(mut self, name: &str, value: impl Into<Value>) -> Jsonata {
        self.variables.insert(name.into(), Json::from_serde(&value.into()));
        self
    }

    /// What `$`, `$$` and bare names at the top are about. In a machine they are about nothing, and refused.
    #[must_use]
    pub fn over(self, root: impl Into<Value>) -> Jsonata {
        Jsonata { root: Some(Json::from_serde(&root.into())), ..self }
    }

    /// What it gives; nothing if it gives nothing (undefined).
    ///
    /// # Errors
    ///
    /// If it fails, or gives a function.
    pub fn evaluate(&self) -> Result<Option<Value>, JsonataError> {
        let settings = Settings::default();
        let mut variables = Variables::default();
        variables.assign(&Json::object(self.variables.clone()));
        let mut scope = Scope {
            document: &self.input,
            result: None,
            error_output: None,
            context: &NoContext,
            variables: &variables,
            random: &mut Random::new(settings.seed),
            now: settings.start,
        };
        let result = match &self.root {
            Some(root) => self.expression.evaluate_over(root, &mut scope),
            None => self.expression.evaluate(&mut scope),
        };
        match result {
            Ok(it) => Ok(Some(it.to_serde())),
            Err(Fault::Undefined) => Ok(None),
            Err(Fault::Unsupported) => {
                Err(JsonataError::Failed { message: "the result is, or holds, a function".to_owned() })
            }
            Err(Fault::Error(message)) => Err(JsonataError::Failed { message }),
        }
    }
}

/// Outside of a machine there is no context object.
struct NoContext;

impl Context for NoContext {
    fn field(&self, _: &str) -> Option<Json> {
        None
    }

    fn whole(&self) -> Json {
        Json::empty_object()
    }
}

impl fmt::Display for JsonataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonataError::Refused { message, range } => write!(f, "{message}, at byte {}", range.start),
            JsonataError::Failed { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for JsonataError {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Jsonata, JsonataError};

    /// The clock is that of the executor: 2024-01-01.
    #[test]
    fn times() {
        let cases = [
            ("$now()", json!("2024-01-01T00:00:00.000Z")),
            ("$now('[Y]', '+0100')", json!("2024")),
            ("$fromMillis($toMillis('13:45', '[H]:[m]'))", json!("2024-01-01T13:45:00.000Z")),
            ("$fromMillis($toMillis('2-3', '[M]-[D]'))", json!("2024-02-03T00:00:00.000Z")),
            ("$fromMillis($toMillis('1999', '[Y]'))", json!("1999-01-01T00:00:00.000Z")),
            ("$toMillis('1970-01-01T00:00:01Z')", json!(1000)),
        ];
        for (text, expected) in cases {
            let found = Jsonata::parse(text).and_then(|it| it.evaluate());
            assert_eq!(found, Ok(Some(expected)), "{text}");
        }
    }

    #[test]
    fn what_the_service_adds_and_bans() {
        let evaluate = |text: &str| Jsonata::parse(text).and_then(|it| it.evaluate());
        let cases = [
            ("$partition([1, 2, 3], 2)", json!([[1, 2], [3]])),
            ("$range(0, 4, 2)", json!([0, 2, 4])),
            ("$hash('a', 'MD5')", json!("0cc175b9c0f1b6a831c399e269772661")),
            ("$parse('{\"a\": [1]}').a", json!([1])),
            ("$random(42)", json!(0.727_563_680_032_868_1)),
            ("$length($uuid())", json!(36)),
        ];
        for (text, expected) in cases {
            assert_eq!(evaluate(text), Ok(Some(expected)), "{text}");
        }
        let Err(JsonataError::Failed { message }) = evaluate("$eval('1')") else { panic!("$eval is there") };
        assert_eq!(message, "T1006: Attempted to invoke a non-function");
        for text in ["$a ?? 1", "$a ?: 1", "1 +", "'a"] {
            assert!(matches!(evaluate(text), Err(JsonataError::Refused { .. })), "{text}");
        }
        assert_eq!(evaluate("$nothing"), Ok(None));
        assert!(matches!(evaluate("$sum"), Err(JsonataError::Failed { .. })));
    }
}
