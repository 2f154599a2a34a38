use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f { file: s3:getObject { Bucket: "b" } };
    }
}

fn main() {}
