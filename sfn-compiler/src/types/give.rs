//! What functions are given and give, and the machine's output.

use std::rc::Rc;

use sfn_asl::diag::Place;
use sfn_asl::machine::State;
use sfn_asl::resource::Resource;
use sfn_asl::sdk;
use sfn_asl::value::{Text, Value, ValueKind, is_open};

use super::eval::{Eval, Sight, end_place, whole};
use super::flow::error_names;
use super::shape::{Base, Literal, Shape, Step, Typed};
use super::uses::{Given, Want};

impl Eval<'_, '_> {
    /// A Task: what it is given is held against what its function takes; its result is what the function gives.
    pub fn task(&mut self, state: &State, resource: &Text, sight: &Sight) -> Shape {
        let (lowered, types) = (self.world.lowered, self.world.types);
        if let Some(function) = types.function(lowered, &resource.value) {
            let name: Rc<str> = function.name.as_str().into();
            self.fails(state, function.fails);
            if let Some(root) = function.takes {
                self.given(state, root, &name, resource.loc.into(), sight);
            } else {
                self.template(state.arguments.as_ref(), sight);
            }
            return function.gives.map_or(Shape::Any, |it| Shape::of_type(it, true));
        }
        // `lambda::invoke { FunctionName: charge, Payload: … }`
        if let Some(pattern) = resource.value.strip_prefix("arn:aws:states:::lambda:invoke")
            && let Some(arguments) = &state.arguments
            && let Some(name) = arguments.get("FunctionName").and_then(Value::as_str)
            && let Some(function) = types.function(lowered, name)
        {
            let name: Rc<str> = function.name.as_str().into();
            self.fails(state, function.fails);
            if let ValueKind::Object(fields) = &arguments.kind {
                for field in fields {
                    match function.takes.filter(|_| field.key.value == "Payload") {
                        Some(root) => {
                            let to = Typed { root, is_written: false, steps: Rc::new([]) };
                            self.give(&field.value, to, &name, field.key.loc.into(), sight);
                        }
                        None => self.template(Some(&field.value), sight),
                    }
                }
            }
            // Whoever holds the token of `.waitForTaskToken` says what the result is.
            return match function.gives.filter(|_| pattern.is_empty()) {
                Some(gives) => {
                    Shape::object(vec![("Payload".into(), Shape::of_type(gives, true))], Base::Open)
                }
                None => Shape::Any,
            };
        }
        self.parameters(state, &resource.value, sight);
        sdk::given(&Resource::parse(&resource.value)).map_or(Shape::Any, Shape::Api)
    }

    /// What is caught and tried again has to be an error of the function; those of Lambda and of Step Functions have a
    /// dot in their names.
    fn fails(&mut self, state: &State, errors: Option<usize>) {
        let Some(root) = errors else { return };
        let errors = [Typed { root, is_written: true, steps: Rc::new([]) }];
        for name in error_names(state) {
            let is_own = !name.value.contains('.') && !is_open(&name.value);
            if is_own && !self.world.is_shared(name.loc) {
                self.want(&errors, Want::Error(name.value.as_str().into()), name.loc.into());
            }
        }
    }

    fn given(&mut self, state: &State, root: usize, name: &Rc<str>, place: Place, sight: &Sight) {
        let to = Typed { root, is_written: false, steps: Rc::new([]) };
        match &state.arguments {
            Some(arguments) => self.give(arguments, to, name, place, sight),
            None => {
                let place = match &state.input_path {
                    Some(sfn_asl::machine::PathField::Path(query)) => end_place(query),
                    _ => place,
                };
                self.fit(&sight.document.clone(), &to, name, Some(place));
            }
        }
    }

    /// A template for a place in a type; `place` is of what is missing in it.
    pub fn give(&mut self, value: &Value, to: Typed, name: &Rc<str>, place: Place, sight: &Sight) {
        match &value.kind {
            ValueKind::Query(query) => {
                let (shape, _) = self.reach(query, sight);
                self.fit(&shape, &to, name, Some(end_place(query)));
            }
            ValueKind::Object(fields) => {
                if fields.iter().any(|it| is_open(&it.key.value)) {
                    return self.template(Some(value), sight);
                }
                let names: Rc<[Rc<str>]> = fields.iter().map(|it| it.key.value.as_str().into()).collect();
                self.want(std::slice::from_ref(&to), Want::Have(names.clone(), name.clone(), true), place);
                for field in fields {
                    let Some(inner) = below(&to, Step::Name(field.key.value.as_str().into())) else {
                        self.template(Some(&field.value), sight);
                        continue;
                    };
                    self.know(&inner, names.clone(), name, field.key.loc.into());
                    self.give(&field.value, inner, name, field.key.loc.into(), sight);
                }
            }
            ValueKind::Array(items) => {
                self.want(std::slice::from_ref(&to), Want::Take(Given::List, name.clone()), value.loc.into());
                for (at, item) in items.iter().enumerate() {
                    match below(&to, Step::At(at)) {
                        Some(inner) => self.give(item, inner, name, item.loc.into(), sight),
                        None => self.template(Some(item), sight),
                    }
                }
            }
            _ => {
                let Shape::Literal(literal) = super::eval::literal(value) else { return };
                self.want(&[to], Want::Take(Given::Literal(literal), name.clone()), value.loc.into());
            }
        }
    }

    fn know(&mut self, field: &Typed, names: Rc<[Rc<str>]>, name: &Rc<str>, place: Place) {
        let way = super::uses::Way { end: field.clone(), from: field.steps.len() - 1, skip: 0 };
        self.uses.add(self.world.cx, vec![way], Want::Know(names, name.clone()), &[place.clone(), place]);
    }

    /// A value that is known from before, for a place in a type.
    pub fn fit(&mut self, shape: &Shape, to: &Typed, name: &Rc<str>, place: Option<Place>) {
        let place = place.unwrap_or_else(|| self.place.clone());
        match shape {
            Shape::Typed(_) => {
                self.want(&whole(shape), Want::Fit(to.clone(), name.clone()), place);
            }
            Shape::Either(ways) => {
                // Each way on its own would be said at the same place: one question for all that are in types.
                self.want(&whole(shape), Want::Fit(to.clone(), name.clone()), place.clone());
                for way in ways.iter().filter(|it| !matches!(it, Shape::Typed(_))) {
                    self.fit(way, to, name, Some(place.clone()));
                }
            }
            Shape::Literal(literal) => {
                let given = Given::Literal(match literal {
                    Literal::Text(_) => Literal::Text(None),
                    literal => literal.clone(),
                });
                self.want(std::slice::from_ref(to), Want::Take(given, name.clone()), place);
            }
            Shape::List(_) | Shape::Items(_) => {
                self.want(std::slice::from_ref(to), Want::Take(Given::List, name.clone()), place);
            }
            Shape::Object(object) if object.base == Base::Closed => {
                let names = object.fields.iter().map(|it| it.0.clone()).collect();
                self.want(std::slice::from_ref(to), Want::Have(names, name.clone(), false), place.clone());
                for (field, shape) in &object.fields {
                    if let Some(inner) = below(to, Step::Name(field.clone())) {
                        self.fit(shape, &inner, name, Some(place.clone()));
                    }
                }
            }
            Shape::Api(typed) => self.fit_api(*typed, to, name, &place, 0),
            Shape::Any | Shape::Object(_) | Shape::Fall => {}
        }
    }

    /// What a service gives, for a place in a type. Members may be absent: what the model has may be given, and only what
    /// it does not have is not.
    fn fit_api(&mut self, given: sdk::Typed, to: &Typed, name: &Rc<str>, place: &Place, depth: usize) {
        let take = |it: Given| Want::Take(it, name.clone());
        match given.kind() {
            sdk::Kind::Struct { .. } => {
                let names = given.members().map(|it| it.0).chain(sdk::METADATA.iter().copied());
                let names: Rc<[Rc<str>]> = names.map(Rc::from).collect();
                if names.len() > MOST_MEMBERS {
                    return;
                }
                self.want(std::slice::from_ref(to), Want::Have(names, name.clone(), false), place.clone());
                for (member, given) in given.members().filter(|_| depth < DEEPEST_API) {
                    if let Some(inner) = below(to, Step::Name(member.into())) {
                        self.fit_api(given, &inner, name, place, depth + 1);
                    }
                }
            }
            sdk::Kind::List => {
                self.want(std::slice::from_ref(to), take(Given::List), place.clone());
                if let (Some(inner), Some(given)) = (below(to, Step::Item), given.element()) {
                    self.fit_api(given, &inner, name, place, depth + 1);
                }
            }
            kind => {
                if let Some(literal) = scalar(&kind) {
                    self.want(std::slice::from_ref(to), take(Given::Literal(literal)), place.clone());
                }
            }
        }
    }
}

/// Deeper than this nothing of a service's result is held against a type, nor what has more members.
const DEEPEST_API: usize = 3;
const MOST_MEMBERS: usize = 64;

/// What a value of an API is in JSON, if it is always that. Timestamps are text or numbers, and what a document has is not known.
pub fn scalar(kind: &sdk::Kind) -> Option<Literal> {
    match kind {
        sdk::Kind::String | sdk::Kind::Enum { .. } => Some(Literal::Text(None)),
        sdk::Kind::Boolean => Some(Literal::Bool),
        sdk::Kind::Integer | sdk::Kind::Number => Some(Literal::Number),
        _ => None,
    }
}

fn below(typed: &Typed, step: Step) -> Option<Typed> {
    const DEEPEST: usize = 12;
    let steps: Rc<[Step]> = typed.steps.iter().cloned().chain([step]).collect();
    (steps.len() <= DEEPEST).then(|| Typed { steps, ..typed.clone() })
}
