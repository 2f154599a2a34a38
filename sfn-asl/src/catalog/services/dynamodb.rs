//! Amazon DynamoDB: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>

use crate::catalog::grant::On::Named;
use crate::catalog::grant::{On, allow};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Like, Without};
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "dynamodb",
    title: "Amazon DynamoDB",
    sdk: Some("dynamodb"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html",
    errors: &["DynamoDB"],
    actions: &[
        Action {
            name: "getItem",
            api: Some("dynamodb:getItem"),
            patterns: &[RequestResponse],
            required: &["TableName", "Key"],
            optional: &[
                "AttributesToGet",
                "ConsistentRead",
                "ReturnConsumedCapacity",
                "ProjectionExpression",
                "ExpressionAttributeNames",
            ],
            limits: &[
                Limit(
                    "ProjectionExpression",
                    Like(is_projection, "paths that begin with the name of an attribute"),
                ),
                Limit("ProjectionExpression", Without("AttributesToGet")),
            ],
            grants: &[allow(&["dynamodb:GetItem"], &[TABLE])],
            ..Action::BASE
        },
        Action {
            name: "putItem",
            api: Some("dynamodb:putItem"),
            patterns: &[RequestResponse],
            required: &["TableName", "Item"],
            optional: &[
                "Expected",
                "ReturnValues",
                "ReturnConsumedCapacity",
                "ReturnItemCollectionMetrics",
                "ConditionalOperator",
                "ConditionExpression",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues",
                "ReturnValuesOnConditionCheckFailure",
            ],
            limits: CONDITION,
            grants: &[allow(&["dynamodb:PutItem"], &[TABLE])],
            ..Action::BASE
        },
        Action {
            name: "deleteItem",
            api: Some("dynamodb:deleteItem"),
            patterns: &[RequestResponse],
            required: &["TableName", "Key"],
            optional: &[
                "Expected",
                "ConditionalOperator",
                "ReturnValues",
                "ReturnConsumedCapacity",
                "ReturnItemCollectionMetrics",
                "ConditionExpression",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues",
                "ReturnValuesOnConditionCheckFailure",
            ],
            limits: CONDITION,
            grants: &[allow(&["dynamodb:DeleteItem"], &[TABLE])],
            ..Action::BASE
        },
        Action {
            name: "updateItem",
            api: Some("dynamodb:updateItem"),
            patterns: &[RequestResponse],
            required: &["TableName", "Key"],
            optional: &[
                "AttributeUpdates",
                "Expected",
                "ConditionalOperator",
                "ReturnValues",
                "ReturnConsumedCapacity",
                "ReturnItemCollectionMetrics",
                "UpdateExpression",
                "ConditionExpression",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues",
                "ReturnValuesOnConditionCheckFailure",
            ],
            limits: &[
                Limit("ConditionExpression", Without("Expected")),
                Limit("ConditionExpression", Without("ConditionalOperator")),
                Limit("ConditionExpression", Without("AttributeUpdates")),
                Limit("UpdateExpression", Without("AttributeUpdates")),
                Limit("UpdateExpression", Without("Expected")),
                Limit("UpdateExpression", Without("ConditionalOperator")),
            ],
            grants: &[allow(&["dynamodb:UpdateItem"], &[TABLE])],
            ..Action::BASE
        },
    ],
};

/// Expressions do not go with the parameters that were there before them:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>
const CONDITION: &[Limit] = &[
    Limit("ConditionExpression", Without("Expected")),
    Limit("ConditionExpression", Without("ConditionalOperator")),
];

const TABLE: On = Named("TableName", "dynamodb::Table");

fn is_projection(text: &str) -> bool {
    text.split(',').all(|it| !it.trim_start().starts_with(['[', '.']))
}
