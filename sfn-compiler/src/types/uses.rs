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
    Match(Rc<[Rc<str>]>),
    /// It is given to the place in a type, of whom.
    Fit(Typed, Rc<str>),
    /// A literal is given to the place.
    Take(Given, Rc<str>),
    /// An object with these fields is given to the place.
    Have(Rc<[Rc<str>]>, Rc<str>),
    /// The place is given beside these.
    Know(Rc<[Rc<str>]>, Rc<str>),
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
}

/// A question.
#[derive(Clone, Debug)]
pub struct Use {
    /// For each way that the value may have come: where it stands.
    pub ways: Vec<Way>,
    pub want: Want,
    /// The tokens of each segment, then of what is said of the whole.
    pub spans: Vec<SpanRange>,
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
    /// Only the last round counts.
    pub is_on: bool,
}

impl Uses {
    pub fn add(&mut self, cx: &Cx, ways: Vec<Way>, want: Want, places: &[Place]) {
        if !self.is_on || ways.is_empty() {
            return;
        }
        let spans = places.iter().map(|it| tokens(cx, it)).collect();
        self.list.push(Use { ways, want, spans });
    }
}

/// The tokens of a place, or the macro itself.
pub fn tokens(cx: &Cx, place: &Place) -> SpanRange {
    cx.resolve(place).map_or_else(|| proc_macro2::Span::call_site().into(), |it| it.0)
}

/// In the order of the source; what is asked twice at one place, once.
pub fn distinct(uses: Vec<Use>) -> Vec<Use> {
    let at = |it: &Use| {
        it.spans.last().map_or((0, 0, 0, 0), |it| {
            let (start, end) = (it.start.start(), it.end.end());
            (start.line, start.column, end.line, end.column)
        })
    };
    let mut found: Vec<Use> = Vec::with_capacity(uses.len());
    for it in in_order(uses, &|a, b| at(a) < at(b)) {
        let place = at(&it);
        let same = found.iter_mut().rev().take_while(|other| at(other) == place).find(|other| {
            other.want == it.want
                && other.spans.len() == it.spans.len()
                && (has_places(place) || other.ways == it.ways)
        });
        match same {
            Some(other) => it.ways.into_iter().for_each(|way| {
                if !other.ways.contains(&way) {
                    other.ways.push(way);
                }
            }),
            None => found.push(it),
        }
    }
    found
}

/// rust-analyzer gives all tokens one place.
fn has_places((line, _, end, column): (usize, usize, usize, usize)) -> bool {
    (line, end) != (1, 1) || column > 1
}
