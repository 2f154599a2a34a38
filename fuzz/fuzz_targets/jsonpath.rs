//! A path that parses prints to text that parses to the same path.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sfn_asl::query::jsonpath;

fuzz_target!(|text: &str| match jsonpath::parse(text) {
    Ok(path) => {
        let _ = (path.is_definite(), path.check_reference(), jsonpath::check_context(&path));
        let printed = path.to_string();
        assert_eq!(jsonpath::parse(&printed).as_ref(), Ok(&path), "{printed}");
    }
    Err(errors) => assert!(errors.iter().all(|it| it.range.end <= text.len()), "{errors:?}"),
});
