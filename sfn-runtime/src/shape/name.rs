//! Names of fields and values, compared by number: rustc takes a hundred times as long for text.

use super::text::Text;

/// A name with a number of its own.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    pub(super) key: u64,
    text: &'static str,
}

impl Name {
    /// The name `text`, whose number the macro has found, as [`Name::new`] would.
    pub const fn of(key: u64, text: &'static str) -> Name {
        Name { key, text }
    }

    /// The name `text`.
    pub const fn new(text: &'static str) -> Name {
        let bytes = text.as_bytes();
        // FNV-1a in 64 bits.
        let mut key: u64 = 0xcbf2_9ce4_8422_2325;
        let mut at = 0;
        while at < bytes.len() {
            key = (((key ^ bytes[at] as u64) as u128 * 0x0100_0000_01b3) & u64::MAX as u128) as u64;
            at += 1;
        }
        Name { key, text }
    }

    /// What is written.
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// Whether the two are one.
    pub const fn is(self, other: Name) -> bool {
        self.key == other.key
    }

    /// Whether `list` has it.
    pub const fn is_among(self, list: &[Name]) -> bool {
        let mut at = 0;
        while at < list.len() {
            if list[at].key == self.key {
                return true;
            }
            at += 1;
        }
        false
    }
}

impl Text {
    /// This and a name between backticks.
    pub const fn name(self, name: Name) -> Text {
        self.quoted(name.text)
    }
}
