use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        for $ in s3::getObject { Bucket: "b", Key: "k", input_type: CSV, csv_headers: "id" } { pass; }
    }
}

fn main() {}
