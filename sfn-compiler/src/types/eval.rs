//! One state, given what is known where it begins: what it asks of types, and what it leaves.

use std::rc::Rc;

use sfn_asl::diag::Place;
use sfn_asl::machine::{
    Catcher, Map, NumberField, PathField, QueryLanguage, State, StateKind, TextField, Wait,
};
use sfn_asl::query::intrinsic::{self, ArgKind};
use sfn_asl::query::jsonpath::{Path, Root, Segment, SegmentKind};
use sfn_asl::value::{Query, QueryTree, Value, ValueKind, is_open};

use super::flow::{Known, Variables, World};
use super::graph::{EdgeKind, Site};
use super::jsonata::last;
use super::shape::{Base, Literal, Reach, Shape, Typed};
use super::uses::{Family, Uses, Want, Way};
use super::views::View;

/// What a state does with what is known.
#[derive(Default)]
pub struct Run {
    pub outputs: Vec<(EdgeKind, Known)>,
    /// What it ends its scope with.
    pub end: Option<Shape>,
    /// What its scopes start with.
    pub inner: Option<Known>,
}

/// What the queries of a field see.
pub struct Sight<'s> {
    pub known: &'s Known,
    /// `$`
    pub document: &'s Shape,
    /// `$states.result`
    pub result: Option<&'s Shape>,
    /// `$states.errorOutput`
    pub error: Option<&'s Shape>,
    /// In JSONata: what names by themselves are fields of, and `$`.
    pub context: Option<&'s Shape>,
}

/// One state being run.
pub struct Eval<'w, 'u> {
    pub world: &'w World<'w>,
    pub uses: &'u mut Uses,
    /// The state's own tokens, where nothing smaller is wrong.
    pub place: Place,
    /// What has been compared: where it stands, and with what.
    pub families: Vec<(usize, usize, Family)>,
    pub run: Run,
}

/// Runs the state; `inner` is what each of its scopes ends with, `output` the type that the machine gives.
pub fn run(
    world: &World,
    site: &Site,
    known: &Known,
    inner: &[Option<&Shape>],
    output: Option<usize>,
    uses: &mut Uses,
) -> Run {
    let state = site.state;
    let mut eval =
        Eval { world, uses, place: state.name.loc.into(), families: Vec::new(), run: Run::default() };
    let document = match &state.input_path {
        None => known.document.clone(),
        Some(PathField::Null(_)) => Shape::Any,
        Some(PathField::Path(query)) => eval.query(query, &Sight::of(known, &known.document)),
    };
    eval.state(site, known, &document, inner);
    eval.catchers(state, known);
    if let (Some(end), Some(output)) = (&eval.run.end, output) {
        let end = end.clone();
        let to = Typed { root: output, is_written: false, steps: Rc::new([]) };
        match written_output(state) {
            // Each value is held against its field on its own tokens.
            Some(value) => {
                let place = eval.place.clone();
                eval.give(value, to, &"".into(), place, &Sight::of(known, &document));
            }
            None => eval.fit(&end, &to, &"".into(), None),
        }
    }
    eval.run
}

/// What a Pass leaves, if it is just what is written in it.
fn written_output(state: &State) -> Option<&Value> {
    let StateKind::Pass { result } = &state.kind else { return None };
    let is_all = state.result_path.is_none() && state.output_path.is_none() && state.output.is_none();
    let is_object = |it: &&Value| matches!(it.kind, ValueKind::Object(_));
    result.as_ref().or(state.arguments.as_ref()).filter(|_| is_all).filter(is_object)
}

impl<'s> Sight<'s> {
    pub fn of(known: &'s Known, document: &'s Shape) -> Sight<'s> {
        Sight { known, document, result: None, error: None, context: None }
    }
}

impl Eval<'_, '_> {
    fn state(&mut self, site: &Site, known: &Known, document: &Shape, inner: &[Option<&Shape>]) {
        let state = site.state;
        let sight = Sight::of(known, document);
        let result = match &state.kind {
            StateKind::Pass { result: Some(result) } => Some(literal(result)),
            StateKind::Pass { result: None } => Some(self.arguments(state, &sight)),
            StateKind::Task(task) => {
                self.number(task.timeout.as_ref(), &sight);
                self.number(task.heartbeat.as_ref(), &sight);
                self.template(task.credentials.as_ref(), &sight);
                Some(self.task(state, &task.resource, &sight))
            }
            StateKind::Choice(_) => return self.choice(state, known, document),
            StateKind::Wait(wait) => {
                match wait {
                    Some(Wait::Seconds(seconds)) => self.number(Some(seconds), &sight),
                    Some(Wait::Timestamp(TextField::Query(query))) => {
                        self.must_be(query, Family::Timestamp, &sight);
                    }
                    _ => {}
                }
                None
            }
            StateKind::Succeed => None,
            StateKind::Fail { error, cause } => {
                for text in [error, cause] {
                    if let Some(TextField::Query(query)) = text {
                        self.must_be(query, Family::String, &sight);
                    }
                }
                return;
            }
            StateKind::Parallel { .. } => {
                let start = self.arguments(state, &sight);
                self.run.inner = Some(Known { document: start, ..known.clone() });
                let ends: Option<Vec<Shape>> = inner.iter().map(|it| it.cloned()).collect();
                match ends {
                    Some(ends) => Some(Shape::Items(ends.into())),
                    None => return,
                }
            }
            StateKind::Map(map) => match self.map(map, &sight, inner) {
                Some(result) => Some(result),
                None => return,
            },
        };
        let is_jsonata = site.language == QueryLanguage::Jsonata;
        let left = if is_jsonata {
            self.leave_jsonata(state, &sight, result)
        } else {
            self.leave(state, &sight, result)
        };
        self.go_on(state, EdgeKind::Next, left);
    }

    fn go_on(&mut self, state: &State, kind: EdgeKind, known: Known) {
        if state.is_terminal() {
            self.run.end = Some(known.document);
        } else {
            self.run.outputs.push((kind, known));
        }
    }

    /// `Parameters` or `Arguments`, else what the state sees.
    fn arguments(&mut self, state: &State, sight: &Sight) -> Shape {
        match &state.arguments {
            Some(arguments) => self.value(arguments, sight),
            None => sight.document.clone(),
        }
    }

    /// `ResultSelector`, `Assign`, `ResultPath`, `OutputPath`.
    fn leave(&mut self, state: &State, sight: &Sight, result: Option<Shape>) -> Known {
        let has_result = result.is_some();
        let result = match (&state.result_selector, result) {
            (Some(selector), Some(result)) => self.value(selector, &Sight::of(sight.known, &result)),
            (_, Some(result)) => result,
            (_, None) => sight.document.clone(),
        };
        let variables = self.assign(state.assign.as_ref(), &Sight::of(sight.known, &result));
        let output = match &state.result_path {
            Some(path) if has_result => insert(path, &sight.known.document, result),
            _ => result,
        };
        let document = match &state.output_path {
            None => output,
            Some(PathField::Null(_)) => Shape::Any,
            Some(PathField::Path(query)) => self.query(query, &Sight::of(sight.known, &output)),
        };
        Known { document, variables, item: sight.known.item.clone() }
    }

    /// `Assign` and `Output`.
    fn leave_jsonata(&mut self, state: &State, sight: &Sight, result: Option<Shape>) -> Known {
        let sight = Sight { result: result.as_ref(), ..Sight::of(sight.known, sight.document) };
        let variables = self.assign(state.assign.as_ref(), &sight);
        let document = match &state.output {
            Some(output) => self.value(output, &sight),
            None => result.clone().unwrap_or_else(|| sight.known.document.clone()),
        };
        Known { document, variables, item: sight.known.item.clone() }
    }

    /// The variables behind an `Assign`.
    pub fn assign(&mut self, assign: Option<&Value>, sight: &Sight) -> Variables {
        let mut variables = sight.known.variables.clone();
        let Some(Value { kind: ValueKind::Object(fields), .. }) = assign else { return variables };
        for field in fields {
            let shape = match self.world.types.annotation(field.key.loc) {
                Some(ty) => {
                    let to = Typed { root: ty, is_written: false, steps: Rc::new([]) };
                    let place = last_place(&field.value);
                    self.give(&field.value, to, &field.key.value.as_str().into(), place, sight);
                    Shape::of_type(ty, false)
                }
                None => self.value(&field.value, sight),
            };
            variables.insert(&field.key.value, shape);
        }
        variables
    }

    fn catchers(&mut self, state: &State, known: &Known) {
        let field = |name: &str| (Rc::from(name), Shape::Literal(Literal::Text(None)));
        let error = Shape::object(vec![field("Error"), field("Cause")], Base::Closed);
        for (at, catcher) in state.catch.iter().flatten().enumerate() {
            let left = self.caught(catcher, known, &error);
            self.run.outputs.push((EdgeKind::Catch(at), left));
        }
    }

    fn caught(&mut self, catcher: &Catcher, known: &Known, error: &Shape) -> Known {
        let sight = Sight { error: Some(error), ..Sight::of(known, error) };
        let variables = self.assign(catcher.assign.as_ref(), &sight);
        let document = match (&catcher.output, &catcher.result_path) {
            (Some(output), _) => self.value(output, &sight),
            (None, Some(path)) => insert(path, &known.document, error.clone()),
            (None, None) => error.clone(),
        };
        Known { document, variables, item: known.item.clone() }
    }

    fn map(&mut self, map: &Map, sight: &Sight, inner: &[Option<&Shape>]) -> Option<Shape> {
        for number in [&map.max_concurrency, &map.tolerated_failure_count, &map.tolerated_failure_percentage]
        {
            self.number(number.as_ref(), sight);
        }
        let items = match (&map.item_reader, &map.items_path, &map.items) {
            (Some(reader), ..) => {
                self.template(reader.arguments.as_ref(), sight);
                Shape::Any
            }
            (None, Some(query), _) => {
                let (shape, ways) = self.reach(query, sight);
                // A distributed Map takes an object, too.
                if !map.is_distributed() {
                    self.want(&ways, Want::List, end_place(query));
                }
                shape
            }
            (None, None, Some(Value { kind: ValueKind::Query(query), .. })) => {
                let (shape, ways) = self.reach(query, sight);
                if let (QueryTree::Jsonata(expr), false) = (&query.tree, map.is_distributed()) {
                    self.want(&ways, Want::List, last(query, expr));
                }
                shape
            }
            (None, None, Some(items)) => self.value(items, sight),
            (None, None, None) => {
                if !map.is_distributed() {
                    let ways = whole(sight.document);
                    self.want(&ways, Want::List, self.place.clone());
                }
                sight.document.clone()
            }
        };
        let item = items.item();
        let known = Known { item: item.clone(), ..sight.known.clone() };
        let sight = Sight { known: &known, ..Sight::of(sight.known, sight.document) };
        let mut start = match &map.item_selector {
            Some(selector) => self.value(selector, &sight),
            None => item.clone(),
        };
        if let Some(batcher) = &map.item_batcher {
            let mut fields = vec![(Rc::from("Items"), Shape::list(start))];
            if let Some(input) = &batcher.batch_input {
                fields.push(("BatchInput".into(), self.value(input, &sight)));
            }
            start = Shape::object(fields, Base::Closed);
        }
        if let Some(writer) = &map.result_writer {
            self.template(writer.arguments.as_ref(), &sight);
        }
        self.run.inner = Some(Known { document: start, ..known.clone() });
        let end = (*inner.first()?)?;
        Some(if map.result_writer.is_some() { Shape::Any } else { Shape::list(end.clone()) })
    }

    fn number(&mut self, number: Option<&NumberField>, sight: &Sight) {
        if let Some(NumberField::Query(query)) = number {
            self.must_be(query, Family::Numeric, sight);
        }
    }

    fn must_be(&mut self, query: &Query, family: Family, sight: &Sight) {
        let (_, ways) = self.reach(query, sight);
        self.want(&ways, Want::Be(family), end_place(query));
    }

    pub fn template(&mut self, value: Option<&Value>, sight: &Sight) {
        if let Some(value) = value {
            value.each_query(&mut |it| {
                self.query(it, sight);
            });
        }
    }

    /// What a template gives.
    pub fn value(&mut self, value: &Value, sight: &Sight) -> Shape {
        match &value.kind {
            ValueKind::Query(query) => self.query(query, sight),
            ValueKind::Array(items) => {
                let mut known = Vec::with_capacity(items.len());
                for item in items {
                    known.push(self.value(item, sight));
                }
                Shape::Items(known.into())
            }
            ValueKind::Object(fields) => {
                let mut known: Vec<(Rc<str>, Shape)> = Vec::with_capacity(fields.len());
                let mut has_open = false;
                for field in fields {
                    has_open |= is_open(&field.key.value);
                    known.push((field.key.value.as_str().into(), self.value(&field.value, sight)));
                }
                if has_open { Shape::Any } else { Shape::object(known, Base::Closed) }
            }
            _ => literal(value),
        }
    }

    /// What a query gives.
    pub fn query(&mut self, query: &Query, sight: &Sight) -> Shape {
        self.reach(query, sight).0
    }

    /// What a query gives, and where in a type it stands.
    pub fn reach(&mut self, query: &Query, sight: &Sight) -> (Shape, Vec<Typed>) {
        if is_open(&query.text.value) {
            return (Shape::Any, Vec::new());
        }
        let shape = match &query.tree {
            QueryTree::Path(path) => self.path(query, path, sight),
            QueryTree::Intrinsic(call) => self.call(query, call, sight),
            QueryTree::Jsonata(expr) => self.expression(query, expr, sight),
            QueryTree::Invalid => Shape::Any,
        };
        let ways = whole(&shape);
        (shape, ways)
    }

    /// What a path starts from.
    pub fn root(&self, path: &Path, sight: &Sight) -> Shape {
        match &path.root {
            Root::Document => sight.document.clone(),
            Root::Variable(name) => sight.known.variables.get(name.as_str()).cloned().unwrap_or(Shape::Any),
            Root::Context => {
                let all = |fields: Vec<(&str, Shape)>| {
                    let fields = fields.into_iter().map(|(name, it)| (name.into(), it)).collect();
                    Shape::object(fields, Base::Open)
                };
                let texts = |names: &[&'static str]| {
                    all(names.iter().map(|it| (*it, Shape::Literal(Literal::Text(None)))).collect())
                };
                // Only what is asked for is worth its making.
                let first = match path.segments.first().map(|it| &it.kind) {
                    Some(SegmentKind::Name(name)) => name.as_str(),
                    _ => "",
                };
                match first {
                    "Execution" => all(vec![(first, texts(&["Id", "Name", "RoleArn", "StartTime"]))]),
                    "State" => all(vec![(first, texts(&["Name", "EnteredTime"]))]),
                    "StateMachine" => all(vec![(first, texts(&["Id", "Name"]))]),
                    "Task" => all(vec![(first, texts(&["Token"]))]),
                    _ => {
                        let index = Shape::Literal(Literal::Number);
                        let item = all(vec![("Index", index), ("Value", sight.known.item.clone())]);
                        all(vec![("Map", all(vec![("Item", item)]))])
                    }
                }
            }
            Root::Current => Shape::Any,
        }
    }

    fn path(&mut self, query: &Query, path: &Path, sight: &Sight) -> Shape {
        let mut reached = Vec::new();
        let root = self.root(path, sight);
        let shape = root.look(&path.segments, &mut reached);
        self.ask(&reached, Want::Read, query, &path.segments);
        self.filters(query, &root, &path.segments, sight);
        // What the context object has, an editor shows of every machine.
        if path.root != Root::Context {
            self.see(root, query, &path.segments);
        }
        shape
    }

    /// Shows a path to editors.
    pub fn see(&mut self, root: Shape, query: &Query, segments: &[Segment]) {
        if self.uses.is_on && self.world.cx.mentions.is_some() {
            let view = View::of(self.world.cx, root, segments, &places(query, segments));
            self.uses.views.extend(view);
        }
    }

    /// Asks of every segment of a path.
    pub fn ask(&mut self, reached: &[Reach], want: Want, query: &Query, segments: &[Segment]) {
        if !self.uses.is_on || reached.is_empty() {
            return;
        }
        let mut places = places(query, segments);
        places.extend(places.last().cloned());
        let ways =
            reached.iter().map(|it| Way { end: it.end.clone(), from: it.from, skip: it.skip }).collect();
        self.uses.add(self.world.cx, ways, want, &places);
    }

    /// Asks of the value at the end of a path that has been asked of before.
    pub fn want(&mut self, ways: &[Typed], want: Want, place: Place) {
        let ways = ways.iter().map(|it| Way { end: it.clone(), from: it.steps.len(), skip: 0 }).collect();
        self.uses.add(self.world.cx, ways, want, &[place]);
    }

    fn call(&mut self, query: &Query, call: &intrinsic::Call, sight: &Sight) -> Shape {
        let mut args = Vec::new();
        let function = intrinsic::function(&call.name);
        for (at, arg) in call.args.iter().enumerate() {
            args.push(match &arg.kind {
                ArgKind::Path(path) => {
                    let shape = self.path(query, path, sight);
                    let family = match function.and_then(|it| it.parameter(at)).map(|it| it.ty) {
                        Some(intrinsic::Type::Number) => Some(Family::Numeric),
                        Some(intrinsic::Type::String) => Some(Family::String),
                        Some(intrinsic::Type::Bool) => Some(Family::Boolean),
                        Some(intrinsic::Type::Array) => Some(Family::Array),
                        Some(intrinsic::Type::Object) => Some(Family::Object),
                        _ => None,
                    };
                    if let (Some(family), Some(last)) = (family, path.segments.last()) {
                        let place = query.place(last.range.clone());
                        self.want(&whole(&shape), Want::Be(family), place);
                    }
                    shape
                }
                ArgKind::Call(call) => self.call(query, call, sight),
                ArgKind::String(_) => Shape::Literal(Literal::Text(None)),
                ArgKind::Number(_) => Shape::Literal(Literal::Number),
                ArgKind::Bool(_) => Shape::Literal(Literal::Bool),
                ArgKind::Null => Shape::Literal(Literal::Null),
            });
        }
        if call.name == "States.Array" {
            return Shape::Items(args.into());
        }
        match call.result() {
            intrinsic::Type::String => Shape::Literal(Literal::Text(None)),
            intrinsic::Type::Number => Shape::Literal(Literal::Number),
            intrinsic::Type::Bool => Shape::Literal(Literal::Bool),
            intrinsic::Type::Array => Shape::list(Shape::Any),
            intrinsic::Type::Object | intrinsic::Type::Any => Shape::Any,
        }
    }
}

/// The places in types that a value is, if it is nothing else.
pub fn whole(shape: &Shape) -> Vec<Typed> {
    match shape {
        Shape::Typed(typed) => vec![typed.clone()],
        Shape::Either(ways) => ways.iter().flat_map(whole).collect(),
        _ => Vec::new(),
    }
}

/// The tokens of each segment.
fn places(query: &Query, segments: &[Segment]) -> Vec<Place> {
    let place = |it: &Segment| {
        let range = it.range.clone();
        if range.is_empty() || range.end > query.text.value.len() {
            Place::from(query.text.loc)
        } else {
            query.place(range)
        }
    };
    segments.iter().map(place).collect()
}

/// The last token of a query.
pub fn end_place(query: &Query) -> Place {
    if let QueryTree::Jsonata(expr) = &query.tree {
        return last(query, expr);
    }
    let last = query.path().and_then(|it| it.segments.last()).map(|it| it.range.clone());
    match last.filter(|it| !it.is_empty() && it.end <= query.text.value.len()) {
        Some(range) => query.place(range),
        None => query.text.loc.into(),
    }
}

fn last_place(value: &Value) -> Place {
    match &value.kind {
        ValueKind::Query(query) => end_place(query),
        _ => value.loc.into(),
    }
}

fn insert(path: &PathField, document: &Shape, value: Shape) -> Shape {
    let query = match path {
        PathField::Null(_) => return document.clone(),
        PathField::Path(query) => query,
    };
    match query.path().filter(|it| it.root == Root::Document && !is_open(&query.text.value)) {
        Some(path) => document.insert(&path.segments, value),
        None => Shape::Any,
    }
}

/// What is known of data in the document.
pub fn literal(value: &Value) -> Shape {
    match &value.kind {
        ValueKind::Null => Shape::Literal(Literal::Null),
        ValueKind::Bool(_) => Shape::Literal(Literal::Bool),
        ValueKind::Number(_) => Shape::Literal(Literal::Number),
        ValueKind::String(text) => {
            Shape::Literal(Literal::Text((!is_open(text)).then(|| text.as_str().into())))
        }
        ValueKind::Array(items) => Shape::Items(items.iter().map(literal).collect()),
        ValueKind::Object(fields) => Shape::object(
            fields.iter().map(|it| (it.key.value.as_str().into(), literal(&it.value))).collect(),
            Base::Closed,
        ),
        ValueKind::Query(_) => Shape::Any,
    }
}
