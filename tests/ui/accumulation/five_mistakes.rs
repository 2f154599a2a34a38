use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource charge: lambda::Function;
        resource orders: dynamodb::Tabel;

        "Charge": $.receipt = chrage { id: $.order.id };
        "Wait": wait 5min;
        "Decide": if $.total > $.limit { goto "Charge"; }
        "Record": dynamodb::putItem { TableName: orders, Itm: { id: S($.order.id) } };
    }
}

fn main() {}
