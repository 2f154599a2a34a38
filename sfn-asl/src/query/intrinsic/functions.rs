//! The eighteen functions.

/// What an argument or a result is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// Text.
    String,
    /// A number; arguments are rounded to whole ones where the function counts.
    Number,
    /// `true` or `false`.
    Bool,
    /// A list.
    Array,
    /// An object.
    Object,
    /// Any JSON.
    Any,
}

impl Type {
    /// In words, with an article.
    pub fn describe(self) -> &'static str {
        match self {
            Type::String => "text",
            Type::Number => "a number",
            Type::Bool => "`true` or `false`",
            Type::Array => "an array",
            Type::Object => "an object",
            Type::Any => "any value",
        }
    }
}

/// One parameter of a function.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in messages and documentation.
    pub name: &'static str,
    /// What it takes.
    pub ty: Type,
}

/// A function of the service.
#[derive(Debug)]
pub struct Function {
    /// Full name.
    pub name: &'static str,
    /// Its parameters; the last may be left out or repeated as `min` and `max` say.
    pub parameters: &'static [Parameter],
    /// The least number of arguments.
    pub min: usize,
    /// The greatest, if there is one.
    pub max: Option<usize>,
    /// What it gives.
    pub result: Type,
    /// Whether ErrorPath and CausePath take it. Source: message of AWS's own language service.
    pub in_error_path: bool,
    /// One sentence.
    pub doc: &'static str,
    /// Section of the developer guide.
    pub source: &'static str,
}

impl Function {
    /// The parameter at a position.
    pub fn parameter(&self, position: usize) -> Option<&'static Parameter> {
        self.parameters.get(position).or(if self.max.is_none() { self.parameters.last() } else { None })
    }
}

/// The algorithms of `States.Hash`.
pub static ALGORITHMS: &[&str] = &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// The function of this full name.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn p(name: &'static str, ty: Type) -> Parameter {
    Parameter { name, ty }
}

const ARRAYS: &str = "Intrinsics for arrays";
const ENCODING: &str = "Intrinsics for data encoding and decoding";
const JSON: &str = "Intrinsics for JSON data manipulation";
const MATH: &str = "Intrinsics for math operations";

/// All of them. Source: developer guide, "Intrinsic functions for JSONPath states".
pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "States.Array",
        parameters: &[p("value", Type::Any)],
        min: 0,
        max: None,
        result: Type::Array,
        in_error_path: false,
        doc: "An array of the arguments.",
        source: ARRAYS,
    },
    Function {
        name: "States.ArrayPartition",
        parameters: &[p("array", Type::Array), p("size", Type::Number)],
        min: 2,
        max: Some(2),
        result: Type::Array,
        in_error_path: false,
        doc: "The array cut into arrays of that size; the last may be shorter.",
        source: ARRAYS,
    },
    Function {
        name: "States.ArrayContains",
        parameters: &[p("array", Type::Array), p("value", Type::Any)],
        min: 2,
        max: Some(2),
        result: Type::Bool,
        in_error_path: false,
        doc: "Whether the array has an element equal to the value.",
        source: ARRAYS,
    },
    Function {
        name: "States.ArrayRange",
        parameters: &[p("first", Type::Number), p("last", Type::Number), p("step", Type::Number)],
        min: 3,
        max: Some(3),
        result: Type::Array,
        in_error_path: false,
        doc: "The numbers from first to last, both included, by step; at most 1000.",
        source: ARRAYS,
    },
    Function {
        name: "States.ArrayGetItem",
        parameters: &[p("array", Type::Array), p("index", Type::Number)],
        min: 2,
        max: Some(2),
        result: Type::Any,
        in_error_path: true,
        doc: "The element at the index, counted from 0.",
        source: ARRAYS,
    },
    Function {
        name: "States.ArrayLength",
        parameters: &[p("array", Type::Array)],
        min: 1,
        max: Some(1),
        result: Type::Number,
        in_error_path: false,
        doc: "The number of elements.",
        source: ARRAYS,
    },
    Function {
        name: "States.ArrayUnique",
        parameters: &[p("array", Type::Array)],
        min: 1,
        max: Some(1),
        result: Type::Array,
        in_error_path: false,
        doc: "The array without repeated elements.",
        source: ARRAYS,
    },
    Function {
        name: "States.Base64Encode",
        parameters: &[p("text", Type::String)],
        min: 1,
        max: Some(1),
        result: Type::String,
        in_error_path: true,
        doc: "The text in Base64; at most 10,000 characters.",
        source: ENCODING,
    },
    Function {
        name: "States.Base64Decode",
        parameters: &[p("text", Type::String)],
        min: 1,
        max: Some(1),
        result: Type::String,
        in_error_path: true,
        doc: "The text that was encoded in Base64; at most 10,000 characters.",
        source: ENCODING,
    },
    Function {
        name: "States.Hash",
        parameters: &[p("data", Type::Any), p("algorithm", Type::String)],
        min: 2,
        max: Some(2),
        result: Type::String,
        in_error_path: true,
        doc: "The hash of the data in lower-case hexadecimal; at most 10,000 characters.",
        source: "Intrinsic for hash calculation",
    },
    Function {
        name: "States.JsonMerge",
        parameters: &[p("first", Type::Object), p("second", Type::Object), p("deep", Type::Bool)],
        min: 3,
        max: Some(3),
        result: Type::Object,
        in_error_path: false,
        doc: "The fields of both objects, the second winning; the third argument must be `false`.",
        source: JSON,
    },
    Function {
        name: "States.StringToJson",
        parameters: &[p("text", Type::String)],
        min: 1,
        max: Some(1),
        result: Type::Any,
        in_error_path: false,
        doc: "The value that the JSON text describes.",
        source: JSON,
    },
    Function {
        name: "States.JsonToString",
        parameters: &[p("value", Type::Any)],
        min: 1,
        max: Some(1),
        result: Type::String,
        in_error_path: true,
        doc: "The value as compact JSON text.",
        source: JSON,
    },
    Function {
        name: "States.MathRandom",
        parameters: &[p("from", Type::Number), p("below", Type::Number), p("seed", Type::Number)],
        min: 2,
        max: Some(3),
        result: Type::Number,
        in_error_path: false,
        doc: "A whole number from the first argument on and below the second.",
        source: MATH,
    },
    Function {
        name: "States.MathAdd",
        parameters: &[p("left", Type::Number), p("right", Type::Number)],
        min: 2,
        max: Some(2),
        result: Type::Number,
        in_error_path: false,
        doc: "The sum of the arguments, each rounded to a whole number first.",
        source: MATH,
    },
    Function {
        name: "States.StringSplit",
        parameters: &[p("text", Type::String), p("delimiters", Type::String)],
        min: 2,
        max: Some(2),
        result: Type::Array,
        in_error_path: false,
        doc: "The parts between any of the delimiter characters, empty ones left out.",
        source: "Intrinsic for String operation",
    },
    Function {
        name: "States.UUID",
        parameters: &[],
        min: 0,
        max: Some(0),
        result: Type::String,
        in_error_path: true,
        doc: "A random UUID, version 4.",
        source: "Intrinsic for unique identifier generation",
    },
    Function {
        name: "States.Format",
        parameters: &[p("template", Type::String), p("value", Type::Any)],
        min: 1,
        max: None,
        result: Type::String,
        in_error_path: true,
        doc: "The template with an argument in the place of each `{}`.",
        source: "Intrinsic for generic operation",
    },
];
