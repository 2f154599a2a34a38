//! Map.

use super::limits;
use super::names::check_one_of;
use super::outline::Outline;
use crate::diag::messages::maps as messages;
use crate::diag::{Diagnostics, Loc, Source, suggest};
use crate::index::Index;
use crate::machine::{ItemReader, Map, NumberField, QueryLanguage, ResultWriter, StateKind};
use crate::resource::{Call, Pattern, Resource};
use crate::value::{Text, Value, ValueKind, is_open};

/// "40 characters"
const LONGEST_LABEL: usize = 40;
/// What an inline Map really does at once.
const INLINE_CONCURRENCY: u32 = 40;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    check_unique_labels(cx, outline);
    for site in &outline.sites {
        if let StateKind::Map(map) = &site.state.kind {
            check_mode(cx, map);
            check_label(cx, map);
            check_inline(cx, map);
            check_reader(cx, map);
            check_batcher(cx, map);
            check_writer(cx, map, site.language);
        }
    }
}

// A distributed Map says what its child executions are; an inline one has none.
fn check_mode(cx: &mut Diagnostics, map: &Map) {
    let modes = check_one_of(cx, "Mode", map.mode.as_ref(), &["INLINE", "DISTRIBUTED"]);
    check_one_of(cx, "ExecutionType", map.execution_type.as_ref(), &["STANDARD", "EXPRESS"]);
    if !modes || map.mode.as_ref().is_some_and(|it| is_open(&it.value)) {
        return;
    }
    match (&map.mode, &map.execution_type) {
        (Some(mode), None) if map.is_distributed() => messages::no_execution_type(cx, mode.loc),
        (_, Some(execution_type)) if !map.is_distributed() => {
            messages::execution_type_inline(cx, execution_type.loc);
        }
        _ => {}
    }
}

// A label has 1 to 40 characters, and none of those that mean something in an ARN, a URL or a shell.
fn check_label(cx: &mut Diagnostics, map: &Map) {
    let Some(label) = map.label.as_ref().filter(|it| !is_open(&it.value)) else { return };
    let length = label.value.chars().count();
    let is_forbidden =
        |c: &char| c.is_whitespace() || c.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"".contains(*c);
    if length == 0 || length > LONGEST_LABEL {
        messages::label_length(cx, label, length, LONGEST_LABEL);
    } else if let Some(character) = label.value.chars().find(is_forbidden) {
        messages::label_character(cx, label, character);
    }
}

// A label is unique in the machine.
fn check_unique_labels(cx: &mut Diagnostics, outline: &Outline) {
    let mut labels = Index::default();
    let mut first: Vec<&Text> = Vec::new();
    for site in &outline.sites {
        if let StateKind::Map(map) = &site.state.kind
            && let Some(label) = map.label.as_ref().filter(|_| map.is_distributed())
        {
            let (at, is_new) = labels.insert(label.value.as_str());
            if is_new {
                first.push(label);
            } else if !is_open(&label.value) {
                messages::label_twice(cx, label, first[at].loc);
            }
        }
    }
}

// Map Runs, and what is made of them, belong to distributed Maps. The service takes the fields of an inline Map, too
// (measured), while the Developer Guide has a reader, a batcher and a writer for the Distributed mode only:
// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
fn check_inline(cx: &mut Diagnostics, map: &Map) {
    if map.is_distributed() || map.mode.as_ref().is_some_and(|it| it.value != "INLINE") {
        return;
    }
    if let Some(label) = &map.label {
        messages::label_inline(cx, label);
    }
    let fields = [
        ("ItemReader", map.item_reader.as_ref().map(|it| it.loc)),
        ("ItemBatcher", map.item_batcher.as_ref().map(|it| it.loc)),
        ("ResultWriter", map.result_writer.as_ref().map(|it| it.loc)),
        ("ToleratedFailureCount", map.tolerated_failure_count.as_ref().map(number_loc)),
        ("ToleratedFailurePercentage", map.tolerated_failure_percentage.as_ref().map(number_loc)),
    ];
    for (field, loc) in fields {
        if let Some(loc) = loc {
            messages::ignored_inline(cx, loc, field);
        }
    }
    if let Some(NumberField::Literal(number)) = &map.max_concurrency
        && limits::value(number).is_some_and(|it| it > f64::from(INLINE_CONCURRENCY))
    {
        messages::too_concurrent(cx, number.loc, INLINE_CONCURRENCY);
    }
}

// Items come from an object in S3 or from a list of objects, in a format that fits.
fn check_reader(cx: &mut Diagnostics, map: &Map) {
    let Some(reader) = &map.item_reader else { return };
    let resource = s3_action(&reader.resource.value, &["getObject", "listObjectsV2"]);
    match resource {
        S3::Action("getObject") => check_reader_parameters(cx, reader, "getObject", &["Bucket", "Key"]),
        S3::Action(action) => check_reader_parameters(cx, reader, action, &["Bucket"]),
        S3::Open => {}
        // A missing one has been reported.
        S3::Other(_) if reader.resource.value.is_empty() && reader.resource.loc == reader.loc => {}
        S3::Other(near) => messages::reader_resource(cx, &reader.resource, near),
    }
    check_reader_config(cx, reader);
}

// What is read is said where it is read.
fn check_reader_parameters(cx: &mut Diagnostics, reader: &ItemReader, action: &str, needed: &[&str]) {
    let Some(Value { kind: ValueKind::Object(fields), loc }) = &reader.arguments else { return };
    for name in needed {
        if !fields.iter().any(|it| it.key.value == *name) {
            messages::reader_parameter(cx, *loc, action, name);
        }
    }
}

fn check_reader_config(cx: &mut Diagnostics, reader: &ItemReader) {
    let Some(config) = &reader.config else { return };
    let mut known = check_one_of(
        cx,
        "InputType",
        config.input_type.as_ref(),
        &["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"],
    );
    known &=
        check_one_of(cx, "Transformation", config.transformation.as_ref(), &["NONE", "LOAD_AND_FLATTEN"]);
    known &=
        check_one_of(cx, "ManifestType", config.manifest_type.as_ref(), &["ATHENA_DATA", "S3_INVENTORY"]);
    let delimiters = &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"];
    check_one_of(cx, "CSVDelimiter", config.csv_delimiter.as_ref(), delimiters);
    known &=
        check_one_of(cx, "CSVHeaderLocation", config.csv_header_location.as_ref(), &["FIRST_ROW", "GIVEN"]);
    let texts =
        [&config.input_type, &config.transformation, &config.manifest_type, &config.csv_header_location];
    if !known || texts.into_iter().flatten().any(|it| is_open(&it.value)) {
        return;
    }
    let [input_type, transformation, manifest_type, header] =
        texts.map(|it| it.as_ref().map(|it| (it.value.as_str(), it.loc)));
    match (manifest_type, input_type) {
        (Some(("S3_INVENTORY", _)), Some((_, loc))) => messages::reader_config(
            cx,
            loc,
            "`ManifestType` `S3_INVENTORY` implies the `InputType`, which may not be given",
            "remove `InputType`",
        ),
        (Some(("ATHENA_DATA", loc)), None) => messages::reader_config(
            cx,
            loc,
            "`ManifestType` `ATHENA_DATA` needs the `InputType` of what Athena wrote",
            "add `\"InputType\": \"CSV\"`, `\"JSONL\"` or `\"PARQUET\"`",
        ),
        (Some(("ATHENA_DATA", _)), Some(("JSON" | "MANIFEST", loc))) => messages::reader_config(
            cx,
            loc,
            "`ManifestType` `ATHENA_DATA` has the `InputType` `CSV`, `JSONL` or `PARQUET`",
            "write what Athena wrote",
        ),
        (None, None) if transformation.is_some_and(|it| it.0 == "LOAD_AND_FLATTEN") => {
            messages::reader_config(
                cx,
                config.loc,
                "`Transformation` `LOAD_AND_FLATTEN` needs an `InputType`",
                say(
                    cx,
                    "add `\"InputType\"` with the format of the objects",
                    "write `input_type: JSON`, or what they are",
                ),
            )
        }
        (None, Some(("CSV", loc))) if header.is_none() => messages::reader_config(
            cx,
            loc,
            "`InputType` `CSV` needs a `CSVHeaderLocation`",
            say(cx, "add `\"CSVHeaderLocation\": \"FIRST_ROW\"`", "write `csv_headers: first_row`"),
        ),
        (None, Some((other, _))) if !matches!(other, "CSV" | "MANIFEST") => {
            if let Some((_, loc)) = header {
                let wrong = format!("`CSVHeaderLocation` belongs to `InputType` `CSV`, not `{other}`");
                messages::reader_config(cx, loc, &wrong, "remove it");
            }
        }
        _ => {}
    }
    if let (Some(("GIVEN", loc)), None) = (header, &config.csv_headers) {
        messages::reader_config(
            cx,
            loc,
            "`CSVHeaderLocation` `GIVEN` needs `CSVHeaders`",
            say(cx, "add `\"CSVHeaders\"` with the names of the columns", "write `csv_headers: [\"id\", …]`"),
        );
    }
}

/// The words of whoever wrote the machine.
fn say(cx: &Diagnostics, json: &'static str, language: &'static str) -> &'static str {
    if cx.source == Source::Macro { language } else { json }
}

// A batcher has a limit.
fn check_batcher(cx: &mut Diagnostics, map: &Map) {
    if let Some(batcher) = &map.item_batcher
        && batcher.max_items_per_batch.is_none()
        && batcher.max_input_bytes_per_batch.is_none()
    {
        messages::no_batch_limit(cx, batcher.loc);
    }
}

// A writer says how, or where to, which takes both halves.
fn check_writer(cx: &mut Diagnostics, map: &Map, language: QueryLanguage) {
    let Some(writer) = &map.result_writer else { return };
    let ResultWriter { loc, resource, arguments, config } = writer;
    if let Some(config) = config {
        check_one_of(cx, "OutputType", config.output_type.as_ref(), &["JSON", "JSONL"]);
        check_one_of(cx, "Transformation", config.transformation.as_ref(), &["NONE", "COMPACT", "FLATTEN"]);
    }
    let field = arguments_name(language);
    match (resource, arguments) {
        (None, None) if config.is_none() => messages::empty_writer(cx, *loc),
        (Some(_), None) => messages::half_writer(cx, *loc, "Resource", field),
        (None, Some(_)) => messages::half_writer(cx, *loc, field, "Resource"),
        _ => {}
    }
    if let Some(resource) = resource
        && let S3::Other(near) = s3_action(&resource.value, &["putObject"])
    {
        messages::writer_resource(cx, resource, near);
    } else if let (Some(_), Some(Value { kind: ValueKind::Object(fields), loc })) = (resource, arguments)
        && !fields.iter().any(|it| it.key.value == "Bucket" || is_open(&it.key.value))
    {
        messages::writer_parameter(cx, *loc);
    }
}

/// What the two languages call what a call is given.
pub(super) fn arguments_name(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::JsonPath => "Parameters",
        QueryLanguage::Jsonata => "Arguments",
    }
}

fn number_loc(number: &NumberField) -> Loc {
    match number {
        NumberField::Literal(number) => number.loc,
        NumberField::Query(query) => query.text.loc,
    }
}

enum S3 {
    Action(&'static str),
    Open,
    /// With the action that was meant.
    Other(Option<&'static str>),
}

fn s3_action(resource: &str, actions: &[&'static str]) -> S3 {
    match Resource::parse(resource) {
        Resource::Open => S3::Open,
        Resource::Integration(Call {
            service: "s3",
            action,
            pattern: Some(Pattern::RequestResponse),
            ..
        }) => match actions.iter().find(|it| **it == action) {
            Some(action) => S3::Action(action),
            None => S3::Other(suggest::nearest(action, actions.iter().copied())),
        },
        _ => S3::Other(None),
    }
}
