//! Names of errors in `Retry` and `Catch`: those of the service that is called, as this kind of call spells them.

use super::shapes::nearest;
use crate::catalog;
use crate::diag::suggest;
use crate::resource::{Call, Pattern, Resource};
use sfn_catalog::Service;

/// What a name of an error says of a call that does not raise it.
pub(super) enum Wrong {
    /// It is of another service, or called otherwise; with the prefix that was meant, and the nearest error behind it.
    OfAnother(Option<(&'static str, Option<&'static str>)>),
    /// The service has no such error; with the nearest that it has.
    Unknown(Option<&'static str>),
}

impl Wrong {
    /// The whole name that was meant, where another service or kind of call was named.
    pub(super) fn meant(prefix: &str, near: Option<&str>, name: &str) -> String {
        let error = near.or_else(|| name.split_once('.').map(|it| it.1)).unwrap_or_default();
        format!("{prefix}.{error}")
    }
}

/// What is wrong with `name` as an error of a call of `resource`.
pub(super) fn wrong(resource: &Resource, name: &str) -> Option<Wrong> {
    let (prefix, error) = name.split_once('.').filter(|it| it.0 != "States")?;
    match resource {
        Resource::Lambda { .. } => of_function(prefix, error),
        // Whoever returns the token, or what a job did, chooses the name; that of the service is still its own.
        Resource::Sdk(call) => of_sdk(call, prefix, error),
        Resource::Integration(call) => of_optimised(call, prefix, error),
        _ => None,
    }
}

/// Why a call of `resource` does not raise the error `name`, if it does not: the words of a sentence that the name begins.
/// Whoever has a task's token chooses the name, so of tasks that have one nothing is said.
#[cfg(feature = "json")]
pub fn not_raised(resource: &Resource, name: &str) -> Option<String> {
    let (Resource::Sdk(call) | Resource::Integration(call)) = resource else { return None };
    if call.pattern != Some(Pattern::RequestResponse) {
        return None;
    }
    let prefix = name.split('.').next()?;
    Some(match wrong(resource, name)? {
        Wrong::OfAnother(Some((meant, near))) => {
            format!("is of another kind of call: did you mean `{}`?", Wrong::meant(meant, near, name))
        }
        // A function chooses its names.
        Wrong::OfAnother(None) if call.service == "lambda" => return None,
        Wrong::OfAnother(None) => "is of another service".to_owned(),
        Wrong::Unknown(Some(near)) => format!("is no error of the API: did you mean `{prefix}.{near}`?"),
        Wrong::Unknown(None) => {
            format!("is no error of the API, where what is not described is `{prefix}.{prefix}Exception`")
        }
    })
}

/// A function chooses the names of its errors, too.
fn of_function(prefix: &str, error: &str) -> Option<Wrong> {
    let known = sfn_catalog::service("lambda")?;
    if prefix == "Lambda" {
        return resembling(known, error);
    }
    if prefix.eq_ignore_ascii_case("Lambda") {
        let near = near_error(known, error);
        let is_meant = near.is_some() || known.has_error(error);
        return is_meant.then_some(Wrong::OfAnother(Some(("Lambda", near))));
    }
    is_service(prefix).then_some(Wrong::OfAnother(None))
}

/// The error of the service that an unknown one was meant to be.
fn near_error(service: Service, error: &str) -> Option<&'static str> {
    if service.has_error(error) || UNMODELLED.contains(&error) {
        return None;
    }
    let whole = service.errors().find(|it| it.strip_suffix("Exception") == Some(error));
    whole.or_else(|| nearest(error, &mut service.errors()).filter(|it| it.len() <= error.len() + 3))
}

/// There may be errors that nobody has written down: only what looks like one of those that are known is wrong.
fn resembling(service: Service, error: &str) -> Option<Wrong> {
    near_error(service, error).map(|it| Wrong::Unknown(Some(it)))
}

fn of_sdk(call: &Call, prefix: &str, error: &str) -> Option<Wrong> {
    let service = sfn_catalog::service(call.service)?;
    let own = service.error_prefix();
    if prefix == own {
        // What no model has comes under the name of the service.
        let is_unmodelled = error.strip_prefix(own) == Some("Exception") || error == "SdkClientException";
        if is_unmodelled || service.has_error(error) {
            return None;
        }
        let whole = service.errors().find(|it| it.strip_suffix("Exception") == Some(error));
        return Some(Wrong::Unknown(whole.or_else(|| suggest::nearest(error, service.errors()))));
    }
    let of_another =
        || sfn_catalog::service(&prefix.to_ascii_lowercase()).is_some_and(|it| it.error_prefix() == prefix);
    let is_meant = is_near(prefix, own);
    if call.pattern != Some(Pattern::RequestResponse) || !(is_meant || is_service(prefix) || of_another()) {
        return None;
    }
    Some(Wrong::OfAnother(is_meant.then(|| (own, near_error(service, error)))))
}

/// What comes beside the exceptions of an API, whatever the integration.
const UNMODELLED: &[&str] = &[
    "AWSLambdaException",
    "AmazonSageMakerException",
    "ClientExecutionTimeoutException",
    "FailedEntry",
    "SdkClientException",
    "Unknown",
];

fn of_optimised(call: &Call, prefix: &str, error: &str) -> Option<Wrong> {
    let service = catalog::service(call.service)?;
    if service.errors.contains(&prefix) {
        return resembling(sfn_catalog::service(service.sdk?)?, error);
    }
    if call.pattern != Some(Pattern::RequestResponse) || !is_service(prefix) {
        return None;
    }
    // Whatever this service's errors start with, it resembles its name.
    if service.errors.is_empty() && prefix.eq_ignore_ascii_case(service.name) {
        return None;
    }
    let own = service.errors.iter().copied().find(|it| it.eq_ignore_ascii_case(prefix));
    let known = service.sdk.and_then(sfn_catalog::service);
    Some(Wrong::OfAnother(own.map(|own| (own, known.and_then(|it| near_error(it, error))))))
}

/// Whether a prefix was meant for another.
fn is_near(prefix: &str, own: &str) -> bool {
    prefix.eq_ignore_ascii_case(own) || prefix.ends_with(own) || suggest::nearest(prefix, [own]).is_some()
}

/// Services that are called through the AWS SDK only, and often.
const SDK_ONLY: &[&str] = &["S3", "SecretsManager"];

/// Whether the errors of a service that machines often call start so, in either kind of call.
pub(super) fn is_service(prefix: &str) -> bool {
    SDK_ONLY.contains(&prefix)
        || catalog::services().any(|it| {
            it.errors.contains(&prefix)
                || !it.errors.is_empty()
                    && it.sdk.and_then(sfn_catalog::service).is_some_and(|it| it.error_prefix() == prefix)
        })
}
