//! What every stage of one expansion shares: the sink of findings, and the table that gives each [`Loc`] its tokens.

use proc_macro2::Span;
use sfn_asl::diag::{Code, Diagnostic, Diagnostics, Loc, Place};

use crate::syntax::mention::Mention;

/// A stretch of tokens. `Span::join` is not on stable; rustc underlines from `start` to `end` when a `compile_error!`
/// carries the one on its path and the other on its group.
#[derive(Clone, Copy, Debug)]
pub struct SpanRange {
    /// First token.
    pub start: Span,
    /// Last token.
    pub end: Span,
}

impl SpanRange {
    /// From the beginning of `start` to the end of `end`.
    pub fn new(start: Span, end: Span) -> SpanRange {
        SpanRange { start, end }
    }

    /// From the beginning of this to the end of `end`.
    pub fn to(self, end: SpanRange) -> SpanRange {
        SpanRange { start: self.start, end: end.end }
    }
}

impl From<Span> for SpanRange {
    fn from(span: Span) -> SpanRange {
        SpanRange { start: span, end: span }
    }
}

/// The text of a query, made from tokens or taken from a literal.
#[derive(Clone, Debug)]
pub struct QueryText {
    /// The text, as a parser of `sfn_asl::query` takes it.
    pub text: String,
    /// Where each token's text begins in `text`, ascending; empty when the text is that of one literal.
    pub offsets: Vec<(usize, SpanRange)>,
    /// All of it.
    pub span: SpanRange,
}

struct Source {
    span: SpanRange,
    /// As in [`QueryText::offsets`].
    offsets: Vec<(usize, SpanRange)>,
    /// The literal's text, for excerpts: nothing inside a literal has a span of its own.
    literal: Option<String>,
}

/// The context of one expansion.
#[derive(Default)]
pub struct Cx {
    /// The one sink.
    pub diagnostics: Diagnostics,
    /// What of the author's own text would read as holes: no hole of theirs may be called so.
    pub own: Vec<char>,
    /// What of the source an editor explains; `None` where it is rustc that asks.
    pub mentions: Option<Vec<Mention>>,
    sources: Vec<Source>,
}

impl Cx {
    /// An empty context.
    pub fn new() -> Cx {
        let mut cx = Cx::default();
        cx.diagnostics.source = sfn_asl::diag::Source::Macro;
        cx
    }

    /// A handle for `span`.
    pub fn loc(&mut self, span: impl Into<SpanRange>) -> Loc {
        self.register(Source { span: span.into(), offsets: Vec::new(), literal: None })
    }

    /// A handle for a query: ranges of its text resolve to its tokens.
    pub fn query_loc(&mut self, query: &QueryText) -> Loc {
        let literal = query.offsets.is_empty().then(|| query.text.clone());
        self.register(Source { span: query.span, offsets: query.offsets.clone(), literal })
    }

    /// The handle that the next call of [`Cx::loc`] gives: a mark in the order of the source.
    pub fn next_loc(&self) -> Loc {
        Loc(self.sources.len() as u32 + 1)
    }

    fn register(&mut self, source: Source) -> Loc {
        self.sources.push(source);
        Loc(self.sources.len() as u32)
    }

    /// Reports an error on tokens.
    pub fn error(
        &mut self,
        code: u16,
        span: impl Into<SpanRange>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let loc = self.loc(span);
        self.diagnostics.error(Code(code), loc, message)
    }

    /// Reports a warning on tokens.
    pub fn warning(
        &mut self,
        code: u16,
        span: impl Into<SpanRange>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let loc = self.loc(span);
        self.diagnostics.warning(Code(code), loc, message)
    }

    /// The tokens of `place`, and, when the mistake is inside a literal, the literal's text and the range in it.
    pub fn resolve<'a>(&'a self, place: &Place) -> Option<(SpanRange, Option<Excerpt<'a>>)> {
        let source = self.sources.get((place.loc.0 as usize).checked_sub(1)?)?;
        let Some(range) = place.range.clone() else { return Some((source.span, None)) };
        if let Some(text) = &source.literal {
            return Some((source.span, Some(Excerpt { text, range })));
        }
        // The tokens that the range touches: from the last one that begins at or before its start.
        let first = source.offsets.iter().rev().find(|(at, _)| *at <= range.start);
        let last = source.offsets.iter().rev().find(|(at, _)| *at < range.end.max(range.start + 1));
        match (first, last) {
            (Some((_, first)), Some((_, last))) => Some((first.to(*last), None)),
            _ => Some((source.span, None)),
        }
    }
}

/// Part of a literal's text.
pub struct Excerpt<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The wrong bytes.
    pub range: std::ops::Range<usize>,
}
