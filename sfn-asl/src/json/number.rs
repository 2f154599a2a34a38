//! The spelling of JSON numbers.

/// How many bytes of `text` are a number, and what is wrong with its spelling.
pub(super) fn scan(text: &str) -> (usize, Option<&'static str>) {
    let mut at = usize::from(text.starts_with(['-', '+']));
    let mut wrong = text.starts_with('+').then_some("a number has no leading `+`");
    let whole = digits(text, at);
    if whole == 0 {
        wrong = wrong.or(Some(if text[at..].starts_with('.') {
            "a number has a digit before its point"
        } else {
            "a number needs digits"
        }));
    } else if whole > 1 && text[at..].starts_with('0') {
        wrong = wrong.or(Some("a number has no leading zeros"));
    }
    at += whole;
    if text[at..].starts_with('.') {
        let fraction = digits(text, at + 1);
        if fraction == 0 {
            wrong = wrong.or(Some("a number has a digit behind its point"));
        }
        at += 1 + fraction;
    }
    if text[at..].starts_with(['e', 'E']) {
        let sign = usize::from(text[at + 1..].starts_with(['-', '+']));
        let exponent = digits(text, at + 1 + sign);
        if exponent == 0 {
            wrong = wrong.or(Some("an exponent needs digits"));
        }
        at += 1 + sign + exponent;
    }
    let tail =
        text[at..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'.').count();
    if tail > 0 {
        wrong = wrong.or(Some("numbers are decimal, such as `12`, `-1.5` or `2e3`"));
    }
    (at + tail, wrong)
}

fn digits(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(u8::is_ascii_digit).count()
}
