//! JSON as text: commas, blanks, escapes.

use crate::value::{Query, QueryTree, Value, ValueKind};

/// A text of JSON in the making.
pub(super) struct Json {
    out: String,
    depth: usize,
    pretty: bool,
    /// Whether the object or list that is open has nothing in it yet.
    empty: bool,
    /// Whether a key waits for its value.
    after_key: bool,
}

impl Json {
    pub(super) fn compact() -> Json {
        Json { out: String::new(), depth: 0, pretty: false, empty: true, after_key: false }
    }

    pub(super) fn pretty() -> Json {
        Json { pretty: true, ..Json::compact() }
    }

    pub(super) fn finish(mut self) -> String {
        if self.pretty {
            self.out.push('\n');
        }
        self.out
    }

    pub(super) fn open(&mut self, bracket: char) {
        self.element();
        self.out.push(bracket);
        self.depth += 1;
        self.empty = true;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.empty {
            self.line();
        }
        self.out.push(bracket);
        self.empty = false;
    }

    pub(super) fn key(&mut self, key: &str) {
        self.string(key);
        self.out.push_str(if self.pretty { ": " } else { ":" });
        self.after_key = true;
    }

    pub(super) fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Json, &T)) {
        self.open('[');
        for item in items {
            write(self, item);
        }
        self.close(']');
    }

    /// A number, or a word of JSON.
    pub(super) fn raw(&mut self, text: &str) {
        self.element();
        self.out.push_str(text);
    }

    pub(super) fn string(&mut self, text: &str) {
        self.element();
        self.out.push('"');
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        loop {
            at = plain_until(bytes, at);
            self.out.push_str(&text[from..at]);
            let Some(byte) = bytes.get(at) else { break };
            at += 1;
            from = at;
            match byte {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                b'\n' => self.out.push_str("\\n"),
                b'\r' => self.out.push_str("\\r"),
                b'\t' => self.out.push_str("\\t"),
                8 => self.out.push_str("\\b"),
                12 => self.out.push_str("\\f"),
                _ => self.out.push_str(&format!("\\u{byte:04x}")),
            }
        }
        self.out.push('"');
    }

    pub(super) fn value(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Null => self.raw("null"),
            ValueKind::Bool(true) => self.raw("true"),
            ValueKind::Bool(false) => self.raw("false"),
            ValueKind::Number(spelled) => self.raw(spelled),
            ValueKind::String(text) => self.string(text),
            ValueKind::Query(query) => self.string(query.as_written()),
            ValueKind::Array(items) => self.list(items, Json::value),
            ValueKind::Object(fields) => {
                self.open('{');
                for field in fields {
                    match &field.value.kind {
                        ValueKind::Query(query) if is_dynamic_key(query) => {
                            self.key(&format!("{}.$", field.key.value));
                        }
                        _ => self.key(&field.key.value),
                    }
                    self.value(&field.value);
                }
                self.close('}');
            }
        }
    }

    /// What stands before an element: nothing behind a key, a comma behind another element.
    fn element(&mut self) {
        if std::mem::take(&mut self.after_key) {
            return;
        }
        if self.depth > 0 {
            if !self.empty {
                self.out.push(',');
            }
            self.line();
        }
        self.empty = false;
    }

    fn line(&mut self) {
        if self.pretty {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str("  ");
            }
        }
    }
}

/// Whether a query shows in its key (JSONPath) rather than in its text (JSONata). One that could not be read is told
/// by its text.
pub(super) fn is_dynamic_key(query: &Query) -> bool {
    match query.tree {
        QueryTree::Path(_) | QueryTree::Intrinsic(_) => true,
        QueryTree::Jsonata(_) => false,
        QueryTree::Invalid => !query.text.value.starts_with("{%") && !query.text.value.ends_with("%}"),
    }
}

/// Where the next byte is, from `at` on, that JSON requires to be escaped: everything else, holes too, is passed on byte
/// for byte. Eight bytes at a time: the macro runs unoptimised, and every text of the definition comes through here.
fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // A byte of the result is not 0 where that of `word` is below `limit` (which is at most 128), and only there if no
    // byte below it is.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGHS;
    while let Some(&[a, b, c, d, e, f, g, h]) = bytes.get(at..at + 8) {
        let word = u64::from_ne_bytes([a, b, c, d, e, f, g, h]);
        let escaped = below(word, 0x20)
            | below(word ^ (ONES * u64::from(b'"')), 1)
            | below(word ^ (ONES * u64::from(b'\\')), 1);
        if escaped != 0 {
            break;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at)
        && *byte >= 0x20
        && !matches!(byte, b'"' | b'\\')
    {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::plain_until;

    #[test]
    fn every_byte_is_found_wherever_it_stands() {
        for byte in 0..=255u8 {
            for at in 0..20 {
                let mut bytes = [b'x'; 20];
                bytes[at] = byte;
                let escaped = byte < 0x20 || byte == b'"' || byte == b'\\';
                assert_eq!(plain_until(&bytes, 0), if escaped { at } else { 20 }, "{byte:#x} at {at}");
            }
        }
    }
}
