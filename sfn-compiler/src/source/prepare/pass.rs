//! Pass: a value that is assigned, a variable, or nothing.

use sfn_asl::machine::PathField;
use sfn_asl::value::{Value, ValueKind};

use super::super::literal::ident;
use super::super::pretty::{Doc, text};
use super::super::query::{self, Root, path_tokens};
use super::super::value::{Style, object, value};
use super::super::{attributes, call};
use super::{Effect, Rest};

impl Rest<'_> {
    pub(super) fn pass(&mut self, result: Option<&Value>) -> Option<Effect> {
        let state = self.state;
        self.has_none(&[state.result_selector.is_some(), state.retry.is_some(), state.catch.is_some()])?;
        let (target, source) =
            if self.is_jsonata() { self.pass_jsonata(result)? } else { self.pass_jsonpath(result)? };
        Some(Effect {
            is_value: false,
            target: text(target),
            source,
            is_block: false,
            part: String::new(),
            select: None,
            catch: None,
        })
    }

    /// Target and source.
    fn pass_jsonpath(&mut self, result: Option<&Value>) -> Option<(String, Doc)> {
        let state = self.state;
        self.has_none(&[state.output.is_some()])?;
        let path = match &state.result_path {
            Some(PathField::Null(_)) => return None,
            Some(PathField::Path(path)) if path.as_written() != "$" => Some(path_tokens(path.as_written())?),
            _ => None,
        };
        self.attribute(attributes::path("output", &state.output_path));
        let input = match &state.input_path {
            Some(PathField::Path(path)) if path.as_written() != "$" => Some(query::path(path.as_written())),
            _ => None,
        };
        let is_null = matches!(&state.input_path, Some(PathField::Null(_)));
        let bare = path.is_none() && input.is_none() && !is_null && state.output_path.is_none();
        let target = path.map_or("$ = ".to_owned(), |it| format!("{it} = "));
        let source = match (result, &state.arguments) {
            (Some(_), Some(_)) => return None,
            (Some(result), None) => {
                // A path alone would be taken for `InputPath`: data never is one.
                self.input();
                self.assign(Root::Input)?;
                return Some((target, value(result, Style::PLAIN)));
            }
            (None, Some(arguments)) => {
                self.input();
                self.assign(Root::Input)?;
                if arguments.is_dynamic() {
                    return Some((target, value(arguments, Style::PLAIN)));
                }
                let target = if target == "$ = " { String::new() } else { target };
                return Some((target, pass_of(arguments)));
            }
            (None, None) => input,
        };
        match source {
            Some(path) => {
                self.assign(Root::Input)?;
                Some((target, text(path)))
            }
            None if bare => {
                if let Some(doc) = self.lone_let() {
                    return Some(doc);
                }
                self.assign(Root::Input)?;
                Some((String::new(), text("pass")))
            }
            None => {
                self.input();
                self.assign(Root::Input)?;
                // Nothing is given: what `$` is goes where the target says.
                if target == "$ = " || is_null {
                    let target = if target == "$ = " { String::new() } else { target };
                    return Some((target, text("pass")));
                }
                Some((target, text("$")))
            }
        }
    }

    fn pass_jsonata(&mut self, result: Option<&Value>) -> Option<(String, Doc)> {
        let state = self.state;
        self.has_none(&[
            result.is_some(),
            state.arguments.is_some(),
            state.input_path.is_some(),
            state.output_path.is_some(),
            state.result_path.is_some(),
        ])?;
        match &state.output {
            None => {
                if let Some(doc) = self.lone_let() {
                    return Some(doc);
                }
                self.assign(Root::Input)?;
                Some((String::new(), text("pass")))
            }
            Some(output) => {
                self.assign(Root::Input)?;
                Some(("$ = ".to_owned(), value(output, Style::PLAIN)))
            }
        }
    }

    /// `let x = value`
    fn lone_let(&self) -> Option<(String, Doc)> {
        let ValueKind::Object(fields) = &self.state.assign.as_ref()?.kind else { return None };
        let [field] = fields.as_slice() else { return None };
        let name = ident(&field.key.value)?;
        Some((format!("let {name} = "), value(&field.value, Style::PLAIN)))
    }
}

/// `pass { … }`, `pass(value)`
fn pass_of(arguments: &Value) -> Doc {
    match &arguments.kind {
        ValueKind::Object(fields) => object("pass {", fields, Style::PLAIN),
        _ => call::given("pass", arguments, Style::PLAIN),
    }
}
