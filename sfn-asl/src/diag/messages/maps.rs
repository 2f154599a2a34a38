//! Map.

use crate::diag::{Code, Diagnostics, Loc, Place};
use crate::resource::{Resource, range_of};
use crate::value::Text;

const MODE: Code = Code(10001);
const LABEL: Code = Code(10002);
const READER: Code = Code(10003);
const INLINE: Code = Code(10004);
const BATCHER: Code = Code(10005);
const WRITER: Code = Code(10006);

/// A distributed Map says what its children are.
pub fn no_execution_type(cx: &mut Diagnostics, mode: Loc) {
    let source = cx.source;
    cx.error(MODE, mode, "a distributed Map needs an `ExecutionType`: refused by the service").help_in(
        source,
        "add `\"ExecutionType\": \"STANDARD\"` or `\"EXPRESS\"`",
        "write `#[distributed(express)]` or `#[distributed(standard)]`",
    );
}

/// An inline Map has no children.
pub fn execution_type_inline(cx: &mut Diagnostics, execution_type: Loc) {
    let source = cx.source;
    cx.error(MODE, execution_type, "only a distributed Map has an `ExecutionType`: refused by the service")
        .help_in(
            source,
            "add `\"Mode\": \"DISTRIBUTED\"`, or remove it",
            "write `#[distributed(…)]`, or remove it",
        );
}

/// INVALID_LABEL_NAME
pub fn label_length(cx: &mut Diagnostics, label: &Text, length: usize, limit: usize) {
    let message = format!("a `Label` has 1 to {limit} characters, not {length}: refused by the service");
    cx.error(LABEL, label.loc, message);
}

/// INVALID_LABEL_NAME
pub fn label_character(cx: &mut Diagnostics, label: &Text, character: char) {
    let shown = if character.is_control() || character.is_whitespace() {
        format!("U+{:04X}", u32::from(character))
    } else {
        character.to_string()
    };
    cx.error(LABEL, label.loc, format!("a `Label` cannot contain `{shown}`: refused by the service"))
        .help("use letters, digits, `-` and `_`");
}

/// DUPLICATE_LABEL_NAME
pub fn label_twice(cx: &mut Diagnostics, label: &Text, first: Loc) {
    let message = format!("a second Map has the label `{}`: refused by the service", label.value);
    cx.error(LABEL, label.loc, message).help("choose another label").label(first, "first here");
}

/// Only distributed Maps make Map Runs, which the label names.
pub fn label_inline(cx: &mut Diagnostics, label: &Text) {
    let source = cx.source;
    cx.warning(
        LABEL,
        label.loc,
        "a `Label` names the Map Runs of a distributed Map: this one is inline, and has none",
    )
    .help_in(
        source,
        "remove it, or add `\"Mode\": \"DISTRIBUTED\"`",
        "remove it, or put `#[distributed(…)]` on the `for`",
    );
}

/// Readers, batchers, writers and tolerated failures need Map Runs.
pub fn ignored_inline(cx: &mut Diagnostics, place: Loc, field: &str) {
    let source = cx.source;
    let message = format!("`{field}` works in a distributed Map only: this one is inline");
    cx.warning(INLINE, place, message).help_in(
        source,
        "add `\"Mode\": \"DISTRIBUTED\"` with an `ExecutionType`",
        "put `#[distributed(express)]` or `#[distributed(standard)]` on the `for`",
    );
}

/// Inline Maps run at most 40 iterations at once.
pub fn too_concurrent(cx: &mut Diagnostics, place: Loc, limit: u32) {
    let source = cx.source;
    cx.warning(
        Code(10011),
        place,
        format!("an inline Map runs at most {limit} iterations at once, whatever this says"),
    )
    .help_in(
        source,
        "add `\"Mode\": \"DISTRIBUTED\"` with an `ExecutionType` for more",
        "put `#[distributed(…)]` on the `for` for more",
    );
}

/// What of a `Resource` is none of those that read or write: the service, or its action.
fn wrong_part(resource: &Text) -> Place {
    let part = match Resource::parse(&resource.value) {
        Resource::Integration(call) if call.service == "s3" => call.action,
        Resource::Integration(call) | Resource::Sdk(call) => call.service,
        _ => return resource.loc.into(),
    };
    Place::within(resource.loc, range_of(&resource.value, part))
}

/// "does not match any of the allowed values"
pub fn reader_resource(cx: &mut Diagnostics, resource: &Text, near: Option<&str>) {
    let source = cx.source;
    let message = format!("an `ItemReader` cannot use `{}`: refused by the service", resource.value);
    cx.error(READER, wrong_part(resource), message)
        .help_in(
            source,
            "use `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`",
            "use `s3::getObject` or `s3::listObjectsV2`",
        )
        .did_you_mean(near);
}

/// "does not match any of the allowed values"
pub fn writer_resource(cx: &mut Diagnostics, resource: &Text, near: Option<&str>) {
    let source = cx.source;
    let message = format!("a `ResultWriter` cannot use `{}`: refused by the service", resource.value);
    cx.error(WRITER, wrong_part(resource), message)
        .help_in(source, "use `arn:aws:states:::s3:putObject`", "use `s3::putObject`")
        .did_you_mean(near);
}

/// A combination of the fields of `ReaderConfig` that the service does not take.
pub fn reader_config(cx: &mut Diagnostics, place: Loc, wrong: &str, help: &str) {
    cx.error(READER, place, format!("{wrong}: refused by the service")).help(help);
}

/// S3 would be asked for nothing.
pub fn reader_parameter(cx: &mut Diagnostics, place: Loc, action: &str, missing: &str) {
    let message = format!("`s3:{action}` needs `{missing}`: there would be nothing to read");
    cx.error(READER, place, message).help(format!("add `{missing}`"));
}

/// S3 would be given results for no place.
pub fn writer_parameter(cx: &mut Diagnostics, place: Loc) {
    cx.error(WRITER, place, "`s3:putObject` needs `Bucket`: there would be nowhere to write")
        .help("add `Bucket`");
}

/// Without a limit everything would be one batch.
pub fn no_batch_limit(cx: &mut Diagnostics, batcher: Loc) {
    let source = cx.source;
    cx.error(BATCHER, batcher, "an `ItemBatcher` needs a limit: refused by the service").help_in(
        source,
        "add `MaxItemsPerBatch` or `MaxInputBytesPerBatch`",
        "write `#[batch(max_items = …)]` or `#[batch(max_bytes = …)]`",
    );
}

/// `ResultWriter: {}`
pub fn empty_writer(cx: &mut Diagnostics, writer: Loc) {
    let source = cx.source;
    cx.error(WRITER, writer, "this `ResultWriter` is empty: refused by the service").help_in(
        source,
        "say where to with `Resource`, or how with `WriterConfig`, or remove it",
        "write `#[result_writer(s3::putObject { Bucket: …, Prefix: … })]`, or remove it",
    );
}

/// Half of an export.
pub fn half_writer(cx: &mut Diagnostics, writer: Loc, has: &str, needs: &str) {
    cx.error(
        WRITER,
        writer,
        format!("a `ResultWriter` with `{has}` needs `{needs}`: refused by the service"),
    )
    .help(format!("add `{needs}`"));
}

/// `ItemSelector` without the item.
pub fn no_item_selected(cx: &mut Diagnostics, query: Loc) {
    let message = "`$` is the input of the Map here, not the item: every iteration gets the same";
    let source = cx.source;
    let help = "the item is `$$.Map.Item.Value`";
    cx.warning(Code(6018), query, message).help_in(
        source,
        &format!("{help}, in JSONata `$states.context.Map.Item.Value`"),
        help,
    );
}

/// 10,000 children, and a service for a few.
pub fn throttled(cx: &mut Diagnostics, place: Loc, service: &str) {
    let message = format!(
        "up to 10,000 child executions at once call `{service}`, which takes far fewer: most of them are throttled"
    );
    let source = cx.source;
    cx.warning(Code(10010), place, message).help_in(
        source,
        "set `MaxConcurrency` to what the quota of the account allows",
        "write `max_concurrency = …` in `#[distributed(…)]`: what the quota of the account allows",
    );
}

/// States.DataLimitExceeded for many children.
pub fn results_not_written(cx: &mut Diagnostics, state: Loc) {
    let message =
        "the results of all items become one output: beyond 256 KiB, fails with States.DataLimitExceeded";
    let source = cx.source;
    cx.warning(Code(10014), state, message).help_in(
        source,
        "add a `ResultWriter`, or drop the results with `\"ResultPath\": null`",
        "add `#[result_writer(…)]`, or drop the results",
    );
}

/// Each iteration gives a large result as it is.
pub fn large_results(cx: &mut Diagnostics, resource: Place, action: &str) {
    let message = format!(
        "all of `{action}` goes into the result of each iteration: together beyond 256 KiB, the Map fails with States.DataLimitExceeded"
    );
    let source = cx.source;
    cx.warning(Code(10013), resource, message).help_in(
        source,
        "keep what is needed with `ResultSelector` or `Output`, or drop it with `\"ResultPath\": null`",
        "keep what is needed with `select`",
    );
}
