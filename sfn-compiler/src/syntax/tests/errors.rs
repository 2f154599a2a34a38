//! `findings.txt`: wrong statements (`>`), what is made of them, and what is found (`!`). `SFN_BLESS=1` writes it anew.

use super::statements;

#[test]
fn findings() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/syntax/tests/findings.txt");
    let wanted = std::fs::read_to_string(path).unwrap();
    let mut found = String::new();
    for row in wanted.split("\n\n") {
        let source: Vec<&str> = row.lines().filter_map(|line| line.strip_prefix("> ")).collect();
        let (dumped, findings) = statements(&source.join("\n"));
        assert!(!findings.is_empty(), "nothing is found: {row}");
        let dumped = dumped.lines().map(str::to_owned);
        let findings = findings.iter().map(|finding| format!("! {finding}"));
        let lines: Vec<String> =
            source.iter().map(|line| format!("> {line}")).chain(dumped).chain(findings).collect();
        if !found.is_empty() {
            found.push_str("\n\n");
        }
        found.push_str(&lines.join("\n"));
    }
    found.push('\n');
    if std::env::var_os("SFN_BLESS").is_some() {
        std::fs::write(path, &found).unwrap();
    } else {
        similar(&wanted, &found);
    }
}

/// Shows the first rows that differ, not both files.
#[track_caller]
fn similar(wanted: &str, found: &str) {
    let wanted: Vec<&str> = wanted.trim_end().split("\n\n").collect();
    let found: Vec<&str> = found.trim_end().split("\n\n").collect();
    let differing: Vec<_> =
        found.iter().zip(&wanted).filter(|(found, wanted)| found != wanted).take(5).collect();
    assert!(
        differing.is_empty(),
        "{}",
        differing.iter().fold(String::new(), |out, (found, wanted)| {
            format!("{out}\nwanted:\n{wanted}\nfound:\n{found}\n")
        })
    );
    assert_eq!(found.len(), wanted.len());
}
