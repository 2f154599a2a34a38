use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        retry policy stubborn = retry(States.ALL, max_attempts = 3);
        #[retry(stuborn)]
        f {};
    }
}

fn main() {}
