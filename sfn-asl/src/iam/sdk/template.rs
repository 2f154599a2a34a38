//! The templates of the catalogue, filled in from the parameters of a call.
//!
//! `sfn_catalog::Resource` says how they are written.

use crate::diag::Loc;
use crate::iam::arn::{is_one_blank, parts, substitution};
use crate::iam::request::{Declared, Given, Request, is_arn as is_arn_of};
use crate::iam::special;
use crate::value::{Value, ValueKind, is_open};

/// A template with what is known of the parameters in it.
pub struct Filled {
    /// With `*` for what is not known.
    pub texts: Vec<String>,
    /// How much of it is known.
    pub how: How,
    /// Parameters without which it is wider than it could be, and where they are, if anywhere.
    pub open: Vec<(&'static str, Loc)>,
}

/// How much of a template is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// All that belongs in it.
    Known,
    /// Part of it is known only when the machine runs.
    Open,
    /// The parameters say nothing of it.
    Unnamed,
}

/// What takes more than a template, where it is part of one: by service and parameter.
type Special = fn(&mut Request) -> Vec<String>;

const SPECIAL: &[(&str, &str, Special)] = &[
    ("bedrock", "ModelId", special::model),
    ("lambda", "FunctionName", special::function),
    ("sqs", "QueueUrl", special::queue),
];

/// The resources that a row of the catalogue stands for.
pub fn resource(request: &Request, row: &sfn_catalog::Resource) -> Filled {
    let service = row.template.split(':').nth(2).unwrap_or_default();
    let is_there = |parameter: &str| slots(row.template).any(|it| it == parameter);
    if let Some((_, parameter, special)) = SPECIAL.iter().find(|it| it.0 == service && is_there(it.1)) {
        if matches!(find(request, parameter), Found::Absent) {
            return fill(request, row.template);
        }
        let mut inner = Request::new(request.arguments(), request.declared);
        let texts = special(&mut inner);
        let how = if inner.wide.is_empty() { How::Known } else { How::Open };
        return Filled { texts, how, open: inner.wide };
    }
    let Some(whole) = row.whole else { return fill(request, row.template) };
    let is_name = |it: &String| !it.starts_with("arn:") && !is_one_blank(it);
    if let (Some(all), Found::Texts(texts)) = (row.template.strip_suffix(":role/*"), find(request, whole))
        && texts.iter().all(is_name)
    {
        // A role may be given by its name.
        let texts = texts.iter().map(|it| format!("{}:role/{it}", spelled(all))).collect();
        return Filled { texts, how: How::Known, open: Vec::new() };
    }
    match find(request, whole) {
        // Where a name may be given, too, it is for the template to say what it is of.
        Found::Texts(texts)
            if texts.iter().all(|it| {
                is_arn(it, request.declared) || is_one_blank(it) && !slots(row.template).any(|it| it == whole)
            }) =>
        {
            let how = match texts.iter().all(|it| !it.starts_with("arn:") || fits(it, row.template)) {
                true => How::Known,
                false => How::Unnamed,
            };
            Filled { texts, how, open: Vec::new() }
        }
        Found::Open(loc) => {
            let texts = fill(&Request::new(None, &[]), row.template).texts;
            Filled { texts, how: How::Open, open: vec![(whole, loc)] }
        }
        _ => fill(request, row.template),
    }
}

/// The texts that a template stands for; where no parameters are known, with `*` for each.
pub fn fill(request: &Request, template: &'static str) -> Filled {
    let mut filled = Filled { texts: vec![String::new()], how: How::Unnamed, open: Vec::new() };
    let mut rest = template;
    let mut is_absent = false;
    while let Some((before, slot, after)) = next_slot(rest) {
        let before = spelled(before);
        filled.texts.iter_mut().for_each(|it| it.push_str(&before));
        rest = after;
        let (slot, default) = slot.split_once('|').map_or((slot, None), |it| (it.0, Some(it.1)));
        let (path, filter) = slot.split_once(':').map_or((slot, ""), |it| (it.0, it.1));
        let values = match (find(request, path), default) {
            (Found::Texts(values), _) => values,
            (Found::Absent, Some(default)) => vec![default.to_owned()],
            (Found::Absent, None) => {
                is_absent = true;
                vec!["*".to_owned()]
            }
            (Found::Open(loc), _) => {
                filled.open.push((path, loc));
                vec!["*".to_owned()]
            }
        };
        let part = Part { template, filter, declared: request.declared };
        let mut texts = Vec::with_capacity(filled.texts.len() * values.len());
        for text in &filled.texts {
            for value in &values {
                texts.push(part.join(text, value));
            }
        }
        filled.texts = texts;
        filled.how = How::Known;
    }
    let behind = spelled(rest);
    filled.texts.iter_mut().for_each(|it| it.push_str(&behind));
    if is_absent {
        filled.how = How::Unnamed;
    } else if !filled.open.is_empty() {
        filled.how = How::Open;
    }
    filled
}

/// The deployment's parameters, as the policies of this crate have them.
fn spelled(text: &str) -> String {
    text.replace("${Partition}", "${AWS::Partition}")
        .replace("${Region}", "${AWS::Region}")
        .replace("${Account}", "${AWS::AccountId}")
}

/// What one value is put into.
struct Part<'a> {
    template: &'static str,
    filter: &'a str,
    declared: &'a [Declared],
}

impl Part<'_> {
    /// The next part of an ARN. One that is an ARN itself says all that is before it, account and Region included; of one
    /// of another kind, a cluster's before a task, the name counts.
    fn join(&self, text: &str, value: &str) -> String {
        let service = self.template.split(':').nth(2).unwrap_or_default();
        if is_arn(value, self.declared) {
            return match parts(value) {
                Some([_, _, of, _, _, rest]) if of == service && !fits(value, self.template) => {
                    format!("{text}{}", rest.rsplit(['/', ':']).next().unwrap_or(rest))
                }
                Some([_, _, of, ..]) if of != service && !is_open(of) => {
                    format!("{text}{}", filtered(value, self.filter))
                }
                _ => value.to_owned(),
            };
        }
        // Which key an alias is of is not known before the machine runs.
        if value.starts_with("alias/") && service == "kms" {
            return format!("{text}*");
        }
        format!("{text}{}", filtered(value, self.filter))
    }
}

/// The parameters that belong into a template, without what is done to them.
pub fn slots(template: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, slot, after) = next_slot(rest)?;
        rest = after;
        slot.split([':', '|']).next()
    })
}

/// Whether an ARN is of the kind that a template is of.
fn fits(arn: &str, template: &str) -> bool {
    let Some([_, _, service, _, _, resource]) = parts(arn) else { return false };
    let mut wanted = template.splitn(6, ':').skip(2);
    let (wanted, kind) = (wanted.next().unwrap_or_default(), wanted.nth(2).unwrap_or_default());
    let kind = kind.split(['*', '{', '$']).next().unwrap_or_default();
    (service == wanted || is_open(service)) && (resource.starts_with(kind) || is_open(resource))
}

/// What a path finds in the parameters.
#[derive(Debug)]
enum Found {
    /// Nothing.
    Absent,
    /// Text, with `*` for what is known only when the machine runs.
    Texts(Vec<String>),
    /// Something that is known only when the machine runs.
    Open(Loc),
}

/// `Entries[].Name`, `Items{}`
fn find(request: &Request, path: &str) -> Found {
    let Some(arguments) = request.arguments() else { return Found::Open(Loc::NONE) };
    let mut texts = Vec::new();
    match collect(arguments, path, &mut texts) {
        Err(loc) => Found::Open(loc),
        Ok(()) if texts.is_empty() => Found::Absent,
        Ok(()) => Found::Texts(texts),
    }
}

/// Where anything at `path` is not known.
fn collect(value: &Value, path: &str, texts: &mut Vec<String>) -> Result<(), Loc> {
    let (part, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, is_list) = part.strip_suffix("[]").map_or((part, false), |it| (it, true));
    let (name, is_keys) = name.strip_suffix("{}").map_or((name, false), |it| (it, true));
    let inner = match &value.kind {
        ValueKind::Object(_) => match value.get(name) {
            Some(inner) => inner,
            None => return Ok(()),
        },
        ValueKind::Query(_) => return Err(value.loc),
        ValueKind::String(text) if is_open(text) => return Err(value.loc),
        _ => return Ok(()),
    };
    match &inner.kind {
        ValueKind::Array(items) if is_list => {
            // All of them are looked at, known or not.
            let mut known = Ok(());
            for item in items {
                known = known.and(enter(item, rest, texts));
            }
            known
        }
        ValueKind::Object(fields) if is_keys => {
            texts.extend(fields.iter().map(|it| it.key.value.clone()));
            Ok(())
        }
        ValueKind::Query(_) if is_list || is_keys => Err(inner.loc),
        _ => enter(inner, rest, texts),
    }
}

fn enter(value: &Value, rest: &str, texts: &mut Vec<String>) -> Result<(), Loc> {
    if !rest.is_empty() {
        return collect(value, rest, texts);
    }
    match Given::of(value) {
        // Deploy-time parts stay what they are.
        Given::Text(text) => texts.push(text.into_owned()),
        Given::Dynamic(loc) => return Err(loc),
        Given::Absent | Given::Value(_) => {}
    }
    Ok(())
}

/// Whether a statement is needed, as far as is known.
pub fn may_hold(request: &Request, when: Option<&str>) -> bool {
    let Some(when) = when else { return true };
    if let Some(path) = when.strip_prefix('!') {
        return is_given(request, path) != Some(true);
    }
    if let Some((path, value)) = when.split_once("!=") {
        return !matches!(find(request, path), Found::Texts(texts) if texts.iter().all(|it| it == value));
    }
    if let Some((path, part)) = when.split_once('~') {
        let has = |it: &String| {
            it.contains('*') || is_open(it) || it.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
        };
        return !matches!(find(request, path), Found::Texts(texts) if !texts.iter().any(has));
    }
    is_given(request, when) != Some(false)
}

/// Whether anything at all is at `path`, if that is known.
fn is_given(request: &Request, path: &str) -> Option<bool> {
    let mut values: Vec<&Value> = vec![request.arguments()?];
    for part in path.split('.') {
        let (name, is_list) = part.strip_suffix("[]").map_or((part, false), |it| (it, true));
        let mut inner = Vec::new();
        for value in values {
            match (&value.kind, value.get(name)) {
                (ValueKind::Query(_), _) => return None,
                (_, Some(it)) => match &it.kind {
                    ValueKind::Array(items) if is_list => inner.extend(items),
                    _ => inner.push(it),
                },
                _ => {}
            }
        }
        values = inner;
    }
    Some(!values.is_empty())
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
        // Where the bucket is not known, its name may be of any length.
        "s3" => text.strip_prefix("s3://").unwrap_or("*/*").to_owned(),
        "^/" => text.strip_prefix('/').unwrap_or(text).to_owned(),
        "fn" => {
            let name = text.split_once(":function:").map_or(text, |it| it.1);
            name.split(':').next().unwrap_or(name).to_owned()
        }
        // Which part of a text that is filled in later is the revision is not known.
        "family" if is_open(text) => name(text),
        "revision" if is_open(text) => "*".to_owned(),
        "family" => name(text).split(':').next().unwrap_or_default().to_owned(),
        "revision" => name(text).split_once(':').map_or("*".to_owned(), |it| it.1.to_owned()),
        _ => text.to_owned(),
    }
}

/// Whether a text is an ARN, or stands for one.
fn is_arn(text: &str, declared: &[Declared]) -> bool {
    let Some(name) = substitution(text) else { return text.starts_with("arn:") };
    match declared.iter().find(|it| it.name == name) {
        Some(it) => is_arn_of(&it.kind),
        None => name.to_ascii_lowercase().ends_with("arn"),
    }
}
