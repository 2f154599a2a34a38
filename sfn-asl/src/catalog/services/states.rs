//! AWS Step Functions: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "states",
    title: "AWS Step Functions",
    sdk: Some("sfn"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html",
    actions: &[Action {
        name: "startExecution",
        api: Some("sfn:startExecution"),
        patterns: &[RequestResponse, Sync, Sync2, WaitForTaskToken],
        required: &["StateMachineArn"],
        optional: &["Name", "Input", "TraceHeader"],
        ..Action::BASE
    }],
};
