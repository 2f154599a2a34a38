//! AWS Step Functions: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>

use crate::catalog::grant::On::{Arn, By, Named};
use crate::catalog::grant::{allow, rule};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "states",
    title: "AWS Step Functions",
    sdk: Some("sfn"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html",
    errors: &["StepFunctions"],
    actions: &[Action {
        name: "startExecution",
        api: Some("sfn:startExecution"),
        patterns: &[RequestResponse, Sync, Sync2, WaitForTaskToken],
        required: &["StateMachineArn"],
        optional: &["Name", "Input", "TraceHeader"],
        grants: &[
            allow(&["states:StartExecution"], &[Named("StateMachineArn", "states::StateMachine")]),
            allow(&["states:DescribeExecution", "states:StopExecution"], &[By(special::executions)]).sync(),
            rule(&[Arn("events:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule")]),
        ],
        ..Action::BASE
    }],
};
