use sfn_runtime::state_machine;

state_machine! {
    pub machine OrderFlow {
        resource charge: lambda::Function;
        resource orders: dynamodb::Table;

        "Charge card": $.receipt = charge { orderId: $.order.id, amount: $.order.total }
            catch { "CardDeclined" as $.error => goto "Recrd" };

        "Record": dynamodb::put_item { TableName: orders, Item: { id: S($.order.id) } };
    }
}

fn main() {}
