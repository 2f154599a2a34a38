//! The intrinsic functions of JSONPath states, evaluated as recorded on AWS.

use std::sync::Arc;

use sfn_asl::query::intrinsic::{Arg, ArgKind, Call, PieceKind, Text};

use super::path::{Missing, Path};
use super::value::{Fields, Json};
use super::{Scope, base64, digest, random};

/// A call, ready to be evaluated.
#[derive(Debug)]
pub(crate) struct Function {
    name: Box<str>,
    args: Vec<Argument>,
}

#[derive(Debug)]
enum Argument {
    Value(Json),
    Template(Text),
    Path(Box<str>, Path),
    Call(Function),
}

/// Why a call gave nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// The path finds nothing.
    Missing(Box<str>, Missing),
    /// The arguments will not do.
    Failed(String),
}

/// Bounds of the developer guide.
const MOST_TEXT: usize = 10_000;
const MOST_ITEMS: usize = 1_000;

impl Function {
    pub(crate) fn new(call: &Call) -> Function {
        Function { name: call.name.as_str().into(), args: call.args.iter().map(Argument::new).collect() }
    }

    /// What it gives.
    pub(crate) fn evaluate(&self, scope: &mut Scope<'_>) -> Result<Json, Fault> {
        let mut args = Vec::with_capacity(self.args.len());
        for (i, arg) in self.args.iter().enumerate() {
            args.push(match arg {
                Argument::Template(text) if i == 0 && &*self.name == "States.Format" => {
                    return format(text, &self.args[1..], scope);
                }
                arg => arg.evaluate(scope)?,
            });
        }
        match (&*self.name, &args[..]) {
            ("States.Format", [template, rest @ ..]) => {
                let template = text(template)?;
                fill_in(template.split("{}"), rest)
            }
            ("States.StringToJson", [it]) => string_to_json(text(it)?),
            ("States.JsonToString", [it]) => Ok(Json::text(it.to_string())),
            ("States.Array", items) => Ok(Json::array(items.to_vec())),
            ("States.ArrayPartition", [array, size]) => partition(list(array)?, whole(size)?),
            ("States.ArrayContains", [array, it]) => Ok(Json::Bool(list(array)?.contains(it))),
            ("States.ArrayRange", [first, last, step]) => range(whole(first)?, whole(last)?, whole(step)?),
            ("States.ArrayGetItem", [array, index]) => {
                let (items, index) = (list(array)?, whole(index)?);
                let item = usize::try_from(index).ok().and_then(|it| items.get(it));
                item.cloned().ok_or_else(|| {
                    Fault::Failed(format!("Index {index} out of bounds for length {}", items.len()))
                })
            }
            ("States.ArrayLength", [array]) => Ok(Json::number(list(array)?.len() as f64)),
            ("States.ArrayUnique", [array]) => {
                let mut unique: Vec<Json> = Vec::new();
                for item in list(array)? {
                    if !unique.contains(item) {
                        unique.push(item.clone());
                    }
                }
                Ok(Json::array(unique))
            }
            ("States.Base64Encode", [it]) => Ok(Json::text(base64::encode(bounded(text(it)?)?.as_bytes()))),
            ("States.Base64Decode", [it]) => {
                let decoded = base64::decode(bounded(text(it)?)?);
                let decoded = decoded.ok_or_else(|| Fault::Failed("the input is no Base64".to_owned()))?;
                Ok(Json::text(String::from_utf8_lossy(&decoded)))
            }
            ("States.Hash", [data, algorithm]) => {
                let data = plain(data);
                let hash = digest::hash(text(algorithm)?, bounded(&data)?.as_bytes());
                hash.map(Json::text).ok_or_else(|| Fault::Failed(format!("unknown algorithm {algorithm}")))
            }
            ("States.JsonMerge", [first, second, deep]) => merge(first, second, deep),
            ("States.MathRandom", [from, below, seed @ ..]) => {
                let (from, below) = (whole(from)?, whole(below)?);
                let fraction = match seed {
                    [seed, ..] => random::java_double(whole(seed)?),
                    [] => scope.random.next_f64(),
                };
                let span = below.checked_sub(from).filter(|it| *it > 0);
                let span = span.ok_or_else(|| Fault::Failed("the start must be below the end".to_owned()))?;
                Ok(Json::number((from as f64 + (fraction * span as f64).floor()).min(below as f64 - 1.0)))
            }
            ("States.MathAdd", [left, right]) => {
                let int = |it: &Json| {
                    i32::try_from(whole(it)?).map_err(|_| Fault::Failed(format!("{it} is out of range")))
                };
                Ok(Json::number(f64::from(int(left)?) + f64::from(int(right)?)))
            }
            ("States.StringSplit", [it, delimiters]) => {
                let delimiters = text(delimiters)?;
                let parts = text(it)?.split(|c| delimiters.contains(c)).filter(|it| !it.is_empty());
                Ok(Json::array(parts.map(Json::text).collect()))
            }
            ("States.UUID", []) => Ok(Json::text(scope.random.uuid())),
            (name, args) => Err(Fault::Failed(format!("{name} does not take {} arguments", args.len()))),
        }
    }
}

impl Argument {
    fn new(arg: &Arg) -> Argument {
        match &arg.kind {
            ArgKind::String(text) => Argument::Template(text.clone()),
            ArgKind::Number(spelled) => Argument::Value(spelled.parse().map_or(Json::Null, Json::Number)),
            ArgKind::Bool(it) => Argument::Value(Json::Bool(*it)),
            ArgKind::Null => Argument::Value(Json::Null),
            ArgKind::Path(path) => Argument::Path(path.to_string().into(), Path::new(path)),
            ArgKind::Call(call) => Argument::Call(Function::new(call)),
        }
    }

    fn evaluate(&self, scope: &mut Scope<'_>) -> Result<Json, Fault> {
        match self {
            Argument::Value(it) => Ok(it.clone()),
            Argument::Template(text) => Ok(Json::text(text.value())),
            Argument::Path(text, path) => scope.path(path).map_err(|it| Fault::Missing(text.clone(), it)),
            Argument::Call(call) => call.evaluate(scope),
        }
    }
}

fn text(value: &Json) -> Result<&str, Fault> {
    value.as_str().ok_or_else(|| expected("a string", value))
}

fn list(value: &Json) -> Result<&[Json], Fault> {
    value.as_array().ok_or_else(|| expected("an array", value))
}

/// Java's `Math.round`: to the nearest, half up.
fn whole(value: &Json) -> Result<i64, Fault> {
    let number = value.as_f64().ok_or_else(|| expected("a number", value))?;
    Ok(value.as_i64().unwrap_or((number + 0.5).floor() as i64))
}

fn expected(what: &str, found: &Json) -> Fault {
    Fault::Failed(format!("expected {what}, but was {}: {found}", found.type_name()))
}

fn bounded(text: &str) -> Result<&str, Fault> {
    match text.chars().nth(MOST_TEXT) {
        None => Ok(text),
        Some(_) => Err(Fault::Failed(format!("the input is longer than {MOST_TEXT} characters"))),
    }
}

fn format(template: &Text, args: &[Argument], scope: &mut Scope<'_>) -> Result<Json, Fault> {
    let args = args.iter().map(|it| it.evaluate(scope)).collect::<Result<Vec<Json>, Fault>>()?;
    let mut pieces = vec![String::new()];
    for piece in template.pieces() {
        let (PieceKind::Literal(_) | PieceKind::Substitution(_) | PieceKind::Brace(_)) = &piece.kind else {
            pieces.push(String::new());
            continue;
        };
        let Some(last) = pieces.last_mut() else { continue };
        match &piece.kind {
            PieceKind::Literal(text) => last.push_str(text),
            PieceKind::Substitution(name) => last.extend(["${", name, "}"]),
            PieceKind::Brace(brace) => last.push(*brace),
            PieceKind::Slot => {}
        }
    }
    fill_in(pieces.iter().map(String::as_str), &args)
}

fn fill_in<'a>(mut pieces: impl Iterator<Item = &'a str>, args: &[Json]) -> Result<Json, Fault> {
    let mut text = pieces.next().unwrap_or_default().to_owned();
    let mut args = args.iter();
    for piece in pieces {
        let arg = args.next().ok_or_else(|| Fault::Failed("more `{}` than arguments".to_owned()))?;
        java_text(arg, &mut text);
        text.push_str(piece);
    }
    match args.next() {
        None => Ok(Json::text(text)),
        Some(_) => Err(Fault::Failed("more arguments than `{}`".to_owned())),
    }
}

/// Java's `toString`: `{a=1, b=[]}`.
fn java_text(value: &Json, text: &mut String) {
    match value {
        Json::String(it) => text.push_str(it),
        Json::Array(_) => {
            text.push('[');
            for (i, item) in value.as_array().unwrap_or_default().iter().enumerate() {
                text.push_str(if i > 0 { ", " } else { "" });
                java_text(item, text);
            }
            text.push(']');
        }
        Json::Object(_) => {
            text.push('{');
            for (i, (key, it)) in value.as_object().into_iter().flatten().enumerate() {
                text.extend([if i > 0 { ", " } else { "" }, key, "="]);
                java_text(it, text);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

/// A text itself, anything else as JSON.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn string_to_json(text: &str) -> Result<Json, Fault> {
    if text.trim().is_empty() {
        return Ok(Json::Null);
    }
    Json::parse(text).map_err(|error| Fault::Failed(format!("the input is no JSON: {error}")))
}

fn partition(items: &[Json], size: i64) -> Result<Json, Fault> {
    match usize::try_from(size) {
        Ok(size @ 1..) => Ok(Json::array(items.chunks(size).map(|it| Json::array(it.to_vec())).collect())),
        _ => Err(Fault::Failed("the size must be positive".to_owned())),
    }
}

fn range(first: i64, last: i64, step: i64) -> Result<Json, Fault> {
    let mut items = Vec::new();
    let mut at = Some(first);
    if step == 0 {
        return Err(Fault::Failed("the step must not be 0".to_owned()));
    }
    while let Some(it) = at.filter(|it| if step > 0 { *it <= last } else { *it >= last }) {
        if items.len() == MOST_ITEMS {
            return Err(Fault::Failed(format!("more than {MOST_ITEMS} items")));
        }
        items.push(Json::Number(it.into()));
        at = it.checked_add(step);
    }
    Ok(Json::array(items))
}

fn merge(first: &Json, second: &Json, deep: &Json) -> Result<Json, Fault> {
    if deep != &Json::Bool(false) {
        return Err(Fault::Failed(
            "the service merges shallow only: the last argument must be false".to_owned(),
        ));
    }
    let fields = |it: &Json| it.as_object().cloned().ok_or_else(|| expected("an object", it));
    let mut merged: Fields = fields(first)?;
    merged.extend(fields(second)?.into_iter().map(|(key, it): (Arc<str>, Json)| (key, it)));
    Ok(Json::object(merged))
}
