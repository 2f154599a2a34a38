use sfn_runtime::state_machine;

state_machine! {
    machine Flow(Order) -> Receipt {
        resource charge: lambda::Function<Charge, Receipt>;
        charge { id: $.id }
    }
}

fn main() {}
