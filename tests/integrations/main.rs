//! `docs/INTEGRATIONS.md` is made of `template.md`: behind each example stand the definition and the policy that it
//! becomes. `SFN_BLESS=1 cargo test -p sfn-tests --test integrations` writes it anew.

mod coverage;
mod table;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use sfn_compiler::{Compilation, Finding};
use sfn_tests::workspace;

const TEMPLATE: &str = include_str!("template.md");

/// The headings of the tasks module of the CDK, in its order: each is one here.
const HEADINGS: &[&str] = &[
    "## Paths",
    "## Evaluate Expression",
    "## API Gateway",
    "### Call REST API Endpoint",
    "### Call HTTP API Endpoint",
    "### AWS SDK",
    "## Athena",
    "### StartQueryExecution",
    "### GetQueryExecution",
    "### GetQueryResults",
    "### StopQueryExecution",
    "## Batch",
    "### SubmitJob",
    "## CodeBuild",
    "### StartBuild",
    "## DynamoDB",
    "### GetItem",
    "### PutItem",
    "### DeleteItem",
    "### UpdateItem",
    "## ECS",
    "### RunTask",
    "#### EC2",
    "#### Fargate",
    "## EMR",
    "### Create Cluster",
    "### Termination Protection",
    "### Terminate Cluster",
    "### Add Step",
    "### Cancel Step",
    "### Modify Instance Fleet",
    "### Modify Instance Group",
    "## EMR on EKS",
    "### Create Virtual Cluster",
    "### Delete Virtual Cluster",
    "### Start Job Run",
    "## EKS",
    "### Call",
    "## EventBridge",
    "### Put Events",
    "## Glue",
    "## Glue DataBrew",
    "## Lambda",
    "## SageMaker",
    "### Create Training Job",
    "### Create Transform Job",
    "### Create Endpoint",
    "### Create Endpoint Config",
    "### Create Model",
    "### Update Endpoint",
    "## SNS",
    "## Step Functions",
    "### Start Execution",
    "### Invoke Activity",
    "## SQS",
];

#[test]
fn the_page_shows_what_the_compiler_makes() {
    let page = page();
    let path = page_path();
    if std::env::var_os("SFN_BLESS").is_some() {
        fs::write(&path, &page).expect("written");
    } else {
        let shown = fs::read_to_string(&path).unwrap_or_default();
        assert!(shown == page, "{} is stale: run with SFN_BLESS=1", path.display());
    }
}

#[test]
fn every_heading_of_the_cdk_has_an_example() {
    let mut rest = TEMPLATE.lines();
    for heading in HEADINGS {
        assert!(rest.any(|it| it == *heading), "no `{heading}`, or not in this order");
    }
    // A heading without an example has others below it.
    let mut open: Option<(usize, &str)> = None;
    for line in TEMPLATE.lines() {
        let level = line.chars().take_while(|it| *it == '#').count();
        if line.starts_with("```rust") {
            open = None;
        } else if level > 1 {
            if let Some((before, heading)) = open {
                assert!(level > before, "`{heading}` has no example");
            }
            open = Some((level, line));
        }
    }
    assert!(open.is_none());
}

fn page_path() -> PathBuf {
    workspace().join("docs/INTEGRATIONS.md")
}

/// An example: its source, and what it became.
pub(crate) struct Example {
    pub name: String,
    pub source: String,
    pub compilation: Compilation,
}

/// The examples of the template.
pub(crate) fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    let mut heading = "";
    let mut source: Option<String> = None;
    for line in TEMPLATE.lines() {
        match &mut source {
            None if line.starts_with('#') => heading = line.trim_start_matches('#').trim(),
            None if line == "```rust" => source = Some(String::new()),
            None => {}
            Some(text) if line != "```" => {
                text.push_str(line);
                text.push('\n');
            }
            Some(_) => {
                let source = source.take().unwrap_or_default();
                let machine = format!("machine Example {{\n{source}}}");
                let tokens: TokenStream = machine.parse().unwrap_or_else(|it| panic!("{heading}: {it}"));
                let compilation = sfn_compiler::compile(tokens);
                examples.push(Example { name: heading.to_owned(), source, compilation });
            }
        }
    }
    examples
}

fn page() -> String {
    let mut examples = examples().into_iter();
    let mut out = String::from("<!-- Made of tests/integrations/template.md by a test. -->\n\n");
    let mut is_source = false;
    for line in TEMPLATE.lines() {
        let _ = writeln!(out, "{line}");
        if line == "```rust" {
            is_source = true;
        } else if is_source && line == "```" {
            is_source = false;
            out.push_str(&result(&examples.next().expect("an example")));
        }
    }
    out + &table::of_all()
}

/// Definition and policy, as they stand behind the source.
fn result(example: &Example) -> String {
    let print = |it: &Finding| format!("{}: {}", example.name, sfn_compiler::emit::message(it));
    let findings: Vec<String> = example.compilation.findings.iter().map(print).collect();
    assert!(findings.is_empty(), "{}\n{}", findings.join("\n"), example.source);
    let machine = &example.compilation.machines[0];
    let definition = sfn_asl::write::machine_pretty(&machine.lowered.machine);
    let policy = sfn_asl::write::policy(&machine.policy);
    format!("\n```json\n{}```\n\n```json\n{}```\n", states(&definition), statements(&policy))
}

/// The states without the machine around them.
fn states(definition: &str) -> String {
    within(definition, "  \"States\": {\n", "  }\n")
}

/// The statements without the policy around them.
fn statements(policy: &str) -> String {
    if policy.contains("\"Statement\": []") {
        return "[]\n".to_owned();
    }
    format!(
        "[\n{}]\n",
        within(policy, "  \"Statement\": [\n", "  ]\n")
            .lines()
            .fold(String::new(), |all, it| { all + "  " + it + "\n" })
    )
}

/// What stands between two lines, four columns to the left.
fn within(text: &str, start: &str, end: &str) -> String {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    let inner = rest.rsplit_once(&format!("\n{end}")).unwrap_or_else(|| panic!("no {end} in {text}")).0;
    inner.lines().map(|it| format!("{}\n", it.strip_prefix("    ").unwrap_or(it))).collect()
}
