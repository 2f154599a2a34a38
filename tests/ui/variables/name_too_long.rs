use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let a_variable_whose_name_goes_on_and_on_and_on_and_on_and_on_and_on_until_nobody_reads_it = 5;
    }
}

fn main() {}
