use std::collections::HashMap;

use sfn_runtime::Shape;

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub total: f64,
    pub paid: bool,
    pub customer: Customer,
    pub coupon: Option<Coupon>,
    pub lines: Vec<Line>,
    pub status: Status,
    pub tags: HashMap<String, String>,
    pub extra: serde_json::Value,
    pub payment: Payment,
    pub pair: (u8, String),
    #[serde(rename = "detail-type")]
    pub detail: String,
    #[serde(flatten)]
    pub audit: Audit,
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(skip)]
    pub secret: u8,
    pub parent: Option<Box<Order>>,
}

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    pub first_name: String,
    pub address: Address,
}

#[derive(Shape)]
pub struct Address {
    pub city: String,
    pub zip: String,
}

#[derive(Shape)]
pub struct Coupon {
    pub code: String,
}

#[derive(Shape)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Audit {
    pub created_at: String,
}

#[derive(Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    Open,
    Paid,
    InTransit,
}

#[derive(Shape)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Payment {
    Card { digits: String },
    Bill { iban: String },
}

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    pub order_id: String,
    pub amount: f64,
    pub currency: Option<Currency>,
    #[serde(default)]
    pub attempts: u8,
}

#[derive(Shape)]
#[serde(rename_all = "lowercase")]
pub enum Currency {
    Eur,
    Usd,
}

#[derive(Shape)]
pub struct Receipt {
    pub number: String,
    pub amount: f64,
    pub cleared: Option<bool>,
    pub state: State,
}

#[derive(Shape)]
#[serde(rename_all = "UPPERCASE")]
pub enum State {
    Done,
    Failed,
}

#[derive(Shape)]
pub enum ChargeError {
    CardDeclined,
    BankBusy,
}
