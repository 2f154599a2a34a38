use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        use crate::tables;
        const LIMIT: u32 = 5;
        fn helper(a: u32) -> u32 {
            a
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
