//! The arms of `catch`, left of `=>`.

use sfn_asl::machine::{Catcher, PathField};
use sfn_asl::value::{Value, ValueKind};

use super::super::attributes;
use super::super::literal::{comment, ident};
use super::super::pretty::{Doc, concat, group, text};
use super::super::query::{Root, path_tokens};
use super::result::merged;
use super::{CatchHead, Rest, push};

impl Rest<'_> {
    pub(super) fn catch(&self) -> Option<Option<Vec<CatchHead>>> {
        let Some(catchers) = &self.state.catch else { return Some(None) };
        catchers.iter().map(|it| self.catcher(it)).collect::<Option<Vec<_>>>().map(Some)
    }

    fn catcher(&self, catcher: &Catcher) -> Option<CatchHead> {
        if catcher.error_equals.is_empty() || catcher.next.is_none() {
            return None;
        }
        let mut before = Vec::new();
        if let Some(it) = &catcher.comment {
            before.extend(comment(&it.value, "///"));
        }
        let names: Vec<String> = catcher
            .error_equals
            .iter()
            .map(|it| match it.value.as_str() {
                "States.ALL" => "_".to_owned(),
                name => attributes::error_name(name),
            })
            .collect();
        let (binding, is_assigned) = if self.is_jsonata() {
            self.has_none(&[catcher.result_path.is_some()])?;
            caught_jsonata(catcher, &mut before)?
        } else {
            self.has_none(&[catcher.output.is_some()])?;
            caught(catcher)?
        };
        if let Some(assigned) = catcher.assign.as_ref().filter(|_| !is_assigned) {
            push(&mut before, attributes::assign(assigned, Root::ErrorOutput)?);
        }
        let mut parts = Vec::new();
        for (i, name) in names.into_iter().enumerate() {
            if i > 0 {
                parts.push(concat([Doc::Line, text("| ")]));
            }
            parts.push(text(name));
        }
        parts.push(text(binding));
        Some(CatchHead { before, pattern: group(Doc::Concat(parts)) })
    }
}

/// `as …` of a catch arm, and whether that says what is assigned.
fn caught(catcher: &Catcher) -> Option<(String, bool)> {
    Some(match &catcher.result_path {
        None => (" as $".to_owned(), false),
        Some(PathField::Path(path)) => (format!(" as {}", path_tokens(path.as_written())?), false),
        Some(PathField::Null(_)) => match catcher.assign.as_ref().and_then(|it| whole_error(it, "$")) {
            Some(name) => (format!(" as {name}"), true),
            None => (String::new(), false),
        },
    })
}

fn caught_jsonata(catcher: &Catcher, before: &mut Vec<Doc>) -> Option<(String, bool)> {
    let Some(output) = &catcher.output else { return Some((" as $".to_owned(), false)) };
    if let ValueKind::Query(query) = &output.kind {
        if query.as_written() == "{% $states.input %}" {
            let name = catcher.assign.as_ref().and_then(|it| whole_error(it, "{% $states.errorOutput %}"));
            return Some(match name {
                Some(name) => (format!(" as {name}"), true),
                None => (String::new(), false),
            });
        }
        if let Some(path) = merged(query.as_written(), "$states.errorOutput") {
            return Some((format!(" as {path}"), false));
        }
    }
    push(before, attributes::output(output, Root::ErrorOutput));
    Some((" as $".to_owned(), false))
}

/// The variable that gets all of the error and nothing else is assigned.
fn whole_error(assigned: &Value, whole: &str) -> Option<String> {
    let ValueKind::Object(fields) = &assigned.kind else { return None };
    let [field] = fields.as_slice() else { return None };
    match &field.value.kind {
        ValueKind::Query(query) if query.as_written() == whole => ident(&field.key.value),
        _ => None,
    }
}
