use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "List": $.page = aws_sdk::s3::listBuckets {};
        "More?": if $.page.ContinuationToken == 5 {
            "Again": pass;
        }
        "Done": succeed;
    }
}

fn main() {}
