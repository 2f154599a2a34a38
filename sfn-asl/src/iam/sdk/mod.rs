//! AWS SDK integrations: what the catalogue says that a call needs, on what its parameters name. Where it says nothing,
//! nothing is allowed, and the author is asked.

mod template;

use template::{Filled, How};

use super::arn::{is_named, is_within, objects, parts};
use super::{Condition, Declared, Needs};
use crate::diag::messages::iam as messages;
use crate::diag::{Diagnostics, Loc};
use crate::resource::Call;
use crate::value::{ValueKind, is_open};

/// What one statement of the catalogue becomes in one call.
struct Need {
    action: &'static str,
    resources: Vec<String>,
    conditions: Vec<Condition>,
    /// Whether it is for what the service does for the caller.
    is_dependent: bool,
    /// What it is wider for; `iam_resources` if no parameter could make it narrower.
    wide: Vec<(&'static str, Loc)>,
}

/// Adds what `call` needs. `is_said`: the author has said what it needs, which is then all where nothing is known.
pub(super) fn call(cx: &mut Diagnostics, needs: &mut Needs, call: &Call, at: Loc, is_said: bool) {
    let Some(statements) = sfn_catalog::iam(call.service, call.action) else {
        if !is_said && !is_open(call.service) && !is_open(call.action) {
            messages::unknown_permission(cx, at, call);
        }
        return;
    };
    let mut found = Vec::new();
    for statement in statements {
        if template::may_hold(&needs.request, statement.when) {
            found.push(need(needs, statement));
        }
    }
    name(&mut found, needs.named, needs.request.declared);
    for need in found {
        let actions = vec![need.action.to_owned()];
        needs.request.wide = need.wide;
        needs.widen(&actions, &need.resources);
        needs.allow(actions, need.resources, need.conditions);
    }
}

fn need(needs: &Needs, statement: sfn_catalog::Statement) -> Need {
    let mut need = Need {
        action: statement.action,
        resources: Vec::new(),
        conditions: Vec::new(),
        is_dependent: statement.is_dependent,
        wide: Vec::new(),
    };
    let request = &needs.request;
    let mut filled: Vec<(Filled, bool)> = Vec::new();
    let mut is_any = true;
    // Each kind that it may be on has a parameter.
    let mut is_given = true;
    for resource in &statement.resources {
        let it = template::resource(request, resource);
        // What is not always needed counts if the parameters name it; if nothing else does, it may be any of them.
        let counts = resource.is_required || it.how != How::Unnamed;
        is_any &= !counts;
        is_given &= resource.whole.is_some() || template::slots(resource.template).next().is_some();
        filled.push((it, counts));
    }
    // None of the parameters is given: it is on none, as a translation is without terminologies.
    let is_on_none =
        is_any && is_given && request.arguments().is_some_and(|it| matches!(it.kind, ValueKind::Object(_)));
    let mut is_unnamed = false;
    for (filled, counts) in filled {
        if !counts && (!is_any || is_on_none) {
            continue;
        }
        need.wide.extend(filled.open);
        is_unnamed |= filled.how == How::Unnamed && filled.texts.iter().any(|it| it.contains('*'));
        for mut text in filled.texts {
            if is_object(need.action) && text.ends_with(":s3:::*") {
                text.push_str("/*");
            }
            if !need.resources.contains(&text) {
                need.resources.push(text);
            }
        }
    }
    for condition in &statement.conditions {
        let filled = template::fill(request, condition.value);
        need.wide.extend(filled.open.iter().copied());
        if filled.how == How::Known || template::slots(condition.value).next().is_none() {
            need.conditions.push(Condition {
                operator: condition.operator.to_owned(),
                key: condition.key.to_owned(),
                values: filled.texts,
            });
        }
    }
    // Nobody is to be asked for what the call makes, nor for the tags of it.
    let is_asked = match need.is_dependent {
        true => statement.when.is_none() || need.action == "iam:PassRole",
        false => !makes(need.action) && !need.action.contains("Tag"),
    };
    if need.wide.is_empty() && is_unnamed && is_asked {
        need.wide.push(("iam_resources", Loc::NONE));
    }
    if is_object(need.action) {
        // Which object it is may well depend on the input; which bucket, seldom.
        need.wide.retain(|it| !it.0.ends_with("Key"));
    }
    if need.resources.is_empty() {
        need.resources.push("*".to_owned());
    }
    need
}

/// Whether what an action is on is made by it, so that its id is not known before, or is all there is if none is named.
fn makes(action: &str) -> bool {
    const VERBS: &[&str] = &[
        "Allocate", "Copy", "Create", "Describe", "Import", "List", "Register", "Request", "Restore", "Run",
    ];
    let verb = action.split_once(':').map_or(action, |it| it.1);
    VERBS.iter().any(|it| verb.starts_with(it))
}

fn is_object(action: &str) -> bool {
    action.starts_with("s3:") && action.contains("Object")
}

/// Puts the resources that the author named in their place: of what is `*` and may be one of them, and else of whatever
/// the call says of the same service.
fn name(needs: &mut [Need], named: &[String], declared: &[Declared]) {
    let mut rest: Vec<&String> = named.iter().collect();
    for need in needs.iter_mut() {
        let (resources, is_narrowed) = super::narrowed(std::mem::take(&mut need.resources), named, declared);
        need.resources = resources;
        if is_narrowed {
            need.wide.clear();
            rest.retain(|it| !need.resources.iter().any(|resource| is_named(it, resource)));
        }
    }
    for need in needs {
        let service = need.action.split_once(':').map_or("", |it| it.0);
        let mut fitting: Vec<String> = Vec::new();
        let mut is_all_there = true;
        for named in &rest {
            let fits = match parts(named) {
                Some([_, _, of, ..]) => of == service || is_open(of),
                None => !need.is_dependent,
            };
            if !fits {
                continue;
            }
            // A bucket stands for its objects where those are meant.
            let objects = if is_object(need.action) { objects(named) } else { None };
            let meant = objects.unwrap_or_else(|| (*named).clone());
            is_all_there &= need.resources.iter().any(|resource| is_within(&meant, resource));
            fitting.push(meant);
        }
        if !is_all_there {
            need.resources = fitting;
            need.wide.clear();
        }
    }
}
