//! JSON values with places, and payload templates: JSON whose leaves may be queries.

use crate::diag::{Loc, Place};
use crate::query::{intrinsic, jsonata, jsonpath};

/// A thing and where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub loc: Loc,
}

impl<T> Spanned<T> {
    /// `value` at `loc`.
    pub fn new(value: T, loc: Loc) -> Spanned<T> {
        Spanned { value, loc }
    }
}

/// Text, decoded. It may be *open*: hold what is known only later, see [`is_open`].
pub type Text = Spanned<String>;

/// A JSON number in the spelling of the author: `1.50` stays `1.50`.
pub type Number = Spanned<String>;

/// The first of the characters that stand for a *hole*: text that a later stage fills in, such as the value of a
/// Rust constant. Hole `n` is the character `HOLE + n`, of a plane that no interchange uses, so that a text with
/// holes passes through every tree and printer like any other. Only the compiler that made a hole knows what it is.
pub const HOLE: u32 = 0xF_0000;

/// How many holes a machine may have.
pub const HOLES: u32 = 0xFFFE;

/// The number of the hole that `c` stands for.
pub fn hole_number(c: char) -> Option<u32> {
    (c as u32).checked_sub(HOLE).filter(|n| *n < HOLES)
}

/// Whether part of `text` is not known yet: it has a hole, or a deploy-time substitution `${…}`.
/// Nothing may be said to be wrong with the spelling of such a text.
pub fn is_open(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'$' if at + 1 < bytes.len() && bytes[at + 1] == b'{' => return true,
            0xF3 => return text.contains("${") || has_hole(text),
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether `text` has a hole. Asked of every text, so the byte that all holes begin with is looked for first.
pub fn has_hole(text: &str) -> bool {
    text.as_bytes().contains(&0xF3) && text.chars().any(|c| hole_number(c).is_some())
}

/// A JSON value or, where the language has queries, a payload template.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands.
    pub loc: Loc,
}

/// The kinds of [`Value`].
#[derive(Clone, PartialEq, Debug)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as spelled.
    Number(String),
    /// Text, decoded.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Fields in the order of the source. Keys are unique once a reader has reported the others.
    Object(Vec<Field>),
    /// A dynamic leaf: in JSONPath the value of a `.$` key, in JSONata a `{% … %}` string. Only in templates.
    Query(Box<Query>),
}

/// A field of an object. In a JSONPath template the key of a query is without its `.$`.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// The key.
    pub key: Text,
    /// The value.
    pub value: Value,
}

impl Value {
    /// `kind` at `loc`.
    pub fn new(kind: ValueKind, loc: Loc) -> Value {
        Value { kind, loc }
    }

    /// A string.
    pub fn string(text: impl Into<String>, loc: Loc) -> Value {
        Value::new(ValueKind::String(text.into()), loc)
    }

    /// A query leaf.
    pub fn query(query: Query) -> Value {
        let loc = query.text.loc;
        Value::new(ValueKind::Query(Box::new(query)), loc)
    }

    /// The value of the field `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match &self.kind {
            ValueKind::Object(fields) => fields.iter().find(|it| it.key.value == key).map(|it| &it.value),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a query stands anywhere in it.
    pub fn is_dynamic(&self) -> bool {
        match &self.kind {
            ValueKind::Query(_) => true,
            ValueKind::Array(items) => items.iter().any(Value::is_dynamic),
            ValueKind::Object(fields) => fields.iter().any(|it| it.value.is_dynamic()),
            _ => false,
        }
    }

    /// Calls `visit` with every query in it, in order.
    pub fn each_query<'a>(&'a self, visit: &mut dyn FnMut(&'a Query)) {
        let mut at = 0;
        match &self.kind {
            ValueKind::Query(query) => visit(query),
            ValueKind::Array(items) => {
                let items = items.as_slice();
                while at < items.len() {
                    items[at].each_query(visit);
                    at += 1;
                }
            }
            ValueKind::Object(fields) => {
                let fields = fields.as_slice();
                while at < fields.len() {
                    fields[at].value.each_query(visit);
                    at += 1;
                }
            }
            _ => {}
        }
    }
}

/// A path, an intrinsic call or a JSONata expression, with its text.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// The text as the document has it (`$.a`, `States.UUID()`, `{% $x %}`). Ranges of the tree count from
    /// [`Query::offset`] in it.
    pub text: Text,
    /// What to write instead of `text`, where the front end made the text from tokens.
    pub printed: Option<String>,
    /// The tree.
    pub tree: QueryTree,
}

/// The tree of a [`Query`].
#[derive(Clone, PartialEq, Debug)]
pub enum QueryTree {
    /// A JSONPath: into the document, the context object or a variable.
    Path(jsonpath::Path),
    /// A call of an intrinsic function.
    Intrinsic(intrinsic::Call),
    /// A JSONata expression.
    Jsonata(jsonata::Expr),
    /// Could not be read, and that has been reported: whatever depends on it keeps silent.
    Invalid,
}

impl Query {
    /// A query whose text is written as it is.
    pub fn new(text: Text, tree: QueryTree) -> Query {
        Query { text, printed: None, tree }
    }

    /// A path or intrinsic call that was built rather than read.
    pub fn built(tree: QueryTree, loc: Loc) -> Query {
        let text = match &tree {
            QueryTree::Path(path) => path.to_string(),
            QueryTree::Intrinsic(call) => call.to_string(),
            QueryTree::Jsonata(expr) => format!("{{% {expr} %}}"),
            QueryTree::Invalid => String::new(),
        };
        Query::new(Text::new(text, loc), tree)
    }

    /// The text to write.
    pub fn as_written(&self) -> &str {
        self.printed.as_deref().unwrap_or(&self.text.value)
    }

    /// Where in `text` the tree's ranges begin: behind the `{%` of an expression.
    pub fn offset(&self) -> usize {
        if matches!(self.tree, QueryTree::Jsonata(_)) { jsonata_offset(&self.text.value) } else { 0 }
    }

    /// The place of a range of the tree.
    pub fn place(&self, range: std::ops::Range<usize>) -> Place {
        let by = self.offset();
        Place::within(self.text.loc, range.start + by..range.end + by)
    }

    /// The path, if this is one.
    pub fn path(&self) -> Option<&jsonpath::Path> {
        match &self.tree {
            QueryTree::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The expression, if this is JSONata.
    pub fn jsonata(&self) -> Option<&jsonata::Expr> {
        match &self.tree {
            QueryTree::Jsonata(expr) => Some(expr),
            _ => None,
        }
    }
}

/// Length of the opening delimiter of a JSONata string.
pub fn jsonata_offset(text: &str) -> usize {
    if text.starts_with("{%") { 2 } else { 0 }
}

/// The expression inside a JSONata string: it starts exactly with `{%` and ends exactly with `%}`.
pub fn jsonata_body(text: &str) -> Option<&str> {
    text.strip_prefix("{%")?.strip_suffix("%}")
}
