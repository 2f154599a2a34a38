//! AWS SDK integrations, as far as names tell: the action is called like the call, the resource like the parameter.

use super::Needs;
use super::arn::{expand, parts};
use super::request::{Given, Request};
use super::special;
use crate::catalog::{Grant, On, pass_role, passed_to, service};
use crate::resource::Call;
use crate::value::is_open;

/// Services whose actions have another prefix than their name in a `Resource`.
const PREFIXES: &[(&str, &str)] = &[
    ("accessanalyzer", "access-analyzer"),
    ("amp", "aps"),
    ("applicationautoscaling", "application-autoscaling"),
    ("bedrockagent", "bedrock"),
    ("bedrockagentcore", "bedrock-agentcore"),
    ("bedrockagentruntime", "bedrock"),
    ("bedrockruntime", "bedrock"),
    ("cloudcontrol", "cloudformation"),
    ("cloudwatchlogs", "logs"),
    ("codeartifact", "codeartifact"),
    ("cognitoidentity", "cognito-identity"),
    ("cognitoidentityprovider", "cognito-idp"),
    ("costexplorer", "ce"),
    ("databasemigration", "dms"),
    ("directory", "ds"),
    ("docdb", "rds"),
    ("efs", "elasticfilesystem"),
    ("elasticloadbalancingv2", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("emrcontainers", "emr-containers"),
    ("emrserverless", "emr-serverless"),
    ("eventbridge", "events"),
    ("iotdataplane", "iotdata"),
    ("keyspaces", "cassandra"),
    ("location", "geo"),
    ("mediapackagevod", "mediapackage-vod"),
    ("mwaa", "airflow"),
    ("neptune", "rds"),
    ("opensearch", "es"),
    ("redshiftdata", "redshift-data"),
    ("redshiftserverless", "redshift-serverless"),
    ("resourcegroups", "resource-groups"),
    ("resourcegroupstaggingapi", "tag"),
    ("s3control", "s3"),
    ("servicecatalog", "servicecatalog"),
    ("sesv2", "ses"),
    ("sfn", "states"),
    ("ssoadmin", "sso"),
];

/// Calls whose action is called otherwise. The Service Authorization Reference has no such table; each is in the
/// documentation of its call.
const ACTIONS: &[(&str, &str, &[&str])] = &[
    ("bedrockruntime", "converse", &["bedrock:InvokeModel"]),
    ("dynamodb", "batchExecuteStatement", &["dynamodb:PartiQLSelect"]),
    ("lambda", "invoke", &["lambda:InvokeFunction"]),
    ("s3", "copyObject", &["s3:GetObject", "s3:PutObject"]),
    ("s3", "completeMultipartUpload", &["s3:PutObject"]),
    ("s3", "createMultipartUpload", &["s3:PutObject"]),
    ("s3", "deleteObjects", &["s3:DeleteObject"]),
    ("s3", "headBucket", &["s3:ListBucket"]),
    ("s3", "headObject", &["s3:GetObject"]),
    ("s3", "listBuckets", &["s3:ListAllMyBuckets"]),
    ("s3", "listObjects", &["s3:ListBucket"]),
    ("s3", "listObjectsV2", &["s3:ListBucket"]),
    ("s3", "uploadPart", &["s3:PutObject"]),
];

/// Calls that need no permission.
const FREE: &[(&str, &str)] =
    &[("sts", "getCallerIdentity"), ("sts", "getSessionToken"), ("dynamodb", "describeEndpoints")];

/// What a parameter names, in any call of the service that has it.
const PARAMETERS: &[(&str, &str, On)] = &[
    ("athena", "WorkGroup", On::Named("WorkGroup", "athena::WorkGroup")),
    ("bedrockruntime", "ModelId", On::By(special::model)),
    ("codebuild", "ProjectName", On::Named("ProjectName", "codebuild::Project")),
    ("dynamodb", "TableName", On::Named("TableName", "dynamodb::Table")),
    ("eventbridge", "Entries", On::By(special::buses)),
    ("glue", "JobName", On::Named("JobName", "glue::Job")),
    ("lambda", "FunctionName", On::By(special::function)),
    ("s3", "Key", On::By(object)),
    ("s3", "Delete", On::By(objects)),
    ("s3", "Bucket", On::Named("Bucket", "s3::Bucket")),
    ("scheduler", "Name", On::Arn("scheduler:schedule/{GroupName=default}/{Name}")),
    ("secretsmanager", "SecretId", On::By(secret)),
    ("sfn", "StateMachineArn", On::Named("StateMachineArn", "states::StateMachine")),
    ("sns", "TopicArn", On::By(special::topic)),
    ("sns", "TargetArn", On::By(special::topic)),
    ("sqs", "QueueUrl", On::By(special::queue)),
    ("ssm", "Name", On::By(parameter)),
];

pub(super) fn call(needs: &mut Needs, call: &Call) {
    if FREE.contains(&(call.service, call.action)) {
        return;
    }
    let actions = actions(call);
    let has = |parameter: &str| !matches!(needs.request.get(parameter), Given::Absent);
    let on = match (call.service, call.action) {
        ("glue", "startCrawler") => Some(On::Named("Name", "glue::Crawler")),
        _ => PARAMETERS.iter().find(|it| it.0 == call.service && has(it.1)).map(|it| it.2),
    };
    let mut resources = named(needs, &actions, on.is_none());
    if resources.is_empty() {
        resources = match &on {
            Some(on) => needs.request.resources(on),
            None => {
                needs.request.widened_by("iam_resources", crate::diag::Loc::NONE);
                vec!["*".to_owned()]
            }
        };
        needs.widen(&actions, &resources);
    }
    needs.allow(actions, resources, Vec::new());
    if matches!((call.service, call.action), ("scheduler", "createSchedule" | "updateSchedule")) {
        needs.grant(&SCHEDULED);
    }
}

/// The role that a schedule works with.
const SCHEDULED: Grant =
    pass_role(&[On::Named("Target.RoleArn", "iam::Role")], &[passed_to("scheduler.amazonaws.com")]);

/// The resources that the author named: those of the action's service, or all of them where nothing else tells.
fn named(needs: &Needs, actions: &[String], is_all: bool) -> Vec<String> {
    let service = actions.first().and_then(|it| it.split_once(':')).map_or("", |it| it.0);
    let fits = |it: &&String| parts(it).is_none_or(|it| it[2] == service || is_open(it[2]));
    let fitting: Vec<String> = needs.named.iter().filter(fits).cloned().collect();
    if fitting.is_empty() && is_all { needs.named.to_vec() } else { fitting }
}

/// `sfn:describeExecution` → `states:DescribeExecution`
fn actions(call: &Call) -> Vec<String> {
    if let Some(it) = ACTIONS.iter().find(|it| it.0 == call.service && it.1 == call.action) {
        return it.2.iter().map(|it| (*it).to_owned()).collect();
    }
    let prefix = PREFIXES.iter().find(|it| it.0 == call.service).map(|it| it.1);
    let prefix = prefix.or_else(|| service(call.service).map(|it| it.name)).unwrap_or(call.service);
    let (first, rest) = call.action.split_at(call.action.len().min(1));
    vec![format!("{prefix}:{}{rest}", first.to_ascii_uppercase())]
}

fn object(request: &mut Request) -> Vec<String> {
    let bucket = request.text("Bucket").unwrap_or_else(|| "*".into());
    let before = request.wide.len();
    let key = request.text("Key").unwrap_or_else(|| "*".into());
    // Which object it is may well depend on the input; which bucket, seldom.
    request.wide.truncate(before);
    vec![expand("s3:") + &format!("{bucket}/{key}")]
}

fn objects(request: &mut Request) -> Vec<String> {
    let bucket = request.text("Bucket").unwrap_or_else(|| "*".into());
    vec![expand("s3:") + &format!("{bucket}/*")]
}

/// A secret's ARN ends in six characters that are not in its name.
fn secret(request: &mut Request) -> Vec<String> {
    match request.text("SecretId") {
        Some(id) if id.starts_with("arn:") || is_open(&id) => vec![id.into_owned()],
        Some(id) => vec![expand("secretsmanager:secret:") + &format!("{id}-??????")],
        None => vec![expand("secretsmanager:secret:*")],
    }
}

/// A parameter's ARN has one slash, whether its name begins with one or not.
fn parameter(request: &mut Request) -> Vec<String> {
    let name = request.text("Name").unwrap_or_else(|| "*".into());
    vec![expand("ssm:parameter/") + name.trim_start_matches('/')]
}
