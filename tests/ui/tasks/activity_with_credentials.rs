use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource work: states::Activity = "arn:aws:states:us-east-1:123456789012:activity:work";
        #[credentials("arn:aws:iam::123456789012:role/r")]
        work {};
    }
}

fn main() {}
