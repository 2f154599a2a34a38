//! JSON that is shared instead of copied: what flows from state to state.
//!
//! A clone is one count more, and a change copies the nodes on the way to it and no others. Lists and objects know how
//! long their text is and how deep they nest, so that the service's limits can be held without a walk.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Number;

/// A JSON value. Two numbers are equal when their values are.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    String(Arc<str>),
    Array(Arc<Array>),
    Object(Arc<Object>),
}

/// The items of a list.
#[derive(Debug)]
pub(crate) struct Array {
    items: Vec<Json>,
    size: Size,
}

/// The fields of an object, in order.
#[derive(Debug, Default)]
pub(crate) struct Object {
    fields: Fields,
    size: Size,
}

/// Fields, while they are collected.
pub(crate) type Fields = IndexMap<Arc<str>, Json, Hasher>;

/// Fast, not proof against keys that were chosen to collide.
pub(crate) type Hasher = foldhash::fast::RandomState;

/// Of the compact text.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    bytes: usize,
    depth: usize,
}

impl Size {
    fn add(&mut self, bytes: usize, value: &Json) {
        let size = value.size();
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(size.bytes);
        self.depth = self.depth.max(size.depth + 1);
    }
}

impl Json {
    pub(crate) fn text(text: impl Into<Arc<str>>) -> Json {
        Json::String(text.into())
    }

    pub(crate) fn array(items: Vec<Json>) -> Json {
        let mut size = Size { bytes: 1 + usize::from(items.is_empty()), depth: 1 };
        items.iter().for_each(|it| size.add(1, it));
        Json::Array(Arc::new(Array { items, size }))
    }

    pub(crate) fn object(fields: Fields) -> Json {
        let mut size = Size { bytes: 1 + usize::from(fields.is_empty()), depth: 1 };
        fields.iter().for_each(|(key, value)| size.add(2 + text_len(key), value));
        Json::Object(Arc::new(Object { fields, size }))
    }

    /// An object of a few fields.
    pub(crate) fn of<const N: usize>(fields: [(&str, Json); N]) -> Json {
        Json::object(fields.into_iter().map(|(key, value)| (Arc::from(key), value)).collect())
    }

    pub(crate) fn empty_object() -> Json {
        Json::object(Fields::default())
    }

    /// A number; whole ones without a point, as the service writes what JavaScript and Java compute with doubles.
    pub(crate) fn number(value: f64) -> Json {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT {
            return Json::Number(Number::from(value as i64));
        }
        Number::from_f64(value).map_or(Json::Null, Json::Number)
    }

    /// Bytes of the compact text in UTF-8.
    pub(crate) fn bytes(&self) -> usize {
        self.size().bytes
    }

    /// How many lists and objects stand inside one another.
    pub(crate) fn depth(&self) -> usize {
        self.size().depth
    }

    fn size(&self) -> Size {
        let bytes = match self {
            Json::Null | Json::Bool(true) => 4,
            Json::Bool(false) => 5,
            Json::Number(number) => number_len(number),
            Json::String(text) => text_len(text),
            Json::Array(array) => return array.size,
            Json::Object(object) => return object.size,
        };
        Size { bytes, depth: 0 }
    }

    /// The field `key` of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        self.as_object()?.get(key)
    }

    pub(crate) fn as_object(&self) -> Option<&Fields> {
        match self {
            Json::Object(object) => Some(&object.fields),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(array) => Some(&array.items),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_f64(&self) -> Option<f64> {
        match self {
            Json::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    /// A number without fraction, however it is spelled.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        let Json::Number(number) = self else { return None };
        number.as_i64().or_else(|| {
            let value = number.as_f64()?;
            (value.fract() == 0.0 && value.abs() < 9.2e18).then_some(value as i64)
        })
    }

    /// What kind of value it is, in the words of the service.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "boolean",
            Json::Number(_) => "number",
            Json::String(_) => "string",
            Json::Array(_) => "array",
            Json::Object(_) => "object",
        }
    }

    pub(crate) fn from_serde(value: &serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(it) => Json::Bool(*it),
            serde_json::Value::Number(it) => Json::Number(it.clone()),
            serde_json::Value::String(it) => Json::text(it.as_str()),
            serde_json::Value::Array(items) => Json::array(items.iter().map(Json::from_serde).collect()),
            serde_json::Value::Object(fields) => Json::object(
                fields.iter().map(|(key, it)| (Arc::from(key.as_str()), Json::from_serde(it))).collect(),
            ),
        }
    }

    pub(crate) fn to_serde(&self) -> serde_json::Value {
        match self {
            Json::Null => serde_json::Value::Null,
            Json::Bool(it) => (*it).into(),
            Json::Number(it) => serde_json::Value::Number(it.clone()),
            Json::String(it) => serde_json::Value::String(it.to_string()),
            Json::Array(it) => it.items.iter().map(Json::to_serde).collect(),
            Json::Object(it) => serde_json::Value::Object(
                it.fields.iter().map(|(key, it)| (key.to_string(), it.to_serde())).collect(),
            ),
        }
    }

    /// Reads JSON text.
    pub(crate) fn parse(text: &str) -> Result<Json, serde_json::Error> {
        serde_json::from_str(text).map(|it: serde_json::Value| Json::from_serde(&it))
    }
}

impl From<&sfn_asl::value::Value> for Json {
    /// Data of a document. What is no data is `null`; only templates have that.
    fn from(value: &sfn_asl::value::Value) -> Json {
        use sfn_asl::value::ValueKind;
        match &value.kind {
            ValueKind::Null | ValueKind::Query(_) => Json::Null,
            ValueKind::Bool(it) => Json::Bool(*it),
            ValueKind::Number(spelled) => spelled.parse().map_or(Json::Null, Json::Number),
            ValueKind::String(it) => Json::text(it.as_str()),
            ValueKind::Array(items) => Json::array(items.iter().map(Json::from).collect()),
            ValueKind::Object(fields) => Json::object(
                fields.iter().map(|it| (Arc::from(it.key.value.as_str()), Json::from(&it.value))).collect(),
            ),
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Json) -> bool {
        match (self, other) {
            (Json::Null, Json::Null) => true,
            (Json::Bool(a), Json::Bool(b)) => a == b,
            (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
            (Json::String(a), Json::String(b)) => a == b,
            (Json::Array(a), Json::Array(b)) => Arc::ptr_eq(a, b) || a.items == b.items,
            (Json::Object(a), Json::Object(b)) => Arc::ptr_eq(a, b) || a.fields == b.fields,
            _ => false,
        }
    }
}

impl fmt::Display for Json {
    /// Compact text, as the service prints it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(it) => write!(f, "{it}"),
            Json::Number(it) => write!(f, "{it}"),
            Json::String(it) => quote(f, it),
            Json::Array(it) => {
                f.write_str("[")?;
                for (i, item) in it.items.iter().enumerate() {
                    f.write_str(if i > 0 { "," } else { "" })?;
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Json::Object(it) => {
                f.write_str("{")?;
                for (i, (key, value)) in it.fields.iter().enumerate() {
                    f.write_str(if i > 0 { "," } else { "" })?;
                    quote(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quote(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write;
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            ..'\u{20}' => write!(f, "\\u{:04x}", c as u32)?,
            _ => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

fn text_len(text: &str) -> usize {
    let escape = |b: u8| match b {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 8 | 12 => 1,
        ..32 => 5,
        _ => 0,
    };
    2 + text.len() + text.bytes().map(escape).sum::<usize>()
}

fn number_len(number: &Number) -> usize {
    match number.as_i64() {
        Some(0) => 1,
        Some(it) => it.unsigned_abs().ilog10() as usize + 1 + usize::from(it < 0),
        None => number.to_string().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn length_and_depth_are_those_of_the_text() {
        let cases: [(&str, usize); 7] = [
            ("null", 0),
            ("-120", 0),
            ("1.5", 0),
            (r#""q\"\\\n\u0001é""#, 0),
            ("[]", 1),
            (r#"{"a":[1,{"b":{}},-0.25],"é":"x"}"#, 4),
            ("[[1,2],true,false,null]", 2),
        ];
        for (text, depth) in cases {
            let json = Json::parse(text).unwrap();
            assert_eq!(json.to_string(), text);
            assert_eq!((json.bytes(), json.depth()), (text.len(), depth), "{text}");
            assert_eq!(Json::from_serde(&json.to_serde()), json);
        }
    }

    #[test]
    fn numbers_are_equal_by_value() {
        assert_eq!(Json::parse("[0, 1e2]").unwrap(), Json::parse("[0.0, 100]").unwrap());
        assert_ne!(Json::parse("1").unwrap(), Json::parse("\"1\"").unwrap());
        assert_eq!(Json::number(3.0).to_string(), "3");
        assert_eq!(Json::number(f64::NAN), Json::Null);
        assert_eq!(Json::parse("2.0").unwrap().as_i64(), Some(2));
    }
}
