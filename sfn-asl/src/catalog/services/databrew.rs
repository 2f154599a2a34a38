//! AWS Glue DataBrew: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "databrew",
    title: "AWS Glue DataBrew",
    sdk: Some("databrew"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html",
    actions: &[Action {
        name: "startJobRun",
        api: Some("databrew:startJobRun"),
        patterns: &[RequestResponse, Sync],
        required: &["Name"],
        ..Action::BASE
    }],
};
