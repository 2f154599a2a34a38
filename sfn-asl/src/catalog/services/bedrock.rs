//! Amazon Bedrock: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>

use crate::catalog::grant::On::{Arn, By, Named};
use crate::catalog::grant::{On, allow, pass_role, passed_to};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
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
            grants: &[
                allow(&["bedrock:InvokeModel"], &[By(special::model)]),
                allow(&["s3:GetObject"], &[By(special::model_input)]),
                allow(&["s3:PutObject"], &[By(special::model_output)]),
                allow(&["bedrock:ApplyGuardrail"], &[Arn("bedrock:guardrail/{GuardrailIdentifier}")])
                    .given("GuardrailIdentifier"),
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
            grants: &[
                // The ARNs of model and job begin with the id of the model that they are made from.
                allow(
                    &["bedrock:CreateModelCustomizationJob"],
                    &[By(special::base_model), CUSTOM_MODEL, JOB],
                ),
                allow(&["bedrock:TagResource"], &[JOB]).given("JobTags"),
                allow(&["bedrock:TagResource"], &[CUSTOM_MODEL]).given("CustomModelTags"),
                allow(&["bedrock:GetModelCustomizationJob", "bedrock:StopModelCustomizationJob"], &[JOB])
                    .sync(),
                pass_role(&[Named("RoleArn", "iam::Role")], &[passed_to("bedrock.amazonaws.com")]),
            ],
            ..Action::BASE
        },
    ],
};

const CUSTOM_MODEL: On = Arn("bedrock:custom-model/{BaseModelIdentifier}*");
const JOB: On = Arn("bedrock:model-customization-job/{BaseModelIdentifier}*");
