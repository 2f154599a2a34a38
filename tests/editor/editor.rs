//! What an editor shows of a machine while it is written.

use std::fs;
use std::path::Path;

use sfn_tests_editor::Editor;

const MACHINE: &str = r#"
use sfn_runtime::state_machine;

state_machine! {
    /// Charges an order.
    pub machine OrderFlow {
        resource charge: lambda::Function;
        "Charge card": $.receipt = charge { orderId: $.order.id };
        HALF
    }
}

fn main() {
    REST
}
"#;

fn machine(half: &str, rest: &str) -> String {
    MACHINE.replace("HALF", half).replace("REST", rest)
}

/// A crate of its own, so that nothing of the workspace is loaded.
fn open() -> Option<Editor> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workspace = workspace.canonicalize().expect("the workspace");
    let root = workspace.join("target/editor");
    fs::create_dir_all(root.join("src")).expect("a folder for the crate");
    let manifest = format!(
        "[package]\nname = \"edited\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         sfn-runtime = {{ path = {:?} }}\n\n[workspace]\n",
        workspace.join("sfn-runtime")
    );
    fs::write(root.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).expect("the versions of the workspace");
    fs::write(root.join("src/lib.rs"), machine("", "")).expect("a source file");
    Editor::open(&root)
}

/// One test, as it takes a while until everything is loaded.
#[test]
fn an_editor_knows_a_machine() {
    let Some(mut editor) = open() else {
        println!("skipped: rust-analyzer is not installed (`rustup component add rust-analyzer rust-src`)");
        return;
    };

    let offered = editor.completions(&machine("", "OrderFlow::$0"));
    for name in ["DEFINITION", "RESOURCES", "STATEMENTS", "DIAGRAM"] {
        assert!(offered.iter().any(|it| it.starts_with(name)), "{name} in {offered:?}");
    }
    let shown = editor.hover(&machine("", "let _ = Order$0Flow;"));
    assert!(shown.contains("Charges an order."), "{shown}");
    // However little of a statement is there, the machine is.
    for half in ["$.", "let x = ", "if $.a", "\"Next\": charge {", "dynamodb::"] {
        let offered = editor.completions(&machine(&half.replace('{', ""), "OrderFlow::$0"));
        assert!(offered.iter().any(|it| it.starts_with("DEFINITION")), "{half}: {offered:?}");
    }
}
