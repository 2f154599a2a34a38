//! Amazon SNS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "sns",
    title: "Amazon SNS",
    sdk: Some("sns"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html",
    actions: &[Action {
        name: "publish",
        api: Some("sns:publish"),
        patterns: &[RequestResponse, WaitForTaskToken],
        required: &["Message"],
        optional: &[
            "TopicArn",
            "TargetArn",
            "PhoneNumber",
            "Subject",
            "MessageStructure",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
        ],
        ..Action::BASE
    }],
};
