use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource charge: lambda::Function;
        $.receipt = charge { id: $.id } catch "CardDeclined" { fail "CardDeclined"; };
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
