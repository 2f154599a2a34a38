//! The policy of a machine, as a user gets it: constants in ARNs, substitutions, reasons.
#![cfg(feature = "macros")]

use sfn_runtime::{Policy, state_machine};

const TABLE: &str = "orders";
const TABLE_ARN: &str = "arn:aws:dynamodb:eu-west-1:210987654321:table/shared";
const QUEUE_URL: &str = "https://sqs.eu-west-1.amazonaws.com/123456789012/reviews";
const CHILD: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";

state_machine! {
    machine Orders {
        resource reviews: sqs::Queue;
        resource audit: dynamodb::Table;
        resource fixed: dynamodb::Table = TABLE;
        "Put": dynamodb::putItem { TableName: TABLE, Item: {} };
        "Put there": dynamodb::putItem { TableName: TABLE_ARN, Item: {} };
        "Put fixed": dynamodb::putItem { TableName: fixed, Item: {} };
        "Audit": dynamodb::putItem { TableName: audit, Item: {} };
        "Send": sqs::sendMessage { QueueUrl: QUEUE_URL, MessageBody: "x" };
        "Send here": sqs::sendMessage { QueueUrl: reviews, MessageBody: "x" };
        "Start": states::startExecution.sync { StateMachineArn: CHILD };
        #[distributed(express)]
        "Each": for $ in $.items { pass; }
    }
}

fn statement(sid: &str) -> &'static sfn_runtime::Statement {
    Orders::STATEMENTS.iter().find(|it| it.sid == sid).unwrap_or_else(|| panic!("no {sid}"))
}

#[test]
fn constants_are_part_of_arns_or_whole_ones() {
    assert_eq!(
        statement("DynamodbPutItem").resources,
        [
            "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${audit}",
            "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders",
            "arn:aws:dynamodb:eu-west-1:210987654321:table/shared",
        ]
    );
    assert_eq!(
        statement("SqsSendMessage").resources,
        ["${reviews.Arn}", "arn:${AWS::Partition}:sqs:eu-west-1:123456789012:reviews"]
    );
    // The executions of a constant are those of the machine that it names.
    assert!(
        statement("StatesDescribeExecution")
            .resources
            .contains(&"arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:Child:*")
    );
}

#[test]
fn each_statement_has_its_reasons() {
    let reasons = statement("DynamodbPutItem").reasons;
    assert_eq!(reasons.len(), 1);
    assert_eq!(reasons[0].what, "dynamodb:putItem");
    assert_eq!(reasons[0].states, ["Put", "Put there", "Put fixed", "Audit"]);
    let rule = statement("EventsPutTargets").reasons;
    assert_eq!((rule[0].what, rule[0].states), ("states:startExecution.sync", &["Start"][..]));
}

#[test]
fn a_policy_is_json_for_cloudformation_or_filled_in() {
    let policy = Policy::of::<Orders>();
    let open = policy.to_json();
    assert!(open.contains("stateMachine:Orders\""), "{open}");
    assert!(open.contains("table/${audit}"), "{open}");

    let filled = policy.for_machine("orders-prod").to_json_with(|name| match name {
        "AWS::Partition" => Some("aws-cn"),
        "AWS::Region" => Some("cn-north-1"),
        "AWS::AccountId" => Some("111122223333"),
        "audit" => Some("arn:aws-cn:dynamodb:cn-north-1:111122223333:table/audit"),
        "reviews" => Some("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/reviews"),
        _ => None,
    });
    let filled = filled.expect("a value for each");
    assert!(!filled.contains("${"), "{filled}");
    let json: serde_json::Value = serde_json::from_str(&filled).expect("JSON");
    let resources: Vec<&str> = json["Statement"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|it| match &it["Resource"] {
            serde_json::Value::String(one) => vec![one.as_str()],
            list => list.as_array().expect("a list").iter().filter_map(|it| it.as_str()).collect(),
        })
        .collect();
    assert!(resources.contains(&"arn:aws-cn:dynamodb:cn-north-1:111122223333:table/audit"), "{resources:?}");
    assert!(resources.contains(&"arn:aws-cn:sqs:cn-north-1:111122223333:reviews"), "{resources:?}");
    assert!(resources.contains(&"arn:aws-cn:states:cn-north-1:111122223333:stateMachine:orders-prod"));

    let missing = policy.to_json_with(|name| (name != "audit").then_some("x"));
    assert_eq!(missing.expect_err("no table").name, "audit");
}
