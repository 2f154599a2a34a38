//! Texts by number: a table of names.
//!
//! Names of states are looked up for every transition, and a macro runs unoptimised, where the generic maps of the
//! standard library cost thousands of instructions for each name. Here it is bare loops.

use std::borrow::Cow;

/// Texts, each once, numbered in the order in which they came.
#[derive(Default)]
pub struct Index<'a> {
    texts: Vec<Cow<'a, str>>,
    hashes: Vec<u32>,
    /// For each remainder of a hash the last text that has it, as its number and one.
    last: Vec<u32>,
    /// For each text the one before with the same remainder, likewise.
    before: Vec<u32>,
}

impl<'a> Index<'a> {
    /// A table with room for `count` texts.
    pub fn with_capacity(count: usize) -> Index<'a> {
        Index {
            texts: Vec::with_capacity(count),
            hashes: Vec::with_capacity(count),
            last: vec![0; (count * 2).next_power_of_two()],
            before: Vec::with_capacity(count),
        }
    }

    /// The number of `text`, and whether it is new.
    pub fn insert(&mut self, text: impl Into<Cow<'a, str>>) -> (usize, bool) {
        let text = text.into();
        let hash = hash(&text);
        if let Some(at) = self.find(&text, hash) {
            return (at, false);
        }
        let number = self.texts.len();
        if self.last.len() < 2 * number + 2 {
            self.grow();
        }
        self.texts.push(text);
        self.hashes.push(hash);
        self.before.push(0);
        self.link(number);
        (number, true)
    }

    /// The number of `text`, if it is there.
    pub fn get(&self, text: &str) -> Option<usize> {
        self.find(text, hash(text))
    }

    /// How many texts there are.
    #[allow(clippy::len_without_is_empty)] // nobody asks
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    fn find(&self, text: &str, hash: u32) -> Option<usize> {
        if self.last.is_empty() {
            return None;
        }
        let mut next = self.last[hash as usize & (self.last.len() - 1)];
        while next > 0 {
            let at = next as usize - 1;
            if self.hashes[at] == hash && *self.texts[at] == *text {
                return Some(at);
            }
            next = self.before[at];
        }
        None
    }

    fn link(&mut self, number: usize) {
        let bucket = self.hashes[number] as usize & (self.last.len() - 1);
        self.before[number] = self.last[bucket];
        self.last[bucket] = number as u32 + 1;
    }

    fn grow(&mut self) {
        self.last = vec![0; (self.last.len() * 2).max(16)];
        let mut number = 0;
        while number < self.texts.len() {
            self.link(number);
            number += 1;
        }
    }
}

/// FNV-1a.
pub fn hash(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (0x811c_9dc5_u64, 0);
    while at < bytes.len() {
        // Wider than the hash, so that nothing overflows.
        hash = ((hash ^ bytes[at] as u64) * 0x0100_0193) & 0xffff_ffff;
        at += 1;
    }
    hash as u32
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn texts_keep_the_number_they_came_with() {
        for mut index in [Index::default(), Index::with_capacity(3), Index::with_capacity(1000)] {
            assert_eq!(index.get("0"), None);
            for n in 0..1000 {
                assert_eq!(index.insert(n.to_string()), (n, true));
                assert_eq!(index.insert(n.to_string()), (n, false));
            }
            for n in 0..1000 {
                assert_eq!(index.get(&n.to_string()), Some(n));
            }
            assert_eq!(index.get("1000"), None);
            assert_eq!(index.get(""), None);
        }
    }
}
