//! What the machine itself does: tracing, logging and encryption.

use super::MACHINE_NAME;
use super::arn::{alias, expand, keys};
use super::model::{Condition, Effect, Reason, Statement};
use super::options::MachineOptions;

/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html>
const TRACING: &[&str] = &[
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
];

/// <https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html>
const LOGGING: &[&str] = &[
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
];

// Neither service has resources for these actions.
pub(super) fn machine(needs: &mut Vec<Statement>, options: &MachineOptions) {
    for (is_on, actions, what) in
        [(options.tracing, TRACING, "tracing"), (options.logging, LOGGING, "logging")]
    {
        if is_on {
            needs.push(Statement {
                sid: String::new(),
                effect: Effect::Allow,
                actions: actions.iter().map(|it| (*it).to_owned()).collect(),
                resources: vec!["*".to_owned()],
                conditions: Vec::new(),
                reasons: vec![Reason { state: String::new(), what: what.to_owned() }],
            });
        }
    }
    if let Some(key) = &options.key {
        let this = expand("states:stateMachine:") + MACHINE_NAME;
        encryption(
            needs,
            key,
            &["kms:Decrypt", "kms:GenerateDataKey"],
            "kms:EncryptionContext:aws:states:stateMachineArn",
            this,
            "encryption",
        );
        if options.logging {
            let logs = expand("logs:*");
            let context = "kms:EncryptionContext:SourceArn";
            encryption(needs, key, &["kms:GenerateDataKey"], context, logs, "encryption of logs");
        }
    }
}

/// The author's key, for nothing but this machine or its logs.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html>
fn encryption(
    needs: &mut Vec<Statement>,
    key: &str,
    actions: &[&str],
    context: &str,
    of: String,
    what: &str,
) {
    let mut conditions =
        vec![Condition { operator: "StringEquals".to_owned(), key: context.to_owned(), values: vec![of] }];
    let mut resource = key.to_owned();
    if let Some(alias) = alias(key) {
        resource = keys(key);
        conditions.push(Condition {
            operator: "ForAnyValue:StringEquals".to_owned(),
            key: "kms:ResourceAliases".to_owned(),
            values: vec![alias.to_owned()],
        });
    }
    needs.push(Statement {
        sid: String::new(),
        effect: Effect::Allow,
        actions: actions.iter().map(|it| (*it).to_owned()).collect(),
        resources: vec![resource],
        conditions,
        reasons: vec![Reason { state: String::new(), what: what.to_owned() }],
    });
}
