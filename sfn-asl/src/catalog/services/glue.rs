//! AWS Glue: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html>

use crate::catalog::grant::On::Named;
use crate::catalog::grant::allow;
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Needs, Range, Without};
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "glue",
    title: "AWS Glue",
    sdk: Some("glue"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html",
    errors: &["Glue"],
    actions: &[Action {
        name: "startJobRun",
        api: Some("glue:startJobRun"),
        job: Some(("glue:getJobRun", "JobRun")),
        patterns: &[RequestResponse, Sync],
        required: &["JobName"],
        optional: &[
            "JobRunQueuingEnabled",
            "JobRunId",
            "Arguments",
            "AllocatedCapacity",
            "Timeout",
            "MaxCapacity",
            "SecurityConfiguration",
            "NotificationProperty",
            "WorkerType",
            "NumberOfWorkers",
            "ExecutionClass",
            "ExecutionRoleSessionPolicy",
        ],
        limits: &[
            Limit("Timeout", Range(1.0, 10_080.0)),
            Limit("NotificationProperty.NotifyDelayAfter", Range(1.0, 2_147_483_647.0)),
            Limit("WorkerType", Needs("NumberOfWorkers")),
            Limit("NumberOfWorkers", Needs("WorkerType")),
            Limit("MaxCapacity", Without("WorkerType")),
            Limit("MaxCapacity", Without("NumberOfWorkers")),
        ],
        grants: &[
            allow(&["glue:StartJobRun"], &[Named("JobName", "glue::Job")]),
            allow(
                &["glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"],
                &[Named("JobName", "glue::Job")],
            )
            .sync(),
        ],
        ..Action::BASE
    }],
};
