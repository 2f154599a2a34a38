//! JSONPath, evaluated as Jayway does.
//!
//! A path of names and indexes is a list of steps, and what it finds is a reference. Everything else goes the long way.

use std::fmt::Write;

use sfn_asl::query::jsonpath::{self, Segment, SegmentKind};

use super::filter::{self, Regexes};
use super::functions;
use super::value::{Fields, Json};

/// A path, ready to be evaluated. What its root means is for the caller to say.
#[derive(Debug)]
pub(crate) struct Path {
    /// Where it starts.
    pub(crate) root: jsonpath::Root,
    /// What follows a first step of one name, in [`Path::after_first`].
    steps: Steps,
}

#[derive(Debug)]
enum Steps {
    Definite(Vec<Step>),
    General { segments: Vec<Segment>, definite: bool, regexes: Regexes },
}

/// A step of a definite path.
#[derive(Debug)]
enum Step {
    Name(Box<str>),
    Index(i64),
}

/// Why a definite path found nothing, in Jayway's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Missing(pub(crate) String);

impl Path {
    pub(crate) fn new(path: &jsonpath::Path) -> Path {
        let step = |it: &Segment| match &it.kind {
            SegmentKind::Name(name) => Some(Step::Name(name.as_str().into())),
            SegmentKind::Index(index) => Some(Step::Index(*index)),
            _ => None,
        };
        let steps = match path.segments.iter().map(step).collect() {
            Some(steps) => Steps::Definite(steps),
            None => Steps::General {
                segments: path.segments.clone(),
                definite: path.is_definite(),
                regexes: Regexes::of(&path.segments),
            },
        };
        Path { root: path.root.clone(), steps }
    }

    /// The name of the first step, if it is one.
    pub(crate) fn first_name(&self) -> Option<&str> {
        match &self.steps {
            Steps::Definite(steps) => match steps.first()? {
                Step::Name(name) => Some(name),
                Step::Index(_) => None,
            },
            Steps::General { .. } => None,
        }
    }

    /// What it finds below `root`.
    pub(crate) fn evaluate(&self, root: &Json) -> Result<Json, Missing> {
        match &self.steps {
            Steps::Definite(steps) => walk(root, steps).cloned(),
            Steps::General { segments, definite, regexes } => {
                let cx = Cx { document: root, regexes, indefinite: !definite };
                let mut found = Vec::new();
                cx.descend(root, segments, 0, &mut found)?;
                match definite {
                    true => found
                        .pop()
                        .ok_or_else(|| Missing(format!("No results for path: {}", shown(segments)))),
                    false => Ok(Json::array(found)),
                }
            }
        }
    }

    /// The steps of a Reference Path, to put something where it leads.
    fn reference(&self) -> Option<&[Step]> {
        match &self.steps {
            Steps::Definite(steps) => Some(steps),
            Steps::General { .. } => None,
        }
    }

    /// `document` with `value` where the path leads. `None` if that is no place in it.
    ///
    /// Objects are made where nothing is; an index has to be one of the list.
    pub(crate) fn insert(&self, document: &Json, value: Json) -> Option<Json> {
        put(document, self.reference()?, value)
    }
}

fn walk<'a>(root: &'a Json, steps: &[Step]) -> Result<&'a Json, Missing> {
    let mut at = root;
    for (i, step) in steps.iter().enumerate() {
        let below = match step {
            Step::Name(name) => at.get(name),
            Step::Index(index) => at.as_array().and_then(|items| items.get(position(*index, items.len())?)),
        };
        at = below.ok_or_else(|| missing(at, steps, i))?;
    }
    Ok(at)
}

fn missing(at: &Json, steps: &[Step], i: usize) -> Missing {
    let mut path = String::from("$");
    for step in &steps[..=i] {
        match step {
            Step::Name(name) => _ = write!(path, "['{name}']"),
            Step::Index(index) => _ = write!(path, "[{index}]"),
        }
    }
    let is_last = i + 1 == steps.len();
    Missing(match step_fits(&steps[i], at) {
        true if !is_last && matches!(steps[i], Step::Name(_)) => format!("Missing property in path {path}"),
        _ => format!("No results for path: {path}"),
    })
}

fn step_fits(step: &Step, at: &Json) -> bool {
    match step {
        Step::Name(_) => at.as_object().is_some(),
        Step::Index(_) => at.as_array().is_some(),
    }
}

fn put(document: &Json, steps: &[Step], value: Json) -> Option<Json> {
    let Some((step, rest)) = steps.split_first() else { return Some(value) };
    match (step, document) {
        (Step::Name(name), Json::Object(_)) => {
            let mut fields = document.as_object()?.clone();
            let below = fields.get(&**name).cloned().unwrap_or_else(Json::empty_object);
            fields.insert((&**name).into(), put(&below, rest, value)?);
            Some(Json::object(fields))
        }
        (Step::Index(index), Json::Array(_)) => {
            let mut items = document.as_array()?.to_vec();
            let place = position(*index, items.len())?;
            let item = items.get_mut(place)?;
            *item = put(item, rest, value)?;
            Some(Json::array(items))
        }
        _ => None,
    }
}

/// Where an index leads in a list of `length`; from the end when negative.
pub(super) fn position(index: i64, length: usize) -> Option<usize> {
    let from_start = if index < 0 { i64::try_from(length).ok()?.checked_add(index)? } else { index };
    usize::try_from(from_start).ok().filter(|it| *it < length)
}

/// What the evaluation of one path knows.
struct Cx<'a> {
    document: &'a Json,
    regexes: &'a Regexes,
    /// Nothing is missing in such a path, there is only less to find.
    indefinite: bool,
}

impl Cx<'_> {
    /// Adds what `segments` from number `at` find below `node`.
    fn descend(
        &self,
        node: &Json,
        segments: &[Segment],
        at: usize,
        found: &mut Vec<Json>,
    ) -> Result<(), Missing> {
        let Some(segment) = segments.get(at) else {
            found.push(node.clone());
            return Ok(());
        };
        let nothing = || match self.indefinite {
            true => Ok(()),
            false => Err(Missing(format!("No results for path: {}", shown(&segments[..=at])))),
        };
        let mut each = |items: &mut dyn Iterator<Item = &Json>| -> Result<(), Missing> {
            for item in items {
                self.descend(item, segments, at + 1, found)?;
            }
            Ok(())
        };
        match (&segment.kind, node) {
            (SegmentKind::Name(name), _) => match node.get(name) {
                Some(below) => self.descend(below, segments, at + 1, found),
                None => nothing(),
            },
            (SegmentKind::Names(names), Json::Object(_)) if at + 1 == segments.len() => {
                let fields = node.as_object().into_iter().flatten();
                let kept = fields.filter(|(key, _)| names.iter().any(|it| **it == ***key));
                let fields: Fields = kept.map(|(key, it)| (key.clone(), it.clone())).collect();
                found.push(Json::object(fields));
                Ok(())
            }
            (SegmentKind::Names(names), _) => each(&mut names.iter().filter_map(|it| node.get(it))),
            (SegmentKind::Index(index), Json::Array(_)) => {
                let items = node.as_array().unwrap_or_default();
                match position(*index, items.len()) {
                    Some(it) => self.descend(&items[it], segments, at + 1, found),
                    None => nothing(),
                }
            }
            (SegmentKind::Indexes(indexes), Json::Array(_)) => {
                let items = node.as_array().unwrap_or_default();
                each(&mut indexes.iter().filter_map(|it| items.get(position(*it, items.len())?)))
            }
            (SegmentKind::Slice(from, to), Json::Array(_)) => {
                each(&mut slice(node.as_array().unwrap_or_default(), *from, *to).iter())
            }
            (SegmentKind::Wildcard, _) => each(&mut children(node)),
            (SegmentKind::Descendant, _) => self.everywhere(node, segments, at + 1, found),
            (SegmentKind::Filter(filter), Json::Array(_)) => {
                let items = node.as_array().unwrap_or_default();
                each(&mut items.iter().filter(|it| filter::holds(filter, it, self.document, self.regexes)))
            }
            (SegmentKind::Filter(filter), Json::Object(_)) => {
                match filter::holds(filter, node, self.document, self.regexes) {
                    true => self.descend(node, segments, at + 1, found),
                    false => Ok(()),
                }
            }
            (SegmentKind::Function { name, args }, _) => {
                match functions::call(name, node, args, self.document) {
                    Some(value) => self.descend(&value, segments, at + 1, found),
                    None => nothing(),
                }
            }
            _ => nothing(),
        }
    }

    /// Tries the rest on `node` and on all below, each before its children.
    fn everywhere(
        &self,
        node: &Json,
        segments: &[Segment],
        at: usize,
        found: &mut Vec<Json>,
    ) -> Result<(), Missing> {
        self.descend(node, segments, at, found)?;
        children(node).try_for_each(|it| self.everywhere(it, segments, at, found))
    }
}

fn children(node: &Json) -> impl Iterator<Item = &Json> {
    let items = node.as_array().unwrap_or_default().iter();
    items.chain(node.as_object().into_iter().flat_map(|it| it.values()))
}

fn slice(items: &[Json], from: Option<i64>, to: Option<i64>) -> &[Json] {
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let place = |it: i64| (if it < 0 { length.saturating_add(it) } else { it }).clamp(0, length) as usize;
    let (from, to) = (from.map_or(0, place), to.map_or(items.len(), place));
    items.get(from..to).unwrap_or_default()
}

fn shown(segments: &[Segment]) -> String {
    let bracketed = |segment: &Segment| match &segment.kind {
        SegmentKind::Name(name) => format!("['{name}']"),
        SegmentKind::Index(index) => format!("[{index}]"),
        SegmentKind::Function { name, .. } => format!(".{name}()"),
        _ => "[*]".to_owned(),
    };
    segments.iter().map(bracketed).fold(String::from("$"), |path, it| path + &it)
}

/// What `@…` or `$…` finds in a filter: nothing, the value, or a list if it is indefinite.
pub(super) fn find(
    path: &jsonpath::Path,
    current: &Json,
    document: &Json,
    regexes: &Regexes,
) -> Option<Json> {
    let root = if path.root == jsonpath::Root::Current { current } else { document };
    let definite = path.is_definite();
    let cx = Cx { document, regexes, indefinite: !definite };
    let mut found = Vec::new();
    cx.descend(root, &path.segments, 0, &mut found).ok()?;
    if definite { found.pop() } else { Some(Json::array(found)) }
}

#[cfg(test)]
mod tests {
    use super::{Json, Path};
    use sfn_asl::query::jsonpath;

    const DOCUMENT: &str = r#"{"a": {"b": [10, 20, {"c": null}], "d-e": "x"}, "o": {}, "s": "t"}"#;

    fn path(text: &str) -> Path {
        Path::new(&jsonpath::parse(text).unwrap())
    }

    #[test]
    fn paths_find_values_or_say_why_not() {
        let document = Json::parse(DOCUMENT).unwrap();
        let cases = [
            ("$.a.b[0]", "10"),
            ("$.a.b[-1].c", "null"),
            ("$['a']['d-e']", r#""x""#),
            ("$.x", "No results for path: $['x']"),
            ("$.no.such.path", "Missing property in path $['no']"),
            ("$.a.b[9]", "No results for path: $['a']['b'][9]"),
            ("$.s.t", "No results for path: $['s']['t']"),
            ("$.s[0]", "No results for path: $['s'][0]"),
            ("$.x[*].y", "[]"),
            ("$.x.y[1:5]", "[]"),
            ("$.a.b[*]", r#"[10,20,{"c":null}]"#),
            ("$..c", "[null]"),
            ("$.a.b[?(@ > 15)]", "[20]"),
            ("$.a.b.length()", "3"),
            ("$.x.length()", "No results for path: $['x']"),
        ];
        for (text, expected) in cases {
            let found = path(text).evaluate(&document);
            assert_eq!(found.map_or_else(|it| it.0, |it| it.to_string()), expected, "{text}");
        }
    }

    /// The first line is the document; then paths and what Jayway finds.
    #[test]
    fn jayway_agrees() {
        let mut lines = include_str!("jayway.tsv").lines();
        let document = Json::parse(lines.next().unwrap()).unwrap();
        let mut refused = Vec::new();
        for line in lines {
            let (text, expected) = line.split_once('\t').unwrap();
            let Ok(path) = jsonpath::parse(text) else {
                refused.push(text);
                continue;
            };
            match Path::new(&path).evaluate(&document) {
                Ok(found) => assert_eq!(found, Json::parse(expected).unwrap(), "{text}"),
                Err(_) => assert_eq!(expected, "not found", "{text}"),
            }
        }
        assert_eq!(refused, [""; 0]);
    }

    #[test]
    fn reference_paths_take_values() {
        let document = Json::parse(r#"{"a": {"b": [1, 2]}, "s": "t"}"#).unwrap();
        let cases = [
            ("$", Some("0")),
            ("$.a.b", Some(r#"{"a":{"b":0},"s":"t"}"#)),
            ("$.a.b[1]", Some(r#"{"a":{"b":[1,0]},"s":"t"}"#)),
            ("$.n.m", Some(r#"{"a":{"b":[1,2]},"s":"t","n":{"m":0}}"#)),
            ("$.a.b[2]", None),
            ("$.s.x", None),
        ];
        for (text, expected) in cases {
            let after = path(text).insert(&document, Json::number(0.0)).map(|it| it.to_string());
            assert_eq!(after.as_deref(), expected, "{text}");
        }
    }
}
