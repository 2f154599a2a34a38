//! Amazon SQS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::limit::Rule::{Count, EndsNeeds, Length, Range, Text, Where};
use crate::catalog::limit::{Limit, NUMBER};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "sqs",
    title: "Amazon SQS",
    sdk: Some("sqs"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html",
    errors: &["SQS", "AmazonSQS"],
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
        limits: &[
            Limit("QueueUrl", EndsNeeds(".fifo", "MessageGroupId")),
            Limit("DelaySeconds", Range(0.0, 900.0)),
            Limit("MessageAttributes", Count(0, 10)),
            Limit("MessageGroupId", Length(1, 128)),
            Limit("MessageDeduplicationId", Length(1, 128)),
            Limit("MessageAttributes.{}.StringValue", Text),
            Limit("MessageAttributes.{}", Where("DataType", "Number", NUMBER)),
        ],
        grants: &[allow(&["sqs:SendMessage"], &[By(special::queue)])],
        ..Action::BASE
    }],
};
