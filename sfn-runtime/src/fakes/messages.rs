//! SQS and SNS: what was sent.

use serde_json::{Value, json};

use super::{Shared, action, answer, error, id, text, unknown};
use crate::exec::{Call, Reply, Service};
use crate::query::digest;

/// Amazon SQS, as a sender sees it. Every queue exists.
#[derive(Clone, Debug, Default)]
pub struct Sqs(Shared<Vec<(String, String)>>);

impl Sqs {
    /// Empty queues.
    pub fn new() -> Sqs {
        Sqs::default()
    }

    /// The bodies of the messages sent to a queue, in order.
    pub fn messages(&self, queue_url: &str) -> Vec<String> {
        let all = self.0.lock();
        all.iter().filter(|it| it.0 == queue_url).map(|it| it.1.clone()).collect()
    }
}

impl Service for Sqs {
    fn call(&mut self, call: &Call) -> Reply {
        let input = call.input();
        let mut all = self.0.lock();
        let queue = input["QueueUrl"].as_str().unwrap_or_default().to_owned();
        match action(call) {
            "sendMessage" => {
                if input["MessageBody"].is_null() || input["MessageBody"] == "" {
                    let cause = "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: \
                                 400; Error Code: MissingParameter; Proxy: null)";
                    return error(call, "SQS.AmazonSQSException", "Sqs.SqsException", cause);
                }
                let body = text(&input["MessageBody"]);
                let md5 = digest::hash("MD5", body.as_bytes()).unwrap_or_default();
                all.push((queue, body));
                answer(call, all.len(), json!({"MD5OfMessageBody": md5, "MessageId": id(all.len())}))
            }
            "sendMessageBatch" => {
                let mut sent = Vec::new();
                for entry in input["Entries"].as_array().into_iter().flatten() {
                    all.push((queue.clone(), text(&entry["MessageBody"])));
                    sent.push(json!({"Id": entry["Id"], "MessageId": id(all.len())}));
                }
                answer(call, all.len(), json!({"Successful": sent}))
            }
            _ => unknown(call),
        }
    }
}

/// Amazon SNS, as a publisher sees it. Every topic exists.
#[derive(Clone, Debug, Default)]
pub struct Sns(Shared<Vec<Value>>);

impl Sns {
    /// Topics without messages.
    pub fn new() -> Sns {
        Sns::default()
    }

    /// The messages published to a topic, in order.
    pub fn messages(&self, topic_arn: &str) -> Vec<String> {
        let all = self.0.lock();
        all.iter().filter(|it| it["TopicArn"] == topic_arn).map(|it| text(&it["Message"])).collect()
    }

    /// All requests as they were made, in order: attributes, subjects, phone numbers.
    pub fn requests(&self) -> Vec<Value> {
        self.0.lock().clone()
    }
}

impl Service for Sns {
    fn call(&mut self, call: &Call) -> Reply {
        if action(call) != "publish" {
            return unknown(call);
        }
        let mut all = self.0.lock();
        all.push(call.input().clone());
        answer(call, all.len(), json!({"MessageId": id(all.len())}))
    }
}
