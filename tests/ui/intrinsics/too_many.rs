use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let n = 1 + $.a + $.b + $.c + $.d + $.e + $.f + $.g + $.h + $.i + $.j + $.k;
    }
}

fn main() {}
