//! What the `Resource` of a Task, of an `ItemReader` or of a `ResultWriter` names.
//!
//! Text in, facts out: whether the service knows the action is for the catalogue and the checks to say.

use std::ops::Range;

use crate::value::is_open;

/// A `Resource`, taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resource<'a> {
    /// The ARN of a Lambda function: the older form of `lambda:invoke`.
    Lambda {
        /// Its name.
        name: &'a str,
        /// Alias or version.
        alias: Option<&'a str>,
    },
    /// The ARN of an activity.
    Activity {
        /// Its name.
        name: &'a str,
    },
    /// `arn:aws:states:::service:action`
    Integration(Call<'a>),
    /// `arn:aws:states:::aws-sdk:service:action`
    Sdk(Call<'a>),
    /// Only known later: nothing may be said about it.
    Open,
    /// None of these.
    Invalid(Fault<'a>),
}

/// The call in an integration's `Resource`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call<'a> {
    /// Region and account, where the form of an integration has none.
    pub region: Option<&'a str>,
    /// `dynamodb`
    pub service: &'a str,
    /// `putItem`
    pub action: &'a str,
    /// What stands behind the action's dot: `sync:2`.
    pub suffix: Option<&'a str>,
    /// What [`Call::suffix`] means; `None` if it is not a pattern.
    pub pattern: Option<Pattern>,
}

/// How long a Task waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Until the service answers.
    RequestResponse,
    /// `.sync`: until the job is done.
    Sync,
    /// `.sync:2`: the same, with the child's output as JSON.
    Sync2,
    /// `.waitForTaskToken`: until somebody returns the token.
    WaitForTaskToken,
}

impl Pattern {
    const SUFFIXES: [(&'static str, Pattern); 3] = [
        ("sync", Pattern::Sync),
        ("sync:2", Pattern::Sync2),
        ("waitForTaskToken", Pattern::WaitForTaskToken),
    ];

    /// What follows the action: nothing, or a dot and a name.
    pub fn suffix(self) -> &'static str {
        match self {
            Pattern::RequestResponse => "",
            Pattern::Sync => ".sync",
            Pattern::Sync2 => ".sync:2",
            Pattern::WaitForTaskToken => ".waitForTaskToken",
        }
    }

    /// Whether Express workflows have it.
    pub fn is_express(self) -> bool {
        self == Pattern::RequestResponse
    }

    /// Whether a Task called this way has a task token.
    pub fn has_token(self) -> bool {
        self != Pattern::RequestResponse
    }

    fn parse(suffix: Option<&str>) -> Option<Pattern> {
        let Some(suffix) = suffix else { return Some(Pattern::RequestResponse) };
        Pattern::SUFFIXES.iter().find(|it| it.0 == suffix).map(|it| it.1)
    }
}

/// Why a `Resource` is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault<'a> {
    /// Not an ARN.
    NotArn,
    /// Not an ARN, but a URI, which is all that the States Language asks for.
    Uri,
    /// A blank of some template engine, or a single word that ends in `Arn`: most likely filled in before the machine
    /// is deployed.
    Placeholder,
    /// `service:action` without what belongs before it.
    Bare(&'a str),
    /// Starts as an ARN and has not the parts of one.
    Shape,
    /// No partition of AWS.
    Partition(&'a str),
    /// Not a function, although its service is Lambda.
    NotFunction,
    /// An alias with characters that no alias has.
    Alias(&'a str),
    /// A state machine, which only `states:startExecution` can start.
    StateMachine,
    /// Part of Step Functions, but neither an integration nor an activity.
    NotIntegration,
    /// The ARN of something of another service.
    OtherService(&'a str),
}

/// The partitions of AWS.
pub const PARTITIONS: &[&str] =
    &["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

impl<'a> Resource<'a> {
    /// Takes the text of a `Resource` apart. Deploy-time parts (`arn:${AWS::Partition}:states:::sqs:sendMessage`)
    /// do no harm where they say nothing about the call.
    pub fn parse(text: &'a str) -> Resource<'a> {
        match parse(text) {
            Ok(resource) => resource,
            Err(_) if is_open(text) => Resource::Open,
            Err(fault) => Resource::Invalid(fault),
        }
    }

    /// What it calls, if it is an integration of either kind.
    pub fn call(&self) -> Option<Call<'a>> {
        match self {
            Resource::Integration(call) | Resource::Sdk(call) => Some(*call),
            _ => None,
        }
    }

    /// Whether a Task with this resource has a task token. `None` if that is not known.
    pub fn has_token(&self) -> Option<bool> {
        match self {
            Resource::Activity { .. } => Some(true),
            Resource::Integration(call) | Resource::Sdk(call) => call.pattern.map(Pattern::has_token),
            Resource::Lambda { .. } => Some(false),
            Resource::Open | Resource::Invalid(_) => None,
        }
    }
}

/// Where `part`, a slice of `text`, stands in it.
pub fn range_of(text: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    start..(start + part.len()).min(text.len())
}

fn parse(text: &str) -> Result<Resource<'_>, Fault<'_>> {
    // Nearly all of them begin so.
    const COMMON: &str = "arn:aws:states:::";
    if let Some(rest) = text.strip_prefix(COMMON) {
        let end = COMMON.len();
        return states(text, rest, &text[end - 2..end - 2], &text[end - 1..end - 1]);
    }
    let Some(("arn", rest)) = split(text) else { return Err(not_arn(text)) };
    let mut parts = [""; 4];
    let mut rest = rest;
    for part in &mut parts {
        (*part, rest) = split(rest).ok_or(Fault::Shape)?;
    }
    let [partition, service, region, account] = parts;
    if !PARTITIONS.contains(&partition) && !is_open(partition) && !is_blank(partition) {
        return Err(Fault::Partition(partition));
    }
    match service {
        "lambda" => function(rest),
        "states" => states(text, rest, region, account),
        _ if is_open(service) => Ok(Resource::Open),
        other => Err(Fault::OtherService(other)),
    }
}

/// `rest` is what follows the account.
fn states<'a>(
    text: &'a str,
    rest: &'a str,
    region: &'a str,
    account: &'a str,
) -> Result<Resource<'a>, Fault<'a>> {
    if is_open(rest) {
        return Ok(Resource::Open);
    }
    match split(rest) {
        Some(("activity", name)) if !name.is_empty() => Ok(Resource::Activity { name }),
        Some(("stateMachine" | "express" | "execution", _)) => Err(Fault::StateMachine),
        Some(_) => integration(text, rest, region, account),
        None => Err(Fault::NotIntegration),
    }
}

/// What stands before and behind the first `:` that is not inside a `${…}`.
fn split(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let (mut at, mut open) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b':' if !open => return Some((&text[..at], &text[at + 1..])),
            b'$' if at + 1 < bytes.len() && bytes[at + 1] == b'{' => open = true,
            b'}' => open = false,
            _ => {}
        }
        at += 1;
    }
    None
}

fn not_arn(text: &str) -> Fault<'_> {
    let is_word =
        |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    match text.split_once(':') {
        Some(("arn" | "Arn" | "ARN", _)) => Fault::Shape,
        Some((service, _)) if crate::catalog::service(service).is_some() || service == "aws-sdk" => {
            Fault::Bare(text)
        }
        Some((scheme, rest)) if is_word(scheme) && !rest.is_empty() => Fault::Uri,
        _ if is_blank(text) || is_word(text) && text.to_ascii_lowercase().ends_with("arn") => {
            Fault::Placeholder
        }
        _ => Fault::NotArn,
    }
}

/// Whether `text` is to be filled in by hand or by a template engine: `<FunctionArn>`, `{{ arn }}`, `%ARN%`.
fn is_blank(text: &str) -> bool {
    [("<", ">"), ("{{", "}}"), ("%", "%"), ("[[", "]]"), ("#{", "}")].iter().any(|(open, close)| {
        text.len() > open.len() + close.len() && text.starts_with(open) && text.ends_with(close)
    })
}

fn function(rest: &str) -> Result<Resource<'_>, Fault<'_>> {
    let mut parts = rest.split(':');
    if parts.next() != Some("function") && !is_open(rest) {
        return Err(Fault::NotFunction);
    }
    let (name, alias) = (parts.next().unwrap_or(""), parts.next());
    if is_open(rest) {
        return Ok(Resource::Lambda { name, alias });
    }
    // `<…>` is how published definitions blank out names.
    let is_alias =
        |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || "-_.<>".contains(c));
    match alias {
        _ if name.is_empty() || parts.next().is_some() => Err(Fault::NotFunction),
        Some(alias)
            if !is_alias(alias.strip_prefix('$').filter(|it| it.starts_with("LATEST")).unwrap_or(alias)) =>
        {
            Err(Fault::Alias(alias))
        }
        _ => Ok(Resource::Lambda { name, alias }),
    }
}

fn integration<'a>(
    text: &'a str,
    rest: &'a str,
    region: &'a str,
    account: &'a str,
) -> Result<Resource<'a>, Fault<'a>> {
    let (sdk, rest) = match rest.strip_prefix("aws-sdk:") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (service, action) = rest.split_once(':').ok_or(Fault::NotIntegration)?;
    let (action, suffix) = match action.split_once('.') {
        Some((action, suffix)) => (action, Some(suffix)),
        None => (action, None),
    };
    if service.is_empty() || action.is_empty() {
        return Err(Fault::NotIntegration);
    }
    let place = range_of(text, region).start..range_of(text, account).end;
    let region = (place.len() > 1).then(|| &text[place]);
    let call = Call { region, service, action, suffix, pattern: Pattern::parse(suffix) };
    Ok(if sdk { Resource::Sdk(call) } else { Resource::Integration(call) })
}

#[cfg(test)]
mod tests {
    use super::{Resource, range_of};

    /// One word for what a resource is, enough to compare.
    fn kind(text: &str) -> String {
        match Resource::parse(text) {
            Resource::Lambda { name, alias } => format!("lambda {name} {alias:?}"),
            Resource::Activity { name } => format!("activity {name}"),
            Resource::Integration(call) => {
                format!("{} {} {:?} {:?}", call.service, call.action, call.pattern, call.region)
            }
            Resource::Sdk(call) => format!("sdk {} {} {:?}", call.service, call.action, call.pattern),
            Resource::Open => "open".to_owned(),
            Resource::Invalid(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn takes_resources_apart() {
        for (text, expected) in [
            ("arn:aws:lambda:us-east-1:123456789012:function:f", "lambda f None"),
            ("arn:aws:lambda:us-east-1:123456789012:function:f:live", "lambda f Some(\"live\")"),
            ("arn:aws:lambda:r:1:function:f:$LATEST", "lambda f Some(\"$LATEST\")"),
            ("arn:aws:lambda:::function:${f}", "lambda ${f} None"),
            ("arn:aws:lambda:r:1:function:f:", "Alias(\"\")"),
            ("arn:aws:lambda:r:1:function:f:$*#$7485", "Alias(\"$*#$7485\")"),
            ("arn:aws:lambda:r:1:function:f:a:b", "NotFunction"),
            ("arn:aws:lambda:r:1:layer:f", "NotFunction"),
            ("arn:aws:states:us-east-1:123456789012:activity:a", "activity a"),
            ("arn:aws:states:::sqs:sendMessage", "sqs sendMessage Some(RequestResponse) None"),
            ("arn:aws-cn:states:::states:startExecution.sync:2", "states startExecution Some(Sync2) None"),
            ("arn:aws:states:::sqs:sendMessage.wait", "sqs sendMessage None None"),
            (
                "arn:aws:states:eu-west-1:1:sqs:sendMessage",
                "sqs sendMessage Some(RequestResponse) Some(\"eu-west-1:1\")",
            ),
            (
                "arn:aws:states:::aws-sdk:s3:getObject.waitForTaskToken",
                "sdk s3 getObject Some(WaitForTaskToken)",
            ),
            ("arn:${AWS::Partition}:states:::sns:publish", "sns publish Some(RequestResponse) None"),
            ("arn:${AWS::Partition}:states:::sns:${Action}", "open"),
            ("${FunctionArn}", "open"),
            ("arn:aws:states:::${Service}", "open"),
            ("arn:aws:states:us-east-1:1:stateMachine:m", "StateMachine"),
            ("arn:aws:states:::lambda", "NotIntegration"),
            ("arn:aws:states::lambda:invoke", "NotIntegration"),
            ("arn:aws:states:lambda:invoke", "Shape"),
            ("arn:asw:states:::lambda:invoke", "Partition(\"asw\")"),
            ("arn:aws:sqs:us-east-1:1:queue", "OtherService(\"sqs\")"),
            ("lambda:invoke", "Bare(\"lambda:invoke\")"),
            ("foo:bar", "Uri"),
            ("my-function", "NotArn"),
            ("MyFunctionArn", "Placeholder"),
            ("<FUNCTION>", "Placeholder"),
            ("{{ function }}", "Placeholder"),
            ("arn:<partition>:states:::sqs:sendMessage", "sqs sendMessage Some(RequestResponse) None"),
            ("", "NotArn"),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn says_where_a_part_stands() {
        let text = "arn:aws:states:::sqs:sendMessage.sync";
        let Resource::Integration(call) = Resource::parse(text) else { panic!("no integration") };
        assert_eq!(range_of(text, call.service), 17..20);
        assert_eq!(range_of(text, call.action), 21..32);
    }
}
