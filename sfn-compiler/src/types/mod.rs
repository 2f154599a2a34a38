//! The types that the author names, followed through the machine: every path that leads into one becomes a question
//! that rustc answers, on the tokens of its segments.
//!
//! Nothing is known here of what is in a type: what is followed is where in which type a value stands. A machine that
//! names no type is not followed at all.

mod choice;
mod eval;
mod filter;
mod flow;
mod give;
mod graph;
mod jsonata;
mod matched;
mod parameters;
mod shape;
#[cfg(test)]
mod tests;
mod uses;
mod views;

use proc_macro2::TokenStream;
use sfn_asl::diag::Loc;

use crate::Finding;
use crate::cx::Cx;
use crate::lower::{Lowered, ResourceValue, fragments};
use crate::syntax::ast;

pub use self::shape::{Base, Literal, Object, Shape, Step, Typed};
pub use self::uses::{Decision, Family, Form, Given, Likeness, Use, Want, Way};
pub use self::views::{View, ViewStep};

/// What rustc may answer: numbers of the catalogue.
pub const CODES: std::ops::RangeInclusive<u16> = 13011..=13020;

/// What rustc is asked of one machine.
#[derive(Default)]
pub struct Questions {
    /// The types, by number.
    pub types: Vec<TokenStream>,
    /// In the order of the source.
    pub uses: Vec<Use>,
    /// What editors are shown, in the order in which states stand in the model.
    pub views: Vec<View>,
    /// The Choices whose values rustc may know: whether one is left out is asked, not guessed.
    pub matched: Vec<Loc>,
    /// The operators of comparisons of two paths, by the hole that stands for each.
    pub operators: Vec<(char, Decision)>,
    /// What is said of each of them if rustc does not know.
    pub guesses: Vec<(Loc, Finding)>,
}

/// Follows the types of a machine.
pub fn follow(cx: &Cx, ast: &ast::Machine, lowered: &Lowered) -> Questions {
    let mut types = Types::default();
    let input = ast.input.as_ref().and_then(|it| types.number(it));
    let output = ast.output.as_ref().and_then(|it| types.number(it));
    for item in &ast.items {
        let ast::Item::Resource(resource) = item else { continue };
        let name = crate::lower::key_text(&resource.name);
        let Some(lowered) = lowered.resources.iter().find(|it| it.name == name && it.is_callable()) else {
            continue;
        };
        let mut named = fragments::types(&resource.generics).into_iter();
        let mut number = || named.next().and_then(|it| types.number(&it));
        let (takes, gives, fails) = (number(), number(), number());
        if takes.is_some() || gives.is_some() || fails.is_some() {
            let value = lowered.value.clone();
            types.functions.push(Function { name, value, takes, gives, fails });
        }
    }
    for (loc, ty) in &lowered.annotations {
        if let Some(number) = types.number(ty) {
            types.annotations.push((*loc, number));
        }
    }
    if types.list.is_empty() && lowered.compared.is_empty() {
        return Questions::default();
    }
    let uses = flow::follow(cx, lowered, &types, input, output);
    Questions {
        operators: uses.operators,
        types: types.list,
        views: uses.views,
        matched: uses.matched,
        guesses: Vec::new(),
        uses: uses::distinct(uses.list),
    }
}

/// The types of a machine.
#[derive(Default)]
struct Types {
    list: Vec<TokenStream>,
    texts: Vec<String>,
    functions: Vec<Function>,
    /// `let x: T`: the name of the variable.
    annotations: Vec<(Loc, usize)>,
}

/// A declared function or activity.
struct Function {
    name: String,
    value: ResourceValue,
    takes: Option<usize>,
    gives: Option<usize>,
    /// An enum whose values are the names of its errors.
    fails: Option<usize>,
}

impl Types {
    fn number(&mut self, ty: &TokenStream) -> Option<usize> {
        if !fragments::is_type(ty) {
            return None;
        }
        let text = ty.to_string();
        if text == "_" {
            return None;
        }
        if let Some(at) = self.texts.iter().position(|it| *it == text) {
            return Some(at);
        }
        self.texts.push(text);
        self.list.push(ty.clone());
        Some(self.list.len() - 1)
    }

    /// The function that a resource of the definition is.
    fn function(&self, lowered: &Lowered, resource: &str) -> Option<&Function> {
        self.functions.iter().find(|it| match &it.value {
            ResourceValue::Substitution => {
                resource.strip_prefix("${").and_then(|it| it.strip_suffix('}')) == Some(&it.name)
            }
            ResourceValue::Literal(text) => text.value == resource,
            ResourceValue::Constant(constant) => {
                let mut chars = resource.chars();
                let hole = chars.next().and_then(sfn_asl::value::hole_number);
                let tokens = hole.and_then(|it| lowered.holes.holes.get(it as usize));
                chars.next().is_none()
                    && tokens.is_some_and(|it| it.tokens.to_string() == constant.to_string())
            }
        })
    }

    fn annotation(&self, variable: Loc) -> Option<usize> {
        self.annotations.iter().find(|it| it.0 == variable).map(|it| it.1)
    }
}
