use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        let order = 5;
        $order.id = f {};
    }
}

fn main() {}
