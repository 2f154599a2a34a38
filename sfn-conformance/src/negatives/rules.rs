//! What each refusal of the CDK is with us: the codes that say the same, or why it cannot be written.

use serde_json::Value as Json;

/// A refusal of the CDK.
struct Rule {
    /// The code of the CDK, or the class where it has none; behind a colon the beginning of what it means. Before a
    /// slash, of which class.
    error: &'static str,
    is: Is,
}

enum Is {
    /// One of these codes.
    Refused(&'static [u16]),
    /// There is no way to write it.
    Unwritable(&'static str),
    /// What is written is right: the service takes it.
    Right(&'static str),
}
use Is::{Refused, Right, Unwritable};

const fn rule(error: &'static str, is: Is) -> Rule {
    Rule { error, is }
}

/// A parameter that the service refuses, by itself and beside another.
const VALUE: Is = Refused(&[11025]);
const TOGETHER: Is = Refused(&[11026]);
const TWICE: Is = Refused(&[1009]);
const NO_PATH: Is = Refused(&[6001, 6004]);

const TASK_DEFINITION: &str = "the machine names the task definition, whose content is elsewhere";
const CLUSTER: &str = "the machine names the cluster, whose content is elsewhere";
const OBJECTS: &str = "it is about the order in which objects of the CDK are made";
const DEPLOYMENT: &str = "names, logs and keys of the machine are given where it is deployed";
const ROLE: &str = "the compiler makes no roles and no keys";

/// The first that fits.
const RULES: &[Rule] = &[
    // Patterns and tokens.
    rule("UnsupportedServiceIntegrationPatternSupported", Refused(&[11003, 11006])),
    rule("IntegrationPatternSupportedCallAws", Refused(&[11003])),
    rule(
        "RunJobIntegrationPatternSupported",
        Unwritable("the call is of a function that the CDK brings along"),
    ),
    rule(
        "IsRequiredTaskTokenRequired: the task token is looked for",
        Right("a token in any parameter arrives"),
    ),
    rule("IsRequiredTaskTokenRequired: the token is looked for", Right("a token in any parameter arrives")),
    rule("IsRequiredTaskTokenRequired", Refused(&[11006, 11005, 11004])),
    rule("TaskTokenRequired", Refused(&[11006])),
    // Options.
    rule("PayloadResponseOnlyRestriction", Refused(&[160])),
    rule("CouldEnableBecauseTaken", Refused(&[164])),
    // Values of parameters.
    rule("ExecutionParametersNonEmptyList", VALUE),
    rule("ExecutionParametersItemsLengthCharacters", VALUE),
    rule("ResultReuseConfigurationMaxAge", VALUE),
    rule("MustBeArraySizeBetween", VALUE),
    rule("MustBeDependenciesLess", VALUE),
    rule("MustBeAttemptsBetween", VALUE),
    rule("MustBeAttemptDurationGreater", VALUE),
    rule("InvalidEnvironmentVariableName", VALUE),
    rule("MaximumNumberEntries", VALUE),
    rule("MustBeSizeBetween", VALUE),
    rule("ValueMaximumSize", VALUE),
    rule("ValidationDataEvaluationPercentageHyperparameter", Right("the service needs no validation data")),
    rule("ImportedUsed", Unwritable(ROLE)),
    rule("StringLengthOutOfRange", VALUE),
    rule("PatternMismatch", VALUE),
    rule("ArrayLengthOutOfRange", VALUE),
    rule("MustBeEitherSpecified", TOGETHER),
    rule("InputObjectVersionSupported", Unwritable("an S3 URI has no version")),
    rule("OutputObjectVersionSupported", Unwritable("an S3 URI has no version")),
    rule("SpecifyUriLocation", TWICE),
    rule("UriCannotEmptyString", VALUE),
    rule("GuardrailVersionOutOfRange", VALUE),
    rule("InvalidGuardrailArnFormat", VALUE),
    rule("GuardrailContainOnlyLowercase", VALUE),
    rule("GuardrailIdentifierTooLong", VALUE),
    rule("ActionCamelCase", Refused(&[11002, 11016])),
    rule("MustBeParameterNamesPascalcase", Refused(&[11005])),
    rule("MustBeActionCamelCase", Unwritable("the call is of a function that the CDK brings along")),
    rule("DataJsonPathValues", Refused(&[11021])),
    rule("DataJsonataExpressionValues", Refused(&[11021, 8007])),
    rule("ExpressionStartAttribute", VALUE),
    rule("CapacityProviderStrategyRange", VALUE),
    rule("SuppliedTaskDefinitionCompatible", Unwritable(TASK_DEFINITION)),
    rule("SuppliedTaskDefinitionCompatibleFargate", Unwritable(TASK_DEFINITION)),
    rule("ClusterServiceNeedsCapacity", Unwritable(CLUSTER)),
    rule("TaskDefinitionLeastEssentialContainer", Unwritable(TASK_DEFINITION)),
    rule("OverridesMentionContainerName", Unwritable(TASK_DEFINITION)),
    rule("NetworkModeRequired", Unwritable(TASK_DEFINITION)),
    rule("MustBeClusterendpointPropertySpecified", Refused(&[11005])),
    rule("ClusterCertificateAuthorityDataProperty", Refused(&[11005])),
    rule("ExecutionRoleCannotBeUndefined", TOGETHER),
    rule("ApplicationConfigurationPropertiesFewerThan100", VALUE),
    rule(
        "ApplicationConfigurationEitherPropertiesOrNestedConfig",
        Right("the service takes a classification alone"),
    ),
    rule("ApplicationConfigurationArrayFewerThan100", VALUE),
    rule("EntryPointArgumentsMustBeStringArrayOrJsonPath", VALUE),
    rule("EntryPointArgumentsInvalidType", VALUE),
    rule("EntryPointArgumentsLengthOutOfRange", VALUE),
    rule("SparkSubmitParametersLengthOutOfRange", VALUE),
    rule("EntryPointLengthOutOfRange", VALUE),
    rule("AutoScalingRolesCannotBeSpecifiedWithInstanceFleets", TOGETHER),
    rule("AutoTerminationPolicyIdleTimeoutOutOfRange", VALUE),
    rule("ReleaseLabelMustBeInCorrectFormat", VALUE),
    rule("StepConcurrencyLevelOutOfRange", VALUE),
    rule("StepConcurrencyNotSupportedInOlderVersions", TOGETHER),
    rule("EbsRootVolumeSizeOutOfRange", VALUE),
    rule("EbsRootVolumeThroughputAndIopsNotSupportedInOlderVersions", TOGETHER),
    rule("EbsRootVolumeThroughputOutOfRange", VALUE),
    rule("EbsRootVolumeIopsOutOfRange", VALUE),
    rule("CannotSpecifyBothBidPriceOptions", TOGETHER),
    rule("PriorityMustBeNonNegative", VALUE),
    rule("TimeoutOrTimeoutDurationMinutesRequired", Refused(&[1009, 11005, 11025])),
    rule("TimeoutMustBeBetween5And1440Minutes", VALUE),
    rule("AtLeastOneTargetCapacityRequired", TOGETHER),
    rule("MasterInstanceFleetOnlyOneCapacityType", TOGETHER),
    rule("MasterInstanceFleetSpotCapacityMustBeOne", VALUE),
    rule("MasterInstanceFleetOnDemandCapacityMustBeOne", VALUE),
    rule("PriorityRequiresPrioritizedStrategy", TOGETHER),
    rule("PrioritizedStrategyRequiresPriorityValues", TOGETHER),
    rule("ExpressionPathInStringLiteral", Refused(&[171])),
    rule(
        "RuntimeCurrentlySupported",
        Unwritable("the expression is evaluated by the service, or by your function"),
    ),
    rule("EntriesMustBeNonEmptyArray", VALUE),
    rule("EventSourceCannotStartWithAws", VALUE),
    rule("InputMustBeAtLeastOneCharacter", VALUE),
    rule("MaximumRetryAttemptsMustBeBetween0And185", VALUE),
    rule("MaximumEventAgeInSecondsMustBeBetween60And86400", VALUE),
    rule("StartDateMustBeBeforeEndDate", TOGETHER),
    rule("ClientTokenMustBeBetween1And64Characters", VALUE),
    rule("ClientTokenMustConsistOfAlphanumericCharacters", VALUE),
    rule("DescriptionMustBeLessThan512Characters", VALUE),
    rule("FlexibleTimeWindowMustBeBetween1And1440Minutes", Refused(&[11005, 11025])),
    rule("GroupNameMustBeBetween1And64Characters", VALUE),
    rule("GroupNameMustConsistOfAlphanumericCharacters", VALUE),
    rule("TimezoneMustBeBetween1And50Characters", VALUE),
    rule("EventBridgeSchedulerCreateScheduleTask", VALUE),
    rule("DurationCannotLessThan", VALUE),
    rule("CannotSupplyDayWeekDay", VALUE),
    rule("CannotSetBothWorkerTypeAndWorkerTypeV2", TWICE),
    rule("EitherWorkerTypeOrWorkerTypeV2Required", TOGETHER),
    rule("GlueStartJobRun", VALUE),
    rule("MediaConvertCreateJob", Refused(&[11005])),
    rule("SpecifyProductionVariantsPerEndpoint", VALUE),
    rule("DefineLeastOneInstance", VALUE),
    rule("InitialVariantWeightMinimumValue", VALUE),
    rule("DefineAlgorithmNameTrainingImage", Refused(&[11025, 11026])),
    rule("CannotDefineAlgorithmNameTraining", TOGETHER),
    rule("AlgorithmNameLength", VALUE),
    rule("ExpectedAlgorithmNameMatchPattern", VALUE),
    rule("InvocationsMaxRetriesReceived", VALUE),
    rule("InvocationsTimeoutSecondsReceived", VALUE),
    rule("MessageGroupIdRequiredForFifoTopics", Refused(&[11022])),
    rule("MessageGroupIdMustBeAtMost128Characters", VALUE),
    rule(
        "MessageDeduplicationIdRequiredForFifoTopics",
        Right("the topic may deduplicate by content, which is a setting of its own"),
    ),
    rule("MessageDeduplicationIdMustBeAtMost128Characters", VALUE),
    rule("RequestedMessageAttributeTypeInvalidForArray", Right("a list is what the type says")),
    rule("RequestedMessageAttributeTypeInvalid", VALUE),
    rule("SnsPublish", VALUE),
    rule("StepFunctionsInvokeActivity/InvalidKmsDataKeyReusePeriod", Unwritable(DEPLOYMENT)),
    rule("InvalidKmsDataKeyReusePeriod", Refused(&[165])),
    rule("RoleInstanceRole", Unwritable(OBJECTS)),
    rule("RoleAvailableYetObjectTask", Unwritable(OBJECTS)),
    rule("PrincipalAvailableYetObjectTask", Unwritable(OBJECTS)),
    rule("RoleNotAvailableYet", Unwritable(OBJECTS)),
    // States and machines.
    rule("BucketUndefined", Unwritable(OBJECTS)),
    rule("CannotChainToLastState", Refused(&[2003, 2011])),
    rule("ChoiceAlreadyHasDefaultNext", Refused(&[1009, 2003])),
    rule(
        "ChoiceStateAlreadyHasOtherwise",
        Unwritable("where a Choice joins what follows is where it stands"),
    ),
    rule("ConflictingDefinitionProperties", Unwritable("a machine has one body")),
    rule("ConflictingQueryLanguages", Refused(&[8002])),
    rule("DuplicateStateId", Refused(&[1009, 1010, 1011, 120, 121])),
    rule("ErrorAllMustAppearAlone", Refused(&[4002])),
    rule("FieldReferenceMustBeEntireString", Refused(&[6001, 6002, 6004, 6005])),
    rule("InvalidContextJsonPathValue", Unwritable(OBJECTS)),
    rule("InvalidDataJsonPathValue", NO_PATH),
    rule("InvalidJsonPathArgument", Refused(&[7003, 7004, 7005])),
    rule("InvalidJsonPathExpression", Unwritable(OBJECTS)),
    rule("InvalidJsonPathStart", NO_PATH),
    rule("InvalidJsonPathValue", NO_PATH),
    rule("InvalidJsonataExpression", Refused(&[3007, 8007])),
    rule("InvalidStateMachineNameLength", Unwritable(DEPLOYMENT)),
    rule("InvalidStateMachineNamePattern", Unwritable(DEPLOYMENT)),
    rule("InvalidVariableReference", NO_PATH),
    rule("JsonPathFieldsNotAllowedInArray", Right("the compiler makes `States.Array(…)` of it")),
    rule("LogsDestinationRequired", Unwritable(DEPLOYMENT)),
    rule("MissingDefinition", Refused(&[122])),
    rule("MissingInnerCondition", Refused(&[5001])),
    rule("StateAlreadyHasNextState", Refused(&[1009, 2003])),
    rule("StateAlreadyInGraph", Refused(&[2002])),
    rule("StateGraphAlreadyRegistered", Unwritable(OBJECTS)),
    rule(
        "UnexpectedValue: intrinsic arguments may be paths, strings and numbers only",
        Right("`true`, `false` and `null` are arguments as well"),
    ),
    rule("UnexpectedValue", Refused(&[7001, 7002, 7003, 7004, 7005])),
    rule("Fail", Refused(&[3002, 6001, 6004, 7001, 7003])),
    rule("Parallel", Refused(&[10018])),
    rule("Map: a JSONata item selector", Right("text is an item like any other")),
    rule("Map", Refused(&[1009, 10001, 3002, 3004, 3005, 3006, 3007, 8003])),
    rule(
        "DistributedMap: items path and item reader together",
        Right("the path is applied to what the reader reads"),
    ),
    rule(
        "DistributedMap",
        Refused(&[1009, 3002, 3004, 3005, 3006, 3007, 6008, 8003, 10001, 10002, 10003, 10005, 10006]),
    ),
];

fn find(entry: &Json) -> Option<&'static Rule> {
    let error = &entry["error"];
    let meaning = error["meaning"].as_str().unwrap_or_default();
    let name = error["code"].as_str().or(entry["task"].as_str()).unwrap_or_default();
    let long = format!("{name}: {meaning}");
    let of_class = format!("{}/{name}", entry["task"].as_str().unwrap_or_default());
    RULES.iter().find(|it| {
        it.error == name || it.error == of_class || it.error.contains(": ") && long.starts_with(it.error)
    })
}

/// Why an entry cannot be written wrong.
pub fn unwritable(entry: &Json) -> Option<&'static str> {
    if entry["error"]["code"] == "PayloadResponseOnlyRestriction"
        && restricts_nothing(&entry["input"]["props"])
    {
        return Some("a call without a suffix is a request and its response");
    }
    match find(entry)?.is {
        Unwritable(reason) | Right(reason) => Some(reason),
        Refused(_) => None,
    }
}

/// Whether the pattern is all that stands beside `payloadResponseOnly`, and that of every call.
fn restricts_nothing(props: &Json) -> bool {
    let others = ["invocationType", "clientContext", "qualifier"];
    props["integrationPattern"]["value"] == "REQUEST_RESPONSE"
        && others.iter().all(|it| props.get(it).is_none())
}

/// Whether what is written is right.
pub fn is_right(entry: &Json) -> bool {
    find(entry).is_some_and(|it| matches!(it.is, Right(_)))
}

/// The codes that say what the CDK says.
pub fn codes(entry: &Json) -> &'static [u16] {
    match find(entry).map(|it| &it.is) {
        Some(Refused(codes)) => codes,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn no_rule_hides_another() {
        for (at, rule) in RULES.iter().enumerate() {
            for before in &RULES[..at] {
                assert_ne!(before.error, rule.error);
                let hides = rule.error.starts_with(&format!("{}: ", before.error));
                assert!(!hides, "{} is hidden by {}", rule.error, before.error);
            }
        }
    }
}
