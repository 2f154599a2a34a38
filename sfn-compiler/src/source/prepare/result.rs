//! Where the result of a Task, Map or Parallel goes.

use sfn_asl::machine::PathField;
use sfn_asl::value::{Field, Query, Value, ValueKind};

use super::super::attributes;
use super::super::literal::{ident, is_ident};
use super::super::pretty::{Doc, concat, list, nothing, text};
use super::super::query::{self, Root, part_tokens, path_tokens};
use super::super::value::{Style, value};
use super::Rest;

/// Where a result goes.
pub(super) struct Result {
    pub(super) target: Doc,
    pub(super) is_value: bool,
    pub(super) part: String,
    pub(super) select: Option<Doc>,
}

impl Rest<'_> {
    /// Where the result of a Task, Map or Parallel goes; what has no shorter form becomes attributes.
    pub(super) fn result(&mut self) -> Option<Result> {
        if self.is_jsonata() {
            self.has_none(&[self.state.result_path.is_some(), self.state.result_selector.is_some()])?;
            return self.result_jsonata();
        }
        self.has_none(&[self.state.output.is_some()])?;
        let select = self.state.result_selector.as_ref().map(|it| value(it, Style::PLAIN));
        let result =
            |target: Doc, is_value: bool, part: String| Result { target, is_value, part, select: None };
        let mut result = match &self.state.result_path {
            Some(PathField::Null(_)) => match self.state.assign.as_ref().and_then(bound) {
                Some((target, part)) if part.is_empty() || select.is_none() => {
                    self.attribute(attributes::path("output", &self.state.output_path));
                    return Some(Result { select, ..result(target, false, part) });
                }
                _ => result(nothing(), false, String::new()),
            },
            Some(PathField::Path(path)) if path.as_written() != "$" => {
                let path = path_tokens(path.as_written())?;
                result(text(format!("{path} = ")), false, String::new())
            }
            _ => {
                let part = match &self.state.output_path {
                    Some(PathField::Path(path)) if select.is_none() => part_tokens(path.as_written()),
                    _ => None,
                };
                if let Some(part) = part {
                    self.assign(Root::Result)?;
                    return Some(result(text("$ = "), true, part));
                }
                result(text("$ = "), true, String::new())
            }
        };
        self.attribute(attributes::path("output", &self.state.output_path));
        self.assign(Root::Result)?;
        result.select = select;
        Some(result)
    }

    fn result_jsonata(&mut self) -> Option<Result> {
        let result =
            |target: Doc, is_value: bool, part: String| Result { target, is_value, part, select: None };
        let Some(output) = &self.state.output else {
            self.assign(Root::Result)?;
            return Some(result(text("$ = "), true, String::new()));
        };
        let written = |value: &Value| match &value.kind {
            ValueKind::Query(query) => Some(query.as_written().to_owned()),
            _ => None,
        };
        if written(output).as_deref() == Some("{% $states.input %}") {
            match self.state.assign.as_ref().and_then(bound) {
                Some((target, part)) => return Some(result(target, false, part)),
                None => {
                    let single = self.state.assign.as_ref().and_then(|it| match &it.kind {
                        ValueKind::Object(fields) if fields.len() == 1 => fields.first(),
                        _ => None,
                    });
                    if let Some((name, field)) = single.and_then(|it| Some((ident(&it.key.value)?, it)))
                        && reads_result(&field.value)
                    {
                        let select = value(&field.value, Style::of(Root::Result));
                        let target = text(format!("let {name} = "));
                        return Some(Result { select: Some(select), ..result(target, false, String::new()) });
                    }
                    self.assign(Root::Result)?;
                    return Some(result(nothing(), false, String::new()));
                }
            }
        }
        self.assign(Root::Result)?;
        if let Some(path) = written(output).and_then(|it| query::jsonata_path(&it, Root::Result))
            && let Some(part) = path.strip_prefix("$.").and_then(|it| part_tokens(&format!("$.{it}")))
        {
            return Some(result(text("$ = "), true, part));
        }
        if let Some(target) = written(output).and_then(|it| merged(&it, "$states.result")) {
            return Some(result(text(format!("{target} = ")), false, String::new()));
        }
        if reads_result(output) {
            let select = value(output, Style::of(Root::Result));
            return Some(Result { select: Some(select), ..result(text("$ = "), true, String::new()) });
        }
        self.attribute(Some(attributes::output(output, Root::Input)));
        Some(result(text("$ = "), true, String::new()))
    }
}

/// `let x = `, `let { A: a } = ` and the part of the result, for what is assigned if it is all of the result or parts
/// of it.
fn bound(assigned: &Value) -> Option<(Doc, String)> {
    let ValueKind::Object(fields) = &assigned.kind else { return None };
    let path = |field: &Field| -> Option<String> {
        let ValueKind::Query(query) = &field.value.kind else { return None };
        let written = query.as_written();
        match &query.tree {
            sfn_asl::value::QueryTree::Path(_) => {
                Some(written.to_owned()).filter(|it| it == "$" || it.starts_with("$."))
            }
            sfn_asl::value::QueryTree::Jsonata(_) => {
                query::jsonata_path(written, Root::Result).filter(|it| it == "$" || it.starts_with("$."))
            }
            _ => None,
        }
    };
    if let [field] = fields.as_slice() {
        let name = ident(&field.key.value)?;
        let path = path(field)?;
        let part = if path == "$" { String::new() } else { part_tokens(&path)? };
        return Some((text(format!("let {name} = ")), part));
    }
    let mut members = Vec::new();
    for field in fields {
        let name = ident(&field.key.value)?;
        let member = path(field)?.strip_prefix("$.").filter(|it| is_ident(it))?.to_owned();
        members.push(text(if member == name { name } else { format!("{member}: {name}") }));
    }
    let members = list("{", members, "}", Doc::Line);
    (fields.len() > 1).then(|| (concat([text("let "), members, text(" = ")]), String::new()))
}

/// `$.a.b` for `{% $merge([$states.input, {'a': $merge([$states.input.a, {'b': of}])}]) %}`.
pub(super) fn merged(written: &str, of: &str) -> Option<String> {
    let mut rest = written.strip_prefix("{% ")?.strip_suffix(" %}")?;
    let mut names: Vec<&str> = Vec::new();
    while rest != of {
        let so_far =
            std::iter::once("$states.input").chain(names.iter().copied()).collect::<Vec<_>>().join(".");
        let inside = rest.strip_prefix(&format!("$merge([{so_far}, {{'"))?.strip_suffix("}])")?;
        let (name, inside) = inside.split_once("': ")?;
        let is_plain =
            is_ident(name) && !matches!(name, "and" | "or" | "in" | "true" | "false" | "null" | "function");
        names.push(Some(name).filter(|_| is_plain)?);
        rest = inside;
    }
    (!names.is_empty()).then(|| format!("$.{}", names.join(".")))
}

/// Whether a value looks at the result: then it is a `select`.
fn reads_result(value: &Value) -> bool {
    let mut reads = false;
    value.each_query(&mut |query: &Query| reads |= query.as_written().contains("$states.result"));
    reads
}
