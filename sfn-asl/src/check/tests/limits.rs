//! Numbers, sizes, timestamps and patterns.

use super::{Case, check, check_map, check_state, check_states, check_task};
use crate::check::Options;
use crate::machine::WorkflowType;

#[test]
fn length_of_the_definition() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    for (length, expected) in [(900_000, &[][..]), (900_001, &["w1015@/"]), (1_048_577, &["1015@/"])] {
        let options = Options { length: Some(length), ..Options::default() };
        let case = Case { text, workflow_type: WorkflowType::Standard, options };
        assert_eq!(case.findings(&[]), expected, "{length}");
    }
}

#[test]
fn ranges() {
    check(
        r#"{"TimeoutSeconds": -1, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        &["3006@/TimeoutSeconds"],
    );
    check_state(r#""Type": "Wait", "Seconds": 0"#, &["w3010@/States/A/Seconds"]);
    check_state(r#""Type": "Wait", "Seconds": 100000000"#, &["3006@/States/A/Seconds"]);
    check_state(r#""Type": "Wait", "Seconds": 1.5"#, &["3007@/States/A/Seconds"]);
    check_task(r#""TimeoutSeconds": 0"#, &["3006@/States/A/TimeoutSeconds"]);
    check_task(r#""TimeoutSeconds": 60, "HeartbeatSeconds": 59"#, &[]);
    check_task(r#""TimeoutSeconds": 60, "HeartbeatSeconds": 60"#, &["w3008@/States/A/HeartbeatSeconds"]);
    check_task(r#""TimeoutSeconds": 60, "HeartbeatSeconds": 61"#, &["3008@/States/A/HeartbeatSeconds"]);
    check_task(
        r#""Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 0, "MaxAttempts": 0, "BackoffRate": 1.0}]"#,
        &[],
    );
    check_task(
        r#""Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": -1, "MaxAttempts": 1.5, "BackoffRate": 0.99,
                      "MaxDelaySeconds": 31622401}]"#,
        &[
            "3006@/States/A/Retry[0]/IntervalSeconds",
            "3007@/States/A/Retry[0]/MaxAttempts",
            "3006@/States/A/Retry[0]/BackoffRate",
            "3006@/States/A/Retry[0]/MaxDelaySeconds",
        ],
    );
    check_map(
        r#""MaxConcurrency": -1, "ToleratedFailureCount": -1, "ToleratedFailurePercentage": 100.5"#,
        &[
            "3006@/States/A/MaxConcurrency",
            "3006@/States/A/ToleratedFailureCount",
            "3006@/States/A/ToleratedFailurePercentage",
        ],
    );
    check_map(
        r#""ItemBatcher": {"MaxItemsPerBatch": -1, "MaxInputBytesPerBatch": 262145}"#,
        &["3006@/States/A/ItemBatcher/MaxItemsPerBatch", "10005@/States/A/ItemBatcher/MaxInputBytesPerBatch"],
    );
}

#[test]
fn timestamps() {
    check_state(r#""Type": "Wait", "Timestamp": "2030-01-01T00:00:00Z""#, &[]);
    check_state(r#""Type": "Wait", "Timestamp": "2030-01-01""#, &["3009@/States/A/Timestamp"]);
    check_state(r#""Type": "Wait", "Timestamp": "{% $states.input.t %}""#, &["3009@/States/A/Timestamp"]);
    check_state(r#""Type": "Wait", "Timestamp": "${When}""#, &[]);
    check_states(
        r#""A": {"Type": "Choice", "Default": "Z", "Choices": [{"Next": "Z",
             "Not": {"Variable": "$.x", "TimestampEquals": "tomorrow"}}]}, "Z": {"Type": "Succeed"}"#,
        &["5003@/States/A/Choices[0]/Not/TimestampEquals"],
    );
}

#[test]
fn patterns() {
    for (pattern, expected) in [
        (r"a\\*b*", &[][..]),
        (r"a\\\\b", &[]),
        (r"bad\\q*", &["5015@/States/A/Choices[0]/StringMatches"]),
        (r"end\\", &["5015@/States/A/Choices[0]/StringMatches"]),
    ] {
        let rule = format!(r#"{{"Variable": "$.x", "StringMatches": "{pattern}", "Next": "Z"}}"#);
        let states = r#""Z": {"Type": "Succeed"}"#;
        check_states(
            &format!(r#""A": {{"Type": "Choice", "Default": "Z", "Choices": [{rule}]}}, {states}"#),
            expected,
        );
    }
}
