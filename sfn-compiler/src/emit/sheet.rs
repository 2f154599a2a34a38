//! Questions in the notation of `sfn_runtime`'s `shape::sheet`: bytes, and names and types by number.

use std::rc::Rc;

use sfn_asl::index::Index;

use crate::types::{Family, Form, Given, Likeness, Literal, Step, Typed, Use, Want, Way};

/// As many questions as keep rustc from reporting a long evaluation.
const MOST_QUESTIONS: usize = 250;

/// As many places as the runtime has room for.
const MOST_PLACES: usize = 512;

/// The names of all sheets, by number.
#[derive(Default)]
pub struct Names {
    pub list: Vec<Rc<str>>,
    numbers: Index<'static>,
}

impl Names {
    fn number(&mut self, name: &Rc<str>) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return number;
        }
        self.list.push(name.clone());
        self.numbers.insert(name.to_string()).0
    }
}

/// Questions about the same types.
#[derive(Default)]
pub struct Sheet {
    /// The types, by their numbers in the machine.
    pub roots: Vec<usize>,
    /// How many segments the questions are about.
    pub segments: usize,
    /// Whether something is allowed of one of them.
    pub allows: bool,
    questions: usize,
    count: usize,
    places: Vec<u8>,
    /// What is in `places`, each byte as a character.
    numbers: Index<'static>,
    text: Vec<u8>,
}

impl Sheet {
    pub fn of(roots: Vec<usize>) -> Sheet {
        Sheet { roots, ..Sheet::default() }
    }

    /// Whether it has room for another question about these ways.
    pub fn has_room_for(&self, want: &Want, ways: &[Way]) -> bool {
        let mut needed = taken(want);
        for way in ways {
            needed += places(&way.end);
        }
        self.questions < MOST_QUESTIONS && self.count + needed <= MOST_PLACES
    }

    /// How many of the ways one sheet has room for.
    pub fn most(want: &Want, ways: &[Way]) -> usize {
        let mut needed = taken(want);
        for (count, way) in ways.iter().enumerate() {
            needed += places(&way.end);
            if needed > MOST_PLACES {
                return count;
            }
        }
        ways.len()
    }

    /// What the runtime reads.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.places.len() + self.text.len() + 4);
        push(&mut bytes, self.count);
        bytes.extend_from_slice(&self.places);
        bytes.extend_from_slice(&self.text);
        bytes
    }

    /// Adds a question about the segments from `first` on, and about these of its ways.
    pub fn ask(&mut self, it: &Use, ways: &[Way], first: usize, names: &mut Names) {
        let end = it.spans.len() - 1;
        let is_plain = |way: &Way| way.from == 0 && way.skip == 0;
        let kind = match ways {
            [way] if first == 0 => usize::from(is_plain(way)),
            _ => 2,
        };
        self.number(kind);
        self.want(&it.want, names);
        self.number(end);
        if kind == 2 {
            self.number(first);
            self.number(ways.len());
        }
        let takes = matches!(it.want, Want::Take(..) | Want::Have(..) | Want::Know(..));
        for way in ways {
            let place = self.place(&way.end, takes, names);
            self.number(place);
            if kind != 1 {
                self.number(way.from);
                self.number(way.skip);
            }
        }
        self.questions += 1;
        self.segments += end + 1 - first;
    }

    /// Lists places, of which something else is asked than by questions.
    pub fn list(&mut self, all: &[Typed], names: &mut Names) {
        for it in all {
            let place = self.place(it, false, names);
            self.number(place);
        }
    }

    fn number(&mut self, number: usize) {
        push(&mut self.text, number);
    }

    fn name(&mut self, name: &Rc<str>, names: &mut Names) {
        let number = names.number(name);
        self.number(number);
    }

    fn names(&mut self, texts: &[Rc<str>], names: &mut Names) {
        self.number(texts.len());
        texts.iter().for_each(|it| self.name(it, names));
    }

    /// The number of a place.
    fn place(&mut self, typed: &Typed, takes: bool, names: &mut Names) -> usize {
        let root = self.roots.iter().position(|it| *it == typed.root).unwrap_or_default();
        let mut key = vec![if takes { 2 } else { u8::from(typed.is_written) }];
        push(&mut key, root);
        let mut place = self.known(key);
        for step in typed.steps.iter() {
            let (kind, name) = match step {
                Step::Name(name) => (3, Some(name)),
                Step::Sure(name) => (4, Some(name)),
                Step::Loose(name) => (5, Some(name)),
                Step::Item => (6, None),
                Step::At(_) => (7, None),
                Step::Each => (8, None),
                Step::Asked => (9, None),
                Step::Narrow(tag, _) => (10, Some(tag)),
            };
            let mut key = vec![kind];
            push(&mut key, place);
            if let Some(name) = name {
                push(&mut key, names.number(name));
            }
            match step {
                Step::At(at) => push(&mut key, *at),
                Step::Narrow(_, value) => push(&mut key, names.number(value)),
                _ => {}
            }
            place = self.known(key);
        }
        place
    }

    /// The number of the place that is written like this.
    fn known(&mut self, key: Vec<u8>) -> usize {
        let mut text = String::with_capacity(key.len());
        for byte in &key {
            text.push(char::from(*byte));
        }
        let (number, is_new) = self.numbers.insert(text);
        if is_new {
            self.places.extend_from_slice(&key);
            self.count += 1;
        }
        number
    }

    fn want(&mut self, want: &Want, names: &mut Names) {
        match want {
            Want::Read => self.number(0),
            Want::Test => self.number(1),
            Want::Family(it) => self.text.extend([2, family(*it)]),
            Want::Equal(text) => {
                self.number(3);
                self.name(text, names);
            }
            Want::Error(name) => {
                self.number(12);
                self.name(name, names);
            }
            Want::List => self.number(4),
            Want::Be(it) => self.text.extend([5, family(*it)]),
            Want::Match(texts, _) => {
                self.number(6);
                self.names(texts, names);
            }
            Want::Flags(has_true, has_false, _) => {
                self.text.extend([13, u8::from(*has_true), u8::from(*has_false)]);
            }
            Want::Fit(to, who) => {
                let place = self.place(to, true, names);
                self.number(7);
                self.number(place);
                self.name(who, names);
            }
            Want::Take(given, who) => {
                self.number(8);
                self.given(given, names);
                self.name(who, names);
            }
            Want::Have(given, who, has_own) => {
                self.number(if *has_own { 9 } else { 14 });
                self.names(given, names);
                self.name(who, names);
            }
            Want::Know(given, who) => {
                self.number(10);
                self.names(given, names);
                self.name(who, names);
            }
            Want::Loose(it, is_compared) => self.text.extend([16, family(*it), u8::from(*is_compared)]),
            Want::Like(other, how) => {
                let how = match how {
                    Likeness::Equal => 0,
                    Likeness::Ordered => 1,
                    Likeness::Loose => 2,
                };
                let other = other.as_ref().map(|it| self.place(it, false, names));
                self.text.extend([15, how, u8::from(other.is_some())]);
                if let Some(place) = other {
                    self.number(place);
                }
            }
            Want::Pass(it, path, call) => {
                self.text.extend([11, form(*it)]);
                self.name(path, names);
                self.name(call, names);
            }
        }
    }

    fn given(&mut self, given: &Given, names: &mut Names) {
        self.number(match given {
            Given::Literal(Literal::Null) => 0,
            Given::Literal(Literal::Bool) => 1,
            Given::Literal(Literal::Number) => 2,
            Given::Literal(Literal::Text(Some(_))) => 3,
            Given::Literal(Literal::Text(None)) => 4,
            Given::List => 5,
        });
        if let Given::Literal(Literal::Text(Some(text))) = given {
            self.name(text, names);
        }
    }
}

/// How many places lead to one, and it.
fn places(typed: &Typed) -> usize {
    typed.steps.len() + 1
}

/// How many places a question needs besides those of its ways.
fn taken(want: &Want) -> usize {
    match want {
        Want::Fit(to, _) | Want::Like(Some(to), _) => places(to),
        _ => 0,
    }
}

/// A byte below 255, or 255 and three bytes, the lowest first.
fn push(bytes: &mut Vec<u8>, number: usize) {
    match u8::try_from(number) {
        Ok(number) if number < 255 => bytes.push(number),
        _ => bytes.extend([255, number as u8, (number >> 8) as u8, (number >> 16) as u8]),
    }
}

fn family(family: Family) -> u8 {
    match family {
        Family::String => 0,
        Family::Numeric => 1,
        Family::Boolean => 2,
        Family::Timestamp => 3,
        Family::Array => 4,
        Family::Object => 5,
    }
}

fn form(form: Form) -> u8 {
    match form {
        Form::Object => 0,
        Form::List => 1,
        Form::Boolean => 2,
        Form::Number => 3,
        Form::Timestamp => 4,
        Form::Attribute => 5,
        Form::Text => 6,
        Form::Flag => 7,
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Sheet;
    use crate::types::{Step, Typed, Want, Way};

    #[test]
    fn more_ways_than_a_sheet_has_room_for_are_split() {
        let way = |root| {
            let steps: Rc<[Step]> = (0..16).map(Step::At).collect();
            Way { end: Typed { root, is_written: false, steps }, from: 0, skip: 0 }
        };
        let ways: Vec<Way> = (0..100).map(way).collect();
        let (mut rest, mut sheets) = (ways.as_slice(), 0);
        while !rest.is_empty() {
            let (some, others) = rest.split_at(Sheet::most(&Want::Read, rest));
            assert!(!some.is_empty() && Sheet::default().has_room_for(&Want::Read, some));
            (rest, sheets) = (others, sheets + 1);
        }
        assert_eq!(sheets, 4, "30 ways of 17 places each, and 10");
        assert!(!Sheet::default().has_room_for(&Want::Read, &ways));
        let fit = Want::Fit(way(0).end, "charge".into());
        assert_eq!(Sheet::most(&fit, &ways), 29, "and the place that takes");
    }
}
