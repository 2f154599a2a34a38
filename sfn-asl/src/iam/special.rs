//! Resources that take more than a template: what a queue's URL, an S3 URI or the id of a model names.

use super::MACHINE_NAME;
use super::arn::{expand, name, of, parts, substitution};
use super::request::{Given, Request};
use crate::value::{Value, ValueKind, is_open};

/// The function, of the version or alias that is called.
pub fn function(request: &mut Request) -> Vec<String> {
    let Some(text) = request.text("FunctionName") else { return vec![of("lambda::Function", "*", &[])] };
    let mut arn = match text.split_once(":function:") {
        // `account:function:name`
        Some((account, name)) if !text.starts_with("arn:") && !is_open(account) => {
            format!("arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:{account}:function:{name}")
        }
        _ => of("lambda::Function", &text, request.declared),
    };
    if !matches!(request.get("Qualifier"), Given::Absent) {
        let qualifier = request.text("Qualifier").unwrap_or_else(|| "*".into());
        arn.push(':');
        arn.push_str(&qualifier);
    }
    vec![arn]
}

/// The revision that runs, or all of the family, of which the latest runs.
pub fn task_definition(request: &mut Request) -> Vec<String> {
    vec![revision(request, "TaskDefinition", "ecs::TaskDefinition", "task-definition/")]
}

/// A job may be submitted by a name without revision, which is then asked for as well.
pub fn job_definition(request: &mut Request) -> Vec<String> {
    let arn = revision(request, "JobDefinition", "batch::JobDefinition", "job-definition/");
    match arn.strip_suffix(":*") {
        Some(all) => vec![all.to_owned(), arn],
        None => vec![arn],
    }
}

fn revision(request: &mut Request, parameter: &'static str, kind: &str, before: &str) -> String {
    let Some(text) = request.text(parameter) else { return of(kind, "*", &[]) };
    let arn = of(kind, &text, request.declared);
    let has_revision = match arn.split_once(before) {
        Some((_, name)) => name.contains(':') && substitution(name).is_none(),
        // Somebody else's ARN, which names one.
        None => true,
    };
    if has_revision { arn } else { format!("{arn}:*") }
}

/// `arn:…:events:…:event-bus/…`, of each entry.
pub fn buses(request: &mut Request) -> Vec<String> {
    let entries = match request.get("Entries") {
        Given::Value(Value { kind: ValueKind::Array(entries), .. }) => entries.as_slice(),
        Given::Dynamic(loc) => {
            request.widened_by("Entries", loc);
            return vec![of("events::EventBus", "*", &[])];
        }
        _ => return vec![of("events::EventBus", "default", &[])],
    };
    let declared = request.declared;
    let mut buses = Vec::new();
    for entry in entries {
        let mut entry = Request::new(Some(entry), declared);
        buses.push(entry.named("EventBusName=default", "events::EventBus"));
        request.absorb(entry);
    }
    buses
}

/// The queue behind a URL, whose Region and account are in it.
pub fn queue(request: &mut Request) -> Vec<String> {
    let any = || of("sqs::Queue", "*", &[]);
    let Some(url) = request.text("QueueUrl") else { return vec![any()] };
    if let Some(name) = substitution(&url) {
        if request.kind_of(&url) == Some("sqs::Queue") {
            // The definition needs the URL, which is no part of an ARN.
            return vec![format!("${{{name}.Arn}}")];
        }
        if request.kind_of(&url) != Some("arn") {
            request.widened_by("QueueUrl", request.loc("QueueUrl"));
            return vec![any()];
        }
    }
    vec![queue_of(&url).unwrap_or_else(|| of("sqs::Queue", &url, request.declared))]
}

/// `https://sqs.eu-west-1.amazonaws.com/123456789012/name`, and older forms of it.
fn queue_of(url: &str) -> Option<String> {
    let (host, path) =
        url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?.split_once('/')?;
    let (account, name) = path.split_once('/')?;
    let region = match host.strip_prefix("sqs.") {
        Some(rest) => up_to_dot(rest),
        None => host.split_once(".queue.").map(|it| it.0)?,
    };
    Some(format!("arn:${{AWS::Partition}}:sqs:{region}:{account}:{name}"))
}

fn up_to_dot(text: &str) -> &str {
    let mut depth = 0;
    let end = text.bytes().position(|it| {
        depth += i32::from(it == b'{') - i32::from(it == b'}');
        it == b'.' && depth == 0
    });
    &text[..end.unwrap_or(text.len())]
}

/// What a message is published to: a topic, a device, or a telephone, which is no resource.
pub fn topic(request: &mut Request) -> Vec<String> {
    let mut topics = Vec::new();
    for parameter in ["TopicArn", "TargetArn"] {
        if !matches!(request.get(parameter), Given::Absent) {
            topics.push(request.named(parameter, "sns::Topic"));
        }
    }
    if topics.is_empty() {
        topics.push("*".to_owned());
    }
    topics
}

/// The executions of the machine that is started.
pub fn executions(request: &mut Request) -> Vec<String> {
    let any = || vec![expand("states:execution:*")];
    let Some(arn) = request.text("StateMachineArn") else {
        // Said of the machine itself.
        request.wide.clear();
        return any();
    };
    if let Some(name) = substitution(&arn) {
        return vec![format!("{}:*", expand("states:execution:") + &format!("${{{name}.Name}}"))];
    }
    match parts(&arn) {
        Some([_, partition, _, region, account, rest]) => {
            let name = rest.split(':').nth(1).unwrap_or("*");
            vec![format!("arn:{partition}:states:{region}:{account}:execution:{name}:*")]
        }
        None => vec![format!("{}:*", expand("states:execution:") + name(&arn))],
    }
}

/// The method and path of an API, where the call is signed at all.
pub fn api(request: &mut Request) -> Vec<String> {
    match request.get("AuthType") {
        Given::Absent => return Vec::new(),
        Given::Text(text) if text == "NO_AUTH" => return Vec::new(),
        _ => {}
    }
    let endpoint = request.text("ApiEndpoint").unwrap_or_else(|| "*".into());
    let (id, is_custom) = match (request.kind_of(&endpoint), substitution(&endpoint)) {
        (Some("apigateway::RestApi"), Some(name)) => (format!("${{{name}.RestApiId}}"), false),
        (Some("apigateway::HttpApi"), Some(name)) => (format!("${{{name}.ApiId}}"), false),
        _ if endpoint.contains(".execute-api.") => (up_to_dot(&endpoint).to_owned(), false),
        _ => ("*".to_owned(), true),
    };
    let stage = request.get("Stage");
    let stage = match stage {
        Given::Absent if is_custom => "*".into(),
        _ => request.text("Stage=$default").unwrap_or_else(|| "*".into()),
    };
    let method = request.text("Method").unwrap_or_else(|| "*".into());
    let path = request.text("Path=").unwrap_or_else(|| "*".into());
    let path = path.trim_start_matches('/');
    vec![expand("execute-api:") + &format!("{id}/{stage}/{method}/{path}")]
}

/// The parameter with the ARN of the connection.
fn connection_parameter(request: &Request) -> &'static str {
    const PLACES: [&str; 2] = ["Authentication.ConnectionArn", "InvocationConfig.ConnectionArn"];
    PLACES.into_iter().find(|it| !matches!(request.get(it), Given::Absent)).unwrap_or(PLACES[0])
}

/// The connection of an HTTP call.
pub fn connection(request: &mut Request) -> Vec<String> {
    let parameter = connection_parameter(request);
    vec![request.named(parameter, "events::Connection")]
}

/// The secret that EventBridge keeps for the connection.
pub fn secret(request: &mut Request) -> Vec<String> {
    let parameter = connection_parameter(request);
    let before = request.wide.len();
    let text = request.text(parameter);
    // Said of the connection.
    request.wide.truncate(before);
    let Some(arn) = text else { return vec![expand("secretsmanager:secret:events!connection/*")] };
    if let Some(name) = substitution(&arn).filter(|_| request.kind_of(&arn) == Some("events::Connection")) {
        return vec![format!("${{{name}.SecretArn}}")];
    }
    match parts(&arn) {
        Some([_, partition, _, region, account, rest]) => {
            let name = rest.split('/').nth(1).unwrap_or("*");
            vec![format!(
                "arn:{partition}:secretsmanager:{region}:{account}:secret:events!connection/{name}/*"
            )]
        }
        None => vec![expand("secretsmanager:secret:events!connection/*")],
    }
}

/// This machine, as it will be named.
pub fn machine(_: &mut Request) -> Vec<String> {
    vec![expand("states:stateMachine:") + MACHINE_NAME]
}

const FOUNDATION_MODEL: &str = "arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/";

/// The model that is invoked; for an inference profile, the models of all its Regions too.
pub fn model(request: &mut Request) -> Vec<String> {
    let Some(id) = request.text("ModelId") else { return vec![format!("{FOUNDATION_MODEL}*")] };
    let is_profile = matches!(
        id.split('.').next(),
        Some("us" | "eu" | "apac" | "jp" | "au" | "ca" | "sa" | "us-gov" | "global")
    ) && !id.starts_with("arn:");
    if is_profile {
        let model = id.split_once('.').map_or("*", |it| it.1);
        return vec![
            expand("bedrock:inference-profile/") + &id,
            format!("arn:${{AWS::Partition}}:bedrock:*::foundation-model/{model}"),
        ];
    }
    vec![of("bedrock::Model", &id, request.declared)]
}

/// The model that is customised.
pub fn base_model(request: &mut Request) -> Vec<String> {
    vec![request.named("BaseModelIdentifier", "bedrock::Model")]
}

/// The object that a model reads from.
pub fn model_input(request: &mut Request) -> Vec<String> {
    object(request, "Input.S3Uri")
}

/// The object that a model writes to.
pub fn model_output(request: &mut Request) -> Vec<String> {
    object(request, "Output.S3Uri")
}

fn object(request: &mut Request, parameter: &'static str) -> Vec<String> {
    match request.get(parameter) {
        Given::Absent => Vec::new(),
        _ => {
            let uri = request.text(parameter);
            let path = uri.as_deref().and_then(|it| it.strip_prefix("s3://")).unwrap_or("*");
            vec![expand("s3:") + path]
        }
    }
}

/// The harness of an agent.
pub fn harness(request: &mut Request) -> Vec<String> {
    let arn = match request.text("HarnessArn") {
        Some(arn) => arn.into_owned(),
        None => expand("bedrock-agentcore:harness/*"),
    };
    let endpoints = format!("{arn}/harness-endpoint/*");
    vec![arn, endpoints]
}

/// The roles of a task: those that override the ones of its definition, else any that ECS may have.
pub fn task_roles(request: &mut Request) -> Vec<String> {
    let mut roles = Vec::new();
    for parameter in ["Overrides.TaskRoleArn", "Overrides.ExecutionRoleArn"] {
        match request.get(parameter) {
            // The request does not say which roles the definition has.
            Given::Absent => {
                request.widened_by("iam_resources", crate::diag::Loc::NONE);
                roles.push(of("iam::Role", "*", &[]));
            }
            _ => roles.push(request.named(parameter, "iam::Role")),
        }
    }
    roles.dedup();
    request.wide.dedup();
    roles
}

/// What KMS sees when SageMaker AI uses a key in the name of its caller. The last part is different in China.
pub fn by_sagemaker(_: &mut Request) -> Vec<String> {
    vec!["sagemaker.${AWS::Region}.amazonaws.com*".to_owned()]
}

/// The same for Amazon Bedrock.
pub fn by_bedrock(_: &mut Request) -> Vec<String> {
    vec!["bedrock.${AWS::Region}.amazonaws.com*".to_owned()]
}

/// Where the results of a query go: the bucket.
pub fn results_bucket(request: &mut Request) -> Vec<String> {
    let Some(uri) = output_location(request) else { return vec![expand("s3:*")] };
    vec![expand("s3:") + uri.split('/').next().unwrap_or("*")]
}

/// Where the results of a query go: the objects.
pub fn results_objects(request: &mut Request) -> Vec<String> {
    let Some(uri) = output_location(request) else { return vec![expand("s3:*/*")] };
    vec![expand("s3:") + uri.strip_suffix('/').unwrap_or(&uri) + "/*"]
}

fn output_location(request: &mut Request) -> Option<String> {
    const PARAMETER: &str = "ResultConfiguration.OutputLocation";
    if matches!(request.get("ResultConfiguration"), Given::Absent)
        || matches!(request.get(PARAMETER), Given::Absent)
    {
        // The workgroup says.
        request.widened_by(PARAMETER, crate::diag::Loc::NONE);
        return None;
    }
    let text = request.text(PARAMETER)?;
    Some(text.strip_prefix("s3://").unwrap_or("*").to_owned())
}

/// What the tables of a query are made of, which only their catalogue knows.
pub fn data_buckets(request: &mut Request) -> Vec<String> {
    request.widened_by("iam_resources", crate::diag::Loc::NONE);
    vec![expand("s3:*")]
}

/// The objects in [`data_buckets`].
pub fn data_objects(request: &mut Request) -> Vec<String> {
    request.widened_by("iam_resources", crate::diag::Loc::NONE);
    vec![expand("s3:*/*")]
}

/// The tables that a query changes: none, if it says that it only reads.
pub fn written_tables(request: &mut Request) -> Vec<String> {
    if let Given::Text(query) = request.get("QueryString") {
        const READING: &[&str] =
            &["SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "VALUES", "TABLE"];
        let text = query.trim_start_matches(|it: char| it.is_whitespace() || it == '(');
        let verb: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
        if READING.contains(&verb.to_ascii_uppercase().as_str()) {
            return Vec::new();
        }
    }
    tables(request)
}

/// The tables and functions of the query's database.
pub fn tables(request: &mut Request) -> Vec<String> {
    let database = request.text("QueryExecutionContext.Database=default").unwrap_or_else(|| "*".into());
    [
        "catalog".to_owned(),
        format!("database/{database}"),
        format!("table/{database}/*"),
        format!("userDefinedFunction/{database}/*"),
    ]
    .into_iter()
    .map(|it| expand("glue:") + &it)
    .collect()
}
