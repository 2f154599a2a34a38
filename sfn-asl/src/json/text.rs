//! The inside of a JSON string, piece by piece.

use std::ops::Range;

/// A piece of a string.
pub(super) enum Piece {
    /// Stands for itself.
    Plain(Range<usize>),
    /// An escape, and what it stands for.
    Escape(Range<usize>, char),
    /// Not allowed in JSON, what is wrong with it, and what was most likely meant.
    Wrong(Range<usize>, &'static str, char),
    /// The closing quote.
    End(usize),
    /// The text ends, and the string does not.
    Unterminated(usize),
}

/// The piece of a string that starts at `at`, which lies behind its opening quote.
pub(super) fn piece(text: &str, at: usize) -> Piece {
    let rest = &text[at..];
    let plain = rest.bytes().take_while(|b| *b != b'"' && *b != b'\\' && *b >= b' ').count();
    if plain > 0 {
        return Piece::Plain(at..at + plain);
    }
    match rest.bytes().next() {
        None => Piece::Unterminated(at),
        Some(b'"') => Piece::End(at),
        Some(b'\\') => escape(text, at),
        Some(control) => Piece::Wrong(
            at..at + 1,
            "a control character in a string must be written as an escape, such as `\\n` or `\\u0000`",
            char::from(control),
        ),
    }
}

fn escape(text: &str, at: usize) -> Piece {
    let Some(letter) = text[at + 1..].chars().next() else { return Piece::Unterminated(text.len()) };
    let range = at..at + 1 + letter.len_utf8();
    let meant = match letter {
        '"' | '\\' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(text, at),
        _ => {
            let why = "JSON has only the escapes `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u0000`; \
                       a backslash itself is `\\\\`";
            return Piece::Wrong(range, why, letter);
        }
    };
    Piece::Escape(range, meant)
}

fn unicode(text: &str, at: usize) -> Piece {
    let Some(first) = hex(text, at + 2) else {
        return Piece::Wrong(at..at + 2, "`\\u` must be followed by four hexadecimal digits", '\u{fffd}');
    };
    let range = at..at + 6;
    if let Some(c) = char::from_u32(first) {
        return Piece::Escape(range, c);
    }
    // Beyond the basic plane a character is two escapes, a high and a low surrogate.
    let low = text[range.end..].starts_with("\\u").then(|| hex(text, range.end + 2)).flatten();
    let pair = low.and_then(|low| char::decode_utf16([first as u16, low as u16]).next()?.ok());
    match pair {
        Some(c) => Piece::Escape(at..range.end + 6, c),
        None => Piece::Wrong(
            range,
            "half of a surrogate pair is no character: both halves must follow each other",
            '\u{fffd}',
        ),
    }
}

fn hex(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 4)?;
    // `from_str_radix` would take a sign.
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}
