//! Chores of this repository. `cargo xtask catalog` writes the catalogue of AWS SDK integrations anew; see `README.md`.

use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    match words.next().as_deref().and_then(|it| it.to_str()) {
        Some("catalog") => {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/generate.py");
            match Command::new("python3").arg(script).args(words).status() {
                Ok(status) if status.success() => ExitCode::SUCCESS,
                Ok(_) => ExitCode::FAILURE,
                Err(error) => {
                    eprintln!("python3: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        _ => {
            eprintln!("usage: cargo xtask catalog [--check | --update]");
            ExitCode::FAILURE
        }
    }
}
