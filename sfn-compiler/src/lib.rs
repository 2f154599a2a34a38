//! The compiler behind `state_machine!`: tokens → AST → document model → checks → ASL → tokens.
//!
//! Internal to the `sfn-runtime` family: not covered by semantic versioning.

pub mod cx;
#[allow(missing_docs)] // one door: `expand`
pub mod editor;
pub mod emit;
#[allow(missing_docs)] // internal stages; each module says what it turns into what
pub mod lower;
#[allow(missing_docs)] // one door: `derive`
pub mod shape;
#[cfg(feature = "source")]
pub mod source;
#[allow(missing_docs)] // plain data; each module says what it holds
pub mod syntax;
#[allow(missing_docs)] // an internal stage
pub mod types;

use std::ops::Range;

use proc_macro2::TokenStream;
use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Code, Diagnostic, Loc, Severity};

use crate::cx::{Cx, SpanRange};
use crate::lower::Lowered;
use crate::lower::lints::{self, Level, Lint};
use crate::syntax::ast;

/// Tokens of one macro call in, tokens of the items it defines out. Never fails: what is wrong becomes
/// `compile_error!`s beside the type.
pub fn expand(input: TokenStream) -> TokenStream {
    expand_with(input, emit::lex)
}

/// [`expand`] with another lexer for long literals.
pub fn expand_with(input: TokenStream, lexer: emit::Lexer) -> TokenStream {
    let compilation = compile(input.clone());
    let mut tokens = editor::call(&compilation, input);
    tokens.extend(emit::expansion(&compilation, lexer));
    tokens
}

/// Everything up to the tokens: what the macro, the conformance runner and tests share.
pub fn compile(input: TokenStream) -> Compilation {
    compile_in(&mut Cx::new(), input)
}

/// [`compile`], with what is noted on the way.
fn compile_in(cx: &mut Cx, input: TokenStream) -> Compilation {
    let mut machines = Vec::new();
    let mut said = Vec::new();
    let mut typed = Vec::new();
    for ast in syntax::parse(cx, input) {
        let first = cx.next_loc();
        let mut lowered = lower::lower(cx, &ast);
        let questions = types::follow(cx, &ast, &lowered);
        for (hole, decision) in lower::decide(cx, &mut lowered, &questions.operators) {
            let tokens = emit::family(&ast, &questions, decision);
            lowered.holes.fill(hole, tokens);
        }
        let definition = sfn_asl::write::machine(&lowered.machine);
        let options = Options { length: Some(definition.chars().count()), source: Source::Macro };
        cx.diagnostics.want_hints(lowered.wants_hints);
        check::machine(&mut cx.diagnostics, &lowered.machine, &options);
        let declared = lower::declared(&lowered.resources);
        let policy = sfn_asl::iam::policy(&mut cx.diagnostics, &lowered.machine, &declared, &lowered.iam);
        if !questions.types.is_empty() {
            typed.push(first..cx.next_loc());
        }
        said.extend(lowered.lints.iter().cloned());
        machines.push(Compiled { ast, lowered, definition, policy, questions });
    }
    let mut findings = findings(cx, &said, &typed);
    // What is an error here needs no other there.
    let mut errors: Vec<Position> = Vec::new();
    for (_, finding) in &findings {
        let position = Position::of(finding.span);
        if finding.severity == Severity::Error && position.has_place() {
            errors.push(position);
        }
    }
    for Compiled { questions, .. } in &mut machines {
        if !errors.is_empty() {
            questions.uses.retain(|it| !it.spans.iter().any(|it| errors.contains(&Position::of(*it))));
        }
        let guesses =
            findings.extract_if(.., |(loc, it)| it.code == Code(5005) && questions.matched.contains(loc));
        questions.guesses = guesses.collect();
        for it in &mut questions.uses {
            let is_allowed =
                |code: &u16| lints::level(&said, Code(*code), false, it.loc) == Some(Level::Allow);
            it.allowed = if said.is_empty() { Vec::new() } else { types::CODES.filter(is_allowed).collect() };
        }
    }
    Compilation { machines, findings: findings.into_iter().map(|it| it.1).collect() }
}

/// What one macro call became.
pub struct Compilation {
    /// The machines in it; one, usually.
    pub machines: Vec<Compiled>,
    /// What was found, in the order of the source.
    pub findings: Vec<Finding>,
}

impl Compilation {
    /// Whether anything was found that keeps the definition from being emitted.
    pub fn failed(&self) -> bool {
        self.findings.iter().any(|it| it.severity == Severity::Error)
    }
}

/// One machine.
pub struct Compiled {
    /// As parsed.
    pub ast: ast::Machine,
    /// As a document.
    pub lowered: Lowered,
    /// As ASL; with holes where Rust constants go.
    pub definition: String,
    /// What its execution role has to allow.
    pub policy: sfn_asl::iam::Policy,
    /// What rustc is asked of the types that the author names.
    pub questions: types::Questions,
}

/// A finding, with its place in the tokens.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Number in the catalogue.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The edit that mends it.
    pub help: Option<String>,
    /// Other places that belong to it, in words.
    pub notes: Vec<String>,
    /// A line of a literal and carets under the wrong part of it.
    pub excerpt: Option<(String, String)>,
    /// The smallest wrong tokens.
    pub span: SpanRange,
}

/// What an author may know better than we do: that an action or a parameter is newer than the catalogue. With what the
/// service accepts, whatever comes of it, these are the errors that can be allowed.
const NEWER: &[Code] = &[UNKNOWN, Code(11005)];

/// A variable that some way does not assign. A machine with types is held to what Rust says of its own variables.
const UNASSIGNED: &[Code] = &[Code(9003), Code(9013)];
/// A service or action that is not in the catalogue.
const UNKNOWN: Code = Code(11002);
/// What is called is not declared, and is given no value.
const NO_CALLEE: Code = Code(102);
const NO_VALUE: Code = Code(51);
/// A call of which is not known what it needs of the role.
const NEEDS: Code = Code(15006);

/// How loud `it` is, as far as the author has a say in it; `None` if nobody is to hear of it.
fn severity(it: &Diagnostic, said: &[Lint]) -> Option<Severity> {
    let is_hint = it.severity == Severity::Hint;
    let is_proven =
        it.severity == Severity::Error && !NEWER.contains(&it.code) && !it.code.fails_when_reached();
    match lints::level(said, it.code, is_hint, it.place.loc) {
        _ if is_proven => Some(Severity::Error),
        Some(Level::Allow) => None,
        Some(Level::Warn) => Some(Severity::Warning),
        None if is_hint => None,
        None => Some(it.severity),
    }
}

/// Findings with their tokens, in the order of the source, each once, without those that nobody is to hear of.
fn findings(cx: &mut Cx, said: &[Lint], typed: &[Range<Loc>]) -> Vec<(Loc, Finding)> {
    let mut diagnostics = std::mem::take(&mut cx.diagnostics).finish();
    for it in &mut diagnostics {
        if UNASSIGNED.contains(&it.code) && typed.iter().any(|range| range.contains(&it.place.loc)) {
            it.severity = Severity::Error;
        }
    }
    diagnostics.retain_mut(|it| match severity(it, said) {
        Some(severity) => {
            it.severity = severity;
            true
        }
        None => false,
    });
    // What a call needs is asked for once it is one.
    let is_early = |it: &Diagnostic| {
        it.code == NEEDS
            && diagnostics.iter().any(|other| {
                other.code == UNKNOWN && other.severity == Severity::Error && other.place.loc == it.place.loc
            })
    };
    let is_unread = diagnostics.iter().any(|it| it.code.0 < 100);
    let is_jump = diagnostics.iter().any(|it| it.code == JUMP_WITH_NAME);
    let mut found: Vec<(Position, Loc, Finding)> = Vec::with_capacity(diagnostics.len());
    for it in &diagnostics {
        let is_said =
            is_early(it) || is_unread && OF_THE_WHOLE.contains(&it.code.0) || is_jump && it.code == NO_STATES;
        if !is_said {
            let finding = place(cx, it);
            found.push((Position::of(finding.span), it.place.loc, finding));
        }
    }
    let mut found = sfn_asl::sort::in_order(found, &|(a, _, x), (b, _, y)| (*a, x.code) < (*b, y.code));
    // A catch arm of a `try` is written once and checked on each state that it covers.
    // What nobody knows may take nothing: `uuid()`.
    found.dedup_by(|(a, _, x), (b, _, y)| {
        a == b && x.code == y.code && x.message == y.message
            || x.code == NO_VALUE && y.code == NO_CALLEE && x.span.start.start() == y.span.end.end()
    });
    let mut findings = Vec::with_capacity(found.len());
    for (_, loc, finding) in found {
        findings.push((loc, finding));
    }
    findings
}

/// What is said of a body as a whole. Where part of it could not be read (codes of the parser) it may not be true.
const OF_THE_WHOLE: [u16; 11] = [120, 121, 122, 123, 124, 126, 1003, 2003, 2004, 2005, 10018];

/// A name on what is no state: the state that it was meant for is the one that a body lacks.
const JUMP_WITH_NAME: Code = Code(127);
const NO_STATES: Code = Code(1003);

fn place(cx: &Cx, it: &Diagnostic) -> Finding {
    let (span, inside) = match cx.resolve(&it.place) {
        Some((span, inside)) => (span, inside),
        None => (proc_macro2::Span::call_site().into(), None),
    };
    let mut notes = Vec::with_capacity(it.labels.len());
    for (place, text) in &it.labels {
        notes.push(match cx.resolve(place) {
            Some((span, _)) => {
                let at = span.start.start();
                format!("{text} (line {}, column {})", at.line, at.column + 1)
            }
            None => text.clone(),
        });
    }
    Finding {
        code: it.code,
        severity: it.severity,
        message: it.message.clone(),
        help: it.help.clone(),
        notes,
        excerpt: inside.map(|it| excerpt(it.text, it.range)),
        span,
    }
}

/// The line of `text` that `range` begins on, at most 80 characters of it, and carets under the range.
fn excerpt(text: &str, range: Range<usize>) -> (String, String) {
    const WIDTH: usize = 80;
    const BEFORE: usize = 40;
    let start = floor(text, range.start);
    let line_start = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let line = text[line_start..].split('\n').next().unwrap_or_default();
    let column = text[line_start..start].chars().count();
    let skipped = column.saturating_sub(BEFORE);
    let shown: String =
        line.chars().skip(skipped).take(WIDTH).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let end = floor(text, range.end.max(start)).min(line_start + line.len());
    let width = text[start..end.max(start)].chars().count().max(1);
    let width = width.min(shown.chars().count().saturating_sub(column - skipped).max(1));
    (shown, format!("{}{}", " ".repeat(column - skipped), "^".repeat(width)))
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Line and column of the beginning and of the end: smaller things first where two begin together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Position((usize, usize), (usize, usize));

impl Position {
    /// Whether it tells tokens apart: rust-analyzer gives all of them one place.
    fn has_place(self) -> bool {
        (self.0.0, self.1.0) != (1, 1) || self.1.1 > 1
    }

    fn of(span: SpanRange) -> Position {
        let (start, end) = (span.start.start(), span.end.end());
        Position((start.line, start.column), (end.line, end.column))
    }
}
