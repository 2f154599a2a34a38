//! Retry and Catch.

use super::check_task;

#[test]
fn retry_and_catch() {
    let retry = |names: &str| format!(r#""Retry": [{{"ErrorEquals": [{names}]}}]"#);
    check_task(&retry(r#""States.ALL""#), &[]);
    check_task(&retry(r#""E", "States.ALL""#), &["4002@/States/A/Retry[0]/ErrorEquals[1]"]);
    check_task(
        r#""Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}]"#,
        &["4003@/States/A/Retry[0]/ErrorEquals[0]"],
    );
    check_task(&retry(r#""States.Runtime""#), &["w4006@/States/A/Retry[0]/ErrorEquals[0]"]);
    check_task(&retry(r#""States.Timout""#), &["w4007@/States/A/Retry[0]/ErrorEquals[0]"]);
    check_task(&retry(r#""State.ALL""#), &["w4007@/States/A/Retry[0]/ErrorEquals[0]"]);
    check_task(&retry(r#""States.Http.StatusCode.404", "Lambda.Unknown", "Stately""#), &[]);
    check_task(
        r#""Retry": [{"ErrorEquals": ["E"], "JitterStrategy": "Full"}]"#,
        &["3013@/States/A/Retry[0]/JitterStrategy"],
    );
}
