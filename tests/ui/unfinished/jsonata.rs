use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let total = {% $sum($states.input.) %};
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
