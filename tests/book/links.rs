//! Links between the documents lead somewhere: files that exist, headings that are there.

use std::fs;
use std::path::Path;

#[test]
fn links_lead_somewhere() {
    let root = sfn_tests::workspace();
    let mut documents: Vec<_> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|it| root.join(it)).to_vec();
    documents.extend(sfn_tests::files(&root.join("docs"), ".md").into_iter().map(|it| it.0));
    let mut broken = Vec::new();
    for document in &documents {
        let text = fs::read_to_string(document).expect("a document");
        for link in links(&text).filter(|it| !it.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => document.clone(),
                file => document.parent().unwrap_or(Path::new("")).join(file),
            };
            let leads = match heading {
                "" => target.exists(),
                heading => fs::read_to_string(&target).is_ok_and(|it| anchors(&it).any(|it| it == heading)),
            };
            if !leads {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What stands in `](…)` outside of fenced blocks.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    let prose = text.lines().filter(move |it| {
        fenced ^= it.starts_with("```");
        !fenced
    });
    prose.flat_map(|line| line.split("](").skip(1)).filter_map(|it| it.split_once(')')).map(|it| it.0)
}

/// The headings, as they are linked to.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|it| it.starts_with('#')).map(|it| {
        let words = it.trim_start_matches('#').trim().to_lowercase();
        words
            .chars()
            .filter(|c| c.is_alphanumeric() || "- _".contains(*c))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    })
}
