//! Amazon API Gateway: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>

use crate::catalog::grant::On;
use crate::catalog::grant::allow;
use crate::catalog::limit::Rule::{Among, By, List};
use crate::catalog::limit::{Limit, METHODS};
use crate::catalog::model::{Action, Service};
use crate::check::headers;
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "apigateway",
    title: "Amazon API Gateway",
    sdk: Some("apigateway"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html",
    errors: &["ApiGateway"],
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
        limits: &[
            Limit("Method", Among(METHODS)),
            Limit("AuthType", Among(&["NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY"])),
            Limit("Headers", By(headers::check_api)),
            Limit("Headers.{}", List),
            Limit("QueryParameters.{}", List),
        ],
        grants: &[allow(&["execute-api:Invoke"], &[On::By(special::api)])],
        ..Action::BASE
    }],
};
