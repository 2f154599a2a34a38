//! Map: the processor, the items, and what only a distributed Map uses.

use super::fields::{ITEM_BATCHER, ITEM_READER, READER_CONFIG, RESULT_WRITER, WRITER_CONFIG};
use super::object::{Object, arguments, text};
use super::query::{LIMIT, REFERENCE};
use super::scope::{Languages, processor};
use crate::diag::Diagnostics;
use crate::diag::messages::fields as messages;
use crate::machine::{ItemBatcher, ItemReader, Map, ReaderConfig, ResultWriter, WriterConfig};
use crate::value::{Text, Value, ValueKind};

pub(super) fn map(cx: &mut Diagnostics, object: &Object, languages: Languages) -> Map {
    object.exclusive(cx, &["ItemProcessor", "Iterator"], messages::two_processors);
    object.exclusive(cx, &["ItemSelector", "Parameters"], messages::two_selectors);
    let mut map = Map::default();
    match object.value("ItemProcessor").or_else(|| object.value("Iterator")) {
        Some(value) => processor(cx, value, languages, &mut map),
        None => {
            map.processor.loc = object.loc;
            messages::no_processor(cx, object.loc);
        }
    }
    map.items_path = object.path(cx, "ItemsPath", REFERENCE);
    map.items = items(cx, object);
    map.item_selector = object.template(cx, "ItemSelector").or_else(|| object.template(cx, "Parameters"));
    map.item_reader = object.object(cx, "ItemReader", ITEM_READER).map(|it| item_reader(cx, &it));
    map.item_batcher = object.object(cx, "ItemBatcher", ITEM_BATCHER).and_then(|it| item_batcher(cx, &it));
    map.result_writer = object.object(cx, "ResultWriter", RESULT_WRITER).map(|it| result_writer(cx, &it));
    map.label = object.text(cx, "Label");
    map.max_concurrency = object.number_or_query(cx, "MaxConcurrency", LIMIT);
    map.tolerated_failure_count = object.number_or_query(cx, "ToleratedFailureCount", LIMIT);
    map.tolerated_failure_percentage = object.number_or_query(cx, "ToleratedFailurePercentage", LIMIT);
    map
}

fn items(cx: &mut Diagnostics, object: &Object) -> Option<Value> {
    let value = object.value("Items")?;
    let read = object.template(cx, "Items")?;
    // Objects are left alone: a distributed Map takes them.
    if matches!(read.kind, ValueKind::Array(_) | ValueKind::Object(_) | ValueKind::Query(_)) {
        return Some(read);
    }
    messages::wrong_type(cx, value.loc, "`Items`", "a list or `{% … %}`", &value.kind);
    None
}

fn item_reader(cx: &mut Diagnostics, object: &Object) -> ItemReader {
    if object.value("Resource").is_none() {
        messages::no_reader_resource(cx, object.loc);
    }
    ItemReader {
        loc: object.loc,
        resource: object.text(cx, "Resource").unwrap_or_else(|| Text::new(String::new(), object.loc)),
        arguments: arguments(cx, object),
        config: object.object(cx, "ReaderConfig", READER_CONFIG).map(|it| reader_config(cx, &it)),
    }
}

fn reader_config(cx: &mut Diagnostics, object: &Object) -> ReaderConfig {
    ReaderConfig {
        loc: object.loc,
        input_type: object.text(cx, "InputType"),
        transformation: object.text(cx, "Transformation"),
        manifest_type: object.text(cx, "ManifestType"),
        csv_delimiter: object.text(cx, "CSVDelimiter"),
        csv_header_location: object.text(cx, "CSVHeaderLocation"),
        csv_headers: csv_headers(cx, object),
        max_items: object.number_or_query(cx, "MaxItems", LIMIT),
        items_pointer: object.text(cx, "ItemsPointer"),
    }
}

fn csv_headers(cx: &mut Diagnostics, object: &Object) -> Option<Vec<Text>> {
    object.value("CSVHeaders")?;
    // What is no list is there, too.
    let headers = object.list(cx, "CSVHeaders").unwrap_or_default();
    Some(headers.iter().filter_map(|it| text(cx, "CSVHeaders", it)).collect())
}

/// Nothing, where there are limits and none can be read: then it does not lack one.
fn item_batcher(cx: &mut Diagnostics, object: &Object) -> Option<ItemBatcher> {
    let batcher = ItemBatcher {
        loc: object.loc,
        max_items_per_batch: object.number_or_query(cx, "MaxItemsPerBatch", LIMIT),
        max_input_bytes_per_batch: object.number_or_query(cx, "MaxInputBytesPerBatch", LIMIT),
        batch_input: object.template(cx, "BatchInput"),
    };
    let is_limited = batcher.max_items_per_batch.is_some() || batcher.max_input_bytes_per_batch.is_some();
    let has_limit = object.fields().any(|it| it.0.starts_with("Max")) || !object.refused.is_empty();
    (is_limited || !has_limit).then_some(batcher)
}

fn result_writer(cx: &mut Diagnostics, object: &Object) -> ResultWriter {
    ResultWriter {
        loc: object.loc,
        resource: object.text(cx, "Resource"),
        arguments: arguments(cx, object),
        config: object.object(cx, "WriterConfig", WRITER_CONFIG).map(|it| WriterConfig {
            loc: it.loc,
            output_type: it.text(cx, "OutputType"),
            transformation: it.text(cx, "Transformation"),
        }),
    }
}
