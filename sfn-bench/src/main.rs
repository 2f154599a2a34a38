//! What an expansion costs, and how the cost grows: `cargo run -p sfn-bench -- expansion`.
//!
//! Run it unoptimised, as users run a macro. Every figure is a ratio to the first row or to the row before, measured
//! in one run on one machine; absolute times are printed for orientation.

mod build;
mod expansion;
mod sources;

fn main() {
    let kind = std::env::args().nth(1).unwrap_or_default();
    match kind.as_str() {
        "expansion" => expansion::run(),
        "build" => build::run(),
        _ => {
            eprintln!("usage: sfn-bench expansion | build");
            std::process::exit(2);
        }
    }
}
