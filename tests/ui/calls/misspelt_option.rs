use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        lambda::invoke { FunctionName: "count:1", retry_on_service_exception: false };
        #[distributed(express)]
        for $ in s3::getObject { Bucket: "orders", Key: "today.csv", input_typ: CSV } { wait 1s; }
    }
}

fn main() {}
