//! What a comparison says of a value: the set of values for which it holds.

use crate::choice::{Condition, ConditionKind, Family, Operand, Operator};
use crate::diag::Loc;
use crate::query::jsonpath::Path;
use crate::sort::sorted;

use super::limits;

pub(super) const ABSENT: u8 = 1;
const NULL: u8 = 2;
const TRUE: u8 = 4;
const FALSE: u8 = 8;
const NUMBER: u8 = 16;
const STRING: u8 = 32;
/// Arrays and objects, which no operator holds for.
const OTHER: u8 = 64;
pub(super) const PRESENT: u8 = NULL | TRUE | FALSE | NUMBER | STRING | OTHER;

/// More alternatives than this are not looked into.
const MOST: usize = 16;

/// From one value to another, either end open; each end with whether it belongs to it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Interval<T> {
    low: Option<(T, bool)>,
    high: Option<(T, bool)>,
}

impl<T: PartialOrd + Copy> Interval<T> {
    const ALL: Interval<T> = Interval { low: None, high: None };

    fn is_all(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some((low, a)), Some((high, b))) => low > high || low == high && !(a && b),
            _ => false,
        }
    }

    fn and(&self, other: &Interval<T>) -> Interval<T> {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) if a.0 > b.0 || a.0 == b.0 && !a.1 => Some(a),
            (Some(a), None) => Some(a),
            (_, b) => b,
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) if a.0 < b.0 || a.0 == b.0 && !a.1 => Some(a),
            (Some(a), None) => Some(a),
            (_, b) => b,
        };
        Interval { low, high }
    }

    /// What is not in it, if that is one interval.
    fn complement(&self) -> Option<Interval<T>> {
        match (self.low, self.high) {
            (None, Some((high, inside))) => Some(Interval { low: Some((high, !inside)), high: None }),
            (Some((low, inside)), None) => Some(Interval { low: None, high: Some((low, !inside)) }),
            _ => None,
        }
    }

    /// Whether `all` together leave nothing out.
    fn cover(all: &[Interval<T>]) -> bool {
        let is_before = |a: usize, b: usize| match (all[a].low, all[b].low) {
            (Some(a), Some(b)) => a.0 < b.0 || a.0 == b.0 && a.1 && !b.1,
            (a, b) => a.is_none() && b.is_some(),
        };
        let order = sorted(all.len(), &is_before);
        let mut reached: Option<(T, bool)> = None;
        for at in &order {
            let interval = all[*at];
            let joins = match (reached, interval.low) {
                (None, low) => *at == order[0] && low.is_none(),
                (Some(_), None) => true,
                (Some((end, inside)), Some((low, starts))) => low < end || low == end && (inside || starts),
            };
            if !joins {
                return false;
            }
            match interval.high {
                None => return true,
                Some(high) if reached.is_none_or(|it| high.0 > it.0 || high.0 == it.0 && high.1) => {
                    reached = Some(high);
                }
                Some(_) => {}
            }
        }
        false
    }
}

/// A set of values.
#[derive(Clone, Copy)]
pub(super) struct Region<'a> {
    /// The types of values in it.
    pub bits: u8,
    numbers: Interval<f64>,
    texts: Interval<&'a str>,
    /// Whether the comparison holds for all of it; otherwise only for nothing outside.
    pub is_exact: bool,
}

impl<'a> Region<'a> {
    fn of(bits: u8) -> Region<'a> {
        Region { bits, numbers: Interval::ALL, texts: Interval::ALL, is_exact: true }
    }

    fn and(&self, other: &Region<'a>) -> Region<'a> {
        let mut both = Region {
            bits: self.bits & other.bits,
            numbers: self.numbers.and(&other.numbers),
            texts: self.texts.and(&other.texts),
            is_exact: self.is_exact && other.is_exact,
        };
        if both.numbers.is_empty() {
            both.bits &= !NUMBER;
        }
        if both.texts.is_empty() {
            both.bits &= !STRING;
        }
        both
    }

    fn complement(&self) -> Region<'a> {
        let mut rest = Region::of(!self.bits & PRESENT);
        rest.is_exact = self.is_exact;
        if self.bits & NUMBER != 0 && !self.numbers.is_all() {
            rest.bits |= NUMBER;
            rest.numbers = self.numbers.complement().unwrap_or(Interval::ALL);
            rest.is_exact &= !rest.numbers.is_all();
        }
        if self.bits & STRING != 0 && !self.texts.is_all() {
            rest.bits |= STRING;
            rest.texts = self.texts.complement().unwrap_or(Interval::ALL);
            rest.is_exact &= !rest.texts.is_all();
        }
        if !self.is_exact {
            rest.bits |= self.bits & PRESENT;
        }
        rest
    }

    /// Whoever asks for one of `true` and `false` knows that it may be the other.
    pub fn other_boolean(&self) -> u8 {
        if self.bits & (TRUE | FALSE) != 0 { TRUE | FALSE } else { 0 }
    }

    /// Whether all of it is in `other`.
    pub fn is_within(&self, other: &Region) -> bool {
        self.bits & !other.bits == 0
            && (self.bits & NUMBER == 0 || self.numbers.and(&other.numbers) == self.numbers)
            && (self.bits & STRING == 0 || {
                let (inner, outer) = (self.texts, other.texts);
                inner.and(&Interval { low: outer.low, high: outer.high }) == inner
            })
    }

    /// Whether `all`, which are exact, leave nothing out of the types `bits`.
    pub fn cover(all: &[Region], bits: u8) -> bool {
        let mut covered = 0;
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for region in all {
            covered |= region.bits;
            if region.bits & NUMBER != 0 {
                numbers.push(region.numbers);
            }
            if region.bits & STRING != 0 {
                texts.push(region.texts);
            }
        }
        bits & !covered == 0
            && (bits & NUMBER == 0 || Interval::cover(&numbers))
            && (bits & STRING == 0 || Interval::cover(&texts))
    }
}

/// One comparison, with its sign.
#[derive(Clone, Copy)]
pub(super) struct Atom<'a> {
    pub path: &'a Path,
    pub region: Region<'a>,
    pub operator: Operator,
    pub loc: Loc,
}

/// The alternatives of a condition, each a list of comparisons that hold together. `None` if there are too many, or
/// something in it is not understood.
pub(super) fn alternatives(condition: &Condition, is_negated: bool) -> Option<Vec<Vec<Atom<'_>>>> {
    match &condition.kind {
        ConditionKind::Not(inner) => alternatives(inner, !is_negated),
        ConditionKind::And(items) if !is_negated => all_of(items, is_negated),
        ConditionKind::Or(items) if is_negated => all_of(items, is_negated),
        ConditionKind::And(items) | ConditionKind::Or(items) => {
            let mut any = Vec::new();
            for item in items {
                any.extend(alternatives(item, is_negated)?);
            }
            (any.len() <= MOST).then_some(any)
        }
        ConditionKind::Compare { variable, operator, operand } => {
            let path = variable.path()?;
            let region = region(operator.value, operand);
            let region = match (operator.value, operand) {
                (Operator::IsPresent, Operand::Bool(it)) if is_negated => {
                    Region::of(if it.value { ABSENT } else { PRESENT })
                }
                _ if is_negated => region.complement(),
                _ => region,
            };
            Some(vec![vec![Atom { path, region, operator: operator.value, loc: operator.loc }]])
        }
        ConditionKind::Jsonata(_) | ConditionKind::Literal(_) | ConditionKind::Invalid => None,
    }
}

fn all_of(items: &[Condition], is_negated: bool) -> Option<Vec<Vec<Atom<'_>>>> {
    let mut all = vec![Vec::new()];
    for item in items {
        let any = alternatives(item, is_negated)?;
        let mut both = Vec::new();
        for left in &all {
            for right in &any {
                both.push([&left[..], &right[..]].concat());
            }
        }
        if both.len() > MOST {
            return None;
        }
        all = both;
    }
    Some(all)
}

fn region(operator: Operator, operand: &Operand) -> Region<'_> {
    use Operator::*;
    let mut region = Region::of(match operator.family() {
        Family::String | Family::Timestamp => STRING,
        Family::Numeric => NUMBER,
        Family::Boolean => TRUE | FALSE,
        Family::Is => PRESENT,
        Family::Open => STRING | NUMBER | TRUE | FALSE,
    });
    match operand {
        Operand::Bool(it) => {
            let bits = match operator {
                BooleanEquals => return Region::of(if it.value { TRUE } else { FALSE }),
                IsNull => NULL,
                IsPresent => return Region::of(if it.value { PRESENT } else { ABSENT }),
                IsNumeric => NUMBER,
                IsBoolean => TRUE | FALSE,
                _ => STRING,
            };
            region = Region::of(if it.value { bits } else { PRESENT & !bits });
            if operator == IsTimestamp {
                region.is_exact = false;
                region.bits |= STRING;
            }
        }
        Operand::Number(number) if limits::value(number).is_some() => {
            let value = limits::value(number).unwrap_or_default();
            region.numbers = interval(operator, value);
        }
        // Beyond ASCII the order of Java is not that of Rust.
        Operand::Text(text) if operator.family() == Family::String && text.value.is_ascii() => {
            let is_plain = operator != StringMatches || !text.value.contains(['*', '\\']);
            region.texts = if is_plain { interval(operator, &text.value) } else { Interval::ALL };
            region.is_exact = is_plain;
        }
        _ => region.is_exact = false,
    }
    region
}

fn interval<T: Copy>(operator: Operator, value: T) -> Interval<T> {
    use Operator::*;
    let (low, high) = match operator {
        StringLessThan | NumericLessThan => (None, Some((value, false))),
        StringLessThanEquals | NumericLessThanEquals => (None, Some((value, true))),
        StringGreaterThan | NumericGreaterThan => (Some((value, false)), None),
        StringGreaterThanEquals | NumericGreaterThanEquals => (Some((value, true)), None),
        _ => (Some((value, true)), Some((value, true))),
    };
    Interval { low, high }
}

/// What the comparisons say together of each path. `Err` is the comparison that leaves nothing.
pub(super) fn together<'a>(atoms: &[Atom<'a>]) -> Result<Vec<(&'a Path, Region<'a>)>, Loc> {
    let mut all: Vec<(&Path, Region)> = Vec::new();
    for atom in atoms {
        let region = match all.iter_mut().find(|it| it.0 == atom.path) {
            Some((_, region)) => {
                *region = region.and(&atom.region);
                *region
            }
            None => {
                let region = atom.region.and(&Region::of(ABSENT | PRESENT));
                all.push((atom.path, region));
                region
            }
        };
        if region.bits == 0 {
            return Err(atom.loc);
        }
    }
    Ok(all)
}
