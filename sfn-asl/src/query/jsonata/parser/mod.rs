//! Tokens → tree: a Pratt parser with the binding powers and the oddities of jsonata-js 2.0.6.
//!
//! Every `advance` says whether a `/` that comes next divides, exactly where the original does: after `[]`, an
//! order-by or a function body it does not. What is only refused on the finished tree is in [`super::shape`].

mod lambda;

use std::mem;
use std::ops::Range;

use super::ast::{BinaryOp, Binder, Expr, ExprKind, NEGATE_RBP, SortTerm, lbp};
use super::lexer::{Lexer, Token, TokenKind};
use super::{MAX_HEIGHT, MAX_NESTING, messages};
use crate::query::QueryError;

pub(super) type Parsed<T> = Result<T, Box<QueryError>>;

pub(super) struct Parser<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    token: Token<'t>,
    /// The token before `token`.
    before: Range<usize>,
    /// Calls of `expression` that are running.
    nesting: usize,
    /// Height of the tallest part of the node that is being built.
    tallest: usize,
    /// Whether a `:=` was read since the scope began.
    binds: bool,
    /// Where the blocks start that hold a `:=` of their own.
    scopes: Vec<usize>,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Parser<'t> {
        let token = Token { kind: TokenKind::End, range: 0..0 };
        let (lexer, scopes) = (Lexer::new(text), Vec::new());
        Parser { text, lexer, token, before: 0..0, nesting: 0, tallest: 0, binds: false, scopes }
    }

    pub(super) fn parse(mut self) -> Parsed<Expr> {
        self.advance(false)?;
        if self.token.kind == TokenKind::End {
            return Err(messages::empty(self.token.range).into());
        }
        let expr = self.expression(0)?;
        match self.token.kind {
            TokenKind::End => Ok(self.plain(expr)),
            _ => Err(messages::leftover(self.before, self.token.range, self.text).into()),
        }
    }

    fn advance(&mut self, after_operand: bool) -> Parsed<Token<'t>> {
        let next = self.lexer.next(after_operand)?;
        let token = mem::replace(&mut self.token, next);
        self.before = token.range.clone();
        Ok(token)
    }

    fn at(&self, sign: &str) -> bool {
        matches!(self.token.kind, TokenKind::Op(op) if op == sign)
    }

    fn eat(&mut self, sign: &str) -> Parsed<bool> {
        let found = self.at(sign);
        if found {
            self.advance(false)?;
        }
        Ok(found)
    }

    fn expect(&mut self, sign: &str, after_operand: bool) -> Parsed<()> {
        if self.at(sign) {
            self.advance(after_operand)?;
            return Ok(());
        }
        let range = self.token.range.clone();
        Err(match self.token.kind {
            TokenKind::End => messages::expected_before_end(range, sign).into(),
            _ => messages::expected(range, sign, self.text).into(),
        })
    }

    fn expression(&mut self, rbp: u8) -> Parsed<Expr> {
        if self.nesting >= MAX_NESTING {
            return Err(messages::too_deep(self.token.range.clone(), MAX_NESTING).into());
        }
        self.nesting += 1;
        let outer = mem::take(&mut self.tallest);
        let before = self.before.clone();
        let token = self.advance(true)?;
        let mut left = self.prefix(token, before)?;
        while let TokenKind::Op(sign) = self.token.kind
            && rbp < lbp(sign)
        {
            let operator = self.advance(false)?.range;
            self.tallest += 1;
            left = self.infix(left, sign, operator.clone())?;
            if self.tallest > MAX_HEIGHT {
                return Err(messages::too_deep(operator, MAX_HEIGHT).into());
            }
        }
        self.nesting -= 1;
        self.tallest = outer.max(self.tallest + 1);
        Ok(left)
    }

    /// An expression where parentheses around the whole of it change nothing.
    fn operand(&mut self, rbp: u8) -> Parsed<Expr> {
        let expr = self.expression(rbp)?;
        Ok(self.plain(expr))
    }

    /// Drops parentheses that only group.
    fn plain(&self, expr: Expr) -> Expr {
        match expr.kind {
            ExprKind::Block(mut items)
                if items.len() == 1 && self.scopes.binary_search(&expr.range.start).is_err() =>
            {
                items.remove(0)
            }
            _ => expr,
        }
    }

    /// As [`Parser::plain`], but a number in parentheses stays a computed value: as an index it treats arrays of
    /// arrays differently, and `-` folds into a bare one.
    fn plain_unless_number(&self, expr: Expr) -> Expr {
        if holds(&expr, is_number) { expr } else { self.plain(expr) }
    }

    /// Here and in [`Parser::infix`] the arms are functions of their own: unoptimized, the frame of a function holds
    /// the locals of all its arms, once for every level of nesting.
    fn prefix(&mut self, token: Token<'t>, before: Range<usize>) -> Parsed<Expr> {
        let start = token.range.start;
        let kind = match token.kind {
            TokenKind::Op("-") => self.negate(),
            TokenKind::Op("(") => self.block(start),
            TokenKind::Op("[") => self.array(),
            TokenKind::Op("{") => self.pairs().map(ExprKind::Object),
            TokenKind::Op("|") => self.transform(),
            _ => self.leaf(token, before),
        };
        kind.map(|kind| self.node(kind, start))
    }

    fn leaf(&self, token: Token<'t>, before: Range<usize>) -> Parsed<ExprKind> {
        Ok(match token.kind {
            TokenKind::End => return Err(messages::unexpected_end(token.range).into()),
            TokenKind::Name(name) => ExprKind::Name(name.to_owned()),
            TokenKind::Variable(name) => ExprKind::Variable(name.to_owned()),
            TokenKind::String(value) => ExprKind::String(value),
            TokenKind::Number(text) => ExprKind::Number(text.to_owned()),
            TokenKind::Bool(value) => ExprKind::Bool(value),
            TokenKind::Null => ExprKind::Null,
            TokenKind::Regex { pattern, flags } => {
                ExprKind::Regex { pattern: pattern.to_owned(), flags: flags.to_owned() }
            }
            TokenKind::Op(sign) => match sign {
                "and" | "or" | "in" => ExprKind::Name(sign.to_owned()),
                "*" => ExprKind::Wildcard,
                "**" => ExprKind::Descendants,
                "%" => ExprKind::Parent,
                _ => return Err(messages::no_operand(before, token.range, self.text).into()),
            },
        })
    }

    fn negate(&mut self) -> Parsed<ExprKind> {
        let inner = self.expression(NEGATE_RBP)?;
        Ok(ExprKind::Negate(self.plain_unless_number(inner).into()))
    }

    /// A node from `start` to the last token read.
    fn node(&self, kind: ExprKind, start: usize) -> Expr {
        Expr { kind, range: start..self.before.end }
    }

    fn infix(&mut self, left: Expr, sign: &'static str, operator: Range<usize>) -> Parsed<Expr> {
        let start = left.range.start;
        let kind = match sign {
            "." => self.step(left),
            "(" => self.call(left),
            "[" => self.filter(left),
            "{" => self.pairs().map(|pairs| ExprKind::Group { base: left.into(), pairs }),
            "^" => self.sort_terms().map(|terms| ExprKind::Sort { base: left.into(), terms }),
            "@" => self.binder(sign, operator).map(|binder| ExprKind::Focus { base: left.into(), binder }),
            "#" => self.binder(sign, operator).map(|binder| ExprKind::Index { base: left.into(), binder }),
            "?" => self.condition(left),
            ":=" => self.bind(left),
            _ => self.binary(left, sign, operator),
        };
        kind.map(|kind| self.node(kind, start))
    }

    fn step(&mut self, left: Expr) -> Parsed<ExprKind> {
        let step = self.expression(lbp("."))?;
        let mut steps = match left.kind {
            ExprKind::Path(steps) => steps,
            _ => vec![left],
        };
        steps.push(step);
        Ok(ExprKind::Path(steps))
    }

    fn filter(&mut self, left: Expr) -> Parsed<ExprKind> {
        // Not after an operand: after `a[]` jsonata-js takes a `/` for a regular expression.
        if self.eat("]")? {
            return Ok(ExprKind::KeepArray(left.into()));
        }
        let predicate = self.expression(0)?;
        self.expect("]", true)?;
        Ok(ExprKind::Filter { base: left.into(), predicate: self.plain_unless_number(predicate).into() })
    }

    fn condition(&mut self, left: Expr) -> Parsed<ExprKind> {
        let condition = self.plain(left).into();
        let then = self.operand(0)?.into();
        let otherwise = if self.eat(":")? { Some(self.operand(0)?.into()) } else { None };
        Ok(ExprKind::Condition { condition, then, otherwise })
    }

    fn bind(&mut self, left: Expr) -> Parsed<ExprKind> {
        let ExprKind::Variable(name) = left.kind else {
            return Err(messages::bind_target(left.range, self.text).into());
        };
        let value = self.operand(lbp(":=") - 1)?.into();
        self.binds = true;
        Ok(ExprKind::Bind { binder: Binder { name, range: left.range }, value })
    }

    fn binary(&mut self, left: Expr, sign: &str, operator: Range<usize>) -> Parsed<ExprKind> {
        let Some(op) = BinaryOp::from_sign(sign) else {
            return Err(messages::no_operand(self.before.clone(), operator, self.text).into());
        };
        let rhs = self.expression(op.power())?;
        let (lhs, rhs) = match op {
            // `x ~> (f(y))` applies the result of `f(y)`, without parentheses `x` is an argument more.
            BinaryOp::Apply => (left, rhs),
            _ => (self.plain(left), self.plain(rhs)),
        };
        Ok(ExprKind::Binary { op, lhs: lhs.into(), rhs: rhs.into() })
    }

    fn binder(&mut self, sign: &str, operator: Range<usize>) -> Parsed<Binder> {
        let target = self.expression(lbp(sign))?;
        match target.kind {
            ExprKind::Variable(name) => Ok(Binder { name, range: target.range }),
            _ => Err(messages::binder(operator.start..target.range.end, sign).into()),
        }
    }

    fn call(&mut self, callee: Expr) -> Parsed<ExprKind> {
        let mut args = Vec::new();
        if !self.at(")") {
            loop {
                if self.at("?") {
                    let range = self.advance(false)?.range;
                    args.push(Expr { kind: ExprKind::Placeholder, range });
                } else {
                    args.push(self.operand(0)?);
                }
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect(")", true)?;
        match &callee.kind {
            ExprKind::Name(name) if name == "function" || name == "λ" => self.lambda(args),
            _ => Ok(ExprKind::Call { callee: callee.into(), args }),
        }
    }

    fn block(&mut self, start: usize) -> Parsed<ExprKind> {
        let binds = mem::take(&mut self.binds);
        let mut items = Vec::new();
        while !self.at(")") {
            items.push(self.operand(0)?);
            if !self.eat(";")? {
                break;
            }
        }
        self.expect(")", true)?;
        if self.binds {
            let place = self.scopes.partition_point(|it| *it < start);
            self.scopes.insert(place, start);
        }
        self.binds = binds;
        Ok(ExprKind::Block(items))
    }

    fn array(&mut self) -> Parsed<ExprKind> {
        let mut items = Vec::new();
        if !self.at("]") {
            loop {
                let item = self.expression(0)?;
                let start = item.range.start;
                if self.eat("..")? {
                    let from = self.plain(item).into();
                    let to = self.operand(0)?.into();
                    items.push(self.node(ExprKind::Range(from, to), start));
                } else if holds(&item, |it| matches!(it, ExprKind::Array(_))) {
                    // `[[1]]` nests, `[([1])]` appends.
                    items.push(item);
                } else {
                    items.push(self.plain(item));
                }
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect("]", true)?;
        Ok(ExprKind::Array(items))
    }

    fn pairs(&mut self) -> Parsed<Vec<(Expr, Expr)>> {
        let mut pairs = Vec::new();
        if !self.at("}") {
            loop {
                let key = self.operand(0)?;
                self.expect(":", false)?;
                pairs.push((key, self.operand(0)?));
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect("}", true)?;
        Ok(pairs)
    }

    fn sort_terms(&mut self) -> Parsed<Vec<SortTerm>> {
        self.expect("(", false)?;
        let mut terms = Vec::new();
        loop {
            let descending = self.at(">");
            if descending || self.at("<") {
                self.advance(false)?;
            }
            terms.push(SortTerm { descending, expr: self.operand(0)? });
            if !self.eat(",")? {
                break;
            }
        }
        self.expect(")", false)?;
        Ok(terms)
    }

    fn transform(&mut self) -> Parsed<ExprKind> {
        let pattern = self.operand(0)?.into();
        self.expect("|", false)?;
        let update = self.operand(0)?.into();
        let delete = if self.eat(",")? { Some(self.operand(0)?.into()) } else { None };
        self.expect("|", false)?;
        Ok(ExprKind::Transform { pattern, update, delete })
    }
}

/// Whether `expr` is parentheses around nothing but what `wanted` says.
fn holds(expr: &Expr, wanted: impl Fn(&ExprKind) -> bool) -> bool {
    matches!(&expr.kind, ExprKind::Block(items) if items.len() == 1 && wanted(&items[0].kind))
}

/// A literal number, as jsonata-js folds it.
fn is_number(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Number(_) => true,
        ExprKind::Negate(inner) => is_number(&inner.kind),
        _ => false,
    }
}
