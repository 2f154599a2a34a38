//! Definitions made of the fields of ASL, with good and bad values.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sfn_fuzz::{Bytes, document};

fuzz_target!(|choices: &[u8]| sfn_fuzz::reads(&document(&mut Bytes(choices))));
