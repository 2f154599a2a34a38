//! Kind `warnings`: a folder of workflows that people run. Each has exactly the findings that the committed list
//! justifies: a warning more, or one less, is a change that somebody has to look at.
//!
//! ```text
//! # ASL11008 These wait for somebody without a limit.
//! approval.asl.json -> /States/Ask/Resource
//! ```
//!
//! A heading is a code and why its findings are true. Columns are set apart by a tab, here an arrow; a line may have a
//! third: why this one is. With `SFN_BLESS=1` the
//! list is written anew; a heading that is new has no reason then, and the runner fails until somebody gives it one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sfn_asl::diag::Severity;
use sfn_asl::machine::WorkflowType;

use crate::front;
use crate::run::Case;

/// What the index calls workflows of the real world; everything, where there is no index.
const REAL: &str = "workflow";

fn list() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance/warnings.txt")
}

/// A finding: its code and where it is.
type Finding = (String, String);

/// What the list says.
#[derive(Default)]
struct List {
    /// By code.
    reasons: BTreeMap<String, String>,
    /// By file.
    findings: BTreeMap<String, BTreeSet<Finding>>,
    /// By file, code and place.
    notes: BTreeMap<(String, String, String), String>,
}

impl List {
    fn parse(text: &str) -> Result<List, String> {
        let mut list = List::default();
        let mut code = String::new();
        for line in text.lines().filter(|it| !it.is_empty()) {
            if let Some(heading) = line.strip_prefix("# ") {
                let (name, reason) = heading.split_once(' ').unwrap_or((heading, ""));
                name.clone_into(&mut code);
                list.reasons.insert(code.clone(), reason.to_owned());
                continue;
            }
            let (file, place) = line.split_once('\t').ok_or_else(|| format!("not understood: {line}"))?;
            let (place, note) = place.split_once('\t').unwrap_or((place, ""));
            list.findings.entry(file.to_owned()).or_default().insert((code.clone(), place.to_owned()));
            if !note.is_empty() {
                list.notes.insert((file.to_owned(), code.clone(), place.to_owned()), note.to_owned());
            }
        }
        Ok(list)
    }

    /// The list of what is found now, with the reasons of this one.
    fn bless(&self, found: &BTreeMap<String, BTreeSet<Finding>>) -> String {
        let mut by_code: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (file, findings) in found {
            for (code, place) in findings {
                by_code.entry(code).or_default().push((file, place));
            }
        }
        let mut text = String::new();
        for (code, places) in by_code {
            let reason = self.reasons.get(code).map_or("", String::as_str);
            text += &format!("\n# {code} {reason}\n");
            for (file, place) in places {
                let note = self.notes.get(&(file.to_owned(), code.to_owned(), place.to_owned()));
                let note = note.map(|it| format!("\t{it}")).unwrap_or_default();
                text += &format!("{file}\t{place}{note}\n");
            }
        }
        text.trim_start().to_owned()
    }
}

/// The cases of the folder `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let is_real = real(path)?;
    let files: Vec<_> = front::files(path, ".asl.json")?.into_iter().filter(|it| is_real(&it.name)).collect();
    let text = front::text(&list()).unwrap_or_default();
    let mut expected = List::parse(&text)?;
    if std::env::var_os("SFN_BLESS").is_some() {
        let mut found = BTreeMap::new();
        for file in &files {
            found.insert(file.name.clone(), findings(&front::text(&file.path)?).into_keys().collect());
        }
        let text = expected.bless(&found);
        fs::write(list(), &text).map_err(|error| error.to_string())?;
        expected = List::parse(&text)?;
    }
    let bare: Vec<String> =
        expected.reasons.iter().filter(|it| it.1.is_empty()).map(|it| it.0.clone()).collect();
    let mut cases = vec![Case {
        name: "reasons".to_owned(),
        check: Box::new(move || match bare.as_slice() {
            [] => Ok(()),
            bare => Err(format!("nobody says why these are true: {}", bare.join(", "))),
        }),
    }];
    for front::File { name, path } in files {
        let expected = expected.findings.remove(&name).unwrap_or_default();
        cases.push(Case { name, check: Box::new(move || check(&front::text(&path)?, &expected)) });
    }
    let gone: Vec<String> = expected.findings.into_keys().collect();
    cases.push(Case {
        name: "files".to_owned(),
        check: Box::new(move || match gone.as_slice() {
            [] => Ok(()),
            gone => Err(format!("listed, and not there: {}", gone.join(", "))),
        }),
    });
    Ok(cases)
}

fn real(path: &Path) -> Result<impl Fn(&str) -> bool, String> {
    let index = path.join("index.json");
    let entries = if index.exists() { Some(front::json(&index)?) } else { None };
    let names: Option<BTreeSet<String>> = entries.as_ref().and_then(|it| it.as_array()).map(|it| {
        let real = it.iter().filter(|it| it["group"] == REAL);
        real.filter_map(|it| it["file"].as_str()).map(str::to_owned).collect()
    });
    Ok(move |name: &str| names.as_ref().is_none_or(|it| it.contains(name)))
}

fn check(text: &str, expected: &BTreeSet<Finding>) -> Result<(), String> {
    let found = findings(text);
    let mut lines: Vec<String> = found
        .iter()
        .filter(|it| !expected.contains(it.0))
        .map(|((code, place), message)| format!("not listed: {code} at {place}: {message}"))
        .collect();
    lines.extend(
        expected
            .iter()
            .filter(|it| !found.contains_key(it))
            .map(|(code, place)| format!("listed, and not found: {code} at {place}")),
    );
    if lines.is_empty() { Ok(()) } else { Err(lines.join("; ")) }
}

/// What is found in a definition, hints aside, with the words.
fn findings(text: &str) -> BTreeMap<Finding, String> {
    let document = front::read(text, WorkflowType::Standard);
    let all = document.findings.iter().filter(|it| it.severity != Severity::Hint);
    all.map(|it| {
        let severity = if it.severity == Severity::Error { "error: " } else { "" };
        ((it.code.to_string(), document.pointer(it)), format!("{severity}{}", it.message))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{List, check};

    const LIST: &str = "# ASL5005 The default is missing.\na.json\t/States/C - D\tseen\nb.json\t/States/D\n";

    #[test]
    fn a_list_is_written_as_it_is_read() {
        let list = List::parse(LIST).expect("a list");
        assert_eq!(list.bless(&list.findings), LIST);
        let found = BTreeMap::from([(
            "a.json".to_owned(),
            BTreeSet::from([("ASL2007".to_owned(), "/States/L".to_owned())]),
        )]);
        assert_eq!(list.bless(&found), "# ASL2007 \na.json\t/States/L\n");
    }

    #[test]
    fn a_finding_more_and_a_finding_less_are_told() {
        let text = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 400000000, "Next": "F"}, "F": {"Type": "Fail"}}}"#;
        let wanted = BTreeSet::from([("ASL14008".to_owned(), "/States/W".to_owned())]);
        let failure = check(text, &wanted).expect_err("it has an error, and not this warning");
        assert!(failure.contains("not listed: ASL3006 at /States/W/Seconds: error: "), "{failure}");
        assert!(failure.contains("listed, and not found: ASL14008 at /States/W"), "{failure}");
    }
}
