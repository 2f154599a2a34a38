//! Amazon Bedrock: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "bedrock",
    title: "Amazon Bedrock",
    sdk: Some("bedrock"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html",
    actions: &[
        Action {
            name: "invokeModel",
            patterns: &[RequestResponse, WaitForTaskToken],
            required: &["ModelId"],
            optional: &[
                "Body",
                "Accept",
                "ContentType",
                "Input",
                "Output",
                "Trace",
                "GuardrailIdentifier",
                "GuardrailVersion",
            ],
            ..Action::BASE
        },
        Action {
            name: "createModelCustomizationJob",
            api: Some("bedrock:createModelCustomizationJob"),
            patterns: &[RequestResponse, Sync],
            required: &[
                "JobName",
                "CustomModelName",
                "RoleArn",
                "BaseModelIdentifier",
                "TrainingDataConfig",
                "OutputDataConfig",
            ],
            optional: &[
                "ClientRequestToken",
                "CustomizationType",
                "CustomModelKmsKeyId",
                "JobTags",
                "CustomModelTags",
                "ValidationDataConfig",
                "HyperParameters",
                "VpcConfig",
                "CustomizationConfig",
            ],
            ..Action::BASE
        },
    ],
};
