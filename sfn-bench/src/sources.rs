//! Machines of any size, as source text.

use std::fmt::Write;

/// A machine of `states` states as real ones look: tasks with parameters and catchers, choices, waits.
pub fn machine(states: usize) -> String {
    let mut text = String::from("machine Big {\n    resource orders: dynamodb::Table;\n");
    let mut n = 0;
    while n + 5 <= states {
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
        n += 5;
    }
    while n < states {
        let _ = writeln!(text, "    \"Pass {n}\": pass;");
        n += 1;
    }
    text + "}\n"
}
