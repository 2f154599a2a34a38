//! Every class of tasks of the CDK: the call that it is, and where its properties go.

use serde_json::Value as Json;

use super::calls::Class;
use super::calls::To::{self, At, By, Data, Flat, Minutes, Nowhere, Option as Opt, Pairs};
use super::value::{Lit, data};

const fn class(name: &'static str, call: &'static str, rows: &'static [(&'static str, To)]) -> Class {
    Class { name, call, rows, defaults: &[] }
}

const fn making(class: Class, defaults: &'static [(&'static str, &'static str)]) -> Class {
    Class { defaults, ..class }
}

const DYNAMO: &[(&str, To)] = &[
    ("table", At("TableName")),
    ("key", Data("Key")),
    ("item", Data("Item")),
    ("expressionAttributeNames", Data("ExpressionAttributeNames")),
    ("expressionAttributeValues", Data("ExpressionAttributeValues")),
];
const API: &[(&str, To)] = &[
    ("api", By(api)),
    ("apiId", By(api)),
    ("apiStack", Nowhere),
    ("region", Nowhere),
    ("stageName", At("Stage")),
    ("apiPath", At("Path")),
];
const BUILD: &[(&str, To)] =
    &[("project", At("ProjectName")), ("environmentVariablesOverride", By(variables))];

pub const CLASSES: &[Class] = &[
    class("AthenaGetQueryExecution", "athena::getQueryExecution", &[]),
    class("AthenaGetQueryResults", "athena::getQueryResults", &[]),
    class("AthenaStopQueryExecution", "athena::stopQueryExecution", &[]),
    making(
        class(
            "AthenaStartQueryExecution",
            "athena::startQueryExecution",
            &[
                ("queryExecutionContext.databaseName", At("Database")),
                ("queryExecutionContext.catalogName", At("Catalog")),
                (
                    "resultReuseConfigurationMaxAge",
                    Minutes("ResultReuseConfiguration.ResultReuseByAgeConfiguration.MaxAgeInMinutes"),
                ),
                ("resultConfiguration.outputLocation", By(location)),
                ("resultConfiguration.encryptionConfiguration.encryptionKey", At("KmsKey")),
            ],
        ),
        &[("?ResultReuseConfiguration.ResultReuseByAgeConfiguration.Enabled", "true")],
    ),
    class(
        "BatchSubmitJob",
        "batch::submitJob",
        &[
            ("jobDefinitionArn", At("JobDefinition")),
            ("jobQueueArn", At("JobQueue")),
            ("arraySize", At("ArrayProperties.Size")),
            ("attempts", At("RetryStrategy.Attempts")),
            ("taskTimeout", At("Timeout.AttemptDurationSeconds")),
            ("timeout", At("Timeout.AttemptDurationSeconds")),
            ("payload", Data("Parameters")),
            ("tags", Data("Tags")),
            ("containerOverrides.environment", Pairs("Environment", "Name", "Value")),
            ("containerOverrides.memory", Nowhere),
            ("containerOverrides.gpuCount", Nowhere),
            ("containerOverrides.vcpus", Nowhere),
        ],
    ),
    making(
        class(
            "BedrockCreateModelCustomizationJob",
            "bedrock::createModelCustomizationJob",
            &[
                ("baseModel", At("BaseModelIdentifier")),
                ("role", At("RoleArn")),
                ("customModelKmsKey", At("CustomModelKmsKeyId")),
                ("hyperParameters", Data("HyperParameters")),
                ("outputData", By(output_data)),
                ("trainingData", By(training_data)),
                ("validationData", By(validation_data)),
                ("vpcConfig.securityGroups", At("SecurityGroupIds")),
                ("vpcConfig.subnets", At("SubnetIds")),
            ],
        ),
        &[("RoleArn", "arn:aws:iam::123456789012:role/made-by-the-cdk")],
    ),
    class(
        "BedrockInvokeModel",
        "bedrock::invokeModel",
        &[
            ("model", At("ModelId")),
            ("body", Data("Body")),
            ("guardrail", By(guardrail)),
            ("input.s3InputUri", At("S3Uri")),
            ("output.s3OutputUri", At("S3Uri")),
            ("input.s3Location", By(object)),
            ("output.s3Location", By(object)),
            ("traceEnabled", By(trace)),
        ],
    ),
    class("CallApiGatewayHttpApiEndpoint", "apigateway::invoke", API),
    class("CallApiGatewayRestApiEndpoint", "apigateway::invoke", API),
    class("CallAwsServiceCrossRegion", "", &[]),
    class("CodeBuildStartBuild", "codebuild::startBuild", BUILD),
    class("CodeBuildStartBuildBatch", "codebuild::startBuildBatch", BUILD),
    class("DynamoDeleteItem", "dynamodb::deleteItem", DYNAMO),
    class(
        "DynamoGetItem",
        "dynamodb::getItem",
        &[
            ("table", At("TableName")),
            ("key", Data("Key")),
            ("expressionAttributeNames", Data("ExpressionAttributeNames")),
            ("projectionExpression", By(projections)),
        ],
    ),
    class("DynamoPutItem", "dynamodb::putItem", DYNAMO),
    class("DynamoUpdateItem", "dynamodb::updateItem", DYNAMO),
    making(
        class(
            "EcsRunTask",
            "ecs::runTask",
            &[
                ("launchTarget", Flat),
                ("launchTarget.capacityProviderOptions", By(capacity)),
                ("launchTarget.placementConstraints", Nowhere),
                ("launchTarget.placementStrategies", Nowhere),
                ("containerOverrides", At("Overrides.ContainerOverrides")),
                ("containerOverrides.containerDefinition", At("Name")),
                ("containerOverrides.memoryLimit", At("Memory")),
                ("propagatedTagSource", At("PropagateTags")),
                ("cpu", At("Overrides.Cpu")),
                ("memoryMiB", At("Overrides.Memory")),
                ("securityGroups", At("NetworkConfiguration.AwsvpcConfiguration.SecurityGroups")),
                ("subnets", At("NetworkConfiguration.AwsvpcConfiguration.Subnets")),
                ("assignPublicIp", Nowhere),
                ("revisionNumber", Nowhere),
            ],
        ),
        &[("?NetworkConfiguration.AwsvpcConfiguration.Subnets", r#"["subnet-1"]"#)],
    ),
    class(
        "EksCall",
        "eks::call",
        &[
            ("cluster", By(cluster)),
            ("httpMethod", At("Method")),
            ("httpPath", At("Path")),
            ("queryParameters", Data("QueryParameters")),
        ],
    ),
    class(
        "EmrAddStep",
        "elasticmapreduce::addStep",
        &[
            ("name", At("Step.Name")),
            ("jar", At("Step.HadoopJarStep.Jar")),
            ("actionOnFailure", At("Step.ActionOnFailure")),
            ("mainClass", At("Step.HadoopJarStep.MainClass")),
            ("args", At("Step.HadoopJarStep.Args")),
            ("properties", Pairs("Step.HadoopJarStep.Properties", "Key", "Value")),
        ],
    ),
    class("EmrCancelStep", "elasticmapreduce::cancelStep", &[]),
    making(
        class(
            "EmrContainersCreateVirtualCluster",
            "emr_containers::createVirtualCluster",
            &[
                ("eksCluster", At("ContainerProvider.Id")),
                ("eksNamespace", At("ContainerProvider.Info.EksInfo.Namespace")),
                ("virtualClusterName", At("Name")),
                ("tags", Data("Tags")),
            ],
        ),
        &[("Name", "made-by-the-cdk"), ("?ContainerProvider.Type", "EKS")],
    ),
    class(
        "EmrContainersDeleteVirtualCluster",
        "emr_containers::deleteVirtualCluster",
        &[("virtualClusterId", At("Id"))],
    ),
    class(
        "EmrContainersStartJobRun",
        "emr_containers::startJobRun",
        &[
            ("virtualCluster", At("VirtualClusterId")),
            ("jobName", At("Name")),
            ("executionRole", At("ExecutionRoleArn")),
            ("tags", Data("Tags")),
            ("monitoring", Nowhere),
            ("applicationConfig", At("ConfigurationOverrides.ApplicationConfiguration")),
            ("applicationConfig.nestedConfig", At("Configurations")),
            ("applicationConfig.properties", Data("Properties")),
            ("applicationConfig.nestedConfig.properties", Data("Properties")),
        ],
    ),
    making(
        class(
            "EmrCreateCluster",
            "elasticmapreduce::createCluster",
            &[
                ("clusterRole", At("JobFlowRole")),
                ("tags", Pairs("Tags", "Key", "Value")),
                ("autoTerminationPolicyIdleTimeout", At("AutoTerminationPolicy.IdleTimeout")),
                ("configurations.properties", Data("Properties")),
                ("kerberosAttributes.adDomainJoinUser", At("ADDomainJoinUser")),
                ("kerberosAttributes.adDomainJoinPassword", At("ADDomainJoinPassword")),
                (
                    "instances.instanceFleets.launchSpecifications.spotSpecification.timeout",
                    Minutes("TimeoutDurationMinutes"),
                ),
            ],
        ),
        &[("JobFlowRole", "made-by-the-cdk"), ("ServiceRole", "made-by-the-cdk")],
    ),
    class(
        "EmrModifyInstanceFleetByName",
        "elasticmapreduce::modifyInstanceFleetByName",
        &[
            ("targetOnDemandCapacity", At("InstanceFleet.TargetOnDemandCapacity")),
            ("targetSpotCapacity", At("InstanceFleet.TargetSpotCapacity")),
        ],
    ),
    class("EmrModifyInstanceGroupByName", "elasticmapreduce::modifyInstanceGroupByName", &[]),
    class("EmrSetClusterTerminationProtection", "elasticmapreduce::setClusterTerminationProtection", &[]),
    class("EmrTerminateCluster", "elasticmapreduce::terminateCluster", &[]),
    class("EvaluateExpression", "evaluate", &[("runtime", Opt("runtime")), ("architecture", Nowhere)]),
    class(
        "EventBridgePutEvents",
        "events::putEvents",
        &[("entries.eventBus", At("EventBusName")), ("entries.detail", Data("Detail"))],
    ),
    making(
        class(
            "EventBridgeSchedulerCreateScheduleTask",
            "aws_sdk::scheduler::createSchedule",
            &[
                ("scheduleName", At("Name")),
                ("schedule", At("ScheduleExpression")),
                ("timezone", At("ScheduleExpressionTimezone")),
                ("flexibleTimeWindow", By(window)),
                ("enabled", Nowhere),
                ("target.role", At("RoleArn")),
                ("target.deadLetterQueue", At("DeadLetterConfig.Arn")),
                ("target.retryPolicy.maximumEventAge", At("MaximumEventAgeInSeconds")),
                ("kmsKey", At("KmsKeyArn")),
            ],
        ),
        &[("FlexibleTimeWindow.Mode", "OFF")],
    ),
    class("GlueDataBrewStartJobRun", "databrew::startJobRun", &[]),
    class("GlueStartCrawlerRun", "aws_sdk::glue::startCrawler", &[("crawlerName", At("Name"))]),
    class(
        "GlueStartJobRun",
        "glue::startJobRun",
        &[
            ("glueJobName", At("JobName")),
            ("arguments", Data("Arguments")),
            ("taskTimeout", Minutes("Timeout")),
            ("timeout", Minutes("Timeout")),
            ("notifyDelayAfter", Minutes("NotificationProperty.NotifyDelayAfter")),
            ("workerConfiguration", Flat),
            ("workerConfiguration.workerTypeV2", At("WorkerType")),
        ],
    ),
    class(
        "HttpInvoke",
        "http::invoke",
        &[
            ("connection", At("Authentication.ConnectionArn")),
            ("urlEncodingFormat", At("Transform.RequestEncodingOptions.ArrayFormat")),
            ("apiRoot", Nowhere),
            ("body", Data("RequestBody")),
            ("queryStringParameters", Data("QueryParameters")),
        ],
    ),
    class(
        "LambdaInvoke",
        "lambda::invoke",
        &[
            ("lambdaFunction", At("FunctionName")),
            ("payload", Data("Payload")),
            ("payloadResponseOnly", Opt("payload_response_only")),
            ("retryOnServiceExceptions", Opt("retry_on_service_exceptions")),
        ],
    ),
    class("MediaConvertCreateJob", "mediaconvert::createJob", &[("createJobRequest", Flat)]),
    class("SageMakerCreateEndpoint", "sagemaker::createEndpoint", &[]),
    class(
        "SageMakerCreateEndpointConfig",
        "sagemaker::createEndpointConfig",
        &[("kmsKey", At("KmsKeyId")), ("productionVariants.acceleratorType", Nowhere)],
    ),
    class(
        "SageMakerCreateModel",
        "sagemaker::createModel",
        &[
            ("role", At("ExecutionRoleArn")),
            ("vpc", Nowhere),
            ("subnetSelection", Nowhere),
            ("containers.containerHostName", At("ContainerHostname")),
            ("containers.modelS3Location", At("ModelDataUrl")),
            ("containers.environmentVariables", Data("Environment")),
            ("primaryContainer.modelS3Location", At("ModelDataUrl")),
            ("primaryContainer.containerHostName", At("ContainerHostname")),
            ("primaryContainer.environmentVariables", Data("Environment")),
        ],
    ),
    making(
        class(
            "SageMakerCreateTrainingJob",
            "sagemaker::createTrainingJob",
            &[
                ("role", At("RoleArn")),
                ("vpcConfig", Nowhere),
                ("hyperparameters", Data("HyperParameters")),
                ("environment", Data("Environment")),
                ("tags", Pairs("Tags", "Key", "Value")),
                ("inputDataConfig.dataSource.s3DataSource.s3Location", At("S3Uri")),
                ("outputDataConfig.s3OutputLocation", At("S3OutputPath")),
                ("outputDataConfig.encryptionKey", At("KmsKeyId")),
                ("resourceConfig.volumeSize", At("VolumeSizeInGB")),
                ("resourceConfig.volumeEncryptionKey", At("VolumeKmsKeyId")),
                ("stoppingCondition.maxRuntime", At("MaxRuntimeInSeconds")),
            ],
        ),
        &[
            ("RoleArn", "arn:aws:iam::123456789012:role/made-by-the-cdk"),
            ("?AlgorithmSpecification.TrainingInputMode", "File"),
            ("?InputDataConfig[].DataSource.S3DataSource.S3DataType", "S3Prefix"),
            (
                "ResourceConfig",
                r#"{ "InstanceCount": 1, "InstanceType": "ml.m4.xlarge", "VolumeSizeInGB": 10 }"#,
            ),
            ("StoppingCondition", r#"{ "MaxRuntimeInSeconds": 3600 }"#),
        ],
    ),
    making(
        class(
            "SageMakerCreateTransformJob",
            "sagemaker::createTransformJob",
            &[
                ("role", Nowhere),
                ("tags", Pairs("Tags", "Key", "Value")),
                ("modelClientOptions", At("ModelClientConfig")),
                ("modelClientOptions.invocationsTimeout", At("InvocationsTimeoutInSeconds")),
                ("transformInput.transformDataSource", At("DataSource")),
                ("maxPayload", By(payload)),
                ("transformOutput.encryptionKey", At("KmsKeyId")),
                ("transformResources.volumeEncryptionKey", At("VolumeKmsKeyId")),
                ("environment", Data("Environment")),
            ],
        ),
        &[
            ("TransformResources", r#"{ "InstanceCount": 1, "InstanceType": "ml.m4.xlarge" }"#),
            ("?TransformInput.DataSource.S3DataSource.S3DataType", "S3Prefix"),
        ],
    ),
    class("SageMakerUpdateEndpoint", "sagemaker::updateEndpoint", &[]),
    class(
        "SnsPublish",
        "sns::publish",
        &[
            ("topic", At("TopicArn")),
            ("message", Data("Message")),
            ("messageAttributes", By(attributes)),
            ("messagePerSubscriptionType", Nowhere),
        ],
    ),
    class(
        "SqsSendMessage",
        "sqs::sendMessage",
        &[("queue", At("QueueUrl")), ("messageBody", Data("MessageBody")), ("delay", At("DelaySeconds"))],
    ),
    class("StepFunctionsInvokeActivity", "", &[]),
    class(
        "StepFunctionsStartExecution",
        "states::startExecution",
        &[
            ("stateMachine", At("StateMachineArn")),
            ("input", Data("Input")),
            ("associateWithParent", Opt("associate_with_parent")),
        ],
    ),
];

fn name_of(value: &Json, names: &[&str]) -> String {
    let text = |it: &&str| value[*it].as_str().map(str::to_owned);
    names.iter().find_map(text).unwrap_or_default()
}

fn api(value: &Json, out: &mut Lit) -> Result<(), String> {
    let id = value.as_str().map_or_else(|| name_of(value, &["restApiId", "apiId"]), str::to_owned);
    out.put("ApiEndpoint", Lit::text(format!("{id}.execute-api.us-east-1.amazonaws.com")));
    Ok(())
}

fn cluster(value: &Json, out: &mut Lit) -> Result<(), String> {
    for (from, to) in [
        ("name", "ClusterName"),
        ("certificateAuthorityData", "CertificateAuthority"),
        ("endpoint", "Endpoint"),
    ] {
        if let Some(text) = value[from].as_str() {
            out.put(to, Lit::text(text));
        }
    }
    Ok(())
}

fn uri(bucket: &Json, path: &Json) -> Result<Lit, String> {
    let bucket = bucket.as_str().map_or_else(|| name_of(bucket, &["name", "bucketName"]), str::to_owned);
    Ok(Lit::text(format!("s3://{bucket}/{}", path.as_str().unwrap_or_default())))
}

fn location(value: &Json, out: &mut Lit) -> Result<(), String> {
    out.put("OutputLocation", uri(&value["bucketName"], &value["objectKey"])?);
    Ok(())
}

fn object(value: &Json, out: &mut Lit) -> Result<(), String> {
    if value.get("objectVersion").is_some() {
        return Err("no parameter says the version of an object".to_owned());
    }
    out.put("S3Uri", uri(&value["bucketName"], &value["objectKey"])?);
    Ok(())
}

fn output_data(value: &Json, out: &mut Lit) -> Result<(), String> {
    out.put("OutputDataConfig.S3Uri", uri(&value["bucket"], &value["path"])?);
    Ok(())
}

fn training_data(value: &Json, out: &mut Lit) -> Result<(), String> {
    out.put("TrainingDataConfig.S3Uri", uri(&value["bucket"], &value["path"])?);
    Ok(())
}

fn validation_data(value: &Json, out: &mut Lit) -> Result<(), String> {
    let (items, count) = match (value, &value["value"]) {
        (Json::Array(items), _) => (items.clone(), items.len()),
        (_, of @ Json::Object(_)) => {
            (vec![of.clone()], value["$repeat"].as_u64().unwrap_or_default() as usize)
        }
        _ => return Err("validation data of another form".to_owned()),
    };
    let mut list = Vec::new();
    for item in items.iter().cycle().take(count) {
        list.push(Lit::Object(vec![("S3Uri".to_owned(), uri(&item["bucket"], &item["path"])?)]));
    }
    out.put("ValidationDataConfig.Validators", Lit::List(list));
    Ok(())
}

fn guardrail(value: &Json, out: &mut Lit) -> Result<(), String> {
    out.put("GuardrailIdentifier", data(&value["args"][0])?);
    let is_draft = value["$factory"].as_str().is_some_and(|it| it.ends_with("enableDraft"));
    let version = if is_draft { "DRAFT".to_owned() } else { value["args"][1].to_string() };
    out.put("GuardrailVersion", Lit::text(version));
    Ok(())
}

fn trace(value: &Json, out: &mut Lit) -> Result<(), String> {
    out.put("Trace", Lit::text(if *value == true { "ENABLED" } else { "DISABLED" }));
    Ok(())
}

fn variables(value: &Json, out: &mut Lit) -> Result<(), String> {
    let mut list = Vec::new();
    for (name, of) in value.as_object().into_iter().flatten() {
        let mut variable =
            vec![("Name".to_owned(), Lit::text(name)), ("Value".to_owned(), data(&of["value"])?)];
        if let Some(ty) = of.get("type") {
            variable.push(("Type".to_owned(), data(ty)?));
        }
        list.push(Lit::Object(variable));
    }
    out.put("EnvironmentVariablesOverride", Lit::List(list));
    Ok(())
}

fn projections(value: &Json, out: &mut Lit) -> Result<(), String> {
    let mut texts = Vec::new();
    for part in value.as_array().into_iter().flatten() {
        match data(part)? {
            Lit::Plain(Json::String(text)) => texts.push(text),
            _ => return Err("a projection of another form".to_owned()),
        }
    }
    out.put("ProjectionExpression", Lit::text(texts.join(",")));
    Ok(())
}

fn window(value: &Json, out: &mut Lit) -> Result<(), String> {
    let minutes = super::value::seconds(&value["$duration"]) / 60.0;
    out.put("FlexibleTimeWindow.Mode", Lit::text("FLEXIBLE"));
    out.put("FlexibleTimeWindow.MaximumWindowInMinutes", Lit::Plain(Json::from(minutes)));
    Ok(())
}

/// With a declared type an attribute is as the service has it; else the compiler finds the type.
fn attributes(value: &Json, out: &mut Lit) -> Result<(), String> {
    let mut attributes = Vec::new();
    for (name, of) in value.as_object().into_iter().flatten() {
        let given = data(&of["value"])?;
        attributes.push((
            name.clone(),
            match of.get("dataType") {
                None => given,
                Some(ty) => {
                    let Lit::Plain(Json::String(ty)) = data(ty)? else {
                        return Err("a type of another form".to_owned());
                    };
                    let field = if ty == "Binary" { "BinaryValue" } else { "StringValue" };
                    let given = match given {
                        // A number is text to the service, which the CDK sees to.
                        Lit::Plain(Json::Number(it)) if ty == "Number" => Lit::text(it.to_string()),
                        other => other,
                    };
                    Lit::Object(vec![("DataType".to_owned(), Lit::text(ty)), (field.to_owned(), given)])
                }
            },
        ));
    }
    out.put("MessageAttributes", Lit::Object(attributes));
    Ok(())
}

/// In mebibytes.
fn payload(value: &Json, out: &mut Lit) -> Result<(), String> {
    let size = &value["$size"];
    let mebibytes = size["mebibytes"].as_u64().or_else(|| Some(size["gibibytes"].as_u64()? * 1024));
    out.put("MaxPayloadInMB", mebibytes.map_or_else(|| data(value), |it| Ok(Lit::Plain(it.into())))?);
    Ok(())
}

/// A strategy by its providers, which is of the CDK's own form.
fn capacity(value: &Json, out: &mut Lit) -> Result<(), String> {
    let given = &value["args"][0];
    let items = match (given, given["$repeat"].as_u64()) {
        (Json::Array(items), _) => items.clone(),
        (_, Some(count)) => vec![given["value"].clone(); count as usize],
        // That of the cluster.
        _ => return Ok(()),
    };
    let mut list = Vec::new();
    for item in &items {
        let fields = item.as_object().into_iter().flatten();
        let fields = fields.map(|(name, value)| Ok((super::value::pascal(name), data(value)?)));
        list.push(Lit::Object(fields.collect::<Result<_, String>>()?));
    }
    out.put("CapacityProviderStrategy", Lit::List(list));
    Ok(())
}
