//! What is known of a value while a machine is followed: where in which Rust type it stands, and what has been put
//! around it. What the type says there, only rustc knows.

use std::rc::Rc;

use sfn_asl::query::jsonpath::{Segment, SegmentKind};
use sfn_asl::sdk;

/// What is larger or deeper than this is not remembered.
const MOST_FIELDS: usize = 64;
const MOST_STEPS: usize = 16;
const MOST_WAYS: usize = 4;
const DEEPEST: usize = 8;

#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// Nothing is known, and nothing is checked.
    Any,
    /// A literal.
    Literal(Literal),
    /// An array of any length.
    List(Rc<Shape>),
    /// An array of these.
    Items(Rc<[Shape]>),
    Object(Rc<Object>),
    /// A place in a Rust type.
    Typed(Typed),
    /// What a service gives, by the model of its API. What is not in that is reported by the checks.
    Api(sdk::Typed),
    /// One of these, by the way that led here.
    Either(Rc<[Shape]>),
    /// Only as a field: what the object's base has there.
    Fall,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Literal {
    Null,
    Bool,
    Number,
    Text(Option<Rc<str>>),
}

/// Fields that have been put on a base.
#[derive(Clone, PartialEq, Debug)]
pub struct Object {
    pub fields: Vec<(Rc<str>, Shape)>,
    pub base: Base,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Base {
    /// No other fields.
    Closed,
    /// Any other fields.
    Open,
    /// Those of a place in a Rust type.
    Typed(Typed),
}

/// A place in a Rust type.
#[derive(Clone, PartialEq, Debug)]
pub struct Typed {
    /// The number of the type.
    pub root: usize,
    /// Whether serde has written the JSON, rather than could read it.
    pub is_written: bool,
    pub steps: Rc<[Step]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    Name(Rc<str>),
    /// A name that is known to be there.
    Sure(Rc<str>),
    /// A name in JSONata, which goes through arrays and does not mind what is missing.
    Loose(Rc<str>),
    Item,
    At(usize),
    Each,
    /// The same place, where whatever is below it has been asked for.
    Asked,
    /// The same place, where the field that tells the variants of an enum apart has this value.
    Narrow(Rc<str>, Rc<str>),
}

impl Step {
    /// Whether it leads to another place.
    fn goes(&self) -> bool {
        !matches!(self, Step::Asked | Step::Narrow(..))
    }
}

/// A path as far as it leads into a type.
#[derive(Clone, PartialEq, Debug)]
pub struct Reach {
    /// Where it ends.
    pub end: Typed,
    /// How many steps are not of this path.
    pub from: usize,
    /// How many segments of this path led to the type.
    pub skip: usize,
}

impl Typed {
    fn with(&self, step: Step) -> Shape {
        if self.steps.len() >= MOST_STEPS {
            return Shape::Any;
        }
        let steps = self.steps.iter().cloned().chain([step]).collect();
        Shape::Typed(Typed { steps, ..self.clone() })
    }

    /// The place itself, without what is known of it here.
    fn bare(&self) -> Typed {
        let mut end = self.steps.len();
        while end > 0 && !self.steps[end - 1].goes() {
            end -= 1;
        }
        if end == self.steps.len() {
            return self.clone();
        }
        Typed { steps: self.steps[..end].into(), ..self.clone() }
    }
}

impl Base {
    fn bare(&self) -> Base {
        match self {
            Base::Typed(typed) => Base::Typed(typed.bare()),
            other => other.clone(),
        }
    }
}

impl Shape {
    pub fn of_type(root: usize, is_written: bool) -> Shape {
        Shape::Typed(Typed { root, is_written, steps: Rc::new([]) })
    }

    pub fn object(fields: Vec<(Rc<str>, Shape)>, base: Base) -> Shape {
        if fields.len() > MOST_FIELDS {
            return Shape::Any;
        }
        Shape::Object(Rc::new(Object { fields, base }))
    }

    pub fn open() -> Shape {
        Shape::object(Vec::new(), Base::Open)
    }

    pub fn list(item: Shape) -> Shape {
        Shape::List(Rc::new(item))
    }

    /// One of several.
    pub fn either(shapes: Vec<Shape>) -> Shape {
        let mut ways: Vec<Shape> = Vec::new();
        for shape in shapes {
            match shape {
                Shape::Any => return Shape::Any,
                Shape::Either(inner) => {
                    for it in inner.iter() {
                        if !ways.contains(it) {
                            ways.push(it.clone());
                        }
                    }
                }
                shape if ways.contains(&shape) => {}
                shape => ways.push(shape),
            }
        }
        // What is found on the first ways is true, whatever there is on others.
        ways.truncate(MOST_WAYS);
        match ways.len() {
            0 => Shape::Any,
            1 => ways.swap_remove(0),
            _ => Shape::Either(ways.into()),
        }
    }

    /// What each of `ways` gives, one of them.
    fn of_each(ways: &[Shape], give: &mut dyn FnMut(&Shape) -> Shape) -> Shape {
        let mut ends = Vec::with_capacity(ways.len());
        for way in ways {
            ends.push(give(way));
        }
        Shape::either(ends)
    }

    /// What is known of a value that is the one or the other.
    pub fn join(&self, other: &Shape) -> Shape {
        self.join_at(other, 0)
    }

    fn join_at(&self, other: &Shape, depth: usize) -> Shape {
        match (self, other) {
            (a, b) if a == b => a.clone(),
            _ if depth > DEEPEST => Shape::Any,
            (Shape::Typed(a), Shape::Typed(b)) if a.bare() == b.bare() => Shape::Typed(a.bare()),
            (Shape::Object(a), Shape::Object(b)) if a.base.bare() == b.base.bare() => a.join(b, depth),
            (Shape::Object(a), Shape::Typed(b)) if a.base.bare() == Base::Typed(b.bare()) => {
                a.join(&Object { fields: Vec::new(), base: Base::Typed(b.clone()) }, depth)
            }
            (Shape::Typed(_), Shape::Object(_)) => match (other, self) {
                (Shape::Object(a), Shape::Typed(b)) if a.base.bare() == Base::Typed(b.bare()) => {
                    other.join_at(self, depth)
                }
                _ => Shape::either(vec![self.clone(), other.clone()]),
            },
            (Shape::List(a), Shape::List(b)) => Shape::list(a.join_at(b, depth + 1)),
            // A way more of what has been told apart before.
            (Shape::Either(ways), one) | (one, Shape::Either(ways)) if !matches!(one, Shape::Either(_)) => {
                let alike = ways.iter().position(|it| it.is_like(one));
                match alike {
                    Some(at) => {
                        let mut ways = ways.to_vec();
                        ways[at] = ways[at].join_at(one, depth + 1);
                        Shape::either(ways)
                    }
                    None => Shape::either(vec![self.clone(), other.clone()]),
                }
            }
            (Shape::Literal(Literal::Text(_)), Shape::Literal(Literal::Text(_))) => {
                Shape::Literal(Literal::Text(None))
            }
            _ => Shape::either(vec![self.clone(), other.clone()]),
        }
    }

    /// Whether the join of the two is more than a choice of them.
    fn is_like(&self, other: &Shape) -> bool {
        match (self, other) {
            (Shape::Typed(a), Shape::Typed(b)) => a.bare() == b.bare(),
            (Shape::Object(a), Shape::Object(b)) => a.base.bare() == b.base.bare(),
            (Shape::Object(a), Shape::Typed(b)) | (Shape::Typed(b), Shape::Object(a)) => {
                a.base.bare() == Base::Typed(b.bare())
            }
            (Shape::List(_), Shape::List(_)) => true,
            _ => false,
        }
    }

    /// What `segments` lead to, and everywhere they lead into a type.
    pub fn look(&self, segments: &[Segment], reached: &mut Vec<Reach>) -> Shape {
        self.look_at(segments, 0, reached)
    }

    fn look_at(&self, segments: &[Segment], at: usize, reached: &mut Vec<Reach>) -> Shape {
        let Some(segment) = segments.get(at) else { return self.clone() };
        match self {
            Shape::Any | Shape::Literal(_) | Shape::Fall => Shape::Any,
            Shape::Either(ways) => Shape::of_each(ways, &mut |it| it.look_at(segments, at, reached)),
            Shape::Typed(typed) => typed.follow(segments, at, reached),
            Shape::Api(typed) => {
                let inner = match &segment.kind {
                    SegmentKind::Name(name) => typed.field(name),
                    SegmentKind::Index(_) => typed.element(),
                    _ => None,
                };
                inner.map_or(Shape::Any, |it| Shape::Api(it).look_at(segments, at + 1, reached))
            }
            Shape::Object(object) => match &segment.kind {
                SegmentKind::Name(name) => object.look(name, segments, at, reached),
                _ => Shape::Any,
            },
            Shape::List(item) => match &segment.kind {
                SegmentKind::Index(_) => item.look_at(segments, at + 1, reached),
                SegmentKind::Wildcard
                | SegmentKind::Slice(..)
                | SegmentKind::Indexes(_)
                | SegmentKind::Filter(_) => {
                    let end = item.look_at(segments, at + 1, reached);
                    if matches!(end, Shape::List(_)) { end } else { Shape::list(end) }
                }
                _ => Shape::Any,
            },
            Shape::Items(items) => match &segment.kind {
                SegmentKind::Index(index) => {
                    let index = if *index < 0 { *index + items.len() as i64 } else { *index };
                    match usize::try_from(index).ok().and_then(|it| items.get(it)) {
                        Some(item) => item.look_at(segments, at + 1, reached),
                        None => Shape::Any,
                    }
                }
                SegmentKind::Wildcard => {
                    Shape::list(Shape::of_each(items, &mut |it| it.look_at(segments, at + 1, reached)))
                }
                _ => Shape::Any,
            },
        }
    }

    /// What the items of an array are; a place in a type may be no array, which its use says.
    pub fn item(&self) -> Shape {
        match self {
            Shape::List(item) => (**item).clone(),
            Shape::Items(items) => Shape::either(items.to_vec()),
            Shape::Typed(typed) => typed.with(Step::Item),
            Shape::Api(typed) => typed.element().map_or(Shape::Any, Shape::Api),
            Shape::Either(ways) => Shape::of_each(ways, &mut Shape::item),
            _ => Shape::Any,
        }
    }

    /// The field `name` in JSONata, which goes through arrays.
    pub fn loose(&self, name: &str, at: usize, reached: &mut Vec<Reach>) -> Shape {
        match self {
            Shape::Typed(typed) => {
                let end = typed.with(Step::Loose(name.into()));
                if let Shape::Typed(end) = &end {
                    reached.push(Reach { from: end.steps.len() - 1, end: end.clone(), skip: at });
                }
                end
            }
            Shape::Object(object) => match object.fields.iter().find(|it| *it.0 == *name) {
                Some((_, Shape::Fall)) | None => match &object.base {
                    Base::Typed(typed) => Shape::Typed(typed.clone()).loose(name, at, reached),
                    _ => Shape::Any,
                },
                // Where one way has put it there and another has not, JSONata does not fail.
                Some((_, Shape::Either(_))) => Shape::Any,
                Some((_, field)) => field.clone(),
            },
            Shape::Api(typed) => typed.field(name).map_or(Shape::Any, Shape::Api),
            Shape::Either(ways) => Shape::of_each(ways, &mut |it| it.loose(name, at, reached)),
            _ => Shape::Any,
        }
    }

    /// This value with `value` at `path`.
    pub fn insert(&self, path: &[Segment], value: Shape) -> Shape {
        self.insert_at(path, value, 0)
    }

    fn insert_at(&self, path: &[Segment], value: Shape, depth: usize) -> Shape {
        let Some((segment, rest)) = path.split_first() else { return value };
        let SegmentKind::Name(name) = &segment.kind else { return Shape::Any };
        if depth > DEEPEST {
            return Shape::Any;
        }
        let (mut fields, base) = match self {
            Shape::Object(object) => (object.fields.clone(), object.base.clone()),
            Shape::Typed(typed) => (Vec::new(), Base::Typed(typed.clone())),
            Shape::Either(ways) => {
                return Shape::of_each(ways, &mut |it| it.insert_at(path, value.clone(), depth));
            }
            _ => return Shape::Any,
        };
        let inner = |field: &Shape| match (field, &base) {
            _ if rest.is_empty() => value.clone(),
            (Shape::Fall, Base::Typed(typed)) => {
                typed.with(Step::Sure(name.as_str().into())).insert_at(rest, value.clone(), depth + 1)
            }
            (Shape::Any, _) => Shape::open().insert_at(rest, value.clone(), depth + 1),
            (field, _) => field.insert_at(rest, value.clone(), depth + 1),
        };
        match fields.iter_mut().find(|it| *it.0 == **name) {
            Some((_, field)) => *field = inner(field),
            None => {
                // On a type, the field may be there already, or not: then what is below it is made.
                let field = match &base {
                    Base::Typed(_) => inner(&Shape::Fall),
                    Base::Open => inner(&Shape::Any),
                    Base::Closed => inner(&Shape::object(Vec::new(), Base::Closed)),
                };
                fields.push((name.as_str().into(), field));
            }
        }
        Shape::object(fields, base)
    }

    /// This value, known to have something at `path`.
    pub fn sure(&self, path: &[Segment]) -> Shape {
        self.refine(path, None)
    }

    /// This value, which has something at `path`, of which more is known: `step`.
    pub fn refine(&self, path: &[Segment], step: Option<&Step>) -> Shape {
        let Some((segment, rest)) = path.split_first() else {
            return match (self, step) {
                (Shape::Typed(typed), Some(step)) => typed.with(step.clone()),
                (Shape::Object(object), Some(step)) => match &object.base {
                    Base::Typed(typed) => match typed.with(step.clone()) {
                        Shape::Typed(base) => Shape::object(object.fields.clone(), Base::Typed(base)),
                        _ => self.clone(),
                    },
                    _ => self.clone(),
                },
                _ => self.clone(),
            };
        };
        let SegmentKind::Name(name) = &segment.kind else {
            return match self {
                Shape::Typed(typed) => typed.with(Step::Asked),
                _ => self.clone(),
            };
        };
        match self {
            Shape::Typed(typed) => {
                let field = typed.with(Step::Sure(name.as_str().into())).refine(rest, step);
                Shape::object(vec![(name.as_str().into(), field)], Base::Typed(typed.clone()))
            }
            Shape::Object(object) => {
                let mut object = (**object).clone();
                let of_base = match &object.base {
                    Base::Typed(typed) => {
                        Some(typed.with(Step::Sure(name.as_str().into())).refine(rest, step))
                    }
                    _ => None,
                };
                match object.fields.iter_mut().find(|it| *it.0 == **name) {
                    Some((_, field)) => {
                        *field = match (&*field, of_base) {
                            (Shape::Fall, Some(of_base)) => of_base,
                            (Shape::Either(ways), of_base) => {
                                let mut refined = Vec::with_capacity(ways.len());
                                for way in ways.iter() {
                                    match way {
                                        Shape::Fall => refined.extend(of_base.clone()),
                                        way => refined.push(way.refine(rest, step)),
                                    }
                                }
                                Shape::either(refined)
                            }
                            (field, _) => field.refine(rest, step),
                        }
                    }
                    None => {
                        if let Some(field) = of_base {
                            object.fields.push((name.as_str().into(), field));
                        }
                    }
                }
                Shape::object(object.fields, object.base)
            }
            Shape::Either(ways) => Shape::of_each(ways, &mut |it| it.refine(path, step)),
            other => other.clone(),
        }
    }
}

impl Object {
    fn look(&self, name: &str, segments: &[Segment], at: usize, reached: &mut Vec<Reach>) -> Shape {
        let field = self.fields.iter().find(|it| *it.0 == *name).map(|it| &it.1);
        let mut look = |it: &Shape| match (it, &self.base) {
            (Shape::Fall, Base::Typed(typed)) => typed.follow(segments, at, reached),
            (Shape::Fall, _) => Shape::Any,
            (field, _) => field.look_at(segments, at + 1, reached),
        };
        match field {
            Some(Shape::Either(ways)) => Shape::of_each(ways, &mut look),
            Some(field) => Shape::either(vec![look(field)]),
            None => Shape::either(vec![look(&Shape::Fall)]),
        }
    }

    /// The two, whose bases are one place.
    fn join(&self, other: &Object, depth: usize) -> Shape {
        let base = if self.base == other.base { self.base.clone() } else { self.base.bare() };
        let get = |of: &Object, name: &str| {
            let field = of.fields.iter().find(|it| *it.0 == *name);
            field.map_or(Shape::Fall, |it| it.1.clone())
        };
        let mut fields: Vec<(Rc<str>, Shape)> = Vec::new();
        for (name, _) in self.fields.iter().chain(&other.fields) {
            if fields.iter().any(|it| it.0 == *name) {
                continue;
            }
            let (a, b) = (get(self, name), get(other, name));
            let joined = match (&a, &b, &base) {
                // Known to be there on one way only: not known.
                (Shape::Fall, it, Base::Typed(typed)) | (it, Shape::Fall, Base::Typed(typed))
                    if is_own(it, typed, name) =>
                {
                    continue;
                }
                (_, _, Base::Open) if a == Shape::Fall || b == Shape::Fall => continue,
                _ => a.join_at(&b, depth + 1),
            };
            if joined != Shape::Fall {
                fields.push((name.clone(), joined));
            }
        }
        if fields.is_empty()
            && let Base::Typed(typed) = &base
        {
            return Shape::Typed(typed.clone());
        }
        Shape::object(fields, base)
    }
}

/// Whether `shape` is the field `name` of `typed`, and nothing has been put there.
fn is_own(shape: &Shape, typed: &Typed, name: &str) -> bool {
    match shape {
        Shape::Typed(it) => {
            let (it, typed) = (it.bare(), typed.bare());
            let depth = |it: &Typed| it.steps.iter().filter(|it| it.goes()).count();
            it.root == typed.root
                && depth(&it) == depth(&typed) + 1
                && it.steps.starts_with(&typed.steps)
                && matches!(it.steps.last(), Some(Step::Sure(own) | Step::Name(own)) if **own == *name)
        }
        Shape::Object(object) => match &object.base {
            Base::Typed(base) => {
                is_own(&Shape::Typed(base.clone()), typed, name)
                    && object.fields.iter().all(|it| is_own(&it.1, base, &it.0))
            }
            _ => false,
        },
        Shape::Either(ways) => ways.iter().all(|it| is_own(it, typed, name)),
        _ => false,
    }
}

impl Typed {
    /// The segments from `at` on lead into the type.
    fn follow(&self, segments: &[Segment], at: usize, reached: &mut Vec<Reach>) -> Shape {
        let mut steps: Vec<Step> = self.steps.to_vec();
        let (mut is_many, mut is_known) = (false, true);
        for segment in &segments[at..] {
            steps.push(match &segment.kind {
                SegmentKind::Name(name) => Step::Name(name.as_str().into()),
                SegmentKind::Index(index) => usize::try_from(*index).map_or(Step::Item, Step::At),
                SegmentKind::Wildcard
                | SegmentKind::Slice(..)
                | SegmentKind::Indexes(_)
                | SegmentKind::Filter(_) => {
                    is_many = true;
                    Step::Each
                }
                SegmentKind::Names(_) | SegmentKind::Descendant | SegmentKind::Function { .. } => {
                    is_known = false;
                    break;
                }
            });
        }
        if steps.len() > MOST_STEPS {
            return Shape::Any;
        }
        let end = Typed { steps: steps.into(), ..self.clone() };
        if end.steps.len() > self.steps.len() {
            reached.push(Reach { end: end.clone(), from: self.steps.len(), skip: at });
        }
        match (is_known, is_many) {
            (false, _) => Shape::Any,
            (true, true) => Shape::list(Shape::Typed(end)),
            (true, false) => Shape::Typed(end),
        }
    }
}
