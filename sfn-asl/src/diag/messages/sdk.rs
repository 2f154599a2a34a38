//! Calls of the AWS SDK, held against the catalogue.

use crate::diag::{Code, Diagnostic, Diagnostics, Loc, Place, Source};
use crate::resource::Call;
use crate::value::Text;

const UNKNOWN: Code = Code(11002);
const PARAMETER: Code = Code(11005);

fn name(call: &Call) -> String {
    format!("{}:{}", call.service, call.action)
}

/// What follows where the catalogue may be older than the service.
fn dated() -> String {
    format!("in the catalogue of {}", sfn_catalog::date())
}

/// "The resource provided … is not recognized."
pub fn unknown_service(cx: &mut Diagnostics, place: Place, call: &Call, near: &[&str]) {
    let message =
        format!("no AWS SDK service is named `{}` {}: refused by the service", call.service, dated());
    let meant = match near {
        [] => None,
        [near] => Some(format!("did you mean `{near}`?")),
        [first, rest @ ..] => Some(format!("did you mean `{first}`, or `{}`?", rest.join("`, `"))),
    };
    let help = or_allow(cx, UNKNOWN, meant);
    mend(cx.error(UNKNOWN, place, message), help);
}

/// A help that names the way past the catalogue, which only our language has.
fn or_allow(cx: &Diagnostics, code: Code, meant: Option<String>) -> Option<String> {
    if cx.source != Source::Macro {
        return meant;
    }
    let allow = format!("`#[allow({code})]` is for what is newer than the catalogue");
    Some(meant.map_or(allow.clone(), |it| format!("{it} {allow}")))
}

fn mend(finding: &mut Diagnostic, help: Option<String>) {
    if let Some(help) = help {
        finding.help(help);
    }
}

fn meant(near: Option<&str>) -> Option<String> {
    near.map(|it| format!("did you mean `{it}`?"))
}

/// Reached at an endpoint that belongs to the caller.
pub fn own_endpoint(cx: &mut Diagnostics, place: Place, call: &Call) {
    let message = format!(
        "Step Functions does not call `{}`, which has an endpoint for each of its users: refused by the service",
        call.service
    );
    cx.error(UNKNOWN, place, message).help("call it from a function, or through `http:invoke`");
}

/// Not on the list of the Developer Guide.
pub fn not_listed(cx: &mut Diagnostics, place: Place, call: &Call) {
    let message = format!(
        "`{}` is not on the list of services that Step Functions calls, {}: the service may refuse it",
        call.service,
        dated()
    );
    cx.warning(UNKNOWN, place, message);
}

/// AWS has closed it.
pub fn retired(cx: &mut Diagnostics, place: Place, call: &Call) {
    let message = format!("AWS has closed `{}`, {}: nothing can be said of this call", call.service, dated());
    cx.warning(UNKNOWN, place, message);
}

/// "The resource provided … is not recognized."
pub fn unknown_action(cx: &mut Diagnostics, place: Place, call: &Call, near: Option<&str>) {
    let message =
        format!("`{}` has no action `{}` {}: refused by the service", call.service, call.action, dated());
    let help = match near {
        Some(near) if near.eq_ignore_ascii_case(call.action) => meant(Some(near)),
        _ => or_allow(cx, UNKNOWN, meant(near)),
    };
    mend(cx.error(UNKNOWN, place, message), help);
}

/// The API has it, Step Functions has not.
pub fn unsupported_action(cx: &mut Diagnostics, place: Place, call: &Call, why: &str, instead: Option<&str>) {
    let message = format!("Step Functions does not offer `{}`{why}: refused by the service", name(call));
    let finding = cx.error(UNKNOWN, place, message);
    match instead {
        Some(instead) => finding.help(format!("use `arn:aws:states:::{instead}`")),
        None => finding.help("call it from a function"),
    };
}

/// What has a member: the call, or something in its parameters.
pub struct Owner<'a> {
    /// The call.
    pub call: &'a Call<'a>,
    /// `LogEvents[0]`; empty for the call itself.
    pub path: String,
}

impl Owner<'_> {
    fn has(&self) -> String {
        match self.path.as_str() {
            "" => format!("`{}`", name(self.call)),
            path => format!("`{path}` of `{}`", name(self.call)),
        }
    }

    fn what(&self) -> &'static str {
        if self.path.is_empty() { "parameter" } else { "field" }
    }
}

/// "The field … is not supported by Step Functions"
pub fn unknown_member(cx: &mut Diagnostics, key: &Text, owner: &Owner, near: Option<&str>) {
    let key_name = key.value.as_str();
    let (has, what) = (owner.has(), owner.what());
    match near {
        Some(near) if near.eq_ignore_ascii_case(key_name) => {
            let message =
                format!("{has} has no {what} `{key_name}` in this spelling: refused by the service");
            cx.error(PARAMETER, key.loc, message).did_you_mean(Some(near));
        }
        _ => {
            let message = format!("{has} has no {what} `{key_name}` {}: refused by the service", dated());
            let help = or_allow(cx, PARAMETER, meant(near));
            mend(cx.error(PARAMETER, key.loc, message), help);
        }
    }
}

/// "The field … is required but was missing"
pub fn missing_member(
    cx: &mut Diagnostics,
    place: Loc,
    owner: &Owner,
    missing: &str,
    misspelt: Option<&Text>,
) {
    match misspelt {
        Some(key) => {
            let message = format!(
                "{} needs `{missing}`, and has no {} `{}`: refused by the service",
                owner.has(),
                owner.what(),
                key.value
            );
            cx.error(PARAMETER, key.loc, message).help(format!("did you mean `{missing}`?"))
        }
        None => {
            let message = format!("{} needs `{missing}`: refused by the service", owner.has());
            cx.error(PARAMETER, place, message).help(format!("add `{missing}`"))
        }
    };
}

/// A structure of which one member is chosen.
pub fn not_one_member(cx: &mut Diagnostics, place: Loc, owner: &Owner, given: usize, members: &[&str]) {
    let message = format!("{} takes one of its fields, and has {given}: the call fails", owner.has());
    let finding = cx.error(PARAMETER, place, message);
    if members.len() <= 12 {
        finding.help(format!("give one of `{}`", members.join("`, `")));
    }
}

/// Another kind of value.
pub fn wrong_type(cx: &mut Diagnostics, place: Loc, owner: &Owner, wanted: &str, given: &str) {
    let message = format!("{} is {wanted}, not {given}: the call fails", owner.has());
    cx.error(PARAMETER, place, message);
}

/// A text that is none of those there are.
pub fn unknown_value(
    cx: &mut Diagnostics,
    place: Loc,
    owner: &Owner,
    value: &str,
    values: &[&str],
    near: Option<&str>,
    grows: bool,
) {
    let has = owner.has();
    let help = match near {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if values.len() <= 12 => Some(format!("write one of `{}`", values.join("`, `"))),
        None => None,
    };
    // Values are added every week where there were others not long ago.
    if grows {
        let message = format!("{has} has no value `{value}` {}: the call may fail", dated());
        mend(cx.warning(PARAMETER, place, message), help);
    } else {
        let message = format!("{has} has no value `{value}` {}: the call fails", dated());
        mend(cx.error(PARAMETER, place, message), help);
    }
}
