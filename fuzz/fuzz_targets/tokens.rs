//! Words of the language in any order expand to items.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sfn_fuzz::{Bytes, source};

fuzz_target!(|choices: &[u8]| {
    if let Ok(tokens) = source(&mut Bytes(choices)).parse() {
        sfn_fuzz::expands(tokens);
    }
});
