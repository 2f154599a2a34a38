use sfn_runtime::state_machine;

state_machine! {
    machine Unknown {
        "List": aws_sdk::codecatalyst::listSpaces {};
        "Nothing": aws_sdk::codecatalyst::listSpaces { additional_iam_statements: [] };
        #[allow(ASL11002, reason = "launched last week")]
        "New": aws_sdk::dynamodb::purgeTable { TableName: "t" };
        #[allow(ASL11002, reason = "launched last week")]
        "New, and said": aws_sdk::dynamodb::purgeTable { TableName: "t", iam_action: "dynamodb:PurgeTable" };
    }
}

fn main() {}
