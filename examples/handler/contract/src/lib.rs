//! What the function and the workflow agree on. A field that is renamed here breaks the build of whoever still uses the
//! old name: rustc names the line of the handler, or the segment of the path in the workflow.

use serde::{Deserialize, Serialize};
use sfn_runtime::Shape;

/// What an execution is started with.
#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub total: u64,
}

/// What the function takes.
#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    pub order_id: String,
    /// In cents.
    pub amount: u64,
}

/// What it gives back.
#[derive(Serialize, Deserialize, Shape)]
pub struct Receipt {
    pub number: String,
    pub charged: u64,
}

/// How it fails: the names that `catch` and `retry` know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Shape)]
pub enum ChargeError {
    /// The bank refuses, and will refuse again.
    CardDeclined,
    /// The bank may answer later.
    BankBusy,
}
