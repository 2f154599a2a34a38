//! Prints what an action of the AWS SDK takes, returns, raises and needs:
//! `cargo run -p sfn-catalog --example describe -- dynamodb getItem`, and with `--all` what is inside of each.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_all = words.iter().any(|it| it == "--all");
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|it| *it != "--all").collect();
    match words.as_slice() {
        [service, action] => match sfn_catalog::describe(service, action) {
            Some(it) if is_all => print!("{it:#}"),
            Some(it) => print!("{it}"),
            None => {
                eprintln!("no action `{action}` of `{service}` in the catalogue of {}", sfn_catalog::date());
                return ExitCode::FAILURE;
            }
        },
        [service] => match sfn_catalog::service(service) {
            Some(it) => it.actions().for_each(|it| println!("{}", it.name())),
            None => {
                let known: Vec<&str> = sfn_catalog::known_as(service).map(|it| it.name()).collect();
                eprintln!("no service `{service}` in the catalogue of {}", sfn_catalog::date());
                if !known.is_empty() {
                    eprintln!("did you mean {}?", known.join(" or "));
                }
                return ExitCode::FAILURE;
            }
        },
        _ => {
            eprintln!("usage: describe SERVICE [ACTION] [--all]");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
