//! Messages in const evaluation: text of a fixed length.

/// The longest message; what is beyond it is left out.
const LENGTH: usize = 1024;

/// A message.
#[derive(Clone, Copy)]
pub struct Text {
    bytes: [u8; LENGTH],
    length: usize,
}

impl Text {
    /// One that begins with `start`.
    pub const fn new(start: &str) -> Text {
        Text { bytes: [0; LENGTH], length: 0 }.and(start)
    }

    /// This and `more`, whole or not at all.
    pub const fn and(mut self, more: &str) -> Text {
        let more = more.as_bytes();
        if self.length + more.len() > LENGTH {
            return self;
        }
        let mut at = 0;
        while at < more.len() {
            self.bytes[self.length + at] = more[at];
            at += 1;
        }
        self.length += more.len();
        self
    }

    /// This and `name` between backticks.
    pub const fn quoted(self, name: &str) -> Text {
        self.and("`").and(name).and("`")
    }

    /// Whether `name` stands in it between backticks.
    pub const fn has_quoted(&self, name: &str) -> bool {
        let name = name.as_bytes();
        let mut at = 0;
        while at + name.len() + 2 <= self.length {
            let mut same = 0;
            while same < name.len() && self.bytes[at + 1 + same] == name[same] {
                same += 1;
            }
            if same == name.len() && self.bytes[at] == b'`' && self.bytes[at + 1 + same] == b'`' {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The number of the code that it begins with, `ASL13011`.
    pub const fn code(&self) -> u16 {
        let mut code = 0;
        let mut at = 3;
        while self.bytes[at].is_ascii_digit() {
            code = code * 10 + (self.bytes[at] - b'0') as u16;
            at += 1;
        }
        code
    }

    /// What has been written.
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// `==`, which const evaluation does not have for text.
pub const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    // Names of one type begin alike more often than they end alike, and rustc evaluates this slowly.
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}

/// How many letters have to be changed, whatever their case and leaving underscores and hyphens out of account; longer
/// names than 48 bytes have nothing in common.
pub const fn distance(a: &str, b: &str) -> usize {
    const MOST: usize = 48;
    let (a, a_length) = letters::<MOST>(a);
    let (b, b_length) = letters::<MOST>(b);
    if a_length > MOST || b_length > MOST {
        return MOST;
    }
    let mut row = [0; MOST + 1];
    let mut j = 0;
    while j <= b_length {
        row[j] = j;
        j += 1;
    }
    let mut i = 1;
    while i <= a_length {
        let mut diagonal = row[0];
        row[0] = i;
        let mut j = 1;
        while j <= b_length {
            let changed = diagonal + if a[i - 1] == b[j - 1] { 0 } else { 1 };
            diagonal = row[j];
            let gone = if row[j] < row[j - 1] { row[j] + 1 } else { row[j - 1] + 1 };
            row[j] = if changed < gone { changed } else { gone };
            j += 1;
        }
        i += 1;
    }
    row[b_length]
}

/// Lower case without separators; more than `N` letters give a length above it.
const fn letters<const N: usize>(text: &str) -> ([u8; N], usize) {
    let text = text.as_bytes();
    let mut letters = [0; N];
    let mut length = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at] != b'_' && text[at] != b'-' {
            if length == N {
                return (letters, N + 1);
            }
            letters[length] = text[at].to_ascii_lowercase();
            length += 1;
        }
        at += 1;
    }
    (letters, length)
}

/// Whether `found`, at `distance`, may have been meant by `name`.
pub const fn is_near(name: &str, distance: usize) -> bool {
    distance * 3 <= name.len() + 1 || distance == 1 && name.len() <= 3
}
