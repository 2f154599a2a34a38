//! Charges an order, has big ones reviewed by a person, and records it.

use std::error::Error;

use serde_json::json;
use sfn_examples::{run, show};
use sfn_runtime::exec::{Call, Executor, Reply};
use sfn_runtime::{Shape, state_machine};

/// What an execution is started with.
#[derive(Shape)]
pub struct Request {
    pub order: Order,
}

/// What is charged.
#[derive(Shape)]
pub struct Order {
    pub id: String,
    pub total: f64,
}

/// What the function `charge` takes.
#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    pub order_id: String,
    pub amount: f64,
}

/// What it gives back.
#[derive(Shape)]
pub struct Receipt {
    pub charged: f64,
}

state_machine! {
    /// Charges an order, retrying transient faults, and tells the customer.
    #[timeout(1h)]
    pub machine OrderFlow(Request) {
        resource charge: lambda::Function<Charge, Receipt>;
        resource orders: dynamodb::Table;
        resource reviews: sqs::Queue;
        resource alerts: sns::Topic = "arn:aws:sns:us-east-1:123456789012:alerts";

        #[timeout(30s)]
        "Charge card": $.receipt = charge { orderId: $.order.id, amount: $.order.total }
            catch {
                "CardDeclined" as $.error => {
                    "Tell customer": sns::publish { TopicArn: alerts, Message: $.error.Cause };
                    fail "CardDeclined";
                }
            };

        "Big order?": if $.order.total > 1000 {
            #[heartbeat(1h)]
            "Review": sqs::sendMessage.waitForTaskToken {
                QueueUrl: reviews,
                MessageBody: { orderId: $.order.id, token: $$.Task.Token },
            };
        }

        "Record": dynamodb::putItem {
            TableName: orders,
            Item: { id: S($.order.id), total: N($.order.total) },
        };
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    show::<OrderFlow>();

    // The definition that is deployed, run in this process: each task answers as the mock says.
    let mut executor = Executor::of::<OrderFlow>()?
        .mock("Charge card", |call: &Call| Reply::ok(json!({ "charged": call.input()["amount"] })))
        .mock("Review", Reply::ok(json!({ "approved": true })))
        .mock("Record", Reply::ok(json!({})));
    let execution = executor.run(json!({ "order": { "id": "o-1", "total": 1200 } }))?;
    run(&execution);
    Ok(())
}
