//! `#[allow(…)]` and `#[warn(…)]`: how loud a finding is where the author says so, as of rustc's lints.

use std::ops::Range;

use sfn_asl::diag::{CODES, Code, Loc, suggest};

use super::{Lower, messages};
use crate::syntax::ast::{Attr, ExprKind};

/// What an attribute says of findings whose handle lies in its statement, arm or machine.
#[derive(Clone, Debug)]
pub struct Lint {
    subject: Subject,
    /// How loud they are.
    pub level: Level,
    /// From the first handle of what the attribute stands on to the first behind it.
    range: Range<u32>,
}

/// How loud a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported as a warning.
    Warn,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Subject {
    Code(Code),
    /// All advice: `hints`.
    Hints,
}

/// The word for all hints.
pub const HINTS: &str = "hints";

/// What was said last, and closest to the place, of a finding with `code`; `None` where nothing was.
pub fn level(lints: &[Lint], code: Code, is_hint: bool, place: Loc) -> Option<Level> {
    let mut closest: Option<&Lint> = None;
    for lint in lints {
        let is_meant = match lint.subject {
            Subject::Code(of) => of == code,
            Subject::Hints => is_hint,
        };
        if is_meant
            && lint.range.contains(&place.0)
            && closest.is_none_or(|it| lint.range.len() <= it.range.len())
        {
            closest = Some(lint);
        }
    }
    closest.map(|it| it.level)
}

/// Whether the attribute is one of these.
pub fn is_lint(name: &str) -> bool {
    name == "allow" || name == "warn"
}

impl Lower<'_> {
    /// What `attrs` say of the findings on all that was lowered since `first`, the handle to come then.
    pub fn lints(&mut self, attrs: &[Attr], first: Loc) {
        let mut attrs = attrs.iter().filter(|it| is_lint(&it.text)).peekable();
        if attrs.peek().is_none() {
            return;
        }
        let range = first.0..self.cx.next_loc().0;
        for attr in attrs {
            let level = if attr.text == "warn" { Level::Warn } else { Level::Allow };
            // Nobody looks for hints otherwise.
            self.wants_hints |= level == Level::Warn;
            let mut is_empty = true;
            for arg in attr.args.iter().flatten() {
                let subject = match (&arg.key, &arg.value.kind) {
                    (Some(key), ExprKind::String(_)) if key == "reason" => continue,
                    (Some(key), _) if key == "reason" => {
                        messages::reason_expected(self.cx, arg.value.span);
                        continue;
                    }
                    (Some(key), _) => {
                        messages::unknown_argument(self.cx, key.span().into(), &key.to_string(), &["reason"]);
                        is_empty = false;
                        continue;
                    }
                    (None, ExprKind::Name { text, .. }) => subject(text),
                    (None, ExprKind::Error) => {
                        is_empty = false;
                        continue;
                    }
                    (None, _) => None,
                };
                is_empty = false;
                match subject {
                    Some(Subject::Code(code)) if CODES.binary_search(&code.0).is_err() => {
                        messages::unknown_code(self.cx, arg.value.span, code, near(code).as_deref());
                    }
                    Some(subject) => self.lints.push(Lint { subject, level, range: range.clone() }),
                    None => {
                        let near = match &arg.value.kind {
                            ExprKind::Name { text, .. } => suggest::nearest(text, [HINTS]),
                            _ => None,
                        };
                        messages::not_a_code(self.cx, arg.value.span, &attr.text, near);
                    }
                }
            }
            if is_empty {
                messages::not_a_code(self.cx, attr.span, &attr.text, None);
            }
        }
    }
}

fn subject(name: &str) -> Option<Subject> {
    if name == HINTS {
        return Some(Subject::Hints);
    }
    name.strip_prefix("ASL").and_then(|it| it.parse().ok()).map(|it| Subject::Code(Code(it)))
}

/// The code that an unknown one was meant to be: it has the same digits in another order, or one more or less. Of several
/// that are as near, none.
fn near(code: Code) -> Option<String> {
    let wrong = code.to_string();
    let count = |text: &str, digit: u8| text.bytes().filter(|it| *it == digit).count();
    let is_mixed = |it: &str| wrong.bytes().all(|digit| count(it, digit) == count(&wrong, digit));
    let mut names: Vec<String> = Vec::new();
    for code in CODES {
        let name = Code(*code).to_string();
        if name.len() != wrong.len() || is_mixed(&name) {
            names.push(name);
        }
    }
    let names = || names.iter().map(String::as_str);
    let first = suggest::nearest(&wrong, names())?;
    let other = suggest::nearest(&wrong, names().filter(|it| *it != first));
    let is_nearer = other.is_none_or(|it| suggest::nearest(&wrong, [it, first]) == Some(first));
    is_nearer.then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use sfn_asl::diag::Severity;

    fn check(source: &str, expected: &[&str]) {
        let found = crate::compile(source.parse().expect("tokens")).findings;
        let found: Vec<String> = found
            .iter()
            .map(|it| format!("{:?} {} {}", it.severity, it.code, it.span.start.start().column))
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn hints_are_asked_for() {
        check("machine A { pass; succeed; }", &[]);
        check("machine A { #[warn(ASL2013)] pass; succeed; }", &["Warning ASL2013 29"]);
        check("machine A { #[warn(ASL2015)] pass; succeed; }", &[]);
        check(
            "#[warn(hints)] machine A { pass; } #[warn(ASL2014)] machine B { pass; }",
            &["Warning ASL2013 27"],
        );
    }

    #[test]
    fn the_nearest_counts() {
        check("#[warn(hints)] machine A { #[allow(ASL2013)] pass; succeed; }", &[]);
        check("#[allow(hints)] machine A { #[warn(ASL2013)] pass; succeed; }", &["Warning ASL2013 45"]);
        check("#[warn(hints)] #[allow(ASL2013)] machine A { pass; succeed; }", &[]);
        check(
            "machine A { match $.a { #[warn(hints)] 1 => { pass; }, _ => { pass; } } }",
            &["Warning ASL2013 46"],
        );
        check(
            "machine A { wait 1s; \"B\": task \"arn:aws:states:eu-west-1:123456789012:activity:a\" {} \
             catch { #[warn(hints)] _ => { pass; } } }",
            &["Warning ASL11008 31", "Warning ASL4025 108", "Warning ASL2013 115"],
        );
    }

    #[test]
    fn what_the_service_accepts_is_as_loud_as_the_author_likes() {
        let read = |before: &str| format!("machine A {{ {before} $.x = $never; }}");
        check(&read(""), &["Error ASL9002 19"]);
        check(&read("#[warn(ASL9002)]"), &["Warning ASL9002 35"]);
        check(&read("#[allow(ASL9002)]"), &[]);
        // The service refuses it, whatever the author thinks of that.
        check("machine A { wait 1s; #[allow(ASL2001)] goto \"Nowhere\"; }", &["Error ASL2001 44"]);
        check("machine A { wait 1s; #[warn(ASL2001)] goto \"Nowhere\"; }", &["Error ASL2001 43"]);
    }

    #[test]
    fn a_code_that_does_not_exist_is_said() {
        let help = |attribute: &str| {
            let source = format!("machine A {{ #[{attribute}] wait 1s; }}");
            let found = crate::compile(source.parse().expect("tokens")).findings;
            let found: Vec<_> = found
                .iter()
                .map(|it| (it.severity, it.code.0, it.help.clone().unwrap_or_default()))
                .collect();
            found
        };
        let meant = |it: &str| vec![(Severity::Warning, 115, format!("did you mean `{it}`?"))];
        let remove =
            || vec![(Severity::Warning, 115, "take the code from what was reported, or remove it".into())];
        assert_eq!(help("allow(ASL2007)"), []);
        assert_eq!(help("allow(ASL15100)"), meant("ASL15010"));
        assert_eq!(help("allow(ASL20007)"), meant("ASL2007"));
        assert_eq!(help("warn(ASL9999)"), remove());
        // One of twenty.
        assert_eq!(help("allow(ASL2099)"), remove());
    }

    #[test]
    fn one_machine_says_nothing_of_another() {
        check("#[allow(ASL9002)] machine A { $.x = $a; } machine B { $.x = $b; }", &["Error ASL9002 60"]);
    }
}
