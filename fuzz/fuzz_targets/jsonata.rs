//! An expression that parses prints to text that parses to the same expression.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sfn_asl::query::jsonata::{FieldContext, analyse, check, literal_type, parse};

fuzz_target!(|text: &str| match parse(text) {
    Ok(expr) => {
        let _ = (check(&expr, &FieldContext::default()), analyse(&expr), literal_type(&expr));
        let printed = expr.to_string();
        let again = parse(&printed).unwrap_or_else(|it| panic!("{printed}: {it:?}"));
        assert_eq!(again.to_string(), printed);
    }
    Err(errors) => assert!(errors.iter().all(|it| it.range.end <= text.len()), "{errors:?}"),
});
