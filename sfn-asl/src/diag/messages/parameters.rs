//! Parameters that the called service refuses.

use crate::diag::{Code, Diagnostics, Loc, suggest};
use crate::value::Text;

const VALUE: Code = Code(11025);
const TOGETHER: Code = Code(11026);

/// Outside of its range.
pub fn range(cx: &mut Diagnostics, place: Loc, name: &str, least: f64, most: f64) {
    cx.error(VALUE, place, format!("`{name}` is a whole number from {least} to {most}: the call fails"));
}

/// Too small.
pub fn least(cx: &mut Diagnostics, place: Loc, name: &str, least: f64) {
    cx.error(VALUE, place, format!("`{name}` is a number of at least {least}: the call fails"));
}

/// Too long or too short.
pub fn length(cx: &mut Diagnostics, place: Loc, name: &str, length: usize, least: usize, most: usize) {
    let message = format!("`{name}` has {least} to {most} characters, not {length}: the call fails");
    cx.error(VALUE, place, message);
}

/// Too many elements, or too few.
pub fn count(cx: &mut Diagnostics, place: Loc, name: &str, count: usize, least: usize, most: usize) {
    cx.error(VALUE, place, format!("`{name}` has {least} to {most} elements, not {count}: the call fails"));
}

/// A single value where there are several.
pub fn list(cx: &mut Diagnostics, place: Loc, name: &str) {
    cx.error(VALUE, place, format!("`{name}` is a list: the call fails"))
        .help("put it in brackets, or in `States.Array(…)`");
}

/// A number where there is text.
pub fn text(cx: &mut Diagnostics, place: Loc, name: &str) {
    cx.error(VALUE, place, format!("`{name}` is text: the call fails")).help("put it in quotes");
}

/// Text that begins otherwise.
pub fn begins(cx: &mut Diagnostics, place: Loc, name: &str, start: &str) {
    cx.error(VALUE, place, format!("`{name}` begins with `{start}`: the call fails"));
}

/// Text that begins so.
pub fn begins_not(cx: &mut Diagnostics, place: Loc, name: &str, start: &str) {
    let message = format!("`{name}` cannot begin with `{start}`, which is the service's: the call fails");
    cx.error(VALUE, place, message);
}

/// Other characters.
pub fn characters(cx: &mut Diagnostics, place: Loc, name: &str, words: &str) {
    cx.error(VALUE, place, format!("`{name}` has only {words}: the call fails"));
}

/// None of the values that there are.
pub fn among(cx: &mut Diagnostics, place: Loc, name: &str, text: &str, values: &[&str]) {
    let near = suggest::nearest(text, values.iter().copied());
    cx.error(VALUE, place, format!("`{name}` has no value `{text}`: the call fails"))
        .help(format!("write one of `{}`", values.join("`, `")))
        .did_you_mean(near);
}

/// Headers that are the service's own.
pub fn header(cx: &mut Diagnostics, key: &Text, is_refused: bool) {
    let end = if is_refused { "refused by the service" } else { "the call fails" };
    cx.error(VALUE, key.loc, format!("the header `{}` cannot be set: {end}", key.value))
        .help("give it another name, or leave it to the service");
}

/// Another form.
pub fn form(cx: &mut Diagnostics, place: Loc, name: &str, words: &str) {
    cx.error(VALUE, place, format!("`{name}` is {words}: the call fails"));
}

/// From this time to an earlier one.
pub fn before(cx: &mut Diagnostics, place: Loc, name: &str, other: &str, end: Loc) {
    cx.error(TOGETHER, place, format!("`{name}` is not before `{other}`: the call fails"))
        .label(end, format!("`{other}`"));
}

/// What an older release does not have.
pub fn since(cx: &mut Diagnostics, key: &Text, label: Loc, release: &str, [a, b, c]: [u32; 3]) {
    let message =
        format!("`{}` needs `emr-{a}.{b}.{c}` or later, not `{release}`: the call fails", key.value);
    cx.error(TOGETHER, key.loc, message)
        .help(format!("take `emr-{a}.{b}.{c}` or later"))
        .label(label, "the release");
}

/// What goes only with another one.
pub fn needs_sibling(cx: &mut Diagnostics, key: &Text, other: &str) {
    cx.error(TOGETHER, key.loc, format!("`{}` needs `{other}` beside it: the call fails", key.value))
        .help(format!("add `{other}`"));
}

/// Priorities where nothing is chosen by them.
pub fn priority_unused(cx: &mut Diagnostics, key: &Text, strategy: Option<Loc>) {
    let message = "`Priority` needs an allocation strategy that goes by priorities: the call fails";
    let error = cx.error(TOGETHER, key.loc, message);
    match strategy {
        Some(strategy) => error
            .help("take `prioritized` for On-Demand, or `capacity-optimized-prioritized` for Spot")
            .label(strategy, "this does not"),
        None => error.help(
            "add `LaunchSpecifications` with the `AllocationStrategy` `prioritized` for On-Demand, or \
             `capacity-optimized-prioritized` for Spot",
        ),
    };
}

/// Nothing to choose by.
pub fn priority_missing(cx: &mut Diagnostics, strategy: Loc, instances: Loc) {
    cx.error(TOGETHER, strategy, "this goes by priorities, and no instance type has one: the call fails")
        .help("give each of `InstanceTypeConfigs` a `Priority`")
        .label(instances, "without `Priority`");
}

/// Instances of neither kind.
pub fn no_capacity(cx: &mut Diagnostics, place: Loc, other: Option<Loc>) {
    let error = cx.error(TOGETHER, place, "this fleet has no instances: the call fails");
    error.help("make `TargetOnDemandCapacity` or `TargetSpotCapacity` more than 0");
    if let Some(other) = other {
        error.label(other, "and none of these");
    }
}

/// Two that exclude one another.
pub fn both(cx: &mut Diagnostics, key: &Text, other: &Text) {
    cx.error(
        TOGETHER,
        key.loc,
        format!("`{}` and `{}` exclude one another: the call fails", key.value, other.value),
    )
    .help("remove one of them")
    .label(other.loc, "the other one");
}

/// None of several.
pub fn one_of(cx: &mut Diagnostics, place: Loc, names: &[&str]) {
    let names = names.join("` or `");
    cx.error(TOGETHER, place, format!("`{names}` is missing: the call fails")).help(format!("add `{names}`"));
}

/// What one value makes another needed.
pub fn needs(cx: &mut Diagnostics, place: Loc, end: &str, needs: &str) {
    cx.error(Code(11022), place, format!("what ends in `{end}` needs `{needs}`: the call fails"))
        .help(format!("add `{needs}`"));
}
