//! The prose of everything that can be wrong in a JSONata expression.
//!
//! Call sites hold no text. Sentences name the thing, say what happens, and have no full stop.

mod meaning;
mod syntax;

pub(super) use meaning::*;
pub(super) use syntax::*;

/// At most this much of the text is quoted back.
const EXCERPT: usize = 40;

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
