machine Newer {
    #[allow(ASL11002, reason = "launched last week")]
    "New service": aws_sdk::quantumledger2::commitBlock {
        LedgerName: "l",
        iam_action: "quantumledger2:CommitBlock",
        iam_resources: ["*"],
    };
    #[allow(ASL11002)]
    "New action": aws_sdk::dynamodb::purgeTable {
        TableName: "t",
        additional_iam_statements: [{ Action: "dynamodb:PurgeTable", Resource: "*" }],
    };
    #[allow(ASL11005)]
    "New parameter": aws_sdk::dynamodb::getItem { TableName: "t", Key: { id: "x" }, ReadSpeed: "FAST" };
    #[allow(ASL11002)]
    "Says nothing of the role": aws_sdk::dynamodb::purgeTable { TableName: "t" };
    "Not allowed": aws_sdk::dynamodb::purgeTable { TableName: "t", ReadSpeed: 1 };
    "Nor this": aws_sdk::dynamodb::getItem { TableName: "t", Key: { id: "x" }, ReadSpeed: "FAST" };
    "Nearly": aws_sdk::dynamodbb::putItm { TableName: "t" };
}
