use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        try { wait 3s; } catch { _ => {} }
        succeed;
    }
}

fn main() {}
