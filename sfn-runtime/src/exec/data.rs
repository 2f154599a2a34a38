//! What a state makes of its input, and of the result of its work: the fields in the service's order.

use sfn_asl::machine::QueryLanguage;

use super::engine::Engine;
use super::failure::Failure;
use super::history::Details;
use super::plan::{Kind, NumberField, Select, State, Target, TextField};
use super::strand::{Flow, MapItem, Strand};
use crate::query::Template;
use crate::query::value::Json;

/// Quota of the developer guide: input and output of a state, in bytes of UTF-8.
pub(super) const MOST_BYTES: usize = 262_144;

/// The nesting at which Jackson stops reading.
pub(super) const MOST_DEPTH: usize = 1_000;

/// `$states.result` and `$states.errorOutput`.
#[derive(Clone, Copy, Default)]
pub(super) struct Extra<'a> {
    pub(super) result: Option<&'a Json>,
    pub(super) error_output: Option<&'a Json>,
    /// `Map` of the context object, while the items of the state are selected.
    pub(super) item: Option<&'a MapItem>,
}

/// The two templates at the end of a state, rule or catcher.
#[derive(Clone, Copy)]
pub(super) struct Ending<'a> {
    /// `Assign`, `Choices[0]/Assign`
    pub(super) prefix: &'a str,
    pub(super) assign: Option<&'a Template>,
    pub(super) output: Option<&'a Template>,
}

impl<'a> Ending<'a> {
    pub(super) fn of(state: &'a State) -> Ending<'a> {
        Ending { prefix: "", assign: state.assign.as_ref(), output: state.output.as_ref() }
    }
}

impl Engine {
    /// A template, filled in.
    pub(super) fn template(
        &mut self,
        strand: &Strand,
        state: &State,
        field: &str,
        template: &Template,
        document: &Json,
        extra: Extra<'_>,
    ) -> Result<Json, Failure> {
        if let Template::Data(it) = template {
            return Ok(it.clone());
        }
        self.with_scope(strand, state, document, extra, |scope| {
            template.evaluate(scope).map_err(|it| Failure::of_template(field, document, it))
        })
    }

    /// What `InputPath` or `OutputPath` selects.
    pub(super) fn select(
        &mut self,
        strand: &Strand,
        state: &State,
        select: &Select,
        document: &Json,
    ) -> Result<Json, Failure> {
        match select {
            Select::All => Ok(document.clone()),
            Select::Nothing => Ok(Json::empty_object()),
            Select::Path(query) => self.with_scope(strand, state, document, Extra::default(), |scope| {
                query.evaluate(scope).map_err(|it| Failure::of_path(&query.text, it))
            }),
        }
    }

    /// `InputPath`
    pub(super) fn effective_input(&mut self, strand: &Strand, state: &State) -> Result<Json, Failure> {
        let input = strand.input.clone();
        let input = self.select(strand, state, &state.input_path, &input)?;
        let shown = !matches!(state.kind, Kind::Parallel { .. } | Kind::Pass { result: Some(_) });
        if state.language == QueryLanguage::JsonPath && shown {
            self.note("afterInputPath", &input);
        }
        Ok(input)
    }

    /// `Parameters` or `Arguments`, over what `InputPath` selects.
    pub(super) fn arguments(
        &mut self,
        strand: &Strand,
        state: &State,
        input: &Json,
    ) -> Result<Json, Failure> {
        let (field, stage) = match state.language {
            QueryLanguage::JsonPath => ("Parameters", "afterParameters"),
            QueryLanguage::Jsonata => ("Arguments", "afterArguments"),
        };
        let arguments = match &state.arguments {
            Some(it) => self.template(strand, state, field, it, input, Extra::default())?,
            None => input.clone(),
        };
        if !matches!(state.kind, Kind::Parallel { .. }) {
            self.note(stage, &arguments);
        }
        Ok(arguments)
    }

    /// A number; `seconds` and the like.
    pub(super) fn number(
        &mut self,
        strand: &Strand,
        state: &State,
        name: &str,
        field: &NumberField,
        input: &Json,
    ) -> Result<Json, Failure> {
        let query = match field {
            NumberField::Literal(it) => return Ok(Json::number(*it)),
            NumberField::Query(query) => query,
        };
        let value = self.with_scope(strand, state, input, Extra::default(), |scope| query.evaluate(scope));
        match state.language {
            QueryLanguage::JsonPath => value.map_err(|it| Failure::of_path(&query.text, it)),
            QueryLanguage::Jsonata => {
                let value = value.map_err(|it| Failure::of_query(name, &query.text, input, it))?;
                match value {
                    Json::Number(_) => Ok(value),
                    other => Err(Failure::unexpected_type(name, &query.text, "number", &other)),
                }
            }
        }
    }

    /// `Error` or `Cause`.
    pub(super) fn text(
        &mut self,
        strand: &Strand,
        state: &State,
        name: &str,
        field: &TextField,
        input: &Json,
    ) -> Result<Json, Failure> {
        let query = match field {
            TextField::Literal(it) => return Ok(Json::String(it.clone())),
            TextField::Query(query) => query,
        };
        let is_path = state.language == QueryLanguage::JsonPath;
        let name = if is_path { format!("{name}Path") } else { name.to_owned() };
        let value = self.with_scope(strand, state, input, Extra::default(), |scope| query.evaluate(scope));
        match value.map_err(|it| Failure::of_query(&name, &query.text, input, it))? {
            Json::String(it) => Ok(Json::String(it)),
            other if is_path => Err(Failure::runtime(format!(
                "The {name} field refers to value {other} which is not a string: {}",
                query.text
            ))),
            other => Err(Failure::unexpected_type(&name, &query.text, "string", &other)),
        }
    }

    /// From the result of the work to the output: `ResultSelector`, `Assign`, `ResultPath`, `OutputPath` or `Output`.
    pub(super) fn complete(
        &mut self,
        strand: &mut Strand,
        state: &State,
        result: Json,
    ) -> Result<Flow, Failure> {
        if matches!(state.kind, Kind::Task(_) | Kind::Pass { result: Some(_) }) {
            self.note("result", &result);
        }
        if state.language == QueryLanguage::Jsonata {
            let extra = Extra { result: Some(&result), ..Extra::default() };
            return self.leave(strand, state, Ending::of(state), extra, &result, state.next);
        }
        let result = match &state.result_selector {
            Some(it) => self.template(strand, state, "ResultSelector", it, &result, Extra::default())?,
            None => result,
        };
        self.note("afterResultSelector", &result);
        let assigned = self.assigned(strand, state, Ending::of(state), Extra::default(), &result)?;
        let output = insert(&state.result_path, &strand.input, result)?;
        self.note("afterResultPath", &output);
        let output = self.select(strand, state, &state.output_path, &output)?;
        self.exit(strand, state, output, assigned, state.next)
    }

    /// The end of a state without result: Choice, Wait, Succeed; Pass in JSONata; and of catchers.
    pub(super) fn leave(
        &mut self,
        strand: &mut Strand,
        state: &State,
        ending: Ending<'_>,
        extra: Extra<'_>,
        value: &Json,
        next: Target,
    ) -> Result<Flow, Failure> {
        let document = match state.language {
            QueryLanguage::JsonPath => value.clone(),
            QueryLanguage::Jsonata => strand.input.clone(),
        };
        let assigned = self.assigned(strand, state, ending, extra, &document)?;
        let output = match ending.output {
            Some(it) => {
                self.template(strand, state, &format!("{}Output", ending.prefix), it, &document, extra)?
            }
            None => self.select(strand, state, &state.output_path, value)?,
        };
        self.exit(strand, state, output, assigned, next)
    }

    pub(super) fn assigned(
        &mut self,
        strand: &Strand,
        state: &State,
        ending: Ending<'_>,
        extra: Extra<'_>,
        document: &Json,
    ) -> Result<Option<Json>, Failure> {
        let Some(template) = ending.assign else { return Ok(None) };
        self.template(strand, state, &format!("{}Assign", ending.prefix), template, document, extra).map(Some)
    }

    /// Leaves the state with what it has come to.
    pub(super) fn exit(
        &mut self,
        strand: &mut Strand,
        state: &State,
        output: Json,
        assigned: Option<Json>,
        next: Target,
    ) -> Result<Flow, Failure> {
        check_size(&output, &state.name)?;
        if let Some(assigned) = &assigned {
            check_size(assigned, &state.name)?;
            strand.variables.assign(assigned);
        }
        let details = assigned
            .filter(|it| it.as_object().is_some_and(|it| !it.is_empty()))
            .map(|it| Details { assigned: Some(it), ..Details::default() });
        let kind = exited(state.kind.name());
        self.event(strand, kind, Some(&state.name), Some(output.clone()), details);
        Ok(Flow::Left(output, next))
    }
}

pub(super) fn check_size(value: &Json, whose: &str) -> Result<(), Failure> {
    if value.bytes() > MOST_BYTES {
        return Err(Failure::too_large(whose));
    }
    if value.depth() > MOST_DEPTH {
        return Err(Failure::runtime(format!("The data nests deeper than {MOST_DEPTH} levels.")));
    }
    Ok(())
}

/// `ResultPath`: the result where it belongs in the raw input.
pub(super) fn insert(path: &Select, input: &Json, result: Json) -> Result<Json, Failure> {
    match path {
        Select::All => Ok(result),
        Select::Nothing => Ok(input.clone()),
        Select::Path(query) => {
            let inserted = query.as_path().and_then(|it| it.insert(input, result));
            // Source: the specification. The text is reported by users of the service.
            inserted.ok_or_else(|| {
                let cause = format!("Unable to apply ReferencePath {} to input {input}", query.text);
                Failure::service("States.ResultPathMatchFailure", cause)
            })
        }
    }
}

pub(super) fn entered(kind: &str) -> &'static str {
    match kind {
        "Pass" => "PassStateEntered",
        "Task" => "TaskStateEntered",
        "Choice" => "ChoiceStateEntered",
        "Wait" => "WaitStateEntered",
        "Succeed" => "SucceedStateEntered",
        "Fail" => "FailStateEntered",
        "Parallel" => "ParallelStateEntered",
        _ => "MapStateEntered",
    }
}

fn exited(kind: &str) -> &'static str {
    match kind {
        "Pass" => "PassStateExited",
        "Task" => "TaskStateExited",
        "Choice" => "ChoiceStateExited",
        "Wait" => "WaitStateExited",
        "Succeed" => "SucceedStateExited",
        "Parallel" => "ParallelStateExited",
        _ => "MapStateExited",
    }
}
