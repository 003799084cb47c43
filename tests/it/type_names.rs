//! Checks that a name means one type: a reader who meets it knows which one.

use std::collections::BTreeMap;

use super::sources::{Names, files, root};

/// Names that mean several types, and how many. This list only shrinks: a new type gets a name of its own.
#[rustfmt::skip]
const SHARED: &[(&str, usize)] = &[
    ("Args", 7), ("Asked", 3), ("Batch", 2), ("Beginning", 2), ("Best", 2), ("Changed", 2), ("Command", 4),
    ("Counts", 2), ("Draft", 2), ("Edges", 2), ("Failure", 2), ("Fault", 2), ("Field", 3), ("File", 2), ("Found", 2),
    ("Given", 2), ("Head", 2), ("Held", 2), ("Index", 2), ("Item", 4), ("Kept", 3), ("Key", 2), ("Kind", 6),
    ("Known", 6), ("Labels", 2), ("Layer", 3), ("List", 2), ("Lock", 2), ("Named", 2), ("Need", 2),     ("Notes", 2), ("Numbers", 2), ("Opened", 2), ("Operation", 2), ("Outcome", 2), ("Part", 4), ("Place", 3),
    ("Provider", 2), ("Reading", 6), ("Refusal", 2), ("Relation", 2), ("Row", 6), ("Run", 3),
    ("Running", 2), ("Said", 4), ("Seen", 5), ("Shape", 3), ("Shown", 2), ("Size", 2), ("Source", 2),
    ("Standing", 3), ("State", 3), ("Step", 2), ("Table", 4), ("Terms", 4), ("Tokens", 2), ("Uses", 2),
    ("Watched", 2), ("Word", 2),
];

#[test]
fn a_name_means_one_type() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files(&root().join("src"), "rs") {
        let path = file.strip_prefix(root()).unwrap().display().to_string();
        // The schema has a type of its own for each noun, and modules for tests share nothing with the program.
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        if path.starts_with("src/graphql/") || path.contains("/tests/") || ["tests", "fuzz", "cases"].contains(&stem.as_str()) {
            continue;
        }
        for name in Names::of(&std::fs::read_to_string(&file).unwrap(), &["any"]).types {
            places.entry(name).or_default().push(path.clone());
        }
    }
    assert!(places.len() > 300, "the types were not found");
    let allowed = |name: &str| SHARED.iter().find(|(shared, _)| *shared == name).map_or(1, |(_, count)| *count);
    let mut wrong = Vec::new();
    for (name, files) in places.iter().filter(|(name, files)| files.len() > allowed(name)) {
        wrong.push(format!("{name} is defined {} times ({}): give the new one a name of its own", files.len(), files.join(", ")));
    }
    for (name, count) in SHARED {
        let left = places.get(*name).map_or(0, Vec::len);
        if left < *count {
            wrong.push(format!("{name} is defined {left} times, not {count}: lower the number in SHARED, or take the line out at 1"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
