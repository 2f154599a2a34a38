//! Choice: rules that never apply, and comparisons that are not what they look like.

use super::{check_jsonata, check_states};

/// Rules of a Choice that goes on to `Z`, with a `Default`.
fn check_rules(rules: &str, expected: &[&str]) {
    check_states(
        &format!(
            r#""A": {{"Type": "Choice", "Choices": [{rules}], "Default": "Z"}}, "Z": {{"Type": "Succeed"}}"#
        ),
        expected,
    );
}

/// Conditions, each of a rule of its own.
fn check_conditions(conditions: &[&str], expected: &[&str]) {
    let rules: Vec<String> = conditions.iter().map(|it| format!(r#"{{{it}, "Next": "Z"}}"#)).collect();
    check_rules(&rules.join(", "), expected);
}

#[test]
fn contradictions() {
    for (condition, expected) in [
        (r#""Variable": "$.x", "NumericLessThan": 3"#, ""),
        (
            r#""And": [{"Variable": "$.x", "NumericGreaterThan": 5}, {"Variable": "$.x", "NumericLessThan": 6}]"#,
            "",
        ),
        (
            r#""And": [{"Variable": "$.x", "NumericGreaterThan": 5}, {"Variable": "$.x", "NumericLessThan": 3}]"#,
            "w5008@/States/A/Choices[0]/And[1]/NumericLessThan",
        ),
        (
            r#""And": [{"Variable": "$.x", "NumericGreaterThanEquals": 5}, {"Variable": "$.x", "NumericLessThan": 5}]"#,
            "w5008@/States/A/Choices[0]/And[1]/NumericLessThan",
        ),
        (
            r#""And": [{"Variable": "$.x", "NumericGreaterThanEquals": 5}, {"Variable": "$.x", "NumericLessThanEquals": 5}]"#,
            "",
        ),
        (
            r#""And": [{"Variable": "$.x", "StringEquals": "a"}, {"Variable": "$.x", "StringEquals": "b"}]"#,
            "w5008@/States/A/Choices[0]/And[1]/StringEquals",
        ),
        (
            r#""And": [{"Variable": "$.x", "StringEquals": "a"}, {"Variable": "$.y", "StringEquals": "b"}]"#,
            "",
        ),
        (
            r#""And": [{"Variable": "$.x", "StringEquals": "a"}, {"Variable": "$.x", "NumericEquals": 1}]"#,
            "w5008@/States/A/Choices[0]/And[1]/NumericEquals",
        ),
        (
            r#""And": [{"Variable": "$.x", "IsPresent": false}, {"Variable": "$.x", "IsNull": true}]"#,
            "w5008@/States/A/Choices[0]/And[1]/IsNull",
        ),
        (
            r#""And": [{"Variable": "$.x", "StringMatches": "a*"}, {"Not": {"Variable": "$.x", "StringMatches": "ab*"}}]"#,
            "",
        ),
        (
            r#""And": [{"Variable": "$.x", "StringEquals": "${a}"}, {"Variable": "$.x", "StringEquals": "b"}]"#,
            "",
        ),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_conditions(&[condition], &expected);
    }
}

#[test]
fn repetitions() {
    let below = |it: u32| format!(r#""Variable": "$.x", "NumericLessThan": {it}"#);
    check_conditions(&[&below(3), &below(5)], &[]);
    check_conditions(&[&below(5), &below(3)], &["w5007@/States/A/Choices[1]"]);
    check_conditions(&[&below(3), &below(3)], &["w5007@/States/A/Choices[1]"]);
    let equal = |it: &str| format!(r#""Variable": "$.x", "StringEquals": "{it}""#);
    check_conditions(&[&equal("a"), &equal("b")], &[]);
    check_conditions(
        &[&format!(r#""Or": [{{{}}}, {{{}}}]"#, equal("a"), equal("b")), &equal("b")],
        &["w5007@/States/A/Choices[1]"],
    );
    // What a pattern matches is not looked into.
    check_conditions(&[r#""Variable": "$.x", "StringMatches": "a*""#, &equal("ab")], &[]);
    check_conditions(
        &[&format!(r#""And": [{{{}}}, {{"Variable": "$.y", "IsNull": true}}]"#, equal("a")), &equal("a")],
        &[],
    );
}

#[test]
fn defaults() {
    let present = |it: bool| format!(r#""Variable": "$.x", "IsPresent": {it}"#);
    check_conditions(&[&present(true), &present(false)], &["w5006@/States/A/Default"]);
    check_conditions(&[&present(true)], &[]);
    let boolean = |it: bool| format!(r#""Variable": "$.x", "BooleanEquals": {it}"#);
    // A text goes to `Default`.
    check_conditions(&[&boolean(true), &boolean(false)], &[]);
    for (rules, expected) in [
        (vec![boolean(true), boolean(false)], ""),
        (vec![boolean(true)], "w5005@/States/A"),
        (vec![present(true), present(false)], ""),
        (vec![present(true)], "w5005@/States/A"),
        (
            vec![
                r#""Variable": "$.x", "NumericLessThan": 5"#.to_owned(),
                r#""Variable": "$.x", "NumericGreaterThanEquals": 5"#.to_owned(),
            ],
            "",
        ),
        (
            vec![
                r#""Variable": "$.x", "NumericLessThan": 5"#.to_owned(),
                r#""Variable": "$.x", "NumericGreaterThan": 5"#.to_owned(),
            ],
            "w5005@/States/A",
        ),
        (
            vec![
                r#""Variable": "$.x", "StringMatches": "a*""#.to_owned(),
                r#""Not": {"Variable": "$.x", "StringMatches": "a*"}"#.to_owned(),
            ],
            "",
        ),
        (vec![r#""Variable": "$.x", "StringEquals": "a""#.to_owned()], "w5005@/States/A"),
    ] {
        let rules: Vec<String> = rules.iter().map(|it| format!(r#"{{{it}, "Next": "Z"}}"#)).collect();
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_states(
            &format!(
                r#""A": {{"Type": "Choice", "Choices": [{}]}}, "Z": {{"Type": "Succeed"}}"#,
                rules.join(", ")
            ),
            &expected,
        );
    }
    check_states(
        r#""A": {"Type": "Choice", "Assign": {"v": 1}, "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "Z"}]},
           "Z": {"Type": "Pass", "Parameters": {"v.$": "$v"}, "End": true}"#,
        &["w5005@/States/A", "w9012@/States/A/Assign", "9003@/States/Z/Parameters/v.$"],
    );
}

#[test]
fn guards() {
    let (present, equal) =
        (r#"{"Variable": "$.x", "IsPresent": true}"#, r#"{"Variable": "$.x", "StringEquals": "a"}"#);
    check_conditions(&[&format!(r#""And": [{present}, {equal}]"#)], &[]);
    check_conditions(&[&format!(r#""And": [{equal}, {present}]"#)], &["w5010@/States/A/Choices[0]/And[1]"]);
    let absent = r#"{"Not": {"Variable": "$.x", "IsPresent": true}}"#;
    check_conditions(&[&format!(r#""Or": [{equal}, {absent}]"#)], &["w5010@/States/A/Choices[0]/Or[1]"]);
    check_conditions(&[&format!(r#""Or": [{absent}, {equal}]"#)], &[]);
    // Where there is none, the first comparison has failed.
    check_conditions(&[&format!(r#""Or": [{equal}, {present}]"#)], &["w5018@/States/A/Choices[0]"]);
}

#[test]
fn operands() {
    for (comparison, expected) in [
        (r#""NumericEquals": 0.1"#, "w5014@/States/A/Choices[0]/NumericEquals"),
        (r#""NumericEquals": 0.5"#, ""),
        (r#""NumericLessThan": 9007199254740993"#, "w5014@/States/A/Choices[0]/NumericLessThan"),
        (r#""StringLessThan": "10""#, "w5013@/States/A/Choices[0]/StringLessThan"),
        (r#""StringEquals": "10""#, ""),
        (r#""StringLessThan": "2030-01-01T00:00:00Z""#, "w5013@/States/A/Choices[0]/StringLessThan"),
        (r#""StringMatches": "a*""#, ""),
        (r#""StringMatches": "a""#, "w5015@/States/A/Choices[0]/StringMatches"),
        (r#""StringMatches": "a\\*""#, ""),
        (r#""StringMatches": "^a[0-9]+$""#, "w5015@/States/A/Choices[0]/StringMatches"),
        (r#""StringEquals": "$.y""#, "w6006@/States/A/Choices[0]/StringEquals"),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_conditions(&[&format!(r#""Variable": "$.x", {comparison}"#)], &expected);
    }
}

#[test]
fn constants() {
    let check = |rules: &str, rest: &str, expected: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Choice", "Choices": [{rules}]{rest}}}, "Z": {{"Type": "Succeed"}}, "Y": {{"Type": "Pass", "Next": "Z"}}"#
            ),
            expected,
        );
    };
    let asked = r#"{"Condition": "{% $states.input.x = 1 %}", "Next": "Y"}"#;
    check(
        &format!(r#"{asked}, {{"Condition": true, "Next": "Z"}}"#),
        r#", "Default": "Z""#,
        &["w5018@/States/A/Choices[1]"],
    );
    // In the place of a `Default`.
    check(&format!(r#"{asked}, {{"Condition": "{{% true %}}", "Next": "Z"}}"#), "", &[]);
    check(
        &format!(r#"{asked}, {{"Condition": "{{% false %}}", "Next": "Z"}}"#),
        r#", "Default": "Z""#,
        &["w5018@/States/A/Choices[1]/Condition"],
    );
    check(&format!("{asked}, {asked}"), r#", "Default": "Z""#, &["w5007@/States/A/Choices[1]"]);
}

#[test]
fn tautologies() {
    let one = |value: bool| format!(r#"{{"Variable": "$.x", "IsPresent": {value}}}"#);
    let other = r#""Variable": "$.y", "IsPresent": true"#;
    check_conditions(
        &[&format!(r#""Or": [{}, {}]"#, one(true), one(false)), other],
        &["w5018@/States/A/Choices[0]"],
    );
    // Of two values, or not of all.
    check_conditions(&[&format!(r#""Or": [{}, {{{other}}}]"#, one(false))], &[]);
    let number = |operator: &str| format!(r#"{{"Variable": "$.x", "{operator}": 5}}"#);
    check_conditions(
        &[&format!(r#""Or": [{}, {}]"#, number("NumericLessThan"), number("NumericGreaterThanEquals"))],
        &[],
    );
}
