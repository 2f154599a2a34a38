//! Names → ARNs.

use super::request::{Declared, Request, is_arn};
use crate::catalog::resource_type;
use crate::value::hole_number;

/// The ARN of the `kind` that `text` names: a name, an ARN, or what stands for one of them.
pub fn of(kind: &str, text: &str, declared: &[Declared]) -> String {
    let as_named = |kind: &str| match resource_type(kind) {
        Some(it) if !it.arn.is_empty() => it.arn.replace("${Name}", text),
        _ => text.to_owned(),
    };
    if text.starts_with("arn:") {
        return text.to_owned();
    }
    let Some(name) = substitution(text) else { return as_named(kind) };
    match declared.iter().find(|it| it.name == name) {
        Some(it) if is_arn(&it.kind) => text.to_owned(),
        Some(it) => as_named(&it.kind),
        None if is_arn(kind) || name.to_ascii_lowercase().ends_with("arn") => text.to_owned(),
        None => as_named(kind),
    }
}

/// `x`, if `text` is just `${x}`.
pub fn substitution(text: &str) -> Option<&str> {
    let [b'$', b'{', name @ .., b'}'] = text.as_bytes() else { return None };
    let is_name = !name.is_empty() && !name.iter().any(|it| matches!(it, b'$' | b'{' | b'}'));
    if is_name { Some(&text[2..text.len() - 1]) } else { None }
}

/// `alias/x` of the alias of a key, or of its ARN.
pub fn alias(text: &str) -> Option<&str> {
    let name = parts(text).map_or(text, |it| it[5]);
    name.starts_with("alias/").then_some(name)
}

/// Every key where the alias `text` is.
pub fn keys(text: &str) -> String {
    match parts(text) {
        Some([_, partition, service, region, account, _]) => {
            format!("arn:{partition}:{service}:{region}:{account}:key/*")
        }
        None => expand("kms:key/*"),
    }
}

/// The objects in a bucket, if `arn` is that of one.
pub fn objects(arn: &str) -> Option<String> {
    let [_, _, "s3", _, _, name] = parts(arn)? else { return None };
    (!name.contains('/')).then(|| format!("{arn}/*"))
}

/// Whether `arn`, which an author named, is `resource`, or the bucket of those objects.
pub fn is_named(arn: &str, resource: &str) -> bool {
    arn == resource || resource.strip_suffix("/*").is_some_and(|it| it == arn && objects(arn).is_some())
}

/// What the ARN of a declared resource looks like that `text` stands for: its kind tells.
pub fn of_declared(text: &str, declared: &[Declared]) -> Option<String> {
    let name = substitution(text)?;
    let kind = &declared.iter().find(|it| it.name == name)?.kind;
    let arn = resource_type(kind)?.arn;
    (!arn.is_empty()).then(|| arn.replace("${Name}", name))
}

/// Whether `text` is one substitution or one constant, and nothing else.
pub fn is_one_blank(text: &str) -> bool {
    let mut chars = text.chars();
    substitution(text).is_some()
        || chars.next().is_some_and(|it| hole_number(it).is_some()) && chars.next().is_none()
}

/// `arn`, partition, service, Region, account, and the rest.
pub fn parts(arn: &str) -> Option<[&str; 6]> {
    let mut parts = [""; 6];
    let mut depth = 0;
    let (mut part, mut start) = (0, 0);
    for (at, byte) in arn.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b':' if depth == 0 && part < 5 => {
                parts[part] = &arn[start..at];
                part += 1;
                start = at + 1;
            }
            _ => {}
        }
    }
    parts[part] = &arn[start..];
    (part == 5 && parts[0] == "arn").then_some(parts)
}

/// What a name is of an ARN: what follows the last `/` or `:`.
pub fn name(text: &str) -> &str {
    if text.starts_with("arn:") { text.rsplit(['/', ':']).next().unwrap_or(text) } else { text }
}

/// The whole of a short ARN: `sagemaker:model/x` is in this account and Region, and what has no service stays as it is.
pub fn expand(short: &str) -> String {
    if short.starts_with("arn:") {
        return short.to_owned();
    }
    match short.split_once(':') {
        Some(("s3", rest)) => format!("arn:${{AWS::Partition}}:s3:::{rest}"),
        Some(("iam", rest)) => format!("arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:{rest}"),
        Some((service, rest)) if !service.contains(['$', '{']) => {
            format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{rest}")
        }
        _ => short.to_owned(),
    }
}

/// A short ARN with the parameters of a call: `{JobName}` is their text, or its name if it is an ARN, or `*`.
/// `{lower:X}` is in lower case, `{id:X}` comes from a call before and is no one's fault, `{text:X}` is no name.
pub fn fill(request: &mut Request, template: &'static str) -> String {
    // What is in braces is not expanded: it may have colons.
    let at = template.find('{').unwrap_or(template.len());
    let mut text = expand(&template[..at]);
    let mut rest = &template[at..];
    while let Some(after) = rest.strip_prefix('{') {
        let (slot, behind) = after.split_once('}').unwrap_or((after, ""));
        let (how, parameter) = slot.split_once(':').unwrap_or(("", slot));
        let before = request.wide.len();
        match request.text(parameter) {
            Some(it) if how == "text" => text.push_str(&it),
            Some(it) if how == "lower" => lower(name(&it), &mut text),
            Some(it) => text.push_str(name(&it)),
            None => text.push('*'),
        }
        if how == "id" {
            request.wide.truncate(before);
        }
        let next = behind.find('{').unwrap_or(behind.len());
        text.push_str(&behind[..next]);
        rest = &behind[next..];
    }
    text
}

/// Whether the service of `arn` writes names there in lower case, however they are spelled where they are given.
pub fn is_lower(arn: &str) -> bool {
    parts(arn).is_some_and(|it| it[2] == "sagemaker")
}

/// What is known of a name, in lower case. A substitution has the name that it has.
fn lower(name: &str, out: &mut String) {
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("${") {
        let end = after.find('}').map_or(after.len(), |it| it + 1);
        out.push_str(&before.to_ascii_lowercase());
        out.push_str("${");
        out.push_str(&after[..end]);
        rest = &after[end..];
    }
    out.push_str(&rest.to_ascii_lowercase());
}

/// Whether `arn` is one of those that `pattern` stands for.
pub fn matches(pattern: &str, arn: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = arn.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(part) = last.replace(part) {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => rest.is_empty(),
    }
}

/// Whether an ARN that an author wrote is one of those that `pattern` stands for, in whatever account it is. A bucket's
/// pattern stands for no objects.
pub fn is_within(arn: &str, pattern: &str) -> bool {
    let (Some(arn), Some(pattern)) = (parts(arn), parts(pattern)) else { return false };
    arn[2] == pattern[2]
        && matches(pattern[5], arn[5])
        && (arn[2] != "s3" || arn[5].contains('/') == pattern[5].contains('/'))
}
