//! `function($a, $b)<signature> { body }`, which starts like a call.

use std::mem;
use std::ops::Range;

use super::super::ast::{Binder, Expr, ExprKind};
use super::super::lexer::TokenKind;
use super::super::messages;
use super::{Parsed, Parser};

impl Parser<'_> {
    /// From the arguments of `function( … )` on.
    pub(super) fn lambda(&mut self, args: Vec<Expr>) -> Parsed<ExprKind> {
        let mut params = Vec::with_capacity(args.len());
        for arg in args {
            match arg.kind {
                ExprKind::Variable(name) => params.push(Binder { name, range: arg.range }),
                _ => return Err(messages::param_not_variable(arg.range, self.text).into()),
            }
        }
        let signature = if self.at("<") { Some(self.signature()?) } else { None };
        self.expect("{", false)?;
        let binds = mem::take(&mut self.binds);
        let body = self.operand(0)?.into();
        self.binds = binds;
        self.expect("}", false)?;
        Ok(ExprKind::Lambda { params, signature, body })
    }

    /// `<n-n:n>`; blanks inside do not count.
    fn signature(&mut self) -> Parsed<String> {
        let start = self.token.range.start;
        let mut signature = String::from("<");
        let mut depth = 1;
        while depth > 0 && !self.at("{") && self.token.kind != TokenKind::End {
            self.advance(false)?;
            // jsonata-js ignores them; printed back they would read as something else.
            if matches!(self.token.kind, TokenKind::String(_) | TokenKind::Regex { .. }) {
                break;
            }
            depth += i32::from(self.at("<")) - i32::from(self.at(">"));
            signature.push_str(&self.text[self.token.range.clone()]);
        }
        let range = start..self.token.range.end;
        self.expect(">", false)?;
        check_signature(&signature[1..], range)?;
        Ok(signature)
    }
}

/// Types in angle brackets may follow `a` and `f` only. Everything else jsonata-js takes as it comes.
fn check_signature(symbols: &str, range: Range<usize>) -> Parsed<()> {
    let mut param = ' ';
    let mut depth = 0;
    let mut choices = 0;
    for symbol in symbols.chars() {
        match symbol {
            ':' if depth == 0 => break,
            '<' if choices > 0 => return Err(messages::signature_choice(range).into()),
            '<' if depth == 0 && !matches!(param, 'a' | 'f') => {
                return Err(messages::signature_subtype(range).into());
            }
            '<' => depth += 1,
            '>' => depth -= 1,
            '(' if depth == 0 => choices += 1,
            ')' if depth == 0 => {
                choices -= 1;
                param = symbol;
            }
            _ if depth == 0 && "snblaofjx".contains(symbol) => param = symbol,
            _ => {}
        }
    }
    Ok(())
}
