//! Random paths, and token soup, for the tests of paths and intrinsics.

use super::{Comparison, Filter, Literal, Operand, Path, Root, SegmentKind};

/// xorshift64: the same seed gives the same tests on every machine.
pub(in crate::query) struct Random(u64);

impl Random {
    pub(in crate::query) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(in crate::query) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    pub(in crate::query) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub(in crate::query) fn many<T>(
        &mut self,
        least: usize,
        most: usize,
        mut make: impl FnMut(&mut Random) -> T,
    ) -> Vec<T> {
        let count = least + self.below(most - least + 1);
        (0..count).map(|_| make(self)).collect()
    }

    /// `count` tokens in a row.
    pub(in crate::query) fn soup(&mut self, tokens: &[&str], most: usize) -> String {
        self.many(0, most, |r| r.pick(tokens)).concat()
    }

    /// Any text, the awkward characters far more often than in life.
    pub(in crate::query) fn text(&mut self) -> String {
        let characters = [
            'a', 'Z', '_', '0', '-', ' ', '.', '\'', '"', '\\', '{', '}', '[', ')', ',', '\n', 'ü', '漢',
            '🆗',
        ];
        self.many(0, 6, |r| r.pick(&characters)).into_iter().collect()
    }

    pub(in crate::query) fn number(&mut self) -> String {
        self.pick(&["0", "-1", "12", "1.5", "-0.25", "1e3", "2.5E-7", "007"]).to_owned()
    }

    pub(in crate::query) fn path(&mut self, depth: usize) -> Path {
        let root = match self.below(4) {
            0 => Root::Context,
            1 => Root::Variable(self.pick(&["x", "lastName2", "ünder_score"]).to_owned()),
            _ => Root::Document,
        };
        self.path_from(root, depth)
    }

    fn path_from(&mut self, root: Root, depth: usize) -> Path {
        let mut steps = Vec::new();
        for _ in 0..self.below(4) {
            if self.below(6) == 0 {
                steps.push(SegmentKind::Descendant);
            }
            steps.push(self.step(depth));
        }
        Path::new(root, steps)
    }

    fn step(&mut self, depth: usize) -> SegmentKind {
        let index = |r: &mut Random| r.below(20) as i64 - 10;
        match self.below(if depth == 0 { 8 } else { 10 }) {
            0 => SegmentKind::Index(index(self)),
            1 => SegmentKind::Indexes(self.many(2, 4, index)),
            2 => SegmentKind::Slice(Some(index(self)), None),
            3 => SegmentKind::Slice(None, Some(index(self))),
            4 => SegmentKind::Wildcard,
            5 => SegmentKind::Names(self.many(2, 3, Random::text)),
            6 => SegmentKind::Name(self.text()),
            7 => SegmentKind::Name(self.pick(&["id", "detail-type", "_x9", "größe"]).to_owned()),
            8 => SegmentKind::Function {
                name: self.pick(&["length", "concat", "sum"]).to_owned(),
                args: self.many(0, 2, |r| match r.below(3) {
                    0 => Operand::Literal(Literal::String(r.text())),
                    1 => Operand::Literal(Literal::Number(r.number())),
                    _ => Operand::Path(r.path_from(Root::Document, depth - 1)),
                }),
            },
            _ => SegmentKind::from(self.filter(depth - 1)),
        }
    }

    fn filter(&mut self, depth: usize) -> Filter {
        let within = depth.saturating_sub(1);
        match self.below(if depth == 0 { 4 } else { 7 }) {
            0 => Filter::Exists(self.path_from(Root::Current, within)),
            1 => Filter::Compare {
                left: self.operand(within),
                comparison: Comparison::Matches,
                right: Operand::Pattern {
                    regex: self.pick(&["a.*", "a\\/b", "[^)]'", ""]).to_owned(),
                    flags: self.pick(&["", "i", "isU"]).to_owned(),
                },
            },
            2 => Filter::Compare {
                left: self.operand(within),
                comparison: self.pick(&[Comparison::In, Comparison::NotIn, Comparison::SubsetOf]),
                right: Operand::Literal(Literal::List(self.many(0, 3, |r| r.literal(2)))),
            },
            3 => Filter::Compare {
                left: self.operand(within),
                comparison: self.pick(&[
                    Comparison::Equal,
                    Comparison::NotSame,
                    Comparison::Less,
                    Comparison::Contains,
                ]),
                right: self.operand(within),
            },
            4 => Filter::Or(self.many(2, 3, |r| r.filter(depth - 1))),
            5 => Filter::And(self.many(2, 3, |r| r.filter(depth - 1))),
            _ => Filter::Not(Box::new(self.filter(depth - 1))),
        }
    }

    fn operand(&mut self, depth: usize) -> Operand {
        match self.below(3) {
            0 => Operand::Literal(self.literal(2)),
            1 => Operand::Path(self.path_from(Root::Document, depth)),
            _ => Operand::Path(self.path_from(Root::Current, depth)),
        }
    }

    fn literal(&mut self, depth: usize) -> Literal {
        match self.below(if depth == 0 { 4 } else { 6 }) {
            0 => Literal::Null,
            1 => Literal::Bool(self.below(2) == 0),
            2 => Literal::Number(self.number()),
            3 => Literal::String(self.text()),
            4 => Literal::List(self.many(0, 3, |r| r.literal(depth - 1))),
            _ => Literal::Object(self.many(0, 3, |r| (r.text(), r.literal(depth - 1)))),
        }
    }
}
