use super::{CallOptions, Declared, MachineOptions, Policy, Statement, arn, merge, needs, policy};
use crate::catalog::{On, When, services};
use crate::diag::Diagnostics;
use crate::machine::Machine;
use crate::resource::Pattern;

mod keys;
mod sdk;

/// A machine of these states, `"A": { … }`.
fn machine(states: &str) -> Machine {
    let mut cx = Diagnostics::new();
    let text = format!(r#"{{ "StartAt": "A", "States": {{ {states} }} }}"#);
    let value = crate::json::parse(&text, &mut cx).value.expect("JSON");
    let machine = crate::read::machine(&mut cx, &value);
    assert!(!cx.has_errors(), "{text}: {:?}", cx.items());
    machine
}

/// One Task.
fn task(resource: &str, parameters: &str) -> Machine {
    machine(&format!(
        r#""A": {{ "Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {parameters}, "End": true }}"#
    ))
}

fn declared() -> Vec<Declared> {
    [
        ("table", "dynamodb::Table"),
        ("queue", "sqs::Queue"),
        ("topic", "sns::Topic"),
        ("function", "lambda::Function"),
        ("machine", "states::StateMachine"),
        ("role", "iam::Role"),
        ("other", "arn"),
    ]
    .map(|(name, kind)| Declared { name: name.to_owned(), kind: kind.to_owned() })
    .to_vec()
}

fn short(text: &str) -> String {
    text.replace("arn:${AWS::Partition}:", "").replace(":${AWS::Region}:${AWS::AccountId}:", "/")
}

/// Each statement as a line: actions, resources, conditions; then the parameters that would make it narrower.
fn lines(machine: &Machine, options: &MachineOptions) -> Vec<String> {
    let mut cx = Diagnostics::new();
    let policy = policy(&mut cx, machine, &declared(), options);
    let mut lines: Vec<String> = policy.statements.iter().map(line).collect();
    lines.extend(cx.items().iter().map(|it| format!("! {}", it.message)));
    lines
}

fn line(it: &Statement) -> String {
    let resources: Vec<String> = it.resources.iter().map(|it| short(it)).collect();
    let mut line = format!("{} on {}", it.actions.join(" "), resources.join(" "));
    for condition in &it.conditions {
        let values: Vec<String> = condition.values.iter().map(|it| short(it)).collect();
        line.push_str(&format!(" if {} {}", condition.key, values.join("|")));
    }
    line
}

#[track_caller]
fn check(resource: &str, parameters: &str, expected: &[&str]) {
    assert_eq!(lines(&task(resource, parameters), &MachineOptions::default()), expected);
}

#[test]
fn names_and_arns_become_arns() {
    let put = |table: &str, expected: &str| {
        check("dynamodb:putItem", &format!(r#"{{ {table}, "Item": {{}} }}"#), &[expected]);
    };
    put(r#""TableName": "t""#, "dynamodb:PutItem on dynamodb/table/t");
    put(r#""TableName": "${table}""#, "dynamodb:PutItem on dynamodb/table/${table}");
    put(r#""TableName": "${Undeclared}""#, "dynamodb:PutItem on dynamodb/table/${Undeclared}");
    put(r#""TableName": "${TableArn}""#, "dynamodb:PutItem on ${TableArn}");
    put(r#""TableName": "${other}""#, "dynamodb:PutItem on ${other}");
    put(
        r#""TableName": "arn:aws:dynamodb:eu-west-1:123456789012:table/t""#,
        "dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:123456789012:table/t",
    );
    put(r#""TableName.$": "States.Format('t-{}', $.x)""#, "dynamodb:PutItem on dynamodb/table/t-*");
}

#[test]
fn sagemaker_has_names_in_lower_case() {
    for (name, arn) in [
        ("My-Model", "my-model"),
        ("${Stage}-Model", "${Stage}-model"),
        ("Model-${Of.Stage}", "model-${Of.Stage}"),
    ] {
        let parameters = format!(r#"{{ "ModelName": "{name}" }}"#);
        let expected = format!("sagemaker:CreateModel on sagemaker/model/{arn}");
        check("sagemaker:createModel", &parameters, &[&expected]);
    }
}

#[test]
fn what_is_not_known_is_said() {
    check(
        "dynamodb:putItem",
        r#"{ "TableName.$": "$.table", "Item": {} }"#,
        &[
            "dynamodb:PutItem on dynamodb/table/*",
            "! `TableName` is not known before the machine runs: the role allows `dynamodb:PutItem` on `table/*`",
        ],
    );
    // A template that begins with what is not known is not known.
    check(
        "dynamodb:putItem",
        r#"{ "TableName.$": "States.Format('{}-t', $.x)", "Item": {} }"#,
        &[
            "dynamodb:PutItem on dynamodb/table/*",
            "! `TableName` is not known before the machine runs: the role allows `dynamodb:PutItem` on `table/*`",
        ],
    );
}

#[test]
fn queues_are_in_their_urls() {
    let send = |url: &str, expected: &[&str]| {
        check("sqs:sendMessage", &format!(r#"{{ "QueueUrl": "{url}", "MessageBody": "x" }}"#), expected);
    };
    send(
        "https://sqs.eu-west-1.amazonaws.com/123456789012/q",
        &["sqs:SendMessage on sqs:eu-west-1:123456789012:q"],
    );
    send(
        "https://eu-west-1.queue.amazonaws.com/123456789012/q",
        &["sqs:SendMessage on sqs:eu-west-1:123456789012:q"],
    );
    send("https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/q", &["sqs:SendMessage on sqs/q"]);
    send("${queue}", &["sqs:SendMessage on ${queue.Arn}"]);
    send(
        "${Url}",
        &[
            "sqs:SendMessage on sqs/*",
            "! `QueueUrl` is not known before the machine runs: the role allows `sqs:SendMessage` on `*`",
        ],
    );
}

#[test]
fn functions_are_of_the_version_that_is_called() {
    let invoke = |parameters: &str, expected: &str| {
        check(
            "lambda:invoke",
            &format!("{{ {parameters} }}"),
            &[&format!("lambda:InvokeFunction on {expected}")],
        );
    };
    invoke(r#""FunctionName": "f""#, "lambda/function:f");
    invoke(r#""FunctionName": "f:live""#, "lambda/function:f:live");
    invoke(r#""FunctionName": "f", "Qualifier": "live""#, "lambda/function:f:live");
    invoke(r#""FunctionName": "${function}""#, "${function}");
    invoke(r#""FunctionName": "${function}", "Qualifier": "2""#, "${function}:2");
    invoke(r#""FunctionName": "210987654321:function:f""#, "lambda:${AWS::Region}:210987654321:function:f");
    invoke(
        r#""FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST""#,
        "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST",
    );
}

#[test]
fn a_child_is_watched_as_an_execution() {
    check(
        "states:startExecution.sync",
        r#"{ "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Child" }"#,
        &[
            "states:StartExecution on arn:aws:states:us-east-1:123456789012:stateMachine:Child",
            "states:DescribeExecution states:StopExecution on arn:aws:states:us-east-1:123456789012:execution:Child:*",
            "events:PutTargets events:PutRule events:DescribeRule on \
             events/rule/StepFunctionsGetEventsForStepFunctionsExecutionRule",
        ],
    );
    check(
        "states:startExecution",
        r#"{ "StateMachineArn": "${machine}" }"#,
        &["states:StartExecution on ${machine}"],
    );
}

#[test]
fn an_api_is_signed_for_only_if_asked() {
    let host = "abc.execute-api.us-east-1.amazonaws.com";
    let call = |more: &str, expected: &[&str]| {
        check(
            "apigateway:invoke",
            &format!(r#"{{ "ApiEndpoint": "{host}", "Method": "GET" {more} }}"#),
            expected,
        );
    };
    call("", &[]);
    call(r#", "AuthType": "NO_AUTH""#, &[]);
    call(r#", "AuthType": "IAM_ROLE", "Stage": "s""#, &["execute-api:Invoke on execute-api/abc/s/GET/"]);
    call(
        r#", "AuthType": "RESOURCE_POLICY", "Stage": "s", "Path": "/orders/{id}""#,
        &["execute-api:Invoke on execute-api/abc/s/GET/orders/{id}"],
    );
    call(r#", "AuthType": "IAM_ROLE""#, &["execute-api:Invoke on execute-api/abc/$default/GET/"]);
}

#[test]
fn reading_queries_write_no_tables() {
    let writes = |query: &str| {
        let parameters = format!(r#"{{ "QueryString": "{query}" }}"#);
        let lines = lines(&task("athena:startQueryExecution", &parameters), &MachineOptions::default());
        assert!(lines.iter().all(|it| !it.contains("StopQueryExecution")), "{lines:?}");
        lines.iter().any(|it| it.contains("glue:CreateTable"))
    };
    assert!(!writes("SELECT 1"));
    assert!(!writes(" (with x as (select 1) select * from x)"));
    assert!(writes("INSERT INTO t SELECT 1"));
    assert!(writes("UNLOAD (SELECT 1) TO 's3://b'"));
    assert!(writes("${Query}"));
}

#[test]
fn results_of_queries_go_where_the_query_says() {
    let needs = |configuration: &str, expected: &[&str]| {
        let parameters = format!(r#"{{ "QueryString": "SELECT 1", {configuration} }}"#);
        let lines = lines(&task("athena:startQueryExecution", &parameters), &MachineOptions::default());
        for line in expected {
            assert!(lines.iter().any(|it| it == line), "no {line} in {lines:#?}");
        }
        assert_eq!(lines.iter().filter(|it| it.contains("kms:")).count(), expected.len() / 2, "{lines:#?}");
    };
    const OBJECTS: &str =
        "s3:GetObject s3:PutObject s3:AbortMultipartUpload s3:ListMultipartUploadParts on s3:::";
    needs(r#""ResultConfiguration": { "OutputLocation": "s3://b//" }"#, &[&format!("{OBJECTS}b//*")]);
    needs(
        r#""ResultConfiguration": { "OutputLocation": "s3://b/k/", "EncryptionConfiguration":
            { "EncryptionOption": "SSE_KMS", "KmsKey": "1a2b" } }"#,
        &[&format!("{OBJECTS}b/k/*"), "kms:GenerateDataKey kms:Decrypt on kms/key/1a2b"],
    );
    needs(r#""ResultConfiguration.$": "$.results""#, &[]);
}

#[test]
fn an_author_names_what_the_call_does_not_tell() {
    let machine = task("ecs:runTask", r#"{ "TaskDefinition": "t:3" }"#);
    let role = "arn:aws:iam::123456789012:role/r";
    let of = |resources: &[&str]| MachineOptions {
        calls: vec![CallOptions {
            state: "A".to_owned(),
            resources: resources.iter().map(|it| (*it).to_owned()).collect(),
            ..CallOptions::default()
        }],
        ..MachineOptions::default()
    };
    let run = "ecs:RunTask on ecs/task-definition/t:3 if ecs:cluster ecs/cluster/default";
    let pass = |role: &str| format!("iam:PassRole on {role} if iam:PassedToService ecs-tasks.amazonaws.com");
    assert_eq!(lines(&machine, &of(&[role])), [run, &pass(role)]);
    // What it is for is known from its service.
    let warned = lines(&machine, &of(&["arn:aws:s3:::bucket"]));
    assert_eq!(warned[..2], [run, &pass("iam::${AWS::AccountId}:role/*")]);
    assert_eq!(warned.len(), 4, "{warned:?}");
    assert!(warned[2].starts_with("! nothing that this call needs is narrowed by `arn:aws:s3"), "{warned:?}");
}

#[test]
fn wildcards_match_as_in_iam() {
    for (pattern, text, expected) in [
        ("a", "a", true),
        ("a", "b", false),
        ("a*", "a", true),
        ("*", "", true),
        ("a*b", "acb", true),
        ("a*b", "ab", true),
        ("ab*b", "ab", false),
        ("a*b*c", "a/b/b/c", true),
        ("a*b*c", "a/c/b", false),
    ] {
        assert_eq!(arn::matches(pattern, text), expected, "{pattern} {text}");
    }
}

/// Every call of the catalogue: a machine for each of its patterns, with its required parameters and, in turn, all.
fn calls() -> Vec<(String, Machine)> {
    let mut calls = Vec::new();
    for service in services() {
        for action in service.actions {
            for pattern in action.patterns {
                let all: Vec<&str> = action.parameters().collect();
                for names in [action.required, &all] {
                    for value in ["x", "arn:aws:iam::123456789012:role/x", ""] {
                        let fields: Vec<String> = names
                            .iter()
                            .map(|it| match value {
                                "" => format!(r#""{it}.$": "$.{it}""#),
                                _ => format!(r#""{it}": "{value}""#),
                            })
                            .collect();
                        let resource = format!("{}:{}{}", service.name, action.name, pattern.suffix());
                        let machine = task(&resource, &format!("{{ {} }}", fields.join(", ")));
                        calls.push((resource, machine));
                    }
                }
            }
        }
    }
    calls
}

fn allows(policy: &Policy, action: &str, resource: &str, need: &Statement) -> bool {
    policy.statements.iter().any(|it| {
        it.conditions == need.conditions
            && it.actions.iter().any(|it| it == action)
            && it.resources.iter().any(|it| arn::matches(it, resource))
    })
}

/// Each need of each state is allowed, and whatever is allowed, some state needs.
#[track_caller]
fn check_coverage(name: &str, machine: &Machine) -> Policy {
    let options = MachineOptions { tracing: true, logging: true, ..MachineOptions::default() };
    let needs = needs(&mut Diagnostics::new(), machine, &declared(), &options);
    let policy = merge::merge(needs.clone());
    for need in &needs {
        for action in &need.actions {
            for resource in &need.resources {
                assert!(allows(&policy, action, resource, need), "{name}: {action} on {resource}");
            }
        }
    }
    let needed = Policy { statements: needs };
    for statement in &policy.statements {
        assert!(!statement.reasons.is_empty(), "{name}: {statement:?}");
        for action in &statement.actions {
            for resource in &statement.resources {
                assert!(allows(&needed, action, resource, statement), "{name}: {action} on {resource}");
            }
        }
    }
    let mut sids: Vec<&str> = policy.statements.iter().map(|it| it.sid.as_str()).collect();
    sids.sort_unstable();
    assert!(sids.windows(2).all(|it| it[0] != it[1]), "{name}: {sids:?}");
    policy
}

#[test]
fn every_need_is_allowed_and_nothing_else() {
    for (name, machine) in calls() {
        let policy = check_coverage(&name, &machine);
        for statement in policy.statements {
            assert!(
                !statement.actions.is_empty() && !statement.resources.is_empty(),
                "{name}: {statement:?}"
            );
            for action in &statement.actions {
                let (service, verb) = action.split_once(':').expect("a service");
                assert!(
                    service.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'),
                    "{action}"
                );
                assert!(verb.starts_with(|it: char| it.is_ascii_uppercase()), "{action}");
                assert!(!action.contains('*'), "{action}");
            }
            if statement.actions.iter().any(|it| it == "iam:PassRole")
                && !name.starts_with("elasticmapreduce:addStep")
            {
                assert!(statement.conditions.iter().any(|it| it.key == "iam:PassedToService"), "{name}");
            }
        }
    }
}

#[test]
fn machines_of_many_calls_are_covered() {
    let all = calls();
    for many in all.chunks(37) {
        let mut merged = Machine::default();
        for (i, (_, machine)) in many.iter().enumerate() {
            let mut state = machine.body.states[0].clone();
            state.name.value = format!("A{i}");
            merged.body.states.push(state);
        }
        check_coverage(&many[0].0, &merged);
    }
}

/// AWS knows no resources for these (Service Authorization Reference).
const WITHOUT_RESOURCES: &[&str] = &[
    "batch:DescribeJobs",
    "ec2:DescribeSubnets",
    "eks:CreateCluster",
    "elasticmapreduce:RunJobFlow",
    "emr-containers:CreateVirtualCluster",
    "lakeformation:GetDataAccess",
];

#[test]
fn everything_is_allowed_only_where_aws_knows_nothing_narrower() {
    for service in services() {
        for action in service.actions {
            for grant in action.grants {
                let is_all = grant.on.iter().any(|it| matches!(it, On::All));
                for name in grant.actions {
                    assert_eq!(is_all, WITHOUT_RESOURCES.contains(name), "{name}");
                }
            }
        }
    }
    for (name, machine) in calls() {
        let policy = policy(&mut Diagnostics::new(), &machine, &[], &MachineOptions::default());
        for statement in policy.statements.iter().filter(|it| it.resources.iter().any(|it| it == "*")) {
            // Telephones are no resources.
            let is_known = |it: &String| WITHOUT_RESOURCES.contains(&it.as_str()) || it == "sns:Publish";
            assert!(statement.actions.iter().all(is_known), "{name}: {statement:?}");
        }
    }
}

/// Waiting for a job takes more than starting it, and starting it takes nothing of that.
#[test]
fn only_those_who_wait_may_watch_and_stop() {
    for service in services() {
        for action in service.actions {
            let has_job = action.patterns.contains(&Pattern::Sync);
            let watches = action.grants.iter().any(|it| it.when == When::Sync);
            // The API of Kubernetes has permissions of its own.
            assert_eq!(has_job && action.name != "runJob", watches, "{}:{}", service.name, action.name);
            let free = matches!((service.name, action.name), ("eks", "call" | "runJob"));
            assert_eq!(free, action.grants.is_empty(), "{}:{}", service.name, action.name);
        }
    }
}
