//! Variables: their names, and where they can be read.

use crate::diag::{Code, Diagnostics, Loc, Place};
use crate::value::Text;

/// RESERVED_VARIABLE_NAME
pub fn reserved_name(cx: &mut Diagnostics, name: &Text) {
    let message = format!("`{}` is what expressions call their own data: refused by the service", name.value);
    cx.error(Code(9001), name.loc, message).help("choose another name for the variable");
}

/// INVALID_VARIABLE_NAME
pub fn invalid_name(cx: &mut Diagnostics, name: &Text) {
    let message = format!("`{}` is no name of a variable: refused by the service", name.value);
    let finding = cx.error(Code(9001), name.loc, message);
    finding.help(if name.value.contains(['.', '[']) {
        "only a variable as a whole can be assigned: assign the changed object"
    } else {
        "start with a letter and go on with letters, digits and `_`"
    });
}

/// INVALID_VARIABLE_NAME
pub fn name_too_long(cx: &mut Diagnostics, name: &Text, length: usize, limit: usize) {
    let message = format!(
        "this name has {length} characters, more than the {limit} of a variable: refused by the service"
    );
    cx.error(Code(9001), name.loc, message).help("choose a shorter one");
}

/// The service accepts it, and evaluation finds nothing.
pub fn never_assigned(cx: &mut Diagnostics, place: Place, name: &str, near: Option<&str>, is_certain: bool) {
    let source = cx.source;
    let message = format!("no state assigns `${name}`: reading it fails when this is evaluated");
    let finding = if is_certain {
        cx.error(Code(9002), place, message)
    } else {
        cx.warning(Code(9002), place, message)
    };
    match near {
        Some(near) => finding.help(format!("did you mean `${near}`?")),
        None => finding.help_in(
            source,
            &format!("set it with `Assign` in a state before this one, as `{name}`"),
            &format!("write `let {name} = …;` before this"),
        ),
    };
}

/// `$state.input`
pub fn near_miss(cx: &mut Diagnostics, place: Place, name: &str, meant: &str) {
    let message =
        format!("`${name}` is a variable that no state assigns: the expression fails when it is evaluated");
    cx.error(Code(8011), place, message).help(format!("did you mean `{meant}`?"));
}

/// Assignments count from the next state on.
pub fn not_yet_assigned(cx: &mut Diagnostics, place: Place, name: &str, assigned: Loc) {
    let message = format!("`${name}` is assigned by this state only, and so read before it has a value");
    cx.error(Code(9004), place, message)
        .help("assign it in a state before this one")
        .label(assigned, "counts from the next state on");
}

/// As [`not_yet_assigned`], where the expression may have an answer to an undefined value.
pub fn perhaps_not_yet_assigned(cx: &mut Diagnostics, place: Place, name: &str, assigned: Loc) {
    let message =
        format!("`${name}` is assigned by this state only: it is undefined when the state is first entered");
    cx.warning(Code(9004), place, message)
        .help(format!("assign a first value before, or write `$exists(${name}) ? … : …`"))
        .label(assigned, "counts from the next state on");
}

/// Inner scopes read outer variables, but cannot assign them.
pub fn assigns_outer(cx: &mut Diagnostics, name: &Text, there: &str, outer: Loc) {
    let message = format!(
        "`{}` is a variable of {there}, which an inner scope cannot assign: refused by the service",
        name.value
    );
    cx.error(Code(9005), name.loc, message)
        .help("choose another name, or return the value as output")
        .label(outer, "assigned here");
}

/// The scope that assigns it is not around this state.
pub fn out_of_scope(cx: &mut Diagnostics, place: Place, name: &str, there: &str, assigned: Loc) {
    let message = format!("`${name}` exists in {there} only: reading it here fails");
    cx.error(Code(9006), place, message)
        .help("return the value as output of that scope, and assign it here")
        .label(assigned, "assigned here");
}

/// Child executions have variables of their own.
pub fn outside_distributed(cx: &mut Diagnostics, place: Place, name: &str, assigned: Loc) {
    let source = cx.source;
    let message = format!(
        "`${name}` is assigned outside of this distributed Map, whose executions cannot read it: it fails here"
    );
    cx.error(Code(9007), place, message)
        .help_in(
            source,
            "pass the value with `ItemSelector` or `BatchInput`",
            "pass the value: `for { x: $x, item: $$.Map.Item.Value } in …`, or `#[batch(input = { x: $x })]`",
        )
        .label(assigned, "assigned here");
}

/// Text on one way, a number on another.
pub fn several_types(cx: &mut Diagnostics, place: Place, name: &str, wanted: &str, found: &str, other: Loc) {
    let message = format!("`${name}` has to be {wanted} here, and on some way it is {found}");
    cx.warning(Code(9011), place, message)
        .help("assign the same type on every way, or use another variable")
        .label(other, "assigned here");
}

/// All of a result, for a small part.
pub fn kept_whole(cx: &mut Diagnostics, value: Loc, name: &str, large: &str, action: &str) {
    let message = format!(
        "all of `{action}` is kept in `${name}`, and nobody reads its `{large}`: a variable holds 256 KiB"
    );
    cx.warning(Code(9010), value, message).help("assign only what is read of it");
}
