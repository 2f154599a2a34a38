//! HTTPS endpoints: <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "http",
    title: "HTTPS endpoints",
    sdk: None,
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html",
    actions: &[Action {
        name: "invoke",
        patterns: &[RequestResponse],
        required: &["ApiEndpoint", "Method"],
        optional: &[
            "Authentication",
            "InvocationConfig",
            "QueryParameters",
            "RequestBody",
            "Headers",
            "Transform",
        ],
        ..Action::BASE
    }],
};
