//! Amazon Bedrock AgentCore: <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>

use crate::catalog::grant::On::By;
use crate::catalog::grant::allow;
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "bedrockagentcore",
    title: "Amazon Bedrock AgentCore",
    sdk: Some("bedrockagentcore"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html",
    errors: &[],
    actions: &[Action {
        name: "invokeHarness",
        api: Some("bedrockagentcore:invokeHarness"),
        patterns: &[RequestResponse],
        required: &["HarnessArn", "RuntimeSessionId", "Messages"],
        optional: &[
            "Qualifier",
            "RuntimeUserId",
            "TraceParent",
            "TraceState",
            "TraceId",
            "Baggage",
            "Model",
            "SystemPrompt",
            "Tools",
            "Skills",
            "AllowedTools",
            "MaxIterations",
            "MaxTokens",
            "TimeoutSeconds",
            "ActorId",
        ],
        grants: &[allow(
            &["bedrock-agentcore:InvokeHarness", "bedrock-agentcore:InvokeAgentRuntime"],
            &[By(special::harness)],
        )],
        ..Action::BASE
    }],
};
