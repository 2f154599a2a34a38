#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Save": dynamodb::putItem { TableName: "t", Item: { id: "a", n: { N: 5 } } };
        "save": $.login = { password: "hunter2", user: $.user };
        state "Wait" = { "Type": "Wait", "Timestamp": "2016-08-18T17:33:00Z" };
        #[timeout(90s)]
        "Call": http::invoke { ApiEndpoint: "http://example.com", Method: "GET", Authentication: { ConnectionArn: "c" } };
        #[distributed(standard)]
        "Each": for $ in s3::listObjectsV2 { Bucket: "b", Prefix: "logs" } { pass; }
    }
}

fn main() {}
