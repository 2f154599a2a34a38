//! Parameters.

use super::check_state;

/// A call; expected are codes and the parameter they are at.
#[track_caller]
fn check(resource: &str, parameters: &str, expected: &[&str]) {
    let state = format!(
        r#""Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {{{parameters}}}"#
    );
    let expected: Vec<String> = expected
        .iter()
        .map(|it| it.split_once(' ').expect("a code and a place"))
        .map(|(code, place)| format!("{code}@/States/A/Parameters{place}"))
        .collect();
    check_state(&state, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn numbers_have_ranges() {
    let cluster = |level: &str, expected: &[&str]| {
        check(
            "elasticmapreduce:createCluster",
            &format!(r#""Name": "c", "Instances": {{}}, {level}"#),
            expected,
        );
    };
    cluster(r#""StepConcurrencyLevel": 1"#, &[]);
    cluster(r#""StepConcurrencyLevel": 256"#, &[]);
    cluster(r#""StepConcurrencyLevel": 0"#, &["11025 /StepConcurrencyLevel"]);
    cluster(r#""StepConcurrencyLevel": 257"#, &["11025 /StepConcurrencyLevel"]);
    cluster(r#""StepConcurrencyLevel.$": "$.level""#, &[]);
    cluster(r#""ReleaseLabel": "5.29.0""#, &["11025 /ReleaseLabel"]);
    cluster(r#""ReleaseLabel": "${Release}""#, &[]);
    cluster(
        r#""AutoTerminationPolicy": {"IdleTimeout": 604801}"#,
        &["11025 /AutoTerminationPolicy/IdleTimeout"],
    );
}

#[test]
fn fleets_have_capacity_and_one_price() {
    let fleet = |fleet: &str, expected: &[&str]| {
        check(
            "elasticmapreduce:createCluster",
            &format!(r#""Name": "c", "Instances": {{"InstanceFleets": [{{{fleet}}}]}}"#),
            expected,
        );
    };
    fleet(r#""InstanceFleetType": "CORE", "TargetSpotCapacity": 1"#, &[]);
    fleet(r#""InstanceFleetType": "CORE""#, &["11026 /Instances/InstanceFleets[0]"]);
    fleet(
        r#""TargetSpotCapacity": 1, "InstanceTypeConfigs": [{"BidPrice": "1", "BidPriceAsPercentageOfOnDemandPrice": 5}]"#,
        &["11026 /Instances/InstanceFleets[0]/InstanceTypeConfigs[0]/BidPrice"],
    );
}

#[test]
fn headers_are_lists() {
    let call = |headers: &str, expected: &[&str]| {
        check(
            "apigateway:invoke.waitForTaskToken",
            &format!(
                r#""ApiEndpoint": "a", "Method": "GET", "RequestBody": {{"t.$": "$$.Task.Token"}}, "Headers": {{{headers}}}"#
            ),
            expected,
        );
    };
    call(r#""A": ["x"]"#, &[]);
    call(r#""A.$": "States.Array($$.Task.Token)""#, &[]);
    call(r#""A.$": "$.headers""#, &[]);
    call(r#""A": "x""#, &["11025 /Headers/A"]);
    call(r#""A.$": "$$.Task.Token""#, &["11025 /Headers/A.$"]);
}

#[test]
fn lists_and_texts_have_lengths() {
    let query = |parameters: &str, expected: &[&str]| {
        check(
            "athena:startQueryExecution",
            &format!(r#""QueryString": "q", "ExecutionParameters": {parameters}"#),
            expected,
        );
    };
    query(r#"["a"]"#, &[]);
    query("[]", &["11025 /ExecutionParameters"]);
    query(&format!(r#"["a", "{}"]"#, "x".repeat(1025)), &["11025 /ExecutionParameters[1]"]);
    let job = |more: &str, expected: &[&str]| {
        check(
            "batch:submitJob",
            &format!(r#""JobName": "j", "JobQueue": "q", "JobDefinition": "d", {more}"#),
            expected,
        );
    };
    job(r#""Tags": {"a": "b"}"#, &[]);
    job(r#""ArrayProperties": {"Size": 10001}"#, &["11025 /ArrayProperties/Size"]);
    job(r#""Timeout": {"AttemptDurationSeconds": 59}"#, &["11025 /Timeout/AttemptDurationSeconds"]);
    job(
        r#""ContainerOverrides": {"Environment": [{"Name": "AWS_BATCH_X", "Value": "y"}]}"#,
        &["11025 /ContainerOverrides/Environment[0]/Name"],
    );
}

#[test]
fn queues_and_topics_in_order_need_a_group() {
    let send = |more: &str, expected: &[&str]| {
        let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo";
        check("sqs:sendMessage", &format!(r#""QueueUrl": "{url}", "MessageBody": "x"{more}"#), expected);
    };
    send("", &["11022 /QueueUrl"]);
    send(r#", "MessageGroupId": "g""#, &[]);
    check(
        "sns:publish",
        r#""TopicArn": "arn:aws:sns:us-east-1:123456789012:t.fifo", "Message": "x",
            "MessageAttributes": {"a": {"DataType": "String", "StringValue": 5}}"#,
        &["11022 /TopicArn", "11025 /MessageAttributes/a/StringValue"],
    );
}

#[test]
fn what_is_asked_of_a_schedule() {
    check(
        "aws-sdk:scheduler:createSchedule",
        r#""Name": "n", "ScheduleExpression": "rate(1 day)", "ClientToken": "a b", "GroupName": "",
            "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 0},
            "Target": {"Arn": "a", "RoleArn": "r", "RetryPolicy": {"MaximumRetryAttempts": 186}}"#,
        &[
            "11025 /ClientToken",
            "11025 /GroupName",
            "11025 /FlexibleTimeWindow/MaximumWindowInMinutes",
            "11025 /Target/RetryPolicy/MaximumRetryAttempts",
        ],
    );
}

#[test]
fn one_of_two_is_needed_and_one_of_two_is_enough() {
    check("bedrock:invokeModel", r#""ModelId": "m""#, &["11026 "]);
    check("bedrock:invokeModel", r#""ModelId": "m", "Body": {}"#, &[]);
    check(
        "sagemaker:createTrainingJob",
        r#""TrainingJobName": "j", "RoleArn": "r", "OutputDataConfig": {},
            "AlgorithmSpecification": {"AlgorithmName": "a_b", "TrainingImage": "i"}"#,
        &["11026 /AlgorithmSpecification/AlgorithmName", "11025 /AlgorithmSpecification/AlgorithmName"],
    );
}
