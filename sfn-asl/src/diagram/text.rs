//! How wide text is, about: rustdoc's fonts are not known here, nor whether the reader has them.

/// Size of the name of a state.
pub(super) const NAME: i32 = 14;
/// Size of all other text.
pub(super) const SMALL: i32 = 11;

/// Pixels that `text` takes in `size`.
pub(super) fn width(text: &str, size: i32) -> i32 {
    text.chars().map(|c| hundredths(c) * size).sum::<i32>() / 100
}

/// `text`, cut where it gets wider than `limit`.
pub(super) fn fitting(text: &str, size: i32, limit: i32) -> String {
    let mut left = limit * 100;
    for (at, c) in text.char_indices() {
        left -= hundredths(c) * size;
        if left < 0 {
            return format!("{}…", text[..at].trim_end());
        }
    }
    text.to_owned()
}

/// The width of a character in a sans-serif font, in hundredths of its size; rather too wide than too narrow.
fn hundredths(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 30,
        'f' | 'r' | 't' | ' ' | '-' | '(' | ')' | '[' | ']' | '/' | '"' | '`' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 92,
        'A'..='Z' | '&' => 70,
        '\u{2e80}'.. => 105,
        _ => 56,
    }
}

#[cfg(test)]
mod tests {
    use super::{NAME, fitting, width};

    #[test]
    fn text_is_cut_to_fit() {
        let long = "Wait for the warehouse to confirm the shipment";
        let cut = fitting(long, NAME, 100);
        assert!(cut.ends_with('…') && width(&cut, NAME) < 120, "{cut}");
        assert_eq!(fitting(long, NAME, 1000), long);
    }
}
