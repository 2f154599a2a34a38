#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        dynamodb::putItem { TableName: $.table, Item: {} };
        athena::getQueryResults { QueryExecutionId: $.id };
        #[allow(ASL15001, reason = "the tenant's table")]
        dynamodb::deleteItem { TableName: $.table, Key: {} };
    }
}

fn main() {}
