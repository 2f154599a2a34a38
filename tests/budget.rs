//! What users build besides us: the dependencies on the way of the macro, and those of the vocabulary alone.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use sfn_tests::workspace;

/// What a tool prints.
fn run(variable: &str, default: &str, arguments: &[&str]) -> String {
    let tool = std::env::var_os(variable).unwrap_or_else(|| default.into());
    let output = Command::new(tool).args(arguments).current_dir(workspace()).output().expect("a tool");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn metadata() -> Value {
    // Packages of other platforms have not been downloaded.
    let version = run("RUSTC", "rustc", &["-vV"]);
    let host = version.lines().find_map(|it| it.strip_prefix("host: ")).expect("a host");
    let arguments = ["metadata", "--format-version", "1", "--offline", "--filter-platform", host];
    serde_json::from_str(&run("CARGO", "cargo", &arguments)).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Every package that is built for `root`, itself not.
fn below(metadata: &Value, root: &str) -> BTreeSet<String> {
    let names: BTreeMap<&str, &str> = list(&metadata["packages"])
        .iter()
        .filter_map(|it| Some((it["id"].as_str()?, it["name"].as_str()?)))
        .collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().filter_map(|it| Some((it["id"].as_str()?, it))).collect();
    let root = names.iter().find(|it| *it.1 == root).expect("the package").0;
    let mut found = BTreeSet::new();
    let mut ids = vec![*root];
    while let Some(id) = ids.pop() {
        for dependency in list(&nodes[id]["deps"]) {
            let is_built = list(&dependency["dep_kinds"]).iter().any(|it| it["kind"] != "dev");
            let id = dependency["pkg"].as_str().expect("an id");
            if is_built && found.insert(names[id].to_owned()) {
                ids.push(id);
            }
        }
    }
    found
}

#[test]
fn the_macro_is_built_from_seven_packages() {
    let found = below(&metadata(), "sfn-macros");
    let expected = ["proc-macro2", "quote", "sfn-asl", "sfn-catalog", "sfn-compiler", "syn", "unicode-ident"];
    assert!(found.iter().eq(expected), "{found:?}");
}

/// The features of serde's derive, so that syn is built once for users of both.
#[test]
fn the_compiler_asks_for_little_of_syn() {
    let metadata = metadata();
    let package =
        list(&metadata["packages"]).iter().find(|it| it["name"] == "sfn-compiler").expect("the compiler");
    let syn = list(&package["dependencies"]).iter().find(|it| it["name"] == "syn").expect("syn");
    assert_eq!(syn["uses_default_features"], false);
    let features: Vec<&str> = list(&syn["features"]).iter().filter_map(Value::as_str).collect();
    assert_eq!(features, ["clone-impls", "derive", "parsing", "printing"]);
}

#[test]
fn the_vocabulary_needs_no_macro() {
    let arguments = [
        "tree",
        "--offline",
        "-p",
        "sfn-runtime",
        "--no-default-features",
        "-e",
        "normal,build",
        "--prefix",
        "none",
    ];
    let tree = run("CARGO", "cargo", &arguments);
    let names: Vec<&str> = tree.lines().filter_map(|it| it.split_whitespace().next()).collect();
    assert_eq!(names.first(), Some(&"sfn-runtime"));
    for heavy in ["syn", "quote", "proc-macro2", "sfn-macros", "sfn-compiler"] {
        assert!(!names.contains(&heavy), "{tree}");
    }
}
