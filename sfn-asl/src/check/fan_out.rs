//! Maps: what each iteration is given, how many run at once, and what becomes of all that they give.

use super::limits;
use super::outline::Outline;
use super::queries;
use crate::diag::messages::data;
use crate::diag::messages::maps as messages;
use crate::diag::{Diagnostics, Loc, Place};
use crate::machine::{Body, Map, NumberField, PathField, State, StateKind};
use crate::query::jsonata;
use crate::query::jsonpath::{Root, Segment, SegmentKind};
use crate::resource::{Call, Pattern, Resource};
use crate::value::{Query, QueryTree, is_open};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let StateKind::Map(map) = &site.state.kind else { continue };
        check_selector(cx, map);
        if map.is_distributed() {
            check_batch(cx, map);
            check_throttled(cx, site.state, map);
            check_written(cx, site.state, map);
        } else {
            check_slim(cx, site.state, map);
        }
    }
}

// Iterations differ: `ItemSelector` passes the item on, or a state looks it up.
fn check_selector(cx: &mut Diagnostics, map: &Map) {
    let Some(selector) = &map.item_selector else { return };
    let mut first: Option<&Query> = None;
    let mut has_item = false;
    selector.each_query(&mut |query| {
        has_item |= knows_item(query);
        first = first.or(reads_document(query).then_some(query));
    });
    if has_item || reads_item(&map.processor) {
        return;
    }
    if let Some(query) = first.filter(|it| !is_reported(cx, it)) {
        messages::no_item_selected(cx, query.text.loc);
    }
}

/// Whether something was found there before: that a path leads nowhere, and why.
fn is_reported(cx: &Diagnostics, query: &Query) -> bool {
    cx.items().iter().any(|it| it.place.loc == query.text.loc)
}

/// Whether it reads the item, or may do so.
fn knows_item(query: &Query) -> bool {
    let text = &query.text.value;
    matches!(query.tree, QueryTree::Invalid)
        || is_open(text)
        || text.contains("Map")
        // The whole context object has it.
        || text.trim() == "$$"
        || text.contains("$$,")
        || text.contains("$$)")
        || text.contains("$states.context") && !text.contains("$states.context.")
}

fn reads_document(query: &Query) -> bool {
    let is_document = |root: &Root| *root == Root::Document;
    match &query.tree {
        QueryTree::Path(path) => is_document(&path.root),
        QueryTree::Intrinsic(call) => call.paths().iter().any(|it| is_document(&it.0.root)),
        QueryTree::Jsonata(expr) => {
            let states = jsonata::analyse(expr).states;
            states.iter().any(|it| it.segments.first().is_some_and(|it| it == "input"))
        }
        QueryTree::Invalid => false,
    }
}

fn reads_item(body: &Body) -> bool {
    body.states.iter().any(|state| {
        queries::of_state(state).iter().any(|it| knows_item(it.query))
            || state.bodies().iter().any(reads_item)
    })
}

// `$.Items` is there where an `ItemBatcher` makes it.
fn check_batch(cx: &mut Diagnostics, map: &Map) {
    if map.item_batcher.is_some() || map.item_selector.is_some() {
        return;
    }
    let start = map.processor.start_at.as_ref().and_then(|it| map.processor.state(&it.value));
    let Some(start) = start else { return };
    for found in queries::of_state(start) {
        let is_of_input = matches!(found.field, queries::Field::Before | queries::Field::Condition);
        if !is_of_input || is_reported(cx, found.query) {
            continue;
        }
        match &found.query.tree {
            QueryTree::Path(path) if path.root == Root::Document => {
                if let Some(Segment { kind: SegmentKind::Name(name), range }) = path.segments.first()
                    && is_of_batch(name)
                {
                    data::no_batcher(cx, found.query.place(range.clone()), name);
                }
            }
            QueryTree::Jsonata(expr) => {
                for path in jsonata::analyse(expr).states {
                    if let [input, name, ..] = path.segments.as_slice()
                        && input == "input"
                        && is_of_batch(name)
                    {
                        data::no_batcher(cx, found.query.place(path.segment_ranges[1].clone()), name);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether it is a field of what an `ItemBatcher` gives.
pub(super) fn is_of_batch(name: &str) -> bool {
    matches!(name, "Items" | "BatchInput")
}

/// Services of which an account has a few calls or jobs at a time, far below the 10,000 children of a Map Run.
const SCARCE: &[&str] = &[
    "athena",
    "batch",
    "bedrock",
    "bedrockruntime",
    "codebuild",
    "comprehend",
    "ecs",
    "elasticmapreduce",
    "emr",
    "emr-containers",
    "emr-serverless",
    "glue",
    "mediaconvert",
    "rekognition",
    "sagemaker",
    "textract",
    "transcribe",
    "translate",
];

// So many children at once ask a service for no more than it gives.
fn check_throttled(cx: &mut Diagnostics, state: &State, map: &Map) {
    let place: Loc = match &map.max_concurrency {
        None => state.name.loc,
        Some(NumberField::Literal(number)) if limits::value(number) == Some(0.0) => number.loc,
        _ => return,
    };
    if let Some(service) = scarce(&map.processor) {
        messages::throttled(cx, place, service);
    }
}

fn scarce(body: &Body) -> Option<&str> {
    body.states.iter().find_map(|state| {
        let own = match &state.kind {
            StateKind::Task(task) => {
                let call = Resource::parse(&task.resource.value).call();
                call.map(|it| it.service).filter(|it| SCARCE.contains(it))
            }
            _ => None,
        };
        own.or_else(|| state.bodies().iter().find_map(scarce))
    })
}

// What an unknown number of children give does not fit into a state's output.
fn check_written(cx: &mut Diagnostics, state: &State, map: &Map) {
    let is_bounded =
        map.item_reader.as_ref().is_none_or(|it| it.config.as_ref().is_some_and(|it| it.max_items.is_some()));
    if map.result_writer.is_none() && !is_bounded && keeps_result(state) && works(&map.processor) {
        messages::results_not_written(cx, state.name.loc);
    }
}

fn works(body: &Body) -> bool {
    body.states.iter().any(|it| matches!(it.kind, StateKind::Task(_)) || it.bodies().iter().any(works))
}

/// Whether all that the Map gives goes into its output.
fn keeps_result(state: &State) -> bool {
    let is_replaced = matches!(state.output_path, Some(PathField::Null(_)));
    !matches!(state.result_path, Some(PathField::Null(_)))
        && state.result_selector.is_none()
        && state.output.is_none()
        && !is_replaced
}

/// Calls whose results are as long as what is in the table, the object or the answer.
const LARGE: &[(&str, &str)] = &[
    ("s3", "getObject"),
    ("dynamodb", "query"),
    ("dynamodb", "scan"),
    ("athena", "getQueryResults"),
    ("redshiftdata", "getStatementResult"),
    ("rdsdata", "executeStatement"),
    ("cloudwatchlogs", "getLogEvents"),
    ("cloudwatchlogs", "filterLogEvents"),
    ("textract", "getDocumentAnalysis"),
    ("textract", "getDocumentTextDetection"),
];

// An iteration gives what is needed of a large result, not all of it.
fn check_slim(cx: &mut Diagnostics, state: &State, map: &Map) {
    if !keeps_result(state) {
        return;
    }
    for inner in map.processor.states.iter().filter(|it| it.is_terminal()) {
        let StateKind::Task(task) = &inner.kind else { continue };
        let call = Resource::parse(&task.resource.value).call();
        let Some(Call { service, action, pattern, .. }) = call else { continue };
        let is_whole = inner.result_path.is_none()
            && inner.result_selector.is_none()
            && inner.output_path.is_none()
            && inner.output.is_none();
        if is_whole && pattern == Some(Pattern::RequestResponse) && LARGE.contains(&(service, action)) {
            let place: Place = task.resource.loc.into();
            messages::large_results(cx, place, action);
        }
    }
}
