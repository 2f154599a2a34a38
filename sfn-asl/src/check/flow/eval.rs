//! One state, given what is known of its input: what it reads that is not there, and what it gives.

use std::rc::Rc;

use super::graph::EdgeKind;
use super::shape::{DEEPEST, Dead, Field, Object, Seen, Shape};
use crate::check::outline::Site;
use crate::choice::{Condition, ConditionKind, Family, Operand, Operator};
use crate::diag::Place;
use crate::machine::{
    Catcher, Map, NumberField, PathField, QueryLanguage, State, StateKind, TextField, Wait,
};
use crate::query::intrinsic::{self, ArgKind};
use crate::query::jsonata::{self, Expr, ExprKind};
use crate::query::jsonpath::{Path, Root, SegmentKind};
use crate::sdk::Typed;
use crate::value::{Query, QueryTree, Value, ValueKind, is_open};

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
    /// The operator is of another family than the value.
    Family,
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
#[derive(Default)]
pub(super) struct Run {
    pub misses: Vec<Miss>,
    /// What leaves it, and how.
    pub outputs: Vec<(EdgeKind, Shape)>,
    /// What it ends its scope with.
    pub end: Option<Shape>,
    /// What its scopes start with.
    pub inner: Option<Shape>,
    /// Whether it fails for sure, and nothing can catch that.
    is_fatal: bool,
}

/// What the paths of a field are followed in.
struct Env<'s> {
    document: &'s Shape,
    role: Role,
    /// `$$.Map.Item.Value`
    item: Option<&'s Shape>,
    input: &'s Shape,
    result: Option<&'s Shape>,
    error: Option<&'s Shape>,
}

impl<'s> Env<'s> {
    fn new(document: &'s Shape, input: &'s Shape) -> Env<'s> {
        Env { document, role: Role::Read, item: None, input, result: None, error: None }
    }
}

/// `{"Error": …, "Cause": …}`
fn error_output() -> Shape {
    let field = |name: &str, shape| Field { name: name.into(), shape, is_optional: false };
    Shape::object(vec![field("Error", Shape::Text), field("Cause", Shape::Cause)])
}

/// Runs `site` with `input`. `result` is what it gives if it is a Task, `inner` what each of its scopes ends with, if it
/// has been found out.
pub(super) fn run(site: &Site, input: &Shape, result: &Shape, inner: &[Option<Shape>]) -> Run {
    let mut run = Run::default();
    let effective = match &site.state.input_path {
        None => input.clone(),
        Some(PathField::Null(_)) => Shape::object(Vec::new()),
        Some(PathField::Path(query)) => run.query(query, &Env::new(input, input)),
    };
    let is_nothing = matches!(site.state.input_path, Some(PathField::Null(_)));
    let env =
        Env { role: if is_nothing { Role::Nothing } else { Role::Read }, ..Env::new(&effective, input) };
    run.state(site, &env, result, inner);
    run.catchers(site.state, input);
    run
}

impl Run {
    fn state(&mut self, site: &Site, env: &Env, result: &Shape, inner: &[Option<Shape>]) {
        let state = site.state;
        let is_jsonata = site.language == QueryLanguage::Jsonata;
        let result = match &state.kind {
            StateKind::Pass { result } => match result {
                Some(result) => Some(literal(result, 0)),
                None => Some(self.arguments(state, env)),
            },
            StateKind::Task(task) => {
                self.number(&task.timeout, env);
                self.number(&task.heartbeat, env);
                self.template(state.arguments.as_ref(), env);
                self.template(task.credentials.as_ref(), env);
                Some(result.clone())
            }
            StateKind::Choice(_) => return self.choice(state, env),
            StateKind::Wait(wait) => {
                match wait {
                    Some(Wait::Seconds(seconds)) => self.number(&Some(seconds.clone()), env),
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
                    Some(all) => Some(Shape::items(all)),
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
        self.template(state.assign.as_ref(), &Env::new(&selected, env.input));
        let has_result =
            !matches!(state.kind, StateKind::Wait(_) | StateKind::Succeed | StateKind::Choice(_));
        let output = match &state.result_path {
            _ if !has_result => selected,
            None => selected,
            Some(path) => self.insert(path, env.input, selected),
        };
        self.output_path(state, &output, env.input)
    }

    fn output_path(&mut self, state: &State, output: &Shape, input: &Shape) -> Shape {
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
        self.template(state.assign.as_ref(), &env);
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

    fn catchers(&mut self, state: &State, input: &Shape) {
        for (at, catcher) in state.catch.iter().flatten().enumerate() {
            let output = self.caught(catcher, input);
            self.outputs.push((EdgeKind::Catch(at), output));
        }
    }

    fn caught(&mut self, catcher: &Catcher, input: &Shape) -> Shape {
        let error = error_output();
        let env = Env { error: Some(&error), ..Env::new(&error, input) };
        self.template(catcher.assign.as_ref(), &env);
        match (&catcher.output, &catcher.result_path) {
            (Some(output), _) => self.value(output, &env, 0),
            (None, Some(path)) => self.insert(path, input, error),
            (None, None) => error,
        }
    }

    fn map(&mut self, map: &Map, env: &Env, inner: &[Option<Shape>]) -> Option<Shape> {
        let from_reader = map.item_reader.is_some();
        if let Some(reader) = &map.item_reader {
            self.template(reader.arguments.as_ref(), env);
        }
        for number in [&map.max_concurrency, &map.tolerated_failure_count, &map.tolerated_failure_percentage]
        {
            self.number(number, env);
        }
        let items = match (&map.items_path, &map.items) {
            _ if from_reader => Shape::Any,
            (Some(path), _) => self.query(path, env),
            (None, Some(items)) => self.value(items, env, 0),
            (None, None) => env.document.clone(),
        };
        let item = match items.item() {
            Some(item) => item,
            // A distributed Map takes an object, too.
            None if items.is_object() && map.is_distributed() => Shape::Any,
            None => {
                if let Some(query) = &map.items_path
                    && let Some(path) = query.path()
                    && let Some(last) = path.segments.last()
                {
                    let dead = Dead { step: path.segments.len() - 1, at: items };
                    let (prefix, step) = (query.text.value.clone(), last.kind.clone());
                    let place = query.text.loc.into();
                    self.misses.push(Miss { place, role: Role::Items, prefix, step, at: dead.at });
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

    fn choice(&mut self, state: &State, env: &Env) {
        let StateKind::Choice(choice) = &state.kind else { return };
        let output = |run: &mut Run, own: Option<&Value>| match own {
            Some(own) => run.value(own, env, 0),
            None => run.output_path(state, env.document, env.input),
        };
        // Whether a rule before may have applied, so that this one is perhaps not asked.
        let mut is_certain = true;
        for (at, rule) in choice.rules.iter().enumerate() {
            let answer = self.condition(&rule.condition, env, is_certain);
            match answer {
                Some(Answer::Fails) => {
                    self.is_fatal |= is_certain;
                    return;
                }
                Some(Answer::False) => continue,
                _ => {}
            }
            self.template(rule.assign.as_ref(), env);
            let output = output(self, rule.output.as_ref());
            self.outputs.push((EdgeKind::Rule(at), output));
            if answer == Some(Answer::True) {
                return;
            }
            is_certain = false;
        }
        if choice.default.is_some() {
            self.template(state.assign.as_ref(), env);
            let output = output(self, state.output.as_ref());
            self.outputs.push((EdgeKind::Default, output));
        }
    }

    /// `None` if it depends. Misses are recorded only where the question is certainly asked.
    fn condition(&mut self, condition: &Condition, env: &Env, mut is_certain: bool) -> Option<Answer> {
        match &condition.kind {
            ConditionKind::And(items) | ConditionKind::Or(items) => {
                let decides = if matches!(condition.kind, ConditionKind::And(_)) {
                    Answer::False
                } else {
                    Answer::True
                };
                let mut all = Some(decides.not());
                for item in items {
                    match self.condition(item, env, is_certain) {
                        Some(Answer::Fails) if all.is_some() => return Some(Answer::Fails),
                        // It fails, or the other way has been taken: that is the answer, if there is one.
                        Some(Answer::Fails) => return Some(decides),
                        Some(answer) if answer == decides => return Some(decides),
                        Some(_) => {}
                        None => {
                            all = None;
                            is_certain = false;
                        }
                    }
                }
                all
            }
            ConditionKind::Not(inner) => self.condition(inner, env, is_certain).map(Answer::not),
            ConditionKind::Compare { variable, operator, operand } => {
                let before = self.misses.len();
                let answer = self.compare(variable, operator.value, operand, env);
                if !is_certain {
                    self.misses.truncate(before);
                }
                answer
            }
            ConditionKind::Literal(value) => Some(if *value { Answer::True } else { Answer::False }),
            ConditionKind::Jsonata(_) | ConditionKind::Invalid => None,
        }
    }

    fn compare(
        &mut self,
        variable: &Query,
        operator: Operator,
        operand: &Operand,
        env: &Env,
    ) -> Option<Answer> {
        let path =
            variable.path().filter(|it| it.root == Root::Document && !is_open(&variable.text.value))?;
        let wanted = !matches!(operand, Operand::Bool(it) if !it.value);
        let truth = |it: bool| Some(if it { Answer::True } else { Answer::False });
        match env.document.look(&path.segments) {
            Err(_) if operator == Operator::IsPresent => truth(!wanted),
            Err(dead) => {
                self.miss(variable, path, dead, Role::Variable);
                Some(Answer::Fails)
            }
            Ok(Seen::Value(_, true)) if operator == Operator::IsPresent => truth(wanted),
            Ok(seen @ (Seen::Value(..) | Seen::Maybe(_))) => {
                // A service gives what it gives in one type, or not at all.
                let is_there = matches!(seen, Seen::Value(_, true));
                let is_typed = is_there || matches!(seen, Seen::Maybe(_));
                let shape = &seen.shape();
                let is_type = match (operator.family(), shape) {
                    (_, Shape::Any) => return None,
                    (Family::String | Family::Timestamp, shape) => {
                        matches!(shape, Shape::Text | Shape::Cause)
                    }
                    (Family::Numeric, shape) => *shape == Shape::Number,
                    (Family::Boolean, shape) => *shape == Shape::Bool,
                    (Family::Is, _) => return None,
                };
                if is_type || !is_typed {
                    return None;
                }
                let last = path.segments.last()?;
                self.misses.push(Miss {
                    place: variable.text.loc.into(),
                    role: Role::Family,
                    prefix: variable.text.value.clone(),
                    step: last.kind.clone(),
                    at: shape.clone(),
                });
                is_there.then_some(Answer::False)
            }
            _ => None,
        }
    }

    fn number(&mut self, number: &Option<NumberField>, env: &Env) {
        if let Some(NumberField::Query(query)) = number {
            let found = self.query(query, env);
            self.needs(query, found, Role::Number);
        }
    }

    /// A path leads to what its field takes. What an expression gives is checked with the expression.
    fn needs(&mut self, query: &Query, found: Shape, role: Role) {
        let fits = match (role, &found) {
            (_, Shape::Any) => true,
            (Role::Number, found) => *found == Shape::Number,
            (_, found) => matches!(found, Shape::Text | Shape::Cause),
        };
        if !fits && let Some(step) = query.path().and_then(|it| it.segments.last()) {
            let (prefix, step) = (query.text.value.clone(), step.kind.clone());
            self.misses.push(Miss { place: query.text.loc.into(), role, prefix, step, at: found });
        }
    }

    fn template(&mut self, value: Option<&Value>, env: &Env) {
        if let Some(value) = value {
            value.each_query(&mut |it| {
                self.query(it, env);
            });
        }
    }

    /// What a template gives.
    fn value(&mut self, value: &Value, env: &Env, depth: usize) -> Shape {
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

    fn query(&mut self, query: &Query, env: &Env) -> Shape {
        if is_open(&query.text.value) {
            return Shape::Any;
        }
        match &query.tree {
            QueryTree::Path(path) => self.path(query, path, 0, env),
            QueryTree::Intrinsic(call) => self.call(query, call, env),
            QueryTree::Jsonata(expr) => self.expression(query, expr, env),
            QueryTree::Invalid => Shape::Any,
        }
    }

    fn path(&mut self, query: &Query, path: &Path, offset: usize, env: &Env) -> Shape {
        match path.root {
            Root::Document => match env.document.look(&path.segments) {
                Ok(seen) => seen.shape(),
                Err(dead) => {
                    self.miss_at(query, path, dead, env.role, offset);
                    self.is_fatal = true;
                    Shape::Any
                }
            },
            Root::Context => {
                let item = ["Map", "Item", "Value"];
                let is_item = path.segments.len() >= item.len()
                    && path
                        .segments
                        .iter()
                        .zip(item)
                        .all(|(it, name)| it.kind == SegmentKind::Name(name.to_owned()));
                match env.item.filter(|_| is_item).map(|it| it.look(&path.segments[item.len()..])) {
                    Some(Ok(seen)) => seen.shape(),
                    _ => Shape::Any,
                }
            }
            _ => Shape::Any,
        }
    }

    fn call(&mut self, query: &Query, call: &intrinsic::Call, env: &Env) -> Shape {
        let mut args = Vec::new();
        for arg in &call.args {
            args.push(match &arg.kind {
                ArgKind::Path(path) => self.path(query, path, arg.range.start, env),
                ArgKind::Call(call) => self.call(query, call, env),
                ArgKind::String(_) => Shape::Text,
                ArgKind::Number(_) => Shape::Number,
                ArgKind::Bool(_) => Shape::Bool,
                ArgKind::Null => Shape::Null,
            });
        }
        if call.name == "States.Array" {
            return Shape::items(args);
        }
        match call.result() {
            intrinsic::Type::String => Shape::Text,
            intrinsic::Type::Number => Shape::Number,
            intrinsic::Type::Bool => Shape::Bool,
            intrinsic::Type::Array => Shape::list(Shape::Any),
            intrinsic::Type::Object => Shape::open(),
            intrinsic::Type::Any => Shape::Any,
        }
    }

    fn expression(&mut self, query: &Query, expr: &Expr, env: &Env) -> Shape {
        if let ExprKind::Path(steps) = &expr.kind
            && let [root, part, rest @ ..] = steps.as_slice()
            && matches!(&root.kind, ExprKind::Variable(name) if name == "states")
            && let ExprKind::Name(part) = &part.kind
        {
            let document = match part.as_str() {
                "input" => Some(env.input),
                "result" => env.result,
                "errorOutput" => env.error,
                _ => None,
            };
            return match document {
                Some(document) => self.steps(query, document, &format!("$states.{part}"), rest),
                None => Shape::Any,
            };
        }
        if let ExprKind::Object(pairs) = &expr.kind {
            let fields: Option<Vec<Field>> =
                pairs.iter().map(|(key, value)| constant_field(key, value)).collect();
            return fields.map_or_else(Shape::open, Shape::object);
        }
        match jsonata::literal_type(expr) {
            Some(jsonata::Type::String) => Shape::Text,
            Some(jsonata::Type::Number) => Shape::Number,
            Some(jsonata::Type::Boolean) => Shape::Bool,
            Some(jsonata::Type::Null) => Shape::Null,
            Some(jsonata::Type::Array) => Shape::list(Shape::Any),
            Some(jsonata::Type::Object) => Shape::open(),
            Some(jsonata::Type::Function) | None => Shape::Any,
        }
    }

    /// A path of names. A field that is not there is undefined, and lists are gone through.
    fn steps(&mut self, query: &Query, document: &Shape, root: &str, steps: &[Expr]) -> Shape {
        let mut at = document;
        let mut prefix = root.to_owned();
        for (index, step) in steps.iter().enumerate() {
            let ExprKind::Name(name) = &step.kind else { return Shape::Any };
            if let Shape::Api(shape) = at {
                return self.api_steps(query, *shape, prefix, &steps[index..]);
            }
            let is_missing = match at {
                Shape::Object(object) => match object.get(name) {
                    Some(field) => {
                        if field.is_optional {
                            return Shape::Any;
                        }
                        at = &field.shape;
                        false
                    }
                    None => !object.is_open,
                },
                Shape::Any | Shape::Null | Shape::List(_) | Shape::Items(_) => return Shape::Any,
                _ => true,
            };
            if is_missing {
                let place = query.place(step.range.clone());
                let step = SegmentKind::Name(name.clone());
                self.misses.push(Miss { place, role: Role::Undefined, prefix, step, at: at.clone() });
                return Shape::Any;
            }
            if matches!(at, Shape::Object(object) if object.is_open) && step.range.is_empty() {
                return Shape::Any;
            }
            prefix = format!("{prefix}.{name}");
        }
        at.clone()
    }

    /// The same in the result of an AWS API.
    fn api_steps(&mut self, query: &Query, shape: Typed, mut prefix: String, steps: &[Expr]) -> Shape {
        let mut at = Shape::Api(shape);
        let mut is_many = false;
        for step in steps {
            let ExprKind::Name(name) = &step.kind else { return Shape::Any };
            while let Some(item) = at.item().filter(|_| at != Shape::Any) {
                at = item;
                is_many = true;
            }
            let next = match &at {
                Shape::Any => return Shape::Any,
                Shape::Api(shape) => shape.field(name),
                _ => None,
            };
            let Some(next) = next else {
                if !name.starts_with("Sdk") {
                    let place = query.place(step.range.clone());
                    let step = SegmentKind::Name(name.clone());
                    self.misses.push(Miss { place, role: Role::Undefined, prefix, step, at: at.opened() });
                }
                return Shape::Any;
            };
            prefix = format!("{prefix}.{name}");
            at = Shape::api(next);
        }
        // Where lists were gone through, there may be one or many.
        if is_many { Shape::Any } else { at }
    }

    fn miss(&mut self, query: &Query, path: &Path, dead: Dead, role: Role) {
        self.miss_at(query, path, dead, role, 0);
    }

    fn miss_at(&mut self, query: &Query, path: &Path, dead: Dead, role: Role, offset: usize) {
        let Some(segment) = path.segments.get(dead.step) else { return };
        // Ranges of a path inside a call count from the beginning of the call.
        let range = segment.range.clone();
        let place = if range.is_empty() || range.end > query.text.value.len() {
            query.text.loc.into()
        } else {
            query.place(range)
        };
        let _ = offset;
        let prefix = Path { root: path.root.clone(), segments: path.segments[..dead.step].to_vec() };
        self.misses.push(Miss {
            place,
            role,
            prefix: prefix.to_string(),
            step: segment.kind.clone(),
            at: dead.at,
        });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    True,
    False,
    Fails,
}

impl Answer {
    fn not(self) -> Answer {
        match self {
            Answer::True => Answer::False,
            Answer::False => Answer::True,
            Answer::Fails => Answer::Fails,
        }
    }
}

fn field(name: &str, shape: Shape) -> Field {
    Field { name: name.into(), shape, is_optional: false }
}

/// A field of an object that an expression makes: it vanishes if its value is undefined.
fn constant_field(key: &Expr, value: &Expr) -> Option<Field> {
    let ExprKind::String(name) = &key.kind else { return None };
    let (shape, is_optional) = match &value.kind {
        ExprKind::String(_) => (Shape::Text, false),
        ExprKind::Number(_) => (Shape::Number, false),
        ExprKind::Bool(_) => (Shape::Bool, false),
        _ => (Shape::Any, true),
    };
    Some(Field { name: name.as_str().into(), shape, is_optional })
}

/// What is known of data in the document.
fn literal(value: &Value, depth: usize) -> Shape {
    match &value.kind {
        ValueKind::Null => Shape::Null,
        ValueKind::Bool(_) => Shape::Bool,
        ValueKind::Number(_) => Shape::Number,
        ValueKind::String(text) if is_open(text) => Shape::Any,
        ValueKind::String(_) => Shape::Text,
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
