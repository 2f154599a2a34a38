//! Machines of any size, as source text.

use std::fmt::Write;

/// The text of a machine of so many states.
pub type Generator = fn(usize) -> String;

/// Kinds of machines, by what the flow through them is like.
pub const SHAPES: [(&str, Generator); 3] = [("chain", chain), ("joins", joins), ("loops", loops)];

/// A machine of tasks one after the other, each of which adds to the document.
pub fn chain(states: usize) -> String {
    machine(states, 1, |text, n| {
        let _ = writeln!(
            text,
            r#"    "Load {n}": $.item{n} = dynamodb::getItem {{ TableName: orders, Key: {{ id: S($.order.id) }} }};"#
        );
    })
}

/// A machine of `states` states as real ones look: tasks with parameters and catchers, choices, waits. Every choice and
/// every catcher joins what follows.
pub fn joins(states: usize) -> String {
    machine(states, 5, |text, n| {
        let _ = write!(
            text,
            r#"
    #[timeout(30s)]
    #[retry(States.TaskFailed, interval = 2s, max_attempts = 3)]
    "Load {n}": let order{n} = dynamodb::getItem {{ TableName: orders, Key: {{ id: S($.order.id) }} }} catch {{
        States.ALL as $.error => {{
            "Missing {n}": fail "Missing", "no such order";
        }}
    }};
    "Total {n}?": if $order{n}.Item.total.N == "0" || IsPresent($.order.items[0].sku) {{
        "Wait {n}": wait 30s;
    }}
    "Save {n}": dynamodb::putItem {{
        TableName: orders,
        Item: {{ id: S($.order.id), name: S(format!("{{}} of {{}}", $.order.id, $$.Execution.Name)) }},
    }};
"#
        );
    })
}

/// A machine of loops in loops: what is known at a state comes round again, by two ways each time, and what one
/// loop assigns the next ones see.
pub fn loops(states: usize) -> String {
    machine(states, 5, |text, n| {
        let _ = write!(
            text,
            r#"
    loop {{
        "Ask {n}": $.job{n} = dynamodb::getItem {{ TableName: orders, Key: {{ id: S($.order.id) }} }};
        "Done {n}?": if $.job{n}.Item.status.S == "done" {{ break; }}
        loop {{
            "Count {n}": let count{n} = lambda::invoke {{ FunctionName: "count", Payload: $ }};
            "Enough {n}?": if $count{n}.Payload > 3 {{ break; }}
            "Wait {n}": wait 30s;
        }}
    }}
"#
        );
    })
}

/// `states` states in steps of `step`, and what is missing as Pass states.
fn machine(states: usize, step: usize, mut write_step: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::from("machine Big {\n    resource orders: dynamodb::Table;\n");
    let mut n = 0;
    while n + step <= states {
        write_step(&mut text, n);
        n += step;
    }
    while n < states {
        let _ = writeln!(text, "    \"Pass {n}\": pass;");
        n += 1;
    }
    text + "    \"Over\": succeed;\n}\n"
}
