//! Every code: what it means, what happens if it is left, an example, and where the rule is from.
//!
//! `codes.txt` is the one list. `docs/DIAGNOSTICS.md` is made of it, and the sources are held against it.
//! `catalogue.txt` has every mistake that is known to be worth a finding, with its severity: whatever is not in the list
//! has a reason there, and so has what is more or less severe here. None of this is part of the library: whoever builds
//! a machine does not pay for prose.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Code;

const LIST: &str = include_str!("codes.txt");
const CATALOGUE: &str = include_str!("catalogue.txt");

/// One code.
#[derive(Default)]
struct Entry<'a> {
    code: u16,
    severities: Vec<&'a str>,
    title: &'a str,
    what: &'a str,
    wrong: &'a str,
    right: &'a str,
    source: &'a str,
}

/// Parts of the catalogue, in the order of the list.
fn parts() -> Vec<(&'static str, Vec<Entry<'static>>)> {
    let mut parts: Vec<(&str, Vec<Entry>)> = Vec::new();
    for line in LIST.lines().filter(|it| !it.is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            parts.push((title, Vec::new()));
            continue;
        }
        let (_, entries) = parts.last_mut().expect("a part before the first code");
        match line.split_once(' ') {
            Some((mark @ ("=" | "-" | "+" | "@"), text)) => {
                let entry = entries.last_mut().expect("a code before what is said of it");
                let field = match mark {
                    "=" => &mut entry.what,
                    "-" => &mut entry.wrong,
                    "+" => &mut entry.right,
                    _ => &mut entry.source,
                };
                assert!(field.is_empty(), "said twice of {}: {line}", entry.code);
                *field = text;
            }
            Some((code, mut rest)) => {
                let mut entry = Entry { code: code.parse().expect(line), ..Entry::default() };
                while let Some((severity @ ("E" | "F" | "W" | "H"), after)) = rest.split_once(' ') {
                    entry.severities.push(severity);
                    rest = after;
                }
                entry.title = rest;
                entries.push(entry);
            }
            None => panic!("not understood: {line}"),
        }
    }
    parts
}

/// A mistake that is worth a finding.
struct Known<'a> {
    code: u16,
    severities: Vec<&'a str>,
    /// Why it is reported with another severity.
    otherwise: Option<&'a str>,
    /// Why it is not reported.
    reason: Option<&'a str>,
}

/// `code severities`, ` > ` and why ours is another one, ` - ` and why there is none.
fn catalogue() -> Vec<Known<'static>> {
    let lines = CATALOGUE.lines().filter(|it| !it.starts_with("# "));
    lines
        .map(|line| {
            let cut = |mark| line.split_once(mark).map_or((line, None), |it| (it.0, Some(it.1)));
            let (head, reason) = cut(" - ");
            let (head, otherwise) = if reason.is_some() { (head, None) } else { cut(" > ") };
            let mut words = head.split(' ');
            let code = words.next().and_then(|it| it.parse().ok()).expect(line);
            Known { code, severities: words.collect(), otherwise, reason }
        })
        .collect()
}

fn page() -> String {
    let mut page = String::from(
        "# Diagnostics\n\n\
         <!-- Made of sfn-asl/src/diag/codes.txt: `SFN_BLESS=1 cargo test -p sfn-asl codes` writes it anew. -->\n\n\
         Each finding has a code. An **error** is refused by the service; an **error when it is reached** is accepted, and \
         fails whenever the execution comes there. Neither is built. A **warning** is accepted by the service, and can hardly be meant; it is allowed for one statement \
         with `#[allow(ASL2007, reason = \"…\")]`. A **hint** is advice for those who ask: `#[warn(ASL2013)]`, or \
         `#[warn(hints)]` for all of it. Examples are written in ASL; \
         what is found in a machine of `state_machine!` is shown on its own tokens.\n",
    );
    for (title, entries) in parts() {
        page.push_str(&format!("\n## {title}\n"));
        let is_short = entries.iter().all(|it| it.what.is_empty());
        if is_short {
            page.push_str("\n| code | |\n| --- | --- |\n");
        }
        for entry in entries {
            let code = Code(entry.code);
            if is_short {
                page.push_str(&format!("| {code} | {} |\n", entry.title));
                continue;
            }
            let severities: Vec<&str> = entry
                .severities
                .iter()
                .map(|it| match *it {
                    "E" => "error",
                    "F" => "error when it is reached",
                    "W" => "warning",
                    _ => "hint",
                })
                .collect();
            page.push_str(&format!(
                "\n### {code}: {}\n\n*{}.* {}\n",
                entry.title,
                severities.join(" or "),
                entry.what
            ));
            if !entry.wrong.is_empty() || !entry.right.is_empty() {
                page.push_str("\n```json\n");
                for (mark, text) in [("✗", entry.wrong), ("✓", entry.right)] {
                    if !text.is_empty() {
                        page.push_str(&format!("{mark} {text}\n"));
                    }
                }
                page.push_str("```\n");
            }
            page.push_str(&format!("\nSource: {}\n", entry.source));
        }
    }
    page.push_str(
        "\n## Not reported\n\nMistakes that other tools report, or could, and why there is no finding of their own.\n\n\
         | code | |\n| --- | --- |\n",
    );
    for Known { code, reason, .. } in catalogue() {
        if let Some(reason) = reason {
            page.push_str(&format!("| {} | {reason} |\n", Code(code)));
        }
    }
    page
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_path_buf()
}

#[test]
fn the_page_is_made_of_the_list() {
    let path = workspace().join("docs/DIAGNOSTICS.md");
    let page = page();
    if std::env::var_os("SFN_BLESS").is_some() {
        fs::write(&path, page).expect("written");
    } else {
        let actual = fs::read_to_string(&path).unwrap_or_default();
        assert!(actual == page, "docs/DIAGNOSTICS.md is not what the list says: SFN_BLESS=1 writes it anew");
    }
}

#[test]
fn entries_are_whole() {
    let mut last = 1000;
    for (title, entries) in parts() {
        for entry in &entries {
            let Entry { code, severities, title, what, source, .. } = entry;
            assert!(!severities.is_empty() && !title.is_empty(), "{code}");
            assert!(!title.ends_with('.'), "{code}");
            if *code > 1000 {
                assert!(*code > last, "{code} stands behind {last}");
                last = *code;
                assert!(what.ends_with(['.', '”']) && !source.is_empty(), "{code}");
            }
        }
        assert!(!entries.is_empty(), "{title}");
    }
}

#[test]
fn every_code_of_the_catalogue_is_reported_or_has_a_reason() {
    let parts = parts();
    let known = catalogue();
    assert!(known.windows(2).all(|it| it[0].code < it[1].code), "the catalogue is in order");
    for Known { code, severities, otherwise, reason } in known {
        let is_severity = |it: &&str| ["E", "W", "H"].contains(it);
        assert!(!severities.is_empty() && severities.iter().all(is_severity), "{code}");
        let Some(ours) = parts.iter().flat_map(|it| &it.1).find(|it| it.code == code) else {
            assert!(reason.is_some(), "{code} is not reported, and catalogue.txt does not say why");
            continue;
        };
        assert!(reason.is_none(), "{code} is reported, and catalogue.txt says why it is not");
        let ours = ours.severities.iter().map(|it| if *it == "F" { "E" } else { it });
        let differs = ours.clone().any(|it| !severities.contains(&it));
        assert_eq!(differs, otherwise.is_some(), "{code}: {}", ours.collect::<Vec<_>>().join(" "));
    }
}

#[test]
fn the_codes_that_can_be_named_are_those_of_the_list() {
    let listed: BTreeSet<u16> = parts().iter().flat_map(|it| &it.1).map(|it| it.code).collect();
    let listed: Vec<u16> = listed.into_iter().collect();
    let path = workspace().join("sfn-asl/src/diag/listed.rs");
    if std::env::var_os("SFN_BLESS").is_some() {
        let rows: String = listed
            .chunks(18)
            .map(|it| format!("    {},\n", it.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")))
            .collect();
        let text = format!(
            "//! Made of `codes.txt`: `SFN_BLESS=1 cargo test -p sfn-asl codes` writes it anew.\n\n\
             /// Every code that there is, in order.\n#[rustfmt::skip]\npub static CODES: &[u16] = &[\n{rows}];\n"
        );
        fs::write(path, text).expect("written");
    } else {
        let differs = listed.iter().find(|it| !super::CODES.contains(it));
        assert!(differs.is_none() && super::CODES.len() == listed.len(), "SFN_BLESS=1 writes listed.rs anew");
        assert!(super::CODES.is_sorted());
    }
}

#[test]
fn what_fails_later_is_what_the_list_says() {
    for (_, entries) in parts() {
        for Entry { code, severities, .. } in entries {
            assert_eq!(Code(code).fails_when_reached(), severities.contains(&"F"), "{code}");
        }
    }
}

#[test]
fn every_code_of_the_sources_is_listed_and_no_other() {
    let listed: BTreeSet<u16> = parts().iter().flat_map(|it| &it.1).map(|it| it.code).collect();
    let mut used = BTreeSet::new();
    for part in ["sfn-asl/src", "sfn-compiler/src", "sfn-runtime/src/shape"] {
        visit(&workspace().join(part), &mut used);
    }
    assert!(used.len() > 150, "the sources are read no longer as they are written: {used:?}");
    let unlisted: Vec<_> = used.difference(&listed).collect();
    assert!(unlisted.is_empty(), "used, and not in codes.txt: {unlisted:?}");
    let unused: Vec<_> = listed.difference(&used).collect();
    assert!(unused.is_empty(), "in codes.txt, and not used: {unused:?}");
}

fn visit(folder: &Path, used: &mut BTreeSet<u16>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                visit(&path, used);
            }
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).expect("a text");
            collect(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default(), used);
        }
    }
}

/// The codes in a source: the number that opens the arguments of what reports, of what passes a code on, and constants.
fn collect(text: &str, used: &mut BTreeSet<u16>) {
    for (at, _) in text.match_indices('(') {
        let inside = text[at + 1..].trim_start();
        let length = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
        let Ok(code) = inside[..length].parse::<u16>() else { continue };
        let rest = inside[length..].trim_start();
        let before = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let reports = matches!(before, "Code" | "error" | "warning" | "hint") && rest.starts_with([',', ')']);
        let resembles = code > 1000 && (1..=40).contains(&(code % 1000)) && rest.starts_with(',');
        if reports || resembles {
            used.insert(code);
        }
    }
    // Const evaluation has texts only: `"ASL13011: …"`
    for (at, mark) in text.match_indices("\"ASL") {
        let code = text[at + mark.len()..].split_once(':').map_or("", |it| it.0);
        used.extend(code.parse::<u16>());
    }
    // `const SYNTAX: u16 = 8008;`
    for (at, mark) in text.match_indices("u16 = ") {
        let inside = &text[at + mark.len()..];
        let length = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
        if let (Ok(code), true) = (inside[..length].parse::<u16>(), inside[length..].starts_with(';')) {
            used.insert(code);
        }
    }
}
