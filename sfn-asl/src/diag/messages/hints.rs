//! Advice: what works, and could work better.

use crate::diag::{Code, Diagnostics, Loc};
use crate::value::Text;

/// A Succeed in a branch.
pub fn ends_the_branch(cx: &mut Diagnostics, state: Loc) {
    cx.hint(Code(2012), state, "this ends its branch only: the others, and the machine, go on")
        .help("to end the machine, decide behind the Parallel");
}

/// A Pass behind a Pass.
pub fn chain_of_passes(cx: &mut Diagnostics, second: &Text, first: Loc) {
    cx.hint(Code(2015), second.loc, "this Pass follows another one: each is a paid transition")
        .help("make one of the two")
        .label(first, "the one before");
}

/// `States.ALL` of a call that is not idempotent.
pub fn done_twice(cx: &mut Diagnostics, name: Loc, action: &str) {
    let message =
        format!("`{action}` may have been done when it is retried for this error: it is done twice then");
    cx.hint(Code(4020), name, message)
        .help("give the call a condition, a name or an id by which it is done once");
}

/// `Not` of a comparison.
pub fn negated_comparison(cx: &mut Diagnostics, condition: Loc, path: &str) {
    let message = format!("this holds, too, where `{path}` is of another type");
    cx.hint(Code(5012), condition, message).help("ask for the type beside it, as with `IsString`");
}

/// `And` of one.
pub fn one_condition(cx: &mut Diagnostics, condition: Loc) {
    cx.hint(Code(5017), condition, "one condition needs no `And` or `Or`")
        .help("write the condition in its place");
}

/// `Not` of `Not`.
pub fn double_not(cx: &mut Diagnostics, condition: Loc) {
    let source = cx.source;
    cx.hint(Code(5017), condition, "two negations are none").help_in(
        source,
        "remove both `Not`",
        "remove both `!`",
    );
}

/// `$.detail-type`
pub fn needs_brackets(cx: &mut Diagnostics, path: Loc, name: &str) {
    let message = format!("`{name}` is no plain name: the service takes it, and documents brackets for it");
    cx.hint(Code(6020), path, message).help(format!("write `['{name}']`"));
}

/// A key that is new for each attempt.
pub fn new_each_time(cx: &mut Diagnostics, query: Loc, function: &str) {
    let message = format!(
        "`{function}` gives another value for each attempt: the called service cannot tell that they are one"
    );
    cx.hint(Code(7012), query, message).help("compute it in a state before");
}

/// The same in `Assign` and `Output`.
pub fn computed_twice(cx: &mut Diagnostics, output: Loc, assign: Loc) {
    cx.hint(Code(8022), output, "`Assign` computes the same: it is evaluated twice")
        .help("read the variable in the next state")
        .label(assign, "here, too");
}

/// One bad item fails all.
pub fn no_tolerance(cx: &mut Diagnostics, state: Loc) {
    let source = cx.source;
    cx.hint(Code(10015), state, "one item that fails ends the whole Map: it tolerates none").help_in(
        source,
        "set `ToleratedFailurePercentage` or `ToleratedFailureCount`",
        "say how many it tolerates: `tolerated_failure_percentage = 5`",
    );
}

/// Children that are done in no time.
pub fn could_be_express(cx: &mut Diagnostics, execution_type: Loc) {
    let source = cx.source;
    cx.hint(
        Code(10016),
        execution_type,
        "these children are short, and could be Express executions, which cost less",
    )
    .help_in(source, "write `EXPRESS`", "write `express`");
}

/// `startExecution` without a link.
pub fn no_parent(cx: &mut Diagnostics, resource: Loc, key: &str) {
    let source = cx.source;
    cx.hint(Code(11014), resource, "the console does not link this execution with the one that starts it")
        .help_in(
            source,
            &format!("add `\"{key}.$\": \"$$.Execution.Id\"` to its `Input`"),
            "add `associate_with_parent: true`",
        );
}

/// `arn:aws:lambda:…`
pub fn legacy_function(cx: &mut Diagnostics, resource: Loc) {
    let source = cx.source;
    cx.hint(Code(11016), resource, "the ARN of a function is the older form of a call").help_in(
        source,
        "call `arn:aws:states:::lambda:invoke`",
        "declare it, `resource f: lambda::Function = \"…\";`, and call `f`",
    );
}

/// `$LATEST`
pub fn unqualified(cx: &mut Diagnostics, function: Loc) {
    cx.hint(
        Code(11017),
        function,
        "this calls whatever was deployed last, in executions that run already, too",
    )
    .help("name a version or an alias");
}

/// Nobody answers.
pub fn no_escalation(cx: &mut Diagnostics, resource: Loc) {
    cx.hint(
        Code(14005),
        resource,
        "if nobody answers in time, the execution fails: nothing catches the timeout",
    )
    .help("catch `States.Timeout`, and ask somebody else");
}
