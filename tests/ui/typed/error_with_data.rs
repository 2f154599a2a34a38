use sfn_runtime::{Shape, state_machine};

mod types;
use types::{Charge, Order, Receipt};

#[derive(Shape)]
pub enum Refused {
    CardDeclined { code: String },
    #[serde(rename = "Bank.Busy")]
    BankBusy(u32),
    Unknown,
}

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt, Refused>;

        charge { orderId: $.orderId, amount: $.total }
            catch {
                "CardDeclined" | "Unknown" => fail "Declined",
                "CardDeclind" => fail "Slip",
            };
    }
}

fn main() {}
