//! Tokens → tree.

use std::ops::Range;

use super::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use super::lexer::{Token, tokens};
use super::{Error, Fault, MAX_NESTING, functions};

/// Parses an expression.
pub fn parse(text: &str) -> Result<Expr, Error> {
    nested(text, 0, 0)
}

/// Parses a part of a text that begins at `from`.
pub(super) fn nested(text: &str, from: usize, depth: usize) -> Result<Expr, Error> {
    if depth > MAX_NESTING {
        return Err(Error { fault: Fault::TooDeep, range: from..from + text.len() });
    }
    let tokens = tokens(text, from, depth)?;
    let end = from + text.len();
    let mut parser = Parser { tokens, at: 0, end, depth, names: Vec::new() };
    let expr = parser.expr()?;
    match parser.tokens.get(parser.at) {
        None => Ok(expr),
        Some((_, range)) => {
            let text = &text[range.start - from..range.end - from];
            Err(Error { fault: Fault::NotTaken(text.to_owned()), range: range.clone() })
        }
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    end: usize,
    depth: usize,
    /// Parameters of the functions around.
    names: Vec<String>,
}

/// From the loosest to the tightest.
const LEVELS: &[&[(&str, BinaryOp)]] = &[
    &[("??", BinaryOp::Coalesce), ("||", BinaryOp::Or)],
    &[("&&", BinaryOp::And)],
    &[
        ("===", BinaryOp::Equal),
        ("!==", BinaryOp::NotEqual),
        ("==", BinaryOp::Equal),
        ("!=", BinaryOp::NotEqual),
    ],
    &[
        ("<=", BinaryOp::LessOrEqual),
        (">=", BinaryOp::GreaterOrEqual),
        ("<", BinaryOp::Less),
        (">", BinaryOp::Greater),
    ],
    &[("+", BinaryOp::Add), ("-", BinaryOp::Subtract)],
    &[("*", BinaryOp::Multiply), ("/", BinaryOp::Divide), ("%", BinaryOp::Remainder)],
];

impl Parser {
    fn sign(&self) -> Option<&'static str> {
        match self.tokens.get(self.at) {
            Some((Token::Sign(sign), _)) => Some(sign),
            _ => None,
        }
    }

    fn eat(&mut self, sign: &str) -> bool {
        let is = self.sign() == Some(sign);
        self.at += usize::from(is);
        is
    }

    fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |it| it.1.clone())
    }

    fn last(&self) -> usize {
        self.at.checked_sub(1).and_then(|it| self.tokens.get(it)).map_or(0, |it| it.1.end)
    }

    fn expect(&mut self, sign: &'static str, what: &'static str) -> Result<(), Error> {
        if self.eat(sign) { Ok(()) } else { Err(self.expected(what)) }
    }

    fn expected(&self, what: &'static str) -> Error {
        Error { fault: Fault::Expected(what), range: self.here() }
    }

    fn not_taken(&self, what: impl Into<String>, range: Range<usize>) -> Error {
        Error { fault: Fault::NotTaken(what.into()), range }
    }

    fn expr(&mut self) -> Result<Expr, Error> {
        if self.depth > MAX_NESTING {
            return Err(Error { fault: Fault::TooDeep, range: self.here() });
        }
        self.depth += 1;
        let expr = self.conditional();
        self.depth -= 1;
        expr
    }

    fn conditional(&mut self) -> Result<Expr, Error> {
        let start = self.here().start;
        let condition = self.binary(0)?;
        if !self.eat("?") {
            return Ok(condition);
        }
        let then = self.expr()?;
        self.expect(":", "`:`")?;
        let otherwise = self.expr()?;
        let kind = ExprKind::Conditional(Box::new(condition), Box::new(then), Box::new(otherwise));
        Ok(Expr { kind, range: start..self.last() })
    }

    fn binary(&mut self, level: usize) -> Result<Expr, Error> {
        let Some(operators) = LEVELS.get(level) else { return self.power() };
        let start = self.here().start;
        let mut left = self.binary(level + 1)?;
        let mut height = 0;
        while let Some((sign, op)) = operators.iter().find(|it| Some(it.0) == self.sign()) {
            height += 1;
            if height > MAX_NESTING {
                return Err(Error { fault: Fault::TooDeep, range: self.here() });
            }
            self.eat(sign);
            let right = self.binary(level + 1)?;
            left = Expr {
                kind: ExprKind::Binary(*op, Box::new(left), Box::new(right)),
                range: start..self.last(),
            };
        }
        Ok(left)
    }

    fn power(&mut self) -> Result<Expr, Error> {
        let start = self.here().start;
        let base = self.unary()?;
        if !self.eat("**") {
            return Ok(base);
        }
        let exponent = self.nested(Parser::power)?;
        let kind = ExprKind::Binary(BinaryOp::Power, Box::new(base), Box::new(exponent));
        Ok(Expr { kind, range: start..self.last() })
    }

    fn nested(&mut self, parse: fn(&mut Parser) -> Result<Expr, Error>) -> Result<Expr, Error> {
        if self.depth > MAX_NESTING {
            return Err(Error { fault: Fault::TooDeep, range: self.here() });
        }
        self.depth += 1;
        let expr = parse(self);
        self.depth -= 1;
        expr
    }

    fn unary(&mut self) -> Result<Expr, Error> {
        let start = self.here().start;
        for (sign, op) in [("!", UnaryOp::Not), ("-", UnaryOp::Minus), ("+", UnaryOp::Plus)] {
            if self.eat(sign) {
                let inner = self.nested(Parser::unary)?;
                return Ok(Expr { kind: ExprKind::Unary(op, Box::new(inner)), range: start..self.last() });
            }
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Result<Expr, Error> {
        let start = self.here().start;
        let mut expr = self.primary()?;
        let mut height = 0;
        loop {
            height += 1;
            if height > MAX_NESTING {
                return Err(Error { fault: Fault::TooDeep, range: self.here() });
            }
            let kind = if self.eat(".") {
                let at = self.here();
                let name = self.name()?;
                if self.eat("(") {
                    let args = self.list(")")?;
                    if let Some(what) = functions::wrong_method(&expr, &name, &args) {
                        return Err(self.not_taken(what, at));
                    }
                    ExprKind::Method { base: Box::new(expr), name, args }
                } else {
                    if let Some(what) = functions::wrong_member(&expr, &name) {
                        return Err(self.not_taken(what, at));
                    }
                    ExprKind::Member(Box::new(expr), name)
                }
            } else if self.eat("[") {
                let index = self.expr()?;
                self.expect("]", "`]`")?;
                ExprKind::Index(Box::new(expr), Box::new(index))
            } else if let ExprKind::Name(name) = &expr.kind
                && functions::OBJECTS.contains(&name.as_str())
            {
                return Err(self.not_taken(name.clone(), expr.range));
            } else {
                return Ok(expr);
            };
            expr = Expr { kind, range: start..self.last() };
        }
    }

    /// The name behind a dot, or before the `:` of an object.
    fn name(&mut self) -> Result<String, Error> {
        match self.tokens.get(self.at) {
            Some((Token::Word(word), _)) => {
                let word = word.clone();
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.expected("a name")),
        }
    }

    /// What stands between brackets, behind the opening one.
    fn list(&mut self, close: &'static str) -> Result<Vec<Expr>, Error> {
        let mut items = Vec::new();
        while !self.eat(close) {
            let start = self.here().start;
            if self.eat("...") {
                let inner = self.expr()?;
                items.push(Expr { kind: ExprKind::Spread(Box::new(inner)), range: start..self.last() });
            } else {
                items.push(self.expr()?);
            }
            if !self.eat(",") && self.sign() != Some(close) {
                return Err(self.expected("`,` or the closing bracket"));
            }
        }
        let spread = items.iter().find(|it| matches!(it.kind, ExprKind::Spread(_)));
        match spread {
            Some(spread) if items.len() > 1 || close == "]" => {
                let range = spread.range.clone();
                Err(self.not_taken("... beside others", range))
            }
            _ => Ok(items),
        }
    }

    fn primary(&mut self) -> Result<Expr, Error> {
        if let Some(function) = self.function()? {
            return Ok(function);
        }
        let range = self.here();
        let Some((token, _)) = self.tokens.get(self.at).cloned() else {
            return Err(self.expected("an expression"));
        };
        self.at += 1;
        let kind = match token {
            Token::Number(text) => ExprKind::Number(text),
            Token::String(text) => ExprKind::String(text),
            Token::Template(texts, exprs) => ExprKind::Template(texts, exprs),
            Token::Word(word) => return self.word(word, range),
            Token::Sign("(") => {
                let inner = self.expr()?;
                self.expect(")", "`)`")?;
                return Ok(Expr { range: range.start..self.last(), ..inner });
            }
            Token::Sign("[") => ExprKind::Array(self.list("]")?),
            Token::Sign("{") => ExprKind::Object(self.fields()?),
            Token::Sign(_) => {
                self.at -= 1;
                return Err(self.expected("an expression"));
            }
        };
        Ok(Expr { kind, range: range.start..self.last() })
    }

    fn word(&mut self, word: String, range: Range<usize>) -> Result<Expr, Error> {
        let kind = match word.as_str() {
            "true" | "false" => ExprKind::Bool(word == "true"),
            "null" => ExprKind::Null,
            "undefined" => ExprKind::Undefined,
            "$" => ExprKind::Root,
            _ if self.names.contains(&word) || functions::OBJECTS.contains(&word.as_str()) => {
                ExprKind::Name(word)
            }
            _ if self.sign() == Some("(") && functions::CALLS.contains(&word.as_str()) => {
                self.eat("(");
                let args = self.list(")")?;
                if args.len() != 1 {
                    return Err(self.not_taken(format!("{word} of {} arguments", args.len()), range));
                }
                ExprKind::Call(word, args)
            }
            _ => return Err(self.not_taken(word, range)),
        };
        Ok(Expr { kind, range: range.start..self.last() })
    }

    fn fields(&mut self) -> Result<Vec<(String, Expr)>, Error> {
        let mut fields = Vec::new();
        while !self.eat("}") {
            let key = match self.tokens.get(self.at) {
                Some((Token::String(text), _)) => {
                    let text = text.clone();
                    self.at += 1;
                    text
                }
                _ => self.name()?,
            };
            self.expect(":", "`:`")?;
            fields.push((key, self.expr()?));
            if !self.eat(",") && self.sign() != Some("}") {
                return Err(self.expected("`,` or `}`"));
            }
        }
        Ok(fields)
    }

    /// `x => …`, `(a, b) => …`
    fn function(&mut self) -> Result<Option<Expr>, Error> {
        let start = self.here().start;
        let is_sign =
            |at: usize, is: &str| matches!(self.tokens.get(at), Some((Token::Sign(sign), _)) if *sign == is);
        let word = |at: usize| match self.tokens.get(at) {
            Some((Token::Word(word), _)) => Some(word.clone()),
            _ => None,
        };
        let mut params = Vec::new();
        let mut at = self.at;
        if let Some(name) = word(at).filter(|_| is_sign(at + 1, "=>")) {
            params.push(name);
            at += 1;
        } else if is_sign(at, "(") {
            at += 1;
            while let Some(name) = word(at) {
                params.push(name);
                at += 1;
                if !is_sign(at, ",") {
                    break;
                }
                at += 1;
            }
            if !is_sign(at, ")") {
                return Ok(None);
            }
            at += 1;
        }
        if !is_sign(at, "=>") {
            return Ok(None);
        }
        self.at = at + 1;
        if self.sign() == Some("{") {
            return Err(self.not_taken("a function with statements", self.here()));
        }
        let outside = self.names.len();
        self.names.extend(params.iter().cloned());
        let body = self.expr();
        self.names.truncate(outside);
        Ok(Some(Expr { kind: ExprKind::Function(params, Box::new(body?)), range: start..self.last() }))
    }
}
