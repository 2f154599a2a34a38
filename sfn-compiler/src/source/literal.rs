//! Texts, names, numbers and durations, as Rust reads them.

use super::pretty::{Doc, concat, indent, text};

/// A string literal on one line.
pub fn string(value: &str) -> String {
    let backslashes = value.contains('\\');
    let quotes = value.matches('"').count();
    if !value.chars().any(needs_escape) && (backslashes || quotes > 1) {
        return raw_string(value);
    }
    format!("\"{}\"", escaped(value))
}

/// A raw string literal, for a text without characters that need an escape.
fn raw_string(value: &str) -> String {
    let mut hashes = String::new();
    while value.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{value}\"{hashes}")
}

/// Whether rustc, or a reader, would not see the character as it is.
fn needs_escape(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Characters that change the direction of text (rustc denies them, `text_direction_codepoint_in_literal`) or have
/// no width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => out.push_str("\\0"),
            c if needs_escape(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Texts of several lines that are longer than this get a line of source for each of theirs.
const ONE_LINE: usize = 60;

/// A string literal; one of many lines ends each line of source with `\n\`.
pub fn string_doc(value: &str) -> Doc {
    let inside = value.trim_end_matches('\n');
    if !inside.contains('\n') || value.chars().count() <= ONE_LINE || value.contains('\r') {
        return text(string(value));
    }
    let mut lines = vec![text("\"\\")];
    let mut rest = value;
    while !rest.is_empty() {
        // The blanks at the start of a line of source do not count, so those of the text stand at the end of the
        // line before.
        let end = rest.find('\n').map_or(rest.len(), |at| {
            let behind = &rest[at..];
            at + (behind.len() - behind.trim_start_matches([' ', '\t', '\n']).len())
        });
        let last = end == rest.len();
        lines.push(Doc::HardLine);
        // The first line has no line before it.
        let leading = if lines.len() == 2 { leading_blanks(rest) } else { 0 };
        let line = format!("{}{}", "\\x20".repeat(leading), escaped(&rest[leading..end]));
        lines.push(text(if last { format!("{line}\"") } else { format!("{line}\\") }));
        rest = &rest[end..];
    }
    indent(concat(lines))
}

fn leading_blanks(value: &str) -> usize {
    value.len() - value.trim_start_matches(' ').len()
}

/// Whether `name` can stand as it is where an identifier stands. Beyond ASCII rustc would normalize it.
pub fn is_ident(name: &str) -> bool {
    let start = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(start) && name.chars().all(|c| start(c) || c.is_ascii_digit()) && name != "_"
}

/// `name` as an identifier, if it can be one: keywords get their `r#`.
pub fn ident(name: &str) -> Option<String> {
    if !is_ident(name) || matches!(name, "self" | "Self" | "super" | "crate") {
        return None;
    }
    Some(if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() })
}

/// A key of an object.
pub fn key(name: &str) -> String {
    if is_ident(name) { name.to_owned() } else { string(name) }
}

/// Keywords of Rust, and the literals of JSON.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
    "static", "struct", "trait", "true", "type", "unsafe", "use", "where", "while", "abstract", "become",
    "box", "do", "final", "gen", "macro", "override", "priv", "try", "typeof", "unsized", "virtual", "yield",
];

/// Words that begin a statement or mean something in a value: a resource is not called so.
const WORDS: &[&str] = &[
    "arn",
    "catch",
    "evaluate",
    "fail",
    "format",
    "goto",
    "jsonata",
    "jsonpath",
    "machine",
    "null",
    "parallel",
    "pass",
    "policy",
    "resource",
    "retry",
    "select",
    "state",
    "succeed",
    "task",
    "timestamp",
    "until",
    "wait",
    "saga",
    "undo",
    "poll",
    "fragment",
    "self",
    "super",
    "crate",
    "aws_sdk",
];

/// An identifier in snake case made of `name`.
pub fn snake_case(name: &str, otherwise: &str) -> String {
    let mut out = String::new();
    let mut before: Option<char> = None;
    let chars: Vec<char> = name.chars().collect();
    for (i, c) in chars.iter().copied().enumerate() {
        if !c.is_ascii_alphanumeric() {
            before = None;
            continue;
        }
        let next_is_lower = chars.get(i + 1).is_some_and(|c| c.is_ascii_lowercase());
        let begins = match before {
            None => true,
            Some(b) => c.is_ascii_uppercase() && (!b.is_ascii_uppercase() || next_is_lower),
        };
        if begins && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
        before = Some(c);
    }
    if out.is_empty() {
        out.push_str(otherwise);
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    if KEYWORDS.contains(&out.as_str()) || WORDS.contains(&out.as_str()) || out.len() == 1 {
        out.push('_');
        out.push_str(otherwise);
    }
    out
}

/// Seconds as `30s`, `5m`, `2h`, `7d`; a number that is not spelled as a plain integer stays as it is.
pub fn duration(seconds: &str) -> String {
    let plain = seconds.bytes().all(|b| b.is_ascii_digit()) && (seconds == "0" || !seconds.starts_with('0'));
    // Beyond this a double would no longer hold every integer.
    let Some(count) = seconds.parse::<u64>().ok().filter(|it| plain && *it < 1_000_000_000_000_000) else {
        return seconds.to_owned();
    };
    let units = [(86_400, 'd'), (3_600, 'h'), (60, 'm')];
    match units.iter().find(|(length, _)| count > 0 && count % length == 0) {
        Some((length, unit)) => format!("{}{unit}", count / length),
        None => format!("{count}s"),
    }
}

/// Lines of `///` (or `//!`), each with its line break.
pub fn comment(value: &str, marker: &str) -> Vec<Doc> {
    if value.chars().any(|c| c != '\n' && c != '\t' && needs_escape(c)) {
        let hash = if marker == "//!" { "#!" } else { "#" };
        return vec![text(format!("{hash}[doc = \" {}\"]", escaped(value))), Doc::HardLine];
    }
    let mut lines = Vec::new();
    for line in value.split('\n') {
        lines.push(text(if line.is_empty() { marker.to_owned() } else { format!("{marker} {line}") }));
        lines.push(Doc::HardLine);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{comment, duration, ident, key, snake_case, string, string_doc};
    use crate::source::pretty::{concat, render};

    #[test]
    fn strings_are_escaped_as_little_as_possible() {
        for (value, expected) in [
            ("plain", r#""plain""#),
            (r#"one " quote"#, r#""one \" quote""#),
            (r#"SELECT "a" FROM b"#, r##"r#"SELECT "a" FROM b"#"##),
            (r"\d+", r#"r"\d+""#),
            ("tab\there\nand \"there\"", r#""tab\there\nand \"there\"""#),
            ("zero\u{200b}width", r#""zero\u{200b}width""#),
            ("bell\u{7}", r#""bell\u{7}""#),
            ("\"#\"", "r##\"\"#\"\"##"),
        ] {
            assert_eq!(string(value), expected);
            let literal: proc_macro2::Literal = string(value).parse().expect("a literal");
            assert_eq!(literal.to_string(), expected);
        }
    }

    #[test]
    fn long_texts_have_lines() {
        let value = "  SELECT *\n    FROM orders\n\nWHERE status = 'open' AND total > 1000 AND more\n";
        let expected = "\"\\\n    \\x20\\x20SELECT *\\n    \\\n    FROM orders\\n\\n\\\n    \
                        WHERE status = 'open' AND total > 1000 AND more\\n\"";
        assert_eq!(render(&string_doc(value), 0), expected);
    }

    #[test]
    fn names() {
        assert_eq!(key("type"), "type");
        assert_eq!(key("odd-key"), r#""odd-key""#);
        assert_eq!(key("_"), r#""_""#);
        assert_eq!(ident("type").as_deref(), Some("r#type"));
        assert_eq!(ident("self"), None);
        for (from, to) in [
            ("ChargeCard", "charge_card"),
            ("getHTTPResponse-v2", "get_http_response_v2"),
            ("HelloFunction", "hello_function"),
            ("wait", "wait_function"),
            ("2nd", "_2nd"),
            ("___", "function"),
        ] {
            assert_eq!(snake_case(from, "function"), to);
        }
    }

    #[test]
    fn durations() {
        for (from, to) in [
            ("30", "30s"),
            ("300", "5m"),
            ("3600", "1h"),
            ("604800", "7d"),
            ("90", "90s"),
            ("0", "0s"),
            ("1.5", "1.5"),
            ("1e3", "1e3"),
            ("99999999999999999999", "99999999999999999999"),
        ] {
            assert_eq!(duration(from), to);
        }
    }

    #[test]
    fn comments() {
        let lines = |value| render(&concat(comment(value, "///")), 0);
        assert_eq!(lines("one\n\n two"), "/// one\n///\n///  two\n");
        assert_eq!(lines("one\rtwo"), "#[doc = \" one\\rtwo\"]\n");
    }
}
