use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[input("order")]
        wait 3s;
    }
}

fn main() {}
