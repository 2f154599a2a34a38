//! SQS and SNS: what was sent.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Refused, Shared, action, answer, id, text, unknown};
use crate::exec::{Call, Reply, Service};
use crate::query::digest;

/// Amazon SQS, as a sender sees it. Every queue exists, unless [some](Sqs::queue) are named.
#[derive(Clone, Debug, Default)]
pub struct Sqs(Shared<Queues>);

#[derive(Debug, Default)]
struct Queues {
    named: BTreeSet<String>,
    /// URL and body.
    messages: Vec<(String, String)>,
}

impl Sqs {
    /// Empty queues.
    pub fn new() -> Sqs {
        Sqs::default()
    }

    /// A queue that exists; any that is not named does not.
    #[must_use]
    pub fn queue(self, url: impl Into<String>) -> Sqs {
        self.0.lock().named.insert(url.into());
        self
    }

    /// The bodies of the messages sent to a queue, in order.
    pub fn messages(&self, queue_url: &str) -> Vec<String> {
        let all = self.0.lock();
        all.messages.iter().filter(|it| it.0 == queue_url).map(|it| it.1.clone()).collect()
    }
}

impl Service for Sqs {
    fn call(&mut self, call: &Call) -> Reply {
        let input = call.input();
        let mut queues = self.0.lock();
        let queue = input["QueueUrl"].as_str().unwrap_or_default().to_owned();
        if !queues.named.is_empty() && !queues.named.contains(&queue) {
            let code = "AWS.SimpleQueueService.NonExistentQueue";
            return refused(call, "QueueDoesNotExistException", code, "The specified queue does not exist.");
        }
        let missing = |entry: &Value| {
            let is_empty = |name: &str| entry[name].is_null() || entry[name] == "";
            let wanted = ["MessageBody", "MessageGroupId"];
            let wanted = &wanted[..1 + usize::from(queue.ends_with(".fifo"))];
            let missing = wanted.iter().find(|it| is_empty(it))?;
            Some(format!("The request must contain the parameter {missing}."))
        };
        match action(call) {
            "sendMessage" => {
                if let Some(cause) = missing(input) {
                    return refused(call, "", "MissingParameter", &cause);
                }
                let sent = sent(call, &mut queues, queue, input);
                answer(call, queues.messages.len(), sent)
            }
            "sendMessageBatch" => {
                let (mut done, mut failed) = (Vec::new(), Vec::new());
                let entries = input["Entries"].as_array().map(Vec::as_slice).unwrap_or_default();
                if entries.is_empty() {
                    return refused(
                        call,
                        "EmptyBatchRequestException",
                        "AWS.SimpleQueueService.EmptyBatchRequest",
                        "There should be at least one SendMessageBatchRequestEntry in the request.",
                    );
                }
                for entry in entries {
                    if let Some(why) = missing(entry) {
                        failed.push(json!({
                            "Id": entry["Id"], "Code": "MissingParameter", "Message": why, "SenderFault": true,
                        }));
                        continue;
                    }
                    let mut sent = sent(call, &mut queues, queue.clone(), entry);
                    sent["Id"] = entry["Id"].clone();
                    done.push(sent);
                }
                answer(call, queues.messages.len(), json!({"Successful": done, "Failed": failed}))
            }
            _ => unknown(call),
        }
    }
}

fn sent(call: &Call, queues: &mut Queues, queue: String, entry: &Value) -> Value {
    let body = text(&entry["MessageBody"]);
    let md5 = digest::hash("MD5", body.as_bytes()).unwrap_or_default();
    queues.messages.push((queue, body));
    let name = if call.service().starts_with("aws-sdk:") { "Md5OfMessageBody" } else { "MD5OfMessageBody" };
    json!({name: md5, "MessageId": id(queues.messages.len())})
}

/// `name` is empty for what has no class of its own.
fn refused(call: &Call, name: &str, code: &str, cause: &str) -> Reply {
    let (optimised, sdk) = (format!("SQS.{name}"), format!("Sqs.{name}"));
    let names = match name {
        "" => ["SQS.AmazonSQSException", "Sqs.SqsException"],
        _ => [optimised.as_str(), sdk.as_str()],
    };
    Refused { names, services: ["AmazonSQS", "Sqs"], status: 400, code }.with(call, cause)
}

/// Amazon SNS, as a publisher sees it. Every topic exists, unless [some](Sns::topic) are named.
#[derive(Clone, Debug, Default)]
pub struct Sns(Shared<Topics>);

#[derive(Debug, Default)]
struct Topics {
    named: BTreeSet<String>,
    requests: Vec<Value>,
}

impl Sns {
    /// Topics without messages.
    pub fn new() -> Sns {
        Sns::default()
    }

    /// A topic that exists; any that is not named does not.
    #[must_use]
    pub fn topic(self, arn: impl Into<String>) -> Sns {
        self.0.lock().named.insert(arn.into());
        self
    }

    /// The messages published to a topic, in order.
    pub fn messages(&self, topic_arn: &str) -> Vec<String> {
        let all = self.0.lock();
        let here = all.requests.iter().filter(|it| topic(it) == topic_arn);
        here.map(|it| text(&it["Message"])).collect()
    }

    /// All requests as they were made, in order: attributes, subjects, phone numbers.
    pub fn requests(&self) -> Vec<Value> {
        self.0.lock().requests.clone()
    }
}

fn topic(request: &Value) -> &str {
    request["TopicArn"].as_str().or_else(|| request["TargetArn"].as_str()).unwrap_or_default()
}

impl Service for Sns {
    fn call(&mut self, call: &Call) -> Reply {
        if action(call) != "publish" {
            return unknown(call);
        }
        let mut topics = self.0.lock();
        let request = call.input();
        let services = ["AmazonSNS", "Sns"];
        if request["Message"].is_null() || request["Message"] == "" {
            let names = ["SNS.InvalidParameterException", "Sns.InvalidParameterException"];
            let refused = Refused { names, services, status: 400, code: "InvalidParameter" };
            return refused.with(call, "Invalid parameter: Empty message");
        }
        if !topics.named.is_empty()
            && request["PhoneNumber"].is_null()
            && !topics.named.contains(topic(request))
        {
            let names = ["SNS.NotFoundException", "Sns.NotFoundException"];
            let refused = Refused { names, services, status: 404, code: "NotFound" };
            return refused.with(call, "Topic does not exist");
        }
        topics.requests.push(request.clone());
        answer(call, topics.requests.len(), json!({"MessageId": id(topics.requests.len())}))
    }
}
