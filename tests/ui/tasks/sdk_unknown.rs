use sfn_runtime::state_machine;

state_machine! {
    machine Unknown {
        aws_sdk::states::describeExecution { ExecutionArn: $.arn };
        aws_sdk::dynamodb::purgeTable { TableName: "t" };
        "By case": aws_sdk::dynamodb::getitem { TableName: "t", Key: { id: "x" } };
        aws_sdk::dynamodb::getItem { TableName: "t", Key: { id: "x" }, ConsistentReads: true, ReadSpeed: "FAST" };
        #[allow(ASL11005)]
        "Meant": aws_sdk::dynamodb::getItem { TableName: "t", Key: { id: "x" }, ReadSpeed: "FAST" };
    }
}

fn main() {}
