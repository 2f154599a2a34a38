//! What the catalogue of AWS SDK actions says of what a call gives back.

pub use sfn_catalog::{Kind, Shape, date};

/// What a path into the result of an action leads to: `Contents[0].Key`. `None` if there is no such thing.
pub fn result(service: &str, action: &str, path: &str) -> Option<Shape> {
    let mut shape = sfn_catalog::action(service, action)?.output()?;
    for part in path.split('.').filter(|it| !it.is_empty()) {
        let (name, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        shape = field(shape, name)?;
        for _ in indices.matches('[') {
            shape = element(shape)?;
        }
    }
    Some(shape)
}

/// What the field `name` of a value of this shape is.
pub fn field(shape: Shape, name: &str) -> Option<Shape> {
    match shape.kind() {
        Kind::Struct { .. } => Some(shape.member(name)?.shape),
        Kind::Map => shape.element(),
        Kind::Document => Some(shape),
        _ => None,
    }
}

/// What an item of a value of this shape is.
pub fn element(shape: Shape) -> Option<Shape> {
    match shape.kind() {
        Kind::List => shape.element(),
        Kind::Document => Some(shape),
        _ => None,
    }
}

/// The word for a shape. What comes back as text is text.
pub fn describe(shape: Shape) -> &'static str {
    match shape.kind() {
        Kind::String | Kind::Enum { .. } | Kind::Blob => "string",
        Kind::Timestamp => "timestamp",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Document => "document",
        Kind::List => "list",
        Kind::Map => "map",
        Kind::Struct { .. } => "structure",
    }
}
