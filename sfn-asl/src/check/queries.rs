//! Every path, intrinsic call and expression of a state, each with the field it stands in.

use std::ops::Range;

use crate::choice::{Condition, ConditionKind, Operand, Rule};
use crate::machine::{Catcher, Map, NumberField, PathField, State, StateKind, TextField, Wait};
use crate::query::jsonata;
use crate::query::jsonata::Analysis;
use crate::query::jsonpath::{Path, Root, SegmentKind};
use crate::value::{Query, QueryTree, Value, ValueKind};

/// What kind of field a query stands in, as far as rules differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    /// Evaluated before the state's work.
    Before,
    /// `ResultSelector`, `ResultPath`, `OutputPath`.
    After,
    /// The state's own `Assign`.
    Assign,
    /// The state's own `Output`.
    Output,
    /// The fields of a Map that see an item: `ItemSelector`, `ItemBatcher`, `ItemReader`.
    Item,
    /// `Condition`, `Variable` and its operand.
    Condition,
    /// `Assign` and `Output` of a choice rule.
    Rule,
    /// `Assign`, `Output` and `ResultPath` of a catcher.
    Catcher,
}

/// What a whole field must be, where it is not a template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    Any,
    Number(&'static str),
    String(&'static str),
    Boolean(&'static str),
    Array(&'static str),
}

/// A query and its field.
pub(super) struct Found<'a> {
    pub query: &'a Query,
    pub field: Field,
    pub wanted: Wanted,
}

/// Every query of `state`, in the order of evaluation.
pub(super) fn of_state(state: &State) -> Vec<Found<'_>> {
    let mut all = Queries(Vec::new());
    all.path(state.input_path.as_ref(), Field::Before);
    all.template(state.arguments.as_ref(), Field::Before);
    all.of_kind(&state.kind);
    all.template(state.result_selector.as_ref(), Field::After);
    all.path(state.result_path.as_ref(), Field::After);
    all.template(state.assign.as_ref(), Field::Assign);
    all.template(state.output.as_ref(), Field::Output);
    all.path(state.output_path.as_ref(), Field::After);
    for catcher in state.catch.iter().flatten() {
        all.catcher(catcher);
    }
    all.0
}

struct Queries<'a>(Vec<Found<'a>>);

impl<'a> Queries<'a> {
    fn of_kind(&mut self, kind: &'a StateKind) {
        match kind {
            StateKind::Pass { .. } | StateKind::Succeed | StateKind::Parallel { .. } => {}
            StateKind::Task(task) => {
                self.number(&task.timeout, "TimeoutSeconds");
                self.number(&task.heartbeat, "HeartbeatSeconds");
                match task.credentials.as_ref().and_then(|it| it.get("RoleArn")).map(|it| &it.kind) {
                    Some(ValueKind::Query(query)) => {
                        self.push(query, Field::Before, Wanted::String("RoleArn"));
                    }
                    _ => self.template(task.credentials.as_ref(), Field::Before),
                }
            }
            StateKind::Choice(choice) => choice.rules.iter().for_each(|it| self.rule(it)),
            StateKind::Wait(Some(Wait::Seconds(NumberField::Query(query)))) => {
                self.push(query, Field::Before, Wanted::Number("Seconds"));
            }
            StateKind::Wait(Some(Wait::Timestamp(TextField::Query(query)))) => {
                self.push(query, Field::Before, Wanted::String("Timestamp"));
            }
            StateKind::Wait(_) => {}
            StateKind::Fail { error, cause } => {
                for (text, name) in [(error, "Error"), (cause, "Cause")] {
                    if let Some(TextField::Query(query)) = text {
                        self.push(query, Field::Before, Wanted::String(name));
                    }
                }
            }
            StateKind::Map(map) => self.map(map),
        }
    }

    fn map(&mut self, map: &'a Map) {
        if let Some(reader) = &map.item_reader {
            self.template(reader.arguments.as_ref(), Field::Item);
            self.number(reader.config.as_ref().map_or(&None, |it| &it.max_items), "MaxItems");
        }
        if let Some(query) = &map.items_path {
            self.push(query, Field::Before, Wanted::Any);
        }
        match &map.items {
            Some(Value { kind: ValueKind::Query(query), .. }) => {
                self.push(query, Field::Before, Wanted::Array("Items"));
            }
            items => self.template(items.as_ref(), Field::Before),
        }
        self.template(map.item_selector.as_ref(), Field::Item);
        if let Some(batcher) = &map.item_batcher {
            self.number(&batcher.max_items_per_batch, "MaxItemsPerBatch");
            self.number(&batcher.max_input_bytes_per_batch, "MaxInputBytesPerBatch");
            self.template(batcher.batch_input.as_ref(), Field::Item);
        }
        self.number(&map.max_concurrency, "MaxConcurrency");
        self.number(&map.tolerated_failure_count, "ToleratedFailureCount");
        self.number(&map.tolerated_failure_percentage, "ToleratedFailurePercentage");
        self.template(map.result_writer.as_ref().and_then(|it| it.arguments.as_ref()), Field::Before);
    }

    fn rule(&mut self, rule: &'a Rule) {
        self.condition(&rule.condition);
        self.template(rule.assign.as_ref(), Field::Rule);
        self.template(rule.output.as_ref(), Field::Rule);
    }

    fn condition(&mut self, condition: &'a Condition) {
        match &condition.kind {
            ConditionKind::And(items) | ConditionKind::Or(items) => {
                items.iter().for_each(|it| self.condition(it))
            }
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::Compare { variable, operand, .. } => {
                self.push(variable, Field::Condition, Wanted::Any);
                if let Operand::Path(path) = operand {
                    self.push(path, Field::Condition, Wanted::Any);
                }
            }
            ConditionKind::Jsonata(query) => self.push(query, Field::Condition, Wanted::Boolean("Condition")),
            ConditionKind::Literal(_) | ConditionKind::Invalid => {}
        }
    }

    fn catcher(&mut self, catcher: &'a Catcher) {
        self.path(catcher.result_path.as_ref(), Field::Catcher);
        self.template(catcher.assign.as_ref(), Field::Catcher);
        self.template(catcher.output.as_ref(), Field::Catcher);
    }

    fn path(&mut self, path: Option<&'a PathField>, field: Field) {
        if let Some(PathField::Path(query)) = path {
            self.push(query, field, Wanted::Any);
        }
    }

    fn number(&mut self, number: &'a Option<NumberField>, name: &'static str) {
        if let Some(NumberField::Query(query)) = number {
            self.push(query, Field::Before, Wanted::Number(name));
        }
    }

    fn template(&mut self, value: Option<&'a Value>, field: Field) {
        if let Some(value) = value {
            value.each_query(&mut |query| self.push(query, field, Wanted::Any));
        }
    }

    fn push(&mut self, query: &'a Query, field: Field, wanted: Wanted) {
        self.0.push(Found { query, field, wanted });
    }
}

/// What a query reads from outside the document.
#[derive(Default)]
pub(super) struct Reads<'a> {
    /// Paths into the context object: the names of the first steps, and where the path stands.
    pub context: Vec<(Vec<&'a str>, Range<usize>)>,
    /// Variables that the machine must have assigned.
    pub variables: Vec<Variable<'a>>,
}

/// A variable that is read.
pub(super) struct Variable<'a> {
    pub name: &'a str,
    /// In the text of the query's tree.
    pub range: Range<usize>,
    /// Whether the query cannot do without its value: it fails if the variable was never assigned.
    pub is_needed: bool,
}

/// What `query` reads. `analysis` is that of its expression, if it is one.
pub(super) fn reads<'a>(query: &'a Query, analysis: Option<&'a Analysis>) -> Reads<'a> {
    let mut reads = Reads::default();
    match &query.tree {
        QueryTree::Path(path) => reads.path(path, 0..query.text.value.len()),
        QueryTree::Intrinsic(call) => {
            for (path, range) in call.paths() {
                reads.path(path, range);
            }
        }
        QueryTree::Jsonata(expr) => {
            if let Some(analysis) = analysis {
                reads.expression(expr, analysis);
            }
        }
        QueryTree::Invalid => {}
    }
    reads
}

impl<'a> Reads<'a> {
    fn path(&mut self, path: &'a Path, range: Range<usize>) {
        match &path.root {
            Root::Context => self.context.push((names(path), range.clone())),
            Root::Variable(name) => {
                let range = range.start..range.start + 1 + name.len(); // `$name`
                self.variables.push(Variable { name, range, is_needed: true })
            }
            Root::Document | Root::Current => {}
        }
    }

    fn expression(&mut self, expr: &jsonata::Expr, analysis: &'a Analysis) {
        // Whatever is not just the variable or a part of it may have an answer to an undefined one.
        let is_needed = match &expr.kind {
            jsonata::ExprKind::Variable(_) => true,
            jsonata::ExprKind::Path(steps) => steps
                .iter()
                .all(|it| matches!(it.kind, jsonata::ExprKind::Variable(_) | jsonata::ExprKind::Name(_))),
            _ => false,
        };
        self.variables.extend(analysis.machine_variables().map(|it| Variable {
            name: &it.name,
            range: it.range.clone(),
            is_needed,
        }));
        for path in &analysis.states {
            let steps = match path.segments.as_slice() {
                [] => &[],
                [first, steps @ ..] if first == "context" => steps,
                _ => continue,
            };
            self.context.push((steps.iter().map(String::as_str).collect(), path.range.clone()));
        }
    }
}

/// The names a path goes through, up to the first step that is something else.
fn names(path: &Path) -> Vec<&str> {
    let names = path.segments.iter().map(|it| match &it.kind {
        SegmentKind::Name(name) => Some(name.as_str()),
        _ => None,
    });
    names.take_while(Option::is_some).flatten().collect()
}
