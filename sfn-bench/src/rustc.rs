//! What a machine adds to the check of the crate that it is in: rustc with the macro, less rustc with one that takes the
//! same tokens and gives nothing. Everything counts: the macro unoptimised, its bridge to rustc, and what rustc does with
//! what it expands to.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::sources;

/// Checks of each kind; the least time is taken.
const RUNS: usize = 9;

/// Prints the table.
pub fn run() {
    let folder = std::env::temp_dir().join(format!("sfn-bench-{}-rustc", std::process::id()));
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sfn-runtime");
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nsfn-runtime = {{ path = {:?} }}\n[workspace]\n",
        runtime.canonicalize().expect("the runtime crate")
    );
    fs::create_dir_all(folder.join("src")).expect("a folder can be made");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file can be written");
    println!("| states | in rustc | per state | to the row before |");
    println!("| ---: | ---: | ---: | ---: |");
    let mut before: Option<f64> = None;
    // Fewer are lost in what cargo takes.
    for states in [1_000, 5_000] {
        let machine = sources::joins(states);
        let with =
            check(&folder, &format!("#![allow(deprecated)]\nsfn_runtime::state_machine! {{ {machine} }}\n"));
        let without = check(
            &folder,
            &format!("macro_rules! nothing {{ ($($token:tt)*) => {{}} }}\nnothing! {{ {machine} }}\n"),
        );
        let time = with.saturating_sub(without).as_secs_f64();
        let per_state = time / states as f64;
        let growth = before.map_or(String::from("–"), |before| format!("{:.2} ×", per_state / before));
        before = Some(per_state);
        println!("| {states} | {:.1} ms | {:.1} µs | {growth} |", time * 1e3, per_state * 1e6);
    }
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}

/// The least time of `cargo check` of a crate of this source, whose dependencies are built.
fn check(folder: &Path, source: &str) -> Duration {
    let mut least = Duration::MAX;
    // The first one builds what is missing.
    for run in 0..=RUNS {
        // Cargo compares times to the second at worst, and content never: another text is another file.
        fs::write(folder.join("src/lib.rs"), format!("{source}// {run}\n")).expect("a file can be written");
        let mut command = Command::new("cargo");
        command.args(["check", "--quiet", "--offline"]).current_dir(folder);
        command.env_remove("CARGO_TARGET_DIR").env("CARGO_INCREMENTAL", "0");
        let start = Instant::now();
        assert!(command.status().expect("cargo runs").success(), "cargo in {}", folder.display());
        if run > 0 {
            least = least.min(start.elapsed());
        }
    }
    least
}
