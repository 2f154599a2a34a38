//! Headers that a request of Step Functions cannot have.

use crate::diag::Diagnostics;
use crate::diag::messages::parameters as messages;
use crate::value::{Value, ValueKind, is_open};

/// Refused when the machine is created: "The 'Headers' field contains unsupported values".
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>
const OF_API: &[&str] = &[
    "authorization",
    "connection",
    "content-md5",
    "expect",
    "host",
    "max-forwards",
    "proxy-authenticate",
    "server",
    "te",
    "transfer-encoding",
    "trailer",
    "upgrade",
    "via",
    "www-authenticate",
];

/// The Task fails with `States.Runtime`.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>
const OF_HTTP: &[&str] = &[
    "a-im",
    "accept-charset",
    "accept-datetime",
    "accept-encoding",
    "cache-control",
    "connection",
    "content-encoding",
    "content-md5",
    "date",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "origin",
    "pragma",
    "proxy-authorization",
    "referer",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "warning",
];

const PREFIXES: &[&str] = &["x-forwarded", "x-amz", "x-amzn"];

pub(crate) fn check_api(cx: &mut Diagnostics, headers: &Value) {
    check(cx, headers, OF_API, true);
}

pub(crate) fn check_http(cx: &mut Diagnostics, headers: &Value) {
    check(cx, headers, OF_HTTP, false);
}

fn check(cx: &mut Diagnostics, headers: &Value, reserved: &[&str], is_refused: bool) {
    let ValueKind::Object(fields) = &headers.kind else { return };
    for field in fields.iter().filter(|it| !is_open(&it.key.value)) {
        let name = field.key.value.to_ascii_lowercase();
        if reserved.contains(&name.as_str()) || PREFIXES.iter().any(|it| name.starts_with(it)) {
            messages::header(cx, &field.key, is_refused);
        }
    }
}
