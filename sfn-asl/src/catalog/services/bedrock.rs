//! Amazon Bedrock: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>

use crate::catalog::grant::On::{Arn, By, Key, Named};
use crate::catalog::grant::{On, Only, allow, by_alias, pass_role, passed_to};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Length, Like, Needs, OneOf, Without};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "bedrock",
    title: "Amazon Bedrock",
    sdk: Some("bedrock"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html",
    errors: &[],
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
                Limit("Body", Without("Input")),
                Limit("Input", OneOf(&["S3Uri"])),
                Limit("Input.S3Uri", Length(1, 1024)),
                Limit("Output.S3Uri", Length(1, 1024)),
                Limit("GuardrailIdentifier", Length(0, 2048)),
                Limit(
                    "GuardrailIdentifier",
                    Like(is_guardrail, "an id of small letters and digits, or the ARN of a guardrail"),
                ),
                Limit("GuardrailIdentifier", Needs("GuardrailVersion")),
                Limit("GuardrailVersion", Like(is_version, "`DRAFT` or a number from 1 to 99999999")),
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
            job: Some(("bedrock:getModelCustomizationJob", "")),
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
                Limit(
                    "JobName",
                    Like(is_job_name, "letters, digits, `-`, `+` and `.`, and begins with a letter or digit"),
                ),
                Limit("CustomModelName", Length(1, 63)),
                Limit(
                    "CustomModelName",
                    Like(is_model_name, "letters and digits, with single `-` and `_` between them"),
                ),
                Limit("ClientRequestToken", Length(1, 256)),
                Limit("ClientRequestToken", Like(is_request_token, "letters, digits and `-` between them")),
                Limit("ValidationDataConfig.Validators", Count(1, 10)),
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
                // Bedrock makes its grant on the key in the name of who creates the job, and tries it:
                // <https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-custom-job.html>
                allow(
                    &["kms:CreateGrant", "kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"],
                    &[Key(MODEL_KEY)],
                )
                .only(&[Only("StringLike", "kms:ViaService", By(special::by_bedrock)), by_alias(MODEL_KEY)]),
            ],
            ..Action::BASE
        },
    ],
};

const MODEL_KEY: &str = "CustomModelKmsKeyId";
const CUSTOM_MODEL: On = Arn("bedrock:custom-model/{BaseModelIdentifier}*");
const JOB: On = Arn("bedrock:model-customization-job/{BaseModelIdentifier}*");

/// `[a-z0-9]+`, or `arn:…:bedrock:…:guardrail/[a-z0-9]+`.
fn is_guardrail(text: &str) -> bool {
    let id = match text.strip_prefix("arn:") {
        Some(rest) => rest.split_once(":guardrail/").map_or("", |it| it.1),
        None => text,
    };
    !id.is_empty() && id.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
}

/// `DRAFT`, or `[1-9][0-9]{0,7}`.
fn is_version(text: &str) -> bool {
    text == "DRAFT"
        || (1..=8).contains(&text.len())
            && !text.starts_with('0')
            && text.chars().all(|it| it.is_ascii_digit())
}

/// `[a-zA-Z0-9](-*[a-zA-Z0-9])*`
fn is_request_token(text: &str) -> bool {
    is_job_name(text) && !text.contains(['+', '.']) && !text.ends_with('-')
}

/// `[a-zA-Z0-9](-*[a-zA-Z0-9\+\-\.])*`
fn is_job_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphanumeric())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || "-+.".contains(it))
}

/// `([0-9a-zA-Z][_-]?)+`
fn is_model_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphanumeric())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || "-_".contains(it))
        && !["--", "__", "-_", "_-"].iter().any(|it| text.contains(it))
}
