//! What the tests of the documents share. The README is documentation here, so its examples are doctests.

/// The README's examples compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;

/// A fenced block of a Markdown text.
#[derive(Clone, Debug)]
pub struct Block {
    /// What stands behind the opening fence, split at commas: `rust`, `jsonata`.
    pub info: Vec<String>,
    /// The text between the fences.
    pub text: String,
    /// The line of the opening fence, from one.
    pub line: usize,
}

impl Block {
    /// Whether the block is marked with `word`.
    pub fn is(&self, word: &str) -> bool {
        self.info.iter().any(|it| it == word)
    }
}

/// The fenced blocks of `markdown`, in order.
///
/// # Panics
///
/// If one does not end.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (i, line) in markdown.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                let info = info.split(',').map(str::to_string).collect();
                open = Some(Block { info, text: String::new(), line: i + 1 });
            }
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block without an end");
    blocks
}
