//! What an editor shows of a machine while it is written.

use std::fs;
use std::path::Path;

use sfn_tests_editor::Editor;

const MACHINE: &str = r#"
use sfn_runtime::{Shape, state_machine};

/// What an execution is started with.
#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// What the customer calls it.
    pub order_id: String,
    /// In cents.
    pub total: u64,
    pub lines: Vec<Line>,
}

#[derive(Shape)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Shape)]
pub struct Receipt {
    pub number: String,
}

state_machine! {
    /// Charges an order.
    pub machine OrderFlow(Order) {
        resource charge: lambda::Function<Order, Receipt>;
        "Charge card": $.receipt = charge($);
        HALF
    }
}

pub fn rest() {
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
    for half in ["$.", "let x = ", "if $.a", "\"Next\": charge", "dynamodb::"] {
        let offered = editor.completions(&machine(half, "OrderFlow::$0"));
        assert!(offered.iter().any(|it| it.starts_with("DEFINITION")), "{half}: {offered:?}");
    }

    // Inside of paths.
    for (half, names) in [
        ("$.to = charge { orderId: $.$0 };", &["orderId", "total", "lines", "receipt"][..]),
        ("$.to = charge { orderId: $.ord$0 };", &["orderId"]),
        ("let x = $.lines[0].$0;", &["sku", "quantity"]),
        ("let x = $.receipt.$0;", &["number"]),
        ("let x = $.$0", &["orderId", "total"]),
        ("if $.$0", &["orderId", "total"]),
        ("if $.total > 5 { wait 3s; } let x = $.$0; fail \"E\";", &["orderId", "total"]),
        ("for $ in $.lines { charge { id: $.$0 }; }", &["sku", "quantity"]),
        ("let r = charge($); let x = $r.$0;", &["number"]),
    ] {
        let offered = editor.completions(&machine(half, ""));
        for name in names {
            assert!(offered.iter().any(|it| it.starts_with(name)), "{half}: {name} in {offered:?}");
        }
    }
    let shown = editor.hover(&machine("let x = $.order$0Id;", ""));
    assert!(shown.contains("What the customer calls it."), "{shown}");
    let found = editor.definitions(&machine("let x = $.order$0Id;", ""));
    assert!(found.iter().any(|it| it.text == "pub order_id: String,"), "{found:?}");
    let renamed =
        editor.renamed(&machine("let x = $.lines[0].sku;", "").replacen("pub sku", "pub s$0ku", 1), "code");
    assert!(renamed.contains("pub code: String"), "{renamed}");
    assert!(renamed.contains("$.lines[0].code"), "{renamed}");
}
