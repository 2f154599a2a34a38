//! Map: its items, its limits, and the Map Run of a distributed one.

use std::sync::Arc;

use sfn_asl::machine::QueryLanguage;

use super::data::Extra;
use super::engine::Engine;
use super::failure::Failure;
use super::history::Details;
use super::plan::{Batcher, Kind, Map, NumberField, State};
use super::strand::{Doing, Flow, Group, GroupKind, MapItem, MapRun, Strand};
use crate::query::value::{Fields, Json};

/// What an inline Map runs at once, whatever it asks for. Source: quotas in the developer guide.
const INLINE_LIMIT: usize = 40;

/// The same of a distributed Map.
const DISTRIBUTED_LIMIT: usize = 10_000;

pub(super) const THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";

impl Engine {
    pub(super) fn start_map(
        &mut self,
        strand: &mut Strand,
        state: &State,
        map: &Map,
        input: Json,
    ) -> Result<Flow, Failure> {
        let asked = self.limit(strand, state, "MaxConcurrency", map.max_concurrency.as_ref(), &input)?;
        let most = if map.distributed { DISTRIBUTED_LIMIT } else { INLINE_LIMIT };
        let limit = match asked {
            Some(it) if it >= 1.0 => (it as usize).min(most),
            _ => most,
        };
        if map.distributed {
            return self.start_map_run(strand, state, map, input, limit, asked);
        }
        let items = self.items(strand, state, map, &input, None)?.all;
        self.note("maxConcurrency", &Json::number(asked.unwrap_or(0.0)));
        if let Some(mocked) = self.mocked() {
            if map.item_selector.is_some() {
                let items = Items { all: items, are_pairs: false };
                self.select_items(strand, state, map, &input, items, None)?;
            }
            let result = self.mocked_map(map, mocked, None, None)?;
            return self.complete(strand, state, result);
        }
        self.map_started(strand, items.len());
        self.start_group(strand, state, Group::new(GroupKind::Map { items }, input, limit))
    }

    fn map_started(&mut self, strand: &mut Strand, length: usize) {
        let details = Details { facts: vec![("length", Json::Number(length.into()))], ..Details::default() };
        self.event(strand, "MapStateStarted", None, None, Some(details));
    }

    /// The items, taken from the input or from what was read.
    fn items(
        &mut self,
        strand: &Strand,
        state: &State,
        map: &Map,
        input: &Json,
        read: Option<&Json>,
    ) -> Result<Items, Failure> {
        let source = read.unwrap_or(input);
        if state.language == QueryLanguage::JsonPath {
            let (path, value) = match &map.items_path {
                // What was read is taken as it is, whatever the path says (recorded).
                Some(query) if read.is_none() => {
                    let value = self
                        .with_scope(strand, state, source, Extra::default(), |scope| query.evaluate(scope));
                    (&*query.text, value.map_err(|it| Failure::of_path(&query.text, it))?)
                }
                _ => ("$", source.clone()),
            };
            if map.items_path.is_some() && value.as_array().is_some() {
                self.note("afterItemsPath", &value);
            }
            return list(&value, map.distributed).ok_or_else(|| {
                // A path into the context object loses the mark of it (recorded).
                let path = path.strip_prefix("$$").map_or_else(|| path.to_owned(), |it| format!("${it}"));
                Failure::runtime(format!("Reference path \"{path}\" must point to array."))
            });
        }
        let Some(template) = &map.items else {
            return list(source, map.distributed).ok_or_else(|| {
                Failure::evaluation(None, format!("Map state input must be an array but was: {source}"))
            });
        };
        let value = self.template(strand, state, "Items", template, input, Extra::default())?;
        list(&value, map.distributed).ok_or_else(|| {
            let text = match template {
                crate::query::Template::Query(query) => query.text.to_string(),
                _ => value.to_string(),
            };
            Failure::unexpected_type("Items", &text, "array", &value)
        })
    }

    fn start_map_run(
        &mut self,
        strand: &mut Strand,
        state: &State,
        map: &Map,
        input: Json,
        limit: usize,
        asked: Option<f64>,
    ) -> Result<Flow, Failure> {
        let direct = match &map.reader {
            Some(_) => None,
            None => Some(self.items(strand, state, map, &input, None)?),
        };
        self.note("maxConcurrency", &Json::number(asked.unwrap_or(0.0)));
        self.map_started(strand, direct.as_ref().map_or(0, |it| it.all.len()));
        let count =
            self.limit(strand, state, "ToleratedFailureCount", map.tolerated_count.as_ref(), &input)?;
        if count.is_some_and(|it| it < 0.0) {
            return Err(Failure::runtime("ToleratedFailureCount cannot be negative."));
        }
        let percentage = map.tolerated_percentage.as_ref();
        let percentage = self.limit(strand, state, "ToleratedFailurePercentage", percentage, &input)?;
        if percentage.is_some_and(|it| !(0.0..=100.0).contains(&it)) {
            return Err(Failure::runtime("ToleratedFailurePercentage must be between 0 and 100."));
        }
        if let Some(it) = count {
            self.note("toleratedFailureCount", &Json::number(it));
        }
        if let Some(it) = percentage {
            self.note("toleratedFailurePercentage", &Json::number(it));
        }
        if let Some(mocked) = self.mocked() {
            self.note_inputs(strand, state, map, &input, direct)?;
            let result = self.mocked_map(map, mocked, count, percentage)?;
            return self.complete(strand, state, result);
        }
        let reader = match &map.reader {
            Some(it) => Some(self.reader_request(strand, state, it, &input)?),
            None => None,
        };
        let destination = match map.writer.as_ref().and_then(|it| it.arguments.as_ref()) {
            Some(it) => Some(self.template(strand, state, "ResultWriter", it, &input, Extra::default())?),
            None => None,
        };
        let arn = self.map_run_arn(strand, map);
        let facts = vec![("mapRunArn", Json::String(arn.clone()))];
        self.event(strand, "MapRunStarted", None, None, Some(Details { facts, ..Details::default() }));
        let (items, source) = match (direct, &reader) {
            (Some(items), _) => (items, "STATE_DATA".to_owned()),
            (None, Some(request)) => match self.read(request) {
                Ok(read) => {
                    let mut items = self.items(strand, state, map, &input, Some(&read))?;
                    items.all.truncate(request.max_items);
                    (items, request.source.clone())
                }
                Err(failure) => return Err(self.map_run_failed(strand, failure)),
            },
            (None, None) => (Items::default(), String::new()),
        };
        let (inputs, sizes) = self.child_inputs(strand, state, map, &input, items, &source)?;
        let total = sizes.iter().sum();
        let map_run = MapRun {
            number: self.open_map_run(&state.name, &arn),
            arn,
            inputs,
            sizes,
            total,
            failed: 0,
            failures: Vec::new(),
            tolerated_count: count,
            tolerated_percentage: percentage,
            destination,
        };
        self.start_group(strand, state, Group::new(GroupKind::Distributed(Box::new(map_run)), input, limit))
    }

    /// The inputs of the children, and how many items each has.
    fn child_inputs(
        &mut self,
        strand: &Strand,
        state: &State,
        map: &Map,
        input: &Json,
        items: Items,
        source: &str,
    ) -> Result<(Vec<Json>, Vec<usize>), Failure> {
        let selected = self.select_items(strand, state, map, input, items, Some(source))?;
        let Some(batcher) = &map.batcher else {
            let sizes = vec![1; selected.len()];
            return Ok((selected, sizes));
        };
        let (batches, sizes) = self.batches(strand, state, batcher, input, selected)?;
        if self.probe.is_some() {
            self.note("afterItemBatcher", &Json::array(batches.clone()));
        }
        Ok((batches, sizes))
    }

    /// Lets a test see what the children of a mocked Map would get, as far as its items are known.
    fn note_inputs(
        &mut self,
        strand: &Strand,
        state: &State,
        map: &Map,
        input: &Json,
        direct: Option<Items>,
    ) -> Result<(), Failure> {
        let (items, source) = match (direct, &map.reader) {
            (Some(items), _) => (items, "STATE_DATA".to_owned()),
            (None, Some(reader)) => {
                let Some(data) = self.probe.as_ref().and_then(|it| it.reader_data.clone()) else {
                    return Ok(());
                };
                let request = self.reader_request(strand, state, reader, input)?;
                let read = request.of(data.as_bytes())?;
                if reader.config.items_pointer.is_some() {
                    self.note("afterItemsPointer", &read);
                }
                let mut items = self.items(strand, state, map, input, Some(&read))?;
                items.all.truncate(request.max_items);
                (items, request.source)
            }
            (None, None) => return Ok(()),
        };
        self.child_inputs(strand, state, map, input, items, &source).map(|_| ())
    }

    fn map_run_arn(&mut self, strand: &Strand, map: &Map) -> Arc<str> {
        let machine = self.run(strand).context.machine.clone();
        let machine = machine.get("Id").and_then(Json::as_str).unwrap_or_default().to_owned();
        let label = map.label.as_deref().map_or_else(|| self.random.uuid(), str::to_owned);
        let id = self.random.uuid();
        format!("{}/{label}:{id}", machine.replacen(":stateMachine:", ":mapRun:", 1)).into()
    }

    fn select_items(
        &mut self,
        strand: &Strand,
        state: &State,
        map: &Map,
        input: &Json,
        items: Items,
        source: Option<&str>,
    ) -> Result<Vec<Json>, Failure> {
        let Some(selector) = &map.item_selector else { return Ok(items.all) };
        let source: Option<Arc<str>> = source.map(Arc::from);
        let mut selected = Vec::with_capacity(items.all.len());
        for (index, value) in items.all.into_iter().enumerate() {
            let part = |name: &str| value.get(name).filter(|_| items.are_pairs).cloned();
            let (key, source) = (part("Key"), source.clone());
            let item = MapItem { index, key, value: part("Value").unwrap_or(value), source };
            selected.push(self.selected(strand, state, selector, input, &item)?);
        }
        if self.probe.is_some() {
            self.note("afterItemSelector", &Json::array(selected.clone()));
        }
        Ok(selected)
    }

    /// The inputs of the children, and how many items each has.
    fn batches(
        &mut self,
        strand: &Strand,
        state: &State,
        batcher: &Batcher,
        input: &Json,
        items: Vec<Json>,
    ) -> Result<(Vec<Json>, Vec<usize>), Failure> {
        let most_items = self.limit(strand, state, "MaxItemsPerBatch", batcher.max_items.as_ref(), input)?;
        let most_bytes =
            self.limit(strand, state, "MaxInputBytesPerBatch", batcher.max_bytes.as_ref(), input)?;
        let most_items = most_items.filter(|it| *it >= 1.0).map_or(usize::MAX, |it| it as usize);
        let most_bytes = most_bytes.filter(|it| *it >= 1.0).map_or(super::data::MOST_BYTES, |it| it as usize);
        let batch_input = match &batcher.batch_input {
            Some(it) => Some(self.template(strand, state, "BatchInput", it, input, Extra::default())?),
            None => None,
        };
        let overhead = batch_input.as_ref().map_or(0, |it| it.bytes() + 14) + 12;
        let mut batches: Vec<Vec<Json>> = Vec::new();
        let mut bytes = 0;
        for item in items {
            let size = item.bytes() + 1;
            match batches.last_mut() {
                Some(batch) if batch.len() < most_items && bytes + size <= most_bytes => {
                    bytes += size;
                    batch.push(item);
                }
                _ => {
                    bytes = overhead + size;
                    batches.push(vec![item]);
                }
            }
        }
        let sizes = batches.iter().map(Vec::len).collect();
        let inputs = batches.into_iter().map(|items| {
            let mut fields = Fields::default();
            fields.extend(batch_input.clone().map(|it| ("BatchInput".into(), it)));
            fields.insert("Items".into(), Json::array(items));
            Json::object(fields)
        });
        Ok((inputs.collect(), sizes))
    }

    /// A number that limits something.
    pub(super) fn limit(
        &mut self,
        strand: &Strand,
        state: &State,
        name: &str,
        field: Option<&NumberField>,
        input: &Json,
    ) -> Result<Option<f64>, Failure> {
        let Some(field) = field else { return Ok(None) };
        let value = self.number(strand, state, name, field, input)?;
        let is_float = name == "ToleratedFailurePercentage";
        // Numbers in texts will do (recorded).
        let spelled = value.as_str().filter(|_| state.language == QueryLanguage::JsonPath);
        let number = match spelled {
            Some(it) if is_float => it.parse::<f64>().ok().filter(|it| it.is_finite()),
            Some(it) => it.parse::<i64>().ok().map(|it| it as f64),
            None if is_float => value.as_f64(),
            None => value.as_i64().map(|it| it as f64),
        };
        match (number, field) {
            (Some(it), _) => Ok(Some(it)),
            (None, NumberField::Query(query)) if state.language == QueryLanguage::JsonPath => {
                let kind = if is_float { "float" } else { "integer" };
                let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                Err(Failure::runtime(format!(
                    "The {name}Path field refers to value \"{shown}\" which is not a valid {kind}: {}",
                    query.text
                )))
            }
            _ => {
                Err(Failure::evaluation(Some(name), format!("The {name} field must be an integer: {value}")))
            }
        }
    }

    /// One child has failed: that may be tolerated.
    pub(super) fn child_run_failed(
        &mut self,
        strand: &mut Strand,
        state: &State,
        index: usize,
        failure: Failure,
    ) -> Result<Flow, Failure> {
        let Doing::Group(mut group) = std::mem::replace(&mut strand.doing, Doing::Nothing) else {
            return Ok(Flow::Blocked);
        };
        group.done += 1;
        let GroupKind::Distributed(map_run) = &mut group.kind else { return Ok(Flow::Blocked) };
        map_run.failed += map_run.sizes[index];
        map_run.failures.push((index, failure));
        let percentage = 100.0 * map_run.failed as f64 / map_run.total.max(1) as f64;
        let exceeded = match (map_run.tolerated_count, map_run.tolerated_percentage) {
            (None, None) => true,
            (count, tolerated) => {
                count.is_some_and(|it| map_run.failed as f64 > it)
                    || tolerated.is_some_and(|it| percentage > it)
            }
        };
        if exceeded {
            strand.doing = Doing::Group(group);
            let cause = "The specified tolerated failure threshold was exceeded";
            return Err(self.map_run_failed(strand, Failure::new(Some(THRESHOLD), Some(cause))));
        }
        self.go_on(strand, state, group)
    }

    fn map_run_failed(&mut self, strand: &mut Strand, failure: Failure) -> Failure {
        self.event(strand, "MapRunFailed", None, None, Some(Details::of(&failure)));
        failure
    }

    /// The result of a Map Run: the outputs, or where they were written.
    pub(super) fn end_map_run(
        &mut self,
        strand: &mut Strand,
        state: &State,
        map_run: MapRun,
        results: Vec<Option<Json>>,
    ) -> Result<Json, Failure> {
        let Kind::Map(map) = &state.kind else { return Ok(Json::Null) };
        let result = match (&map.writer, &map_run.destination) {
            (Some(writer), Some(_)) => self.write_results(writer, &map_run, &results)?,
            (writer, _) => {
                let flatten =
                    writer.as_ref().is_some_and(|it| it.transformation.as_deref() == Some("FLATTEN"));
                let outputs = results.into_iter().flatten();
                Json::array(if flatten {
                    outputs.flat_map(|it| list(&it, false).map_or_else(|| vec![it], |it| it.all)).collect()
                } else {
                    outputs.collect()
                })
            }
        };
        self.event(strand, "MapRunSucceeded", None, None, None);
        self.event(strand, "MapStateSucceeded", None, None, None);
        Ok(result)
    }
}

/// What a Map maps.
#[derive(Default)]
struct Items {
    all: Vec<Json>,
    /// Whether each is a pair of key and value, of an object.
    are_pairs: bool,
}

/// The items of a list; of an object, where that will do, each pair of key and value.
fn list(value: &Json, objects: bool) -> Option<Items> {
    match value {
        Json::Array(_) => Some(Items { all: value.as_array()?.to_vec(), are_pairs: false }),
        Json::Object(_) if objects => {
            let pair = |(key, it): (&Arc<str>, &Json)| {
                Json::of([("Key", Json::String(key.clone())), ("Value", it.clone())])
            };
            Some(Items { all: value.as_object()?.iter().map(pair).collect(), are_pairs: true })
        }
        _ => None,
    }
}
