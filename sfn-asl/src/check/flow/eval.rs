//! One state, given what is known of its input: what it reads that is not there, and what it gives.

use std::rc::Rc;

use super::graph::EdgeKind;
use super::shape::{DEEPEST, Dead, Field, Object, Odd, Shape};
use super::values::Values;
use crate::check::limits::is_timestamp;
use crate::check::outline::Site;
use crate::diag::Place;
use crate::machine::{
    Catcher, ItemReader, Map, NumberField, PathField, QueryLanguage, State, StateKind, TextField, Wait,
};
use crate::query::jsonata;
use crate::query::jsonpath::{Root, SegmentKind};
use crate::value::{Query, Text, Value, ValueKind, is_open};

/// What a path was followed in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    Read,
    /// In `ResultSelector`, which sees the result only.
    Selector,
    /// In a Choice.
    Variable,
    /// A `ResultPath`: something is in the way.
    Write,
    /// Below an `InputPath` of `null`.
    Nothing,
    /// A whole JSONata leaf that is undefined.
    Undefined,
    /// A list was needed.
    Items,
    /// An expression had to give one.
    ItemsGiven,
    /// The operator is of another family than the value.
    Family,
    /// The text that something is compared with is none of those that it can be.
    Word,
    /// A function or operator takes another type: what it is.
    Argument(&'static str),
    /// A number, a timestamp or text was needed.
    Number,
    Timestamp,
    String,
}

/// A path that leads nowhere.
pub(super) struct Miss {
    pub place: Place,
    pub role: Role,
    /// The names up to the step that fails, as printed; the step itself.
    pub prefix: String,
    pub step: SegmentKind,
    pub at: Shape,
}

/// What a state does with one input.
pub(super) struct Run<'v> {
    pub misses: Vec<Miss>,
    /// What leaves it, and how.
    pub outputs: Vec<(EdgeKind, Shape)>,
    /// What it ends its scope with.
    pub end: Option<Shape>,
    /// What its scopes start with.
    pub inner: Option<Shape>,
    /// Whether it fails for sure, and nothing can catch that.
    pub is_fatal: bool,
    /// How many items a Map has, if that is known.
    pub items: Option<usize>,
    /// The variables that it assigns, by number.
    pub assigned: Vec<(usize, Shape)>,
    /// Whether it reads a variable: if not, all this is true whatever is known of them.
    pub reads_variables: bool,
    variables: &'v Values<'v>,
    scope: usize,
}

/// What the paths of a field are followed in.
pub(super) struct Env<'s> {
    pub document: &'s Shape,
    pub role: Role,
    /// `$$.Map.Item.Value`
    pub item: Option<&'s Shape>,
    pub input: &'s Shape,
    pub result: Option<&'s Shape>,
    pub error: Option<&'s Shape>,
}

impl<'s> Env<'s> {
    fn new(document: &'s Shape, input: &'s Shape) -> Env<'s> {
        Env { document, role: Role::Read, item: None, input, result: None, error: None }
    }
}

/// What catchers are given: `{"Error": …, "Cause": …}`
pub(super) fn error_output() -> Shape {
    let field = |name: &str, shape| Field { name: name.into(), shape, is_optional: false };
    Shape::object(vec![field("Error", Shape::Text), field("Cause", Shape::Cause)])
}

/// Runs `site` with `input`. `result` is what it gives if it is a Task, `inner` what each of its scopes ends with, if it
/// has been found out, `error` what its catchers are given.
pub(super) fn run<'v>(
    site: &Site,
    input: &Shape,
    variables: &'v Values<'v>,
    result: &Shape,
    inner: &[Option<Shape>],
    error: &Shape,
) -> Run<'v> {
    let mut run = Run {
        misses: Vec::new(),
        outputs: Vec::new(),
        end: None,
        inner: None,
        is_fatal: false,
        items: None,
        assigned: Vec::new(),
        reads_variables: false,
        variables,
        scope: site.scope,
    };
    let effective = match &site.state.input_path {
        None => input.clone(),
        Some(PathField::Null(_)) => Shape::object(Vec::new()),
        Some(PathField::Path(query)) => run.query(query, &Env::new(input, input)),
    };
    let is_nothing = matches!(site.state.input_path, Some(PathField::Null(_)));
    let env =
        Env { role: if is_nothing { Role::Nothing } else { Role::Read }, ..Env::new(&effective, input) };
    run.state(site, &env, result, inner);
    run.catchers(site.state, input, error);
    run
}

impl<'v> Run<'v> {
    /// What is known of a variable.
    pub(super) fn variable(&mut self, name: &str) -> Option<&'v Shape> {
        self.reads_variables = true;
        self.variables.get(self.scope, name)
    }

    fn state(&mut self, site: &Site, env: &Env, result: &Shape, inner: &[Option<Shape>]) {
        let state = site.state;
        let is_jsonata = site.language == QueryLanguage::Jsonata;
        let result = match &state.kind {
            StateKind::Pass { result } => match result {
                Some(result) => Some(literal(result, 0)),
                None => Some(self.arguments(state, env)),
            },
            StateKind::Task(task) => {
                self.number(task.timeout.as_ref(), env);
                self.number(task.heartbeat.as_ref(), env);
                self.template(state.arguments.as_ref(), env);
                self.template(task.credentials.as_ref(), env);
                Some(result.clone())
            }
            StateKind::Choice(_) => return self.choice(state, env),
            StateKind::Wait(wait) => {
                match wait {
                    Some(Wait::Seconds(seconds)) => self.number(Some(seconds), env),
                    Some(Wait::Timestamp(TextField::Query(query))) => {
                        let found = self.query(query, env);
                        self.needs(query, found, Role::Timestamp);
                    }
                    _ => {}
                }
                None
            }
            StateKind::Succeed => None,
            StateKind::Fail { error, cause } => {
                for text in [error, cause] {
                    if let Some(TextField::Query(query)) = text {
                        let found = self.query(query, env);
                        self.needs(query, found, Role::String);
                    }
                }
                return;
            }
            StateKind::Parallel { .. } => {
                self.inner = Some(self.arguments(state, env));
                let all: Option<Vec<Shape>> = inner.iter().cloned().collect();
                match all {
                    Some(all) => Some(Shape::branches(all)),
                    None => return,
                }
            }
            StateKind::Map(map) => match self.map(map, env, inner) {
                Some(result) => Some(result),
                None => return,
            },
        };
        let output =
            if is_jsonata { self.leave_jsonata(state, env, result) } else { self.leave(state, env, result) };
        self.go_on(state, EdgeKind::Next, output);
    }

    /// `Parameters` or `Arguments`, else what the state sees.
    fn arguments(&mut self, state: &State, env: &Env) -> Shape {
        match &state.arguments {
            Some(arguments) => self.value(arguments, env, 0),
            None => env.document.clone(),
        }
    }

    /// `ResultSelector`, `Assign`, `ResultPath`, `OutputPath`.
    fn leave(&mut self, state: &State, env: &Env, result: Option<Shape>) -> Shape {
        let selected = match (&state.result_selector, result) {
            (Some(selector), Some(result)) => {
                self.value(selector, &Env { role: Role::Selector, ..Env::new(&result, env.input) }, 0)
            }
            (_, Some(result)) => result,
            (_, None) => env.document.clone(),
        };
        self.assign(state.assign.as_ref(), &Env::new(&selected, env.input));
        let has_result =
            !matches!(state.kind, StateKind::Wait(_) | StateKind::Succeed | StateKind::Choice(_));
        let output = match &state.result_path {
            _ if !has_result => selected,
            None => selected,
            Some(path) => self.insert(path, env.input, selected),
        };
        self.output_path(state, &output, env.input)
    }

    pub(super) fn output_path(&mut self, state: &State, output: &Shape, input: &Shape) -> Shape {
        match &state.output_path {
            None => output.clone(),
            Some(PathField::Null(_)) => Shape::object(Vec::new()),
            Some(PathField::Path(query)) => self.query(query, &Env::new(output, input)),
        }
    }

    fn insert(&mut self, path: &PathField, input: &Shape, value: Shape) -> Shape {
        let query = match path {
            PathField::Null(_) => return input.clone(),
            PathField::Path(query) => query,
        };
        let Some(path) = query.path().filter(|it| it.root == Root::Document && !is_open(&query.text.value))
        else {
            return Shape::Any;
        };
        input.insert(&path.segments, value).unwrap_or_else(|dead| {
            self.miss(query, path, dead, Role::Write);
            Shape::Any
        })
    }

    /// `Assign` and `Output`.
    fn leave_jsonata(&mut self, state: &State, env: &Env, result: Option<Shape>) -> Shape {
        let env = Env { result: result.as_ref(), ..Env::new(env.document, env.input) };
        self.assign(state.assign.as_ref(), &env);
        match &state.output {
            Some(output) => self.value(output, &env, 0),
            None => result.clone().unwrap_or_else(|| env.input.clone()),
        }
    }

    fn go_on(&mut self, state: &State, kind: EdgeKind, output: Shape) {
        if self.is_fatal {
        } else if state.is_terminal() {
            self.end = Some(output);
        } else {
            self.outputs.push((kind, output));
        }
    }

    fn catchers(&mut self, state: &State, input: &Shape, error: &Shape) {
        for (at, catcher) in state.catch.iter().flatten().enumerate() {
            let output = self.caught(catcher, input, error);
            self.outputs.push((EdgeKind::Catch(at), output));
        }
    }

    fn caught(&mut self, catcher: &Catcher, input: &Shape, error: &Shape) -> Shape {
        let env = Env { error: Some(error), ..Env::new(error, input) };
        self.assign(catcher.assign.as_ref(), &env);
        match (&catcher.output, &catcher.result_path) {
            (Some(output), _) => self.value(output, &env, 0),
            (None, Some(path)) => self.insert(path, input, error.clone()),
            (None, None) => error.clone(),
        }
    }

    fn map(&mut self, map: &Map, env: &Env, inner: &[Option<Shape>]) -> Option<Shape> {
        let from_reader = map.item_reader.is_some();
        if let Some(reader) = &map.item_reader {
            self.template(reader.arguments.as_ref(), env);
        }
        self.number(map.max_concurrency.as_ref(), env);
        self.number(map.tolerated_failure_count.as_ref(), env);
        if let Some(NumberField::Query(query)) = &map.tolerated_failure_percentage {
            let found = self.query(query, env);
            self.needs_perhaps(query, found, Role::Number, true);
        }
        let items = match (&map.items_path, &map.items) {
            _ if map.item_reader.as_ref().is_some_and(reads_rows) => Shape::list(Shape::Row),
            _ if from_reader => Shape::Any,
            (Some(path), _) => self.query(path, env),
            (None, Some(items)) => self.value(items, env, 0),
            (None, None) => env.document.clone(),
        };
        self.items = items.count();
        let item = match items.item() {
            Some(item) => item,
            // A distributed Map takes an object, too.
            None if items.is_object() && map.is_distributed() => Shape::Any,
            None => {
                // An expression that gives something else fails, and its error can be caught.
                if let Some(Value { kind: ValueKind::Query(query), .. }) = &map.items {
                    // What an expression gives by itself is said where expressions are checked.
                    let is_told = query.jsonata().and_then(jsonata::literal_type).is_some();
                    if items.is_scalar() && !is_told {
                        let prefix = query.text.value.trim_matches(['{', '%', '}', ' ']).to_owned();
                        let (place, step) = (query.text.loc.into(), SegmentKind::Wildcard);
                        self.misses.push(Miss { place, role: Role::ItemsGiven, prefix, step, at: items });
                    }
                    return Some(Shape::Any);
                }
                if let Some(query) = &map.items_path
                    && let Some(path) = query.path()
                    && let Some(last) = path.segments.last()
                {
                    let dead = Dead { step: path.segments.len() - 1, at: items };
                    let (prefix, step) = (query.text.value.clone(), last.kind.clone());
                    let place = query.text.loc.into();
                    self.misses.push(Miss { place, role: Role::Items, prefix, step, at: dead.at });
                } else if let Some(Value { kind: ValueKind::Object(_), loc }) = &map.items {
                    let (prefix, step) = ("Items".to_owned(), SegmentKind::Wildcard);
                    self.misses.push(Miss {
                        place: (*loc).into(),
                        role: Role::Items,
                        prefix,
                        step,
                        at: items,
                    });
                }
                self.is_fatal = true;
                return None;
            }
        };
        let env = Env { item: Some(&item), ..Env::new(env.document, env.input) };
        let mut start = match &map.item_selector {
            Some(selector) => self.value(selector, &env, 0),
            None => item.clone(),
        };
        if let Some(batcher) = &map.item_batcher {
            let mut fields = vec![field("Items", Shape::list(start))];
            if let Some(input) = &batcher.batch_input {
                fields.push(field("BatchInput", self.value(input, &env, 0)));
            }
            start = Shape::object(fields);
        }
        self.inner = Some(start);
        if let Some(writer) = &map.result_writer {
            self.template(writer.arguments.as_ref(), &env);
            if writer.resource.is_some() {
                return Some(Shape::Any);
            }
            return inner.first()?.as_ref().map(|_| Shape::Any);
        }
        inner.first()?.clone().map(Shape::list)
    }

    pub(super) fn number(&mut self, number: Option<&NumberField>, env: &Env) {
        if let Some(NumberField::Query(query)) = number {
            let found = self.query(query, env);
            self.needs(query, found, Role::Number);
        }
    }

    /// A path leads to what its field takes. What an expression gives is checked with the expression.
    pub(super) fn needs(&mut self, query: &Query, found: Shape, role: Role) {
        self.needs_perhaps(query, found, role, false);
    }

    fn needs_perhaps(&mut self, query: &Query, found: Shape, role: Role, takes_fraction: bool) {
        let fits = match (role, &found) {
            (_, Shape::Any) => true,
            (Role::Number, Shape::Odd(odd)) => odd == &Odd::Fraction && takes_fraction,
            (Role::Number, found) => found.is_number(),
            (Role::Timestamp, Shape::Odd(_)) => false,
            (_, found) => found.is_text(),
        };
        if !fits && let Some(step) = query.path().and_then(|it| it.segments.last()) {
            let (prefix, step) = (query.text.value.clone(), step.kind.clone());
            self.misses.push(Miss { place: query.text.loc.into(), role, prefix, step, at: found });
        }
    }

    pub(super) fn template(&mut self, value: Option<&Value>, env: &Env) {
        if let Some(value) = value {
            value.each_query(&mut |it| {
                self.query(it, env);
            });
        }
    }

    /// An `Assign`.
    pub(super) fn assign(&mut self, assign: Option<&Value>, env: &Env) {
        match assign.map(|it| &it.kind) {
            Some(ValueKind::Object(fields)) => {
                for field in fields {
                    let value = self.value(&field.value, env, 0);
                    if let Some(number) = self.variables.number(self.scope, &field.key.value) {
                        self.assigned.push((number, value));
                    }
                }
            }
            _ => self.template(assign, env),
        }
    }

    /// What a template gives.
    pub(super) fn value(&mut self, value: &Value, env: &Env, depth: usize) -> Shape {
        match &value.kind {
            ValueKind::Query(query) => self.query(query, env),
            ValueKind::Array(items) if depth < DEEPEST => {
                Shape::items(items.iter().map(|it| self.value(it, env, depth + 1)).collect())
            }
            ValueKind::Object(fields) if depth < DEEPEST => {
                let fields: Vec<Field> = fields
                    .iter()
                    .map(|it| field(&it.key.value, self.value(&it.value, env, depth + 1)))
                    .collect();
                if fields.iter().any(|it| is_open(&it.name)) { Shape::open() } else { Shape::object(fields) }
            }
            _ => {
                self.template(Some(value), env);
                literal(value, depth)
            }
        }
    }
}

fn field(name: &str, shape: Shape) -> Field {
    Field { name: name.into(), shape, is_optional: false }
}

/// Whether the items are rows of CSV files.
fn reads_rows(reader: &ItemReader) -> bool {
    let Some(config) = &reader.config else { return false };
    let is = |text: &Option<Text>, value: &str| text.as_ref().is_some_and(|it| it.value == value);
    let is_flat =
        reader.resource.value.ends_with(":s3:getObject") || is(&config.transformation, "LOAD_AND_FLATTEN");
    is(&config.input_type, "CSV") && is_flat
}

/// What is known of data in the document.
fn literal(value: &Value, depth: usize) -> Shape {
    match &value.kind {
        ValueKind::Null => Shape::Null,
        ValueKind::Bool(_) => Shape::Bool,
        ValueKind::Number(number) if number.starts_with('-') => Shape::Odd(Odd::Negative),
        ValueKind::Number(number) if number.parse::<f64>().is_ok_and(|it| it.fract() != 0.0) => {
            Shape::Odd(Odd::Fraction)
        }
        ValueKind::Number(_) => Shape::Number,
        ValueKind::String(text) if is_open(text) => Shape::Any,
        ValueKind::String(text) if is_timestamp(text) => Shape::Text,
        ValueKind::String(_) => Shape::Odd(Odd::NoTimestamp),
        _ if depth >= DEEPEST => Shape::Any,
        ValueKind::Array(items) => Shape::items(items.iter().map(|it| literal(it, depth + 1)).collect()),
        ValueKind::Object(fields) => {
            let fields: Vec<Field> =
                fields.iter().map(|it| field(&it.key.value, literal(&it.value, depth + 1))).collect();
            if fields.iter().any(|it| is_open(&it.name)) {
                return Shape::Object(Rc::new(Object { is_open: true, ..Object::default() }));
            }
            Shape::object(fields)
        }
        ValueKind::Query(_) => Shape::Any,
    }
}
