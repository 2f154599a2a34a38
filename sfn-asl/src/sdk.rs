//! Values of AWS APIs, as the catalogue of AWS SDK actions has them.
//!
//! Integrations spell the members of structures in two ways. AWS SDK integrations, and so the catalogue, have the names of
//! the AWS SDK for Java; optimised ones have those of the API with a capital. Few differ.

pub use sfn_catalog::{Description, Kind, Shape, date};

use crate::catalog;
use crate::resource::{Call, Pattern, Resource};

/// What Step Functions may add to any result.
pub const METADATA: &[&str] = &["SdkHttpMetadata", "SdkResponseMetadata"];

/// The shape of a value, and how its members are spelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Typed {
    /// The shape.
    pub shape: Shape,
    names: Names,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Names {
    Sdk,
    /// Those of an optimised integration of this service, as the catalogue calls it.
    Optimised(&'static str),
}

/// Service, name in an AWS SDK integration, name in an optimised one.
const RENAMED: &[(&str, &str, &str)] = &[
    ("bedrock", "EqualsValue", "Equals"),
    ("dynamodb", "Bool", "BOOL"),
    ("dynamodb", "Bs", "BS"),
    ("dynamodb", "Ns", "NS"),
    ("dynamodb", "Nul", "NULL"),
    ("dynamodb", "Ss", "SS"),
    ("emr", "AdDomainJoinPassword", "ADDomainJoinPassword"),
    ("emr", "AdDomainJoinUser", "ADDomainJoinUser"),
    ("emr", "Ec2InstanceIdsToTerminate", "EC2InstanceIdsToTerminate"),
    ("emr", "OsReleaseLabel", "OSReleaseLabel"),
    ("emrserverless", "VcpuHour", "VCPUHour"),
    ("glue", "DpuSeconds", "DPUSeconds"),
    ("sqs", "Md5OfMessageAttributes", "MD5OfMessageAttributes"),
    ("sqs", "Md5OfMessageBody", "MD5OfMessageBody"),
    ("sqs", "Md5OfMessageSystemAttributes", "MD5OfMessageSystemAttributes"),
];

impl Typed {
    /// In an AWS SDK integration.
    pub fn sdk(shape: Shape) -> Typed {
        Typed { shape, names: Names::Sdk }
    }

    /// In an optimised integration of `service`, as `aws-sdk` calls it.
    pub fn optimised(service: &'static str, shape: Shape) -> Typed {
        Typed { shape, names: Names::Optimised(service) }
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.shape.kind()
    }

    /// Whether it is that of an optimised integration.
    pub fn is_optimised(self) -> bool {
        self.names != Names::Sdk
    }

    /// The field `name`.
    pub fn field(self, name: &str) -> Option<Typed> {
        let shape = match self.kind() {
            Kind::Struct { .. } => self.shape.member(self.in_catalogue(name)?)?.shape,
            Kind::Map => self.shape.element()?,
            Kind::Document => self.shape,
            _ => return None,
        };
        Some(Typed { shape, ..self })
    }

    /// An item.
    pub fn element(self) -> Option<Typed> {
        let shape = match self.kind() {
            Kind::List => self.shape.element()?,
            Kind::Document => self.shape,
            _ => return None,
        };
        Some(Typed { shape, ..self })
    }

    /// What a map or a list is of.
    pub fn inside(self) -> Option<Typed> {
        Some(Typed { shape: self.shape.element()?, ..self })
    }

    /// What a path leads to: `Contents[0].Key`.
    pub fn at(self, path: &str) -> Option<Typed> {
        let mut at = self;
        for part in path.split('.').filter(|it| !it.is_empty()) {
            let (name, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
            at = at.field(name)?;
            for _ in indices.matches('[') {
                at = at.element()?;
            }
        }
        Some(at)
    }

    /// The members of a structure, by name in the catalogue.
    pub fn members(self) -> impl Iterator<Item = (&'static str, Typed)> {
        self.shape.members().map(move |it| (self.spelled(it.name), Typed { shape: it.shape, ..self }))
    }

    /// The names of those that have to be given.
    pub fn required(self) -> impl Iterator<Item = &'static str> {
        self.shape.required().map(move |it| self.spelled(it.name))
    }

    /// Whether it is a value of DynamoDB with its type in an optimised integration: `{ "S": "x" }`.
    pub fn is_attribute_value(self) -> bool {
        self.names == Names::Optimised("dynamodb")
            && matches!(self.kind(), Kind::Struct { .. })
            // No other structure of the service has such a member.
            && self.shape.member("Nul").is_some()
    }

    fn renamed(self) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
        RENAMED.iter().filter(move |it| self.names == Names::Optimised(it.0))
    }

    fn spelled(self, name: &'static str) -> &'static str {
        self.renamed().find(|it| it.1 == name).map_or(name, |it| it.2)
    }

    // Asked for each parameter of each call: nearly no name is as long as one of these.
    fn in_catalogue(self, name: &str) -> Option<&str> {
        let Names::Optimised(service) = self.names else { return Some(name) };
        let mut at = 0;
        while at < RENAMED.len() {
            let (of, sdk, optimised) = &RENAMED[at];
            at += 1;
            let is_name = |it: &str| it.len() == name.len() && it == name;
            if (is_name(sdk) || is_name(optimised)) && *of == service {
                return (name == *optimised).then_some(*sdk);
            }
        }
        Some(name)
    }
}

/// What an action of the AWS SDK takes.
pub fn input(service: &str, action: &str) -> Option<Typed> {
    sfn_catalog::action(service, action)?.input().map(Typed::sdk)
}

/// What an action of the AWS SDK gives.
pub fn output(service: &str, action: &str) -> Option<Typed> {
    sfn_catalog::action(service, action)?.output().map(Typed::sdk)
}

/// What the API behind a call gives, as far as the result is a matter of an API.
pub fn given(resource: &Resource) -> Option<Typed> {
    match resource {
        Resource::Sdk(Call { service, action, pattern: Some(Pattern::RequestResponse), .. }) => {
            output(service, action)
        }
        // What the child takes and gives is text.
        Resource::Integration(Call {
            service: "states",
            action: "startExecution",
            pattern: Some(Pattern::Sync),
            ..
        }) => None,
        Resource::Integration(Call { service, action, pattern: Some(pattern), .. }) => {
            catalog::action(service, action)?.output(*pattern)
        }
        _ => None,
    }
}

/// What a path into the result of an action leads to: `Contents[0].Key`. `None` if there is no such thing.
pub fn result(service: &str, action: &str, path: &str) -> Option<Shape> {
    output(service, action)?.at(path).map(|it| it.shape)
}

/// The word for a shape. What comes back as text is text.
pub fn describe(shape: Shape) -> &'static str {
    match shape.kind() {
        Kind::String | Kind::Enum { .. } | Kind::Blob => "string",
        Kind::Timestamp => "timestamp",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Document => "document",
        Kind::List => "list",
        Kind::Map => "map",
        Kind::Struct { .. } => "structure",
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn what_may_be_null_is_an_attribute_value() {
        let found: Vec<Shape> = Shape::all().filter(|it| it.member("Nul").is_some()).collect();
        assert!(!found.is_empty());
        for shape in found {
            for name in ["S", "N", "Bool", "M", "L"] {
                assert!(shape.member(name).is_some(), "{name} of shape {}", shape.index());
            }
        }
    }
}
