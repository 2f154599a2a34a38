//! What `cargo check` of a user's crate costs, with paths that are checked against types and without, when
//! everything that the crate depends on has been checked. Each source is another than the one before, so nothing is reused.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::build::{cargo_check, children_cpu};

/// Checks of each kind; the least is taken.
const RUNS: usize = 3;

/// Paths that the payload of one state has.
const PATHS_PER_STATE: usize = 20;

/// Checks crates with 100, 1,000 and 5,000 paths, typed and untyped in turn; prints CPU seconds and what types add.
pub fn run() {
    let folder = std::env::temp_dir().join(format!("sfn-bench-{}-types", std::process::id()));
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sfn-runtime");
    let runtime = runtime.canonicalize().expect("the runtime crate");
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nsfn-runtime = {{ path = {runtime:?} }}\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/lib.rs"), "");
    cargo_check(&folder);

    println!("| paths | untyped, CPU | typed, CPU | types add | growth |");
    println!("| ---: | ---: | ---: | ---: | ---: |");
    let mut before: Option<f64> = None;
    for paths in [100, 1_000, 5_000] {
        let [untyped, typed] = least(&folder, paths);
        let growth = before.map_or_else(String::new, |it| format!("{:.1} ×", (typed - untyped) / it));
        before = Some(typed - untyped);
        println!("| {paths} | {untyped:.2} s | {typed:.2} s | {:.2} s | {growth} |", typed - untyped);
    }
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}

/// The least CPU seconds of a check: untyped, typed.
fn least(folder: &Path, paths: usize) -> [f64; 2] {
    let mut seconds = [f64::MAX; 2];
    for run in 0..=RUNS {
        for (typed, least) in [false, true].into_iter().zip(&mut seconds) {
            let source = format!("{}// run {run}\n", source(paths, typed));
            write(&folder.join(format!("src/{}.rs", if typed { "typed" } else { "untyped" })), &source);
            write(&folder.join("src/lib.rs"), if typed { "mod typed;\n" } else { "mod untyped;\n" });
            let before = children_cpu();
            cargo_check(folder);
            *least = least.min(children_cpu() - before);
        }
    }
    seconds
}

/// A machine whose states send so many paths to a function.
fn source(paths: usize, typed: bool) -> String {
    let mut text = String::from("#![allow(dead_code)]\n");
    for (name, field) in [("Input", "Order"), ("Order", "String")] {
        let _ = writeln!(text, "#[derive(sfn_runtime::Shape)]\npub struct {name} {{");
        for i in 0..PATHS_PER_STATE {
            let _ = writeln!(text, "    pub field_{i}: {field},");
        }
        text.push_str("}\n");
    }
    let input = if typed { "(Input)" } else { "" };
    let _ = writeln!(text, "sfn_runtime::state_machine! {{\n    pub machine Flow{input} {{");
    text.push_str("        resource f: lambda::Function;\n");
    for state in 0..paths / PATHS_PER_STATE {
        let _ = writeln!(text, "        \"State {state}\": $.field_0.field_0 = f {{");
        for i in 0..PATHS_PER_STATE {
            let outer = (state + i) % (PATHS_PER_STATE - 1) + 1;
            let _ = writeln!(text, "            p{i}: $.field_{outer}.field_{i},");
        }
        text.push_str("        };\n");
    }
    text.push_str("    }\n}\n");
    text
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}
