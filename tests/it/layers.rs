//! Arrows point down only: no file uses a layer above its own, and each library stays in the layers that are its own.

use std::path::{Path, PathBuf};

/// The layers, and what each may use of the others. The layers at the bottom are used by all and use none.
const LAYERS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["http", "graphql", "import", "catalog", "access", "store", "text", "config", "limits", "policy", "telemetry", "clock"]),
    ("http", &["graphql", "catalog", "access", "limits", "policy", "telemetry", "clock"]),
    ("graphql", &["catalog", "graph", "text", "store", "global_id", "identifier", "license", "name", "limits", "clock"]),
    ("import", &["store", "global_id", "identifier", "license", "name", "clock"]),
    ("catalog", &["graph", "text", "store", "identifier", "name", "clock"]),
    ("graph", &["identifier", "license", "name"]),
    ("text", &[]),
    ("access", &["store", "policy", "clock"]),
    ("store", &["identifier", "name", "clock"]),
    ("telemetry", &["config"]),
    ("identifier", &["name"]),
    ("license", &["identifier", "name"]),
    ("config", &["limits", "policy"]),
    ("policy", &["limits"]),
    ("limits", &[]),
    ("clock", &[]),
    ("global_id", &[]),
    ("name", &[]),
];

/// Libraries and the only layers that may speak them.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("sea_orm", &["store"]),
    ("migration", &["store"]),
    ("axum", &["http", "cli"]),
    ("async_graphql", &["graphql", "http"]),
    ("roaring", &["graph", "text"]),
    ("tantivy", &["text"]),
    ("jsonwebtoken", &["access"]),
    ("ring", &["access"]),
    ("governor", &["access"]),
    ("reqwest", &["access", "telemetry"]),
    ("opentelemetry", &["telemetry"]),
    ("prometheus_client", &["http"]),
    ("moka", &["catalog", "http"]),
    ("clap", &["cli", "config", "import", "limits", "policy"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn layer(root: &Path, file: &Path) -> String {
    let first = file.strip_prefix(root).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// What stands behind each `prefix` in a text, up to the end of the word.
fn named<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(prefix).map(move |(at, _)| {
        let rest = &text[at + prefix.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn arrows_point_down_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 50, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with("src/lib.rs")) {
        let own = layer(&root, file);
        let allowed = LAYERS.iter().find(|(name, _)| *name == own).unwrap_or_else(|| panic!("{own} is in no layer")).1;
        let text = std::fs::read_to_string(file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        for used in named(&code, "crate::").filter(|used| !used.is_empty() && *used != own && !allowed.contains(used)) {
            wrong.push(format!("{} uses crate::{used}", file.display()));
        }
        for (library, layers) in LIBRARIES {
            let prefix = format!("{library}::");
            let speaks =
                code.match_indices(&prefix).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if speaks && !layers.contains(&own.as_str()) {
                wrong.push(format!("{} speaks {library}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
