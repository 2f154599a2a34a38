//! What the execution role of a machine has to allow, and the policy as JSON.

use alloc::string::String;
use core::fmt::Write as _;

use crate::machine::{MissingValue, StateMachine};

/// A statement of a machine's execution role, with the reason for it.
///
/// Its texts have substitutions as CloudFormation has them: `${AWS::Partition}`, `${AWS::Region}`,
/// `${AWS::AccountId}`, `${name}` for a declared resource without a value, `${name.Arn}` and the like for an attribute
/// of one, and `${StateMachineName}` for the machine itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Statement {
    /// Its name, unique in the policy, and the same as long as its first action is.
    pub sid: &'static str,
    /// What it does.
    pub effect: Effect,
    /// `dynamodb:PutItem`
    pub actions: &'static [&'static str],
    /// ARNs. `*` in them stands for what is known only when the machine runs.
    pub resources: &'static [&'static str],
    /// What restricts it.
    pub conditions: &'static [Condition],
    /// Why it is there: every call that needs it, with its states.
    pub reasons: &'static [Reason],
}

/// The effect of a [`Statement`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Every statement that the compiler makes.
    Allow,
    /// Only in a machine's own `additional_iam_statements`.
    Deny,
}

/// A restriction of a [`Statement`]: the key has to compare to one of the values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Condition {
    /// `StringEquals`
    pub operator: &'static str,
    /// `iam:PassedToService`
    pub key: &'static str,
    /// `ecs-tasks.amazonaws.com`
    pub values: &'static [&'static str],
}

/// Why a [`Statement`] is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Reason {
    /// The call with its pattern, `ecs:runTask.sync`, or what the machine does.
    pub what: &'static str,
    /// The states that do it; none for the machine as a whole.
    pub states: &'static [&'static str],
}

impl Statement {
    /// A statement that allows `actions` on `resources`.
    pub const fn allow(
        sid: &'static str,
        actions: &'static [&'static str],
        resources: &'static [&'static str],
    ) -> Statement {
        Statement { sid, effect: Effect::Allow, actions, resources, conditions: &[], reasons: &[] }
    }

    /// A statement that denies `actions` on `resources`.
    pub const fn deny(
        sid: &'static str,
        actions: &'static [&'static str],
        resources: &'static [&'static str],
    ) -> Statement {
        Statement { effect: Effect::Deny, ..Statement::allow(sid, actions, resources) }
    }

    /// The same statement, under these conditions.
    pub const fn under(self, conditions: &'static [Condition]) -> Statement {
        Statement { conditions, ..self }
    }

    /// The same statement, for these reasons.
    pub const fn because(self, reasons: &'static [Reason]) -> Statement {
        Statement { reasons, ..self }
    }
}

impl Condition {
    /// A condition.
    pub const fn new(
        operator: &'static str,
        key: &'static str,
        values: &'static [&'static str],
    ) -> Condition {
        Condition { operator, key, values }
    }
}

impl Reason {
    /// A reason.
    pub const fn new(what: &'static str, states: &'static [&'static str]) -> Reason {
        Reason { what, states }
    }
}

/// The policy of an execution role.
///
/// ```
/// use sfn_runtime::{Policy, StateMachine};
///
/// fn for_cloudformation<M: StateMachine>() -> String {
///     Policy::of::<M>().to_json()
/// }
///
/// fn for_the_sdk<M: StateMachine>() -> String {
///     let policy = Policy::of::<M>().for_machine("orders-production");
///     policy
///         .to_json_with(|name| match name {
///             "AWS::Partition" => Some("aws"),
///             "AWS::Region" => Some("eu-central-1"),
///             "AWS::AccountId" => Some("123456789012"),
///             "orders" => Some("orders-production"),
///             _ => None,
///         })
///         .expect("a value for each substitution")
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    machine: &'a str,
    statements: &'a [Statement],
}

impl<'a> Policy<'a> {
    /// The policy of the execution role of `M`.
    pub const fn of<M: StateMachine>() -> Policy<'a> {
        Policy { machine: M::NAME, statements: M::STATEMENTS }
    }

    /// The same policy for a machine that is deployed under another name than its source has for it.
    pub const fn for_machine(self, name: &'a str) -> Policy<'a> {
        Policy { machine: name, ..self }
    }

    /// The policy, with its substitutions left as they are but for the name of the machine: the text of a
    /// CloudFormation `Fn::Sub`.
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        self.write(&mut json, |out, text| {
            let mut rest = text;
            while let Some((before, after)) = rest.split_once(MACHINE_NAME) {
                escaped(out, before);
                escaped(out, self.machine);
                rest = after;
            }
            escaped(out, rest);
            Ok(())
        })
        .unwrap_or_default();
        json
    }

    /// The policy with its substitutions filled in, ready for `PutRolePolicy`. `value` is asked for each by name. What
    /// it says of a declared resource may be a name, an ARN or, for a queue, its URL: the same as in the definition.
    ///
    /// # Errors
    ///
    /// If `value` has no answer for a substitution.
    pub fn to_json_with<'v>(
        &self,
        mut value: impl FnMut(&str) -> Option<&'v str>,
    ) -> Result<String, MissingValue> {
        let mut json = String::new();
        self.write(&mut json, |out, text| {
            let mut filled = String::with_capacity(text.len());
            let mut rest = text;
            while let Some((before, after)) = rest.split_once("${") {
                let Some((name, after)) = after.split_once('}') else { break };
                filled.push_str(before);
                rest = after;
                if name == "StateMachineName" {
                    filled.push_str(self.machine);
                } else if let Some(value) = value(name) {
                    if name.starts_with("AWS::") || filled.is_empty() {
                        filled.push_str(value);
                    } else {
                        let prefix = core::mem::take(&mut filled);
                        pieces(&prefix, value).iter().for_each(|it| filled.push_str(it));
                    }
                } else {
                    let missing = || MissingValue { name: String::from(name) };
                    let (base, attribute) = name.split_once('.').ok_or_else(missing)?;
                    let of = value(base).ok_or_else(missing)?;
                    attribute_of(&mut filled, attribute, of, value("AWS::Partition").unwrap_or("aws"));
                }
            }
            filled.push_str(rest);
            escaped(out, &filled);
            Ok(())
        })?;
        Ok(json)
    }

    fn write(
        &self,
        json: &mut String,
        mut text: impl FnMut(&mut String, &str) -> Result<(), MissingValue>,
    ) -> Result<(), MissingValue> {
        json.push_str(r#"{"Version":"2012-10-17","Statement":["#);
        for (i, statement) in self.statements.iter().enumerate() {
            json.push_str(if i == 0 { "{\"Sid\":\"" } else { ",{\"Sid\":\"" });
            escaped(json, statement.sid);
            json.push_str(match statement.effect {
                Effect::Allow => "\",\"Effect\":\"Allow\",\"Action\":",
                Effect::Deny => "\",\"Effect\":\"Deny\",\"Action\":",
            });
            texts(json, statement.actions, &mut text)?;
            json.push_str(",\"Resource\":");
            texts(json, statement.resources, &mut text)?;
            if !statement.conditions.is_empty() {
                json.push_str(",\"Condition\":{");
                let mut separator = "";
                for (i, condition) in statement.conditions.iter().enumerate() {
                    let is_same = |it: &&Condition| it.operator == condition.operator;
                    if statement.conditions[..i].iter().any(|it| is_same(&it)) {
                        continue;
                    }
                    json.push_str(separator);
                    json.push('"');
                    escaped(json, condition.operator);
                    json.push_str("\":{");
                    separator = "";
                    // The keys of one operator stand in one object.
                    for condition in statement.conditions.iter().filter(is_same) {
                        json.push_str(separator);
                        json.push('"');
                        escaped(json, condition.key);
                        json.push_str("\":");
                        texts(json, condition.values, &mut text)?;
                        separator = ",";
                    }
                    json.push('}');
                }
                json.push('}');
            }
            json.push('}');
        }
        json.push_str("]}");
        Ok(())
    }
}

const MACHINE_NAME: &str = "${StateMachineName}";

fn texts(
    json: &mut String,
    texts: &[&str],
    text: &mut impl FnMut(&mut String, &str) -> Result<(), MissingValue>,
) -> Result<(), MissingValue> {
    let is_list = texts.len() != 1;
    json.push_str(if is_list { "[" } else { "" });
    for (i, it) in texts.iter().enumerate() {
        json.push_str(if i == 0 { "\"" } else { ",\"" });
        text(json, it)?;
        json.push('"');
    }
    json.push_str(if is_list { "]" } else { "" });
    Ok(())
}

/// The inside of a JSON string.
fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..'\u{20}' => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}

/// An attribute of a resource, from the value that stands for it in the definition. `out` is what comes before it.
fn attribute_of(out: &mut String, attribute: &str, value: &str, partition: &str) {
    match attribute {
        "Arn" if !value.starts_with("arn:") && value.contains("://") => {
            let arn = pieces("arn:sqs:", value);
            let _ = write!(out, "arn:{partition}:sqs:");
            arn[1..].iter().for_each(|it| out.push_str(it));
        }
        "SecretArn" => {
            // The secret of a connection is called after it.
            let (before, name) = match value.split_once(":connection/") {
                Some((before, rest)) => (before, rest.split('/').next().unwrap_or(rest)),
                None => ("", "*"),
            };
            match before.split_once(":events:") {
                Some((partition, place)) => {
                    let _ =
                        write!(out, "{partition}:secretsmanager:{place}:secret:events!connection/{name}/*");
                }
                None => out.push('*'),
            }
        }
        "RestApiId" | "ApiId" => {
            let host = value.trim_start_matches("https://");
            out.push_str(host.split('.').next().unwrap_or(host));
        }
        "Name" => out.push_str(value.rsplit([':', '/']).next().unwrap_or(value)),
        _ => out.push_str(value),
    }
}

/// What an ARN is whose last part is `value`, behind `before`: if the value is an ARN itself, that one, or the one of
/// what has the same name; if it is the URL of a queue, the queue's.
pub(crate) const fn pieces<'a>(before: &'a str, value: &'a str) -> [&'a str; 6] {
    let (b, v) = (before.as_bytes(), value.as_bytes());
    if starts_with(v, b"arn:") && starts_with(b, b"arn:") {
        let (kind, rest) = (tail(b), tail(v));
        if starts_with(rest, kind) {
            return ["", value, "", "", "", ""];
        }
        return [before, behind_last(value), "", "", "", ""];
    }
    if starts_with(v, b"https://") && contains(b, b":sqs:") {
        // https://sqs.REGION.amazonaws.com/ACCOUNT/NAME
        let host = value.split_at(8).1;
        let slash = find(host.as_bytes(), b'/');
        let (host, path) = host.split_at(slash);
        if !path.is_empty() && starts_with(host.as_bytes(), b"sqs.") {
            let region = host.split_at(4).1;
            let region = region.split_at(find(region.as_bytes(), b'.')).0;
            let path = path.split_at(1).1;
            let (account, name) = path.split_at(find(path.as_bytes(), b'/'));
            let service = before.split_at(position(b, b":sqs:") + 5).0;
            if !name.is_empty() {
                return [service, region, ":", account, ":", name.split_at(1).1];
            }
        }
    }
    [before, value, "", "", "", ""]
}

/// What follows the fifth colon that is not in a substitution.
const fn tail(arn: &[u8]) -> &[u8] {
    let mut rest = arn;
    let (mut colons, mut depth) = (0, 0);
    while let [first, after @ ..] = rest {
        match *first {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b':' if depth == 0 => colons += 1,
            _ => {}
        }
        rest = after;
        if colons == 5 {
            break;
        }
    }
    rest
}

const fn behind_last(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut at = bytes.len();
    while at > 0 && bytes[at - 1] != b'/' && bytes[at - 1] != b':' {
        at -= 1;
    }
    text.split_at(at).1
}

const fn starts_with(text: &[u8], start: &[u8]) -> bool {
    let mut at = 0;
    while at < start.len() {
        if at >= text.len() || text[at] != start[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn contains(text: &[u8], part: &[u8]) -> bool {
    position(text, part) < text.len()
}

const fn position(text: &[u8], part: &[u8]) -> usize {
    let mut at = 0;
    while at < text.len() {
        if starts_with(text.split_at(at).1, part) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// Where `byte` stands first, or the end.
const fn find(text: &[u8], byte: u8) -> usize {
    let mut at = 0;
    while at < text.len() && text[at] != byte {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{attribute_of, pieces};
    use alloc::string::String;

    #[test]
    fn a_name_an_arn_and_a_url_give_the_arn() {
        let here = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/";
        let queue = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:";
        let execution = "arn:aws:states:us-east-1:1:execution:";
        for (before, value, expected) in [
            (here, "t", "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/t"),
            (here, "arn:aws:dynamodb:r:1:table/t", "arn:aws:dynamodb:r:1:table/t"),
            (queue, "https://sqs.r.amazonaws.com/1/q", "arn:${AWS::Partition}:sqs:r:1:q"),
            (queue, "q", "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q"),
            (
                execution,
                "arn:aws:states:us-east-1:1:stateMachine:M",
                "arn:aws:states:us-east-1:1:execution:M",
            ),
            ("", "arn:aws:sns:r:1:t", "arn:aws:sns:r:1:t"),
            ("https://", "x", "https://x"),
            (queue, "https://", "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:https://"),
        ] {
            assert_eq!(pieces(before, value).concat(), expected);
        }
    }

    #[test]
    fn attributes_come_from_what_the_definition_has() {
        let connection = "arn:aws:events:r:1:connection/pay/0d0a";
        for (attribute, value, expected) in [
            ("SecretArn", connection, "arn:aws:secretsmanager:r:1:secret:events!connection/pay/*"),
            ("Name", "arn:aws:states:r:1:stateMachine:Child", "Child"),
            ("RestApiId", "abc.execute-api.r.amazonaws.com", "abc"),
            ("Arn", "arn:aws:sqs:r:1:q", "arn:aws:sqs:r:1:q"),
        ] {
            let mut out = String::new();
            attribute_of(&mut out, attribute, value, "aws");
            assert_eq!(out, expected);
        }
    }
}
