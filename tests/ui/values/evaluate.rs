use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource table: dynamodb::Table;

        $.a = evaluate("'value: $.a'");
        $.b = evaluate("$.items.sort()");
        $.c = evaluate("$.a +");
        $.d = evaluate($.a);
        $.e = evaluate("$.a", function: table);
        $.f = evaluate("$.a", function: "f");
    }
}

fn main() {}
