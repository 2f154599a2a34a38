//! What an expansion costs, and how the cost grows: `cargo run -p sfn-bench -- expansion`. Run it unoptimised, as users
//! run a macro. `-- rustc` measures the same inside of rustc, and `-- build` the cold build of a crate that uses the macro,
//! `-- types` what types add to `cargo check`, `-- catalog` size and look-ups of the catalogue of AWS SDK actions.
//!
//! `-- expansion-of joins 1000` is one expansion and nothing else, to be run by a profiler.
//!
//! What an execution costs: `cargo run --release -p sfn-bench -- execution [PYTHON]`.
//!
//! Every figure is a ratio to the first row or to the row before, measured
//! in one run on one machine; absolute times are printed for orientation.

mod build;
mod catalog;
mod execution;
mod expansion;
mod rustc;
mod sources;
mod types;

fn main() {
    let kind = std::env::args().nth(1).unwrap_or_default();
    match kind.as_str() {
        "expansion" => expansion::run(),
        "expansion-of" => expansion::run_one(std::env::args().skip(2)),
        "rustc" => rustc::run(),
        "build" => build::run(),
        "types" => types::run(),
        "catalog" => catalog::run(),
        "execution" => execution::run(std::env::args().nth(2)),
        "execution-of" => execution::run_one(std::env::args().skip(2)),
        _ => {
            eprintln!("usage: sfn-bench expansion | rustc | build | types | catalog | execution [PYTHON]");
            std::process::exit(2);
        }
    }
}
