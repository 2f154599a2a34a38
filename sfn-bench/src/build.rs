//! CPU time of a cold build of a user's crate, beside one that only has serde's derive: both in one run, so that the
//! ratio means something on any machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds of each kind; the least is taken.
const RUNS: usize = 3;

const SERDE: (&str, &str) = (
    "serde = { version = \"1\", features = [\"derive\"] }",
    "#[derive(serde::Serialize, serde::Deserialize)]\npub struct Order { pub id: String, pub total: u32 }\n",
);

const MACHINE: &str = r#"
sfn_runtime::state_machine! {
    machine Flow {
        resource orders: dynamodb::Table;
        "Record": dynamodb::putItem { TableName: orders, Item: { id: S($.order.id) } };
    }
}
"#;

/// Builds a crate with serde's derive, one with the macro, and one with both; prints CPU seconds and ratios.
pub fn run() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sfn-runtime");
    let runtime =
        format!("sfn-runtime = {{ path = {:?} }}", runtime.canonicalize().expect("the runtime crate"));
    let cases = [
        ("serde_derive", SERDE.0.to_string(), SERDE.1.to_string()),
        ("state_machine!", runtime.clone(), MACHINE.to_string()),
        ("both", format!("{}\n{runtime}", SERDE.0), format!("{}{MACHINE}", SERDE.1)),
    ];
    println!("| crate with | cold build, CPU | to serde_derive |");
    println!("| --- | ---: | ---: |");
    let mut first: Option<f64> = None;
    for (name, dependencies, source) in cases {
        let seconds =
            (0..RUNS).map(|run| cold_build(name, run, &dependencies, &source)).fold(f64::MAX, f64::min);
        let reference = *first.get_or_insert(seconds);
        println!("| {name} | {seconds:.1} s | {:.2} × |", seconds / reference);
    }
}

/// CPU seconds of `cargo build` of a new crate in a new target folder; what it downloads is downloaded before.
fn cold_build(name: &str, run: usize, dependencies: &str, source: &str) -> f64 {
    let folder = std::env::temp_dir()
        .join(format!("sfn-bench-{}-{name}-{run}", std::process::id()).replace(['!', '_'], ""));
    let write = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n[workspace]\n"
    );
    write(folder.join("Cargo.toml"), &manifest);
    write(folder.join("src/lib.rs"), source);
    cargo(&folder, &["fetch", "--quiet"]);
    let before = children_cpu();
    cargo(&folder, &["build", "--quiet", "--offline"]);
    let seconds = children_cpu() - before;
    fs::remove_dir_all(&folder).expect("the folder can be removed");
    seconds
}

fn cargo(folder: &Path, args: &[&str]) {
    let mut command = Command::new("cargo");
    // Users get the crates from a registry, and what is from there is never built incrementally.
    command.args(args).current_dir(folder).env_remove("CARGO_TARGET_DIR").env("CARGO_INCREMENTAL", "0");
    let status = command.status();
    assert!(status.expect("cargo runs").success(), "cargo {args:?} in {}", folder.display());
}

/// `cargo check` of the crate in a folder.
pub fn cargo_check(folder: &Path) {
    let mut command = Command::new("cargo");
    command.args(["check", "--quiet"]).current_dir(folder);
    command.env_remove("CARGO_TARGET_DIR").env("CARGO_INCREMENTAL", "1");
    let status = command.status();
    assert!(status.expect("cargo runs").success(), "cargo check in {}", folder.display());
}

/// User and system seconds of all child processes that ended, after proc(5): fields 16 and 17 of /proc/self/stat, in
/// ticks of a hundredth of a second.
pub fn children_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this benchmark needs Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
    (ticks(13) + ticks(14)) / 100.0
}
