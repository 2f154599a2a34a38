//! The execution role.

use crate::diag::{Code, Diagnostics, Loc};
use crate::iam::arn;
use crate::resource::Call;

/// A statement that could be narrower, and what would make it so.
/// `given` is the parameter's value, if it has one.
pub fn wide(
    cx: &mut Diagnostics,
    place: Loc,
    given: Option<Loc>,
    actions: &[String],
    resources: &[String],
    parameter: &str,
) {
    let named = match actions {
        [one] => format!("`{one}`"),
        [first, others @ ..] => format!("`{first}` and {} more", others.len()),
        [] => String::new(),
    };
    let resource = resources.iter().find(|it| it.contains('*')).map_or("*", |it| it.as_str());
    // Where it is says nothing.
    let kind = match arn::parts(resource) {
        Some([_, _, service, "", _, rest]) => format!("{service}:::{rest}"),
        Some([.., rest]) => rest.to_owned(),
        None => resource.to_owned(),
    };
    if parameter == "iam_resources" {
        cx.warning(
            Code(15001),
            place,
            format!("the call does not say on what it needs {named}: the role allows `{kind}`"),
        )
        .help("name the resources: `iam_resources: [\"arn:…\"]` in the call");
    } else {
        let known = if given.is_some() { "not known before the machine runs" } else { "not given" };
        cx.warning(
            Code(15001),
            given.unwrap_or(place),
            format!("`{parameter}` is {known}: the role allows {named} on `{kind}`"),
        )
        .help(format!(
            "make `{parameter}` a literal or a declared resource, or add `iam_resources: [\"arn:…\"]`"
        ));
    }
}

const NEEDS: Code = Code(15006);

/// An action of which no source tells what its caller has to be allowed.
pub fn unknown_permission(cx: &mut Diagnostics, place: Loc, call: &Call) {
    cx.error(
        NEEDS,
        place,
        format!(
            "what `{}:{}` needs is not known, and not guessed: the role allows nothing for it",
            call.service, call.action
        ),
    )
    .help(
        "say it: `iam_action: \"service:Action\", iam_resources: [\"arn:…\"]`, or `additional_iam_statements: []` if it \
         needs nothing",
    );
}

/// A `Resource` that says too little.
pub fn unknown_call(cx: &mut Diagnostics, place: Loc, resource: &str) {
    cx.warning(
        NEEDS,
        place,
        format!("what `{resource}` calls is not known: the role allows nothing for it"),
    )
    .help("say what it needs: `additional_iam_statements: [{ Action: \"…\", Resource: \"…\" }]` in the call");
}

const OPTION: Code = Code(15010);

/// An ARN that took no one's place.
pub fn no_effect(cx: &mut Diagnostics, place: Loc, arn: &str) {
    cx.warning(
        OPTION,
        place,
        format!("nothing that this call needs is narrowed by `{arn}`: it is not in the policy"),
    )
    .help("remove it from `iam_resources`, or allow it with `additional_iam_statements`");
}

/// In `iam_resources`, or the `Resource` of a statement.
pub fn no_resource(cx: &mut Diagnostics, place: Loc) {
    cx.error(OPTION, place, "this is no ARN: IAM refuses the policy")
        .help("write an ARN, `\"*\"`, a declared resource or a constant");
}

/// In `iam_action`, or the `Action` of a statement.
pub fn no_action(cx: &mut Diagnostics, place: Loc) {
    cx.error(OPTION, place, "this is no action of IAM: IAM refuses the policy")
        .help("write `\"service:Action\"`, as in the Service Authorization Reference");
}

/// In `additional_iam_statements`.
pub fn no_statement(cx: &mut Diagnostics, place: Loc) {
    cx.error(OPTION, place, "a statement needs an `Action` and a `Resource`: IAM refuses the policy")
        .help("write `{ Action: \"s3:GetObject\", Resource: \"arn:…\" }`");
}

/// A field that statements of a role do not have, or not so.
pub fn statement_field(cx: &mut Diagnostics, place: Loc, field: &str) {
    cx.error(OPTION, place, format!("a statement of a role has no such `{field}`: IAM refuses the policy"))
        .help("write `Sid`, `Effect`, `Action`, `Resource` or `Condition`");
}
