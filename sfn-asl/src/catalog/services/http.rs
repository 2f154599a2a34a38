//! HTTPS endpoints: <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>

use crate::catalog::grant::On::{Arn, By};
use crate::catalog::grant::{Only, allow};
use crate::catalog::limit::Rule::{Among, OneOf};
use crate::catalog::limit::{Limit, METHODS, Rule};
use crate::catalog::model::{Action, Service};
use crate::check::headers;
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "http",
    title: "HTTPS endpoints",
    sdk: None,
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html",
    errors: &[],
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
        limits: &[
            Limit("Method", Among(METHODS)),
            Limit("", OneOf(&["Authentication", "InvocationConfig"])),
            Limit("Authentication", OneOf(&["ConnectionArn"])),
            Limit("InvocationConfig", OneOf(&["ConnectionArn"])),
            Limit("Headers", Rule::By(headers::check_http)),
            Limit("Transform.RequestBodyEncoding", Among(&["NONE", "URL_ENCODED"])),
            Limit(
                "Transform.RequestEncodingOptions.ArrayFormat",
                Among(&["INDICES", "REPEAT", "COMMAS", "BRACKETS"]),
            ),
        ],
        grants: &[
            allow(&["states:InvokeHTTPEndpoint"], &[By(special::machine)]).only(&[
                Only("StringEquals", "states:HTTPMethod", Arn("{text:Method}")),
                Only("StringLike", "states:HTTPEndpoint", Arn("{text:ApiEndpoint}")),
            ]),
            allow(&["events:RetrieveConnectionCredentials"], &[By(special::connection)]),
            allow(
                &["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
                &[By(special::secret)],
            ),
        ],
        ..Action::BASE
    }],
};
