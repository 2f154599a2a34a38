//! A Lambda function that charges a card.

use contract::{Charge, ChargeError, Receipt};
use lambda_runtime::{Diagnostic, LambdaEvent};

/// What Lambda calls.
///
/// # Errors
///
/// Those of [`charge`], under the names that the workflow knows.
pub async fn handle(event: LambdaEvent<Charge>) -> Result<Receipt, Diagnostic> {
    charge(&event.payload).map_err(diagnostic)
}

/// Takes the money.
///
/// # Errors
///
/// If the bank does not give it.
pub fn charge(request: &Charge) -> Result<Receipt, ChargeError> {
    match request.amount {
        0..100_000 => Ok(Receipt { number: format!("r-{}", request.order_id), charged: request.amount }),
        100_000..1_000_000 => Err(ChargeError::CardDeclined),
        _ => Err(ChargeError::BankBusy),
    }
}

/// An error as Step Functions sees it: `error_type` is what `catch` compares.
pub fn diagnostic(error: ChargeError) -> Diagnostic {
    let error_message = match error {
        ChargeError::CardDeclined => "the bank refuses the card",
        ChargeError::BankBusy => "the bank does not answer",
    };
    // The name is the one that serde gives, so that a rename holds for the workflow, too.
    let name = serde_json::to_value(error).ok().and_then(|it| it.as_str().map(str::to_owned));
    Diagnostic { error_type: name.unwrap_or_default(), error_message: error_message.to_owned() }
}
