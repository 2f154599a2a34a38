//! What a service takes for a parameter, beyond its name: ranges, lengths, what goes with what.
//!
//! From the API references. Only what the service refuses whenever the call is made.

use crate::diag::Diagnostics;
use crate::value::Value;

/// A parameter and what it has to be. The parameter is a path: `Tags.{key}` is each key of an object, `Tags.{}` each
/// value, `Steps[]` each element of a list.
#[derive(Clone, Copy, Debug)]
pub struct Limit(pub &'static str, pub Rule);

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// A whole number from one to the other.
    Range(f64, f64),
    /// A number of at least this.
    Least(f64),
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
    /// One of these texts.
    Among(&'static [&'static str]),
    /// Text of this form, said in words.
    Like(fn(&str) -> bool, &'static str),
    /// Not beside this sibling.
    Without(&'static str),
    /// Not beside this sibling, unless one of the two is 0.
    WithoutBoth(&'static str),
    /// Only beside this sibling.
    Needs(&'static str),
    /// Only if this sibling, the label of a release, is none before `emr-5.28.0`.
    Since(&'static str, [u32; 3]),
    /// A time before that of this sibling.
    Before(&'static str),
    /// With at least one of these siblings, or itself: the path is that of the object around them.
    OneOf(&'static [&'static str]),
    /// With this sibling, if it ends so.
    EndsNeeds(&'static str, &'static str),
    /// An object for which more holds, where a field of it has this value.
    Where(&'static str, &'static str, &'static [Limit]),
    /// An object for which this holds, and for each that is nested in this field of it, at any depth.
    Nested(&'static str, &'static [Limit]),
    /// What takes code to say.
    By(fn(&mut Diagnostics, &Value)),
}

/// What an endpoint can be asked for.
pub const METHODS: &[&str] = &["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// An attribute of a message that is a number is text all the same.
pub const NUMBER: &[Limit] = &[Limit("StringValue", Rule::Like(is_number, "text of a number"))];

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

/// The number of a release behind `emr-`: `5.28.0`.
pub fn release(label: &str) -> Option<[u32; 3]> {
    let mut numbers = label.strip_prefix("emr-")?.split('.');
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let release = [next()?, next()?, next()?];
    numbers.next().is_none().then_some(release)
}

/// Limits of AWS SDK calls that are often made: service, action, limits.
pub const SDK_LIMITS: &[(&str, &str, &[Limit])] =
    &[("scheduler", "createSchedule", SCHEDULE), ("scheduler", "updateSchedule", SCHEDULE)];

/// <https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html>
const SCHEDULE: &[Limit] = &[
    Limit("Name", Rule::Length(1, 64)),
    Limit("ClientToken", Rule::Length(1, 64)),
    Limit("ClientToken", Rule::Of(is_token, "letters, digits, `-` and `_`")),
    Limit("Name", Rule::Of(is_dotted, DOTTED)),
    Limit("GroupName", Rule::Length(1, 64)),
    Limit("GroupName", Rule::Of(is_dotted, DOTTED)),
    Limit("Description", Rule::Length(0, 512)),
    Limit("StartDate", Rule::Before("EndDate")),
    Limit("ScheduleExpression", Rule::Like(is_schedule, SCHEDULE_FORMS)),
    Limit("Target.Input", Rule::Length(1, 262_144)),
    Limit("FlexibleTimeWindow.MaximumWindowInMinutes", Rule::Range(1.0, 1440.0)),
    Limit("ScheduleExpressionTimezone", Rule::Length(1, 50)),
    Limit("Target.RetryPolicy.MaximumRetryAttempts", Rule::Range(0.0, 185.0)),
    Limit("Target.RetryPolicy.MaximumEventAgeInSeconds", Rule::Range(60.0, 86_400.0)),
];

pub(super) fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_".contains(c)
}

const DOTTED: &str = "letters, digits, `-`, `_` and `.`";

fn is_dotted(c: char) -> bool {
    is_token(c) || c == '.'
}

const SCHEDULE_FORMS: &str = "`at(2030-01-01T00:00:00)`, `rate(5 minutes)` with at least 1, or `cron(…)` with six fields, \
     of which the day of the month or the day of the week is `?`";

/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>
fn is_schedule(text: &str) -> bool {
    let Some((kind, rest)) = text.trim().split_once('(') else { return false };
    let Some(inside) = rest.strip_suffix(')') else { return false };
    let words: Vec<&str> = inside.split_ascii_whitespace().collect();
    match (kind, words.as_slice()) {
        ("at", [time]) => is_time(time),
        ("rate", [number, unit]) => {
            number.parse::<u64>().is_ok_and(|it| it > 0)
                && matches!(*unit, "minute" | "minutes" | "hour" | "hours" | "day" | "days")
        }
        ("cron", [_, _, day, _, weekday, _]) => (*day == "?") != (*weekday == "?"),
        _ => false,
    }
}

/// `2030-01-01T00:00:00`
fn is_time(text: &str) -> bool {
    const FORM: &str = "dddd-dd-ddTdd:dd:dd";
    text.len() == FORM.len()
        && text
            .chars()
            .zip(FORM.chars())
            .all(|(c, form)| if form == 'd' { c.is_ascii_digit() } else { c == form })
}

#[cfg(test)]
mod tests {
    use super::{is_schedule, release};

    #[test]
    fn schedules() {
        let right = [
            "rate(1 minute)",
            "rate(12 hours)",
            "at(2030-01-01T00:00:00)",
            "cron(0 10 * * ? *)",
            "cron(0 10 ? * MON-FRI *)",
        ];
        for text in right {
            assert!(is_schedule(text), "{text}");
        }
        let wrong = [
            "",
            "rate(0 minutes)",
            "rate(59 seconds)",
            "rate(1.5 hours)",
            "at(2030-01-01)",
            "at(2030-01-01T00:00:00Z)",
            "cron(0 10 * * *)",
            "cron(0 10 1 * MON *)",
            "cron(0 10 ? * ? *)",
            "5 minutes",
        ];
        for text in wrong {
            assert!(!is_schedule(text), "{text}");
        }
    }

    #[test]
    fn releases() {
        assert_eq!(release("emr-5.28.0"), Some([5, 28, 0]));
        for text in ["5.28.0", "emr-5.28", "emr-5.28.0-latest", "emr-5.x.0", "emr-5.28.0.1"] {
            assert_eq!(release(text), None, "{text}");
        }
    }
}
