//! Amazon EventBridge: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{BeginsNot, Count};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "events",
    title: "Amazon EventBridge",
    sdk: Some("eventbridge"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html",
    errors: &["EventBridge"],
    actions: &[Action {
        name: "putEvents",
        api: Some("eventbridge:putEvents"),
        patterns: &[RequestResponse, WaitForTaskToken],
        required: &["Entries"],
        optional: &["EndpointId"],
        limits: &[Limit("Entries", Count(1, 10)), Limit("Entries[].Source", BeginsNot("aws."))],
        grants: &[allow(&["events:PutEvents"], &[By(special::buses)])],
        ..Action::BASE
    }],
};
