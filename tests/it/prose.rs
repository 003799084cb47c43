//! Counts lines of prose that are hard to read. The numbers may only fall. `docs/develop/style.md` says how to write.

use std::io::Write as _;
use std::path::PathBuf;

use super::sources::{files, root};

/// Folders with doc comments.
const CODE: [&str; 4] = ["src", "entity/src", "migration/src", "bench/src"];
/// Files and folders of Markdown.
const PAGES: [&str; 4] = ["docs", "README.md", "CHANGELOG.md", "bench/README.md"];

/// A doc line that begins with such a word names a thing by a clause. It needs a noun.
const CLAUSES: [&str; 5] = ["What", "Who", "Whether", "How", "Where"];
/// Doc lines that begin with a word of [`CLAUSES`]. Lower the number when lines were rewritten. Never raise it.
const CLAUSES_LEFT: usize = 138;

/// The most lines that a failure shows.
const SHOWN: usize = 20;

/// The longest line of prose that does not count as long, in columns. New prose keeps to 120.
const LONGEST: usize = 160;
/// Doc lines and lines of Markdown that are longer than [`LONGEST`]. Lower the number when lines were broken. Never raise it.
const LONG_LEFT: usize = 51;

/// Returns the text of a doc comment that a line holds.
fn doc(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))
}

fn begins_with_a_clause(line: &str) -> bool {
    let word = doc(line).and_then(|text| text.trim_start().split(|c: char| !c.is_alphanumeric()).next());
    word.is_some_and(|word| CLAUSES.contains(&word))
}

fn is_long(line: &str) -> bool {
    line.chars().count() > LONGEST
}

/// Returns the lines of files for which `is_hard` is true, each with its place.
fn hard(files: &[PathBuf], is_hard: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let name = file.strip_prefix(root()).unwrap().display();
        found.extend(
            text.lines().enumerate().filter(|(_, line)| is_hard(line)).map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())),
        );
    }
    found
}

/// Fails when more lines were found than `left`: `new` is a command that shows those that a branch adds. Asks for a lower
/// number when there are far fewer.
fn only_falls(constant: &str, left: usize, found: &[String], new: &str) {
    let count = found.len();
    let places = found.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(count <= left, "{places}\n…\n{constant} rose from {left} to {count}. Rewrite the lines that this shows:\n{new}");
    if count + 10 < left {
        // `cargo test` hides the output of `eprintln!` when a test passes.
        let message = format!("{constant} fell from {left} to {count}: write {count} in tests/it/prose.rs\n");
        std::io::stderr().write_all(message.as_bytes()).unwrap();
    }
}

/// Returns the paths of this repository that a page names in backquotes.
fn named_paths(page: &str) -> Vec<&str> {
    let quoted = page.split('`').skip(1).step_by(2);
    quoted.filter(|text| ["src/", "entity/", "tests/", "docs/", "bench/"].iter().any(|folder| text.starts_with(folder))).collect()
}

fn code() -> Vec<PathBuf> {
    CODE.iter().flat_map(|folder| files(&root().join(folder), "rs")).collect()
}

#[test]
fn doc_lines_begin_with_a_noun_or_a_verb() {
    assert!(begins_with_a_clause("    /// Whether it is so.") && begins_with_a_clause("//! What: this."));
    assert!(!begins_with_a_clause("/// Whatever it is.") && !begins_with_a_clause("// Who") && !begins_with_a_clause("/// Returns how"));
    let new = r"git diff main -U0 -- '*.rs' | grep -E '^\+ *//[/!] *(What|Who|Whether|How|Where)\b'";
    only_falls("CLAUSES_LEFT", CLAUSES_LEFT, &hard(&code(), begins_with_a_clause), new);
}

#[test]
fn lines_of_prose_fit_a_screen() {
    assert!(is_long(&"é".repeat(LONGEST + 1)) && !is_long(&"é".repeat(LONGEST)));
    let pages: Vec<PathBuf> = PAGES.iter().flat_map(|page| files(&root().join(page), "md")).collect();
    let mut found = hard(&code(), |line| doc(line).is_some() && is_long(line));
    // A row of a table cannot be broken.
    found.extend(hard(&pages, |line| !line.starts_with('|') && is_long(line)));
    only_falls("LONG_LEFT", LONG_LEFT, &found, r"git diff main -U0 -- '*.md' '*.rs' | grep -E '^\+.{161}'");
}

#[test]
fn pages_for_developers_name_files_that_exist() {
    assert_eq!(named_paths("In `src/a.rs`, not `b`, but `docs/c`."), ["src/a.rs", "docs/c"]);
    for page in files(&root().join("docs/develop"), "md") {
        let text = std::fs::read_to_string(&page).unwrap();
        // A `thing` is what a reader is about to add.
        let named = named_paths(&text).into_iter().filter(|path| !path.contains("thing"));
        let gone: Vec<&str> = named.filter(|path| !root().join(path).exists()).collect();
        assert!(gone.is_empty(), "{} names files that do not exist: {}", page.display(), gone.join(", "));
    }
}
