//! One state, given what is known where it begins: what it asks of types, and what it leaves.

use std::rc::Rc;

use sfn_asl::choice::{Condition, ConditionKind, Family as OperatorFamily, Operand, Operator};
use sfn_asl::diag::Place;
use sfn_asl::machine::{
    Catcher, Map, NumberField, PathField, QueryLanguage, State, StateKind, TextField, Wait,
};
use sfn_asl::query::intrinsic::{self, ArgKind};
use sfn_asl::query::jsonpath::{Path, Root, Segment, SegmentKind};
use sfn_asl::value::{Query, QueryTree, Value, ValueKind, is_open};

use super::flow::{Known, World};
use super::graph::{EdgeKind, Site};
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
}

/// One state being run.
pub struct Eval<'w, 'u> {
    pub world: &'w World<'w>,
    pub uses: &'u mut Uses,
    /// The state's own tokens, where nothing smaller is wrong.
    pub place: Place,
    /// What has been compared: where it stands, and with what.
    families: Vec<(usize, usize, Family)>,
    run: Run,
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
        eval.fit(&end, &Typed { root: output, is_written: false, steps: Rc::new([]) }, &"".into(), None);
    }
    eval.run
}

impl<'s> Sight<'s> {
    fn of(known: &'s Known, document: &'s Shape) -> Sight<'s> {
        Sight { known, document, result: None, error: None }
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
                self.number(&task.timeout, &sight);
                self.number(&task.heartbeat, &sight);
                self.template(task.credentials.as_ref(), &sight);
                Some(self.task(state, &task.resource, &sight))
            }
            StateKind::Choice(_) => return self.choice(state, known, document),
            StateKind::Wait(wait) => {
                match wait {
                    Some(Wait::Seconds(seconds)) => self.number(&Some(seconds.clone()), &sight),
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
    fn assign(
        &mut self,
        assign: Option<&Value>,
        sight: &Sight,
    ) -> std::collections::BTreeMap<Rc<str>, Shape> {
        let mut variables = sight.known.variables.clone();
        let Some(Value { kind: ValueKind::Object(fields), .. }) = assign else { return variables };
        for field in fields {
            let mut shape = self.value(&field.value, sight);
            if let Some(ty) = self.world.types.annotation(field.key.loc) {
                let to = Typed { root: ty, is_written: false, steps: Rc::new([]) };
                let place = last_place(&field.value);
                self.fit(&shape, &to, &field.key.value.as_str().into(), Some(place));
                shape = Shape::of_type(ty, false);
            }
            variables.insert(field.key.value.as_str().into(), shape);
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
            self.number(number, sight);
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

    fn choice(&mut self, state: &State, known: &Known, document: &Shape) {
        let StateKind::Choice(choice) = &state.kind else { return };
        // What is known if no rule before has applied.
        let mut known = known.clone();
        let has_input_path = state.input_path.is_some();
        for (at, rule) in choice.rules.iter().enumerate() {
            let seen = if has_input_path { document.clone() } else { known.document.clone() };
            let is = self.condition(&rule.condition, &Sight::of(&known, &seen));
            let document = if has_input_path { &seen } else { &is.document };
            let left = self.chosen(state, rule.assign.as_ref(), rule.output.as_ref(), &is, document);
            self.run.outputs.push((EdgeKind::Rule(at), left));
            if !has_input_path {
                known = assume(&rule.condition, &known, false);
            }
        }
        self.exhausted(choice, &known, document);
        if choice.default.is_some() {
            let document = if has_input_path { document } else { &known.document.clone() };
            let left = self.chosen(state, state.assign.as_ref(), state.output.as_ref(), &known, document);
            self.run.outputs.push((EdgeKind::Default, left));
        }
    }

    fn chosen(
        &mut self,
        state: &State,
        assign: Option<&Value>,
        output: Option<&Value>,
        known: &Known,
        document: &Shape,
    ) -> Known {
        let sight = Sight::of(known, document);
        let variables = self.assign(assign, &sight);
        let document = match (output, &state.output_path) {
            (Some(output), _) => self.value(output, &sight),
            (None, Some(PathField::Path(query))) => self.query(query, &sight),
            (None, Some(PathField::Null(_))) => Shape::Any,
            (None, None) => document.clone(),
        };
        Known { document, variables, item: known.item.clone() }
    }

    /// A `match` without `_` names every value of an enum.
    fn exhausted(&mut self, choice: &sfn_asl::choice::Choice, known: &Known, document: &Shape) {
        if choice.default.is_some() {
            return;
        }
        let mut texts: Vec<Rc<str>> = Vec::new();
        let mut subject: Option<&Query> = None;
        for rule in &choice.rules {
            let ConditionKind::Compare { variable, operator, operand: Operand::Text(text) } =
                &rule.condition.kind
            else {
                return;
            };
            if operator.value != Operator::StringEquals
                || is_open(&text.value)
                || subject.is_some_and(|it| it.text.value != variable.text.value)
            {
                return;
            }
            subject = subject.or(Some(variable));
            texts.push(text.value.as_str().into());
        }
        if let Some(subject) = subject {
            let was_on = std::mem::replace(&mut self.uses.is_on, false);
            let (_, ways) = self.reach(subject, &Sight::of(known, document));
            self.uses.is_on = was_on;
            if self.uses.is_on && !ways.is_empty() {
                self.uses.matched.push(self.place.loc);
            }
            self.want(&ways, Want::Match(texts.into()), end_place(subject));
        }
    }

    /// What is known if the condition holds.
    fn condition(&mut self, condition: &Condition, sight: &Sight) -> Known {
        match &condition.kind {
            ConditionKind::And(parts) | ConditionKind::Or(parts) => {
                let holds = matches!(condition.kind, ConditionKind::And(_));
                let mut known = sight.known.clone();
                let has_own_document = *sight.document != sight.known.document;
                for part in parts {
                    let document =
                        if has_own_document { sight.document.clone() } else { known.document.clone() };
                    self.condition(part, &Sight::of(&known, &document));
                    known = assume(part, &known, holds);
                }
            }
            ConditionKind::Not(inner) => {
                self.condition(inner, sight);
            }
            ConditionKind::Compare { variable, operator, operand } => {
                self.compare(variable, operator.value, operand, sight);
            }
            ConditionKind::Jsonata(query) => {
                self.query(query, sight);
            }
            ConditionKind::Literal(_) | ConditionKind::Invalid => {}
        }
        assume(condition, sight.known, true)
    }

    fn compare(&mut self, variable: &Query, operator: Operator, operand: &Operand, sight: &Sight) {
        let family = match operator.family() {
            OperatorFamily::String => Family::String,
            OperatorFamily::Numeric => Family::Numeric,
            OperatorFamily::Boolean => Family::Boolean,
            OperatorFamily::Timestamp => Family::Timestamp,
            OperatorFamily::Is if operator == Operator::IsPresent => {
                if let Some(path) = variable.path().filter(|_| !is_open(&variable.text.value)) {
                    let mut reached = Vec::new();
                    let root = self.root(path, sight);
                    let found = root.look(&path.segments, &mut reached);
                    // What has been put there on one way is asked for with good reason.
                    if matches!(found, Shape::Typed(_)) {
                        self.ask(&reached, Want::Test, variable, &path.segments);
                    }
                    self.see(root, variable, &path.segments);
                }
                return;
            }
            OperatorFamily::Is => {
                self.query(variable, sight);
                return;
            }
        };
        let (_, ways) = self.reach(variable, sight);
        match operand {
            Operand::Text(text) if operator == Operator::StringEquals && !is_open(&text.value) => {
                self.compared(variable, &ways, family, text.loc.into());
                self.want(&ways, Want::Equal(text.value.as_str().into()), text.loc.into());
            }
            Operand::Text(text) => self.compared(variable, &ways, family, text.loc.into()),
            Operand::Number(number) => self.compared(variable, &ways, family, number.loc.into()),
            Operand::Bool(value) => self.compared(variable, &ways, family, value.loc.into()),
            Operand::Path(other) => {
                self.want(&ways, Want::Family(family), end_place(variable));
                let (_, ways) = self.reach(other, sight);
                self.want(&ways, Want::Family(family), end_place(other));
            }
        }
    }

    /// A subject of `match`, and of a range, is compared more than once and written once.
    fn compared(&mut self, variable: &Query, ways: &[Typed], family: Family, place: Place) {
        let Some((span, _)) = self.world.cx.resolve(&variable.text.loc.into()) else { return };
        let start = span.start.start();
        let key = (start.line, start.column, family);
        if !self.families.contains(&key) {
            self.families.push(key);
            self.want(ways, Want::Family(family), place);
        }
    }

    fn number(&mut self, number: &Option<NumberField>, sight: &Sight) {
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
                let items: Vec<Shape> = items.iter().map(|it| self.value(it, sight)).collect();
                Shape::Items(items.into())
            }
            ValueKind::Object(fields) => {
                let fields: Vec<(Rc<str>, Shape)> = fields
                    .iter()
                    .map(|it| (it.key.value.as_str().into(), self.value(&it.value, sight)))
                    .collect();
                if fields.iter().any(|it| is_open(&it.0)) {
                    return Shape::Any;
                }
                Shape::object(fields, Base::Closed)
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
    fn root(&self, path: &Path, sight: &Sight) -> Shape {
        match &path.root {
            Root::Document => sight.document.clone(),
            Root::Variable(name) => sight.known.variables.get(name.as_str()).cloned().unwrap_or(Shape::Any),
            Root::Context => {
                let field = |name: &str, shape| Shape::object(vec![(name.into(), shape)], Base::Open);
                field("Map", field("Item", field("Value", sight.known.item.clone())))
            }
            Root::Current => Shape::Any,
        }
    }

    fn path(&mut self, query: &Query, path: &Path, sight: &Sight) -> Shape {
        let mut reached = Vec::new();
        let root = self.root(path, sight);
        let shape = root.look(&path.segments, &mut reached);
        self.ask(&reached, Want::Read, query, &path.segments);
        self.see(root, query, &path.segments);
        shape
    }

    /// Shows a path to editors.
    fn see(&mut self, root: Shape, query: &Query, segments: &[Segment]) {
        if self.uses.is_on {
            let view = View::of(self.world.cx, root, segments, &places(query, segments));
            self.uses.views.extend(view);
        }
    }

    /// Asks of every segment of a path.
    fn ask(&mut self, reached: &[Reach], want: Want, query: &Query, segments: &[Segment]) {
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

/// What is known if the condition holds, or if it does not.
fn assume(condition: &Condition, known: &Known, holds: bool) -> Known {
    match (&condition.kind, holds) {
        (ConditionKind::And(parts), true) | (ConditionKind::Or(parts), false) => {
            parts.iter().fold(known.clone(), |known, it| assume(it, &known, holds))
        }
        (ConditionKind::Not(inner), _) => assume(inner, known, !holds),
        // What it would have told is not known: it may have been that something is there.
        (ConditionKind::Invalid, _) => {
            Known { document: Shape::Any, variables: Default::default(), item: Shape::Any }
        }
        (ConditionKind::Compare { variable, operator, operand: Operand::Bool(value) }, _)
            if operator.value == Operator::IsPresent && value.value == holds =>
        {
            let mut known = known.clone();
            if let Some(path) = variable.path().filter(|_| !is_open(&variable.text.value)) {
                match &path.root {
                    Root::Document => known.document = known.document.sure(&path.segments),
                    Root::Variable(name) => {
                        if let Some(shape) = known.variables.get_mut(name.as_str()) {
                            *shape = shape.sure(&path.segments);
                        }
                    }
                    Root::Context => {
                        let item = ["Map", "Item", "Value"];
                        let is_item = path
                            .segments
                            .iter()
                            .zip(item)
                            .all(|(it, name)| matches!(&it.kind, SegmentKind::Name(own) if own == name));
                        if is_item && path.segments.len() > item.len() {
                            known.item = known.item.sure(&path.segments[item.len()..]);
                        }
                    }
                    Root::Current => {}
                }
            }
            known
        }
        _ => known.clone(),
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
