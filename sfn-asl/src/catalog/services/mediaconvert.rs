//! AWS Elemental MediaConvert: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "mediaconvert",
    title: "AWS Elemental MediaConvert",
    sdk: Some("mediaconvert"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html",
    actions: &[Action {
        name: "createJob",
        api: Some("mediaconvert:createJob"),
        patterns: &[RequestResponse, Sync],
        required: &["Role", "Settings"],
        optional: &[
            "AccelerationSettings",
            "BillingTagsSource",
            "ClientRequestToken",
            "ElementalInferenceSettings",
            "HopDestinations",
            "JobEngineVersion",
            "JobTemplate",
            "Priority",
            "Queue",
            "SimulateReservedQueue",
            "StatusUpdateInterval",
            "Tags",
            "UserMetadata",
        ],
        ..Action::BASE
    }],
};
