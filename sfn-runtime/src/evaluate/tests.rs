//! The handler, and the JSONata that `evaluate` becomes, agree.

use serde_json::{Map, Value as Json, json};
use sfn_asl::query::javascript::{parse, paths, to_jsonata};

use super::handle;
use crate::exec::{Call, Executor, Reply};

/// The value by the handler, with the paths resolved as the service does.
fn by_handler(text: &str, input: &Json) -> Result<Json, String> {
    let tree = parse(text).map_err(|it| format!("{it:?}"))?;
    let mut values = Map::new();
    for path in paths(&tree, text) {
        let pointer = path[1..].replace(['.', '['], "/").replace(['\'', '"', ']'], "");
        values.insert(path.to_string(), input.pointer(&pointer).cloned().unwrap_or(Json::Null));
    }
    let event = json!({ "expression": text, "expressionAttributeValues": values });
    handle(&event).map_err(|it| it.to_string())
}

/// The value by the JSONata.
fn by_jsonata(text: &str, input: &Json) -> Result<Json, String> {
    let tree = parse(text).map_err(|it| format!("{it:?}"))?;
    let query = to_jsonata(&tree, "input").map_err(|it| format!("{it:?}"))?.to_string();
    sfn_asl::query::jsonata::parse(&query).map_err(|it| format!("{query}: {it:?}"))?;
    let definition = json!({
        "QueryLanguage": "JSONata", "StartAt": "E",
        "States": { "E": { "Type": "Pass", "Output": { "value": format!("{{% {query} %}}") }, "End": true } },
    });
    let mut executor = Executor::new(&definition.to_string()).map_err(|it| format!("{query}: {it}"))?;
    let execution = executor.run(input.clone()).map_err(|it| format!("{query}: {it}"))?;
    match execution.output() {
        Some(output) => Ok(output["value"].clone()),
        None => Err(format!("{query}: {:?}", execution.cause())),
    }
}

#[test]
fn both_ways_give_what_javascript_gives() {
    let input = json!({
        "ms": 5000, "n": 7, "half": 2.5, "neg": -2.5, "text": "  Hello World ", "name": "Ada", "empty": "",
        "yes": true, "no": false, "nothing": null,
        "list": [3, 1, 2], "one": [5], "none": [], "words": ["a", "b"], "many": "a,b,c",
        "items": [{ "price": 2, "qty": 3 }, { "price": 10, "qty": 1 }],
        "map": { "a": 1, "b": 2 }, "json": "{\"k\":[1]}", "odd key": "odd", "at": 1,
    });
    let cases = [
        ("$.ms / 1000", json!(5)),
        ("`Now waiting ${$.ms / 1000} seconds...`", json!("Now waiting 5 seconds...")),
        ("$.n + 1", json!(8)),
        ("$.name + '!'", json!("Ada!")),
        ("$.name + $.name", json!("AdaAda")),
        ("$.n + $.n", json!(14)),
        ("$.name + $.n", json!("Ada7")),
        ("$.n - 2 * 3 % 4", json!(5)),
        ("2 ** 3 ** 2", json!(512)),
        ("-$.n + 10", json!(3)),
        ("($.n + 1) * 2", json!(16)),
        ("$.n > 5 && $.n < 10", json!(true)),
        ("$.n > 5 ? 'big' : 'small'", json!("big")),
        ("$.empty || 'default'", json!("default")),
        ("$.name && $.n", json!(7)),
        ("$.nothing ?? 'none'", json!("none")),
        ("$.none ? 'list' : 'no'", json!("list")),
        ("$.empty ? 1 : 2", json!(2)),
        ("!$.empty", json!(true)),
        ("$.nothing === null", json!(true)),
        ("$.name !== 'Bob'", json!(true)),
        ("$.text.trim()", json!("Hello World")),
        ("$.text.trim().toUpperCase()", json!("HELLO WORLD")),
        ("$.name.toLowerCase().length", json!(3)),
        ("$.list.length", json!(3)),
        ("$.list[0] + $.list[$.at]", json!(4)),
        ("$['odd key']", json!("odd")),
        ("$.many.split(',')", json!(["a", "b", "c"])),
        ("$.words.join('-')", json!("a-b")),
        ("$.list.join()", json!("3,1,2")),
        ("$.many.includes('b')", json!(true)),
        ("$.list.includes(2)", json!(true)),
        ("$.list.includes(9)", json!(false)),
        ("$.name.startsWith('A')", json!(true)),
        ("$.name.endsWith('da')", json!(true)),
        ("$.name.endsWith('a longer text')", json!(false)),
        ("$.many.indexOf('b')", json!(2)),
        ("$.many.indexOf('x')", json!(-1)),
        ("$.list.indexOf(1)", json!(1)),
        ("$.list.indexOf(9)", json!(-1)),
        ("$.many.replace(',', ';')", json!("a;b,c")),
        ("$.many.replaceAll(',', ';')", json!("a;b;c")),
        ("$.name.padStart(5, '.')", json!("..Ada")),
        ("$.name.padEnd(5, '.')", json!("Ada..")),
        ("$.name.repeat(2)", json!("AdaAda")),
        ("$.name.charAt(1)", json!("d")),
        ("$.name.slice(1)", json!("da")),
        ("$.name.substring(0, 2)", json!("Ad")),
        ("$.list.slice(1)", json!([1, 2])),
        ("$.list.slice(0, 1)", json!([3])),
        ("$.name.concat('x')", json!("Adax")),
        ("$.list.concat($.one)", json!([3, 1, 2, 5])),
        ("$.list.reverse()", json!([2, 1, 3])),
        ("$.items.map(it => it.price * it.qty)", json!([6, 10])),
        ("$.one.map(it => it + 1)", json!([6])),
        ("$.items.filter(it => it.qty > 1).length", json!(1)),
        ("$.none.map(it => it)", json!([])),
        ("$.items.map(it => it.price * it.qty).reduce((a, b) => a + b, 0)", json!(16)),
        ("$.items.find(it => it.qty === 1).price", json!(10)),
        ("$.items.some(it => it.qty > 2)", json!(true)),
        ("$.items.every(it => it.qty > 2)", json!(false)),
        ("Math.floor($.half)", json!(2)),
        ("Math.ceil($.half)", json!(3)),
        ("Math.round($.half)", json!(3)),
        ("Math.round($.neg)", json!(-2)),
        ("Math.trunc($.neg)", json!(-2)),
        ("Math.sign($.neg)", json!(-1)),
        ("Math.abs($.neg)", json!(2.5)),
        ("Math.max($.n, 9)", json!(9)),
        ("Math.min(...$.list)", json!(1)),
        ("Math.pow(2, 10)", json!(1024)),
        ("Math.sqrt(16)", json!(4)),
        ("Math.round(Math.PI * 10) / 10", json!(3.1)),
        ("$.half.toFixed(2)", json!("2.50")),
        ("Number('12') + 1", json!(13)),
        ("parseInt('12px')", json!(12)),
        ("parseFloat(' 1.5em')", json!(1.5)),
        ("String($.n)", json!("7")),
        ("Boolean($.name)", json!(true)),
        ("JSON.parse($.json).k[0]", json!(1)),
        ("JSON.stringify($.map)", json!("{\"a\":1,\"b\":2}")),
        ("Object.keys($.map)", json!(["a", "b"])),
        ("Object.values($.map)", json!([1, 2])),
        ("{ id: $.n, tags: [$.name, 'x'] }", json!({ "id": 7, "tags": ["Ada", "x"] })),
        ("`${$.n}${$.name}`", json!("7Ada")),
        ("`${$.n}`", json!("7")),
        ("$.yes && !$.no", json!(true)),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        for (how, found) in [("handler", by_handler(text, &input)), ("JSONata", by_jsonata(text, &input))] {
            let is_same = found.as_ref().is_ok_and(|it| is_same(it, &expected));
            if !is_same {
                wrong.push(format!("{how}: {text} is {expected}, not {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Numbers by value.
fn is_same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        _ => a == b,
    }
}

#[test]
fn the_handler_converts_as_javascript_does() {
    let empty = json!({});
    let cases = [
        ("1 / 0", json!(null)),
        ("`${1 / 0}`", json!("Infinity")),
        ("'a' * 2 === 'a' * 2", json!(false)),
        ("'3' * '4'", json!(12)),
        ("true + 1", json!(2)),
        ("`${1e21} ${1e-7} ${0.1 + 0.2}`", json!("1e+21 1e-7 0.30000000000000004")),
        ("[1, [2, null]] + ''", json!("1,2,")),
        ("'' + { a: 1 }", json!("[object Object]")),
        ("'b' > 'a'", json!(true)),
    ];
    for (text, expected) in cases {
        let event = json!({ "expression": text, "expressionAttributeValues": empty });
        assert_eq!(handle(&event).unwrap(), expected, "{text}");
    }
}

#[test]
fn failures_say_what_javascript_says() {
    let of =
        |text: &str| handle(&json!({ "expression": text, "expressionAttributeValues": { "$.x": null } }));
    let message = |text: &str| of(text).unwrap_err().to_string();
    assert_eq!(message("$.x.length"), "TypeError: Cannot read properties of null (reading 'length')");
    assert_eq!(message("$.x.trim()"), "TypeError: Cannot read properties of null (reading 'trim')");
    assert_eq!(message("(5).trim()"), "TypeError: trim is not a function");
    assert_eq!(message("$.y + 1"), "ReferenceError: $ is not defined");
    assert_eq!(message("eval('1')"), "SyntaxError: `eval` is not of the JavaScript that is evaluated here");
    assert_eq!(handle(&json!({})).unwrap_err().to_string(), "the event has no `expression`");
}

/// The task that `evaluate("…", function: f)` becomes, with the handler as its mock.
#[test]
fn the_handler_answers_the_task() {
    let definition = json!({
        "StartAt": "Convert",
        "States": { "Convert": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:evaluator",
            "Parameters": {
                "expression": "`Now waiting ${$.waitMilliseconds / 1000} seconds...`",
                "expressionAttributeValues": { "$.waitMilliseconds.$": "$.waitMilliseconds" },
            },
            "ResultPath": "$.message",
            "End": true,
        } },
    });
    let mut executor = Executor::new(&definition.to_string()).unwrap().mock("Convert", |call: &Call| {
        match handle(&call.input) {
            Ok(value) => Reply::ok(value),
            Err(error) => Reply::error("Error", error.to_string()),
        }
    });
    let execution = executor.run(json!({ "waitMilliseconds": 5000 })).unwrap();
    assert_eq!(execution.output().unwrap()["message"], "Now waiting 5 seconds...");
    let execution = executor.run(json!({ "waitMilliseconds": null })).unwrap();
    assert_eq!(execution.output().unwrap()["message"], "Now waiting 0 seconds...");
}
