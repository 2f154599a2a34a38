//! The catalogue's statements, filled in from the parameters of a call.

use sfn_catalog::{Resource, Statement};

use crate::iam::arn::is_one_blank;
use crate::value::{Value, ValueKind, is_open};

/// What one call has to be allowed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// `s3:GetObject`
    pub action: &'static str,
    /// ARNs, with `*` for what is known only when the machine runs; `${Partition}`, `${Region}` and `${Account}` are
    /// those of the deployment. Just `*` if the action takes no resource.
    pub resources: Vec<String>,
    /// Operator, key, value.
    pub conditions: Vec<(&'static str, &'static str, String)>,
    /// Whether it is for what the service does for the caller.
    pub is_dependent: bool,
    /// Parameters that are not known, and without which a resource is wider than it could be.
    pub open: Vec<&'static str>,
}

/// What `service:action` has to be allowed when it is called with `arguments`. `None` if nothing is known of it: an
/// author has to say.
pub fn needs(service: &str, action: &str, arguments: Option<&Value>) -> Option<Vec<Need>> {
    let statements = sfn_catalog::iam(service, action)?;
    Some(statements.filter(|it| may_hold(it.when, arguments)).map(|it| need(it, arguments)).collect())
}

fn need(statement: Statement, arguments: Option<&Value>) -> Need {
    let mut need = Need {
        action: statement.action,
        resources: Vec::new(),
        conditions: Vec::new(),
        is_dependent: statement.is_dependent,
        open: Vec::new(),
    };
    let filled: Vec<(Filled, bool)> =
        statement.resources.iter().map(|it| (resource(it, arguments), it.is_required)).collect();
    // What is not always needed counts if the parameters name it; if nothing else does, it may be any of them.
    let counts = |filled: &Filled, is_required: bool| is_required || filled.how != How::Unnamed;
    let is_any = filled.iter().all(|it| !counts(&it.0, it.1));
    for (filled, _) in filled.into_iter().filter(|it| is_any || counts(&it.0, it.1)) {
        need.open.extend(filled.open);
        for text in filled.texts {
            if !need.resources.contains(&text) {
                need.resources.push(text);
            }
        }
    }
    if need.resources.is_empty() {
        need.resources.push("*".to_owned());
    }
    for condition in &statement.conditions {
        let filled = fill(condition.value, arguments);
        if let (Some(value), How::Known) = (filled.texts.into_iter().next(), filled.how) {
            need.conditions.push((condition.operator, condition.key, value));
        }
    }
    need
}

/// A template with what is known of the parameters in it.
struct Filled {
    texts: Vec<String>,
    how: How,
    /// Parameters that are there, and not known.
    open: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// All that belongs in it is.
    Known,
    /// Part of it is known only when the machine runs.
    Open,
    /// The parameters say nothing of it.
    Unnamed,
}

fn resource(resource: &Resource, arguments: Option<&Value>) -> Filled {
    let Some(whole) = resource.whole else { return fill(resource.template, arguments) };
    match find(arguments, whole) {
        // Where a name may be given, too, it is for the template to say what it is of.
        Found::Texts(texts)
            if texts.iter().all(|it| is_arn(it) || is_one_blank(it) && !names(resource.template, whole)) =>
        {
            let fits = texts.iter().all(|it| !is_arn(it) || fits(it, resource.template));
            Filled { texts, how: if fits { How::Known } else { How::Unnamed }, open: Vec::new() }
        }
        Found::Open => {
            let texts = fill(resource.template, None).texts;
            Filled { texts, how: How::Open, open: vec![whole] }
        }
        _ => fill(resource.template, arguments),
    }
}

/// Whether the parameter at `path` belongs into a template.
fn names(template: &'static str, path: &str) -> bool {
    let mut rest = template;
    while let Some((_, slot, after)) = next_slot(rest) {
        if slot.split([':', '|']).next() == Some(path) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether an ARN is of the kind that a template is of.
fn fits(arn: &str, template: &str) -> bool {
    let parts = |text: &'_ str| {
        let mut parts = text.splitn(6, ':').skip(2);
        (parts.next().unwrap_or_default().to_owned(), parts.nth(2).unwrap_or_default().to_owned())
    };
    let ((service, resource), (wanted, kind)) = (parts(arn), parts(template));
    let kind = kind.split(['*', '{', '$']).next().unwrap_or_default();
    service == wanted && resource.starts_with(kind)
}

/// What a path finds in the parameters.
#[derive(Debug)]
enum Found {
    /// Nothing.
    Absent,
    /// Text, known in full.
    Texts(Vec<String>),
    /// Something that is known only when the machine runs.
    Open,
}

/// `Entries[].Name`, `Items{}`
fn find(arguments: Option<&Value>, path: &str) -> Found {
    let Some(arguments) = arguments else { return Found::Open };
    let mut texts = Vec::new();
    match collect(arguments, path, &mut texts) {
        false => Found::Open,
        true if texts.is_empty() => Found::Absent,
        true => Found::Texts(texts),
    }
}

/// Whether everything at `path` is known.
fn collect(value: &Value, path: &str, texts: &mut Vec<String>) -> bool {
    let (part, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, is_list) = part.strip_suffix("[]").map_or((part, false), |it| (it, true));
    let (name, is_keys) = name.strip_suffix("{}").map_or((name, false), |it| (it, true));
    let inner = match &value.kind {
        ValueKind::Object(_) => match value.get(name) {
            Some(inner) => inner,
            None => return true,
        },
        ValueKind::Query(_) => return false,
        ValueKind::String(text) if is_open(text) => return false,
        _ => return true,
    };
    let mut into = |inner: &Value| match (&inner.kind, rest) {
        (ValueKind::Query(_), _) => false,
        // Deploy-time parts stay what they are.
        (ValueKind::String(text) | ValueKind::Number(text), "") => {
            texts.push(text.clone());
            true
        }
        (_, "") => true,
        _ => collect(inner, rest, texts),
    };
    match &inner.kind {
        ValueKind::Array(items) if is_list => {
            // All of them are looked at, known or not.
            let known: Vec<bool> = items.iter().map(into).collect();
            known.into_iter().all(|it| it)
        }
        ValueKind::Object(fields) if is_keys => {
            texts.extend(fields.iter().map(|it| it.key.value.clone()));
            true
        }
        ValueKind::Query(_) => false,
        _ => into(inner),
    }
}

/// Whether a statement is needed, as far as is known.
fn may_hold(when: Option<&str>, arguments: Option<&Value>) -> bool {
    let Some(when) = when else { return true };
    if let Some(path) = when.strip_prefix('!') {
        return !matches!(find(arguments, path), Found::Texts(_)) && !is_given(arguments, path);
    }
    if let Some((path, value)) = when.split_once("!=") {
        return !matches!(find(arguments, path), Found::Texts(texts) if texts.iter().all(|it| it == value));
    }
    if let Some((path, part)) = when.split_once('~') {
        let has = |it: &String| it.to_ascii_lowercase().contains(&part.to_ascii_lowercase());
        return !matches!(find(arguments, path), Found::Texts(texts) if !texts.iter().any(has));
    }
    is_given(arguments, when)
}

/// Whether anything at all is, or may be, at `path`.
fn is_given(arguments: Option<&Value>, path: &str) -> bool {
    let mut values: Vec<&Value> = match arguments {
        Some(it) => vec![it],
        None => return true,
    };
    for part in path.split('.') {
        let (name, is_list) = part.strip_suffix("[]").map_or((part, false), |it| (it, true));
        let mut inner = Vec::new();
        for value in values {
            match (&value.kind, value.get(name)) {
                (ValueKind::Query(_), _) => return true,
                (_, Some(it)) => match &it.kind {
                    ValueKind::Array(items) if is_list => inner.extend(items),
                    _ => inner.push(it),
                },
                _ => {}
            }
        }
        values = inner;
    }
    !values.is_empty()
}

/// The texts that a template stands for; of a call without parameters that are known, with `*` for each.
fn fill(template: &'static str, arguments: Option<&Value>) -> Filled {
    let mut filled = Filled { texts: vec![String::new()], how: How::Unnamed, open: Vec::new() };
    let mut rest = template;
    let mut is_absent = false;
    while let Some((before, slot, after)) = next_slot(rest) {
        filled.texts.iter_mut().for_each(|it| it.push_str(before));
        rest = after;
        let (slot, default) = slot.split_once('|').map_or((slot, None), |it| (it.0, Some(it.1)));
        let (path, filter) = slot.split_once(':').map_or((slot, ""), |it| (it.0, it.1));
        let values = match (find(arguments, path), default) {
            (Found::Texts(values), _) => values,
            (Found::Absent, Some(default)) => vec![default.to_owned()],
            (Found::Absent, None) => {
                is_absent = true;
                vec!["*".to_owned()]
            }
            (Found::Open, _) => {
                filled.open.push(path);
                vec!["*".to_owned()]
            }
        };
        let texts = filled.texts.iter().flat_map(|text| values.iter().map(|it| join(text, it, filter)));
        filled.texts = texts.collect();
        filled.how = How::Known;
    }
    filled.texts.iter_mut().for_each(|it| it.push_str(rest));
    if is_absent {
        filled.how = How::Unnamed;
    } else if !filled.open.is_empty() {
        filled.how = How::Open;
    }
    filled
}

/// The next part of an ARN. One that is an ARN itself says all that is before it, account and Region included.
fn join(text: &str, value: &str, filter: &str) -> String {
    let service = |it: &str| it.split(':').nth(2).map(str::to_owned);
    if is_arn(value) && service(value) == service(text) {
        return value.to_owned();
    }
    // Which key an alias is of is not known before the machine runs.
    if value.starts_with("alias/") && service(text).as_deref() == Some("kms") {
        return format!("{text}*");
    }
    format!("{text}{}", filtered(value, filter))
}

/// What stands before the next `{…}` that is not a `${…}`, what is in it, and what follows.
fn next_slot(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('{')?;
        if at > 0 && text.as_bytes()[at - 1] == b'$' {
            from = at + 1;
            continue;
        }
        // The keys of a map are written `{Items{}}`.
        let mut end = at + 1 + text[at + 1..].find('}')?;
        if text[at + 1..end].contains('{') {
            end = end + 1 + text[end + 1..].find('}')?;
        }
        return Some((&text[..at], &text[at + 1..end], &text[end + 1..]));
    }
}

fn filtered(text: &str, filter: &str) -> String {
    let name = |text: &str| text.rsplit('/').next().unwrap_or(text).to_owned();
    match filter {
        "/" => name(text),
        "^/" => text.strip_prefix('/').unwrap_or(text).to_owned(),
        "fn" => {
            let name = text.split_once(":function:").map_or(text, |it| it.1);
            name.split(':').next().unwrap_or(name).to_owned()
        }
        "family" => name(text).split(':').next().unwrap_or_default().to_owned(),
        "revision" => name(text).split_once(':').map_or("*".to_owned(), |it| it.1.to_owned()),
        _ => text.to_owned(),
    }
}

fn is_arn(text: &str) -> bool {
    text.starts_with("arn:")
}
