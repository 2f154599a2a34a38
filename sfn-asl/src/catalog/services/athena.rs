//! Amazon Athena: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>

use crate::catalog::grant::On::{All, Arn, By, Key, Named};
use crate::catalog::grant::{On, allow, by_alias};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Length, Range};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "athena",
    title: "Amazon Athena",
    sdk: Some("athena"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html",
    errors: &["Athena"],
    actions: &[
        Action {
            name: "startQueryExecution",
            api: Some("athena:startQueryExecution"),
            job: Some(("athena:getQueryExecution", "")),
            patterns: &[RequestResponse, Sync],
            required: &["QueryString"],
            optional: &[
                "ClientRequestToken",
                "QueryExecutionContext",
                "ResultConfiguration",
                "WorkGroup",
                "ExecutionParameters",
                "ResultReuseConfiguration",
                "EngineConfiguration",
            ],
            limits: &[
                Limit("ExecutionParameters", Count(1, 1000)),
                Limit("ExecutionParameters[]", Length(1, 1024)),
                Limit(
                    "ResultReuseConfiguration.ResultReuseByAgeConfiguration.MaxAgeInMinutes",
                    Range(0.0, 10_080.0),
                ),
            ],
            grants: &[
                allow(&["athena:StartQueryExecution"], &[WORKGROUP]),
                allow(
                    &["athena:GetDataCatalog"],
                    &[Arn("athena:datacatalog/{QueryExecutionContext.Catalog=AwsDataCatalog}")],
                ),
                allow(&["athena:GetQueryExecution", "athena:StopQueryExecution"], &[WORKGROUP]).sync(),
                // Athena works with the rights of its caller: on the results,
                allow(
                    &["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
                    &[By(special::results_bucket)],
                ),
                allow(
                    &[
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:AbortMultipartUpload",
                        "s3:ListMultipartUploadParts",
                    ],
                    &[By(special::results_objects)],
                ),
                allow(&["kms:GenerateDataKey", "kms:Decrypt"], &[Key(RESULTS_KEY)])
                    .only(&[by_alias(RESULTS_KEY)]),
                // on the data,
                allow(&["s3:GetBucketLocation", "s3:ListBucket"], &[By(special::data_buckets)]),
                allow(&["s3:GetObject"], &[By(special::data_objects)]),
                allow(&["lakeformation:GetDataAccess"], &[All]),
                // and on the catalogue.
                allow(READ_TABLES, &[By(special::tables)]),
                allow(WRITE_TABLES, &[By(special::written_tables)]),
            ],
            ..Action::BASE
        },
        Action {
            name: "stopQueryExecution",
            api: Some("athena:stopQueryExecution"),
            patterns: &[RequestResponse],
            optional: &["QueryExecutionId"],
            grants: &[allow(&["athena:StopQueryExecution"], &[ANY_WORKGROUP])],
            ..Action::BASE
        },
        Action {
            name: "getQueryExecution",
            api: Some("athena:getQueryExecution"),
            patterns: &[RequestResponse],
            required: &["QueryExecutionId"],
            grants: &[allow(&["athena:GetQueryExecution"], &[ANY_WORKGROUP])],
            ..Action::BASE
        },
        Action {
            name: "getQueryResults",
            api: Some("athena:getQueryResults"),
            patterns: &[RequestResponse],
            required: &["QueryExecutionId"],
            optional: &["NextToken", "MaxResults", "QueryResultType"],
            grants: &[
                allow(&["athena:GetQueryResults"], &[ANY_WORKGROUP]),
                allow(&["s3:GetObject"], &[By(special::data_objects)]),
            ],
            ..Action::BASE
        },
    ],
};

const RESULTS_KEY: &str = "ResultConfiguration.EncryptionConfiguration.KmsKey";
const WORKGROUP: On = Named("WorkGroup=primary", "athena::WorkGroup");
/// Queries have ids, and no ARNs.
const ANY_WORKGROUP: On = Arn("athena:workgroup/*");

const READ_TABLES: &[&str] = &[
    "glue:GetDatabase",
    "glue:GetDatabases",
    "glue:GetTable",
    "glue:GetTables",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:BatchGetPartition",
];

const WRITE_TABLES: &[&str] = &[
    "glue:CreateDatabase",
    "glue:UpdateDatabase",
    "glue:DeleteDatabase",
    "glue:CreateTable",
    "glue:UpdateTable",
    "glue:DeleteTable",
    "glue:BatchDeleteTable",
    "glue:CreatePartition",
    "glue:UpdatePartition",
    "glue:DeletePartition",
    "glue:BatchCreatePartition",
    "glue:BatchDeletePartition",
];
