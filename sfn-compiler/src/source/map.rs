//! Maps: where the items come from, and the attributes of a Map at scale.

use sfn_asl::machine::{ItemBatcher, ItemReader, Map, NumberField, QueryLanguage, ResultWriter};
use sfn_asl::value::{Text, Value, ValueKind};

use crate::lower::READER_OPTIONS;

use super::attributes::{many, named, number, one, word};
use super::call;
use super::literal::string;
use super::pretty::{Doc, concat, list, text};
use super::query;
use super::value::{Style, field, value};

/// `for … in …`, without the body. `None`: something in it has no form.
pub fn head(map: &Map, language: QueryLanguage) -> Option<Doc> {
    let selector = match &map.item_selector {
        None => text("$"),
        Some(selector) => match value(selector, Style::PLAIN) {
            // `$` would be no selector, and a word the name of an item.
            Doc::Text(it) if matches!(it.as_str(), "$" | "null" | "true" | "false") => return None,
            doc => doc,
        },
    };
    let source = match (&map.item_reader, &map.items) {
        (Some(reader), _) => item_reader(reader)?,
        (None, Some(items)) if language == QueryLanguage::Jsonata => items_doc(items)?,
        (None, None) => match &map.items_path {
            Some(path) if path.as_written() != "$" => query::path_doc(path),
            _ => text("$"),
        },
        (None, Some(_)) => return None,
    };
    Some(concat([text("for "), selector, text(" in "), source, text(" ")]))
}

/// The items of JSONata. A lone `$` says that there are none.
fn items_doc(items: &Value) -> Option<Doc> {
    if let ValueKind::Query(it) = &items.kind
        && query::jsonata_path(it.as_written(), query::Root::Input).as_deref() == Some("$")
    {
        return Some(text(string(it.as_written())));
    }
    // `{` would begin the body.
    (!matches!(items.kind, ValueKind::Object(_))).then(|| value(items, Style::PLAIN))
}

fn item_reader(reader: &ItemReader) -> Option<Doc> {
    let callee = call::service(&reader.resource.value)?;
    let style = Style { reserved: READER_OPTIONS, ..Style::PLAIN };
    let mut items: Vec<Doc> = match &reader.arguments {
        None if reader.config.is_none() => return Some(text(callee)),
        None => return None,
        Some(Value { kind: ValueKind::Object(fields), .. }) => {
            fields.iter().map(|it| field(it, style)).collect()
        }
        Some(_) => Vec::new(),
    };
    if let Some(config) = &reader.config {
        let before = items.len();
        let mut option = |name: &str, option: &Option<Text>| {
            if let Some(option) = option {
                items.push(text(format!("{name}: {}", word(&option.value))));
            }
        };
        option("input_type", &config.input_type);
        option("transformation", &config.transformation);
        option("manifest_type", &config.manifest_type);
        option("csv_delimiter", &config.csv_delimiter);
        let location = config.csv_header_location.as_ref().map(|it| it.value.as_str());
        match (location, &config.csv_headers) {
            (Some("FIRST_ROW"), None) => items.push(text("csv_headers: first_row")),
            (location, headers) => {
                if let Some(location) = location.filter(|it| headers.is_none() || *it != "GIVEN") {
                    items.push(text(format!("csv_header_location: {}", word(location))));
                }
                if let Some(headers) = headers {
                    // The compiler says where headers are that are given.
                    location?;
                    let headers = headers.iter().map(|it| text(string(&it.value))).collect();
                    items.push(concat([text("csv_headers: "), list("[", headers, "]", Doc::SoftLine)]));
                }
            }
        }
        if let Some(limit) = &config.max_items {
            items.push(concat([text("max_items: "), number(limit)]));
        }
        if let Some(pointer) = &config.items_pointer {
            items.push(text(format!("items_pointer: {}", string(&pointer.value))));
        }
        if items.len() == before {
            items.push(text("reader_config: {}"));
        }
    }
    Some(match &reader.arguments {
        Some(arguments) if !matches!(arguments.kind, ValueKind::Object(_)) => {
            call::given_with(&callee, arguments, items.into_iter(), style)
        }
        _ => list(&format!("{callee} {{"), items, "}", Doc::Line),
    })
}

/// The attributes that only a Map has. `None`: something in them has no form.
pub fn attributes(map: &Map) -> Option<Vec<Doc>> {
    let mut attributes = Vec::new();
    let mut limits: Vec<(&str, Doc)> = Vec::new();
    if let Some(label) = &map.label {
        limits.push(("label", text(string(&label.value))));
    }
    let mut limit = |name: &'static str, field: &Option<NumberField>| {
        if let Some(field) = field {
            limits.push((name, number(field)));
        }
    };
    limit("max_concurrency", &map.max_concurrency.clone().filter(|it| !is_default_concurrency(it)));
    limit("tolerated_failure_percentage", &map.tolerated_failure_percentage);
    limit("tolerated_failure_count", &map.tolerated_failure_count);
    match map.mode.as_ref().map(|it| it.value.as_str()) {
        Some("DISTRIBUTED") => {
            let mut arguments = match map.execution_type.as_ref().map(|it| it.value.as_str()) {
                None => Vec::new(),
                Some("EXPRESS") => vec![text("express")],
                Some("STANDARD") => vec![text("standard")],
                Some(_) => return None,
            };
            arguments.extend(limits.into_iter().map(|(name, doc)| named(name, doc)));
            attributes.push(if arguments.is_empty() {
                text("#[distributed]")
            } else {
                many("distributed", arguments)
            });
        }
        None | Some("INLINE") if map.execution_type.is_none() => {
            attributes.extend(limits.into_iter().map(|(name, doc)| one(name, doc)));
        }
        _ => return None,
    }
    if let (Some(path), Some(_)) = (&map.items_path, &map.item_reader) {
        attributes.push(one("items", query::path_doc(path)));
    }
    if let (Some(items), Some(_)) = (&map.items, &map.item_reader) {
        attributes.push(one("items", value(items, Style::PLAIN)));
    }
    if let Some(batcher) = &map.item_batcher {
        attributes.push(batch(batcher)?);
    }
    if let Some(writer) = &map.result_writer {
        attributes.push(result_writer(writer)?);
    }
    Some(attributes)
}

fn is_default_concurrency(field: &NumberField) -> bool {
    matches!(field, NumberField::Literal(number) if number.value == "0")
}

fn batch(batcher: &ItemBatcher) -> Option<Doc> {
    let mut arguments = Vec::new();
    if let Some(limit) = &batcher.max_items_per_batch {
        arguments.push(named("max_items", number(limit)));
    }
    if let Some(limit) = &batcher.max_input_bytes_per_batch {
        arguments.push(named("max_bytes", number(limit)));
    }
    if let Some(input) = &batcher.batch_input {
        arguments.push(named("input", value(input, Style::PLAIN)));
    }
    Some(if arguments.is_empty() { text("#[batch]") } else { many("batch", arguments) })
}

fn result_writer(writer: &ResultWriter) -> Option<Doc> {
    let mut arguments = Vec::new();
    match (&writer.resource, &writer.arguments) {
        (None, None) => {}
        (None, Some(_)) => return None,
        (Some(resource), given) => {
            let callee = call::service(&resource.value)?;
            arguments.push(match given {
                // A name alone would be a constant of Rust.
                None => return None,
                Some(Value { kind: ValueKind::Object(fields), .. }) => {
                    super::value::object(&format!("{callee} {{"), fields, Style::PLAIN)
                }
                Some(given) => call::given(&callee, given, Style::PLAIN),
            });
        }
    }
    if let Some(config) = &writer.config {
        if config.output_type.is_none() && config.transformation.is_none() {
            return None;
        }
        let mut option = |name: &str, option: &Option<Text>| {
            if let Some(option) = option {
                arguments.push(named(name, text(word(&option.value))));
            }
        };
        option("output_type", &config.output_type);
        option("transformation", &config.transformation);
    }
    Some(if arguments.is_empty() { text("#[result_writer]") } else { many("result_writer", arguments) })
}
