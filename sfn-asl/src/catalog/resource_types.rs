//! The kinds of resource that a machine can declare, and what their ARNs look like.

/// A kind of resource.
#[derive(Clone, Copy, Debug)]
pub struct ResourceType {
    /// `dynamodb::Table`
    pub name: &'static str,
    /// The ARN, with `${Name}` where the resource's name goes, after the Service Authorization Reference ("Resource
    /// types defined by …"). Empty for `arn`: the value is the ARN itself.
    pub arn: &'static str,
}

/// The kind called `name`.
pub fn resource_type(name: &str) -> Option<&'static ResourceType> {
    RESOURCE_TYPES.iter().find(|it| it.name == name)
}

macro_rules! types {
    ($($name:literal $arn:literal,)*) => {
        /// Every kind, by name.
        pub const RESOURCE_TYPES: &[ResourceType] = &[$(ResourceType { name: $name, arn: $arn },)*];
    };
}

types! {
    "apigateway::HttpApi" "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Name}",
    "apigateway::RestApi" "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Name}",
    "arn" "",
    "athena::WorkGroup" "arn:${AWS::Partition}:athena:${AWS::Region}:${AWS::AccountId}:workgroup/${Name}",
    "batch::JobDefinition" "arn:${AWS::Partition}:batch:${AWS::Region}:${AWS::AccountId}:job-definition/${Name}",
    "batch::JobQueue" "arn:${AWS::Partition}:batch:${AWS::Region}:${AWS::AccountId}:job-queue/${Name}",
    "bedrock::Model" "arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/${Name}",
    "codebuild::Project" "arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:project/${Name}",
    "databrew::Job" "arn:${AWS::Partition}:databrew:${AWS::Region}:${AWS::AccountId}:job/${Name}",
    "dynamodb::Table" "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Name}",
    "ecs::Cluster" "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/${Name}",
    "ecs::TaskDefinition" "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${Name}",
    "eks::Cluster" "arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/${Name}",
    "emr::Cluster" "arn:${AWS::Partition}:elasticmapreduce:${AWS::Region}:${AWS::AccountId}:cluster/${Name}",
    "emr_containers::VirtualCluster" "arn:${AWS::Partition}:emr-containers:${AWS::Region}:${AWS::AccountId}:/virtualclusters/${Name}",
    "emr_serverless::Application" "arn:${AWS::Partition}:emr-serverless:${AWS::Region}:${AWS::AccountId}:/applications/${Name}",
    "events::Connection" "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:connection/${Name}",
    "events::EventBus" "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/${Name}",
    "glue::Crawler" "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:crawler/${Name}",
    "glue::Job" "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:job/${Name}",
    "iam::Role" "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}",
    "kms::Key" "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Name}",
    "lambda::Function" "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Name}",
    "mediaconvert::JobTemplate" "arn:${AWS::Partition}:mediaconvert:${AWS::Region}:${AWS::AccountId}:jobTemplates/${Name}",
    "mediaconvert::Queue" "arn:${AWS::Partition}:mediaconvert:${AWS::Region}:${AWS::AccountId}:queues/${Name}",
    "s3::Bucket" "arn:${AWS::Partition}:s3:::${Name}",
    "sagemaker::Endpoint" "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:endpoint/${Name}",
    "sagemaker::EndpointConfig" "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:endpoint-config/${Name}",
    "sagemaker::Model" "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:model/${Name}",
    "sagemaker::TrainingJob" "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:training-job/${Name}",
    "sagemaker::TransformJob" "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:transform-job/${Name}",
    "scheduler::Schedule" "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule/default/${Name}",
    "scheduler::ScheduleGroup" "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/${Name}",
    "sns::Topic" "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${Name}",
    "sqs::Queue" "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Name}",
    "states::Activity" "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:activity:${Name}",
    "states::StateMachine" "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${Name}",
}

#[cfg(test)]
mod tests {
    use super::RESOURCE_TYPES;

    #[test]
    fn kinds_are_sorted_and_unique() {
        assert!(RESOURCE_TYPES.is_sorted_by(|a, b| a.name < b.name));
    }
}
