use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        for $ in s3::putObject { Bucket: "b", Key: "k" } { pass; }
    }
}

fn main() {}
