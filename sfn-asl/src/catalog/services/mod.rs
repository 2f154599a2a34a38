//! One file per optimised service: facts, in the order of the Developer Guide.

use super::model::Service;

mod apigateway;
mod athena;
mod batch;
mod bedrock;
mod bedrockagentcore;
mod codebuild;
mod databrew;
mod dynamodb;
mod ecs;
mod eks;
mod elasticmapreduce;
mod emr_containers;
mod emr_serverless;
mod events;
mod glue;
mod http;
mod lambda;
mod mediaconvert;
mod sagemaker;
mod sns;
mod sqs;
mod states;

/// Every optimised service, by name.
pub(super) const ALL: &[&Service] = &[
    &apigateway::SERVICE,
    &athena::SERVICE,
    &batch::SERVICE,
    &bedrock::SERVICE,
    &bedrockagentcore::SERVICE,
    &codebuild::SERVICE,
    &databrew::SERVICE,
    &dynamodb::SERVICE,
    &ecs::SERVICE,
    &eks::SERVICE,
    &elasticmapreduce::SERVICE,
    &emr_containers::SERVICE,
    &emr_serverless::SERVICE,
    &events::SERVICE,
    &glue::SERVICE,
    &http::SERVICE,
    &lambda::SERVICE,
    &mediaconvert::SERVICE,
    &sagemaker::SERVICE,
    &sns::SERVICE,
    &sqs::SERVICE,
    &states::SERVICE,
];
