//! Hostile documents and variables, in well-formed requests.

use serde_json::{Value, json};

use super::{Kind, repeated};

const SEARCH: &str = "query($s: String!) { resources(search: $s) { totalCount nodes { title } } }";
const FILTER: &str = "query($f: ResourceFilter) { resources(filter: $f) { totalCount } }";
const ENTITIES: &str = "query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Resource { title } } }";
const CROSSTAB: &str = "{ crosstab(rows: KEYWORD, columns: KEYWORD, rowLimit: 100, columnLimit: 100) { rows { cells { count } } } }";
const PAIRS: &str = "{ cooccurrence(dimension: KEYWORD, first: 100) { totalCount nodes { count } } }";
const COMPLETENESS: &str = "{ completeness { missing { count } } }";
/// As much as the default limit of a query's cost allows.
const DEAR: &str = "{ resources(first: 100) { nodes { title description keywords(first: 20) { nodes { label resources(first: 20) { nodes { title } } } } } } }";
const WALK: &str = "{ resources(first: 20) { nodes { keywords(first: 20) { nodes { resources(first: 20) { nodes { keywords(first: 5) { nodes { label } } } } } } } } }";

fn nested(open: &str, close: &str, times: usize) -> String {
    open.repeat(times) + &close.repeat(times)
}

/// `F0` uses `F1` twice, that `F2` twice, and so on.
fn doubling(levels: usize) -> String {
    let fragments = repeated(levels, |level| format!("fragment F{level} on Query {{ ...F{0} ...F{0} }} ", level + 1));
    format!("{{ ...F0 }} {fragments} fragment F{levels} on Query {{ __typename }}")
}

/// Types of fields of types of fields …
fn introspection(levels: usize) -> String {
    let inner = (0..levels).fold("name".to_owned(), |inner, _| format!("fields {{ type {{ {inner} }} }}"));
    format!("{{ __schema {{ types {{ {inner} }} }} }}")
}

fn texts() -> Vec<Kind> {
    let filter = |times| format!("{{ resources(filter: {}) {{ totalCount }} }}", nested("{and:[", "]}", times));
    let documents = [
        ("a literal nested 1,250 times, 10 kB", filter(1_250)),
        ("a literal nested 3,100 times, 25 kB", filter(3_100)),
        ("selections nested 20,000 times", nested("{a", "}", 20_000)),
        ("a list nested 30,000 times", format!("{{ a(b: {}) }}", nested("[", "]", 30_000))),
        ("30,000 tokens", format!("{{ {} }}", "a ".repeat(30_000))),
        ("a query of 900 kB", format!("{{ {} }}", "a ".repeat(450_000))),
        ("a string that does not end, 60 kB", format!("{{ a(b: \"{}", "x".repeat(60_000))),
        ("a comment of 60 kB", format!("#{}", "x".repeat(60_000))),
        ("zero bytes, 60 kB", "\0".repeat(60_000)),
        ("fragments that double 40 times", doubling(40)),
        ("fragments that double 15 times", doubling(15)),
        ("a circle of fragments", "{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }".to_owned()),
        ("a chain of 400 fragments", format!("{{ ...F0 }} {}", repeated(400, |n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1)))),
        ("3,000 aliases", format!("{{ {} }}", repeated(3_000, |n| format!("a{n}: __typename ")))),
        (
            "50 aliases of a costly field",
            format!("{{ {} }}", repeated(50, |n| format!("a{n}: cooccurrence(dimension: KEYWORD) {{ totalCount }} "))),
        ),
        ("1,000 times the same field", format!("{{ {} }}", "__typename ".repeat(1_000))),
        ("3,000 directives", format!("{{ __typename {} }}", "@a ".repeat(3_000))),
        ("500 times @include", format!("{{ __typename {} }}", "@include(if: true) ".repeat(500))),
        ("1,500 unknown fields", format!("{{ {} }}", repeated(1_500, |n| format!("f{n} ")))),
        ("unknown arguments", format!("{{ resources({}) {{ totalCount }} }}", repeated(900, |n| format!("a{n}: 1 ")))),
        ("fields 25 deep", nested("{ nodes(ids: []) ", "}", 25)),
        (
            "pages of pages of pages",
            "{ resources(first: 100) { nodes { keywords(first: 100) { nodes { resources(first: 100) { nodes { title } } } } } } }"
                .to_owned(),
        ),
        ("introspection 3 deep", introspection(3)),
        ("introspection 8 deep", introspection(8)),
        ("500 operations", repeated(500, |n| format!("query Q{n} {{ __typename }} "))),
        ("900 variables", format!("query({}) {{ __typename }}", repeated(900, |n| format!("$v{n}: Int ")))),
    ];
    documents.iter().map(|(name, document)| Kind::query(name, document, &Value::Null)).collect()
}

fn variables() -> Vec<Kind> {
    let deep = |times| (0..times).fold(json!({}), |inner, _| json!({ "not": inner }));
    let wide = |times: usize| -> Value { (0..times).map(|n| json!({ "year": { "eq": n } })).collect() };
    let representations =
        |times: usize| -> Value { (0..times).map(|n| json!({ "__typename": "Resource", "slug": format!("r{n}") })).collect() };
    let words = |times: usize| repeated(times, |n| format!("word{n} "));
    vec![
        Kind::query("a variable 60 deep", FILTER, &json!({ "f": deep(60) })),
        Kind::query("a variable 20 deep", FILTER, &json!({ "f": deep(20) })),
        Kind::query("a filter with 1,000 alternatives", FILTER, &json!({ "f": { "or": wide(1_000) } })).times(32),
        Kind::query("a list of 30,000 items", FILTER, &json!({ "f": { "or": wide(30_000) } })),
        Kind::query("a string of 900 kB", SEARCH, &json!({ "s": "x".repeat(900_000) })),
        Kind::query("a search for 5,000 words", SEARCH, &json!({ "s": words(5_000) })),
        Kind::query(
            "a search for a* to z*",
            SEARCH,
            &json!({ "s": ('a'..='z').flat_map(|letter| [letter, '*', ' ']).collect::<String>() }),
        )
        .times(32),
        Kind::query("a search with 500 exclusions", SEARCH, &json!({ "s": words(500).replace("word", "-word") })),
        Kind::query("5,000 representations", ENTITIES, &json!({ "r": representations(5_000) })),
        Kind::query("1,000 representations", ENTITIES, &json!({ "r": representations(1_000) })).times(32),
        Kind::query(
            "10,000 variables that nobody asked for",
            "{ __typename }",
            &(0..10_000).map(|n| (format!("v{n}"), json!(n))).collect(),
        ),
        Kind::query("variables that are a list", FILTER, &json!([1, 2, 3])),
    ]
}

/// Allowed documents of the highest cost.
fn costly() -> Vec<Kind> {
    let kind = |name, document| Kind::query(name, document, &Value::Null);
    vec![
        kind("a crosstab of 100 and 100 keywords", CROSSTAB),
        kind("a crosstab of 100 and 100 keywords", CROSSTAB).times(32),
        kind("all pairs of keywords", PAIRS).times(32),
        kind("completeness of everything", COMPLETENESS).times(32),
        kind("a hundred resources, their keywords, their resources", DEAR),
        kind("a hundred resources, their keywords, their resources", DEAR).times(32),
        kind("resources, keywords, resources, keywords", WALK).times(32),
    ]
}

pub(super) fn kinds() -> Vec<Kind> {
    [texts(), variables(), costly()].concat()
}
