//! Amazon Bedrock: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>

use crate::catalog::grant::On::{Arn, By, Named};
use crate::catalog::grant::{On, allow, pass_role, passed_to};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Length, OneOf};
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
            limits: &[
                Limit("", OneOf(&["Body", "Input"])),
                Limit("Input.S3Uri", Length(1, 1024)),
                Limit("Output.S3Uri", Length(1, 1024)),
                Limit("GuardrailIdentifier", Length(0, 2048)),
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
            limits: &[
                Limit("JobName", Length(1, 63)),
                Limit("CustomModelName", Length(1, 63)),
                Limit("ClientRequestToken", Length(1, 256)),
                Limit("CustomModelTags", Count(0, 200)),
                Limit("JobTags", Count(0, 200)),
                Limit("VpcConfig.SecurityGroupIds", Count(1, 5)),
                Limit("VpcConfig.SubnetIds", Count(1, 16)),
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
