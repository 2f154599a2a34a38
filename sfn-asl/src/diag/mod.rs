//! Findings: what is wrong, where, and what to do about it.
//!
//! A finding never knows whether the document came from Rust tokens or from a JSON file: its place is an opaque
//! [`Loc`] that the front end which made it can turn into a token span or into a JSON pointer with line and column.

use std::fmt;
use std::ops::Range;

#[cfg(test)]
mod codes;
mod listed;
pub mod messages;
pub mod suggest;

pub use listed::CODES;

/// A place in the source, as a handle that only the front end that issued it can resolve.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Loc(pub u32);

impl Loc {
    /// No place: things that were made up, such as a derived state name.
    pub const NONE: Loc = Loc(0);
}

/// A [`Loc`], or a range of bytes inside the decoded text that stands there (a path segment, a JSONata token).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The value that holds the mistake.
    pub loc: Loc,
    /// Bytes of the value's text, when the mistake is smaller than the value.
    pub range: Option<Range<usize>>,
}

impl Place {
    /// The bytes `range` of the text at `loc`.
    pub fn within(loc: Loc, range: Range<usize>) -> Place {
        Place { loc, range: Some(range) }
    }
}

impl From<Loc> for Place {
    fn from(loc: Loc) -> Place {
        Place { loc, range: None }
    }
}

/// A stable number of the catalogue; prints as `ASL2001`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code(pub u16);

impl Code {
    /// Whether the service accepts a definition with an error of this code: only executions fail, when they come there.
    pub fn fails_when_reached(self) -> bool {
        matches!(
            self.0,
            2009 | 4023 | 4024 | 5009 | 5011 | 5015 | 6010..=6013 | 6017 | 6019 | 6021 | 6022 | 7003..=7006 | 7011
                | 8011..=8014 | 8016 | 9002 | 9003 | 9004 | 9006 | 9007 | 9013 | 10007 | 10008 | 10012 | 10020 | 11006
                | 11012 | 11021 | 11022 | 11025 | 11026 | 12002 | 13001 | 13006 | 13007 | 13011..=13020
                | 14002
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ASL{:04}", self.0)
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Refused by the service, or provably failing whenever the point is reached.
    Error,
    /// Legal, and almost certainly not meant.
    Warning,
    /// Advice; off by default.
    Hint,
}

/// Who wrote a machine: help says the edit in their words, and what our language forbids may stand in a document that
/// AWS accepts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Source {
    /// Written in our language.
    Macro,
    /// Read from ASL JSON.
    #[default]
    Document,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Number in the catalogue.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The smallest wrong thing.
    pub place: Place,
    /// What is wrong, and what happens if it is left. One line, no full stop.
    pub message: String,
    /// The one edit that mends it.
    pub help: Option<String>,
    /// Other places that belong to the mistake, each with a few words.
    pub labels: Vec<(Place, String)>,
}

impl Diagnostic {
    /// Says how to mend it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Says how to mend it, in JSON or in our language.
    pub fn help_in(&mut self, source: Source, json: &str, language: &str) -> &mut Diagnostic {
        self.help(if source == Source::Macro { language } else { json })
    }

    /// "did you mean …", where something near was found.
    pub fn did_you_mean(&mut self, near: Option<&str>) -> &mut Diagnostic {
        if let Some(near) = near {
            self.help = Some(format!("did you mean `{near}`?"));
        }
        self
    }

    /// Names another place that belongs to the mistake.
    pub fn label(&mut self, place: impl Into<Place>, text: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((place.into(), text.into()));
        self
    }
}

/// The one sink of findings of one machine. Stages push into it and go on.
#[derive(Default, Debug)]
pub struct Diagnostics {
    /// Who wrote the machine.
    pub source: Source,
    items: Vec<Diagnostic>,
    hints: bool,
    /// How many there were when the last machine had been checked.
    checked: usize,
}

impl Diagnostics {
    /// An empty sink.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// An empty sink that takes hints, too.
    pub fn with_hints() -> Diagnostics {
        Diagnostics { hints: true, ..Diagnostics::default() }
    }

    /// Takes hints from now on, or takes them no longer.
    pub fn want_hints(&mut self, wanted: bool) {
        self.hints = wanted;
    }

    /// Whether hints are asked for: nobody looks for them otherwise.
    pub fn wants_hints(&self) -> bool {
        self.hints
    }

    /// Reports a hint; only where [`Diagnostics::wants_hints`].
    pub fn hint(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(code, Severity::Hint, place.into(), message.into())
    }

    /// Reports an error.
    pub fn error(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(code, Severity::Error, place.into(), message.into())
    }

    /// Reports a warning.
    pub fn warning(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(code, Severity::Warning, place.into(), message.into())
    }

    fn push(&mut self, code: Code, severity: Severity, place: Place, message: String) -> &mut Diagnostic {
        let at = self.items.len();
        self.items.push(Diagnostic { code, severity, place, message, help: None, labels: Vec::new() });
        &mut self.items[at]
    }

    /// Whether anything was reported that stops the definition from being emitted.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|it| it.severity == Severity::Error)
    }

    /// Whether an error was reported since the last machine was checked: of the one to be checked next.
    pub(crate) fn has_new_errors(&self) -> bool {
        self.items[self.checked..].iter().any(|it| it.severity == Severity::Error)
    }

    /// Whether an error was reported of the value at `loc`: what is advised of it would come too early.
    pub(crate) fn is_wrong(&self, loc: Loc) -> bool {
        self.items[self.checked..].iter().any(|it| it.severity == Severity::Error && it.place.loc == loc)
    }

    /// Names another place in what was reported of the value at `loc`, if anything was.
    pub(crate) fn label_at(&mut self, loc: Loc, place: Loc, text: &str) {
        if let Some(found) = self.items[self.checked..].iter_mut().find(|it| it.place.loc == loc) {
            found.label(place, text);
        }
    }

    /// Makes warnings of those errors from the finding `first` on that the service accepts.
    pub(crate) fn soften(&mut self, first: usize) {
        for item in &mut self.items[first..] {
            if item.severity == Severity::Error && item.code.fails_when_reached() {
                item.severity = Severity::Warning;
            }
        }
    }

    /// A machine has been checked.
    pub(crate) fn checked(&mut self) {
        self.checked = self.items.len();
    }

    /// What was reported so far, in the order of reporting.
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Everything that was reported, identical findings once, in the order of reporting.
    /// The front end sorts by source position: only it knows what a [`Loc`] is.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut seen: Vec<Diagnostic> = Vec::with_capacity(self.items.len());
        for item in self.items {
            if !seen.contains(&item) {
                seen.push(item);
            }
        }
        seen
    }
}
