//! Documents as no client writes them: admission ends soon, without a panic, and says what is wrong with a code of its own.

use std::net::Ipv4Addr;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use async_graphql::parser::parse_query;
use futures_util::FutureExt;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use super::{Admission, Documents};
use crate::access::Caller;
use crate::graphql::Validator;
use crate::limits::Limits;
use crate::policy::Gate;

/// Far more than a document within the limits takes, even in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| Validator::new(&Limits::default()));
static ADMISSION: LazyLock<Admission> =
    LazyLock::new(|| Admission::new(VALIDATOR.schema(), Arc::new(Limits::default()), Documents::Any, 1 << 20));

/// Documents that are answered.
const SEEDS: [&str; 4] = [
    include_str!("../../../web/playground/examples.graphql"),
    "query Q($a: Int! = 3, $f: ResourceFilter, $yes: Boolean!) { resources(first: $a, filter: $f) @include(if: $yes) { ...F pageInfo { endCursor } } } \
     fragment F on ResourceConnection { totalCount nodes { title ...on Resource { slug } alias: year } }",
    "query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Resource { slug title } } _service { sdl } }",
    "subscription { resourceChanged(filter: {and: [{not: {title: {contains: \"a\"}}}]}) { kind resource { title description(x: \"\"\"b\"\"\") } } }",
];

const TOKENS: [&str; 48] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "!",
    "$",
    "@",
    "=",
    "|",
    "&",
    "...",
    ",",
    "#",
    "\"",
    "\"\"\"",
    "\\",
    "\n",
    " ",
    "query",
    "mutation",
    "subscription",
    "fragment",
    "on",
    "F",
    "$a",
    "@include(if: true)",
    "@skip(if: $a)",
    "@defer",
    "true",
    "null",
    "-1",
    "1e400",
    "99999999999999999999",
    "resources",
    "nodes",
    "_entities(representations: [{__typename: \"Resource\"}])",
    "__typename",
    "__schema",
    "first: 2147483648",
    "first: -1",
    "é",
    "🙂",
    "\u{feff}",
    "\u{0}",
    "resources { nodes { title } }",
];

fn token() -> impl Strategy<Value = String> {
    prop_oneof![9 => select(TOKENS.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

/// Looks at a document, and at each of its operations.
fn look(query: String, variables: Map<String, Value>) -> Result<(), TestCaseError> {
    if look_at(&query, &variables, None)? == "OPERATION_RESOLUTION_FAILURE"
        && let Ok(document) = parse_query(&query)
    {
        for name in document.operations.iter().filter_map(|(name, _)| name) {
            look_at(&query, &variables, Some(name.to_string()))?;
        }
    }
    Ok(())
}

/// Admits a document and, when it is admitted, validates it; the code when it is refused.
fn look_at(query: &str, variables: &Map<String, Value>, name: Option<String>) -> Result<String, TestCaseError> {
    let mut refused = String::new();
    let began = Instant::now();
    let parsed = || parse_query(query).is_ok();
    match ADMISSION.prepare(query, variables.clone(), name, &Caller::unknown(Ipv4Addr::LOCALHOST.into()), Gate::Open) {
        Ok(admitted) => {
            prop_assert!(VALIDATOR.errors(admitted.into_request()).now_or_never().is_some());
        }
        Err(refusal) => {
            let code = refusal.code();
            code.clone_into(&mut refused);
            let is_of_text = matches!(code, "GRAPHQL_PARSE_FAILED" | "PAYLOAD_TOO_LARGE" | "BAD_USER_INPUT");
            let is_of_document = matches!(code, "GRAPHQL_VALIDATION_FAILED" | "OPERATION_RESOLUTION_FAILURE");
            // The text is parsed here only where admission has seen that it may be.
            prop_assert!(is_of_text || is_of_document && parsed(), "{} for {}", code, query);
        }
    }
    prop_assert!(began.elapsed() < PATIENCE, "{:?} for {}", began.elapsed(), query);
    Ok(refused)
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(30, 60, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,6}|__typename|and|not|first", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn token_soup_is_admitted_or_refused(tokens in prop::collection::vec(token(), 0..60)) {
        look(tokens.concat(), Map::new())?;
    }

    #[test]
    fn documents_that_were_changed_anywhere_are_admitted_or_refused(
        seed in select(SEEDS.to_vec()),
        changes in prop::collection::vec((any::<Index>(), 0_usize..30, token()), 0..6),
        repeated in (any::<Index>(), 0_usize..200, 0_usize..40),
    ) {
        let mut letters: Vec<char> = seed.chars().collect();
        for (start, length, token) in changes {
            let start = start.index(letters.len() + 1);
            letters.splice(start..(start + length).min(letters.len()), token.chars());
        }
        let (start, length, times) = repeated;
        let start = start.index(letters.len() + 1);
        let part: Vec<char> = letters.iter().skip(start).take(length).copied().collect();
        letters.splice(start..start, part.repeat(times));
        look(letters.into_iter().collect(), Map::new())?;
    }

    #[test]
    fn any_variables_are_admitted_or_refused(values in prop::collection::vec(json_value(), 3), seed in select(SEEDS[1..].to_vec())) {
        let variables = ["a", "f", "r"].map(str::to_owned).into_iter().zip(values).collect();
        look(seed.to_owned(), variables)?;
    }
}
