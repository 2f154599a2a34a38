//! Tasks, integrations, and what Express workflows leave out.

use crate::catalog::{self, Service};
use crate::diag::{Code, Diagnostics, Loc, Place, Source, suggest};
use crate::resource::{Call, Fault, PARTITIONS, Pattern};
use crate::value::Text;

const RESOURCE: Code = Code(11001);
const UNKNOWN: Code = Code(11002);
const EXPRESS: Code = Code(12001);
const EXPRESS_CHILD: Code = Code(10017);

/// Not what a Task can call.
pub fn invalid_resource(cx: &mut Diagnostics, resource: &Text, place: Place, fault: Fault) {
    let text = &resource.value;
    let (why, help) = match fault {
        _ if text.starts_with("{%") => {
            let message = "`Resource` is never an expression: refused by the service";
            cx.error(Code(8018), resource.loc, message)
                .help("write the ARN itself, or choose the state with a Choice");
            return;
        }
        Fault::NotArn | Fault::Uri | Fault::Placeholder if text.is_empty() => (
            "a Task needs to know what it calls".to_owned(),
            "write the ARN of an integration, function or activity",
        ),
        Fault::NotArn | Fault::Uri | Fault::Placeholder => {
            (format!("`{text}` is no ARN"), "write the ARN of an integration, function or activity")
        }
        Fault::Bare(_) => (format!("`{text}` is no ARN"), ""),
        Fault::Shape => {
            (format!("`{text}` lacks a part of an ARN"), "write `arn:aws:states:::service:action`")
        }
        Fault::Partition(name) => (format!("AWS has no partition `{name}`"), ""),
        Fault::NotFunction => (
            format!("`{text}` is no ARN of a function"),
            "write `arn:aws:lambda:region:account:function:name`, if need be with `:alias`",
        ),
        Fault::Alias("") => (
            "nothing follows the last `:` of this function".to_owned(),
            "add an alias or version, or remove the `:`",
        ),
        Fault::Alias(alias) => (
            format!("`{alias}` is no alias or version of a function"),
            "aliases have letters, digits, `-` and `_`",
        ),
        Fault::StateMachine => (
            "a Task cannot call a state machine by its ARN".to_owned(),
            "use `arn:aws:states:::states:startExecution` with `StateMachineArn`",
        ),
        Fault::NotIntegration => (
            format!("`{text}` names no integration and no activity"),
            "write `arn:aws:states:::service:action`",
        ),
        Fault::OtherService(service) => (
            format!("a Task cannot call the ARN of something of `{service}`"),
            "use an integration, `arn:aws:states:::service:action`, and name the thing in its parameters",
        ),
    };
    // All that the States Language asks for is a URI; its own example is of SWF.
    let is_language = matches!(fault, Fault::Uri | Fault::Placeholder | Fault::OtherService("swf"));
    let finding = if is_language {
        cx.warning(RESOURCE, place, format!("{why}: the service refuses it, unless deployment replaces it"))
    } else {
        cx.error(RESOURCE, place, format!("{why}: refused by the service"))
    };
    match fault {
        Fault::Bare(_) => finding.help(format!("did you mean `arn:aws:states:::{text}`?")),
        Fault::Partition(name) => match suggest::nearest(name, PARTITIONS.iter().copied()) {
            Some(near) => finding.did_you_mean(Some(near)),
            None => finding.help("write `aws`"),
        },
        _ => finding.help(help),
    };
}

/// Integrations belong to no region.
pub fn integration_with_region(cx: &mut Diagnostics, place: Place) {
    let message = "the ARN of an integration has no region and no account: refused by the service";
    cx.error(RESOURCE, place, message).help("leave both empty: `arn:aws:states:::…`");
}

/// "The resource provided … is not recognized."
pub fn unknown_service(cx: &mut Diagnostics, place: Place, call: &Call) {
    let message = format!("no optimised integration is named `{}`: refused by the service", call.service);
    let near = suggest::nearest(call.service, catalog::services().map(|it| it.name));
    let near = near.filter(|it| catalog::action(it, call.action).is_some());
    let help = instead(call, cx.source);
    cx.error(UNKNOWN, place, message).help(help).did_you_mean(near);
}

/// "The resource provided … is not recognized."
pub fn unknown_action(cx: &mut Diagnostics, place: Place, service: &Service, call: &Call) {
    let message =
        format!("`{}` has no optimised action `{}`: refused by the service", service.name, call.action);
    let near = suggest::nearest(call.action, service.actions.iter().map(|it| it.name));
    let help = instead(call, cx.source);
    cx.error(UNKNOWN, place, message).help(help).did_you_mean(near);
}

fn instead(call: &Call, source: Source) -> String {
    let sdk = catalog::sdk_call(call.service, call.action);
    match source {
        Source::Macro => format!("write `{}`", sdk.replace('-', "_").replace(':', "::")),
        Source::Document => format!("use `arn:aws:states:::{sdk}`"),
    }
}

/// A suffix that is no pattern.
pub fn unknown_pattern(cx: &mut Diagnostics, place: Place, suffix: &str, offered: &[Pattern]) {
    let message = format!("`.{suffix}` is no way to call an integration: refused by the service");
    let names = offered.iter().map(|it| it.suffix().trim_start_matches('.')).filter(|it| !it.is_empty());
    let near = suggest::nearest(suffix, names);
    cx.error(Code(11003), place, message).help(offer(offered)).did_you_mean(near);
}

/// A pattern that this action does not have.
pub fn unsupported_pattern(
    cx: &mut Diagnostics,
    place: Place,
    call: &Call,
    pattern: Pattern,
    offered: &[Pattern],
) {
    let message =
        format!("`{}` cannot be called with `{}`: refused by the service", name(call), pattern.suffix());
    cx.error(Code(11003), place, message).help(offer(offered));
}

/// The service takes it, and AWS does not say so.
pub fn pattern_not_promised(
    cx: &mut Diagnostics,
    place: Place,
    call: &Call,
    pattern: Pattern,
    has_sync: bool,
) {
    let message = format!(
        "AWS does not support `{}` with `{}`, which the service takes all the same: it may stop to",
        name(call),
        pattern.suffix()
    );
    let instead = match has_sync {
        true => "wait for the job with `.sync`",
        false => "send the token with a call that supports it",
    };
    cx.warning(Code(11027), place, message).help(instead);
}

fn offer(patterns: &[Pattern]) -> String {
    let names: Vec<String> =
        patterns.iter().filter(|it| !it.suffix().is_empty()).map(|it| format!("`{}`", it.suffix())).collect();
    match names.split_last() {
        None => "call it without a suffix".to_owned(),
        Some((last, [])) => format!("call it without a suffix, or with {last}"),
        Some((last, others)) => format!("call it without a suffix, or with {} or {last}", others.join(", ")),
    }
}

/// "Parameters field is required for resource ARN"
pub fn no_arguments(cx: &mut Diagnostics, resource: Loc, call: &Call, field: &str, required: &[&str]) {
    let message = format!("`{}` needs `{field}`: refused by the service", name(call));
    let source = cx.source;
    let finding = cx.error(Code(11004), resource, message);
    match (source, required) {
        (Source::Macro, []) => finding.help("write `{}` behind it"),
        (Source::Macro, _) => finding.help(format!("write `{{ {}: … }}` behind it", required.join(": …, "))),
        (Source::Document, []) => finding.help(format!("add `\"{field}\": {{}}`")),
        (Source::Document, _) => finding.help(format!("add `\"{field}\"` with `{}`", required.join("`, `"))),
    };
}

/// "The field 'FunctionName' is required but was missing"
pub fn missing_parameter(
    cx: &mut Diagnostics,
    arguments: Loc,
    call: &Call,
    missing: &str,
    misspelt: Option<&Text>,
) {
    let message = format!("`{}` needs `{missing}`: refused by the service", name(call));
    match misspelt {
        Some(key) => cx
            .error(Code(11005), key.loc, message)
            .help(format!("write `{missing}` for `{}`", key.value.trim_end_matches(".$"))),
        None => cx.error(Code(11005), arguments, message).help(format!("add `{missing}`")),
    };
}

/// "The field … is not supported by Step Functions"
pub fn unknown_parameter(cx: &mut Diagnostics, key: &Text, call: &Call, near: Option<&str>) {
    let parameter = key.value.trim_end_matches(".$");
    let message = format!("`{}` has no parameter `{parameter}`: refused by the service", name(call));
    cx.error(Code(11005), key.loc, message).did_you_mean(near);
}

fn name(call: &Call) -> String {
    format!("{}:{}", call.service, call.action)
}

/// Nobody could ever return the token.
pub fn token_not_passed(cx: &mut Diagnostics, place: Place, is_certain: bool, token: &str) {
    let message = "this Task waits for its token, which it does not pass on: it waits until it times out";
    let finding = if is_certain {
        cx.error(Code(11006), place, message)
    } else {
        cx.warning(Code(11006), place, message)
    };
    finding.help(format!("pass `{token}` in the request"));
}

/// `$$.Task` where there is none.
pub fn no_token(cx: &mut Diagnostics, place: Place, kind: &str) {
    let message = if kind == "Task" {
        "a Task has a token only if it is called with `.waitForTaskToken` or `.sync`, or is an activity: reading it fails"
            .to_owned()
    } else {
        format!("a {kind} has no task token: reading it fails")
    };
    cx.warning(Code(11007), place, message).help("call the integration with `.waitForTaskToken`");
}

/// `$$.Map` where there is none.
pub fn no_item(cx: &mut Diagnostics, place: Place) {
    let message = "only a Map's `ItemSelector` and `ItemBatcher` have an item: reading it here fails";
    let source = cx.source;
    cx.error(Code(6011), place, message).help_in(
        source,
        "pass what is needed of it with `ItemSelector`",
        "pass what is needed of it: `for { item: $$.Map.Item.Value } in …`",
    );
}

/// An activity runs under no role of ours.
pub fn activity_with_credentials(cx: &mut Diagnostics, credentials: Loc) {
    cx.error(Code(11010), credentials, "an activity takes no `Credentials`: refused by the service")
        .help("remove them");
}

/// "The field 'RoleArn' is required but was missing"
pub fn no_role(cx: &mut Diagnostics, credentials: Loc) {
    cx.error(Code(11011), credentials, "`Credentials` need a `RoleArn`: refused by the service")
        .help("add `\"RoleArn\"` with the ARN of the role to assume");
}

/// Not a role.
pub fn role_is_no_arn(cx: &mut Diagnostics, role: Loc, text: &str) {
    cx.error(Code(11011), role, format!("`{text}` is no ARN of a role: no role can be assumed"))
        .help("write `arn:aws:iam::account:role/name`");
}

/// Express executions are over before anything could wait.
pub fn express(cx: &mut Diagnostics, place: Place, what: &str, said: Loc) {
    let message = format!("{what} in an Express workflow: refused by the service");
    let error = cx.error(EXPRESS, place, message).help("make the workflow Standard");
    if said != Loc::NONE {
        error.label(said, "it is Express here");
    }
}

/// What only Standard executions have, in the children of a Map.
pub fn express_child(cx: &mut Diagnostics, place: Place, what: &str, said: Loc) {
    let message = format!("{what} in the Express executions of a distributed Map: they have none");
    let source = cx.source;
    cx.error(EXPRESS_CHILD, place, message)
        .help_in(source, "give the Map `\"ExecutionType\": \"STANDARD\"`", "write `#[distributed(standard)]`")
        .label(said, "they are Express here");
}
