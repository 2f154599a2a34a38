//! What the examples share: printing a machine, and what became of an execution.

use serde_json::Value;
use sfn_runtime::exec::Execution;
use sfn_runtime::{Policy, StateMachine};

/// Prints what a deployment has to know of a machine: its definition, its diagram, its states, its resources, and what
/// its execution role has to allow, with the reasons.
pub fn show<M: StateMachine>() {
    let definition: Value = serde_json::from_str(M::DEFINITION).expect("a definition is JSON");
    println!("# {} ({})\n", M::NAME, M::WORKFLOW_TYPE);
    println!("## Definition\n\n{definition:#}\n");
    println!("## Diagram\n\n```mermaid\n{}```\n", M::DIAGRAM);
    println!("## States\n");
    states(&definition, "");
    println!("\n## Resources\n");
    for resource in M::RESOURCES {
        match resource.value {
            Some(value) => println!("- {} ({}): {value}", resource.name, resource.kind),
            None => println!("- {} ({}): filled in at deployment", resource.name, resource.kind),
        }
    }
    println!("\n## Execution role\n");
    for statement in M::STATEMENTS {
        for reason in statement.reasons {
            println!("- {}: {} in {}", statement.sid, reason.what, reason.states.join(", "));
        }
    }
    let policy: Value = serde_json::from_str(&Policy::of::<M>().to_json()).expect("a policy is JSON");
    println!("\n{policy:#}");
}

/// Lists the states of a scope and of the scopes inside it, in the order of the source.
fn states(scope: &Value, indent: &str) {
    for (name, state) in scope["States"].as_object().into_iter().flatten() {
        let resource = state["Resource"].as_str().map(|it| format!(" {it}")).unwrap_or_default();
        println!("{indent}- {name}: {}{resource}", state["Type"].as_str().unwrap_or_default());
        let inner = format!("{indent}  ");
        state["Branches"].as_array().into_iter().flatten().for_each(|it| states(it, &inner));
        states(&state["ItemProcessor"], &inner);
    }
}

/// Prints the way that an execution took, and its end.
pub fn run(execution: &Execution) {
    println!("\n## A local run\n");
    println!("{execution}");
}
