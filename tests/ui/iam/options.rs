use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        aws_sdk::s3::getObject { Bucket: "b", Key: "k", iam_resources: ["my-bucket"] };
        aws_sdk::s3::listBuckets { iam_resources: 5, iam_action: "ListAllMyBuckets" };
        aws_sdk::s3::listBuckets {
            iam_resources: "*",
            additional_iam_statements: [
                { Action: "s3:GetObject" },
                { Action: "GetObject", Resource: "*" },
                { Action: "s3:GetObject", Resource: "*", Principal: "*" },
                "s3:GetObject",
            ],
        };
    }
}

fn main() {}
