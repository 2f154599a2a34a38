//! What the machine itself does: tracing and logging.

use super::model::{Effect, Reason, Statement};
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
}
