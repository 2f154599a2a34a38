use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        #[result_writer(s3::putObject)]
        for $ in $.items { pass; }
    }
}

fn main() {}
