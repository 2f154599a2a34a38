use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        if $.paid == true { f { id: $.id } }
        wait 3s;
    }
}

fn main() {}
