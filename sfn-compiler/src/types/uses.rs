//! What a machine does with values of known types: what rustc is asked.

use std::rc::Rc;

use sfn_asl::diag::{Loc, Place};
use sfn_asl::sort::in_order;

use super::shape::{Literal, Typed};
use super::views::View;
use crate::cx::{Cx, SpanRange};

/// What is done with a value.
#[derive(Clone, PartialEq, Debug)]
pub enum Want {
    Read,
    /// It may be missing.
    Test,
    Family(Family),
    Equal(Rc<str>),
    /// Of the type of a function's errors: one of this name is handled.
    Error(Rc<str>),
    List,
    Be(Family),
    /// It is matched against these, and nothing stands for the others; the Choice.
    Match(Rc<[Rc<str>]>, Loc),
    /// It is matched against `true`, and against `false`; the Choice.
    Flags(bool, bool, Loc),
    /// It is given to the place in a type, of whom.
    Fit(Typed, Rc<str>),
    /// A literal is given to the place.
    Take(Given, Rc<str>),
    /// An object with these fields is given to the place; whether each of them is asked about itself.
    Have(Rc<[Rc<str>]>, Rc<str>, bool),
    /// The place is given beside these.
    Know(Rc<[Rc<str>]>, Rc<str>),
    /// It is compared with the other place, if that is in a type.
    Like(Option<Typed>, Likeness),
    /// An expression of JSONata takes it as this, or compares it: then the flag is set. An array may be of one.
    Loose(Family, bool),
    /// It is given to a parameter of a service's call: what that takes, where it stands, and the call.
    Pass(Form, Rc<str>, Rc<str>),
}

/// What a parameter of a service takes. What services turn into text takes anything, and is not asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Object,
    List,
    /// Or the text of it, as for numbers and timestamps.
    Boolean,
    Number,
    Timestamp,
    /// A value of DynamoDB, with its type.
    Attribute,
    /// Text inside of one.
    Text,
    /// `BOOL` and `NULL` inside of one.
    Flag,
}

/// How two places are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Likeness {
    Equal,
    /// By order.
    Ordered,
    /// By JSONata, which needs no operator of their type.
    Loose,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    Literal(Literal),
    List,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    String,
    Numeric,
    Boolean,
    Timestamp,
    /// Only of what is given.
    Array,
    Object,
}

/// The family of an operator whose two sides are paths.
#[derive(Clone, PartialEq, Debug)]
pub enum Decision {
    Family(sfn_asl::choice::Family),
    /// That of whatever stands in these places, which rustc knows.
    Typed(Vec<Typed>),
    /// Neither side is known.
    Unknown,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Use {
    /// For each way that the value may have come: where it stands.
    pub ways: Vec<Way>,
    pub want: Want,
    /// The tokens of each segment, then of what is said of the whole.
    pub spans: Vec<SpanRange>,
    /// A handle of the statement.
    pub loc: Loc,
    /// The codes that the author allows there.
    pub allowed: Vec<u16>,
}

impl Use {
    /// Whether both are about one value that is given, or compared in one place: of what is wrong with it the first is
    /// enough.
    pub fn is_given_with(&self, other: &Use) -> bool {
        let is_given =
            |it: &Use| matches!(it.want, Want::Fit(..) | Want::Take(..) | Want::Have(..) | Want::Like(..));
        let place = place(self);
        is_given(self) && is_given(other) && has_places(place) && place == self::place(other)
    }
}

/// Whether the question is about places that take: those are not ways by which one value may have come.
fn takes(want: &Want) -> bool {
    matches!(want, Want::Take(..) | Want::Have(..) | Want::Know(..))
}

/// Line and column of the beginning and of the end of the tokens where something is said of the whole.
fn place(it: &Use) -> (usize, usize, usize, usize) {
    it.spans.last().map_or((0, 0, 0, 0), |it| {
        let (start, end) = (it.start.start(), it.end.end());
        (start.line, start.column, end.line, end.column)
    })
}

#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    pub end: Typed,
    pub from: usize,
    pub skip: usize,
}

/// The questions so far, each once.
#[derive(Default)]
pub struct Uses {
    pub list: Vec<Use>,
    pub views: Vec<View>,
    /// See [`super::Questions::matched`].
    pub matched: Vec<Loc>,
    /// See [`super::Questions::operators`].
    pub operators: Vec<(char, Decision)>,
    /// Only the last round counts.
    pub is_on: bool,
}

impl Uses {
    pub fn add(&mut self, cx: &Cx, ways: Vec<Way>, want: Want, places: &[Place]) {
        if !self.is_on || ways.is_empty() {
            return;
        }
        let spans = places.iter().map(|it| tokens(cx, it)).collect();
        let loc = places.last().map_or(Loc::NONE, |it| it.loc);
        self.list.push(Use { ways, want, spans, loc, allowed: Vec::new() });
    }
}

/// The tokens of a place, or the macro itself.
pub fn tokens(cx: &Cx, place: &Place) -> SpanRange {
    cx.resolve(place).map_or_else(|| proc_macro2::Span::call_site().into(), |it| it.0)
}

/// In the order of the source; what is asked twice at one place, once.
pub fn distinct(uses: Vec<Use>) -> Vec<Use> {
    let mut found: Vec<Use> = Vec::with_capacity(uses.len());
    for it in in_order(uses, &|a, b| place(a) < place(b)) {
        let at = place(&it);
        let mut same = None;
        for (number, other) in found.iter().enumerate().rev() {
            if place(other) != at {
                break;
            }
            if other.want == it.want
                && other.spans.len() == it.spans.len()
                && (has_places(at) && !takes(&it.want) || other.ways == it.ways)
            {
                same = Some(number);
                break;
            }
        }
        let Some(same) = same else {
            found.push(it);
            continue;
        };
        for way in it.ways {
            if !found[same].ways.contains(&way) {
                found[same].ways.push(way);
            }
        }
    }
    found
}

/// rust-analyzer gives all tokens one place.
fn has_places((line, _, end, column): (usize, usize, usize, usize)) -> bool {
    (line, end) != (1, 1) || column > 1
}
