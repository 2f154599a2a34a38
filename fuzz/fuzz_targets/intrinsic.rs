//! A call that parses prints to text that parses to the same call.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sfn_asl::query::intrinsic;

fuzz_target!(|text: &str| match intrinsic::parse(text) {
    Ok(call) => {
        let _ = (intrinsic::check(&call), call.result(), call.paths(), call.calls());
        let printed = call.to_string();
        let again = intrinsic::parse(&printed).unwrap_or_else(|it| panic!("{printed}: {it:?}"));
        assert_eq!(again.to_string(), printed);
    }
    Err(errors) => assert!(errors.iter().all(|it| it.range.end <= text.len()), "{errors:?}"),
});
