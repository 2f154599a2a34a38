//! Any text is read as a definition; one without errors is printed and compiled to itself.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| sfn_fuzz::reads(text));
