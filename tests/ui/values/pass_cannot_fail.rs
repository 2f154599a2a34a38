use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        pass { id: $.id } catch { _ => {} };
        succeed;
    }
}

fn main() {}
