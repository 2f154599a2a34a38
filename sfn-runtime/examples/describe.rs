//! Prints what an action of the AWS SDK takes, returns, raises and needs:
//! `cargo run -p sfn-runtime --features local --example describe -- dynamodb getItem`, and with `--all` what is inside of
//! each.

use std::process::ExitCode;

use sfn_runtime::catalog::describe;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_all = words.iter().any(|it| it == "--all");
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|it| *it != "--all").collect();
    let [service, action] = words.as_slice() else {
        eprintln!("usage: describe SERVICE ACTION [--all]");
        return ExitCode::FAILURE;
    };
    match describe(service, action) {
        Ok(it) if is_all => print!("{it:#}"),
        Ok(it) => print!("{it}"),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
