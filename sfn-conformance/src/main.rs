//! Holds the project against material that others made, and prints what it fails.
//!
//! `sfn-conformance KIND PATH [--score FILE]`. It reads nothing but `PATH` (and `FILE`). Each failing case is one line
//! `FAIL case: reason`; the last line is `N passed, M failed`. It exits with 0 only if no case fails or, with
//! `--score`, if no fewer pass than the file records.

mod asl;
mod asl_invalid;
mod categories;
mod cdk;
mod diagnostics;
mod executions;
mod front;
mod jsonata;
mod negatives;
mod recordings;
mod run;
mod score;
mod sdk;
mod test_states;
mod warnings;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::run::Case;

/// A kind of material.
struct Kind {
    name: &'static str,
    about: &'static str,
    cases: fn(&Path) -> Result<Vec<Case>, String>,
}

/// One module each; a new kind is a module and a line here.
const KINDS: &[Kind] = &[
    Kind { name: "asl", about: "a folder of valid definitions: each round-trips", cases: asl::cases },
    Kind {
        name: "asl-invalid",
        about: "a folder of refused ones: each is refused",
        cases: asl_invalid::cases,
    },
    Kind {
        name: "diagnostics",
        about: "a file of small definitions: the worst found in each is as expected",
        cases: diagnostics::cases,
    },
    Kind {
        name: "cdk",
        about: "a folder of what the CDK made: same definition, no wider policy",
        cases: cdk::cases,
    },
    Kind {
        name: "negatives",
        about: "a file of what the CDK refuses: each is refused for the same reason",
        cases: negatives::cases,
    },
    Kind {
        name: "executions",
        about: "a folder of executions recorded on AWS: each runs alike",
        cases: executions::cases,
    },
    Kind {
        name: "jsonata",
        about: "a folder with JSONata's own test suite: each gives the same",
        cases: jsonata::cases,
    },
    Kind { name: "sdk", about: "a file of AWS SDK calls: each is judged alike", cases: sdk::cases },
    Kind {
        name: "warnings",
        about: "a folder of real workflows: each has the findings that are listed and justified",
        cases: warnings::cases,
    },
];

fn main() -> ExitCode {
    match arguments(std::env::args().skip(1)).and_then(|arguments| hold(&arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

struct Arguments {
    kind: &'static Kind,
    path: PathBuf,
    score: Option<PathBuf>,
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut score = None;
    let mut plain = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--score" => score = Some(words.next().ok_or("--score needs a file")?.into()),
            option if option.starts_with("--") => {
                return Err(format!("unknown option {option}\n{}", usage()));
            }
            _ => plain.push(word),
        }
    }
    let [kind, path] = &plain[..] else { return Err(usage()) };
    let kind = KINDS.iter().find(|it| it.name == kind).ok_or_else(usage)?;
    Ok(Arguments { kind, path: path.into(), score })
}

fn usage() -> String {
    let mut text = "usage: sfn-conformance KIND PATH [--score FILE], where KIND is".to_owned();
    for kind in KINDS {
        text += &format!("\n  {:12} {}", kind.name, kind.about);
    }
    text
}

/// Whether all is as it should be.
fn hold(arguments: &Arguments) -> Result<bool, String> {
    let cases = (arguments.kind.cases)(&arguments.path)?;
    if cases.is_empty() {
        return Err(format!("no cases in {}", arguments.path.display()));
    }
    let failures = run::all(&cases);
    for failure in &failures {
        println!("FAIL {failure}");
    }
    let passed = cases.len() - failures.len();
    let good = match &arguments.score {
        None => failures.is_empty(),
        Some(file) => score::hold(file, cases.len(), &failures)?,
    };
    println!("{passed} passed, {} failed", failures.len());
    Ok(good)
}
