//! Amazon API Gateway: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "apigateway",
    title: "Amazon API Gateway",
    sdk: Some("apigateway"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html",
    actions: &[Action {
        name: "invoke",
        patterns: &[RequestResponse, WaitForTaskToken],
        required: &["ApiEndpoint", "Method"],
        optional: &[
            "Headers",
            "Stage",
            "Path",
            "QueryParameters",
            "RequestBody",
            "AllowNullValues",
            "AuthType",
        ],
        grants: &[allow(&["execute-api:Invoke"], &[By(special::api)])],
        ..Action::BASE
    }],
};
