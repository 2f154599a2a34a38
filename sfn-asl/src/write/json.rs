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
        self.out.push(':');
        if self.pretty {
            self.out.push(' ');
        }
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
        let mut at = plain_until(bytes, 0);
        if at == bytes.len() {
            self.out.push_str(text);
            self.out.push('"');
            return;
        }
        let mut from = 0;
        loop {
            self.out.push_str(&text[from..at]);
            if at == bytes.len() {
                break;
            }
            let byte = bytes[at];
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
            at = plain_until(bytes, at);
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

/// By byte: whether JSON takes it in a string as it is. Everything but these, holes too, is passed on byte for byte.
static PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = byte >= 0x20 && byte != b'"' as usize && byte != b'\\' as usize;
        byte += 1;
    }
    plain
};

/// Where the next byte is, from `at` on, that has to be escaped. A bare loop: the macro runs unoptimised, and every text
/// of the definition comes through here.
fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && PLAIN[bytes[at] as usize] {
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
