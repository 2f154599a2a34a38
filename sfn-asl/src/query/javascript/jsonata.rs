//! The same in JSONata.
//!
//! Where the two languages differ by the type of a value, and the type is known only when the machine runs, the
//! expression asks for it. What still differs: numbers become text with 15 digits, not 17, what JavaScript makes `NaN` or
//! an infinity of is an error, and `==` never converts.

use super::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use super::{Error, Fault};
use crate::query::jsonata::{self as target, Binder};

type Target = target::Expr;
type Kind = target::ExprKind;
type Op = target::BinaryOp;

/// What is known of the type of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Type {
    Number,
    String,
    Bool,
    List,
    Unknown,
}

/// Translates an expression; `$` is that of `$states`: `input`, mostly.
pub fn to_jsonata(expr: &Expr, root: &str) -> Result<target::Expr, Error> {
    let mut translator = Translator { root, bound: 0 };
    Ok(translator.expr(expr)?.0)
}

struct Translator<'a> {
    root: &'a str,
    /// How many variables have been made.
    bound: usize,
}

type Typed = (Target, Type);

fn call(name: &str, args: Vec<Target>) -> Target {
    Target::call(name, args)
}

fn number(text: &str) -> Target {
    Target::number(text)
}

fn equal(a: Target, b: Target) -> Target {
    Target::binary(Op::Equal, a, b)
}

fn is_type(value: Target, ty: &str) -> Target {
    equal(call("type", vec![value]), Target::string(ty))
}

fn regex(pattern: &str) -> Target {
    Kind::Regex { pattern: pattern.to_owned(), flags: String::new() }.into()
}

fn function(params: &[&str], body: Target) -> Target {
    let params = params.iter().map(|it| Binder { name: (*it).to_owned(), range: 0..0 }).collect();
    Kind::Lambda { params, signature: None, body: Box::new(body) }.into()
}

/// Methods whose JSONata has an argument more than once.
const TWICE: &[&str] = &["concat", "endsWith", "includes", "indexOf", "startsWith"];

impl Translator<'_> {
    fn expr(&mut self, expr: &Expr) -> Result<Typed, Error> {
        Ok(match &expr.kind {
            ExprKind::Number(text) => (number(&plain_number(text)), Type::Number),
            ExprKind::String(text) => (Target::string(text.as_str()), Type::String),
            ExprKind::Bool(it) => (Target::bool(*it), Type::Bool),
            ExprKind::Null | ExprKind::Undefined => (Target::null(), Type::Unknown),
            ExprKind::Root => (Target::path("states", [self.root]), Type::Unknown),
            ExprKind::Name(name) => (Target::var(name.as_str()), Type::Unknown),
            ExprKind::Template(texts, exprs) => (self.template(texts, exprs)?, Type::String),
            ExprKind::Member(base, name) => self.member(base, name)?,
            ExprKind::Index(base, index) => self.index(base, index)?,
            ExprKind::Method { base, name, args } => match &base.kind {
                ExprKind::Name(object) if super::functions::OBJECTS.contains(&object.as_str()) => {
                    self.of_object(object, name, args)?
                }
                _ => self.method(expr, base, name, args)?,
            },
            ExprKind::Call(name, args) => self.call(name, args)?,
            ExprKind::Function(params, body) => {
                let params: Vec<&str> = params.iter().map(String::as_str).collect();
                (function(&params, self.expr(body)?.0), Type::Unknown)
            }
            ExprKind::Spread(inner) => self.expr(inner)?,
            ExprKind::Unary(op, inner) => match op {
                UnaryOp::Not => (call("not", vec![self.truth(inner)?]), Type::Bool),
                UnaryOp::Minus => (Target::negate(self.expr(inner)?.0), Type::Number),
                UnaryOp::Plus => (call("number", vec![self.expr(inner)?.0]), Type::Number),
            },
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right)?,
            ExprKind::Conditional(condition, then, otherwise) => {
                let condition = self.truth(condition)?;
                let (then, a) = self.expr(then)?;
                let (otherwise, b) = self.expr(otherwise)?;
                (Target::ternary(condition, then, otherwise), if a == b { a } else { Type::Unknown })
            }
            ExprKind::Array(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(self.expr(item)?.0);
                }
                (Target::array(list), Type::List)
            }
            ExprKind::Object(fields) => {
                let mut pairs = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    pairs.push((Target::string(name.as_str()), self.expr(value)?.0));
                }
                (Target::object(pairs), Type::Unknown)
            }
        })
    }

    /// A value under a name, for what needs it more than once.
    fn bind(&mut self, value: Target, then: &dyn Fn(Target) -> Target) -> Target {
        let mut bound = Vec::new();
        let name = self.variable(value, &mut bound);
        within(bound, then(name))
    }

    /// What stands for a value that is needed more than once: so that nothing is written twice, and what is nested does
    /// not double with each level.
    fn variable(&mut self, value: Target, bound: &mut Vec<Target>) -> Target {
        if matches!(value.kind, Kind::Variable(_) | Kind::String(_) | Kind::Number(_)) {
            return value;
        }
        self.bound += 1;
        let name = format!("js{}", self.bound);
        let binder = Binder { name: name.clone(), range: 0..0 };
        bound.push(Kind::Bind { binder, value: Box::new(value) }.into());
        Target::var(name)
    }

    /// Whether JavaScript takes a value for true.
    fn truth(&mut self, expr: &Expr) -> Result<Target, Error> {
        let (value, ty) = self.expr(expr)?;
        Ok(match ty {
            Type::Bool => value,
            Type::Number | Type::String => call("boolean", vec![value]),
            _ => self.bind(value, &truthy),
        })
    }

    fn template(&mut self, texts: &[String], exprs: &[Expr]) -> Result<Target, Error> {
        let mut parts = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            if !text.is_empty() {
                parts.push(Target::string(text.as_str()));
            }
            if let Some(expr) = exprs.get(at) {
                parts.push(self.expr(expr)?.0);
            }
        }
        let is_text = matches!(parts.first().map(|it| &it.kind), Some(Kind::String(_)));
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return Ok(Target::string("")) };
        let alone = parts.len() == 0 && !is_text;
        let first = if alone { call("string", vec![first]) } else { first };
        Ok(parts.fold(first, |all, part| Target::binary(Op::Concat, all, part)))
    }

    fn member(&mut self, base: &Expr, name: &str) -> Result<Typed, Error> {
        if let (ExprKind::Name(object), "PI") = (&base.kind, name)
            && object == "Math"
        {
            return Ok((number("3.141592653589793"), Type::Number));
        }
        let (value, ty) = self.expr(base)?;
        if name != "length" {
            return Ok((value.member(name), Type::Unknown));
        }
        let length = match ty {
            Type::String => call("length", vec![value]),
            Type::List => call("count", vec![value]),
            _ => self.bind(value, &|it| {
                Target::ternary(
                    is_type(it.clone(), "string"),
                    call("length", vec![it.clone()]),
                    call("count", vec![it]),
                )
            }),
        };
        Ok((length, Type::Number))
    }

    fn index(&mut self, base: &Expr, index: &Expr) -> Result<Typed, Error> {
        if let ExprKind::String(name) = &index.kind {
            return Ok((self.expr(base)?.0.member(name.as_str()), Type::Unknown));
        }
        let (value, ty) = self.expr(base)?;
        let (index, index_type) = self.expr(index)?;
        Ok(match (ty, index_type) {
            (Type::String, _) => (call("substring", vec![value, index, number("1")]), Type::String),
            // A list is looked into as a whole: behind a path, an index would count for each parent.
            (_, Type::Number) => (Target::block(vec![value]).filter(index), Type::Unknown),
            _ => {
                let mut bound = Vec::new();
                let (value, index) = (self.variable(value, &mut bound), self.variable(index, &mut bound));
                let position = Target::block(vec![value.clone()]).filter(index.clone());
                let key = call("lookup", vec![value, index.clone()]);
                (within(bound, Target::ternary(is_type(index, "number"), position, key)), Type::Unknown)
            }
        })
    }

    fn args(&mut self, args: &[Expr]) -> Result<Vec<Typed>, Error> {
        let mut typed = Vec::with_capacity(args.len());
        for arg in args {
            typed.push(self.expr(arg)?);
        }
        Ok(typed)
    }

    fn call(&mut self, name: &str, args: &[Expr]) -> Result<Typed, Error> {
        let of = args.first().map_or_else(|| Ok((Target::null(), Type::Unknown)), |it| self.expr(it))?.0;
        Ok(match name {
            "Boolean" => {
                let truth = match args.first() {
                    Some(arg) => self.truth(arg)?,
                    None => Target::bool(false),
                };
                (truth, Type::Bool)
            }
            "String" => (call("string", vec![of]), Type::String),
            "Number" => (call("number", vec![of]), Type::Number),
            _ => {
                let pattern =
                    if name == "parseInt" { r"^\s*[-+]?[0-9]+" } else { r"^\s*[-+]?[0-9]+(\.[0-9]+)?" };
                let found = call("match", vec![call("string", vec![of]), regex(pattern)]);
                let text = Target::block(vec![found]).filter(number("0")).member("match");
                let digits =
                    call("replace", vec![call("trim", vec![text]), regex(r"^\+"), Target::string("")]);
                (call("number", vec![digits]), Type::Number)
            }
        })
    }

    fn of_object(&mut self, object: &str, name: &str, args: &[Expr]) -> Result<Typed, Error> {
        let spread = matches!(args.first().map(|it| &it.kind), Some(ExprKind::Spread(_)));
        let mut given = Vec::with_capacity(args.len());
        for (arg, _) in self.args(args)? {
            given.push(arg);
        }
        let list = if spread { given.first().cloned() } else { None };
        let list = list.unwrap_or_else(|| Target::array(given.clone()));
        let first = given.first().cloned().unwrap_or_else(Target::null);
        Ok(match (object, name) {
            ("JSON", "parse") => (call("parse", given), Type::Unknown),
            ("JSON", _) => (call("string", given), Type::String),
            ("Object", "keys") => (Target::array(vec![call("keys", given)]), Type::List),
            ("Object", _) => {
                let value = function(&["value"], Target::var("value"));
                (Target::array(vec![call("each", vec![first, value])]), Type::List)
            }
            (_, "max" | "min") => (call(name, vec![list]), Type::Number),
            (_, "pow") => (call("power", given), Type::Number),
            // JavaScript rounds halves up, JSONata to even.
            (_, "round") => {
                let half = Target::binary(Op::Add, first, number("0.5"));
                (call("floor", vec![half]), Type::Number)
            }
            (_, "sign") => {
                let sign = self.bind(first, &|it| {
                    let positive = Target::binary(Op::Greater, it.clone(), number("0"));
                    let negative = Target::binary(Op::Less, it, number("0"));
                    Target::ternary(
                        positive,
                        number("1"),
                        Target::ternary(negative, number("-1"), number("0")),
                    )
                });
                (sign, Type::Number)
            }
            (_, "trunc") => {
                let whole = self.bind(first, &|it| {
                    let negative = Target::binary(Op::Less, it.clone(), number("0"));
                    Target::ternary(negative, call("ceil", vec![it.clone()]), call("floor", vec![it]))
                });
                (whole, Type::Number)
            }
            _ => {
                given.truncate(1);
                (call(name, given), Type::Number)
            }
        })
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) -> Result<Typed, Error> {
        if let BinaryOp::Equal | BinaryOp::NotEqual = op {
            return self.equality(op, left, right);
        }
        let infix = |op: Op, a: Target, b: Target| Target::binary(op, a, b);
        Ok(match op {
            BinaryOp::And | BinaryOp::Or => {
                let (a, left_type) = self.expr(left)?;
                let (b, right_type) = self.expr(right)?;
                let is_and = op == BinaryOp::And;
                if left_type == Type::Bool && right_type == Type::Bool {
                    (infix(if is_and { Op::And } else { Op::Or }, a, b), Type::Bool)
                } else {
                    let mut bound = Vec::new();
                    let it = self.variable(a, &mut bound);
                    let (then, otherwise) = if is_and { (b, it.clone()) } else { (it.clone(), b) };
                    let chosen = within(bound, Target::ternary(truthy(it), then, otherwise));
                    (chosen, if left_type == right_type { left_type } else { Type::Unknown })
                }
            }
            BinaryOp::Coalesce => {
                let a = self.expr(left)?.0;
                let b = self.expr(right)?.0;
                let mut bound = Vec::new();
                let it = self.variable(a, &mut bound);
                (within(bound, Target::ternary(is_nothing(it.clone()), b, it)), Type::Unknown)
            }
            BinaryOp::Add => {
                let (a, left_type) = self.expr(left)?;
                let (b, right_type) = self.expr(right)?;
                match (left_type, right_type) {
                    (Type::String, _) | (_, Type::String) => (infix(Op::Concat, a, b), Type::String),
                    (Type::Number | Type::Bool, Type::Number | Type::Bool) => {
                        (infix(Op::Add, a, b), Type::Number)
                    }
                    _ => (self.add(a, b), Type::Unknown),
                }
            }
            BinaryOp::Power => (call("power", vec![self.expr(left)?.0, self.expr(right)?.0]), Type::Number),
            _ => {
                let (a, b) = (self.expr(left)?.0, self.expr(right)?.0);
                match op {
                    BinaryOp::Subtract => (infix(Op::Subtract, a, b), Type::Number),
                    BinaryOp::Multiply => (infix(Op::Multiply, a, b), Type::Number),
                    BinaryOp::Divide => (infix(Op::Divide, a, b), Type::Number),
                    BinaryOp::Remainder => (infix(Op::Modulo, a, b), Type::Number),
                    BinaryOp::Less => (infix(Op::Less, a, b), Type::Bool),
                    BinaryOp::LessOrEqual => (infix(Op::LessOrEqual, a, b), Type::Bool),
                    BinaryOp::Greater => (infix(Op::Greater, a, b), Type::Bool),
                    _ => (infix(Op::GreaterOrEqual, a, b), Type::Bool),
                }
            }
        })
    }

    /// `+` of what may be text or numbers.
    fn add(&mut self, a: Target, b: Target) -> Target {
        let mut bound = Vec::new();
        let (a, b) = (self.variable(a, &mut bound), self.variable(b, &mut bound));
        let texts = Target::binary(Op::Or, is_type(a.clone(), "string"), is_type(b.clone(), "string"));
        let text = Target::binary(Op::Concat, a.clone(), b.clone());
        within(bound, Target::ternary(texts, text, Target::binary(Op::Add, a, b)))
    }

    fn equality(&mut self, op: BinaryOp, left: &Expr, right: &Expr) -> Result<Typed, Error> {
        let is_null = |it: &Expr| matches!(it.kind, ExprKind::Null | ExprKind::Undefined);
        let nothing = match (is_null(left), is_null(right)) {
            (true, _) => Some(right),
            (_, true) => Some(left),
            _ => None,
        };
        let is = op == BinaryOp::Equal;
        if let Some(other) = nothing {
            // Missing or null: the input is JSON, which does not tell them apart for whoever asks so.
            let value = self.expr(other)?.0;
            let test = self.bind(value, &is_nothing);
            return Ok((if is { test } else { call("not", vec![test]) }, Type::Bool));
        }
        let (a, b) = (self.expr(left)?.0, self.expr(right)?.0);
        Ok((Target::binary(if is { Op::Equal } else { Op::NotEqual }, a, b), Type::Bool))
    }

    fn method(&mut self, whole: &Expr, base: &Expr, name: &str, args: &[Expr]) -> Result<Typed, Error> {
        let (of, ty) = self.expr(base)?;
        let mut bound = Vec::new();
        let mut given = Vec::with_capacity(args.len());
        for (arg, _) in self.args(args)? {
            given.push(if TWICE.contains(&name) { self.variable(arg, &mut bound) } else { arg });
        }
        let arg = |at: usize| given.get(at).cloned().unwrap_or_else(Target::null);
        let by_type = |this: &mut Translator<'_>,
                       text: fn(Target, &[Target]) -> Target,
                       list: fn(Target, &[Target]) -> Target| match ty {
            Type::String => text(of.clone(), &given),
            Type::List => list(of.clone(), &given),
            _ => this.bind(of.clone(), &|it| {
                Target::ternary(is_type(it.clone(), "string"), text(it.clone(), &given), list(it, &given))
            }),
        };
        let (value, ty) = match name {
            "toUpperCase" => (call("uppercase", vec![of]), Type::String),
            "toLowerCase" => (call("lowercase", vec![of]), Type::String),
            // JSONata's own `$trim` changes blanks inside as well.
            "trim" => (call("replace", vec![of, regex(r"^\s+|\s+$"), Target::string("")]), Type::String),
            "toString" => (call("string", vec![of]), Type::String),
            "toFixed" => {
                let digits = match args.first().map(|it| &it.kind) {
                    None => 0,
                    Some(ExprKind::Number(text)) => text.parse::<usize>().unwrap_or(0),
                    Some(_) => {
                        let fault = Fault::NotTaken("toFixed of a computed number".to_owned());
                        return Err(Error { fault, range: whole.range.clone() });
                    }
                };
                let zeros = "0".repeat(digits.min(20));
                let picture = if digits == 0 { "#0".to_owned() } else { format!("#0.{zeros}") };
                (call("formatNumber", vec![of, Target::string(picture)]), Type::String)
            }
            "charAt" => (call("substring", vec![of, arg(0), number("1")]), Type::String),
            "split" => (call("split", vec![of, arg(0)]), Type::List),
            "startsWith" => {
                let length = call("length", vec![arg(0)]);
                (equal(call("substring", vec![of, number("0"), length]), arg(0)), Type::Bool)
            }
            "endsWith" => {
                let ends = self.bind(of, &|it| {
                    let from = Target::binary(
                        Op::Subtract,
                        call("length", vec![it.clone()]),
                        call("length", vec![arg(0)]),
                    );
                    let fits = Target::binary(Op::GreaterOrEqual, from.clone(), number("0"));
                    Target::binary(Op::And, fits, equal(call("substring", vec![it, from]), arg(0)))
                });
                (ends, Type::Bool)
            }
            "replace" => (call("replace", vec![of, arg(0), arg(1), number("1")]), Type::String),
            "replaceAll" => (call("replace", vec![of, arg(0), arg(1)]), Type::String),
            "padEnd" => (call("pad", vec![of, arg(0), arg(1)]), Type::String),
            "padStart" => (call("pad", vec![of, Target::negate(arg(0)), arg(1)]), Type::String),
            "repeat" => {
                let range = Kind::Range(Box::new(number("1")), Box::new(arg(0))).into();
                let each = function(&["js"], call("string", vec![of]));
                (call("join", vec![call("map", vec![Target::array(vec![range]), each])]), Type::String)
            }
            "includes" => (
                by_type(
                    self,
                    |it, args| call("contains", vec![it, first(args)]),
                    |it, args| Target::binary(Op::In, first(args), it),
                ),
                Type::Bool,
            ),
            "indexOf" => {
                let text = |it: Target, args: &[Target]| {
                    let before = call("substringBefore", vec![it.clone(), first(args)]);
                    Target::ternary(
                        call("contains", vec![it, first(args)]),
                        call("length", vec![before]),
                        number("-1"),
                    )
                };
                let list = |it: Target, args: &[Target]| {
                    let is_it = Target::ternary(
                        equal(Target::var("js"), first(args)),
                        Target::var("at"),
                        Target::null(),
                    );
                    let places = call("map", vec![it, function(&["js", "at"], is_it)]);
                    let known =
                        function(&["js"], Target::binary(Op::NotEqual, Target::var("js"), Target::null()));
                    let found = Target::array(vec![call("filter", vec![places, known]), number("-1")]);
                    found.filter(number("0"))
                };
                (by_type(self, text, list), Type::Number)
            }
            "slice" | "substring" => {
                if given.iter().any(|it| !matches!(&it.kind, Kind::Number(_))) {
                    let fault = Fault::NotTaken(format!("{name} of anything but numbers from 0"));
                    return Err(Error { fault, range: whole.range.clone() });
                }
                let text = |it: Target, args: &[Target]| {
                    let mut all = vec![it, first(args)];
                    if let Some(end) = args.get(1) {
                        all.push(Target::binary(Op::Subtract, end.clone(), first(args)));
                    }
                    call("substring", all)
                };
                let list = |it: Target, args: &[Target]| {
                    let at = || Target::var("at");
                    let mut within = Target::binary(Op::GreaterOrEqual, at(), first(args));
                    if let Some(end) = args.get(1) {
                        within = Target::binary(Op::And, within, Target::binary(Op::Less, at(), end.clone()));
                    }
                    Target::array(vec![call("filter", vec![it, function(&["js", "at"], within)])])
                };
                let is_text = name == "substring";
                let value = if is_text { text(of, &given) } else { by_type(self, text, list) };
                (value, if is_text { Type::String } else { ty })
            }
            "concat" => (
                by_type(
                    self,
                    |it, args| Target::binary(Op::Concat, it, first(args)),
                    |it, args| call("append", vec![it, first(args)]),
                ),
                ty,
            ),
            "join" => {
                let separator = given.first().cloned().unwrap_or_else(|| Target::string(","));
                let text = function(&["js"], call("string", vec![Target::var("js")]));
                (call("join", vec![call("map", vec![of, text]), separator]), Type::String)
            }
            "reverse" => (call("reverse", vec![of]), Type::List),
            "map" | "filter" => (Target::array(vec![call(name, vec![of, arg(0)])]), Type::List),
            "find" => {
                let found = Target::array(vec![call("filter", vec![of, arg(0)])]);
                (found.filter(number("0")), Type::Unknown)
            }
            "some" => {
                let count = call("count", vec![call("filter", vec![of, arg(0)])]);
                (Target::binary(Op::Greater, count, number("0")), Type::Bool)
            }
            "every" => {
                let all = self.bind(of, &|it| {
                    let count = call("count", vec![call("filter", vec![it.clone(), arg(0)])]);
                    equal(count, call("count", vec![it]))
                });
                (all, Type::Bool)
            }
            _ => (call("reduce", vec![of, arg(0), arg(1)]), Type::Unknown),
        };
        Ok((within(bound, value), ty))
    }
}

/// An expression behind what binds its variables.
fn within(mut bound: Vec<Target>, value: Target) -> Target {
    if bound.is_empty() {
        return value;
    }
    bound.push(value);
    Target::block(bound)
}

fn first(args: &[Target]) -> Target {
    args.first().cloned().unwrap_or_else(Target::null)
}

/// Empty lists and objects are true in JavaScript.
fn truthy(value: Target) -> Target {
    let kinds = Target::array(vec![Target::string("array"), Target::string("object")]);
    let is_many = Target::binary(Op::In, call("type", vec![value.clone()]), kinds);
    Target::binary(Op::Or, is_many, call("boolean", vec![value]))
}

/// Missing, or null.
fn is_nothing(value: Target) -> Target {
    let missing = call("not", vec![call("exists", vec![value.clone()])]);
    Target::binary(Op::Or, missing, is_type(value, "null"))
}

/// `.5` and `5.` are no numbers of JSONata.
fn plain_number(text: &str) -> String {
    let text = if text.starts_with('.') { format!("0{text}") } else { text.to_owned() };
    text.replace(".e", "e").replace(".E", "E").trim_end_matches('.').to_owned()
}
