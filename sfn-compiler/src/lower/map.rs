//! `for` → Map, `parallel` → Parallel.

use sfn_asl::machine::{
    Body, ItemBatcher, ItemReader, Map, ReaderConfig, ResultWriter, State, StateKind, WriterConfig,
};
use sfn_asl::read::query::{LIMIT, REFERENCE};
use sfn_asl::value::{Query, QueryTree, Text, Value};

use super::attr::{Attrs, key_text};
use super::flow::BodyBuilder;
use super::task::misspelt;
use super::value::Context;
use super::{Lower, messages};
use crate::syntax::ast::{self, Attr, CallBody, Expr, ExprKind, ForSource};

/// Reader options, and the fields they are.
pub const READER_OPTIONS: &[&str] = &[
    "input_type",
    "transformation",
    "manifest_type",
    "csv_delimiter",
    "csv_headers",
    "csv_header_location",
    "max_items",
    "items_pointer",
    "reader_config",
];

impl Lower<'_> {
    /// A body of its own: a branch, or what a Map does for each item.
    fn nested(&mut self, block: &ast::Block, doc: Option<&ast::Doc>) -> Body {
        let mut builder = BodyBuilder::new();
        self.block(&mut builder, block);
        let mut body = builder.finish(self.cx, block.close.into());
        body.loc = self.cx.loc(block.span);
        body.comment = doc.or(block.doc.as_ref()).map(|it| self.text(it));
        body
    }

    pub fn parallel(&mut self, state: &mut State, it: &ast::Parallel, context: Context) {
        if let Some(argument) = &it.argument {
            self.arguments(
                state,
                &CallBody::Value(Box::new(argument.clone()), Vec::new()),
                |_| true,
                context,
            );
        }
        if it.branches.is_empty() {
            messages::parallel_without_branches(self.cx, it.span);
        }
        let mut branches = Vec::with_capacity(it.branches.len());
        for branch in &it.branches {
            branches.push(self.nested(&branch.body, branch.doc.as_ref()));
        }
        state.kind = StateKind::Parallel { branches };
    }

    pub fn map(&mut self, state: &mut State, attrs: &Attrs, it: &ast::For, context: Context) {
        let mut map = Map {
            item_selector: it.selector.as_ref().map(|it| self.whole("ItemSelector", it, context)),
            ..Map::default()
        };
        match &it.source {
            ForSource::Items(items) if is_document(items) => {}
            ForSource::Items(items) => self.items(&mut map, items, context),
            ForSource::Reader(call) => map.item_reader = Some(self.item_reader(call, context)),
        }
        let is_given = matches!(&it.source, ForSource::Items(items) if !is_document(items));
        if let Some(items) = attrs.get("items").and_then(|it| self.single(it)) {
            if is_given {
                messages::items_twice(self.cx, items.span);
            }
            self.items(&mut map, items, context);
        }
        self.map_limits(&mut map, attrs, context);
        if let Some(attr) = attrs.get("distributed") {
            self.distributed(&mut map, attr, context);
        }
        if let Some(attr) = attrs.get("batch") {
            map.item_batcher = Some(self.item_batcher(attr, context));
        }
        if let Some(attr) = attrs.get("result_writer") {
            map.result_writer = self.result_writer(attr, context);
        }
        map.processor = self.nested(&it.body, None);
        state.kind = StateKind::Map(Box::new(map));
    }

    fn items(&mut self, map: &mut Map, items: &Expr, context: Context) {
        if context.is_jsonata() {
            map.items = Some(self.template(items, context));
            return;
        }
        match &items.kind {
            ExprKind::Path(query) | ExprKind::Jsonpath(query) => {
                map.items_path = Some(self.path_in(query, "ItemsPath", REFERENCE));
            }
            ExprKind::Error => {}
            _ if self.without_dollar(items) => {}
            _ => {
                messages::items_must_be_path(self.cx, items.span);
                let text = Text::new(String::new(), self.cx.loc(items.span));
                map.items_path = Some(Query { text, printed: None, tree: QueryTree::Invalid });
            }
        }
    }

    /// `#[max_concurrency(10)]` and its like.
    fn map_limits(&mut self, map: &mut Map, attrs: &Attrs, context: Context) {
        for (name, field) in [
            ("max_concurrency", "MaxConcurrencyPath"),
            ("tolerated_failure_count", "ToleratedFailureCountPath"),
            ("tolerated_failure_percentage", "ToleratedFailurePercentagePath"),
        ] {
            let Some(value) = attrs.get(name).and_then(|it| self.single(it)) else { continue };
            let number = self.number_field(value, context, field, LIMIT);
            match name {
                "max_concurrency" => map.max_concurrency = number,
                "tolerated_failure_count" => map.tolerated_failure_count = number,
                _ => map.tolerated_failure_percentage = number,
            }
        }
        if let Some(value) = attrs.get("label").and_then(|it| self.single(it)) {
            map.label = self.word(value);
        }
    }

    /// `#[distributed(express, label = "Rows", max_concurrency = 1000, …)]`
    fn distributed(&mut self, map: &mut Map, attr: &Attr, context: Context) {
        let loc = self.cx.loc(attr.name.span());
        map.mode = Some(Text::new("DISTRIBUTED".to_string(), loc));
        for arg in attr.args.iter().flatten() {
            let Some(key) = &arg.key else {
                match &arg.value.kind {
                    ExprKind::Name { text, .. } if text == "express" || text == "standard" => {
                        let loc = self.cx.loc(arg.value.span);
                        map.execution_type = Some(Text::new(text.to_uppercase(), loc));
                    }
                    kind => {
                        let near = match kind {
                            ExprKind::Name { text, .. } => {
                                sfn_asl::diag::suggest::nearest(text, ["express", "standard"])
                            }
                            _ => None,
                        };
                        if !matches!(kind, ExprKind::Error) {
                            messages::execution_type_expected(self.cx, arg.value.span, near);
                        }
                        // One of the two was meant.
                        map.execution_type.get_or_insert(Text::new("STANDARD".to_string(), loc));
                    }
                }
                continue;
            };
            match key_text(key).as_str() {
                "label" => map.label = self.word(&arg.value),
                "max_concurrency" => {
                    map.max_concurrency = self.number_field(&arg.value, context, "MaxConcurrencyPath", LIMIT);
                }
                "tolerated_failure_count" => {
                    map.tolerated_failure_count =
                        self.number_field(&arg.value, context, "ToleratedFailureCountPath", LIMIT);
                }
                "tolerated_failure_percentage" => {
                    map.tolerated_failure_percentage =
                        self.number_field(&arg.value, context, "ToleratedFailurePercentagePath", LIMIT);
                }
                other => messages::unknown_argument(
                    self.cx,
                    key.span().into(),
                    other,
                    &["label", "max_concurrency", "tolerated_failure_count", "tolerated_failure_percentage"],
                ),
            }
        }
    }

    /// `s3::getObject { Bucket: …, Key: …, input_type: CSV, csv_headers: first_row }`
    fn item_reader(&mut self, call: &ast::Call, context: Context) -> ItemReader {
        let mut reader = ItemReader {
            loc: self.cx.loc(call.span),
            resource: self.resource(call),
            ..ItemReader::default()
        };
        match &call.body {
            CallBody::None => {}
            CallBody::Value(value, options) => {
                reader.arguments = Some(self.whole("Parameters", value, context));
                let options = self.known_options(options, READER_OPTIONS);
                if !options.is_empty() {
                    reader.config = Some(self.reader_config(&options, context));
                }
            }
            CallBody::Object(entries, span) => {
                let is_option =
                    |it: &&ast::Entry| !it.quoted && READER_OPTIONS.contains(&it.key.value.as_str());
                let (options, mut parameters): (Vec<_>, Vec<_>) = entries.iter().partition(is_option);
                parameters.retain(|it| match misspelt(it, READER_OPTIONS) {
                    Some(near) => {
                        messages::misspelt_option(self.cx, it.key.span, &it.key.value, near);
                        false
                    }
                    None => true,
                });
                reader.arguments = Some(self.template_of(parameters.into_iter(), *span, context));
                if !options.is_empty() {
                    reader.config = Some(self.reader_config(&options, context));
                }
            }
        }
        reader
    }

    fn reader_config(&mut self, options: &[&ast::Entry], context: Context) -> ReaderConfig {
        let mut config = ReaderConfig::default();
        for option in options {
            config.loc = self.cx.loc(option.key.span);
            let value = &option.value;
            match option.key.value.as_str() {
                "input_type" => config.input_type = self.word(value),
                "transformation" => config.transformation = self.word(value),
                "manifest_type" => config.manifest_type = self.word(value),
                "csv_delimiter" => config.csv_delimiter = self.word(value),
                "csv_header_location" => config.csv_header_location = self.word(value),
                "items_pointer" => config.items_pointer = self.word(value),
                // An empty `ReaderConfig`, as the console writes it.
                "reader_config" => match &value.kind {
                    ExprKind::Object(entries) if entries.is_empty() => {}
                    ExprKind::Error => {}
                    _ => messages::reader_config_is_empty(self.cx, value.span),
                },
                "max_items" => config.max_items = self.number_field(value, context, "MaxItemsPath", LIMIT),
                _ => match &value.kind {
                    ExprKind::Array(items) => {
                        let loc = self.cx.loc(value.span);
                        config.csv_headers = Some(items.iter().filter_map(|it| self.word(it)).collect());
                        config.csv_header_location.get_or_insert(Text::new("GIVEN".to_string(), loc));
                    }
                    ExprKind::Name { text, .. } if text == "first_row" || text == "FIRST_ROW" => {
                        let loc = self.cx.loc(value.span);
                        config.csv_header_location = Some(Text::new("FIRST_ROW".to_string(), loc));
                    }
                    kind => {
                        if !matches!(kind, ExprKind::Error) {
                            messages::csv_headers_expected(self.cx, value.span);
                        }
                        // One of the two was meant.
                        let loc = self.cx.loc(value.span);
                        config.csv_header_location.get_or_insert(Text::new("FIRST_ROW".to_string(), loc));
                    }
                },
            }
        }
        config
    }

    /// `#[batch(max_items = 100, max_bytes = 262144, input = { … })]`
    fn item_batcher(&mut self, attr: &Attr, context: Context) -> ItemBatcher {
        let mut batcher = ItemBatcher { loc: self.cx.loc(attr.span), ..ItemBatcher::default() };
        for arg in attr.args.iter().flatten() {
            let key = arg.key.as_ref().map(key_text).unwrap_or_default();
            match key.as_str() {
                "max_items" => {
                    batcher.max_items_per_batch =
                        self.number_field(&arg.value, context, "MaxItemsPerBatchPath", LIMIT);
                }
                "max_bytes" => {
                    batcher.max_input_bytes_per_batch =
                        self.number_field(&arg.value, context, "MaxInputBytesPerBatchPath", LIMIT);
                }
                "input" => batcher.batch_input = Some(self.whole("BatchInput", &arg.value, context)),
                other => {
                    let span = arg.key.as_ref().map_or(arg.value.span, |it| it.span().into());
                    messages::unknown_argument(self.cx, span, other, &["max_items", "max_bytes", "input"]);
                }
            }
        }
        batcher
    }

    /// `#[result_writer(s3::putObject { Bucket: …, Prefix: … }, output_type = JSON, transformation = FLATTEN)]`
    /// `None` when what it says was reported.
    fn result_writer(&mut self, attr: &Attr, context: Context) -> Option<ResultWriter> {
        let mut writer = ResultWriter { loc: self.cx.loc(attr.span), ..ResultWriter::default() };
        for arg in attr.args.iter().flatten() {
            let Some(key) = &arg.key else {
                match &arg.value.kind {
                    ExprKind::ServiceCall(call) => {
                        writer.resource = Some(self.resource(call));
                        writer.arguments = self.writer_arguments(&call.body, context);
                    }
                    ExprKind::Error => return None,
                    _ => {
                        messages::writer_expected(self.cx, arg.value.span);
                        return None;
                    }
                }
                continue;
            };
            let name = key_text(key);
            if !matches!(name.as_str(), "output_type" | "transformation") {
                let known = &["output_type", "transformation"];
                messages::unknown_argument(self.cx, key.span().into(), &name, known);
                continue;
            }
            let word = self.word(&arg.value);
            let loc = self.cx.loc(key.span());
            let config = writer.config.get_or_insert(WriterConfig { loc, ..WriterConfig::default() });
            if name == "output_type" {
                config.output_type = word;
            } else {
                config.transformation = word;
            }
        }
        Some(writer)
    }

    fn writer_arguments(&mut self, given: &CallBody, context: Context) -> Option<Value> {
        match given {
            CallBody::None => None,
            CallBody::Value(value, options) => {
                self.known_options(options, &[]);
                Some(self.whole("Parameters", value, context))
            }
            CallBody::Object(entries, span) => Some(self.template_of(entries.iter(), *span, context)),
        }
    }
}

/// `in $`: nothing is said of the items.
fn is_document(items: &Expr) -> bool {
    matches!(&items.kind, ExprKind::Path(query) if query.text == "$")
}
