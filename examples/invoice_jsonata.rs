//! Adds up an invoice: a machine in JSONata, where expressions need no states of their own.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Prices a basket, gives regular customers a discount, and sends the invoice.
    #[query_language(JSONata)]
    #[timeout(5m)]
    pub machine Invoice {
        resource customers: dynamodb::Table;
        resource invoices: sns::Topic;

        "Find customer": let customer = dynamodb::getItem {
            TableName: customers,
            Key: { id: S($.customerId) },
        };
        "Add up": let total = {% $sum($states.input.lines.(price * quantity)) %};
        "Regular?": if {% $number($customer.Item.orders.N) >= 10 and $total >= 100 %} {
            "Discount": let total = $total * 0.9;
        }
        "Send": sns::publish {
            TopicArn: invoices,
            Subject: format!("Invoice for {}", $.customerId),
            Message: { total: $total, lines: $.lines, issued: {% $now() %} },
        };
    }
}

fn main() {
    show::<Invoice>();
}
