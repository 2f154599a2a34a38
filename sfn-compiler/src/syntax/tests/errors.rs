//! `findings.txt`: wrong statements (`>`), what is made of them, and what is found (`!`). `SFN_BLESS=1` writes it anew.

use super::{dump, parse, statements};

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

/// Whatever is wrong with its head, what can be known of a machine is kept.
#[test]
fn heads() {
    for (source, wanted, findings) in [
        ("", "", &["ASL0010 1:1 `` there is no machine in this call = write `machine Name { … }`"][..]),
        (
            "mashine M {}",
            "(machine M {})",
            &["ASL0011 1:1 `mashine` expected `machine`, found `mashine` = write `machine Name { … }`"],
        ),
        (
            "pub M(Order) {}",
            "(machine pub M (in Order) {})",
            &["ASL0011 1:5 `M` expected `machine`, found `M` = write `machine Name { … }`"],
        ),
        (
            "machine M<T>(A) {}",
            "(machine M (in A) {})",
            &[
                "ASL0013 1:10 `<` a machine has no generic parameters = name one type, as in `machine Name(Input)`",
            ],
        ),
        ("machine M = {}", "(machine M {})", &["ASL0001 1:11 `=` expected `{`, found `=`"]),
        ("machine M(A)", "(machine M (in A) {})", &["ASL0001 1:12 `)` expected `{`, found the end"]),
        (
            "machine { pass; }",
            "(machine ? {(do (pass))})",
            &["ASL0001 1:9 `{` expected the name of the machine, found `{`"],
        ),
        ("machine M -> {}", "(machine M {})", &["ASL0001 1:14 `{` expected a type, found `{`"]),
        (
            "machine M machine N {}",
            "(machine M {})\n(machine N {})",
            &["ASL0001 1:11 `machine` expected `{`, found `machine`"],
        ),
        (
            "machine M {} 5",
            "(machine M {})",
            &["ASL0011 1:14 `5` expected `machine`, found `5` = write `machine Name { … }`"],
        ),
        (
            "machine M {} #[express]",
            "(machine M {})",
            &[
                "ASL0021 1:14 `#`…`]` nothing follows that this attribute could belong to = put it before a statement, or remove it",
            ],
        ),
    ] {
        let (machines, found) = parse(source);
        assert_eq!(found, findings, "{source}");
        assert_eq!(machines.iter().map(dump::machine).collect::<Vec<_>>().join("\n"), wanted, "{source}");
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
