use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource ship: lambda::Function;
        let order = ship($);
        let total = 1;
        let total = total + 1;
        $.status = order.status;
        wait order.seconds;
        if order.status == "late" { wait 1s; }
        for item in $.items {
            ship { id: item.id, order: order.id };
        }
        count = 1;
    }
}

fn main() {}
