//! AWS Lambda: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "lambda",
    title: "AWS Lambda",
    sdk: Some("lambda"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html",
    errors: &["Lambda"],
    actions: &[Action {
        name: "invoke",
        api: Some("lambda:invoke"),
        patterns: &[RequestResponse, WaitForTaskToken],
        required: &["FunctionName"],
        optional: &[
            "InvocationType",
            "LogType",
            "ClientContext",
            "DurableExecutionName",
            "Payload",
            "Qualifier",
            "TenantId",
        ],
        grants: &[allow(&["lambda:InvokeFunction"], &[By(special::function)])],
        ..Action::BASE
    }],
};
