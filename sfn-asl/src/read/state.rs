//! States: their type, and the fields that several types have.

use super::choice;
use super::fields::{MACHINE, Role, Shape, TYPES, type_with};
use super::map;
use super::object::{Object, any_case, arguments, text};
use super::query::{PATH, RESULT_PATH};
use super::retry::{catchers, retriers};
use super::scope::{Languages, branch, query_language};
use super::task;
use crate::diag::Diagnostics;
use crate::diag::messages::{document, fields as messages};
use crate::diag::suggest::nearest;
use crate::machine::{Body, Next, QueryLanguage, State, StateKind};
use crate::value::{Field, Text, Value, ValueKind};

/// The state `name` of a machine of `machine_language`. Whether `Next` or `End` is missing is not asked here.
pub fn state(cx: &mut Diagnostics, name: Text, value: &Value, machine_language: QueryLanguage) -> State {
    state_in(cx, name, value, Languages::of(machine_language))
}

/// The same, perhaps inside of a Map or Parallel.
pub(super) fn state_in(cx: &mut Diagnostics, name: Text, value: &Value, languages: Languages) -> State {
    let ValueKind::Object(fields) = &value.kind else {
        document::state_no_object(cx, &name, value.loc, &value.kind, MACHINE.find(&name.value).is_some());
        return unreadable(name, value);
    };
    let own = any_case(value, "QueryLanguage").and_then(|it| query_language(cx, it));
    let language = own.as_ref().map_or(languages.machine, |it| it.value);
    // What a state that says nothing seems to inherit.
    let seeming = own.as_ref().map_or(languages.owner, |it| it.value);
    let (ty, role) = type_of(cx, &name, value, fields);
    let shape = Shape::state(ty.unwrap_or(0), role);
    let Some(object) = Object::seeming(cx, value, shape, language, seeming) else {
        return unreadable(name, value);
    };
    let kind = kind(cx, &object, ty.unwrap_or(0), Languages { owner: seeming, ..languages });
    let mut state = State { loc: value.loc, query_language: own, ..State::new(name, kind) };
    data_flow(cx, &object, &mut state);
    state.comment = object.text(cx, "Comment");
    state.retry = retriers(cx, &object);
    state.catch = catchers(cx, &object);
    state.next = match next(cx, &object) {
        // The type is not known, and so not whether anything is missing.
        Next::None if ty.is_none() => Next::End(value.loc),
        next => next,
    };
    state
}

/// Stands in for what was reported, so that transitions to it are not reported too.
fn unreadable(name: Text, value: &Value) -> State {
    let pass = State::new(name, StateKind::Pass { result: None });
    State { loc: value.loc, next: Next::End(value.loc), ..pass }
}

/// The number of the type in [`TYPES`]; if it had to be reported, the one that was meant, if there is any telling.
fn type_of(cx: &mut Diagnostics, name: &Text, value: &Value, fields: &[Field]) -> (Option<usize>, Role) {
    let number = |ty: &str| TYPES.iter().position(|it| *it == ty);
    let found = any_case(value, "Type");
    let stated = found.and_then(|it| text(cx, "Type", it));
    if let Some(ty) = stated.as_ref().and_then(|it| number(&it.value)) {
        return (Some(ty), Role::State);
    }
    let near = stated.as_ref().and_then(|it| nearest(&it.value, TYPES.iter().copied()));
    let guess = near.and_then(number).or_else(|| type_with(fields.iter().map(|it| it.key.value.as_str())));
    match &stated {
        Some(ty) => document::unknown_type(cx, ty, near),
        None if found.is_some() => {}
        None => document::missing_type(cx, name, guess.map(|ty| TYPES[ty])),
    }
    (guess, Role::GuessedState)
}

fn kind(cx: &mut Diagnostics, object: &Object, ty: usize, languages: Languages) -> StateKind {
    match TYPES[ty] {
        "Task" => StateKind::Task(Box::new(task::task(cx, object))),
        "Choice" => StateKind::Choice(choice::choice(cx, object)),
        "Wait" => StateKind::Wait(task::wait(cx, object)),
        "Succeed" => StateKind::Succeed,
        "Fail" => task::fail(cx, object),
        "Parallel" => StateKind::Parallel { branches: branches(cx, object, languages) },
        "Map" => StateKind::Map(Box::new(map::map(cx, object, languages))),
        // Not a template: nothing in it is ever evaluated.
        _ => StateKind::Pass { result: object.value("Result").cloned() },
    }
}

/// The fields of a type that does not have them were sorted out with all others.
fn data_flow(cx: &mut Diagnostics, object: &Object, state: &mut State) {
    state.input_path = object.path_or_null(cx, "InputPath", PATH);
    state.output_path = object.path_or_null(cx, "OutputPath", PATH);
    state.result_path = object.path_or_null(cx, "ResultPath", RESULT_PATH);
    if !matches!(state.kind, StateKind::Map(_)) {
        state.arguments = arguments(cx, object);
    }
    state.result_selector = object.object_template(cx, "ResultSelector");
    state.assign = object.object_template(cx, "Assign");
    state.output = object.template(cx, "Output");
}

fn branches(cx: &mut Diagnostics, object: &Object, languages: Languages) -> Vec<Body> {
    let Some(value) = object.value("Branches") else {
        messages::no_branches(cx, object.loc);
        return Vec::new();
    };
    let Some(branches) = object.list(cx, "Branches") else { return Vec::new() };
    if branches.is_empty() {
        messages::no_branches(cx, value.loc);
    }
    branches.iter().map(|it| branch(cx, it, languages)).collect()
}

fn next(cx: &mut Diagnostics, object: &Object) -> Next {
    object.exclusive(cx, &["Next", "End"], messages::two_transitions);
    // Something was meant: what comes back must not look like nothing at all.
    let mut next = Next::None;
    if let Some(end) = object.value("End") {
        next = Next::End(end.loc);
        if object.boolean(cx, "End").is_some_and(|it| !it.value) {
            messages::end_is_false(cx, end.loc);
        }
    }
    if let Some(target) = object.value("Next") {
        next = object.text(cx, "Next").map_or(Next::End(target.loc), Next::Next);
    }
    next
}
