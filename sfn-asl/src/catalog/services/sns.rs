//! Amazon SNS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::limit::Rule::{EndsNeeds, Length, Like, OneOf, Text, Where};
use crate::catalog::limit::{Limit, NUMBER};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "sns",
    title: "Amazon SNS",
    sdk: Some("sns"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html",
    errors: &["SNS", "AmazonSNS"],
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
        limits: &[
            Limit("", OneOf(&["TopicArn", "TargetArn", "PhoneNumber"])),
            Limit("TopicArn", EndsNeeds(".fifo", "MessageGroupId")),
            Limit("MessageGroupId", Length(1, 128)),
            Limit("MessageDeduplicationId", Length(1, 128)),
            Limit("MessageAttributes.{}.StringValue", Text),
            Limit("MessageAttributes.{}.BinaryValue", Text),
            Limit("MessageAttributes.{}", Where("DataType", "Number", NUMBER)),
            Limit("MessageAttributes.{}", Where("DataType", "String.Array", ARRAY)),
            Limit("Subject", Length(1, 100)),
        ],
        grants: &[allow(&["sns:Publish"], &[By(special::topic)])],
        ..Action::BASE
    }],
};

/// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html>: "an array, formatted as a string". To SQS the
/// same name is a type of the author's own.
const ARRAY: &[Limit] =
    &[Limit("StringValue", Like(is_array, "text of a list, as `[\"a\", 1, true, null]` is, or a list"))];

fn is_array(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('[') && text.ends_with(']')
}
