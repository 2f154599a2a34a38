//! Keys that calls name: what their caller needs of them, and how they may be named.

use super::{MachineOptions, lines, machine, task};

/// What the role may do with keys.
fn keys(resource: &str, parameters: &str) -> Vec<String> {
    let mut lines = lines(&task(resource, parameters), &MachineOptions::default());
    lines.retain(|it| it.contains("kms:") || it.contains("Kms"));
    lines
}

const VOLUME: &str =
    "kms:GrantIsForAWSResource true if kms:ViaService sagemaker.${AWS::Region}.amazonaws.com*";

#[test]
fn a_volume_key_is_granted_through_sagemaker_only() {
    let train = |config: &str| {
        let parameters = format!(
            r#"{{ "TrainingJobName": "t", "RoleArn": "arn:aws:iam::1:role/r", "AlgorithmSpecification": {{}},
                "OutputDataConfig": {{ "S3OutputPath": "s3://b", "KmsKeyId": "output" }}, {config} }}"#
        );
        keys("sagemaker:createTrainingJob", &parameters)
    };
    // An output is written by the role of the job.
    assert_eq!(train(r#""ResourceConfig": {}"#), [""; 0]);
    for (key, on, only) in [
        ("1234-abcd", "kms/key/1234-abcd", ""),
        ("arn:aws:kms:eu-west-1:1:key/k", "arn:aws:kms:eu-west-1:1:key/k", ""),
        ("alias/mine", "kms/key/*", " if kms:ResourceAliases alias/mine"),
        (
            "arn:aws:kms:eu-west-1:1:alias/mine",
            "arn:aws:kms:eu-west-1:1:key/*",
            " if kms:ResourceAliases alias/mine",
        ),
    ] {
        let granted = train(&format!(r#""ResourceConfig": {{ "VolumeKmsKeyId": "{key}" }}"#));
        assert_eq!(granted, [format!("kms:CreateGrant on {on} if {VOLUME}{only}")]);
    }
    // A key that only the execution knows may be any; whether one is given at all is for the author to say.
    let dynamic = train(r#""ResourceConfig": { "VolumeKmsKeyId.$": "$.key" }"#);
    assert_eq!(dynamic[0], format!("kms:CreateGrant on kms/key/* if {VOLUME}"));
    assert!(dynamic[1].contains("`ResourceConfig.VolumeKmsKeyId`"), "{dynamic:?}");
    assert_eq!(train(r#""ResourceConfig.$": "$.config""#), [""; 0]);
}

#[test]
fn each_job_names_its_volume_key_where_it_runs() {
    let granted = [format!("kms:CreateGrant on kms/key/k if {VOLUME}")];
    for (call, parameters) in [
        ("createTransformJob", r#"{ "TransformResources": { "VolumeKmsKeyId": "k" } }"#),
        (
            "createProcessingJob",
            r#"{ "ProcessingResources": { "ClusterConfig": { "VolumeKmsKeyId": "k" } } }"#,
        ),
        (
            "createHyperParameterTuningJob",
            r#"{ "TrainingJobDefinition": { "ResourceConfig": { "VolumeKmsKeyId": "k" } } }"#,
        ),
        (
            "createHyperParameterTuningJob",
            r#"{ "TrainingJobDefinitions": [{ "HyperParameterTuningResourceConfig": { "VolumeKmsKeyId": "k" } }] }"#,
        ),
    ] {
        assert_eq!(keys(&format!("sagemaker:{call}"), parameters), granted, "{parameters}");
    }
    let both = keys(
        "sagemaker:createHyperParameterTuningJob",
        r#"{ "TrainingJobDefinitions": [
            { "ResourceConfig": { "VolumeKmsKeyId": "k" } }, { "ResourceConfig": { "VolumeKmsKeyId": "alias/a" } }
        ] }"#,
    );
    let by_alias = format!("kms:CreateGrant on kms/key/* if {VOLUME} if kms:ResourceAliases alias/a");
    assert_eq!(both, [granted[0].clone(), by_alias]);
}

#[test]
fn the_key_of_an_endpoint_is_granted_by_who_makes_the_endpoint() {
    let call = |name: &str, call: &str, parameters: &str, next: &str| {
        format!(
            r#""{name}": {{ "Type": "Task", "Resource": "arn:aws:states:::sagemaker:{call}", "Parameters": {parameters}, {next} }}"#
        )
    };
    let config = r#"{ "EndpointConfigName": "c", "ProductionVariants": [], "KmsKeyId": "k" }"#;
    let alone = call("A", "createEndpointConfig", config, r#""End": true"#);
    let of = |states: &str| {
        let mut lines = lines(&machine(states), &MachineOptions::default());
        lines.retain(|it| it.contains("kms:"));
        lines
    };
    assert_eq!(of(&alone), [""; 0]);
    let made = r#"{ "EndpointName": "e", "EndpointConfigName": "c" }"#;
    let config = call("A", "createEndpointConfig", config, r#""Next": "B""#);
    for made in ["createEndpoint", "updateEndpoint"].map(|it| call("B", it, made, r#""End": true"#)) {
        assert_eq!(of(&format!("{config}, {made}")), [format!("kms:CreateGrant on kms/key/k if {VOLUME}")]);
    }
}

#[test]
fn the_key_of_a_custom_model_is_used_by_who_creates_the_job() {
    let granted = keys(
        "bedrock:createModelCustomizationJob",
        r#"{ "JobName": "j", "CustomModelKmsKeyId": "arn:aws:kms:us-east-1:1:key/k" }"#,
    );
    let actions = "kms:CreateGrant kms:DescribeKey kms:GenerateDataKey kms:Decrypt";
    let only = "kms:ViaService bedrock.${AWS::Region}.amazonaws.com*";
    assert_eq!(granted, [format!("{actions} on arn:aws:kms:us-east-1:1:key/k if {only}")]);
}

#[test]
fn results_of_queries_and_machines_may_name_a_key_by_alias() {
    let query = r#"{ "QueryString": "SELECT 1", "ResultConfiguration": {
        "OutputLocation": "s3://b/", "EncryptionConfiguration": { "EncryptionOption": "SSE_KMS", "KmsKey": "alias/a" } } }"#;
    let only = "if kms:ResourceAliases alias/a";
    let granted = keys("athena:startQueryExecution", query);
    assert_eq!(granted, [format!("kms:GenerateDataKey kms:Decrypt on kms/key/* {only}")]);
    let options = MachineOptions {
        key: Some("arn:aws:kms:us-east-1:1:alias/a".to_owned()),
        ..MachineOptions::default()
    };
    let granted = lines(&machine(r#""A": { "Type": "Pass", "End": true }"#), &options);
    assert!(
        granted.len() == 1
            && granted[0].starts_with("kms:Decrypt kms:GenerateDataKey on arn:aws:kms:us-east-1:1:key/* ")
            && granted[0].ends_with(only),
        "{granted:?}"
    );
}
