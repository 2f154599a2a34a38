use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f {} catch { };
        f {} catch { _ };
        f {} catch { _ as };
        f {} catch
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
