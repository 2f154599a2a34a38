//! The document model into strict JSON.
//!
//! Keys stand in a fixed order, close to that in which the service looks at them. Numbers, names and queries come out
//! as they were spelled; the characters of holes pass through, for whoever made them to fill in.

mod json;
mod policy;

use crate::choice::{Condition, ConditionKind, Operand, Operator, Rule};
use crate::machine::{
    Body, Catcher, ItemBatcher, ItemReader, Machine, Map, Next, NumberField, PathField, QueryLanguage,
    ReaderConfig, ResultWriter, Retrier, State, StateKind, Task, TextField, Wait,
};
use crate::value::{Number, Query, Spanned, Text, Value};
use json::{Json, is_dynamic_key};

pub use policy::policy;

/// The definition of `machine`, without blanks.
pub fn machine(machine: &Machine) -> String {
    definition(Json::compact(), machine)
}

/// The definition of `machine`, indented by two blanks.
pub fn machine_pretty(machine: &Machine) -> String {
    definition(Json::pretty(), machine)
}

/// `value`, without blanks. Queries are written as in the template of a state.
pub fn value(value: &Value) -> String {
    let mut json = Json::compact();
    json.value(value);
    json.finish()
}

/// The object of `state`, in a machine of `machine_language`.
pub fn state(state: &State, machine_language: QueryLanguage) -> String {
    let mut json = Json::compact();
    one_state(&mut json, state, machine_language);
    json.finish()
}

/// The same, indented by two blanks.
pub fn state_pretty(state: &State, machine_language: QueryLanguage) -> String {
    let mut json = Json::pretty();
    one_state(&mut json, state, machine_language);
    json.finish()
}

fn definition(mut json: Json, machine: &Machine) -> String {
    json.open('{');
    text(&mut json, "Comment", machine.body.comment.as_ref());
    language(&mut json, machine.query_language.as_ref());
    text(&mut json, "Version", machine.version.as_ref());
    number(&mut json, "TimeoutSeconds", machine.timeout_seconds.as_ref());
    outline(
        &mut json,
        &machine.body,
        machine.query_language.as_ref().map_or(QueryLanguage::JsonPath, |it| it.value),
    );
    json.close('}');
    json.finish()
}

fn outline(json: &mut Json, body: &Body, machine_language: QueryLanguage) {
    text(json, "StartAt", body.start_at.as_ref());
    json.key("States");
    json.open('{');
    for state in &body.states {
        json.key(&state.name.value);
        one_state(json, state, machine_language);
    }
    json.close('}');
}

fn one_state(json: &mut Json, state: &State, machine_language: QueryLanguage) {
    let own = state.query_language.as_ref().map_or(machine_language, |it| it.value);
    json.open('{');
    json.key("Type");
    json.string(state.kind.name());
    text(json, "Comment", state.comment.as_ref());
    language(json, state.query_language.as_ref());
    path_or_null(json, "InputPath", state.input_path.as_ref());
    match &state.kind {
        StateKind::Task(it) => task(json, it),
        StateKind::Map(it) => items(json, it, own),
        _ => {}
    }
    template(json, arguments_key(own), state.arguments.as_ref());
    match &state.kind {
        StateKind::Pass { result } => template(json, "Result", result.as_ref()),
        StateKind::Task(it) => limits(json, it),
        StateKind::Choice(choice) => {
            json.key("Choices");
            json.list(&choice.rules, rule);
            text(json, "Default", choice.default.as_ref());
        }
        StateKind::Wait(Some(Wait::Seconds(seconds))) => number_or_query(json, "Seconds", Some(seconds)),
        StateKind::Wait(Some(Wait::Timestamp(timestamp))) => {
            text_or_query(json, "Timestamp", Some(timestamp))
        }
        StateKind::Wait(None) | StateKind::Succeed => {}
        StateKind::Fail { error, cause } => {
            text_or_query(json, "Error", error.as_ref());
            text_or_query(json, "Cause", cause.as_ref());
        }
        StateKind::Parallel { branches } => {
            json.key("Branches");
            json.list(branches, |json, branch| body(json, branch, machine_language));
        }
        StateKind::Map(it) => processing(json, it, own, machine_language),
    }
    template(json, "ResultSelector", state.result_selector.as_ref());
    path_or_null(json, "ResultPath", state.result_path.as_ref());
    template(json, "Assign", state.assign.as_ref());
    template(json, "Output", state.output.as_ref());
    path_or_null(json, "OutputPath", state.output_path.as_ref());
    if let Some(retriers) = &state.retry {
        json.key("Retry");
        json.list(retriers, retrier);
    }
    if let Some(catchers) = &state.catch {
        json.key("Catch");
        json.list(catchers, catcher);
    }
    match &state.next {
        Next::Next(target) => text(json, "Next", Some(target)),
        Next::End(_) => boolean(json, "End", true),
        Next::None => {}
    }
    json.close('}');
}

fn body(json: &mut Json, body: &Body, machine_language: QueryLanguage) {
    json.open('{');
    text(json, "Comment", body.comment.as_ref());
    outline(json, body, machine_language);
    json.close('}');
}

fn task(json: &mut Json, task: &Task) {
    text(json, "Resource", Some(&task.resource));
    template(json, "Credentials", task.credentials.as_ref());
}

fn limits(json: &mut Json, task: &Task) {
    number_or_query(json, "TimeoutSeconds", task.timeout.as_ref());
    number_or_query(json, "HeartbeatSeconds", task.heartbeat.as_ref());
}

fn items(json: &mut Json, map: &Map, language: QueryLanguage) {
    if let Some(reader) = &map.item_reader {
        json.key("ItemReader");
        item_reader(json, reader, language);
    }
    query(json, "ItemsPath", map.items_path.as_ref());
    template(json, "Items", map.items.as_ref());
    template(json, "ItemSelector", map.item_selector.as_ref());
    if let Some(batcher) = &map.item_batcher {
        json.key("ItemBatcher");
        item_batcher(json, batcher);
    }
}

fn processing(json: &mut Json, map: &Map, language: QueryLanguage, machine_language: QueryLanguage) {
    text(json, "Label", map.label.as_ref());
    number_or_query(json, "MaxConcurrency", map.max_concurrency.as_ref());
    number_or_query(json, "ToleratedFailureCount", map.tolerated_failure_count.as_ref());
    number_or_query(json, "ToleratedFailurePercentage", map.tolerated_failure_percentage.as_ref());
    json.key("ItemProcessor");
    json.open('{');
    text(json, "Comment", map.processor.comment.as_ref());
    if map.mode.is_some() || map.execution_type.is_some() {
        json.key("ProcessorConfig");
        json.open('{');
        text(json, "Mode", map.mode.as_ref());
        text(json, "ExecutionType", map.execution_type.as_ref());
        json.close('}');
    }
    outline(json, &map.processor, machine_language);
    json.close('}');
    if let Some(writer) = &map.result_writer {
        json.key("ResultWriter");
        result_writer(json, writer, language);
    }
}

fn item_reader(json: &mut Json, reader: &ItemReader, language: QueryLanguage) {
    json.open('{');
    text(json, "Resource", Some(&reader.resource));
    if let Some(config) = &reader.config {
        json.key("ReaderConfig");
        reader_config(json, config);
    }
    template(json, arguments_key(language), reader.arguments.as_ref());
    json.close('}');
}

fn reader_config(json: &mut Json, config: &ReaderConfig) {
    json.open('{');
    text(json, "InputType", config.input_type.as_ref());
    text(json, "Transformation", config.transformation.as_ref());
    text(json, "ManifestType", config.manifest_type.as_ref());
    text(json, "CSVDelimiter", config.csv_delimiter.as_ref());
    text(json, "CSVHeaderLocation", config.csv_header_location.as_ref());
    if let Some(headers) = &config.csv_headers {
        json.key("CSVHeaders");
        texts(json, headers);
    }
    number_or_query(json, "MaxItems", config.max_items.as_ref());
    text(json, "ItemsPointer", config.items_pointer.as_ref());
    json.close('}');
}

fn item_batcher(json: &mut Json, batcher: &ItemBatcher) {
    json.open('{');
    number_or_query(json, "MaxItemsPerBatch", batcher.max_items_per_batch.as_ref());
    number_or_query(json, "MaxInputBytesPerBatch", batcher.max_input_bytes_per_batch.as_ref());
    template(json, "BatchInput", batcher.batch_input.as_ref());
    json.close('}');
}

fn result_writer(json: &mut Json, writer: &ResultWriter, language: QueryLanguage) {
    json.open('{');
    text(json, "Resource", writer.resource.as_ref());
    if let Some(config) = &writer.config {
        json.key("WriterConfig");
        json.open('{');
        text(json, "OutputType", config.output_type.as_ref());
        text(json, "Transformation", config.transformation.as_ref());
        json.close('}');
    }
    template(json, arguments_key(language), writer.arguments.as_ref());
    json.close('}');
}

fn retrier(json: &mut Json, retrier: &Retrier) {
    json.open('{');
    text(json, "Comment", retrier.comment.as_ref());
    json.key("ErrorEquals");
    texts(json, &retrier.error_equals);
    number(json, "IntervalSeconds", retrier.interval_seconds.as_ref());
    number(json, "MaxAttempts", retrier.max_attempts.as_ref());
    number(json, "BackoffRate", retrier.backoff_rate.as_ref());
    number(json, "MaxDelaySeconds", retrier.max_delay_seconds.as_ref());
    text(json, "JitterStrategy", retrier.jitter_strategy.as_ref());
    json.close('}');
}

fn catcher(json: &mut Json, catcher: &Catcher) {
    json.open('{');
    text(json, "Comment", catcher.comment.as_ref());
    json.key("ErrorEquals");
    texts(json, &catcher.error_equals);
    path_or_null(json, "ResultPath", catcher.result_path.as_ref());
    template(json, "Assign", catcher.assign.as_ref());
    template(json, "Output", catcher.output.as_ref());
    text(json, "Next", catcher.next.as_ref());
    json.close('}');
}

fn rule(json: &mut Json, rule: &Rule) {
    json.open('{');
    text(json, "Comment", rule.comment.as_ref());
    condition_fields(json, &rule.condition);
    template(json, "Assign", rule.assign.as_ref());
    template(json, "Output", rule.output.as_ref());
    text(json, "Next", rule.next.as_ref());
    json.close('}');
}

fn condition(json: &mut Json, condition: &Condition) {
    json.open('{');
    text(json, "Comment", condition.comment.as_ref());
    condition_fields(json, condition);
    json.close('}');
}

fn condition_fields(json: &mut Json, it: &Condition) {
    match &it.kind {
        ConditionKind::And(conditions) => {
            json.key("And");
            json.list(conditions, condition);
        }
        ConditionKind::Or(conditions) => {
            json.key("Or");
            json.list(conditions, condition);
        }
        ConditionKind::Not(inner) => {
            json.key("Not");
            condition(json, inner);
        }
        ConditionKind::Compare { variable, operator, operand } => {
            query(json, "Variable", Some(variable));
            let name = operator.value.name();
            match operand {
                Operand::Text(constant) => text(json, name, Some(constant)),
                Operand::Number(constant) => number(json, name, Some(constant)),
                Operand::Bool(constant) => boolean(json, name, constant.value),
                Operand::Path(path) => match operator.value {
                    Operator::Open(_, hole) => query(json, &format!("{hole}{name}Path"), Some(path)),
                    _ => query(json, &format!("{name}Path"), Some(path)),
                },
            }
        }
        ConditionKind::Jsonata(expression) => query(json, "Condition", Some(expression)),
        ConditionKind::Literal(constant) => boolean(json, "Condition", *constant),
        ConditionKind::Invalid => {}
    }
}

fn arguments_key(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::JsonPath => "Parameters",
        QueryLanguage::Jsonata => "Arguments",
    }
}

fn language(json: &mut Json, language: Option<&Spanned<QueryLanguage>>) {
    if let Some(language) = language {
        json.key("QueryLanguage");
        json.string(match language.value {
            QueryLanguage::JsonPath => "JSONPath",
            QueryLanguage::Jsonata => "JSONata",
        });
    }
}

fn text(json: &mut Json, key: &str, text: Option<&Text>) {
    if let Some(text) = text {
        json.key(key);
        json.string(&text.value);
    }
}

fn texts(json: &mut Json, texts: &[Text]) {
    json.list(texts, |json, text| json.string(&text.value));
}

fn number(json: &mut Json, key: &str, number: Option<&Number>) {
    if let Some(number) = number {
        json.key(key);
        json.raw(&number.value);
    }
}

fn boolean(json: &mut Json, key: &str, value: bool) {
    json.key(key);
    json.raw(if value { "true" } else { "false" });
}

fn template(json: &mut Json, key: &str, value: Option<&Value>) {
    if let Some(value) = value {
        json.key(key);
        json.value(value);
    }
}

fn query(json: &mut Json, key: &str, query: Option<&Query>) {
    if let Some(query) = query {
        json.key(key);
        json.string(query.as_written());
    }
}

fn path_or_null(json: &mut Json, key: &str, path: Option<&PathField>) {
    match path {
        None => {}
        Some(PathField::Path(path)) => query(json, key, Some(path)),
        Some(PathField::Null(_)) => {
            json.key(key);
            json.raw("null");
        }
    }
}

fn number_or_query(json: &mut Json, key: &str, field: Option<&NumberField>) {
    match field {
        None => {}
        Some(NumberField::Literal(literal)) => number(json, key, Some(literal)),
        Some(NumberField::Query(it)) => sibling(json, key, it),
    }
}

fn text_or_query(json: &mut Json, key: &str, field: Option<&TextField>) {
    match field {
        None => {}
        Some(TextField::Literal(literal)) => text(json, key, Some(literal)),
        Some(TextField::Query(it)) => sibling(json, key, it),
    }
}

/// A path has a field of its own; an expression stands in the field itself.
fn sibling(json: &mut Json, key: &str, it: &Query) {
    if is_dynamic_key(it) {
        query(json, &format!("{key}Path"), Some(it));
    } else {
        query(json, key, Some(it));
    }
}

#[cfg(test)]
mod tests;
