//! Any text that lexes expands to items.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(tokens) = text.parse() {
        sfn_fuzz::expands(tokens);
    }
});
