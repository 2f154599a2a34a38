//! What the expressions of DynamoDB are made of: words, attributes, the way into a document.
//!
//! Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html>

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value};

use super::reserved;

pub(super) type Item = Map<String, Value>;

/// Why a request is refused: the message of a `ValidationException`.
pub(super) type Refusal = String;

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    /// A name, a keyword, or one of both with `#` or `:` before it.
    Word(String),
    Number(usize),
    Symbol(&'static str),
}

impl Token {
    fn text(&self) -> String {
        match self {
            Token::Word(it) => it.clone(),
            Token::Number(it) => it.to_string(),
            Token::Symbol(it) => (*it).to_owned(),
        }
    }
}

/// Longer ones first.
const SYMBOLS: [&str; 15] = ["<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-", "*"];

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let start = usize::from(matches!(first, '#' | ':'));
        let length = start + rest[start..].find(|c| !is_word(c)).unwrap_or(rest.len() - start);
        let length = if length > start { length } else { 0 };
        let length = match (length, SYMBOLS.iter().find(|it| rest.starts_with(**it))) {
            (1.., _) => {
                let word = &rest[..length];
                tokens.push(match word.parse() {
                    Ok(it) => Token::Number(it),
                    Err(_) => Token::Word(word.to_owned()),
                });
                length
            }
            (_, Some(symbol)) => {
                tokens.push(Token::Symbol(symbol));
                symbol.len()
            }
            _ => return Err(format!("Syntax error; token: \"{first}\", near: \"{rest}\"")),
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// What a request says beside its expressions, and what of it they have used.
pub(super) struct Names<'a> {
    names: &'a Value,
    values: &'a Value,
    used: BTreeSet<String>,
}

impl<'a> Names<'a> {
    pub(super) fn of(request: &'a Value) -> Names<'a> {
        Names {
            names: &request["ExpressionAttributeNames"],
            values: &request["ExpressionAttributeValues"],
            used: BTreeSet::new(),
        }
    }

    fn name(&mut self, word: &str) -> Result<String, Refusal> {
        if !word.starts_with('#') {
            return match reserved::is_reserved(word) {
                true => Err(format!("Attribute name is a reserved keyword; reserved keyword: {word}")),
                false => Ok(word.to_owned()),
            };
        }
        self.used.insert(word.to_owned());
        let name = self.names[word].as_str().map(str::to_owned);
        name.ok_or_else(|| {
            format!(
                "An expression attribute name used in the document path is not defined; attribute name: {word}"
            )
        })
    }

    fn value(&mut self, word: &str) -> Result<Value, Refusal> {
        self.used.insert(word.to_owned());
        self.values.get(word).cloned().ok_or_else(|| {
            format!(
                "An expression attribute value used in expression is not defined; attribute value: {word}"
            )
        })
    }

    /// The service refuses what is given and not used.
    pub(super) fn all_used(&self) -> Result<(), Refusal> {
        for (field, given) in
            [("ExpressionAttributeNames", self.names), ("ExpressionAttributeValues", self.values)]
        {
            let unused = given.as_object().into_iter().flatten().map(|it| it.0.as_str());
            let unused: Vec<&str> = unused.filter(|it| !self.used.contains(*it)).collect();
            if !unused.is_empty() {
                return Err(format!(
                    "Value provided in {field} unused in expressions: keys: {{{}}}",
                    unused.join(", ")
                ));
            }
        }
        Ok(())
    }
}

/// Reads one expression from its start to its end.
pub(super) struct Parser<'a, 'r> {
    tokens: Vec<Token>,
    at: usize,
    names: &'a mut Names<'r>,
    /// How deep parentheses stand inside one another.
    depth: usize,
}

/// The service's own limit is 300 operators and functions; deeper than this, none of them could be used.
const MOST_DEPTH: usize = 150;

impl<'a, 'r> Parser<'a, 'r> {
    pub(super) fn new(text: &str, names: &'a mut Names<'r>) -> Result<Parser<'a, 'r>, Refusal> {
        match tokens(text)? {
            tokens if tokens.is_empty() => Err("The expression can not be empty;".to_owned()),
            tokens => Ok(Parser { tokens, at: 0, names, depth: 0 }),
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.tokens.len()
    }

    /// Reads on inside something, if that is not too deep.
    pub(super) fn inside<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        if self.depth == MOST_DEPTH {
            return Err("The expression contains too many operators; max operator count: 300".to_owned());
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn eat(&mut self, symbol: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Symbol(it)) if *it == symbol);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn expect(&mut self, symbol: &str) -> Result<(), Refusal> {
        if self.eat(symbol) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// One of `words`, whatever its case.
    pub(super) fn eat_word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let Some(Token::Word(next)) = self.peek() else { return None };
        let word = words.iter().find(|it| it.eq_ignore_ascii_case(next))?;
        self.at += 1;
        Some(word)
    }

    /// The name of a function: a word before a parenthesis.
    pub(super) fn eat_function(&mut self) -> Option<String> {
        match (self.peek(), self.tokens.get(self.at + 1)) {
            (Some(Token::Word(name)), Some(Token::Symbol("("))) => {
                let name = name.clone();
                self.at += 2;
                Some(name)
            }
            _ => None,
        }
    }

    pub(super) fn unexpected(&self) -> Refusal {
        let token = self.peek().map_or_else(|| "<EOF>".to_owned(), Token::text);
        let near: Vec<String> =
            self.tokens[self.at.saturating_sub(1)..].iter().take(3).map(Token::text).collect();
        format!("Syntax error; token: \"{token}\", near: \"{}\"", near.join(" "))
    }

    /// `:value`, if that is next.
    pub(super) fn value(&mut self) -> Result<Option<Value>, Refusal> {
        match self.peek() {
            Some(Token::Word(word)) if word.starts_with(':') => {
                let word = word.clone();
                self.at += 1;
                self.names.value(&word).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// `a.#b[0]`
    pub(super) fn path(&mut self) -> Result<Path, Refusal> {
        let mut steps = vec![self.name()?];
        loop {
            if self.eat(".") {
                steps.push(self.name()?);
            } else if self.eat("[") {
                let Some(Token::Number(index)) = self.peek() else { return Err(self.unexpected()) };
                steps.push(Step::Index(*index));
                self.at += 1;
                self.expect("]")?;
            } else {
                return Ok(Path(steps));
            }
        }
    }

    fn name(&mut self) -> Result<Step, Refusal> {
        match self.peek() {
            Some(Token::Word(word)) if !word.starts_with(':') => {
                let word = word.clone();
                self.at += 1;
                self.names.name(&word).map(Step::Name)
            }
            _ => Err(self.unexpected()),
        }
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Step {
    Name(String),
    Index(usize),
}

/// The way to an attribute, or into it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Path(Vec<Step>);

/// What an update is refused with that leads nowhere.
const NOWHERE: &str = "The document path provided in the update expression is invalid for update";

impl Path {
    /// The attribute of the item that it begins with.
    pub(super) fn attribute(&self) -> &str {
        match self.0.first() {
            Some(Step::Name(it)) => it,
            _ => "",
        }
    }

    /// Whether one of the two leads through the other.
    pub(super) fn overlaps(&self, other: &Path) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a == b)
    }

    pub(super) fn of<'a>(&self, item: &'a Item) -> Option<&'a Value> {
        let mut at = item.get(self.attribute())?;
        for step in &self.0[1..] {
            at = match step {
                Step::Name(name) => at.get("M")?.get(name)?,
                Step::Index(index) => at.get("L")?.get(index)?,
            };
        }
        Some(at)
    }

    /// Puts a value there. Beyond the end of a list, it comes to its end.
    pub(super) fn set(&self, item: &mut Item, value: Value) -> Result<(), Refusal> {
        let (last, way) = self.0.split_last().ok_or(NOWHERE)?;
        let Some((first, way)) = way.split_first() else {
            item.insert(self.attribute().to_owned(), value);
            return Ok(());
        };
        match (container(first, way, item).ok_or(NOWHERE)?, last) {
            (Value::Object(of), Step::Name(name)) if of.get("M").is_some_and(Value::is_object) => {
                of["M"][name] = value;
                Ok(())
            }
            (Value::Object(of), Step::Index(index)) => match of.get_mut("L").and_then(Value::as_array_mut) {
                Some(items) if *index < items.len() => {
                    items[*index] = value;
                    Ok(())
                }
                Some(items) => {
                    items.push(value);
                    Ok(())
                }
                None => Err(NOWHERE.to_owned()),
            },
            _ => Err(NOWHERE.to_owned()),
        }
    }

    /// Takes away what is there. What is not there is no mistake, but the way to it has to be.
    pub(super) fn remove(&self, item: &mut Item) -> Result<(), Refusal> {
        let (last, way) = self.0.split_last().ok_or(NOWHERE)?;
        let Some((first, way)) = way.split_first() else {
            item.shift_remove(self.attribute());
            return Ok(());
        };
        let of = container(first, way, item).ok_or(NOWHERE)?;
        match last {
            Step::Name(name) => {
                let fields = of.get_mut("M").and_then(Value::as_object_mut).ok_or(NOWHERE)?;
                fields.shift_remove(name);
            }
            Step::Index(index) => {
                let items = of.get_mut("L").and_then(Value::as_array_mut).ok_or(NOWHERE)?;
                if *index < items.len() {
                    items.remove(*index);
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = |it: &Step| match it {
            Step::Name(name) => name.clone(),
            Step::Index(index) => format!("[{index}]"),
        };
        write!(f, "[{}]", self.0.iter().map(step).collect::<Vec<_>>().join(", "))
    }
}

fn container<'a>(first: &Step, way: &[Step], item: &'a mut Item) -> Option<&'a mut Value> {
    let Step::Name(first) = first else { return None };
    let mut at = item.get_mut(first)?;
    for step in way {
        at = match step {
            Step::Name(name) => at.get_mut("M")?.get_mut(name)?,
            Step::Index(index) => at.get_mut("L")?.get_mut(index)?,
        };
    }
    Some(at)
}

/// `ProjectionExpression`
pub(super) fn projection(text: &str, names: &mut Names<'_>) -> Result<Vec<Path>, Refusal> {
    let mut parser = Parser::new(text, names)?;
    let mut paths = vec![parser.path()?];
    while parser.eat(",") {
        paths.push(parser.path()?);
    }
    if parser.is_at_end() { Ok(paths) } else { Err(parser.unexpected()) }
}

/// Of an item what the paths lead to, in the place where it is; items of lists move up.
pub(super) fn project(item: &Item, paths: &[Path]) -> Item {
    let mut part = Item::new();
    for (name, value) in item {
        let inside: Vec<&[Step]> =
            paths.iter().filter(|it| it.attribute() == name).map(|it| &it.0[1..]).collect();
        if let Some(value) = part_of(value, &inside) {
            part.insert(name.clone(), value);
        }
    }
    part
}

fn part_of(value: &Value, paths: &[&[Step]]) -> Option<Value> {
    if paths.iter().any(|it| it.is_empty()) {
        return Some(value.clone());
    }
    let below = |step: &Step| -> Vec<&[Step]> {
        paths.iter().filter(|it| it.first() == Some(step)).map(|it| &it[1..]).collect()
    };
    if let Some(fields) = value.get("M").and_then(Value::as_object) {
        let fields = fields
            .iter()
            .filter_map(|(name, it)| Some((name.clone(), part_of(it, &below(&Step::Name(name.clone())))?)));
        let fields: Item = fields.collect();
        return (!fields.is_empty()).then(|| serde_json::json!({"M": fields}));
    }
    let items = value.get("L")?.as_array()?.iter().enumerate();
    let items: Vec<Value> = items.filter_map(|(i, it)| part_of(it, &below(&Step::Index(i)))).collect();
    (!items.is_empty()).then(|| serde_json::json!({"L": items}))
}
