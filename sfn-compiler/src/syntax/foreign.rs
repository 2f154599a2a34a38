//! What begins no statement: Rust items, words of other languages, misspelled keywords, names without quotes.
//!
//! Read only where nothing of the language begins, so that it costs nothing where all is well.

use proc_macro2::Delimiter;

use super::ast::{Block, Expr, ExprKind, If, StatementKind, Str};
use super::control;
use super::cursor::Parser;
use super::expr::error;
use super::messages;
use super::statement::{Close, KEYWORDS, begins_clearly, is_keyword, is_label};
use super::token::{Token, on_later_line, on_same_line, plain, touch};

/// Whether the word at the cursor can be the callee of a statement, by what stands after it.
pub(super) fn may_be_called(p: &Parser) -> bool {
    match p.peek(1) {
        None | Some(Token::Punct { ch: ';' | ',' | '.' | '=', .. }) => true,
        Some(Token::Group(group)) => {
            group.delimiter() != Delimiter::Bracket && !matches!(p.word(0), Some("do" | "unsafe" | "async"))
        }
        Some(Token::Word { text, .. }) => matches!(text.as_str(), "select" | "catch"),
        Some(_) => p.is_punct(1, '!') || joins_action(p, 1),
    }
}

/// Whether `:action` is at `n`: one colon where two belong.
pub(super) fn joins_action(p: &Parser, n: usize) -> bool {
    if !p.is_punct(n, ':') || p.is_pair(n, ':', ':') || p.word(n + 1).is_none_or(is_keyword) {
        return false;
    }
    match (p.peek(n), p.peek(n + 1)) {
        (Some(colon), Some(action)) => {
            touch(colon.span(), action.span()) != Some(false) || n > 0 && names_action(p, n)
        }
        _ => false,
    }
}

/// Whether `service:action` is around the colon at `n`, and the service has the action.
pub(super) fn names_action(p: &Parser, n: usize) -> bool {
    let (Some(service), Some(action)) = (p.word(n - 1), p.word(n + 1)) else { return false };
    p.is_punct(n, ':')
        && !p.is_pair(n, ':', ':')
        && sfn_asl::catalog::action(&plain(service).replace('_', "-"), plain(action)).is_some()
}

/// `A:` for `"A":`, reported.
pub(super) fn label(p: &mut Parser) -> Option<Str> {
    if !p.is_punct(1, ':') || p.is_pair(1, ':', ':') || p.is_pair(1, ':', '=') {
        return None;
    }
    let name = match p.peek(0) {
        Some(Token::Literal { text, .. }) => text.trim_matches('\'').to_owned(),
        Some(Token::Word { text, .. }) if !joins_action(p, 1) && !is_keyword(text) => plain(text).to_owned(),
        _ => return None,
    };
    if matches!(p.peek(2), Some(Token::Group(_))) {
        return None;
    }
    let start = p.here();
    messages::label_quotes(p.cx, start, &name);
    p.skip(2);
    if p.is_end() {
        p.mark_reported();
    }
    Some(Str { value: name, span: start.into() })
}

/// `charge: { … }`, `@timeout(30s) …`, `#timeout(30s) …`: reports what is wrong, and moves over it.
pub(super) fn before_statement(p: &mut Parser) -> bool {
    let start = p.here();
    match p.peek(0) {
        Some(Token::Word { text, .. }) => {
            let (Some(colon), Some(Token::Group(_))) = (p.peek(1), p.peek(2)) else { return false };
            if !p.is_punct(1, ':') {
                return false;
            }
            let (colon, name) = (colon.span(), plain(text).to_owned());
            messages::call_colon(p.cx, colon, &name);
            p.skip(3);
        }
        Some(Token::Punct { ch: '@' | '#', .. }) => {
            let Some(name) = p.word(1) else { return false };
            let name = plain(name).to_owned();
            messages::attribute_form(p.cx, start, &name);
            p.skip(2);
            p.eat_group(Delimiter::Parenthesis);
        }
        _ => return false,
    }
    true
}

/// A statement that begins with a word that begins none. `None`: nothing is known to be wrong.
pub(super) fn statement(p: &mut Parser) -> Option<(StatementKind, Close)> {
    let start = p.here();
    let word = plain(p.word(0)?).to_owned();
    let next = p.peek(1)?.span();
    // A call whose `;` is missing.
    if on_later_line(start, next) {
        return None;
    }
    let named = p.word(1).map(plain).unwrap_or("name").to_owned();
    let (message, help) = match word.as_str() {
        "use" => (
            "names are imported outside the machine".to_owned(),
            "write it above `state_machine!`, or write whole paths: `crate::…`".to_owned(),
        ),
        "const" | "static" if p.is_punct(2, ':') => (
            "constants are defined outside the machine".to_owned(),
            format!("put it before `state_machine!`, and write `crate::{named}` here"),
        ),
        "const" | "var" | "val" | "static" | "set" | "local" if p.is_assign(2) => {
            (format!("`{word}` begins no statement"), format!("write `let {named} = …`"))
        }
        "fn" | "struct" | "enum" | "trait" | "impl" | "mod" | "type" | "union" | "extern" | "static"
        | "const" | "function" | "def" | "async" | "unsafe" => (
            "a machine holds statements, and no items of Rust".to_owned(),
            "put it before `state_machine!`".to_owned(),
        ),
        "pub" | "machine" => (
            "a machine cannot stand inside another".to_owned(),
            "put it beside this one, and start it with `states::startExecution`".to_owned(),
        ),
        "switch" => (format!("`{word}` is not part of the language"), "write `match`".to_owned()),
        "unless" => (format!("`{word}` is not part of the language"), "write `if !(…)`".to_owned()),
        "elseif" | "elif" | "elsif" => (
            format!("`{word}` is not part of the language, and must follow an `if` block"),
            "write `else if`".to_owned(),
        ),
        "do" | "repeat" | "until" => {
            (format!("`{word}` is not part of the language"), "write `loop { … if … { break; } }`".to_owned())
        }
        "foreach" | "each" => {
            (format!("`{word}` is not part of the language"), "write `for $ in … { … }`".to_owned())
        }
        "throw" | "raise" => {
            (format!("`{word}` is not part of the language"), "write `fail \"Error\", \"cause\";`".to_owned())
        }
        "sleep" | "delay" => {
            (format!("`{word}` is not part of the language"), "write `wait 30s;`".to_owned())
        }
        "await" | "call" | "run" | "new" => {
            (format!("`{word}` begins no statement"), "remove it: a call is a statement by itself".to_owned())
        }
        "retry" => (
            "expected `policy` after `retry`".to_owned(),
            format!("write `retry policy {named} = retry(…);`, or `#[retry(…)]` before a statement"),
        ),
        "state" if p.is_assign(2) => {
            messages::state_quotes(p.cx, next, &named);
            skip_item(p);
            return Some((StatementKind::Error, Close::Broken));
        }
        _ => {
            if p.is_pair(1, ':', '=') || !on_same_line(start, next) {
                return None;
            }
            match (sfn_asl::diag::suggest::nearest(&word, KEYWORDS.iter().copied()), p.peek(1)) {
                (Some(near), _) if word.len() > 3 => {
                    (format!("`{word}` begins no statement"), format!("did you mean `{near}`?"))
                }
                (_, Some(Token::Word { .. })) => (
                    format!("`{word}` begins no statement"),
                    format!("write `{word} {{ … }}` or `{word}(…)` to call a function of this name"),
                ),
                (_, Some(Token::Literal { .. } | Token::Group(_) | Token::Punct { ch: '$', .. })) => (
                    "what a call is given stands in parentheses or braces".to_owned(),
                    format!("write `{word}(…)` or `{word} {{ name: value }}`"),
                ),
                _ => return None,
            }
        }
    };
    messages::foreign(p.cx, start, message, help);
    if word == "unless" {
        let If { then, .. } = control::if_(p);
        let If { condition, otherwise, keyword, .. } = empty_if(start);
        return Some((StatementKind::If(Box::new(If { condition, then, otherwise, keyword })), Close::Never));
    }
    skip_item(p);
    Some((StatementKind::Error, Close::Never))
}

fn empty_if(at: proc_macro2::Span) -> If {
    let then = Block { doc: None, statements: Vec::new(), span: at.into(), close: at };
    If { condition: error(at), then, otherwise: None, keyword: at }
}

/// Moves to the `;` or over the `{ … }` that ends an item, or to where the next line begins a statement.
fn skip_item(p: &mut Parser) {
    p.skip(1);
    while !p.is_end() && !p.is_punct(0, ';') && !p.is_punct(0, ',') {
        if p.is_group(0, Delimiter::Brace) {
            p.skip(1);
            // `do { … } while …;`
            if !(p.is_word(0, "while") && on_same_line(p.last(), p.here())) {
                return;
            }
        } else if begins_clearly(p) && on_later_line(p.last(), p.here()) {
            return;
        }
        p.skip(1);
    }
    if p.is_punct(0, ',') {
        p.mark_reported();
    }
}

/// Whether what must go on does not, because the next statement begins on a line of its own.
pub(super) fn is_unfinished(p: &Parser) -> bool {
    match p.peek(0) {
        Some(Token::Word { ident, text }) => {
            is_keyword(text) && !p.is_pair(1, ':', ':') && on_later_line(p.last(), ident.span())
        }
        Some(Token::Literal { span, .. }) => is_label(p) && !on_same_line(p.last(), *span),
        _ => false,
    }
}

/// The call without its parentheses that a condition or a subject ends with: `f` of `f { id: 1 } == 5 {`.
pub(super) fn called_name(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Name { .. } => Some(value),
        ExprKind::Binary { right, .. } => called_name(right),
        ExprKind::Not(inner) => called_name(inner),
        _ => None,
    }
}

/// What stands where a value should have ended, if it is an operator of another language: reported.
pub(super) fn after_value(p: &mut Parser) -> bool {
    if p.was_reported() {
        return false;
    }
    let here = p.here();
    if p.is_punct(0, '?') {
        let ends = p.len() == 1 || p.is_punct(1, ';') || p.is_punct(1, ',') || p.is_punct(1, '.');
        if ends {
            messages::question_mark(p.cx, here);
        } else if p.is_punct(1, '?') {
            messages::no_operator(p.cx, here, "??", "write `if IsPresent(…) { … } else { … }`");
        } else {
            messages::no_operator(p.cx, here, "? :", "write `if … { … } else { … }`");
            // `"a" : "b"` looks like the name of a state.
            let ends =
                |p: &Parser| p.is_punct(0, ';') || p.is_punct(0, ',') || p.word(0).is_some_and(is_keyword);
            while !p.is_end() && !ends(p) {
                p.skip(1);
            }
        }
    } else if p.is_pair(0, ':', '=') {
        messages::no_operator(p.cx, here, ":=", "write `=`");
    } else if p.word(0) == Some("as") && p.word(1).is_some_and(is_rust_type) {
        messages::cast(p.cx, here);
        p.skip(2);
    } else {
        return false;
    }
    p.mark_reported();
    true
}

/// What a value may be cast to in Rust.
fn is_rust_type(word: &str) -> bool {
    let is_number = |it: &str| it.strip_prefix(['i', 'u', 'f']).is_some_and(|it| it.parse::<u8>().is_ok());
    is_number(word) || matches!(word, "isize" | "usize" | "bool" | "char" | "str" | "String")
}

/// The same at the end of a statement, where more is known to be wrong.
pub(super) fn after_statement(p: &mut Parser) -> bool {
    if after_value(p) {
        return true;
    }
    let (last, here) = (p.last(), p.here());
    let Some(word) = p.word(0) else { return false };
    match word {
        _ if p.was_reported() || !on_same_line(last, here) => return false,
        "retry" | "timeout" | "heartbeat" | "credentials" => {
            let word = word.to_owned();
            messages::option_behind(p.cx, here, &word);
        }
        "if" | "unless" if !has_block(p) => {
            messages::condition_behind(p.cx, here);
            p.skip(1);
        }
        _ => return false,
    }
    p.mark_reported();
    true
}

/// Whether a `{` comes before the next `;`.
fn has_block(p: &Parser) -> bool {
    let mut n = 0;
    loop {
        match p.peek(n) {
            None | Some(Token::Punct { ch: ';' | ',', .. }) => return false,
            Some(Token::Group(group)) if group.delimiter() == Delimiter::Brace => return true,
            Some(_) => n += 1,
        }
    }
}
