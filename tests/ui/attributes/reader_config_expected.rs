use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        for $ in s3::getObject { Bucket: "b", Key: "k", reader_config: { input_type: JSON } } { pass; }
    }
}

fn main() {}
