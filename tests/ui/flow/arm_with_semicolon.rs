use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        match $.kind {
            "a" => fail "NoSuchKind";
            _ => {}
        }
        succeed;
    }
}

fn main() {}
