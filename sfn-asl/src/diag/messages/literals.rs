//! Data in the document, and names in ARNs.

use crate::diag::{Code, Diagnostics, Loc, Place};

/// States.DataLimitExceeded
pub fn payload_too_large(cx: &mut Diagnostics, value: Loc, size: usize, limit: usize) {
    let message = format!(
        "this is {size} bytes, and a payload has at most {limit}: fails with States.DataLimitExceeded"
    );
    cx.error(Code(14002), value, message).help("keep it in S3, and pass on where it is");
}

/// A list that grows with every round.
pub fn grows(cx: &mut Diagnostics, place: Place, name: &str) {
    let message = format!(
        "each round of this loop adds to `${name}`, and nothing bounds it: beyond 256 KiB, fails with States.DataLimitExceeded"
    );
    cx.warning(Code(14002), place, message).help("count the rounds, or keep the parts in S3 or a table");
}

/// Beyond 2^53.
pub fn imprecise(cx: &mut Diagnostics, place: Place, number: &str) {
    let message = format!("`{number}` is beyond 2^53: whoever reads it as a binary64 number gets one nearby");
    cx.warning(Code(13010), place, message).help("write it as text");
}

/// A secret of `States.MathRandom`.
pub fn guessable(cx: &mut Diagnostics, value: Loc, key: &str, function: &str) {
    let message = format!("`{key}` is made by `{function}`, whose numbers can be guessed");
    cx.warning(Code(7013), value, message)
        .help("let a function make it, or `secretsmanager:getRandomPassword`");
}

/// A name that CloudWatch does not log.
pub fn not_logged(cx: &mut Diagnostics, place: Place, what: &str, name: &str) {
    let message = format!("the {what} `{name}` is not ASCII: CloudWatch records nothing of it");
    cx.warning(Code(1013), place, message).help("use letters, digits, `-` and `_`");
}
