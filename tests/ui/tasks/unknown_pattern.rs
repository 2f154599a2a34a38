use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        codebuild::startBuild.synk { ProjectName: "p" };
    }
}

fn main() {}
