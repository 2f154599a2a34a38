//! What an action takes, returns, raises and needs, as text.

use std::fmt::{self, Display, Formatter};

use crate::{Action, Availability, Condition, Kind, Member, Resource, Service, Shape, Statement, Support};

/// An action, described: [`Display`] writes what it takes, returns, raises and needs. Parameters and results are written
/// down to what a list or a structure is made of; the alternate form, `{:#}`, writes all that is inside them.
///
/// ```
/// let action = sfn_catalog::describe("sqs", "purgeQueue").expect("an action");
/// assert!(action.to_string().starts_with("\
/// aws-sdk:sqs:purgeQueue
///
/// takes
///   QueueUrl  string, required
///
/// returns nothing
///
/// raises
///   Sqs.InvalidAddressException
/// "));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Description {
    /// The service that has it.
    pub service: Service,
    /// It.
    pub action: Action,
}

/// The action `action` of the service `service`, described.
pub fn describe(service: &str, action: &str) -> Option<Description> {
    let service = crate::service(service)?;
    Some(Description { service, action: service.action(action)? })
}

impl Display for Description {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "aws-sdk:{}:{}", self.service.name(), self.action.name())?;
        match self.service.availability() {
            Availability::Documented => {}
            Availability::Newer => {
                writeln!(f, "  newer than the list of services that Step Functions offers")?
            }
            Availability::LeftOut => writeln!(f, "  not on the list of services that Step Functions offers")?,
            Availability::OwnEndpoint => {
                writeln!(f, "  not offered: it has an endpoint for each of its users")?
            }
            Availability::Retired => writeln!(f, "  closed by AWS")?,
        }
        match self.action.support() {
            Support::Offered => {}
            Support::Unsupported => writeln!(f, "  not offered by Step Functions")?,
            Support::EventStream => writeln!(f, "  not offered by Step Functions: a stream of events")?,
        }
        structure(f, "takes", self.action.input())?;
        structure(f, "returns", self.action.output())?;
        self.errors(f)?;
        self.permissions(f)
    }
}

impl Description {
    fn errors(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let prefix = self.service.error_prefix();
        writeln!(f, "\nraises")?;
        for error in self.action.errors() {
            writeln!(f, "  {prefix}.{error}")?;
        }
        writeln!(f, "  {prefix}.{prefix}Exception  what its model does not list")?;
        writeln!(f, "  {prefix}.SdkClientException  no answer")
    }

    fn permissions(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(statements) = self.action.permissions() else {
            return writeln!(f, "\nneeds what no source tells");
        };
        if statements.is_empty() {
            return writeln!(f, "\nneeds nothing");
        }
        writeln!(f, "\nneeds")?;
        statements.iter().try_for_each(|it| statement(f, it))
    }
}

fn statement(f: &mut Formatter<'_>, it: &Statement) -> fmt::Result {
    write!(f, "  {}", it.action)?;
    if let Some(when) = it.when {
        write!(f, "  if {when}")?;
    }
    writeln!(f)?;
    if it.resources.is_empty() {
        writeln!(f, "    on *")?;
    }
    for Resource { template, whole, is_required } in &it.resources {
        write!(f, "    on {template}")?;
        if let Some(whole) = whole {
            write!(f, ", or {{{whole}}}")?;
        }
        writeln!(f, "{}", if *is_required { "" } else { ", if named" })?;
    }
    for Condition { operator, key, value } in &it.conditions {
        writeln!(f, "    under {operator} {key} {value}")?;
    }
    Ok(())
}

fn structure(f: &mut Formatter<'_>, verb: &str, shape: Option<Shape>) -> fmt::Result {
    let Some(shape) = shape.filter(|it| it.members().next().is_some()) else {
        return writeln!(f, "\n{verb} nothing");
    };
    writeln!(f, "\n{verb}")?;
    members(f, shape, &mut Vec::new())
}

/// The members of a structure, a line each. `around` is what they are inside of.
fn members(f: &mut Formatter<'_>, shape: Shape, around: &mut Vec<Shape>) -> fmt::Result {
    let width = shape.members().map(|it| it.name.len()).max().unwrap_or_default();
    let indent = 2 * around.len() + 2;
    around.push(shape);
    // Those that have to be given come first.
    let (required, others): (Vec<Member>, Vec<Member>) = shape.members().partition(|it| it.is_required);
    for Member { name, shape, is_required } in required.into_iter().chain(others) {
        write!(f, "{:indent$}{name:width$}  ", "")?;
        value(f, shape)?;
        writeln!(f, "{}", if is_required { ", required" } else { "" })?;
        let inner = innermost(shape);
        // A structure inside itself was written once.
        if f.alternate() && matches!(inner.kind(), Kind::Struct { .. }) && !around.contains(&inner) {
            members(f, inner, around)?;
        }
    }
    around.pop();
    Ok(())
}

/// What lists of lists and maps of maps are of in the end.
fn innermost(shape: Shape) -> Shape {
    let mut inner = shape;
    while let Some(element) = inner.element() {
        inner = element;
    }
    inner
}

fn value(f: &mut Formatter<'_>, shape: Shape) -> fmt::Result {
    let word = match shape.kind() {
        Kind::String => "string",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Timestamp => "timestamp",
        Kind::Blob => "blob",
        Kind::Document => "document",
        Kind::Enum { .. } => return f.write_str(&shape.values().collect::<Vec<_>>().join(" | ")),
        Kind::List => "list of ",
        Kind::Map => "map of ",
        Kind::Struct { is_union } => {
            let names: Vec<&str> = shape.members().map(|it| it.name).collect();
            let (open, close) = if is_union { ("one of { ", " }") } else { ("{ ", " }") };
            return write!(f, "{open}{}{close}", names.join(", "));
        }
    };
    f.write_str(word)?;
    shape.element().map_or(Ok(()), |it| value(f, it))
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn describes_an_action() {
        let text = describe("dynamodb", "getItem").expect("an action").to_string();
        for line in [
            "aws-sdk:dynamodb:getItem",
            "  TableName                 string, required",
            "  Key                       map of { B, Bool, Bs, L, M, N, Ns, Nul, S, Ss }, required",
            "  ReturnConsumedCapacity    INDEXES | NONE | TOTAL",
            "  Item              map of { B, Bool, Bs, L, M, N, Ns, Nul, S, Ss }",
            "  DynamoDb.ResourceNotFoundException",
            "  DynamoDb.DynamoDbException  what its model does not list",
            "  dynamodb:GetItem",
            "    on arn:${Partition}:dynamodb:${Region}:${Account}:table/{TableName}",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
    }

    #[test]
    fn what_is_inside_is_written_when_asked_for_and_once() {
        let action = describe("dynamodb", "getItem").expect("an action");
        let (plain, all) = (action.to_string(), format!("{action:#}"));
        assert!(!plain.contains("\n    Bool"));
        assert_eq!(all.matches("    Bool  boolean\n").count(), 2, "{all}");
    }

    #[test]
    fn says_where_there_is_nothing_to_say() {
        let of = |service, action| describe(service, action).expect("an action").to_string();
        assert!(of("sts", "getCallerIdentity").contains("\ntakes nothing\n"));
        assert!(of("sts", "getCallerIdentity").ends_with("\nneeds nothing\n"));
        assert!(of("sts", "assumeRole").contains("\n  not offered by Step Functions\n"));
        assert!(describe("sqs", "PurgeQueue").is_none());
    }

    #[test]
    fn every_action_can_be_described() {
        for service in crate::services() {
            for action in service.actions() {
                let text = super::Description { service, action }.to_string();
                assert!(text.contains("\nraises\n") && text.contains("\nneeds"), "{service:?} {action:?}");
            }
        }
    }
}
