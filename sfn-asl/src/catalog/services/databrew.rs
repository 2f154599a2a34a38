//! AWS Glue DataBrew: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html>

use crate::catalog::grant::On::Named;
use crate::catalog::grant::allow;
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "databrew",
    title: "AWS Glue DataBrew",
    sdk: Some("databrew"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html",
    errors: &[],
    actions: &[Action {
        name: "startJobRun",
        api: Some("databrew:startJobRun"),
        patterns: &[RequestResponse, Sync],
        required: &["Name"],
        grants: &[
            allow(&["databrew:StartJobRun"], &[Named("Name", "databrew::Job")]),
            allow(&["databrew:StopJobRun", "databrew:ListJobRuns"], &[Named("Name", "databrew::Job")]).sync(),
        ],
        ..Action::BASE
    }],
};
