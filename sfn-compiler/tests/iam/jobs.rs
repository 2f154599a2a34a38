machine Jobs {
    resource nightly: batch::JobQueue;
    resource cluster: ecs::Cluster;
    "Batch": batch::submitJob.sync { JobName: "a", JobQueue: nightly, JobDefinition: "resize:3" };
    "Batch any revision": batch::submitJob { JobName: "a", JobQueue: nightly, JobDefinition: "resize" };
    "Ecs": ecs::runTask.sync { Cluster: cluster, TaskDefinition: "MyTaskDef", iam_resources: ["arn:aws:iam::123456789012:role/Task"] };
    "Glue": glue::startJobRun.sync { JobName: "etl" };
    "Brew": databrew::startJobRun.sync { Name: "clean" };
    "Build": codebuild::startBuild.sync { ProjectName: "site" };
    "Query": athena::startQueryExecution.sync {
        QueryString: "SELECT 1",
        WorkGroup: "wg",
        QueryExecutionContext: { Database: "sales" },
        ResultConfiguration: { OutputLocation: "s3://results/folder" },
        iam_resources: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
    };
    "Results": $.rows = athena::getQueryResults { QueryExecutionId: $.id };
    "Train": sagemaker::createTrainingJob.sync {
        TrainingJobName: format!("train-{}", $.id),
        RoleArn: "arn:aws:iam::123456789012:role/SageMaker",
        OutputDataConfig: { S3OutputPath: "s3://models" },
        AlgorithmSpecification: { TrainingInputMode: "File", AlgorithmName: "BlazingText" }, StoppingCondition: {},
        ResourceConfig: { VolumeKmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/volumes" },
    };
    "Cluster": $.cluster = elasticmapreduce::createCluster.sync {
        Name: "c", Instances: {}, ServiceRole: "EMR_DefaultRole", JobFlowRole: "EMR_EC2_DefaultRole",
    };
    "Step": elasticmapreduce::addStep.sync { ClusterId: $.cluster.ClusterId, Step: {} };
    "End": elasticmapreduce::terminateCluster { ClusterId: $.cluster.ClusterId };
    "Model": bedrock::invokeModel { ModelId: "amazon.titan-text-express-v1", Input: { S3Uri: "s3://in/in.json" }, Output: { S3Uri: "s3://out/out.json" } };
    "Event": events::putEvents { Entries: [{ Detail: {}, DetailType: "t", Source: "s", EventBusName: "shop" }, { Detail: {}, DetailType: "t", Source: "s" }] };
    "Convert": mediaconvert::createJob.sync { Role: "arn:aws:iam::123456789012:role/Media", Settings: {} };
}
