//! Look-up of actions of the AWS SDK: what `aws_sdk::service::action { … }` is held against.
//!
//! ```
//! use sfn_runtime::catalog::describe;
//!
//! let action = describe("sqs", "purgeQueue").expect("an action");
//! assert!(action.to_string().starts_with("\
//! aws-sdk:sqs:purgeQueue
//!
//! takes
//!   QueueUrl  string, required
//! "));
//! let unknown = describe("sqs", "purge_queue").expect_err("no such action");
//! assert!(unknown.to_string().ends_with(": did you mean `purgeQueue`?"));
//! ```

use alloc::string::String;
use core::error::Error;
use core::fmt::{self, Display, Formatter};

/// What the action `action` of the service `service` takes, returns, raises and needs, in the names that Step Functions has
/// for them: `describe("dynamodb", "getItem")`.
///
/// # Errors
///
/// If the catalogue does not have it; the error proposes what may be meant.
pub fn describe(service: &str, action: &str) -> Result<Description, Unknown> {
    sfn_asl::check::describe(service, action).map(Description).map_err(Unknown)
}

/// An action, described. [`Display`] writes parameters and results down to what a list or a structure is made of; the
/// alternate form, `{:#}`, writes all that is inside of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Description(sfn_asl::sdk::Description);

impl Display for Description {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The catalogue does not have the action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown(String);

impl Display for Unknown {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unknown {}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn proposes_what_is_meant() {
        let unknown = |service, action| describe(service, action).expect_err("unknown").to_string();
        for (service, action, meant) in [
            ("states", "startExecution", "`sfn`"),
            ("es", "describeDomain", "`opensearch`"),
            ("es", "x", "`elasticsearch`, or `opensearch`"),
            ("dynamoDb", "getItem", "`dynamodb`"),
            ("dynamodb", "getItme", "`getItem`"),
            ("ec2", "getInstances", "`describeInstances`"),
        ] {
            let said = unknown(service, action);
            assert!(said.ends_with(&format!(": did you mean {meant}?")), "{said}");
        }
        assert!(!unknown("zzzzzzzz", "x").contains("did you mean"));
    }
}
