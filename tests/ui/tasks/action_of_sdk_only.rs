use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        s3::getObjekt { Bucket: "b", Key: "k" };
    }
}

fn main() {}
