//! Calls of the AWS SDK: what the catalogue says that they need.

use super::*;

#[track_caller]
fn sdk(call: &str, parameters: &str, expected: &[&str]) {
    check(&format!("aws-sdk:{call}"), parameters, expected);
}

#[test]
fn sdk_calls_need_what_the_catalogue_says() {
    sdk("dynamodb:query", r#"{ "TableName": "t" }"#, &["dynamodb:Query on dynamodb/table/t"]);
    sdk(
        "dynamodb:query",
        r#"{ "TableName": "${table}", "IndexName": "i" }"#,
        &["dynamodb:Query on dynamodb/table/${table} dynamodb/table/${table}/index/i"],
    );
    sdk("dynamodb:query", r#"{ "TableName": "${other}" }"#, &["dynamodb:Query on ${other}"]);
    sdk(
        "dynamodb:batchGetItem",
        r#"{ "RequestItems": { "${table}": { "Keys": [] }, "u": { "Keys": [] } } }"#,
        &["dynamodb:BatchGetItem on dynamodb/table/${table} dynamodb/table/u"],
    );
    sdk(
        "s3:copyObject",
        r#"{ "CopySource": "from/key", "Bucket": "to", "Key": "other" }"#,
        &["s3:GetObject on s3:::from/key", "s3:PutObject on s3:::to/other"],
    );
    sdk(
        "sfn:describeExecution",
        r#"{ "ExecutionArn": "${x_arn}" }"#,
        &["states:DescribeExecution on ${x_arn}"],
    );
    sdk(
        "sfn:startExecution",
        r#"{ "StateMachineArn": "${machine}" }"#,
        &["states:StartExecution on ${machine}"],
    );
    sdk(
        "lambda:invoke",
        r#"{ "FunctionName": "f", "Qualifier": "live" }"#,
        &["lambda:InvokeFunction on lambda/function:f:live"],
    );
    sdk("sqs:sendMessage", r#"{ "QueueUrl": "${queue}" }"#, &["sqs:SendMessage on ${queue.Arn}"]);
    sdk(
        "sqs:purgeQueue",
        r#"{ "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q" }"#,
        &["sqs:PurgeQueue on sqs:eu-west-1:123456789012:q"],
    );
    sdk(
        "secretsmanager:getSecretValue",
        r#"{ "SecretId": "s" }"#,
        &["secretsmanager:GetSecretValue on secretsmanager/secret:s-??????"],
    );
    sdk("ssm:getParameter", r#"{ "Name": "/a/b" }"#, &["ssm:GetParameter on ssm/parameter/a/b"]);
    sdk(
        "bedrockruntime:converse",
        r#"{ "ModelId": "eu.anthropic.claude" }"#,
        &[
            "bedrock:InvokeModel on bedrock/inference-profile/eu.anthropic.claude bedrock:*::foundation-model/anthropic.claude",
        ],
    );
    sdk("ec2:describeInstances", "{}", &["ec2:DescribeInstances on *"]);
    sdk("s3:listBuckets", "{}", &["s3:ListAllMyBuckets on *"]);
    sdk("sts:getCallerIdentity", "{}", &[]);
    sdk("sns:publish", r#"{ "TopicArn": "${topic}", "Message": "x" }"#, &["sns:Publish on ${topic}"]);
    sdk("sns:publish", r#"{ "PhoneNumber": "+1", "Message": "x" }"#, &["sns:Publish on *"]);
    sdk("sns:publish", r#"{ "TargetArn": "${topic}", "Message": "x" }"#, &["sns:Publish on ${topic}"]);
    sdk(
        "athena:startQueryExecution",
        r#"{ "QueryString": "SELECT 1" }"#,
        &["athena:StartQueryExecution on athena/workgroup/primary"],
    );
}

#[test]
fn sdk_calls_are_on_what_their_parameters_name() {
    // By the end of the kind's name; as the ARN of one; by an id that says no more.
    sdk(
        "transcribe:getTranscriptionJob",
        r#"{ "TranscriptionJobName": "j" }"#,
        &["transcribe:GetTranscriptionJob on transcribe/transcription-job/j"],
    );
    sdk(
        "bedrock:getEvaluationJob",
        r#"{ "JobIdentifier": "j" }"#,
        &["bedrock:GetEvaluationJob on bedrock/evaluation-job/j"],
    );
    sdk(
        "ram:setDefaultPermissionVersion",
        r#"{ "PermissionArn": "arn:aws:ram::aws:permission/p", "PermissionVersion": 1 }"#,
        &["ram:SetDefaultPermissionVersion on arn:aws:ram::aws:permission/p"],
    );
    // A database is in the catalogue, and is none.
    sdk("glue:getDatabase", r#"{ "Name": "d" }"#, &["glue:GetDatabase on glue/catalog glue/database/d"]);
    // By what stands before the variable; by each of two parameters that end so.
    sdk(
        "rum:listRumMetricsDestinations",
        r#"{ "AppMonitorName": "m" }"#,
        &["rum:ListRumMetricsDestinations on rum/appmonitor/m"],
    );
    sdk(
        "datasync:createTask",
        r#"{ "SourceLocationArn": "arn:aws:datasync:eu-west-1:123456789012:location/a",
             "DestinationLocationArn": "arn:aws:datasync:eu-west-1:123456789012:location/b" }"#,
        &[
            "datasync:CreateTask on arn:aws:datasync:eu-west-1:123456789012:location/a arn:aws:datasync:eu-west-1:123456789012:location/b",
        ],
    );
    // One of some kinds, as its ARN says.
    sdk(
        "mediastore:tagResource",
        r#"{ "Resource": "arn:aws:mediastore:eu-west-1:123456789012:container/c", "Tags": [] }"#,
        &["mediastore:TagResource on arn:aws:mediastore:eu-west-1:123456789012:container/c"],
    );
    // The permissions of API Gateway are methods on paths.
    sdk(
        "apigateway:getDeployments",
        r#"{ "RestApiId": "a" }"#,
        &["apigateway:GET on apigateway:${AWS::Region}::/restapis/a/deployments"],
    );
    sdk(
        "apigatewayv2:deleteApi",
        r#"{ "ApiId": "a" }"#,
        &["apigateway:DELETE on apigateway:${AWS::Region}::/apis/a"],
    );
    // It is on a terminology only if it uses one.
    sdk(
        "translate:translateText",
        r#"{ "Text": "t", "SourceLanguageCode": "en", "TargetLanguageCode": "es" }"#,
        &["translate:TranslateText on *"],
    );
    sdk(
        "translate:translateText",
        r#"{ "Text": "t", "SourceLanguageCode": "en", "TargetLanguageCode": "es", "TerminologyNames": ["n"] }"#,
        &["translate:TranslateText on translate/terminology/n"],
    );
}

/// Where the permission is not called after the call.
#[test]
fn sdk_calls_need_what_their_documentation_says() {
    sdk(
        "verifiedpermissions:batchIsAuthorized",
        r#"{ "PolicyStoreId": "s", "Requests": [] }"#,
        &["verifiedpermissions:IsAuthorized on verifiedpermissions::${AWS::AccountId}:policy-store/s"],
    );
    sdk(
        "s3:deleteBucketOwnershipControls",
        r#"{ "Bucket": "b" }"#,
        &["s3:PutBucketOwnershipControls on s3:::b"],
    );
    sdk(
        "sqs:deleteMessageBatch",
        r#"{ "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q", "Entries": [] }"#,
        &["sqs:DeleteMessage on sqs:eu-west-1:123456789012:q"],
    );
    sdk(
        "lexmodelsv2:describeIntent",
        r#"{ "BotId": "b", "BotVersion": "1", "LocaleId": "en_US", "IntentId": "i" }"#,
        &["lex:DescribeIntent on lex/bot/b"],
    );
    // Nobody signs it.
    sdk("sso:logout", r#"{ "AccessToken": "t" }"#, &[]);
    // S3 has access points of two kinds.
    sdk(
        "s3control:getAccessPointPolicy",
        r#"{ "AccountId": "123456789012", "Name": "p" }"#,
        &["s3:GetAccessPointPolicy on s3/accesspoint/p"],
    );
    sdk(
        "ssm:sendCommand",
        r#"{ "DocumentName": "d", "InstanceIds": ["i-1"] }"#,
        &["ssm:SendCommand on ec2/instance/i-1 ssm/document/d ssm/managed-instance/i-1"],
    );
}

#[test]
fn sdk_calls_need_more_if_they_say_so() {
    let instance = r#""DbInstanceIdentifier": "i", "DbInstanceClass": "c", "Engine": "e""#;
    sdk("rds:createDBInstance", &format!("{{ {instance} }}"), &["rds:CreateDBInstance on rds/db:i"]);
    sdk(
        "rds:createDBInstance",
        &format!(
            r#"{{ {instance}, "KmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k", "MultiTenant": true }}"#
        ),
        &[
            "rds:CreateDBInstance on rds/db:i",
            "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey on arn:aws:kms:eu-west-1:123456789012:key/k",
            "rds:CreateTenantDatabase on rds/db:* rds/tenant-database:*",
        ],
    );
    let text = r#"{ "Document": { "S3Object": { "Bucket": "b", "Name": "n" } } }"#;
    sdk(
        "textract:detectDocumentText",
        text,
        &["textract:DetectDocumentText on *", "s3:GetObject on s3:::b/n"],
    );
    let job = r#""TranscriptionJobName": "j", "LanguageCode": "en-US""#;
    sdk(
        "transcribe:startTranscriptionJob",
        &format!(r#"{{ {job}, "Media": {{ "MediaFileUri": "s3://b/k" }} }}"#),
        &["transcribe:StartTranscriptionJob on *", "s3:GetObject on s3:::b/k"],
    );
    sdk(
        "transcribe:startTranscriptionJob",
        &format!(r#"{{ {job}, "Media": {{ "MediaFileUri": "${{Uri}}" }} }}"#),
        &["transcribe:StartTranscriptionJob on *", "s3:GetObject on s3:::*/*"],
    );
    sdk(
        "transcribe:createVocabularyFilter",
        r#"{ "VocabularyFilterName": "f", "LanguageCode": "en-US", "Words": ["w"] }"#,
        &["transcribe:CreateVocabularyFilter on *"],
    );
}

#[test]
fn sdk_calls_pass_roles_to_one_service() {
    sdk(
        "scheduler:createSchedule",
        r#"{ "Name": "s", "Target": { "Arn": "x", "RoleArn": "${role}" } }"#,
        &[
            "scheduler:CreateSchedule on scheduler/schedule/default/s",
            "iam:PassRole on ${role} if iam:PassedToService scheduler.amazonaws.com",
        ],
    );
    sdk(
        "glue:createJob",
        r#"{ "Name": "j", "Role": "r" }"#,
        &[
            "glue:CreateJob on glue/job/j",
            "iam:PassRole on iam::${AWS::AccountId}:role/r if iam:PassedToService glue.amazonaws.com",
        ],
    );
}

#[test]
fn what_sdk_calls_do_not_tell_is_said() {
    sdk(
        "dynamodb:query",
        r#"{ "TableName.$": "$.t" }"#,
        &[
            "dynamodb:Query on dynamodb/table/*",
            "! `TableName` is not known before the machine runs: the role allows `dynamodb:Query` on `table/*`",
        ],
    );
    sdk(
        "dynamodb:query",
        r#"{ "TableName.$": "States.Format('t-{}', $.x)" }"#,
        &["dynamodb:Query on dynamodb/table/t-*"],
    );
    sdk(
        "cloudwatch:putMetricData",
        r#"{ "Namespace": "n", "MetricData": [] }"#,
        &["cloudwatch:PutMetricData on * if cloudwatch:namespace n"],
    );
    // A part of the input is seldom known; where it is put is.
    sdk("s3:getObject", r#"{ "Bucket": "b", "Key.$": "$.k" }"#, &["s3:GetObject on s3:::b/*"]);
    sdk(
        "s3:getObject",
        r#"{ "Bucket.$": "$.b", "Key.$": "$.k" }"#,
        &[
            "s3:GetObject on s3:::*/*",
            "! `Bucket` is not known before the machine runs: the role allows `s3:GetObject` on `s3:::*/*`",
        ],
    );
    sdk(
        "eventbridge:disableRule",
        r#"{ "Name": "r", "EventBusName.$": "$.bus" }"#,
        &[
            "events:DisableRule on events/rule/*/r",
            "! `EventBusName` is not known before the machine runs: the role allows `events:DisableRule` on `rule/*/r`",
        ],
    );
}

#[test]
fn where_nothing_is_known_the_author_is_asked() {
    let (service, action) = unknown();
    let call = format!("aws-sdk:{service}:{action}");
    check(
        &call,
        "{}",
        &[&format!(
            "! what `{service}:{action}` needs is not known, and not guessed: the role allows nothing for it"
        )],
    );
    let said = |of: CallOptions| {
        let of = CallOptions { state: "A".to_owned(), ..of };
        lines(&task(&call, "{}"), &MachineOptions { calls: vec![of], ..MachineOptions::default() })
    };
    assert_eq!(said(CallOptions { statements: Some(Vec::new()), ..CallOptions::default() }), [""; 0]);
    let action = CallOptions { action: Some("a:B".to_owned()), ..CallOptions::default() };
    assert_eq!(said(action), ["a:B on *"]);
}

/// An action that can be called and of which no source tells what it needs.
fn unknown() -> (&'static str, &'static str) {
    let services =
        sfn_catalog::services().filter(|it| it.availability() == sfn_catalog::Availability::Documented);
    let mut actions = services.flat_map(|service| service.actions().map(move |it| (service, it)));
    let found =
        actions.find(|it| it.1.permissions().is_none() && it.1.support() == sfn_catalog::Support::Offered);
    let (service, action) = found.expect("an action");
    (service.name(), action.name())
}

#[test]
fn an_author_overrules_the_catalogue() {
    let named = |call: &str, parameters: &str, resources: &[&str]| {
        let resources = resources.iter().map(|it| (*it).to_owned()).collect();
        let of = CallOptions { state: "A".to_owned(), resources, ..CallOptions::default() };
        let options = MachineOptions { calls: vec![of], ..MachineOptions::default() };
        lines(&task(&format!("aws-sdk:{call}"), parameters), &options)
    };
    let all = "arn:aws:s3:::b/*";
    assert_eq!(
        named("s3:getObject", r#"{ "Bucket": "b", "Key": "k" }"#, &[all]),
        ["s3:GetObject on arn:aws:s3:::b/*"]
    );
    // What narrows one statement is no business of the other.
    assert_eq!(
        named("s3:copyObject", r#"{ "CopySource.$": "$.s", "Bucket": "to", "Key": "k" }"#, &[all]),
        ["s3:GetObject on arn:aws:s3:::b/*", "s3:PutObject on s3:::to/k"],
    );
    assert_eq!(
        named(
            "scheduler:createSchedule",
            r#"{ "Name": "s", "Target": { "RoleArn.$": "$.r" } }"#,
            &["arn:aws:iam::123456789012:role/r"]
        ),
        [
            "scheduler:CreateSchedule on scheduler/schedule/default/s",
            "iam:PassRole on arn:aws:iam::123456789012:role/r if iam:PassedToService scheduler.amazonaws.com",
        ],
    );
    // A bucket stands for its objects where those are meant.
    assert_eq!(
        named("s3:getObject", r#"{ "Bucket.$": "$.b", "Key": "k" }"#, &["arn:aws:s3:::b"]),
        ["s3:GetObject on arn:aws:s3:::b/*"]
    );
    // A declared resource is known by its kind.
    assert_eq!(
        named(
            "scheduler:createSchedule",
            r#"{ "Name": "s", "Target": { "RoleArn.$": "$.r" } }"#,
            &["${role}"]
        )[1..],
        ["iam:PassRole on ${role} if iam:PassedToService scheduler.amazonaws.com"],
    );
    assert_eq!(named("s3:listBuckets", "{}", &["*"]), ["s3:ListAllMyBuckets on *"]);
}

/// Every action of the catalogue, called with nothing known: each statement is one that IAM takes.
#[test]
fn every_sdk_call_gets_a_policy_that_iam_takes() {
    let mut counts = [0, 0];
    for service in sfn_catalog::services() {
        for action in service.actions().filter(|it| it.permissions().is_some()) {
            let call = format!("aws-sdk:{}:{}", service.name(), action.name());
            for parameters in [r#"{}"#, r#"{ "A.$": "$.a" }"#] {
                let policy = policy(
                    &mut Diagnostics::new(),
                    &task(&call, parameters),
                    &[],
                    &MachineOptions::default(),
                );
                for statement in &policy.statements {
                    counts[0] += 1;
                    for action in &statement.actions {
                        assert!(
                            action.split_once(':').is_some_and(|it| !it.0.is_empty() && !it.1.contains('*')),
                            "{call}: {action}"
                        );
                    }
                    for resource in &statement.resources {
                        counts[1] += usize::from(resource != "*");
                        assert!(
                            resource == "*"
                                || arn::parts(resource)
                                    .is_some_and(|it| !it[2].is_empty() && !it[5].is_empty()),
                            "{call}: {resource}"
                        );
                        let rest = resource
                            .replace("${AWS::Partition}", "")
                            .replace("${AWS::Region}", "")
                            .replace("${AWS::AccountId}", "");
                        assert!(!rest.contains(['{', '}', '|']), "{call}: {resource}");
                    }
                }
            }
        }
    }
    assert!(counts[0] > 30_000 && counts[1] > 20_000, "{counts:?}");
}
