//! The official test suite: accepted and refused exactly as by jsonata-js 2.0.6.

use crate::query::jsonata::parse;

/// May only rise.
const PASSED: (usize, usize) = (1501, 41);

#[test]
fn agrees_with_the_reference() {
    let rows = include_str!("suite.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut passed = (0, 0);
    for row in rows {
        let (verdict, escaped) = row.split_once('\t').unwrap();
        let text = unescape(escaped);
        match parse(&text) {
            Ok(expr) => {
                assert_eq!(verdict, "ok", "accepted: {text}");
                let printed = expr.to_string();
                let again = parse(&printed).unwrap_or_else(|errors| panic!("{printed}: {errors:?}"));
                assert_eq!(again, expr, "{text}\n{printed}");
                assert_eq!(again.to_string(), printed);
                passed.0 += 1;
            }
            Err(errors) => {
                assert_ne!(verdict, "ok", "refused: {text}: {errors:?}");
                assert!(matches!(errors[0].code.0, 8008 | 8020));
                assert!(text.get(errors[0].range.clone()).is_some(), "{text}: {errors:?}");
                passed.1 += 1;
            }
        }
    }
    assert_eq!(passed, PASSED);
}

fn unescape(escaped: &str) -> String {
    let mut text = String::new();
    let mut chars = escaped.chars();
    while let Some(c) = chars.next() {
        text.push(match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap(),
            },
            _ => c,
        });
    }
    text
}
