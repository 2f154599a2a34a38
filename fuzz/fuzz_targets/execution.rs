//! A definition that is accepted runs to an end, on any input.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use sfn_fuzz::{Bytes, document};
use sfn_runtime::exec::Executor;

fuzz_target!(|input: (&str, Vec<u8>)| {
    let (data, choices) = input;
    let data: Value =
        serde_json::from_str(data).unwrap_or(json!({ "a": [1, "b", { "c": null }], "s": 5, "n": 2 }));
    let definition = document(&mut Bytes(&choices));
    let Ok(executor) = Executor::new(&definition) else { return };
    let mut executor =
        executor.mock_all(json!({ "StatusCode": 200, "Payload": { "a": 1 } })).most_transitions(1000);
    let _ = executor.run(data);
});
