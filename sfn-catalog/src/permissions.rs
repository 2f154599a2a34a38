//! What a caller of an action has to be allowed.

use crate::file::Body;

/// A statement of a policy, over the parameters of the call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// `s3:GetObject`
    pub action: &'static str,
    /// What it is allowed on. Empty if the action takes no resource, which is `*`.
    pub resources: Vec<Resource>,
    /// Whether it is no permission for the action itself, but for what the service does for the caller with it.
    pub is_dependent: bool,
    /// What has to be true of the parameters. `VersionId`: it is given; `!VersionId`: it is not; `Statement~SELECT `:
    /// its text has this in it, whatever the case; `TaggingDirective!=REPLACE`: it is not this.
    pub when: Option<&'static str>,
    /// What has to be true of the request.
    pub conditions: Vec<Condition>,
}

/// A resource of a [`Statement`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Resource {
    /// An ARN with `{Path}` for the text of a parameter, and `*` where none belongs. `${Partition}`, `${Region}` and
    /// `${Account}` are those of the deployment.
    ///
    /// A path goes through lists with `Entries[].Name`, and to the keys of a map with `Items{}`. Behind it may stand
    /// `:/` for what is behind the last slash, `:^/` for all but a leading one, `:fn` for the name of a function,
    /// `:family` and `:revision` for those of a task definition, and `|default` for an absent one.
    pub template: &'static str,
    /// The parameter that is the whole ARN, or may be.
    pub whole: Option<&'static str>,
    /// Whether the action always needs one of this kind. Others count only if the parameters name one.
    pub is_required: bool,
}

/// A condition of a [`Statement`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Condition {
    /// `StringEquals`
    pub operator: &'static str,
    /// `iam:PassedToService`
    pub key: &'static str,
    /// A template, as in [`Resource::template`].
    pub value: &'static str,
}

const DEPENDENT: usize = 2;

pub(crate) fn read(mut body: Body) -> Vec<Statement> {
    let mut statements = Vec::new();
    for _ in 0..body.varint() {
        let statement = statement(&mut body);
        // An action that needs no permission has one statement without a name.
        if !statement.action.is_empty() {
            statements.push(statement);
        }
    }
    statements
}

fn statement(body: &mut Body) -> Statement {
    let action = body.text();
    let flags = body.varint();
    let when = body.maybe_text();
    let mut resources = Vec::new();
    for _ in 0..body.varint() {
        resources.push(resource(body));
    }
    let mut conditions = Vec::new();
    for _ in 0..body.varint() {
        conditions.push(Condition { operator: body.text(), key: body.text(), value: body.text() });
    }
    Statement { action, resources, is_dependent: flags & DEPENDENT != 0, when, conditions }
}

fn resource(body: &mut Body) -> Resource {
    let packed = body.varint();
    Resource {
        template: crate::file::text(packed >> 1),
        whole: body.maybe_text(),
        is_required: packed & 1 == 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::iam;

    #[test]
    fn knows_permissions() {
        let of = |service, action| iam(service, action);
        let put = of("dynamodb", "putItem").expect("known");
        assert_eq!(put.len(), 1);
        assert_eq!(put[0].action, "dynamodb:PutItem");
        let table = "arn:${Partition}:dynamodb:${Region}:${Account}:table/{TableName}";
        assert_eq!(put[0].resources.iter().map(|it| it.template).collect::<Vec<_>>(), [table]);
        assert_eq!(of("sts", "getCallerIdentity"), Some(Vec::new()));
        assert_eq!(of("sts", "noSuchAction"), None);
        let describe = of("ec2", "describeInstances").expect("known");
        assert!(describe[0].resources.is_empty());
    }
}
