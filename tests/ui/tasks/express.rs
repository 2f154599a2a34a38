use sfn_runtime::state_machine;

state_machine! {
    #[express]
    machine Flow {
        codebuild::startBuild.sync { ProjectName: "p" };
    }
}

fn main() {}
