//! Amazon Athena: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "athena",
    title: "Amazon Athena",
    sdk: Some("athena"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html",
    actions: &[
        Action {
            name: "startQueryExecution",
            api: Some("athena:startQueryExecution"),
            patterns: &[RequestResponse, Sync],
            required: &["QueryString"],
            optional: &[
                "ClientRequestToken",
                "QueryExecutionContext",
                "ResultConfiguration",
                "WorkGroup",
                "ExecutionParameters",
                "ResultReuseConfiguration",
                "EngineConfiguration",
            ],
            ..Action::BASE
        },
        Action {
            name: "stopQueryExecution",
            api: Some("athena:stopQueryExecution"),
            patterns: &[RequestResponse],
            optional: &["QueryExecutionId"],
            ..Action::BASE
        },
        Action {
            name: "getQueryExecution",
            api: Some("athena:getQueryExecution"),
            patterns: &[RequestResponse],
            required: &["QueryExecutionId"],
            ..Action::BASE
        },
        Action {
            name: "getQueryResults",
            api: Some("athena:getQueryResults"),
            patterns: &[RequestResponse],
            required: &["QueryExecutionId"],
            optional: &["NextToken", "MaxResults", "QueryResultType"],
            ..Action::BASE
        },
    ],
};
