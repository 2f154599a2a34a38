//! Amazon SQS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "sqs",
    title: "Amazon SQS",
    sdk: Some("sqs"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html",
    actions: &[Action {
        name: "sendMessage",
        api: Some("sqs:sendMessage"),
        patterns: &[RequestResponse, WaitForTaskToken],
        required: &["QueueUrl", "MessageBody"],
        optional: &[
            "DelaySeconds",
            "MessageAttributes",
            "MessageSystemAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
        ],
        grants: &[allow(&["sqs:SendMessage"], &[By(special::queue)])],
        ..Action::BASE
    }],
};
