//! A workflow whose types are those of the function that it calls.

use contract::{Charge, ChargeError, Order, Receipt};
use sfn_runtime::state_machine;

state_machine! {
    /// Charges an order, and tells why not.
    #[timeout(1h)]
    pub machine Checkout(Order) {
        resource charge: lambda::Function<Charge, Receipt, ChargeError>;
        resource orders: dynamodb::Table;

        #[retry("BankBusy", interval = 1m, max_attempts = 3)]
        "Charge": $.receipt = charge { orderId: $.orderId, amount: $.total } catch {
            "CardDeclined" as $.error => {
                fail "CardDeclined", $.error.Cause;
            }
        };
        "Record": dynamodb::putItem {
            TableName: orders,
            Item: { id: S($.orderId), receipt: S($.receipt.number), charged: N($.receipt.charged) },
        };
    }
}
