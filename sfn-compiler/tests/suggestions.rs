//! Whatever has a name and is misspelt, the name that was meant is suggested: one row for each kind of name. And of one
//! mistake one thing is said.

const DECLARATIONS: &str = "resource charge: lambda::Function; resource orders: dynamodb::Table;";

/// The kind of name, statements (or machines) in which one is misspelt, and the name that was meant.
const ROWS: &[(&str, &str, &str)] = &[
    // Of the machine.
    ("state", r#"goto "Puase"; "Pause": wait 1s;"#, "Pause"),
    ("loop", "'outer: loop { wait 1s; break 'outre; }", "'outer"),
    ("variable", "let total = 1; $.x = $toatl;", "$total"),
    ("variable without its dollar", "let total = 1; let double = total;", "$total"),
    ("resource", "dynamodb::getItem { TableName: ordrs, Key: { id: S($.id) } };", "orders"),
    ("function", "chrage { id: $.id };", "charge"),
    ("type of resource", "resource other: lambda::Funktion; other {};", "lambda::Function"),
    ("retry policy", "retry policy stubborn = retry(States.ALL); #[retry(stuborn)] charge {};", "stubborn"),
    ("key", "#[encryption(ky)] machine M { resource key: kms::Key; wait 1s; }", "key"),
    ("role", "resource role: iam::Role; #[credentials(rol)] charge {};", "role"),
    // Of the language.
    ("statement", "succed;", "succeed"),
    ("attribute of a machine", "#[qery_language(JSONata)] machine M { wait 1s; }", "query_language"),
    ("attribute of a statement", "#[timeot(1s)] charge {};", "timeout"),
    ("argument of an attribute", "#[retry(States.ALL, max_attemts = 3)] charge {};", "max_attempts"),
    ("advice", "#[warn(hint)] pass;", "hints"),
    ("option behind a value", "charge($, iam_resource: []);", "iam_resources"),
    (
        "option among parameters",
        r#"lambda::invoke { FunctionName: "f:1", retry_on_service_exception: false };"#,
        "retry_on_service_exceptions",
    ),
    (
        "option of a reader",
        r#"#[distributed(express)] for $ in s3::getObject { Bucket: "b", Key: "k", input_typ: CSV } { wait 1s; }"#,
        "input_type",
    ),
    ("type of executions", "#[distributed(standrad)] for $ in $.items { wait 1s; }", "standard"),
    ("macro", r#"$.x = fromat!("{}", $.a);"#, "format!"),
    ("literal", "$.x = { a: ture };", "true"),
    ("query language", "#[query_language(JSONAta)] machine M { wait 1s; }", "JSONata"),
    // Of ASL.
    ("type of state", r#"state "A" = { "Type": "Wiat", "Seconds": 3, "End": true };"#, "Wait"),
    ("field", r#"state "A" = { "Type": "Wait", "Secnods": 3, "End": true };"#, "Seconds"),
    ("operator", r#"if StringMatch($.x, "a*") { wait 1s; } succeed;"#, "StringMatches"),
    (
        "operator in JSON",
        r#"state "A" = { "Type": "Choice", "Choices": [{ "Variable": "$.x", "StringEqual": "a", "Next": "B" }], "Default": "B" };
           "B": succeed;"#,
        "StringEquals",
    ),
    ("value of a field", "#[retry(States.ALL, jitter = FUL)] charge {};", "FULL"),
    ("error of the service", "#[timeout(1s)] #[retry(States.Timout)] charge {};", "States.Timeout"),
    ("caught error", "charge {} catch { States.TaskFaild => { wait 1s; } }", "States.TaskFailed"),
    ("field of the context", "$.x = $$.Execution.Nam;", "Name"),
    ("intrinsic function", "let x = States.MathAd(1, 2); $.x = $x;", "States.MathAdd"),
    ("function of a path", r#"$.x = jsonpath!("$.a.legnth()");"#, "length"),
    // Of JSONata.
    ("function of JSONata", r#"#[jsonata] $ = {% $upercase("a") %};"#, "$uppercase"),
    ("member of $states", "#[jsonata] $ = {% $states.inptu %};", "input"),
    ("$states", "#[jsonata] $ = {% $stats.input %};", "$states"),
    ("field of the context in JSONata", "#[jsonata] $ = {% $states.context.Execution.Nam %};", "Name"),
    ("hash", r#"#[jsonata] $ = {% $hash("a", "sha256") %};"#, "SHA-256"),
    // Of services.
    ("service", r#"sqss::sendMessage { QueueUrl: "q", MessageBody: "m" };"#, "sqs"),
    ("action", r#"sqs::sendMesage { QueueUrl: "q", MessageBody: "m" };"#, "sendMessage"),
    (
        "pattern",
        r#"sqs::sendMessage.waitForTaskTokn { QueueUrl: "q", MessageBody: $$.Task.Token };"#,
        "waitForTaskToken",
    ),
    ("parameter", r#"sqs::sendMessage { QueueUrl: "q", MessageBdy: "m" };"#, "MessageBody"),
    ("service of the SDK", "aws_sdk::dynamo::listTables {};", "dynamodb"),
    ("action of the SDK", "aws_sdk::dynamodb::listTabels {};", "listTables"),
    ("parameter of the SDK", "aws_sdk::dynamodb::listTables { Limitt: 3 };", "Limit"),
    (
        "value of a parameter",
        r#"lambda::invoke { FunctionName: "f:1", InvocationType: "Evnt", Payload: $ };"#,
        "Event",
    ),
    (
        "error of a service",
        r#"#[retry("DynamoDb.ConditionalCheckFaildException")] aws_sdk::dynamodb::listTables {};"#,
        "DynamoDb.ConditionalCheckFailedException",
    ),
    (
        "error of a service, as another kind of call names it",
        r#"#[retry("DynamoDB.ConditionalCheckFaildException")] aws_sdk::dynamodb::listTables {};"#,
        "DynamoDb.ConditionalCheckFailedException",
    ),
    (
        "error of a function's service",
        r#"#[retry("lambda.TooManyRequestException")] task "arn:aws:lambda:eu-west-1:123456789012:function:f" {};"#,
        "Lambda.TooManyRequestsException",
    ),
];

#[test]
fn every_kind_of_name_is_suggested() {
    let mut silent = Vec::new();
    for (kind, source, meant) in ROWS {
        let source = match source.contains("machine ") {
            true => (*source).to_owned(),
            false => format!("#[timeout(1d)] machine Flow {{ {DECLARATIONS} {source} }}"),
        };
        let found = sfn_compiler::compile(source.parse().expect("tokens")).findings;
        let helps: Vec<&str> = found.iter().filter_map(|it| it.help.as_deref()).collect();
        if !helps.iter().any(|it| it.contains(&format!("`{meant}`"))) {
            let said: Vec<String> = found.iter().map(sfn_compiler::emit::message).collect();
            silent.push(format!("{kind}: `{meant}` is not suggested: {said:#?}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Statements with one mistake each, and its code.
const MISTAKES: &[(&str, u16)] = &[
    ("$.x = event.y;", 102),
    ("$.x = order.id;", 102),
    ("charge { id: input.id };", 131),
    ("charge { id: event };", 101),
    ("charge { id = $.id };", 1),
    ("charge { id: $.id, id: $.id };", 1009),
    ("charge($.a, $.b);", 51),
    ("unknown { id: $.id };", 102),
    ("$.x = uuid();", 102),
    ("$.x = format(\"{}\", $.y);", 102),
    ("$.x = $.y as i32;", 62),
    ("wait $.seconds as u64;", 62),
    ("charge.sync {};", 162),
    ("orders { id: 1 };", 103),
    ("break;", 107),
    ("continue;", 107),
    ("wait 1s; break 'x;", 107),
    ("loop { wait 1s; break 'x; }", 107),
    ("let r = charge {}; $.y = r.Payload;", 173),
    ("let x = 1; $x = 5;", 36),
    ("let mut x = 5;", 37),
    ("x = 5;", 84),
    ("$.a == 1;", 32),
    ("if $.a = 1 { wait 1s; } succeed;", 61),
    ("if $.a { wait 1s; } succeed;", 150),
    ("if event.a == 1 { wait 1s; } succeed;", 152),
    ("match event.a { 1 => wait 1s, _ => wait 2s }", 152),
    ("wait \"1s\";", 116),
    ("wait 1ms;", 72),
    ("goto End;", 38),
    ("wait 1s; goto \"Nowhere\";", 2001),
    ("return 5;", 39),
    ("for x in $.xs { wait 1s; }", 43),
    ("for $ in event.items { wait 1s; }", 145),
    ("$.x = format!(\"{} {}\", $.a);", 135),
    ("$.x = if $.a == 1 { 2 } else { 3 };", 34),
    ("sqs::sendMessage;", 11004),
    ("sqs::sendMessage { QueueUrl: \"q\" };", 11005),
    ("sqs::sendMesage { QueueUrl: \"q\", MessageBody: \"m\" };", 11002),
    ("#[allow(ASL9999)] wait 1s;", 115),
    ("#[timeot(1s)] charge {};", 110),
    ("charge {} catch { States.Runtime => { wait 1s; } };", 4006),
    ("charge {} catch { \"A\" => { wait 1s; }, \"A\" => { wait 2s; } };", 4004),
];

#[test]
fn one_mistake_is_one_finding() {
    let mut several = Vec::new();
    for (source, code) in MISTAKES {
        let source = format!("#[timeout(1d)] machine Flow {{ {DECLARATIONS} {source} }}");
        let found = sfn_compiler::compile(source.parse().expect("tokens")).findings;
        if found.iter().map(|it| it.code.0).ne([*code]) {
            let said: Vec<String> = found.iter().map(sfn_compiler::emit::message).collect();
            several.push(format!("{code} was expected of {source}: {said:#?}"));
        }
    }
    assert!(several.is_empty(), "{}", several.join("\n"));
}
