//! What jsonata-js refuses to parse.

use std::ops::Range;

use super::excerpt;
use crate::query::QueryError;

const SYNTAX: u16 = 8008;
const CONFUSED: u16 = 8020;

pub(in super::super) fn bang(range: Range<usize>) -> QueryError {
    QueryError::new(CONFUSED, range, "JSONata has no operator `!`").with_help("write `$not(…)`")
}

pub(in super::super) fn lone_tilde(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "`~` alone is no operator").with_help("the chain operator is `~>`")
}

pub(in super::super) fn unclosed_name(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the quoted name is not closed").with_help("add a backquote")
}

pub(in super::super) fn unclosed_comment(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the comment is not closed").with_help("add `*/`")
}

pub(in super::super) fn unclosed_string(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the string is not closed by the quote that opened it")
        .with_help("close it; a quote inside a string in single quotes is `\\u0027`, in double quotes `\\\"`")
}

pub(in super::super) fn number_out_of_range(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the number is too large for a double")
}

pub(in super::super) fn bad_escape(range: Range<usize>, escape: char) -> QueryError {
    let error = QueryError::new(SYNTAX, range, format!("`\\{escape}` is no escape sequence"));
    error.with_help(match escape {
        // The one JSON does not have, and the one everyone tries.
        '\'' => "put the string into double quotes, or write `\\u0027`",
        _ => {
            "there are `\\\"` `\\\\` `\\/` `\\b` `\\f` `\\n` `\\r` `\\t` and `\\uXXXX`; a backslash is `\\\\`"
        }
    })
}

pub(in super::super) fn bad_unicode_escape(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "`\\u` must be followed by four hexadecimal digits")
}

pub(in super::super) fn lone_surrogate(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "half a surrogate pair is no character")
        .with_help("write both halves, or the character itself")
}

pub(in super::super) fn empty_regex(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "a regular expression must not be empty")
        .with_help("a comment is `/* … */`; `//` starts none")
}

pub(in super::super) fn unclosed_regex(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the regular expression has no closing `/`").with_help(
        "brackets inside it must be balanced or escaped; if `/` should divide, its left side is missing",
    )
}

pub(in super::super) fn too_deep(range: Range<usize>, limit: usize) -> QueryError {
    QueryError::new(SYNTAX, range, format!("the expression is nested more than {limit} deep")).with_help(
        "the service runs out of stack on such expressions; split it, with `:=` in a block or over states",
    )
}

pub(in super::super) fn unexpected_end(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the expression ends where an operand is expected")
}

pub(in super::super) fn empty(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "the expression is empty")
}

pub(in super::super) fn expected_before_end(range: Range<usize>, wanted: &str) -> QueryError {
    QueryError::new(SYNTAX, range, format!("expected `{wanted}` before the end of the expression"))
}

pub(in super::super) fn expected(range: Range<usize>, wanted: &str, text: &str) -> QueryError {
    let found = excerpt(&text[range.clone()]);
    QueryError::new(SYNTAX, range, format!("expected `{wanted}`, found {found}"))
}

/// A sign where an operand should stand: `a + * 2`, `a == b`.
pub(in super::super) fn no_operand(before: Range<usize>, range: Range<usize>, text: &str) -> QueryError {
    let sign = &text[range.clone()];
    if before.end == range.start {
        let pair = before.start..range.end;
        let help = match (&text[before.clone()], sign) {
            ("=", "=") => Some(("`=`", "JSONata compares with `=`")),
            ("!=", "=") => Some(("`!=`", "JSONata compares with `!=`")),
            ("<", ">") => Some(("`!=`", "JSONata has no operator `<>`")),
            ("&", "&") => Some(("`and`", "JSONata's `&` joins strings")),
            ("=", ">") => Some(("`function($x) { … }`", "JSONata has no arrow functions")),
            ("+", "=") | ("-", "=") | ("*", "=") | ("/", "=") => {
                Some(("`$x := $x + …`", "JSONata has no assigning operators"))
            }
            ("?", "?") => {
                Some(("`$exists(a) ? a : b`", "`??` came with JSONata 2.1, and Step Functions runs 2.0.6"))
            }
            ("?", ":") => Some(("`a ? a : b`", "`?:` came with JSONata 2.1, and Step Functions runs 2.0.6")),
            _ => None,
        };
        if let Some((instead, why)) = help {
            return QueryError::new(CONFUSED, pair, why).with_help(format!("write {instead}"));
        }
    }
    let error = QueryError::new(SYNTAX, range.clone(), format!("expected an operand, found `{sign}`"));
    match (text.get(before).unwrap_or(""), sign) {
        (",", "]" | ")" | "}") => error.with_help("remove the comma before it"),
        (_, ".") if text[range.end..].starts_with(|it: char| it.is_ascii_digit()) => {
            error.with_help("write the zero before the point")
        }
        _ => error,
    }
}

/// A whole expression, and then something else.
pub(in super::super) fn leftover(before: Range<usize>, range: Range<usize>, text: &str) -> QueryError {
    let word = text.get(before.clone()).unwrap_or("");
    let found = &text[range.clone()];
    if found == "|" && text[range.end..].starts_with('|') {
        return QueryError::new(CONFUSED, range.start..range.end + 1, "JSONata has no operator `||`")
            .with_help("write `or`");
    }
    let meant = match word {
        "not" => Some("write `$not(…)`"),
        "return" => Some("drop it: a block gives the value of its last expression"),
        "let" | "const" | "var" => Some("write `($x := value; result)`"),
        "if" => Some("write `condition ? then : else`"),
        "is" => Some("write `=` or `$exists(…)`"),
        _ => None,
    };
    if let Some(help) = meant {
        return QueryError::new(CONFUSED, before, format!("`{word}` is no keyword of JSONata"))
            .with_help(help);
    }
    let error = QueryError::new(
        SYNTAX,
        range.clone(),
        format!("expected an operator or the end, found {}", excerpt(found)),
    );
    let quoted = |it: &str| it.starts_with(['"', '\'']);
    match found {
        ";" => error.with_help("several expressions need parentheses: `( …; … )`"),
        ")" | "]" | "}" => error.with_help(format!("nothing opens this `{found}`")),
        _ if quoted(found) || quoted(word) => error.with_help("strings are joined with `&`"),
        _ => error,
    }
}

pub(in super::super) fn param_not_variable(range: Range<usize>, text: &str) -> QueryError {
    let found = excerpt(&text[range.clone()]);
    QueryError::new(SYNTAX, range, format!("a parameter must be a variable, not {found}"))
        .with_help("parameters start with `$`")
}

pub(in super::super) fn bind_target(range: Range<usize>, text: &str) -> QueryError {
    let found = excerpt(&text[range.clone()]);
    QueryError::new(SYNTAX, range, format!("the left side of `:=` must be a variable, not {found}"))
        .with_help("variables start with `$`")
}

pub(in super::super) fn binder(range: Range<usize>, sign: &str) -> QueryError {
    QueryError::new(SYNTAX, range, format!("the right side of `{sign}` must be a variable"))
        .with_help("variables start with `$`")
}

pub(in super::super) fn signature_subtype(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "only `a` and `f` take a type in angle brackets in a function signature")
}

pub(in super::super) fn signature_choice(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "a choice in a function signature cannot hold types in angle brackets")
}

pub(in super::super) fn filter_after_group(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "a predicate cannot follow a grouping")
        .with_help("put the grouping into parentheses")
}

pub(in super::super) fn second_group(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "a step can have only one grouping")
        .with_help("put the first one into parentheses")
}

pub(in super::super) fn literal_step(range: Range<usize>, text: &str) -> QueryError {
    let found = excerpt(&text[range.clone()]);
    QueryError::new(SYNTAX, range, format!("{found} cannot be a step of a path"))
        .with_help("an index goes into brackets, a field of that name into backquotes")
}

pub(in super::super) fn focus_after_filter(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "`@` must come before the predicates of its step")
}

pub(in super::super) fn focus_after_sort(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "`@` must come before the `^( … )` of its step")
}

pub(in super::super) fn no_parent(range: Range<usize>) -> QueryError {
    QueryError::new(SYNTAX, range, "`%` has no parent to refer to here")
        .with_help("it needs a named step before it in the same path")
}
