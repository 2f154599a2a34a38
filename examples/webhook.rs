//! Looks up who subscribed to an event and calls them: a choice on data that may be missing, and a catch that goes on.

use sfn_examples::show;
use sfn_runtime::state_machine;

/// Columns of the table, shared with the code that writes it.
pub mod columns {
    /// The kind of rows that hold subscriptions.
    pub const WEBHOOK: &str = "webhook";
}

state_machine! {
    /// Delivers one event to its subscriber, and records what became of it.
    #[timeout(2h)]
    pub machine Webhook {
        resource subscriptions: dynamodb::Table;
        resource calls: sqs::Queue;

        "Find subscription": $.hook = dynamodb::getItem {
            TableName: subscriptions,
            Key: {
                pk: S(format!("{}.{}", $.detail.customerId, $.detail.status)),
                kind: S(columns::WEBHOOK),
            },
        };

        "Anyone there?": if !IsPresent($.hook.Item.url.S) || $.hook.Item.url.S == "" {
            "Nobody": succeed;
        }

        #[heartbeat(5m)]
        #[retry(States.Timeout, interval = 1m, max_attempts = 2, backoff = 2.0)]
        "Deliver": $.outcome = sqs::sendMessage.waitForTaskToken {
            QueueUrl: calls,
            MessageBody: { url: $.hook.Item.url.S, event: $.detail, token: $$.Task.Token },
        } catch {
            /// The subscriber did not answer: that is an outcome too.
            _ as $.outcome => {}
        };

        "Record outcome": dynamodb::updateItem {
            TableName: subscriptions,
            Key: {
                pk: S(format!("{}.{}", $.detail.customerId, $.detail.status)),
                kind: S(columns::WEBHOOK),
            },
            UpdateExpression: "SET lastOutcome = :outcome",
            ExpressionAttributeValues: { ":outcome": S(States.JsonToString($.outcome)) },
        };
    }
}

fn main() {
    show::<Webhook>();
}
