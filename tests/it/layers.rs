//! Checks that arrows point down: no file uses a layer above its own, and each library stays in the layers that may use it.
//! `docs/architecture.md` shows the same table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::sources::{Names, files, root};

/// Each layer, the other layers that it may use, and the libraries of [`watched`] that it may use.
///
/// A library is a path, and the longest path counts: who may use `tokio` may not use `tokio::net`. Libraries that no line names are for all.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("main", &["cli"], &["tokio"]),
    (
        "cli",
        &["http", "graphql", "import", "catalog", "access", "store", "text", "config", "limits", "policy", "telemetry", "clock"],
        &["axum", "clap", "entity::vocabulary", "indicatif", "std::fs", "std::net", "tokio", "tokio::net"],
    ),
    (
        "http",
        &["graphql", "catalog", "access", "limits", "policy", "telemetry", "clock"],
        &[
            "async_graphql", "axum", "entity::vocabulary", "flate2", "hyper", "moka", "prometheus_client", "std::net", "tokio",
            "tokio::net", "tower_http",
        ],
    ),
    (
        "graphql",
        &["catalog", "graph", "text", "store", "global_id", "identifier", "name", "limits", "clock"],
        &["async_graphql", "entity::vocabulary"],
    ),
    (
        "import",
        &["store", "global_id", "identifier", "name", "clock"],
        &["clap", "entity", "entity::vocabulary", "flate2", "std::fs", "tokio"],
    ),
    ("catalog", &["graph", "text", "store", "identifier", "name", "clock"], &["entity::vocabulary", "moka", "tokio"]),
    (
        "access",
        &["store", "policy", "clock"],
        &["entity::vocabulary", "governor", "jsonwebtoken", "reqwest", "ring", "rustls", "std::net", "tokio"],
    ),
    ("graph", &["identifier", "name"], &["entity::vocabulary", "roaring"]),
    ("text", &[], &["roaring", "std::fs", "tantivy"]),
    ("store", &["identifier", "name", "clock"], &["entity", "entity::vocabulary", "migration", "sea_orm", "tokio"]),
    ("telemetry", &["config"], &["opentelemetry", "reqwest", "rustls", "tokio", "tracing_subscriber"]),
    ("config", &["limits", "policy"], &["clap", "std::fs", "std::net"]),
    ("policy", &["limits"], &["clap", "entity::vocabulary", "ipnet", "std::net"]),
    ("limits", &[], &["clap"]),
    ("identifier", &["name"], &["entity::vocabulary", "std::net"]),
    ("global_id", &[], &["entity::vocabulary"]),
    ("name", &[], &[]),
    ("clock", &[], &[]),
];

/// Files that use more than their layer may, and why. This list only shrinks: a line that is not needed any more fails the test.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/access/keys.rs", "std::fs", "The keys of an identity provider may stand in a file."),
    ("src/catalog/saved.rs", "std::fs", "The graph is saved in a file, and the only code that knows this file is here."),
    ("src/http/metrics.rs", "std::fs", "Linux tells the memory of a process in a file."),
    ("src/store/migrate.rs", "std::fs", "A lock on a file keeps two processes from migrating one SQLite database."),
    ("src/catalog/view.rs", "entity", "The store gives out issues of an import as rows of their table."),
    ("src/graphql/types/import_run.rs", "entity", "The store gives out issues of an import as rows of their table."),
    ("src/cli/token.rs", "entity", "The store gives out tokens as rows of their table."),
];

/// Returns all libraries that some layer may use and the others may not.
fn watched() -> BTreeSet<&'static str> {
    LAYERS.iter().flat_map(|(_, _, libraries)| libraries.iter().copied()).collect()
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

    let watched = watched();
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    for (file, (module, names)) in &sources {
        let Some(own) = module.first() else { continue };
        if for_tests.iter().any(|tests| module.starts_with(tests)) {
            continue;
        }
        let (_, layers, libraries) = LAYERS.iter().find(|(name, ..)| name == own).unwrap_or_else(|| panic!("{own} is in no layer"));
        let file = file.strip_prefix(root()).unwrap().to_string_lossy();
        for path in &names.paths {
            if let Some(used) = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next()) {
                if used != own && !layers.contains(&used) {
                    wrong.push(format!("{file} uses the layer {used}: {path}"));
                }
            } else if let Some(library) = watched.iter().rfind(|library| is_in(path, library))
                && !libraries.contains(library)
            {
                match EXCEPTIONS.iter().find(|(exempt, of, _)| file == *exempt && of == library) {
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
