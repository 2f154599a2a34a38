//! Every AWS SDK action that Step Functions can call: parameters, results, errors and permissions.
//!
//! The data is a file that `xtask/catalog` writes, and is read in place: nothing is parsed at start, names are found
//! by binary search, and everything handed out is an index into it. Names are spelled as Step Functions wants them.
//! What a call may and may not hold is for `sfn-asl` to say.
//!
//! Internal to the `sfn-runtime` family: not covered by semantic versioning.

#![forbid(unsafe_code)]

mod describe;
mod file;
mod permissions;
mod shape;

use std::fmt;

use file::{ACTIONS, ALIASES, ERRORS, IAM, META, SERVICES};

pub use describe::{Description, describe};
pub use permissions::{Condition, Resource, Statement};
pub use shape::{Kind, Member, Shape};

/// The day of the newest model: `2026-11-17`.
pub fn date() -> &'static str {
    sources().next().unwrap_or_default()
}

/// The date, and then each source with its version.
pub fn sources() -> impl Iterator<Item = &'static str> {
    (0..file::count(META)).map(|at| file::text(file::record(META, at, 0)))
}

/// The service called `name` behind `aws-sdk:`.
pub fn service(name: &str) -> Option<Service> {
    file::named(SERVICES, 0..file::count(SERVICES), name).map(Service)
}

/// The action `action` of the service `service`.
pub fn action(service: &str, action: &str) -> Option<Action> {
    self::service(service)?.action(action)
}

/// Every service, by name.
pub fn services() -> impl Iterator<Item = Service> {
    (0..file::count(SERVICES)).map(Service)
}

/// The services that are called `name` elsewhere, the likeliest first: `sfn` for `states`.
pub fn known_as(name: &str) -> impl Iterator<Item = Service> {
    let is_before = |at: usize| alias(at) < name;
    let first = file::partition(0..file::count(ALIASES), is_before);
    (first..file::count(ALIASES))
        .take_while(move |at| alias(*at) == name)
        .map(|at| Service(file::record(ALIASES, at, 1)))
}

fn alias(at: usize) -> &'static str {
    file::text(file::record(ALIASES, at, 0))
}

/// A service.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Service(usize);

/// Whether Step Functions offers a service, as far as AWS says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Availability {
    /// It is on the list.
    Documented,
    /// Younger than the list, which AWS says it fills by itself.
    Newer,
    /// Old enough for the list, and not on it.
    LeftOut,
    /// Not on the list: it is reached at an endpoint of its own.
    OwnEndpoint,
    /// On the list, but AWS has closed it: nothing is known of its actions.
    Retired,
}

impl Service {
    const SIZE: usize = 6;

    /// Its name behind `aws-sdk:`.
    pub fn name(self) -> &'static str {
        file::text(file::record(SERVICES, self.0, 0))
    }

    /// What the names of its errors begin with: `DynamoDb`.
    pub fn error_prefix(self) -> &'static str {
        file::text(file::record(SERVICES, self.0, 1))
    }

    /// What the names of its permissions begin with: `states` for `sfn`.
    pub fn iam_prefix(self) -> Option<&'static str> {
        file::maybe(file::record(SERVICES, self.0, 2)).map(file::text)
    }

    /// Whether Step Functions offers it.
    pub fn availability(self) -> Availability {
        match file::status(SERVICES, self.0, Service::SIZE) {
            0 => Availability::Documented,
            1 => Availability::Newer,
            2 => Availability::LeftOut,
            3 => Availability::OwnEndpoint,
            _ => Availability::Retired,
        }
    }

    /// The action called `name`.
    pub fn action(self, name: &str) -> Option<Action> {
        file::named(ACTIONS, self.range(), name).map(Action)
    }

    /// Its actions, by name.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        self.range().map(Action)
    }

    /// The errors that any of its actions raises, without the prefix.
    pub fn errors(self) -> impl Iterator<Item = &'static str> {
        errors(file::record(SERVICES, self.0, 5))
    }

    /// Whether `name` is one of [`Service::errors`].
    pub fn has_error(self, name: &str) -> bool {
        let Some(name) = file::index(name) else { return false };
        let mut body = error_set(file::record(SERVICES, self.0, 5));
        let count = body.varint();
        body.has(count, name)
    }

    fn range(self) -> std::ops::Range<usize> {
        let first = file::record(SERVICES, self.0, 3);
        first..first + file::record(SERVICES, self.0, 4)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({})", self.name())
    }
}

/// An action of a service.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Action(usize);

/// Whether an action can be called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Support {
    /// It can.
    Offered,
    /// Step Functions leaves it out.
    Unsupported,
    /// Its request or its answer is a stream of events, which Step Functions leaves out.
    EventStream,
}

impl Action {
    const SIZE: usize = 5;

    /// Its name behind the service: `putItem`.
    pub fn name(self) -> &'static str {
        file::text(file::record(ACTIONS, self.0, 0))
    }

    /// What it takes: a structure, if anything.
    pub fn input(self) -> Option<Shape> {
        file::maybe(file::record(ACTIONS, self.0, 1)).map(Shape::new)
    }

    /// What it returns: a structure, if anything.
    pub fn output(self) -> Option<Shape> {
        file::maybe(file::record(ACTIONS, self.0, 2)).map(Shape::new)
    }

    /// The errors that its model lists, without the service's prefix.
    pub fn errors(self) -> impl Iterator<Item = &'static str> {
        errors(file::record(ACTIONS, self.0, 3))
    }

    /// Whether it can be called.
    pub fn support(self) -> Support {
        match file::status(ACTIONS, self.0, Action::SIZE) {
            0 => Support::Offered,
            1 => Support::Unsupported,
            _ => Support::EventStream,
        }
    }

    /// What its caller has to be allowed. `None` if nothing is known; no statement if there is no need for any.
    pub fn permissions(self) -> Option<Vec<Statement>> {
        file::maybe(file::record(ACTIONS, self.0, 4)).map(|at| permissions::read(file::body(IAM, at)))
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({})", self.name())
    }
}

/// What a caller of `service:action` has to be allowed. `None` if the action is unknown, or nothing is known of it.
pub fn iam(service: &str, action: &str) -> Option<Vec<Statement>> {
    self::action(service, action)?.permissions()
}

fn error_set(set: usize) -> file::Body {
    file::maybe(set).map(|it| file::body(ERRORS, it)).unwrap_or_default()
}

fn errors(set: usize) -> impl Iterator<Item = &'static str> {
    let mut body = error_set(set);
    let count = body.varint();
    body.names(count)
}

#[cfg(test)]
mod tests {
    use super::{Availability, Support, action, date, known_as, service, services, sources};

    #[test]
    fn finds_services_and_actions() {
        let put = action("dynamodb", "putItem").expect("an action");
        assert_eq!((put.name(), put.support()), ("putItem", Support::Offered));
        assert_eq!(service("sfn").map(|it| it.error_prefix()), Some("Sfn"));
        assert_eq!(service("sfn").and_then(|it| it.iam_prefix()), Some("states"));
        assert_eq!(service("qldb").map(|it| it.availability()), Some(Availability::Retired));
        assert_eq!(action("sts", "assumeRole").map(|it| it.support()), Some(Support::Unsupported));
        assert_eq!(action("s3", "PutObject"), None);
        assert_eq!(service("zzz"), None);
        assert_eq!(service(""), None);
    }

    #[test]
    fn knows_other_names() {
        let first = |name| known_as(name).next().map(|it| it.name());
        for (name, expected) in [
            ("states", "sfn"),
            ("stepfunctions", "sfn"),
            ("logs", "cloudwatchlogs"),
            ("events", "eventbridge"),
            ("ce", "costexplorer"),
            ("dms", "databasemigration"),
            ("ds", "directory"),
            ("cognito-idp", "cognitoidentityprovider"),
            ("elbv2", "elasticloadbalancingv2"),
            ("elasticmapreduce", "emr"),
            ("acm-pca", "acmpca"),
            ("bedrock-runtime", "bedrockruntime"),
            ("monitoring", "cloudwatch"),
            ("tagging", "resourcegroupstaggingapi"),
            ("email", "ses"),
            ("application-autoscaling", "applicationautoscaling"),
            ("mediapackage-vod", "mediapackagevod"),
        ] {
            assert_eq!(first(name), Some(expected), "{name}");
        }
        assert_eq!(known_as("es").map(|it| it.name()).collect::<Vec<_>>(), ["elasticsearch", "opensearch"]);
        assert_eq!(first("sfn"), None);
    }

    #[test]
    fn says_what_it_was_made_of() {
        assert!(date().len() == 10 && date().starts_with("20"), "{}", date());
        assert!(sources().any(|it| it.starts_with("botocore ")));
    }

    #[test]
    fn every_action_is_found_by_its_name() {
        let mut count = 0;
        for service in services() {
            assert_eq!(super::service(service.name()), Some(service));
            for action in service.actions() {
                assert_eq!(super::action(service.name(), action.name()), Some(action), "{service:?}");
                count += 1;
            }
        }
        assert!(count > 19_000, "{count}");
    }

    #[test]
    fn names_errors() {
        let errors = |service, name| action(service, name).expect("an action").errors().collect::<Vec<_>>();
        assert!(errors("dynamodb", "putItem").contains(&"ConditionalCheckFailedException"));
        assert_eq!(errors("ec2", "describeInstances"), Vec::<&str>::new());
        let rds = service("rds").expect("a service");
        assert!(rds.errors().any(|it| it == "DbInstanceNotFoundException"));
        for service in services() {
            assert!(service.errors().all(|it| service.has_error(it)), "{service:?}");
        }
        assert!(!rds.has_error("ConditionalCheckFailedException") && !rds.has_error(""));
    }
}
