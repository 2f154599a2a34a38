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
    cluster(r#""ReleaseLabel": "emr-spark-8.0-preview""#, &[]);
    cluster(r#""ReleaseLabel": "emr-a.b.c""#, &["11025 /ReleaseLabel"]);
    cluster(r#""ReleaseLabel": "emr-""#, &["11025 /ReleaseLabel"]);
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
    fleet(r#""InstanceFleetType": "CORE", "TargetSpotCapacity": 1, "TargetOnDemandCapacity": 0"#, &[]);
    fleet(r#""InstanceFleetType": "CORE", "TargetSpotCapacity.$": "$.n", "TargetOnDemandCapacity": 0"#, &[]);
    fleet(
        r#""InstanceFleetType": "CORE", "TargetSpotCapacity": 0, "TargetOnDemandCapacity": 0"#,
        &["11026 /Instances/InstanceFleets[0]/TargetOnDemandCapacity"],
    );
    fleet(
        r#""InstanceFleetType": "CORE", "TargetSpotCapacity": 0"#,
        &["11026 /Instances/InstanceFleets[0]/TargetSpotCapacity"],
    );
    fleet(
        r#""InstanceFleetType": "CORE", "TargetSpotCapacity": 1, "InstanceTypeConfigs": [{"InstanceType": "m5.xlarge", "BidPrice": "1", "BidPriceAsPercentageOfOnDemandPrice": 5}]"#,
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
fn endpoints_are_called_as_they_can_be() {
    check(
        "apigateway:invoke",
        r#""ApiEndpoint": "a", "Method": "FETCH", "AuthType": "IAM",
            "Headers": {"Authorization": ["x"], "X-Amz-Date": ["x"], "Accept": ["x"]}"#,
        &["11025 /Method", "11025 /AuthType", "11025 /Headers/Authorization", "11025 /Headers/X-Amz-Date"],
    );
    let connection =
        r#""Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"}"#;
    check(
        "http:invoke",
        &format!(
            r#""ApiEndpoint": "https://a", "Method": "get", {connection}, "Headers": {{"host": "a", "Accept": "x"}},
               "Transform": {{"RequestBodyEncoding": "JSON", "RequestEncodingOptions": {{"ArrayFormat": "NONE"}}}}"#
        ),
        &[
            "11025 /Method",
            "11025 /Headers/host",
            "11025 /Transform/RequestBodyEncoding",
            "11025 /Transform/RequestEncodingOptions/ArrayFormat",
        ],
    );
    check("http:invoke", r#""ApiEndpoint": "https://a", "Method": "GET""#, &["11026 "]);
    check(
        "http:invoke",
        &format!(r#""ApiEndpoint.$": "$.url", "Method.$": "$.method", {connection}, "Headers.$": "$.h""#),
        &[],
    );
    check(
        "eks:call",
        r#""ClusterName": "c", "CertificateAuthority": "c", "Endpoint": "e", "Method": "OPTIONS", "Path": "/",
            "QueryParameters": {"a": "b"}"#,
        &["11025 /Method", "11025 /QueryParameters/a"],
    );
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
fn what_is_nested_has_the_same_limits() {
    let job = |configuration: &str, expected: &[&str]| {
        check(
            "emr-containers:startJobRun",
            &format!(
                r#""VirtualClusterId": "v", "ExecutionRoleArn": "r", "ConfigurationOverrides":
                   {{"ApplicationConfiguration": [{configuration}]}}"#
            ),
            expected,
        );
    };
    let properties: Vec<String> = (0..101).map(|it| format!(r#""k{it}": "v""#)).collect();
    let many = format!(r#"{{"Classification": "c", "Properties": {{{}}}}}"#, properties.join(", "));
    let place = "11025 /ConfigurationOverrides/ApplicationConfiguration[0]";
    job(&many, &[&format!("{place}/Properties")]);
    job(
        &format!(
            r#"{{"Classification": "a", "Configurations": [{{"Classification": "b", "Configurations": [{many}]}}]}}"#
        ),
        &[&format!("{place}/Configurations[0]/Configurations[0]/Properties")],
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
    check("bedrock:invokeModel", r#""ModelId": "m", "Input": {}"#, &["11026 /Input"]);
    check("bedrock:invokeModel", r#""ModelId": "m", "Input.$": "$.input""#, &[]);
    check(
        "sagemaker:createTrainingJob",
        r#""TrainingJobName": "j", "RoleArn": "r", "OutputDataConfig": {"S3OutputPath": "s3://b"},
            "AlgorithmSpecification": {"TrainingInputMode": "File", "AlgorithmName": "a_b", "TrainingImage": "i"}"#,
        &["11026 /AlgorithmSpecification/AlgorithmName", "11025 /AlgorithmSpecification/AlgorithmName"],
    );
}

#[test]
fn numbers_are_whole() {
    let job = |more: &str, expected: &[&str]| {
        check("glue:startJobRun", &format!(r#""JobName": "j", {more}"#), expected);
    };
    job(r#""Timeout": 2"#, &[]);
    job(r#""Timeout": 1.5"#, &["11025 /Timeout"]);
    let variants = |more: &str, expected: &[&str]| {
        let variant = r#""VariantName": "v", "ModelName": "m""#;
        check(
            "sagemaker:createEndpointConfig",
            &format!(r#""EndpointConfigName": "c", "ProductionVariants": [{{{variant}, {more}}}]"#),
            expected,
        );
    };
    variants(r#""InitialVariantWeight": 0.5"#, &[]);
    variants(
        r#""InitialVariantWeight": -0.5, "InitialInstanceCount": 0"#,
        &[
            "11025 /ProductionVariants[0]/InitialVariantWeight",
            "11025 /ProductionVariants[0]/InitialInstanceCount",
        ],
    );
}

#[test]
fn workers_have_a_type_and_a_number() {
    let job = |more: &str, expected: &[&str]| {
        check("glue:startJobRun", &format!(r#""JobName": "j", {more}"#), expected);
    };
    job(r#""WorkerType": "G.1X", "NumberOfWorkers": 2"#, &[]);
    job(r#""WorkerType.$": "$.type", "NumberOfWorkers": 2"#, &[]);
    job(r#""WorkerType": "G.1X""#, &["11026 /WorkerType"]);
    job(r#""NumberOfWorkers": 2"#, &["11026 /NumberOfWorkers"]);
}

#[test]
fn releases_have_what_they_have() {
    let cluster = |more: &str, expected: &[&str]| {
        check(
            "elasticmapreduce:createCluster",
            &format!(r#""Name": "c", "Instances": {{}}, {more}"#),
            expected,
        );
    };
    cluster(r#""StepConcurrencyLevel": 2, "ReleaseLabel": "emr-5.28.0""#, &[]);
    cluster(r#""StepConcurrencyLevel": 2, "ReleaseLabel.$": "$.release""#, &[]);
    cluster(r#""StepConcurrencyLevel": 2, "ReleaseLabel": "emr-5.14.0""#, &["11026 /StepConcurrencyLevel"]);
    cluster(r#""EbsRootVolumeIops": 3000, "ReleaseLabel": "emr-6.14.0""#, &["11026 /EbsRootVolumeIops"]);
    cluster(r#""ReleaseLabel": "emr-5.28""#, &["11025 /ReleaseLabel"]);
    check(
        "elasticmapreduce:createCluster",
        r#""Name": "c", "AutoScalingRole": "r", "Instances": {"InstanceFleets": []}"#,
        &["11026 /AutoScalingRole"],
    );
}

#[test]
fn fleets_have_one_primary_node_and_priorities_where_they_count() {
    let fleet = |fleet: &str, expected: &[&str]| {
        let expected: Vec<String> =
            expected.iter().map(|it| it.replacen(' ', " /Instances/InstanceFleets[0]", 1)).collect();
        check(
            "elasticmapreduce:createCluster",
            &format!(r#""Name": "c", "Instances": {{"InstanceFleets": [{{{fleet}}}]}}"#),
            &expected.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    };
    let master = r#""InstanceFleetType": "MASTER""#;
    fleet(&format!(r#"{master}, "TargetSpotCapacity": 1, "TargetOnDemandCapacity": 0"#), &[]);
    fleet(&format!(r#"{master}, "TargetSpotCapacity": 2"#), &["11025 /TargetSpotCapacity"]);
    fleet(&format!(r#"{master}, "TargetOnDemandCapacity": 2"#), &["11025 /TargetOnDemandCapacity"]);
    fleet(
        &format!(r#"{master}, "TargetSpotCapacity": 1, "TargetOnDemandCapacity": 1"#),
        &["11026 /TargetSpotCapacity"],
    );
    let core = r#""InstanceFleetType": "CORE", "TargetOnDemandCapacity": 3"#;
    let types =
        |priority: &str| format!(r#""InstanceTypeConfigs": [{{"InstanceType": "m5.xlarge"{priority}}}]"#);
    let strategy = |it: &str| {
        format!(r#""LaunchSpecifications": {{"OnDemandSpecification": {{"AllocationStrategy": "{it}"}}}}"#)
    };
    let with = types(r#", "Priority": 1"#);
    fleet(&format!("{core}, {}", types("")), &[]);
    fleet(&format!("{core}, {with}, {}", strategy("prioritized")), &[]);
    fleet(&format!("{core}, {with}"), &["11026 /InstanceTypeConfigs[0]/Priority"]);
    fleet(
        &format!("{core}, {with}, {}", strategy("lowest-price")),
        &["11026 /InstanceTypeConfigs[0]/Priority"],
    );
    fleet(
        &format!("{core}, {}, {}", types(""), strategy("prioritized")),
        &["11026 /LaunchSpecifications/OnDemandSpecification/AllocationStrategy"],
    );
    fleet(
        &format!("{core}, {}, {}", types(r#", "Priority": -1"#), strategy("prioritized")),
        &["11025 /InstanceTypeConfigs[0]/Priority"],
    );
    fleet(
        &format!(
            r#"{core}, "LaunchSpecifications": {{"SpotSpecification": {{"TimeoutAction": "TERMINATE_CLUSTER"}}}}"#
        ),
        &["11005 /LaunchSpecifications/SpotSpecification"],
    );
}

#[test]
fn texts_have_forms() {
    let model = |more: &str, expected: &[&str]| {
        check("bedrock:invokeModel", &format!(r#""ModelId": "m", "Body": {{}}, {more}"#), expected);
    };
    model(r#""GuardrailIdentifier": "g1", "GuardrailVersion": "DRAFT""#, &[]);
    model(
        r#""GuardrailIdentifier": "arn:aws:bedrock:us-east-1:123456789012:guardrail/g1", "GuardrailVersion": "1""#,
        &[],
    );
    model(r#""GuardrailIdentifier": "g1""#, &["11026 /GuardrailIdentifier"]);
    model(
        r#""GuardrailIdentifier": "Guard", "GuardrailVersion": "0""#,
        &["11025 /GuardrailIdentifier", "11025 /GuardrailVersion"],
    );
    model(
        r#""GuardrailIdentifier": "arn:aws:bedrock:us-east-1:123456789012:guardrail", "GuardrailVersion": "100000000""#,
        &["11025 /GuardrailIdentifier", "11025 /GuardrailVersion"],
    );
    let job = |more: &str, expected: &[&str]| {
        check(
            "bedrock:createModelCustomizationJob",
            &format!(
                r#""RoleArn": "r", "BaseModelIdentifier": "m", "TrainingDataConfig": {{}}, "OutputDataConfig": {{"S3Uri": "s3://b"}}, {more}"#
            ),
            expected,
        );
    };
    job(r#""JobName": "a-b.c+1", "CustomModelName": "a-b_c", "ClientRequestToken": "a--b""#, &[]);
    job(
        r#""JobName": "a_b", "CustomModelName": "a b", "ClientRequestToken": "-a""#,
        &["11025 /JobName", "11025 /CustomModelName", "11025 /ClientRequestToken"],
    );
    let training = |name: &str, expected: &[&str]| {
        check(
            "sagemaker:createTrainingJob",
            &format!(
                r#""TrainingJobName": "j", "RoleArn": "r", "OutputDataConfig": {{"S3OutputPath": "s3://b"}},
                   "AlgorithmSpecification": {{"TrainingInputMode": "File", "AlgorithmName": "{name}"}}"#
            ),
            expected,
        );
    };
    training("BlazingText", &[]);
    training("arn:aws:sagemaker:us-east-1:123456789012:algorithm/a-b", &[]);
    for wrong in [
        "a-b-",
        &"a".repeat(64),
        "x/a",
        "arn:aws:sagemaker:us-east-1:1:algorithm/a",
        "arn:aws:s3:us-east-1:123456789012:algorithm/a",
    ] {
        training(wrong, &["11025 /AlgorithmSpecification/AlgorithmName"]);
    }
    check(
        "events:putEvents",
        r#""Entries": [{"Detail": {}, "DetailType": "t", "Source": "aws.s3"}]"#,
        &["11025 /Entries[0]/Source"],
    );
    check(
        "sns:publish",
        r#""TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message": "x", "MessageAttributes":
           {"a": {"DataType": "Number", "StringValue": "1.5"}, "b": {"DataType": "Number", "StringValue": "many"}}"#,
        &["11025 /MessageAttributes/b/StringValue"],
    );
    let array = r#""MessageBody": "x", "MessageAttributes": {
        "a": {"DataType": "String.Array", "StringValue": " [1, \"x\", null]"},
        "b": {"DataType": "String.Array", "StringValue": "x"}}"#;
    check("sqs:sendMessage", &format!(r#""QueueUrl": "q", {array}"#), &[]);
    check(
        "sns:publish",
        &format!(r#""TopicArn": "arn:aws:sns:us-east-1:123456789012:t", {array}"#)
            .replace("MessageBody", "Message"),
        &["11025 /MessageAttributes/b/StringValue"],
    );
    let arguments = |arguments: &str, expected: &[&str]| {
        let driver = format!(
            r#""JobDriver": {{"SparkSubmitJobDriver": {{"EntryPoint": "s3://b/x.py", "EntryPointArguments": {arguments}}}}}"#
        );
        let role = r#""VirtualClusterId": "v", "ReleaseLabel": "emr-6.2.0-latest", "ExecutionRoleArn": "r""#;
        check("emr-containers:startJobRun", &format!("{role}, {driver}"), expected);
    };
    arguments(r#"["1"]"#, &[]);
    arguments("[1]", &["11025 /JobDriver/SparkSubmitJobDriver/EntryPointArguments[0]"]);
    check(
        "dynamodb:getItem",
        r#""TableName": "t", "Key": {}, "ProjectionExpression": "[1].a""#,
        &["11025 /ProjectionExpression"],
    );
}

#[test]
fn schedules_begin_before_they_end() {
    let schedule = |more: &str, expected: &[&str]| {
        check(
            "aws-sdk:scheduler:createSchedule",
            &format!(
                r#""Name": "n", "FlexibleTimeWindow": {{"Mode": "OFF"}}, "Target": {{"Arn": "a", "RoleArn": "r"}}, {more}"#
            ),
            expected,
        );
    };
    let rate = r#""ScheduleExpression": "rate(5 minutes)""#;
    let from = r#""StartDate": "2030-02-01T00:00:00Z""#;
    schedule(&format!(r#"{rate}, {from}, "EndDate": "2030-03-01T00:00:00Z""#), &[]);
    schedule(&format!(r#"{rate}, {from}, "EndDate.$": "$.end""#), &[]);
    schedule(&format!(r#"{rate}, {from}, "EndDate": "2030-01-01T00:00:00Z""#), &["11026 /StartDate"]);
    schedule(r#""ScheduleExpression": "rate(59 seconds)""#, &["11025 /ScheduleExpression"]);
}
