//! JSONata, evaluated as AWS does: the one place that knows which engine does it.
//!
//! The engine has values of its own, and turning data into them costs more than evaluating. So an expression gets no
//! more of `$states` than the paths it reads, and everyday ones never get to the engine.

use std::cell::RefCell;
use std::rc::Rc;

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::{Context, Evaluator, EvaluatorError, EvaluatorOptions};
use jsonata_core::parser;
use jsonata_core::value::JValue;
use sfn_asl::query::jsonata::{Expr, ExprKind, analyse};

use super::direct::Direct;
use super::random::Random;
use super::value::{Fields, Json};
use super::wording::Wording;
use super::{Scope, digest, random, time};

/// The service takes `[1..873782]`, and not one more (measured).
const MOST_ITEMS: usize = 873_782;

/// How deep evaluations stand inside one another where the service gives up (measured).
const MOST_DEPTH: usize = 100;

/// For expressions that could loop.
const MOST_MILLIS: u64 = 10_000;

/// An expression, ready to be evaluated.
#[derive(Debug)]
pub(crate) struct Expression {
    /// The tree; or why the engine does not take what our own parser does.
    ast: Result<AstNode, String>,
    /// The same without the engine.
    direct: Option<Direct>,
    /// What it reads of `$states`.
    states: Option<Reads>,
    /// Other `$names`, called or not.
    names: Vec<String>,
    /// Whether it defines functions, which may call themselves.
    loops: bool,
    wording: Wording,
}

/// Why an expression gave nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    Undefined,
    /// A function, or something with one inside.
    Unsupported,
    Error(String),
}

/// The parts of an object that are read.
#[derive(Debug, Default)]
struct Reads {
    whole: bool,
    fields: Vec<(String, Reads)>,
}

impl Reads {
    fn add(&mut self, path: &[String]) {
        let Some((first, rest)) = path.split_first() else {
            self.whole = true;
            return;
        };
        let at = self.fields.iter().position(|it| it.0 == *first).unwrap_or_else(|| {
            self.fields.push((first.clone(), Reads::default()));
            self.fields.len() - 1
        });
        self.fields[at].1.add(rest);
    }

    /// The part of `value` that is read.
    fn of(&self, value: &Json) -> JValue {
        match value.as_object() {
            Some(fields) if !self.whole => JValue::object(
                self.fields
                    .iter()
                    .filter_map(|(name, reads)| Some((name.clone(), reads.of(fields.get(name.as_str())?))))
                    .collect(),
            ),
            _ => into_engine(value),
        }
    }
}

impl Expression {
    /// `text` is what stands between `{%` and `%}`.
    pub(crate) fn new(text: &str, expr: &Expr) -> Expression {
        let analysis = analyse(expr);
        let trimmed = text.trim();
        // A step to the parent may lead out of what a path names.
        let prunes = !trimmed.contains('%');
        let mut states = None;
        for path in &analysis.states {
            let steps = if prunes { path.segments.as_slice() } else { &[] };
            states.get_or_insert_with(Reads::default).add(steps);
        }
        let mut names: Vec<String> = analysis.variables.into_iter().map(|it| it.name).collect();
        names.extend(analysis.calls.into_iter().map(|it| it.name));
        names.sort();
        names.dedup();
        let wording = Wording::new(expr);
        let is_deep = is_deeper(expr, MOST_DEPTH);
        Expression {
            ast: match is_deep {
                true => Err(super::wording::STACK.to_owned()),
                false => parser::parse(trimmed).map_err(|error| wording.reworded(&error.to_string())),
            },
            wording,
            direct: if is_deep { None } else { Direct::new(expr) },
            states,
            names,
            loops: has_lambda(expr),
        }
    }

    /// What it gives.
    pub(crate) fn evaluate(&self, scope: &mut Scope<'_>) -> Result<Json, Fault> {
        match self.direct.as_ref().and_then(|it| it.evaluate(scope)) {
            Some(it) => Ok(it),
            None => self.by_engine(scope, None),
        }
    }

    /// What it gives for `root`, which `$` is then. In a machine it is nothing.
    pub(crate) fn evaluate_over(&self, root: &Json, scope: &mut Scope<'_>) -> Result<Json, Fault> {
        match self.direct.as_ref().and_then(|it| it.evaluate(scope)) {
            Some(it) => Ok(it),
            None => self.by_engine(scope, Some(root)),
        }
    }

    pub(super) fn by_engine(&self, scope: &mut Scope<'_>, root: Option<&Json>) -> Result<Json, Fault> {
        let ast = self.ast.as_ref().map_err(|error| Fault::Error(error.clone()))?;
        let mut context = Context::new();
        if let Some(reads) = &self.states {
            context.bind("states".to_owned(), states(reads, scope));
        }
        let shared = Rc::new(RefCell::new(scope.random.clone()));
        let mut functions = Vec::new();
        for name in &self.names {
            match scope.variables.get(name) {
                Some(it) => context.bind(name.clone(), into_engine(it)),
                None => functions.push(name.as_str()),
            }
        }
        let options = EvaluatorOptions {
            max_sequence_length: Some(MOST_ITEMS),
            timeout_ms: self.loops.then_some(MOST_MILLIS),
            ..EvaluatorOptions::default()
        };
        let mut evaluator = Evaluator::with_options(context, options);
        for name in functions {
            register(&mut evaluator, name, &shared, scope.now)
                .map_err(|it| Fault::Error(it.message().to_owned()))?;
        }
        let result = evaluator.evaluate(ast, &root.map_or(JValue::Undefined, into_engine));
        *scope.random = shared.borrow().clone();
        match result {
            Ok(JValue::Undefined) => Err(Fault::Undefined),
            Ok(value) => out_of_engine(&value).ok_or(Fault::Unsupported),
            Err(error) => Err(Fault::Error(self.wording.reworded(error.message()))),
        }
    }
}

fn is_deeper(expr: &Expr, most: usize) -> bool {
    let Some(left) = most.checked_sub(1) else { return true };
    let mut deeper = false;
    expr.for_each_child(&mut |it| deeper = deeper || is_deeper(it, left));
    deeper
}

fn has_lambda(expr: &Expr) -> bool {
    let mut found = matches!(expr.kind, ExprKind::Lambda { .. });
    expr.for_each_child(&mut |it| found |= has_lambda(it));
    found
}

/// `$states`, as far as it is read.
fn states(reads: &Reads, scope: &Scope<'_>) -> JValue {
    let part = |name: &str, reads: &Reads| match name {
        "input" => Some(reads.of(scope.document)),
        "result" => scope.result.map(|it| reads.of(it)),
        "errorOutput" => scope.error_output.map(|it| reads.of(it)),
        "context" if reads.whole => Some(into_engine(&scope.context.whole())),
        "context" => {
            let fields = reads.fields.iter();
            let read =
                fields.filter_map(|(name, it)| Some((name.clone(), it.of(&scope.context.field(name)?))));
            Some(JValue::object(read.collect()))
        }
        _ => None,
    };
    let whole = Reads { whole: true, fields: Vec::new() };
    let fields: Vec<(&str, &Reads)> = match reads.whole {
        true => ["input", "context", "result", "errorOutput"].map(|it| (it, &whole)).to_vec(),
        false => reads.fields.iter().map(|(name, it)| (name.as_str(), it)).collect(),
    };
    JValue::object(
        fields.into_iter().filter_map(|(name, it)| Some((name.to_owned(), part(name, it)?))).collect(),
    )
}

type Outcome = Result<JValue, EvaluatorError>;

fn failed<T>(message: &str) -> Result<T, EvaluatorError> {
    Err(EvaluatorError::EvaluationError(message.to_owned()))
}

/// The functions of AWS, and those of the library that must not see the real world.
fn register(
    evaluator: &mut Evaluator,
    name: &str,
    random: &Rc<RefCell<Random>>,
    now: i128,
) -> Result<(), EvaluatorError> {
    let random = random.clone();
    let millis = now.div_euclid(1_000_000) as f64;
    match name {
        "partition" => evaluator.register_fn(name, |args: &[JValue]| partition(args)),
        "range" => evaluator.register_fn(name, |args: &[JValue]| range(args)),
        "hash" => evaluator.register_fn(name, |args: &[JValue]| hash(args)),
        "parse" => evaluator.register_fn(name, |args: &[JValue]| parse(args)),
        "uuid" => {
            evaluator.register_fn(name, move |_: &[JValue]| Ok(JValue::string(random.borrow_mut().uuid())))
        }
        "random" => evaluator.register_fn_override(name, move |args: &[JValue]| match args {
            [] => Ok(JValue::from_f64(random.borrow_mut().next_f64())),
            [seed, ..] => match seed.as_f64() {
                Some(seed) => Ok(JValue::from_f64(random::java_double(seed as i64))),
                None => failed("T0410: Argument 1 of function \"random\" does not match function signature"),
            },
        }),
        "millis" => evaluator.register_fn_override(name, move |_: &[JValue]| Ok(JValue::from_f64(millis))),
        "now" => evaluator.register_fn_override(name, move |args: &[JValue]| {
            if args.is_empty() {
                return Ok(JValue::string(time::format(now)));
            }
            in_picture(millis, args)
        }),
        "toMillis" => evaluator.register_fn_override(name, move |args: &[JValue]| to_millis(now, args)),
        "eval" => evaluator
            .register_fn_override(name, |_: &[JValue]| failed("T1006: Attempted to invoke a non-function")),
        _ => Ok(()),
    }
}

/// `$now(picture, zone)` is `$fromMillis($millis(), picture, zone)`.
fn in_picture(millis: f64, args: &[JValue]) -> Outcome {
    let mut all = vec![JValue::from_f64(millis)];
    all.extend_from_slice(args);
    of_library("fromMillis", all)
}

/// What a picture leaves out above the greatest part that it has is that of today.
fn to_millis(now: i128, args: &[JValue]) -> Outcome {
    let mut args = args.to_vec();
    if let [text, picture, ..] = &mut args[..]
        && let (Some(time), Some(shape)) = (text.as_str(), picture.as_str())
        && let Some((date, prefix)) = today(now, shape)
    {
        (*text, *picture) =
            (JValue::string(format!("{date} {time}")), JValue::string(format!("{prefix} {shape}")));
    }
    of_library("toMillis", args)
}

/// The parts of the date of today that `picture` lacks, and the picture of them.
fn today(now: i128, picture: &str) -> Option<(String, &'static str)> {
    let parts = picture.split('[').skip(1).filter_map(|it| it.chars().next());
    let has = |letters: &str| parts.clone().any(|it| letters.contains(it));
    let date = time::format(now);
    if has("YdXWxwF") || parts.clone().next().is_none() {
        return None;
    }
    match (has("M"), has("D")) {
        (true, _) => Some((date[..4].to_owned(), "[Y0001]")),
        (false, true) => Some((date[..7].to_owned(), "[Y0001]-[M01]")),
        (false, false) => Some((date[..10].to_owned(), "[Y0001]-[M01]-[D01]")),
    }
}

/// Calls the library's own function.
fn of_library(name: &str, args: Vec<JValue>) -> Outcome {
    let mut context = Context::new();
    let names: Vec<String> = (0..args.len()).map(|i| format!("$a{i}")).collect();
    let call = format!("${name}({})", names.join(", "));
    args.into_iter().enumerate().for_each(|(i, it)| context.bind(format!("a{i}"), it));
    match parser::parse(&call) {
        Ok(ast) => Evaluator::with_context(context).evaluate(&ast, &JValue::Undefined),
        Err(error) => failed(&error.to_string()),
    }
}

fn number(args: &[JValue], i: usize, function: &str) -> Result<f64, EvaluatorError> {
    match args.get(i).and_then(JValue::as_f64) {
        // Towards zero (measured).
        Some(it) => Ok(it.trunc()),
        None => failed(&format!(
            "T0410: Argument {} of function \"{function}\" does not match function signature",
            i + 1
        )),
    }
}

fn partition(args: &[JValue]) -> Outcome {
    let Some(items) = args.first().filter(|it| !it.is_undefined()) else { return Ok(JValue::Undefined) };
    let size = number(args, 1, "partition")?;
    if size < 1.0 {
        return failed("the size of the chunks must be positive");
    }
    let single = std::slice::from_ref(items);
    let items = items.as_array().map_or(single, Vec::as_slice);
    Ok(JValue::array(items.chunks(size as usize).map(|it| JValue::array(it.to_vec())).collect()))
}

fn range(args: &[JValue]) -> Outcome {
    let (first, last, step) =
        (number(args, 0, "range")?, number(args, 1, "range")?, number(args, 2, "range")?);
    if step == 0.0 {
        return failed("the step must not be 0");
    }
    let count = ((last - first) / step).floor() + 1.0;
    if count > MOST_ITEMS as f64 {
        return failed(super::wording::MEMORY);
    }
    let mut items: Vec<JValue> =
        (0..count.max(0.0) as usize).map(|i| JValue::from_f64(first + i as f64 * step)).collect();
    // A sequence of one is its item (recorded).
    Ok(match items.len() {
        0 => JValue::Undefined,
        1 => items.pop().unwrap_or(JValue::Undefined),
        _ => JValue::array(items),
    })
}

fn hash(args: &[JValue]) -> Outcome {
    let text = match args.first() {
        Some(it) if it.as_str().is_some() => it.as_str().unwrap_or_default().to_owned(),
        Some(it) => out_of_engine(it).map(|it| it.to_string()).unwrap_or_default(),
        None => return Ok(JValue::Undefined),
    };
    let algorithm = args.get(1).and_then(JValue::as_str).unwrap_or_default();
    match digest::hash(algorithm, text.as_bytes()) {
        Some(it) => Ok(JValue::string(it)),
        None => failed(&format!("unknown algorithm {algorithm:?}")),
    }
}

fn parse(args: &[JValue]) -> Outcome {
    let Some(text) = args.first().filter(|it| !it.is_undefined()) else { return Ok(JValue::Undefined) };
    let Some(text) = text.as_str() else {
        return failed("T0410: Argument 1 of function \"parse\" does not match function signature");
    };
    match Json::parse(text) {
        Ok(it) => Ok(into_engine(&it)),
        Err(error) => failed(&format!("the text is no JSON: {error}")),
    }
}

fn into_engine(value: &Json) -> JValue {
    match value {
        Json::Null => JValue::Null,
        Json::Bool(it) => JValue::Bool(*it),
        Json::Number(it) => JValue::from_f64(it.as_f64().unwrap_or_default()),
        Json::String(it) => JValue::string(&**it),
        Json::Array(_) => {
            JValue::array(value.as_array().unwrap_or_default().iter().map(into_engine).collect())
        }
        Json::Object(_) => JValue::object(
            value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, it)| (key.to_string(), into_engine(it)))
                .collect(),
        ),
    }
}

/// `None` if it is a function, or there is one inside.
fn out_of_engine(value: &JValue) -> Option<Json> {
    Some(match value {
        JValue::Null | JValue::Undefined => Json::Null,
        JValue::Bool(it) => Json::Bool(*it),
        // As the JSON library of the service writes what JSON has no number for (measured).
        JValue::Number(it) if it.is_nan() => Json::text("NaN"),
        JValue::Number(it) if it.is_infinite() => {
            Json::text(if *it > 0.0 { "Infinity" } else { "-Infinity" })
        }
        JValue::Number(it) => Json::number(*it),
        JValue::String(it) => Json::text(&**it),
        JValue::Array(items) => Json::array(items.iter().map(out_of_engine).collect::<Option<_>>()?),
        JValue::Object(_) => {
            let mut fields = Fields::default();
            for (key, it) in value.as_object()? {
                fields.insert(key.as_str().into(), out_of_engine(it)?);
            }
            Json::object(fields)
        }
        _ => return None,
    })
}
