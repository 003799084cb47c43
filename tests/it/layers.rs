//! Checks that arrows point down: no file uses a layer above its own, and each library stays in the layers that may use it.
//! The rules are the table in `docs/develop/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::sources::{Names, files, root};

/// Files that use more than their layer may, and why. This list only shrinks: a line that is not needed any more fails the test.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/access/keys.rs", "std::fs", "The keys of an identity provider may stand in a file."),
    ("src/catalog/reindex.rs", "std::fs", "A request to a running server to make the text index again is a file."),
    ("src/catalog/saved.rs", "std::fs", "The graph is saved in a file, and the only code that knows this file is here."),
    ("src/http/metrics.rs", "std::fs", "Linux tells the memory of a process in a file."),
    ("src/store/backup.rs", "std::fs", "A copy of a SQLite database is a file, which is moved to its place when it is whole."),
    ("src/store/migrate.rs", "std::fs", "A lock on a file keeps two processes from migrating one SQLite database."),
    ("src/catalog/view.rs", "entity", "The store gives out issues of an import as rows of their table."),
    ("src/graphql/types/import_run.rs", "entity", "The store gives out issues of an import as rows of their table."),
    ("src/cli/token.rs", "entity", "The store gives out tokens as rows of their table."),
];

/// A layer, and the paths that it may use.
struct Rule {
    layer: String,
    layers: BTreeSet<String>,
    libraries: BTreeSet<String>,
}

/// Reads the rule of each layer, from the top down, from the table in a page: the words in backquotes in its first, third and
/// fourth columns.
fn rules(page: &str) -> Vec<Rule> {
    let words = |cell: &str| -> BTreeSet<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, layer, _, layers, libraries, _] = cells.as_slice() else { panic!("not four columns: {row}") };
        Rule { layer: layer.trim().trim_matches('`').to_owned(), layers: words(layers), libraries: words(libraries) }
    })
    .collect()
}

/// Returns true when `path` is `prefix` or stands in it.
fn is_in(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn arrows_point_down_only() {
    let mut sources: BTreeMap<PathBuf, (Vec<String>, Names)> = BTreeMap::new();
    for file in files(&root().join("src"), "rs") {
        let module: Vec<String> = file
            .strip_prefix(root().join("src"))
            .unwrap()
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .filter(|part| part != "mod" && part != "lib")
            .collect();
        let names = Names::of(&std::fs::read_to_string(&file).unwrap(), &module.iter().map(String::as_str).collect::<Vec<_>>());
        sources.insert(file, (module, names));
    }
    assert!(sources.len() > 50, "the sources were not found");
    let for_tests: Vec<Vec<String>> = sources
        .values()
        .flat_map(|(module, names)| names.test_modules.iter().map(|name| [module.as_slice(), std::slice::from_ref(name)].concat()))
        .collect();
    assert!(for_tests.iter().any(|module| module.join("::") == "http::admission::fuzz"), "the modules for tests were not found");

    let page = std::fs::read_to_string(root().join("docs/develop/architecture.md")).unwrap();
    let rules = rules(&page);
    let watched: BTreeSet<&String> = rules.iter().flat_map(|rule| &rule.libraries).collect();
    let mut wrong = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        for used in rule.layers.iter().filter(|used| !rules[at + 1..].iter().any(|below| below.layer == **used)) {
            wrong.push(format!("docs/develop/architecture.md: {} uses {used}, which is no row below its own", rule.layer));
        }
    }
    let mut needed = BTreeSet::new();
    for (file, (module, names)) in &sources {
        // The root of the library has no rule: it only names the layers.
        let Some(own) = module.first() else { continue };
        if for_tests.iter().any(|tests| module.starts_with(tests)) {
            continue;
        }
        let rule = rules.iter().find(|rule| rule.layer == *own);
        let Rule { layers, libraries, .. } = rule.unwrap_or_else(|| panic!("docs/develop/architecture.md has no row for the layer {own}"));
        let file = file.strip_prefix(root()).unwrap().to_string_lossy();
        for path in &names.paths {
            if let Some(used) = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next()) {
                if used != own && !layers.contains(used) {
                    wrong.push(format!("{file} uses the layer {used}: {path}"));
                }
            } else if let Some(library) = watched.iter().rfind(|library| is_in(path, library))
                && !libraries.contains(*library)
            {
                match EXCEPTIONS.iter().find(|(exempt, of, _)| file == *exempt && of == *library) {
                    Some(exception) => drop(needed.insert(exception)),
                    None => wrong.push(format!("{file} uses the library {library}: {path}")),
                }
            }
        }
    }
    for exception in EXCEPTIONS.iter().filter(|exception| !needed.contains(exception)) {
        wrong.push(format!("{} does not use {} any more: take the line out of EXCEPTIONS", exception.0, exception.1));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
