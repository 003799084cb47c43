//! The pages of `docs/`: every link leads somewhere, the index knows every page, and what they name is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::sources::{files, root};

/// Pages at the root of the repository.
const AT_THE_ROOT: [&str; 4] = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md"];

/// Returns the text without blocks of code, where brackets are no links.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let lines = text.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the targets of the links and images of a page.
fn links(page: &str) -> Vec<String> {
    // Between backquotes there is code.
    let text: String = prose(page).split('`').step_by(2).collect();
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned()).collect()
}

/// Returns the anchors of a page: those of its headings, as forges make them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page);
    let headings = headings.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#').trim());
    let anchor = |heading: &str| {
        let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
        kept.replace(' ', "-")
    };
    headings.map(anchor).collect()
}

fn pages() -> Vec<PathBuf> {
    AT_THE_ROOT.iter().map(|page| root().join(page)).chain(files(&root().join("docs"), "md")).collect()
}

/// Returns the path without `..`, so that two ways to a file are the same.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part.as_os_str() == ".." {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

#[test]
fn every_link_leads_somewhere() {
    assert_eq!(links("[a](b.md#c), `[x](y)`\n```\n[no](link)\n```\n![p](q.png)"), ["b.md#c", "q.png"]);
    assert!(anchors("# One\n## What's `this`? A-b\n").contains("whats-this-a-b"));
    let mut wrong = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in links(&text).into_iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { page.clone() } else { plain(&page.parent().unwrap().join(file)) };
            let is_there = target.exists()
                && (anchor.is_empty() || std::fs::read_to_string(&target).is_ok_and(|text| anchors(&text).contains(anchor)));
            if !is_there {
                wrong.push(format!("{}: {link}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}

#[test]
fn the_index_knows_every_page() {
    let index = root().join("docs/README.md");
    let listed = links(&std::fs::read_to_string(&index).unwrap());
    let listed: BTreeSet<PathBuf> = listed.iter().map(|link| plain(&index.parent().unwrap().join(link))).collect();
    let pages = files(&root().join("docs"), "md");
    let missing: Vec<&PathBuf> = pages
        .iter()
        .filter(|page| **page != index && !listed.contains(*page) && !page.starts_with(root().join("docs/decisions")))
        .collect();
    assert!(missing.is_empty(), "docs/README.md does not list {missing:?}");
}

#[test]
fn every_decision_has_a_date_and_a_status() {
    for page in files(&root().join("docs/decisions"), "md") {
        let text = std::fs::read_to_string(&page).unwrap();
        let line = text.lines().nth(2).unwrap_or_default();
        let date = line.strip_prefix("Date: ").and_then(|rest| rest.split_once(". Status: "));
        let is_dated = date.is_some_and(|(day, status)| day.len() == 10 && day.starts_with("20") && !status.is_empty());
        assert!(is_dated, "{}: its third line is not `Date: 2026-11-30. Status: in force.`, but: {line}", page.display());
    }
}

/// An alarm on a figure that does not exist never rings.
#[test]
fn alarms_are_on_figures_that_exist() {
    let alarms = include_str!("../../docs/operate/watching.md");
    let figures = include_str!("../../docs/operate/settings.md");
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let named: BTreeSet<&str> = alarms.split(|c| !is_name(c)).filter(|word| word.starts_with("colophon_") && word.len() > 9).collect();
    assert!(named.len() > 8, "{named:?}");
    for name in named {
        let family = name.trim_end_matches("_total").trim_end_matches("_bucket");
        assert!(figures.contains(&format!("| `{family}` |")), "{name} is no figure");
    }
}
