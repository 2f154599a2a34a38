//! What a service takes for a parameter, beyond its name: ranges, lengths, what goes with what.
//!
//! From the API references. Only what the service refuses whenever the call is made.

/// A parameter and what it has to be. The parameter is a path: `Tags.{key}` is each key of an object, `Tags.{}` each
/// value, `Steps[]` each element of a list.
#[derive(Clone, Copy, Debug)]
pub struct Limit(pub &'static str, pub Rule);

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// A number from one to the other.
    Range(f64, f64),
    /// So many characters.
    Length(usize, usize),
    /// A list, or an object, of so many elements.
    Count(usize, usize),
    /// A list.
    List,
    /// Text, and no number.
    Text,
    /// Text that begins so.
    Begins(&'static str),
    /// Text that does not.
    BeginsNot(&'static str),
    /// Text of such characters, said in words.
    Of(fn(char) -> bool, &'static str),
    /// Not beside this sibling.
    Without(&'static str),
    /// With at least one of these siblings, or itself: the path is that of the object around them.
    OneOf(&'static [&'static str]),
    /// With this sibling, if it ends so.
    EndsNeeds(&'static str, &'static str),
}

/// Limits of AWS SDK calls that are often made: service, action, limits.
pub const SDK_LIMITS: &[(&str, &str, &[Limit])] =
    &[("scheduler", "createSchedule", SCHEDULE), ("scheduler", "updateSchedule", SCHEDULE)];

/// <https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html>
const SCHEDULE: &[Limit] = &[
    Limit("Name", Rule::Length(1, 64)),
    Limit("ClientToken", Rule::Length(1, 64)),
    Limit("ClientToken", Rule::Of(is_token, "letters, digits, `-` and `_`")),
    Limit("GroupName", Rule::Length(1, 64)),
    Limit("FlexibleTimeWindow.MaximumWindowInMinutes", Rule::Range(1.0, 1440.0)),
    Limit("ScheduleExpressionTimezone", Rule::Length(1, 50)),
    Limit("Target.RetryPolicy.MaximumRetryAttempts", Rule::Range(0.0, 185.0)),
    Limit("Target.RetryPolicy.MaximumEventAgeInSeconds", Rule::Range(60.0, 86_400.0)),
];

pub(super) fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_".contains(c)
}
