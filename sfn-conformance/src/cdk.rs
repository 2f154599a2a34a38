//! Kind `cdk`: what the AWS CDK made of a task or a machine: a definition, and the statements of its role. The definition
//! has to be the same when it has been printed as source text and compiled. The policy has to allow what the CDK's does,
//! on resources no wider; where it does not, [`LEFT_OUT`], [`ADDED`] and [`WIDER`] say why. What the CDK allows on the
//! text of an expression, or by an action that IAM does not have, it allows for nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value as Json;
use sfn_asl::diag::Diagnostics;
use sfn_asl::iam::{self, CallOptions, Effect, MachineOptions, Statement, arn};
use sfn_asl::machine::{Machine, StateKind, WorkflowType};

use crate::run::Case;
use crate::{asl, front};

/// An entry of the material.
struct Entry {
    json: Json,
    definition: Json,
    machine: Machine,
}

/// An action on a resource.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    /// In lower case: IAM does not tell them apart.
    action: String,
    resource: String,
}

/// A way in which we are known to differ: actions that begin so, where that is so, and why it is right.
struct Difference {
    actions: &'static str,
    when: fn(&Entry) -> bool,
    reason: &'static str,
}

const fn differ(actions: &'static str, when: fn(&Entry) -> bool, reason: &'static str) -> Difference {
    Difference { actions, when, reason }
}

/// What the CDK allows and we do not.
const LEFT_OUT: &[Difference] = &[
    differ("athena:getqueryexecution", is_no_job, "only .sync asks for the query"),
    differ("bedrock:tagresource", always, "only with tags, which the call does not have"),
    differ("codebuild:batchgetreports", always, "Step Functions reads no reports"),
    differ("codebuild:", is_no_job, "only .sync asks for the build and stops it"),
    differ("ecs:", is_no_job, "only .sync asks for the task and stops it"),
    differ("elasticmapreduce:", is_no_job, "only .sync asks for the cluster or step and stops it"),
    differ("events:", is_no_job, "only .sync has a rule"),
    differ("execute-api:invoke", always, "only calls that are signed need it: AuthType is NO_AUTH"),
    differ("glue:getcrawler", always, "starting a crawler does not ask for it"),
    differ("glue:", always, "a query that only reads changes no tables"),
    differ("iam:passrole", always, "the call names no role"),
    differ("kms:", is_activity, "the key of an activity is set where the activity is deployed"),
    differ("", has_credentials, "the calls are made by the role of the Credentials"),
    differ("s3:createbucket", always, "results go to a bucket that is there"),
    differ("sagemaker:addtags", always, "only with tags, which the call does not have"),
    differ("sagemaker:listtags", always, "creating something reads no tags"),
    differ("sagemaker:", is_no_job, "only .sync asks for the job and stops it"),
];

/// What we allow and the CDK does not.
const ADDED: &[Difference] = &[
    differ("athena:stopqueryexecution", always, "stopping the execution stops the query"),
    differ("batch:describejobs", always, ".sync asks for the job"),
    differ("batch:terminatejob", always, "stopping the execution stops the job"),
    differ("emr-containers:tagresource", always, "the call has tags"),
    differ("emr-serverless:tagresource", always, "the call has tags"),
    differ("sagemaker:addtags", always, "the call has tags"),
    differ("ecs:tagresource", always, "the call has tags"),
    differ("iam:passrole", is_step, "the step has a role, which is passed"),
    differ("iam:passrole", is_sdk, "the call has a role, which is passed"),
    differ("kms:creategrant", always, "the key of a volume or a model is granted in the name of the caller"),
    differ("kms:", is_query, "the results are encrypted with the caller's rights"),
    differ("kms:", is_customization, "the key of the model is tried and granted in the name of the caller"),
    differ("states:", has_map, "a Map whose children are executions starts them"),
    differ("s3:getobject", has_map, "the items are read"),
    // The CDK allows nothing for a state that is written by hand.
    differ("dynamodb:", is_custom, "the state's own call"),
    differ("sqs:", is_custom, "the state's own call"),
    differ("lambda:", is_custom, "the state's own call"),
];

/// What we allow on other resources than the CDK.
const WIDER: &[Difference] = &[
    differ("ecs:runtask", always, "the definition names a family: the CDK knows the revision that it makes"),
    differ("s3:listbucketmultipartuploads", always, "is of a bucket: on objects it allows nothing"),
    differ(
        "iam:passrole",
        always,
        "EMR has the names of roles that the CDK makes, where the CDK has their ARNs",
    ),
];

fn always(_: &Entry) -> bool {
    true
}

fn has_map(entry: &Entry) -> bool {
    entry.has(&|it| matches!(it, StateKind::Map(_)))
}

/// That is so of each of the calls.
fn has_credentials(entry: &Entry) -> bool {
    entry.has(&|it| matches!(it, StateKind::Task(_)))
        && !entry.has(&|it| matches!(it, StateKind::Task(task) if task.credentials.is_none()))
}

fn is_sdk(entry: &Entry) -> bool {
    entry.json["task"] == "CallAwsService"
}

fn is_no_job(entry: &Entry) -> bool {
    !entry.has(&|it| matches!(it, StateKind::Task(task) if task.resource.value.contains(".sync")))
}

fn is_activity(entry: &Entry) -> bool {
    entry.json["task"] == "StepFunctionsInvokeActivity"
}

fn is_query(entry: &Entry) -> bool {
    entry.json["task"] == "AthenaStartQueryExecution"
}

fn is_customization(entry: &Entry) -> bool {
    entry.json["task"] == "BedrockCreateModelCustomizationJob"
}

/// That of the object that the CDK was given: the call only has the queue's URL.
fn has_key_of_its_own(entry: &Entry) -> bool {
    entry.json["task"] == "SqsSendMessage"
}

fn is_step(entry: &Entry) -> bool {
    entry.json["task"] == "EmrAddStep"
}

fn is_custom(entry: &Entry) -> bool {
    entry.json["task"] == "CustomState"
}

impl Entry {
    fn has(&self, is_it: &dyn Fn(&StateKind) -> bool) -> bool {
        let mut found = false;
        self.machine.body.each_state(&mut |state| found |= is_it(&state.kind));
        found
    }
}

/// The cases of the folder `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let (mut narrower, mut left_out) = (0, 0);
    for file in front::files(path, ".json")? {
        let Json::Array(entries) = front::json(&file.path)? else { continue };
        for json in entries {
            let definition = match (&json["definition"], &json["state"], json["name"].as_str()) {
                (definition @ Json::Object(_), ..) => definition.clone(),
                (_, state @ Json::Object(_), Some(name)) => {
                    serde_json::json!({ "StartAt": name, "States": { name: state } })
                }
                // What the CDK refuses.
                _ => continue,
            };
            let name = format!("{}/{}", file.name, json["id"].as_str().unwrap_or_default());
            let machine = front::read(&definition.to_string(), WorkflowType::Standard).machine;
            let entry = Entry { json, definition, machine };
            if let Ok((narrow, out)) = compare(&entry) {
                narrower += narrow;
                left_out += out;
            }
            cases.push(Case { name, check: Box::new(move || check(&entry)) });
        }
    }
    println!("actions on narrower resources than the CDK's: {narrower}; left out as not needed: {left_out}");
    Ok(cases)
}

fn check(entry: &Entry) -> Result<(), String> {
    asl::check(&entry.definition.to_string(), false)?;
    compare(entry).map(|_| ())
}

/// Compares the policies. How many actions are on narrower resources, and how many are left out.
fn compare(entry: &Entry) -> Result<(usize, usize), String> {
    let policy = iam::policy(&mut Diagnostics::new(), &entry.machine, &[], &options(entry));
    let ours: Vec<Pair> = policy.statements.iter().flat_map(of_ours).collect();
    let theirs = of_cdk(&entry.json["iam"]);
    let is_known = |differences: &[Difference], action: &str| {
        differences
            .iter()
            .any(|it| action.starts_with(it.actions) && (it.when)(entry) && !it.reason.is_empty())
    };
    // The CDK makes an action of the call's name; where IAM has no such action, those that it has do its work.
    let has_no_action = |action: &str| is_sdk(entry) && !is_action(action);
    let is_derived = theirs.iter().any(|it| has_no_action(&it.action));
    let is_defect = entry.json["cdkDefectIn"].as_array().is_some_and(|it| it.contains(&"iam".into()));
    let mut wrong = Vec::new();
    let (mut narrower, mut left_out) = (0, 0);
    for pair in &theirs {
        if ours.iter().all(|it| it.action != pair.action) {
            left_out += 1;
            if !is_known(LEFT_OUT, &pair.action) && !has_no_action(&pair.action) && !is_defect {
                wrong.push(format!("lacks {} on {}", pair.action, pair.resource));
            }
        }
    }
    for pair in &ours {
        let same: Vec<&Pair> = theirs.iter().filter(|it| it.action == pair.action).collect();
        if same.is_empty() {
            if !is_known(ADDED, &pair.action) && !is_derived && !is_defect {
                wrong.push(format!("adds {} on {}", pair.action, pair.resource));
            }
        } else if !same.iter().any(|it| is_within(pair, it)) {
            let is_no_resource = same.iter().any(|it| has_expression(&it.resource));
            if !is_known(WIDER, &pair.action) && !is_no_resource && !is_defect {
                wrong.push(format!("has {} on {}, which is wider", pair.action, pair.resource));
            }
        } else if same.iter().all(|it| it.resource != pair.resource) {
            narrower += 1;
        }
    }
    if wrong.is_empty() { Ok((narrower, left_out)) } else { Err(wrong.join("; ")) }
}

/// An action that the Service Authorization Reference has, in lower case.
fn is_action(action: &str) -> bool {
    static ACTIONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let actions = sfn_catalog::services().flat_map(|it| it.actions());
        let permissions = actions.filter_map(|it| it.permissions()).flatten();
        permissions.map(|it| it.action.to_ascii_lowercase()).collect()
    });
    ACTIONS.contains(action)
}

/// Whether the CDK put an expression into an ARN as it is written, or what JavaScript has for nothing: what it is, only
/// the execution knows, and nothing has such a name.
fn has_expression(resource: &str) -> bool {
    ["{%", "$.", "$$.", "undefined", "[object Object]"].iter().any(|it| resource.contains(it))
}

/// SageMaker has names in lower case in its ARNs, and the CDK not always.
fn is_within(ours: &Pair, theirs: &Pair) -> bool {
    if ours.action.starts_with("sagemaker:") {
        let lower = |it: &Pair| it.resource.to_ascii_lowercase();
        return arn::matches(&lower(theirs), &lower(ours));
    }
    arn::matches(&theirs.resource, &ours.resource)
}

/// What the author told the CDK beside the definition: what to allow for an SDK call, and by giving it objects, which
/// roles, secrets and keys there are.
fn options(entry: &Entry) -> MachineOptions {
    let properties = &entry.json["machineProperties"];
    let logging = &properties["LoggingConfiguration"];
    let props = &entry.json["input"]["props"];
    let mut resources = texts(&props["iamResources"]);
    for pair in of_cdk(&entry.json["iam"]) {
        if pair.action == "iam:passrole" || pair.action.starts_with("secretsmanager:") {
            resources.push(pair.resource);
        }
    }
    let mut statements = Vec::new();
    // Of a call in another region they are those of the function that makes it.
    let additional = props["additionalIamStatements"].as_array().filter(|_| is_sdk(entry));
    for statement in additional.into_iter().flatten() {
        let statement = &statement["$policyStatement"];
        statements.push(Statement {
            sid: String::new(),
            effect: Effect::Allow,
            actions: texts(&statement["actions"]),
            resources: texts(&statement["resources"]),
            conditions: Vec::new(),
            reasons: Vec::new(),
        });
    }
    // What is behind a name is the author's to say: `additional_iam_statements`.
    for pair in of_cdk(&entry.json["iam"]) {
        if pair.action.starts_with("kms:") && has_key_of_its_own(entry) {
            statements.push(Statement {
                sid: String::new(),
                effect: Effect::Allow,
                actions: vec![pair.action],
                resources: vec![pair.resource],
                conditions: Vec::new(),
                reasons: Vec::new(),
            });
        }
    }
    let action = props["iamAction"].as_str().map(str::to_owned);
    let mut calls = Vec::new();
    entry.machine.body.each_state(&mut |state| {
        if let StateKind::Task(task) = &state.kind {
            let is_sdk = task.resource.value.contains(":aws-sdk:");
            calls.push(CallOptions {
                state: state.name.value.clone(),
                resources: resources.clone(),
                action: action.clone().filter(|_| is_sdk),
                statements: Some(statements.clone()),
            });
        }
    });
    MachineOptions {
        tracing: properties["TracingConfiguration"]["Enabled"] == true,
        key: properties["EncryptionConfiguration"]["KmsKeyId"].as_str().map(str::to_owned),
        logging: logging.is_object() && logging["Level"] != "OFF",
        calls,
    }
}

fn of_ours(statement: &Statement) -> Vec<Pair> {
    // As the material fills them in.
    let deployed = |text: &str| {
        text.replace("${AWS::Partition}", "aws")
            .replace("${AWS::Region}", "us-east-1")
            .replace("${AWS::AccountId}", "123456789012")
            .replace(iam::MACHINE_NAME, "TestMachine")
    };
    let actions = statement.actions.iter();
    let pairs = actions.flat_map(|action| {
        let pair = |it: &String| Pair { action: action.to_ascii_lowercase(), resource: deployed(it) };
        statement.resources.iter().map(pair).collect::<Vec<_>>()
    });
    pairs.collect()
}

fn of_cdk(statements: &Json) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for statement in statements.as_array().into_iter().flatten() {
        for action in texts(&statement["Action"]) {
            for resource in texts(&statement["Resource"]) {
                pairs.push(Pair { action: action.to_ascii_lowercase(), resource });
            }
        }
    }
    pairs
}

fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}
