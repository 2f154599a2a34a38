//! Update expressions.
//!
//! Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>

use serde_json::{Value, json};

use super::expression::{Item, Names, Parser, Path, Refusal};
use super::value::{add, members, type_name, typed};

/// What becomes of the attributes of an item.
pub(super) struct Update {
    actions: Vec<(Path, Action)>,
}

enum Action {
    Set(Operand),
    Remove,
    Add(Value),
    Delete(Value),
}

enum Operand {
    Path(Path),
    Value(Value),
    IfNotExists(Path, Box<Operand>),
    ListAppend(Box<Operand>, Box<Operand>),
    Sum(Box<Operand>, Box<Operand>, bool),
}

const CLAUSES: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];

impl Update {
    pub(super) fn parse(text: &str, names: &mut Names<'_>) -> Result<Update, Refusal> {
        let mut parser = Parser::new(text, names)?;
        let mut actions: Vec<(Path, Action)> = Vec::new();
        let mut clauses = Vec::new();
        while !parser.is_at_end() {
            let clause = parser.eat_word(&CLAUSES).ok_or_else(|| parser.unexpected())?;
            if clauses.contains(&clause) {
                return Err(format!(
                    "The \"{clause}\" section can only be used once in an update expression;"
                ));
            }
            clauses.push(clause);
            loop {
                let path = parser.path()?;
                if let Some((other, _)) = actions.iter().find(|it| it.0.overlaps(&path)) {
                    return Err(format!(
                        "Two document paths overlap with each other; must remove or rewrite one of these paths; path \
                         one: {other}, path two: {path}"
                    ));
                }
                let action = match clause {
                    "SET" => {
                        parser.expect("=")?;
                        Action::Set(sum(&mut parser)?)
                    }
                    "REMOVE" => Action::Remove,
                    _ => {
                        let value = parser.value()?.ok_or_else(|| parser.unexpected())?;
                        let fits = members(&value).is_some() || clause == "ADD" && typed(&value).0 == "N";
                        if !fits {
                            return Err(format!(
                                "Incorrect operand type for operator or function; operator: {clause}, operand type: {}",
                                type_name(&value)
                            ));
                        }
                        if clause == "ADD" { Action::Add(value) } else { Action::Delete(value) }
                    }
                };
                actions.push((path, action));
                if !parser.eat(",") {
                    break;
                }
            }
        }
        Ok(Update { actions })
    }

    /// What it changes.
    pub(super) fn paths(&self) -> Vec<Path> {
        self.actions.iter().map(|it| it.0.clone()).collect()
    }

    /// The item after it. All that is read is read from the item before.
    pub(super) fn of(&self, before: &Item) -> Result<Item, Refusal> {
        let mut item = before.clone();
        for (path, action) in &self.actions {
            match action {
                Action::Set(operand) => path.set(&mut item, operand.of(before)?)?,
                Action::Add(value) => path.set(&mut item, added(path.of(before), value)?)?,
                Action::Delete(value) => {
                    if let Some(all) = path.of(before) {
                        match without(all, value)? {
                            Some(left) => path.set(&mut item, left)?,
                            // There are no empty sets.
                            None => path.remove(&mut item)?,
                        }
                    }
                }
                Action::Remove => {}
            }
        }
        // From the end, because items of a list move up.
        let mut removed: Vec<&Path> =
            self.actions.iter().filter(|it| matches!(it.1, Action::Remove)).map(|it| &it.0).collect();
        removed.sort();
        for path in removed.into_iter().rev() {
            path.remove(&mut item)?;
        }
        Ok(item)
    }
}

fn mistyped() -> Refusal {
    "An operand in the update expression has an incorrect data type".to_owned()
}

fn added(before: Option<&Value>, value: &Value) -> Result<Value, Refusal> {
    let Some(before) = before else { return Ok(value.clone()) };
    match (typed(before).0, typed(value).0) {
        ("N", "N") => add(before, value, false),
        (a, b) if a == b => {
            let mut all = members(before).cloned().ok_or_else(mistyped)?;
            for member in members(value).into_iter().flatten() {
                if !all.contains(member) {
                    all.push(member.clone());
                }
            }
            Ok(json!({ a: all }))
        }
        _ => Err(mistyped()),
    }
}

fn without(before: &Value, value: &Value) -> Result<Option<Value>, Refusal> {
    match (members(before), members(value)) {
        (Some(all), Some(gone)) if typed(before).0 == typed(value).0 => {
            let left: Vec<Value> = all.iter().filter(|it| !gone.contains(it)).cloned().collect();
            Ok((!left.is_empty()).then(|| json!({ typed(before).0: left })))
        }
        _ => Err(mistyped()),
    }
}

impl Operand {
    fn of(&self, item: &Item) -> Result<Value, Refusal> {
        match self {
            Operand::Value(value) => Ok(value.clone()),
            Operand::Path(path) => path.of(item).cloned().ok_or_else(|| {
                "The provided expression refers to an attribute that does not exist in the item".to_owned()
            }),
            Operand::IfNotExists(path, other) => match path.of(item) {
                Some(value) => Ok(value.clone()),
                None => other.of(item),
            },
            Operand::ListAppend(first, second) => {
                let mut all = Vec::new();
                for list in [first.of(item)?, second.of(item)?] {
                    let items = list.get("L").and_then(Value::as_array).ok_or_else(mistyped)?;
                    all.extend_from_slice(items);
                }
                Ok(json!({"L": all}))
            }
            Operand::Sum(left, right, is_minus) => {
                let (left, right) = (left.of(item)?, right.of(item)?);
                add(&left, &right, *is_minus)
            }
        }
    }
}

fn sum(parser: &mut Parser<'_, '_>) -> Result<Operand, Refusal> {
    let left = operand(parser)?;
    let is_minus = match (parser.eat("+"), parser.eat("-")) {
        (true, _) => false,
        (_, true) => true,
        _ => return Ok(left),
    };
    Ok(Operand::Sum(Box::new(left), Box::new(operand(parser)?), is_minus))
}

fn operand(parser: &mut Parser<'_, '_>) -> Result<Operand, Refusal> {
    if let Some(value) = parser.value()? {
        return Ok(Operand::Value(value));
    }
    if parser.eat("(") {
        let inside = parser.inside(sum)?;
        parser.expect(")")?;
        return Ok(inside);
    }
    let Some(name) = parser.eat_function() else { return parser.path().map(Operand::Path) };
    let operand = match name.as_str() {
        "if_not_exists" => {
            let path = parser.path()?;
            parser.expect(",")?;
            Operand::IfNotExists(path, Box::new(parser.inside(operand)?))
        }
        "list_append" => {
            let first = parser.inside(operand)?;
            parser.expect(",")?;
            Operand::ListAppend(Box::new(first), Box::new(parser.inside(operand)?))
        }
        name => return Err(format!("Invalid function name; function: {name}")),
    };
    parser.expect(")")?;
    Ok(operand)
}
