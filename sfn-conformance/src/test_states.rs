//! Recordings of `TestState`: one state, stage by stage, and requests that are refused.

use serde_json::Value;
use sfn_runtime::exec::{Call, FieldValidation, Reply, TestState, TestStateError, Tested};

use crate::recordings;

/// What the executor does has to be what AWS did.
pub fn check(case: &Value) -> Result<(), String> {
    let (request, expected) = (&case["request"], &case["expected"]);
    match test(case, request).run() {
        Ok(tested) => match expected["api_message"].as_str() {
            Some(message) => Err(format!("AWS refuses the request: {message}")),
            None => compare(request, expected, &tested),
        },
        Err(error) => refusal(expected, &error),
    }
}

fn test(case: &Value, request: &Value) -> TestState {
    let definition = match &request["definition"] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut test = TestState::new(definition);
    if let Some(state) = request["stateName"].as_str() {
        test = test.state(state);
    }
    if let Some(input) = request.get("input") {
        test = test.input(input.clone());
    }
    if let Some(context) = request.get("context") {
        test = test.context(context.clone());
    }
    if let Some(variables) = request.get("variables") {
        test = test.variables(variables.clone());
    }
    if let Some(arn) = request["roleArn"].as_str() {
        test = test.role_arn(arn);
    }
    test = test.reveal_secrets(request["revealSecrets"] == true);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(mock) = request.get("mock") {
        if let Some(result) = mock.get("result") {
            test = test.mock_result(result.clone());
        }
        if let Some(error) = mock.get("errorOutput") {
            test = test.mock_error(text(&error["error"]), text(&error["cause"]));
        }
        test = test.field_validation(match mock["fieldValidationMode"].as_str() {
            Some("PRESENT") => FieldValidation::Present,
            Some("NONE") => FieldValidation::None,
            _ => FieldValidation::Strict,
        });
    }
    let configuration = &request["stateConfiguration"];
    test = test.retries(configuration["retrierRetryCount"].as_u64().unwrap_or_default());
    if let Some(count) = configuration["mapIterationFailureCount"].as_u64() {
        test = test.failed_iterations(count);
    }
    if let Some(data) = configuration["mapItemReaderData"].as_str() {
        test = test.item_reader_data(data);
    }
    if let Some(state) = configuration["errorCausedByState"].as_str() {
        test = test.error_caused_by(state);
    }
    match case["mocks"].as_array().and_then(|it| it.first()).cloned() {
        Some(mock) => test.service(move |_: &Call| match mock["outcome"]["kind"].as_str() {
            Some("result") => Reply::ok(mock["outcome"]["result"].clone()),
            _ => Reply::failure(
                mock["outcome"]["error"].as_str().map(str::to_owned),
                mock["outcome"]["cause"].as_str().map(str::to_owned),
            ),
        }),
        None => test,
    }
}

fn compare(request: &Value, expected: &Value, tested: &Tested) -> Result<(), String> {
    if expected["status"] != tested.status.as_str() {
        return Err(format!("expected {}, found {tested:?}", expected["status"]));
    }
    let text = |it: &Option<String>| it.as_deref().map_or(Value::Null, Value::from);
    let output = tested.output.clone().unwrap_or_default();
    recordings::same(&expected["output"], &output).map_err(|it| format!("output: {it}"))?;
    recordings::same(&expected["nextState"], &text(&tested.next_state))
        .map_err(|it| format!("nextState: {it}"))?;
    recordings::same(&expected["error"], &text(&tested.error)).map_err(|it| format!("error: {it}"))?;
    recordings::same_cause(&expected["cause"], &text(&tested.cause)).map_err(|it| format!("cause: {it}"))?;
    if request["inspectionLevel"] == "INFO" || request["inspectionLevel"].is_null() {
        return Ok(());
    }
    recordings::same(&expected["inspectionData"], &tested.inspection)
        .map_err(|it| format!("inspectionData: {it}"))
}

fn refusal(expected: &Value, error: &TestStateError) -> Result<(), String> {
    let name = match error {
        TestStateError::Validation(_) => "ValidationException",
        _ => "InvalidDefinition",
    };
    match expected["api_error"].as_str() {
        None => Err(format!("refused: {error}")),
        Some(expected) if expected != name => Err(format!("expected {expected}, found {name}: {error}")),
        // The service's wording of what is wrong with a definition is the business of the checks.
        Some(_) if matches!(error, TestStateError::Definition(_)) => Ok(()),
        Some(_) => recordings::same(&expected["api_message"], &error.to_string().into()),
    }
}
