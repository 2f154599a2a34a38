//! The workflow and the very code of its function, in one process.

use lambda_runtime::{Context, LambdaEvent};
use serde_json::json;
use sfn_runtime::exec::{Call, Execution, Executor, Reply, asynchronous};
use workflow::Checkout;

/// Calls the handler as Lambda would.
async fn charge(call: Call) -> Reply {
    let payload = match serde_json::from_value(call.input().clone()) {
        Ok(payload) => payload,
        Err(error) => return Reply::error("Runtime.InvalidInput", error.to_string()),
    };
    match charge::handle(LambdaEvent::new(payload, Context::default())).await {
        Ok(receipt) => Reply::ok(json!(receipt)),
        Err(error) => Reply::error(error.error_type, error.error_message),
    }
}

async fn checkout(total: u64) -> Execution {
    let mut executor = Executor::of::<Checkout>()
        .expect("a definition")
        .mock("Charge", asynchronous(charge))
        .mock("Record", |call: &Call| {
            let item =
                json!({ "id": { "S": "o-1" }, "receipt": { "S": "r-o-1" }, "charged": { "N": "1200" } });
            assert_eq!(call.input()["Item"], item);
            Reply::ok(json!({}))
        });
    executor.run_async(json!({ "orderId": "o-1", "total": total })).await.expect("every task has a mock")
}

#[tokio::test]
async fn an_order_is_charged_and_recorded() {
    let execution = checkout(1_200).await;
    execution.assert_succeeded().assert_visited(&["Charge", "Record"]);
}

#[tokio::test]
async fn a_refusal_of_the_bank_is_told() {
    let execution = checkout(120_000).await;
    execution.assert_failed("CardDeclined");
    assert_eq!(execution.cause(), Some("the bank refuses the card"));
}

#[tokio::test]
async fn a_busy_bank_is_asked_three_times_more() {
    let execution = checkout(1_200_000).await;
    execution.assert_failed("BankBusy");
    let calls = execution.history().iter().filter(|it| it.kind() == "LambdaFunctionFailed").count();
    assert_eq!(calls, 4);
}
