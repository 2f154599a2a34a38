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
    pub first: Option<Line>,
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
        resource orders: dynamodb::Table;
        retry policy patient = retry(States.ALL, max_attempts = 9);
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

    machines(&mut editor);
    paths(&mut editor);
    calls(&mut editor);
    keys(&mut editor);
    declared(&mut editor);
    states(&mut editor);
    mistakes(&mut editor);
}

/// That all of `names` are offered at the cursor.
fn offers(editor: &mut Editor, half: &str, names: &[&str]) {
    let offered = editor.completions(&machine(half, ""));
    for name in names {
        assert!(offered.iter().any(|it| it.starts_with(name)), "{half}: {name} in {offered:?}");
    }
    // Nothing of ours is.
    assert!(offered.iter().all(|it| !it.starts_with("__")), "{half}: {offered:?}");
}

/// That all of `texts` are said of what is at the cursor.
fn shows(editor: &mut Editor, half: &str, texts: &[&str]) {
    let shown = editor.hover(&machine(half, ""));
    for text in texts {
        assert!(shown.contains(text), "{half}: {text} in {shown}");
    }
    // Nothing of ours is, but the module that has what every machine knows.
    assert!(!shown.replace("sfn_runtime::__private::editor", "").contains("__"), "{half}: {shown}");
}

/// That what is at the cursor is defined in the line `line`.
fn leads_to(editor: &mut Editor, half: &str, line: &str) {
    let found = editor.definitions(&machine(half, ""));
    assert!(found.iter().any(|it| it.text == line), "{half}: {found:?}");
}

/// That what is at the cursor is renamed wherever `lines` have it.
fn renames(editor: &mut Editor, half: &str, lines: &[&str]) {
    let renamed = editor.renamed(&machine(half, ""), "other");
    for line in lines {
        assert!(renamed.contains(line), "{half}: {line} in {renamed}");
    }
}

fn machines(editor: &mut Editor) {
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
}

fn paths(editor: &mut Editor) {
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
        offers(editor, half, names);
    }
    shows(editor, "let x = $.order$0Id;", &["What the customer calls it."]);
    leads_to(editor, "let x = $.order$0Id;", "pub order_id: String,");
    let renamed =
        editor.renamed(&machine("let x = $.lines[0].sku;", "").replacen("pub sku", "pub s$0ku", 1), "code");
    assert!(renamed.contains("pub code: String"), "{renamed}");
    assert!(renamed.contains("$.lines[0].code"), "{renamed}");
}

fn calls(editor: &mut Editor) {
    for (half, names) in [
        ("$0", &["dynamodb", "emr_containers", "aws_sdk", "charge", "orders", "wait", "goto"][..]),
        ("dyn$0 \"Next\": charge($);", &["dynamodb"]),
        ("dynamodb::$0", &["getItem", "putItem", "deleteItem", "updateItem"]),
        ("dynamodb::$0 \"Next\": charge($);", &["putItem"]),
        ("let x = dynamodb::g$0;", &["getItem"]),
        ("$.x = dyn$0;", &["dynamodb", "charge"]),
        ("match $.total { 1 => sqs::$0, _ => {} }", &["sendMessage"]),
        ("parallel { { states::$0 } { wait 3s; } }", &["startExecution"]),
        ("aws_sdk::$0", &["dynamodb", "sqs", "ec2"]),
        ("aws_sdk::sqs::$0", &["purgeQueue", "listQueues"]),
        ("let x = aws_sdk::dynamodb::desc$0; wait 3s;", &["describeTable"]),
        ("aws_sdk::dynamodb::$0 \"Next\": charge($);", &["describeTable"]),
    ] {
        offers(editor, half, names);
    }
    shows(editor, "dyn$0amodb::getItem {};", &["Amazon DynamoDB", "connect-ddb.html"]);
    shows(
        editor,
        "ecs::run$0Task.sync {};",
        &["`arn:aws:states:::ecs:runTask`", "`.sync`", "`TaskDefinition`: string, required"],
    );
    shows(editor, "aws_sdk::sq$0s::purgeQueue {};", &["`aws-sdk:sqs`", "`Sqs.`"]);
    shows(
        editor,
        "aws_sdk::sqs::purge$0Queue {};",
        &["QueueUrl  string, required", "Sqs.QueueDoesNotExistException", "sqs:PurgeQueue"],
    );
    shows(editor, "wa$0it 3s;", &["a Wait state"]);
}

fn keys(editor: &mut Editor) {
    for (half, names) in [
        ("dynamodb::putItem { $0 }", &["TableName", "Item", "ReturnValues", "iam_resources"][..]),
        ("dynamodb::putItem { Tab$0 }", &["TableName"]),
        ("dynamodb::putItem { TableName: orders, $0 };", &["Item"]),
        ("let x = sqs::sendMessage { QueueUrl: $.total, Mess$0 }", &["MessageBody"]),
        ("dynamodb::putItem { $0 TableName: orders };", &["Item"]),
        ("dynamodb::putItem { TableName: orders, Item: { id: { $0 } } };", &["S", "N", "BOOL"]),
        ("ecs::runTask { Overrides: { ContainerOverrides: [{ $0 }] } };", &["Command", "Name"]),
        ("states::startExecution { $0 };", &["StateMachineArn", "Input", "associate_with_parent"]),
        ("lambda::invoke { $0 };", &["FunctionName", "Payload", "payload_response_only"]),
        ("aws_sdk::sqs::purgeQueue { $0 };", &["QueueUrl"]),
        ("charge { $0 }", &["orderId", "total", "lines", "retry_on_service_exceptions"]),
        ("charge { orderId: \"1\", to$0 };", &["total"]),
        ("charge { first: { $0 } };", &["sku", "quantity"]),
    ] {
        offers(editor, half, names);
    }
    shows(editor, "dynamodb::putItem { Table$0Name: orders };", &["TableName: Text", "string, required"]);
    shows(editor, "dynamodb::putItem { Return$0Values: \"NONE\" };", &["`\"ALL_OLD\"`", "optional"]);
    shows(editor, "ecs::runTask { Overrides: { C$0pu: \"1\" } };", &["Cpu: Text", "string, optional"]);
    shows(editor, "aws_sdk::sqs::purgeQueue { Queue$0Url: 1 };", &["string, required"]);
    shows(editor, "charge { order$0Id: \"1\" };", &["What the customer calls it."]);
    leads_to(editor, "charge { order$0Id: \"1\" };", "pub order_id: String,");
}

fn declared(editor: &mut Editor) {
    for (half, names) in [
        ("dynamodb::putItem { TableName: $0 }", &["orders", "charge"][..]),
        ("dynamodb::putItem { TableName: $0, Item: {} };", &["orders"]),
        ("dynamodb::putItem { TableName: ord$0 Item: {} };", &["orders"]),
        ("dynamodb::putItem { TableName: crate::$0 };", &["Order"]),
        ("#[retry($0)] charge($);", &["patient"]),
        ("resource x: $0", &["dynamodb", "lambda", "arn"]),
        ("resource x: lambda::$0;", &["Function"]),
        ("let total = $.total; wait $$0;", &["total"]),
        ("$.x = States.$0;", &["Format", "JsonMerge", "UUID"]),
        ("$.x = States.For$0(\"{}\", 1);", &["Format"]),
        ("$.x = $$.$0", &["Execution", "State", "Map", "Task"]),
        ("$.x = $$.Execution.$0;", &["Id", "StartTime"]),
        ("#[query_language(JSONata)] \"J\": $ = {% $$0 %};", &["states"]),
        ("#[query_language(JSONata)] \"J\": $ = {% $states.$0 %};", &["input", "context", "result"]),
        ("#[query_language(JSONata)] \"J\": $ = {% $states.context.State.$0 %};", &["Name"]),
        ("let total = $.total; #[query_language(JSONata)] \"J\": $ = {% $to$0 + 1 %};", &["total"]),
        ("let total = $.total; wait $to$0", &["total"]),
        ("try { charge($); } catch { _ as problem => { $.x = $$0; } }", &["problem"]),
    ] {
        offers(editor, half, names);
    }
    let put = "dynamodb::putItem { TableName: ord$0ers };";
    shows(editor, put, &["`dynamodb::Table`: `${orders}`"]);
    leads_to(editor, put, "resource orders: dynamodb::Table;");
    renames(editor, put, &["resource other: dynamodb::Table;", "TableName: other"]);
    leads_to(editor, "cha$0rge($);", "resource charge: lambda::Function<Order, Receipt>;");
    renames(editor, "cha$0rge($);", &["resource other: lambda", "$.receipt = other($)", "        other($);"]);
    let read = "let total = $.total;\nwait $to$0tal;";
    leads_to(editor, read, "let total = $.total;");
    renames(editor, read, &["let other = $.total;", "wait $other;"]);
    shows(editor, "$.x = States.JsonM$0erge($, $, false);", &["`States.JsonMerge(", "Gives an object."]);
    shows(editor, "$.x = $$.Execution.Id$0;", &["The ARN of the execution."]);
    shows(editor, "resource x: dynamodb::Ta$0ble;", &["table/${Name}"]);
}

fn states(editor: &mut Editor) {
    let jump = "if $.total > 5 { goto \"Charge$0 card\"; }";
    shows(editor, jump, &["A Task state.", "\"Resource\": \"${charge}\""]);
    leads_to(editor, jump, "\"Charge card\": $.receipt = charge($);");
    shows(editor, "/// What it is for.\n\"Pay$0\": charge($);", &["What it is for."]);
    let leave = "'pages: loop {\nbreak 'pa$0ges;\n}";
    leads_to(editor, leave, "'pages: loop {");
    renames(editor, leave, &["'other: loop {", "break 'other;"]);
}

/// Of what is not there is said once that it is not.
fn mistakes(editor: &mut Editor) {
    for (half, count) in [
        ("charge($);", 0),
        ("let total = $.total; wait $total;", 0),
        ("dynamodb::putStuff { TableName: orders };", 1),
        ("dynamodb::putItem { TableName: orders, Item: {}, Itme: {} };", 1),
        ("aws_sdk::sqs::purge { QueueUrl: \"x\" };", 1),
        ("chrge($);", 1),
        ("wait $gone;", 1),
        ("goto \"Nowhere\";", 1),
        ("loop { break 'gone; }", 1),
    ] {
        let found = editor.diagnostics(&machine(half, ""));
        assert_eq!(found.len(), count, "{half}: {found:?}");
    }
}
