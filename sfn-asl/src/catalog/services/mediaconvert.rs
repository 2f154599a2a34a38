//! AWS Elemental MediaConvert: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html>

use crate::catalog::grant::On::{Arn, Named};
use crate::catalog::grant::{Only, allow, pass_role, passed_to, rule};
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "mediaconvert",
    title: "AWS Elemental MediaConvert",
    sdk: Some("mediaconvert"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html",
    errors: &[],
    actions: &[Action {
        name: "createJob",
        api: Some("mediaconvert:createJob"),
        job: Some(("mediaconvert:getJob", "")),
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
        grants: &[
            allow(
                &["mediaconvert:CreateJob"],
                &[Named("Queue=Default", "mediaconvert::Queue"), Arn("mediaconvert:presets/*")],
            ),
            allow(&["mediaconvert:CreateJob"], &[Named("JobTemplate", "mediaconvert::JobTemplate")])
                .given("JobTemplate"),
            allow(&["mediaconvert:GetJob", "mediaconvert:CancelJob"], &[Arn("mediaconvert:jobs/*")])
                .only(&[Only("StringEquals", "aws:ResourceTag/ManagedByService", Arn("AWSStepFunctions"))])
                .sync(),
            pass_role(&[Named("Role", "iam::Role")], &[passed_to("mediaconvert.amazonaws.com")]),
            rule(&[Arn("events:rule/StepFunctionsGetEventsForMediaConvertJobRule")]),
        ],
        ..Action::BASE
    }],
};
