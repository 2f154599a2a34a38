#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for $ in s3::getObject { Bucket: "b", Key: "k" } { pass; }
    }
}

fn main() {}
