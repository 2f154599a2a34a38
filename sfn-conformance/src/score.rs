//! The committed score: how many cases pass and which fail. It may only rise.
//!
//! ```text
//! Passed: 92/94
//!
//! some-file.json: no error
//!
//! Excepted: other-file.json: only the style guide of the tool that it is from refuses it
//! ```
//!
//! A person writes `Excepted` lines, with the reason why a case cannot pass; they stay as long as it fails.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::run::Failure;

const PASSED: &str = "Passed: ";
const EXCEPTED: &str = "Excepted: ";

/// Compares with the score in `file`, and updates it unless it fell. Returns whether it stands.
pub fn hold(file: &Path, total: usize, failures: &[Failure]) -> Result<bool, String> {
    let passed = total - failures.len();
    let old = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("{}: {error}", file.display())),
    };
    let before = recorded(&old).map_err(|message| format!("{}: {message}", file.display()))?;
    if passed < before {
        println!("SCORE {passed}/{total} is less than the {before} of {}", file.display());
        return Ok(false);
    }
    let new = text(total, failures, &old);
    if new != old {
        fs::write(file, new).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(true)
}

/// How many passed when `text` was written; none if there is none yet.
fn recorded(text: &str) -> Result<usize, String> {
    let Some(first) = text.lines().next() else { return Ok(0) };
    let number =
        first.strip_prefix(PASSED).and_then(|it| it.split_once('/')).and_then(|it| it.0.parse().ok());
    number.ok_or_else(|| format!("the first line has to be `{PASSED}N/M`, and is `{first}`"))
}

fn text(total: usize, failures: &[Failure], old: &str) -> String {
    let mut exceptions: Vec<(&str, &str)> =
        old.lines().filter_map(|it| it.strip_prefix(EXCEPTED)?.split_once(": ")).collect();
    exceptions.retain(|(name, _)| failures.iter().any(|it| it.name == *name));
    exceptions.sort();
    let is_excepted = |failure: &&Failure| exceptions.iter().any(|(name, _)| *name == failure.name);
    let mut text = format!("{PASSED}{}/{total}\n", total - failures.len());
    let mut open = failures.iter().filter(|it| !is_excepted(it)).peekable();
    if open.peek().is_some() {
        text.push('\n');
    }
    for failure in open {
        text += &format!("{failure}\n");
    }
    if !exceptions.is_empty() {
        text.push('\n');
    }
    for (name, reason) in exceptions {
        text += &format!("{EXCEPTED}{name}: {reason}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{recorded, text};
    use crate::run::Failure;

    fn failure(name: &str) -> Failure {
        Failure { name: name.to_owned(), reason: "no error".to_owned() }
    }

    #[test]
    fn a_full_score_is_one_line() {
        assert_eq!(text(3, &[], ""), "Passed: 3/3\n");
        assert_eq!(text(3, &[], "Passed: 1/3\n\na: no error\n\nExcepted: b: taste\n"), "Passed: 3/3\n");
    }

    #[test]
    fn exceptions_stay_while_they_fail() {
        let old = "Passed: 0/3\n\na: x\n\nExcepted: c: taste: mine\n";
        let new = text(3, &[failure("a"), failure("c")], old);
        assert_eq!(new, "Passed: 1/3\n\na: no error\n\nExcepted: c: taste: mine\n");
        assert_eq!(text(3, &[failure("a"), failure("c")], &new), new);
    }

    #[test]
    fn the_first_line_counts() {
        assert_eq!(recorded(""), Ok(0));
        assert_eq!(recorded("Passed: 17/20\n\nb: c\n"), Ok(17));
        assert!(recorded("17\n").is_err());
    }
}
