use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        for $ in $.items {
            codebuild::startBuild.sync { ProjectName: "p" };
        }
    }
}

fn main() {}
