//! Calls of the AWS SDK.

use super::{check_jsonata, check_state};

fn call(call: &str, parameters: &str, expected: &[&str]) {
    let resource = format!(r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:{call}""#);
    check_state(&format!(r#"{resource}, "Parameters": {parameters}"#), expected);
}

#[test]
fn services_and_actions() {
    let unknown = &["11002@/States/A/Resource"];
    for it in ["states:startExecution", "s4:getObject", "S3:getObject", "s3:GetObject", "s3:getObjekt"] {
        call(it, "{}", unknown);
    }
    call("sts:assumeRole", "{}", unknown);
    call("bedrockagentcore:invokeHarness", "{}", unknown);
    call("iotdataplane:publish", r#"{"Topic": "t"}"#, unknown);
    call("qldb:listLedgers", r#"{"Any": 1}"#, &["w11002@/States/A/Resource"]);
    call("${Service}:getObject", "{}", &[]);
    call("s3:${Action}", "{}", &[]);
    check_state(r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem""#, &[]);
}

/// What is proposed for a name that there is not.
#[test]
fn names_that_are_meant() {
    let help = |call: &str, parameters: &str| {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::aws-sdk:{call}", "Parameters": {parameters}}}}}}}"#
        );
        let mut cx = crate::diag::Diagnostics::new();
        let value = crate::json::parse(&text, &mut cx).value.expect("JSON");
        let machine = crate::read::machine(&mut cx, &value);
        super::machine(&mut cx, &machine, &super::Options::default());
        cx.finish().into_iter().next().and_then(|it| it.help).unwrap_or_default().to_string()
    };
    for (call, meant) in [
        // The same letters; another verb for the same.
        ("dynamodb:put_item", "putItem"),
        ("ec2:run-instances", "runInstances"),
        ("ec2:getInstances", "describeInstances"),
        ("devicefarm:describeTestGridSessionArtifacts", "listTestGridSessionArtifacts"),
        // Two services go by this name; one of them has the action.
        ("agent-registry:createRegistry", "agentregistrycontrol"),
        ("payment-cryptography:decryptData", "paymentcryptographydata"),
        ("payment-cryptography:createKey", "paymentcryptography"),
    ] {
        assert_eq!(help(call, "{}"), format!("did you mean `{meant}`?"), "{call}");
    }
    assert_eq!(help("s3:getObject", r#"{"bucket_": "b", "Key": "k"}"#), "did you mean `Bucket`?");
    assert_eq!(
        help("ecs:createService", r#"{"ServiceName": "s", "LaunchType": "far gate"}"#),
        "did you mean `FARGATE`?"
    );
}

#[test]
fn parameters() {
    let at = |pointer: &str| format!("11005@/States/A/Parameters{pointer}");
    let wrong = |it: &str, parameters: &str, pointers: &[&str]| {
        let expected: Vec<String> = pointers.iter().map(|it| at(it)).collect();
        call(it, parameters, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    };
    let right = |it: &str, parameters: &str| wrong(it, parameters, &[]);

    right("s3:getObject", r#"{"Bucket": "b", "Key.$": "$.key"}"#);
    wrong("s3:getObject", r#"{"Bucket": "b"}"#, &[""]);
    wrong("s3:getObject", r#"{"Bucket": "b", "key": "k"}"#, &["/key"]);
    wrong("s3:getObject", r#"{"Bucket": "b", "Key": "k", "Whatever": 1}"#, &["/Whatever"]);
    wrong("sfn:listActivities", r#"{"maxResults": 1}"#, &["/maxResults"]);
    // Who makes the keys of the parameters makes them all.
    right("s3:getObject", r#"{"${Key}": "b"}"#);

    wrong(
        "rekognition:startLabelDetection",
        r#"{"Video": {"S3Object": {"Bucket": "b", "Name": "n"}},
            "NotificationChannel": {"SNSTopicArn": "t", "RoleArn": "r"}}"#,
        &["/NotificationChannel/SNSTopicArn"],
    );
    wrong("s3:putObject", r#"{"Bucket": "b", "Key": "k", "ACL": "private"}"#, &["/ACL"]);
    wrong("dynamodb:putItem", r#"{"TableName": "t", "Item": {"x": {"NULL": true}}}"#, &["/Item/x/NULL"]);
    right("dynamodb:putItem", r#"{"TableName": "t", "Item": {"x": {"Nul": true}}}"#);
    right(
        "s3:copyObject",
        r#"{"SourceBucket": "a", "SourceKey": "b", "DestinationBucket": "c", "DestinationKey": "d"}"#,
    );
    // A union of the AWS SDK for Java says with `type` which of its members it has.
    let certificates = |member: &str| {
        format!(
            r#"{{"FilterStatement": {{"Filter": {{"AcmCertificateMetadataFilter": {{"{member}": "IMPORTED"}}}}}}}}"#
        )
    };
    right("acm:searchCertificates", &certificates("TypeValue"));
    wrong(
        "acm:searchCertificates",
        &certificates("Type"),
        &["/FilterStatement/Filter/AcmCertificateMetadataFilter/Type"],
    );
    check_jsonata(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "End": true,
             "Arguments": {"Bucket": "{% $states.input.b %}", "Kye": "k"}}"#,
        &["11005@/States/A/Arguments/Kye"],
    );
}

#[test]
fn values() {
    let list = |value: &str, expected: &[&str]| {
        call("s3:listObjectsV2", &format!(r#"{{"Bucket": "b", "MaxKeys": {value}}}"#), expected);
    };
    let wrong = &["11005@/States/A/Parameters/MaxKeys"];
    for it in ["10", "\"10\"", "1.0", "null", "\"${Max}\""] {
        list(it, &[]);
    }
    for it in ["1.5", "\"ten\"", "true", "[]", "{}"] {
        list(it, wrong);
    }
    // Text and bytes may be given as anything, truth as text.
    call("s3:putObject", r#"{"Bucket": "b", "Key": 5, "Body": {"a": [1]}}"#, &[]);
    call("ssm:getParameter", r#"{"Name": "n", "WithDecryption": "true"}"#, &[]);
    call(
        "ssm:getParameter",
        r#"{"Name": "n", "WithDecryption": 1}"#,
        &["11005@/States/A/Parameters/WithDecryption"],
    );
    call(
        "batch:submitJob",
        r#"{"JobName": "j", "JobQueue": "q", "JobDefinition": "d", "DependsOn": {}}"#,
        &["11005@/States/A/Parameters/DependsOn"],
    );
    call(
        "lambda:invoke",
        r#"{"FunctionName": "f", "InvocationType": "Async"}"#,
        &["11005@/States/A/Parameters/InvocationType"],
    );
    call("lambda:invoke", r#"{"FunctionName": "f", "InvocationType": "${Type}"}"#, &[]);
    call(
        "ec2:runInstances",
        r#"{"MinCount": 1, "MaxCount": 1, "InstanceType": "z9.huge"}"#,
        &["w11005@/States/A/Parameters/InstanceType"],
    );
    call(
        "bedrockagentruntime:retrieve",
        r#"{"KnowledgeBaseId": "k", "RetrievalQuery": {"Text": "t"},
            "RetrievalConfiguration": {"VectorSearchConfiguration": {"Filter":
                {"EqualsValue": {"Key": "k", "Value": 1}, "NotEquals": {"Key": "k", "Value": {}}}}}}"#,
        &["11005@/States/A/Parameters/RetrievalConfiguration/VectorSearchConfiguration/Filter"],
    );
}

#[test]
fn errors() {
    let caught = |call: &str, error: &str, expected: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:{call}",
                   "Retry": [{{"ErrorEquals": ["{error}"]}}]"#
            ),
            expected,
        );
    };
    let never = &["w4008@/States/A/Retry[0]/ErrorEquals[0]"];
    for it in [
        "S3.S3Exception",
        "S3.SdkClientException",
        "S3.InvalidObjectStateException",
        "Mine.Error",
        "States.TaskFailed",
    ] {
        caught("s3:getObject", it, &[]);
    }
    caught("s3:getObject", "S3.NoSuchKey", never);
    caught("acmpca:listTags", "AcmPCA.ResourceNotFoundException", never);
    caught("sfn:startExecution", "StepFunctions.ExecutionAlreadyExistsException", never);
    caught("sfn:startExecution", "Kms.KmsException", never);
    caught("sqs:sendMessage.waitForTaskToken", "Kms.KmsException", &[]);
}

#[test]
fn results() {
    let task = |call: &str, more: &str| {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:{call}", "Parameters": {{}}, {more}}}"#
        )
    };
    let after = |call: &str, state: &str, expected: &[&str]| {
        super::check_states(&format!(r#"{}, "B": {{{state}}}"#, task(call, r#""Next": "B""#)), expected);
    };
    let reads = |path: &str| format!(r#""Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true"#);
    let list = "s3:listBuckets";
    for path in [
        "$.Buckets",
        "$.Buckets[0].Name",
        "$.Owner.DisplayName",
        "$.Buckets[*].Whatever",
        "$.SdkHttpMetadata",
    ] {
        after(list, &reads(path), &[]);
    }
    for path in ["$.Bucket", "$.buckets", "$.Buckets[0].name", "$.Owner.Name.First"] {
        after(list, &reads(path), &["6012@/States/B/Parameters/x.$"]);
    }
    super::check_states(
        &task(list, r#""ResultSelector": {"n.$": "$.Names"}, "End": true"#),
        &["6017@/States/A/ResultSelector/n.$"],
    );
    super::check_states(
        &format!(
            r#"{}, "B": {{"Type": "Pass", "Parameters": {{"x.$": "$.r.Buckets[0].nam"}}, "End": true}}"#,
            task(list, r#""ResultPath": "$.r", "Next": "B""#)
        ),
        &["6012@/States/B/Parameters/x.$"],
    );
    let choice = |rule: &str| {
        format!(
            r#""Type": "Choice", "Choices": [{{{rule}, "Next": "E"}}], "Default": "E"}}, "E": {{"Type": "Succeed""#
        )
    };
    after(list, &choice(r#""Variable": "$.ContinuationToken", "StringEquals": "x""#), &[]);
    after(
        list,
        &choice(r#""Variable": "$.ContinuationToken", "NumericEquals": 1"#),
        &["w5011@/States/B/Choices[0]/Variable"],
    );
    let map = |path: &str| {
        format!(
            r#""Type": "Map", "ItemsPath": "{path}", "End": true, "ItemProcessor":
               {{"StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}"#
        )
    };
    after(list, &map("$.Buckets"), &[]);
    after(list, &map("$.Owner"), &["10007@/States/B/ItemsPath"]);
    let expression = |text: &str, expected: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Arguments": {{}},
                   "Output": {{"x": "{{% {text} %}}"}}, "End": true}}"#
            ),
            expected,
        );
    };
    expression("$states.result.Buckets.Name", &[]);
    expression("$states.result.Buckets[0].Name", &[]);
    expression("$states.result.Buckets.name", &["8016@/States/A/Output/x"]);
    expression("$states.result.Buckets[0].name", &["8016@/States/A/Output/x"]);
    expression("$states.result.Buckets[Name = 'b'].CreationDate", &[]);
    expression("$states.result.Bucket", &["8016@/States/A/Output/x"]);
    let items = |path: &str, expected: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Arguments": {{}}, "Next": "B"}},
                   "B": {{"Type": "Map", "Items": "{{% $states.input.{path} %}}", "End": true, "ItemProcessor":
                   {{"StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ),
            expected,
        );
    };
    items("Buckets", &[]);
    items("Buckets.Name", &[]);
    items("Owner", &[]);
    items("Owner.DisplayName", &["10007@/States/B/Items"]);
}

/// What is read of a variable later came from a call.
#[test]
fn results_in_variables() {
    let after = |assign: &str, more: &str, state: &str, expected: &[&str]| {
        super::check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Parameters": {{}},
                   "Assign": {{{assign}}}, "Next": "B"}}, {more} "B": {{{state}}}"#
            ),
            expected,
        );
    };
    let pass = |path: &str| format!(r#""Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true"#);
    let missing = &["6012@/States/B/Parameters/x.$"];
    let owner = r#""list.$": "$.Owner""#;
    after(owner, "", &pass("$list.DisplayName"), &[]);
    after(owner, "", &pass("$list.Name"), missing);
    after(owner, "", &pass("States.Format('{}', $list.Name)"), missing);
    let buckets = r#""all.$": "$.Buckets""#;
    after(buckets, "", &pass("$all[0].Name"), &[]);
    after(buckets, "", &pass("$all[0].name"), missing);
    // It is the same inside of a Parallel, through another variable, and in a Choice.
    let other = r#""M": {"Type": "Pass", "Assign": {"first.$": "$all[0]"}, "Next": "B"},"#;
    let to_other = |path: &str, expected: &[&str]| {
        super::check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Parameters": {{}},
                   "Assign": {{{buckets}}}, "Next": "M"}}, {other} "B": {{{}}}"#,
                pass(path)
            ),
            expected,
        );
    };
    to_other("$first.Name", &[]);
    to_other("$first.Nam", missing);
    let branch = |path: &str| {
        format!(
            r#""Type": "Parallel", "End": true, "Branches": [{{"StartAt": "I", "States": {{"I": {{"Type": "Pass",
               "Parameters": {{"x.$": "{path}"}}, "End": true}}}}}}]"#
        )
    };
    after(owner, "", &branch("$list.DisplayName"), &[]);
    after(owner, "", &branch("$list.Nam"), &["6012@/States/B/Branches[0]/States/I/Parameters/x.$"]);
    let choice = |rule: &str| {
        format!(
            r#""Type": "Choice", "Choices": [{{{rule}, "Next": "E"}}], "Default": "E"}}, "E": {{"Type": "Succeed""#
        )
    };
    after(owner, "", &choice(r#""Variable": "$list.DisplayName", "StringEquals": "x""#), &[]);
    after(
        owner,
        "",
        &choice(r#""Variable": "$list.DisplayName", "NumericEquals": 1"#),
        &["w5011@/States/B/Choices[0]/Variable"],
    );
    // One that may be something else is not spoken of.
    super::check_states(
        r#""A": {"Type": "Pass", "Assign": {"list": {"Name": "none"}}, "Next": "T"},
           "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Parameters": {},
                 "Assign": {"list.$": "$.Owner"}, "Next": "B"},
           "B": {"Type": "Pass", "Parameters": {"x.$": "$list.Name"}, "End": true}"#,
        &[],
    );
    let expression = |name: &str, part: &str, text: &str, expected: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Arguments": {{}},
                   "Assign": {{"{name}": "{{% $states.result.{part} %}}"}}, "Next": "B"}},
                   "B": {{"Type": "Pass", "Output": {{"x": "{{% {text} %}}"}}, "End": true}}"#
            ),
            expected,
        );
    };
    let owner = |text: &str, expected: &[&str]| expression("owner", "Owner", text, expected);
    owner("$owner.DisplayName", &[]);
    owner("$owner.Name", &["8016@/States/B/Output/x"]);
    // That is another one.
    owner("($owner := {'Name': 1}; $owner.Name)", &[]);
    expression("all", "Buckets", "$all.Name", &[]);
    expression("all", "Buckets", "$all[0].name", &["8016@/States/B/Output/x"]);
}

/// Optimised integrations have the same tables, with names of their own.
#[test]
fn parameters_of_optimised_integrations() {
    let call = |call: &str, parameters: &str, expected: &[&str]| {
        let expected: Vec<String> =
            expected.iter().map(|it| format!("11005@/States/A/Parameters{it}")).collect();
        check_state(
            &format!(
                r#""Type": "Task", "Resource": "arn:aws:states:::{call}", "Parameters": {{{parameters}}}"#
            ),
            &expected.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    };
    let job = |more: &str, expected: &[&str]| {
        let job = r#""JobName": "j", "JobQueue": "q", "JobDefinition": "d""#;
        call("batch:submitJob", &format!("{job}, {more}"), expected);
    };
    job(r#""ContainerOverrides": {"Environment": [{"Name": "a", "Value": 5}]}"#, &[]);
    job(r#""ContainerOverrides": {"Environment": [{"Name.$": "$.n", "Value.$": "$.v"}]}"#, &[]);
    job(
        r#""ContainerOverrides": {"Environment": [{"name": "a", "Value": "5"}]}"#,
        &["/ContainerOverrides/Environment[0]/name"],
    );
    job(r#""DependsOn": {"JobId": "x"}"#, &["/DependsOn"]);
    let network = |network: &str, expected: &[&str]| {
        call(
            "ecs:runTask.sync",
            &format!(r#""TaskDefinition": "t", "NetworkConfiguration": {network}"#),
            expected,
        );
    };
    network(r#"{"AwsvpcConfiguration": {"Subnets": ["s"], "AssignPublicIp": "DISABLED"}}"#, &[]);
    network(r#"{"AwsVpcConfiguration": {"Subnets": ["s"]}}"#, &["/NetworkConfiguration/AwsVpcConfiguration"]);
    network(
        r#"{"AwsvpcConfiguration": {"Subnets": "s", "AssignPublicIp": "disabled"}}"#,
        &[
            "/NetworkConfiguration/AwsvpcConfiguration/Subnets",
            "/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp",
        ],
    );
    call("sqs:sendMessage", r#""QueueUrl": "u", "MessageBody": {"a": [1]}"#, &[]);
    call(
        "sqs:sendMessage",
        r#""QueueUrl": "u", "MessageBody": "m", "MessageAttributes": []"#,
        &["/MessageAttributes"],
    );
    // What these take is not what the API takes.
    call(
        "elasticmapreduce:modifyInstanceFleetByName",
        r#""ClusterId": "c", "InstanceFleetName": "f", "InstanceFleet": {"TargetOnDemandCapacity": 2}"#,
        &[],
    );
    call(
        "elasticmapreduce:addStep",
        r#""ClusterId": "c", "Step": {"Name": "s", "ActionOnFailure": "CONTINUE", "HadoopJarStep": {"Jar": "j"}}"#,
        &[],
    );
}

#[test]
fn results_of_optimised_integrations() {
    let after = |call: &str, parameters: &str, path: &str, expected: &[&str]| {
        super::check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{call}", "TimeoutSeconds": 60,
                   "Parameters": {{{parameters}}}, "Next": "B"}},
                   "B": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true}}"#
            ),
            expected,
        );
    };
    let missing = &["6012@/States/B/Parameters/x.$"];
    let glue = r#""JobName": "j""#;
    after("glue:startJobRun", glue, "$.JobRunId", &[]);
    after("glue:startJobRun", glue, "$.JobRunState", missing);
    after("glue:startJobRun.sync", glue, "$.JobRunState", &[]);
    after("glue:startJobRun.sync", glue, "$.DPUSeconds", &[]);
    after("glue:startJobRun.sync", glue, "$.DpuSeconds", missing);
    after("glue:startJobRun.sync", glue, "$.JobRunID", missing);
    let query = r#""QueryString": "SELECT 1""#;
    after("athena:startQueryExecution.sync", query, "$.QueryExecution.Status.State", &[]);
    after("athena:startQueryExecution.sync", query, "$.QueryExecutionId", missing);
    let task = r#""TaskDefinition": "t""#;
    after("ecs:runTask", task, "$.Tasks[0].TaskArn", &[]);
    after("ecs:runTask.sync", task, "$.Containers[0].ExitCode", &[]);
    after("ecs:runTask.sync", task, "$.Tasks[0].TaskArn", missing);
    let item = r#""TableName": "t", "Key": {"id": {"S": "x"}}"#;
    after("dynamodb:getItem", item, "$.Item.open.BOOL", &[]);
    after("dynamodb:getItem", item, "$.Item.open.Bool", missing);
    after("sqs:sendMessage", r#""QueueUrl": "u", "MessageBody": "m""#, "$.MD5OfMessageBody", &[]);
    // Nothing is known of the result.
    after("elasticmapreduce:createCluster.sync", r#""Name": "c", "Instances": {}"#, "$.Cluster.Id", &[]);
    after("lambda:invoke", r#""FunctionName": "f""#, "$.Payload.a.b", &[]);
}

#[test]
fn errors_of_optimised_integrations() {
    let caught = |call: &str, parameters: &str, error: &str, expected: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Task", "Resource": "arn:aws:states:::{call}", "Parameters": {{{parameters}}},
                   "Retry": [{{"ErrorEquals": ["{error}"]}}]"#
            ),
            expected,
        );
    };
    let never = &["w4008@/States/A/Retry[0]/ErrorEquals[0]"];
    let item = |error: &str, expected: &[&str]| {
        caught("dynamodb:getItem", r#""TableName": "t", "Key": {}"#, error, expected);
    };
    for it in ["ResourceNotFoundException", "AmazonDynamoDBException", "SdkClientException", "SomethingNew"] {
        item(&format!("DynamoDB.{it}"), &[]);
    }
    item("DynamoDB.ConditionalCheckFailed", never);
    item("DynamoDB.ResourceNotFoundExeption", never);
    item("DynamoDb.ResourceNotFoundException", never);
    item("S3.S3Exception", never);
    let job = r#""JobName": "j""#;
    caught("glue:startJobRun", job, "Glue.ConcurrentRunsExceededException", &[]);
    caught("glue:startJobRun", job, "Glue.ConcurrentRunsExceeded", never);
    let function = r#""FunctionName": "f""#;
    for it in ["Lambda.AWSLambdaException", "Lambda.Unknown", "Order.NotFound", "Config.Missing"] {
        caught("lambda:invoke", function, it, &[]);
    }
    caught("scheduler:x", "", "Any.Thing", &["11002@/States/A/Resource"]);
}
