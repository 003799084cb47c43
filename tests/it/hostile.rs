//! Requests that are made to hurt: each is refused quickly, with a code, and the server goes on.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::World;

/// No answer to any of these takes longer; without its limit, each would take minutes or end the process.
const PATIENCE: Duration = Duration::from_secs(2);

fn nested(open: &str, close: &str, times: usize) -> String {
    open.repeat(times) + &close.repeat(times)
}

/// `F0` uses `F1` twice, that `F2` twice, and so on.
fn doubling(levels: usize, last: &str) -> String {
    let fragments = repeated(levels, |level| format!("fragment F{level} on Query {{ ...F{0} ...F{0} }} ", level + 1));
    format!("{{ ...F0 }} {fragments} fragment F{levels} on Query {{ {last} }}")
}

pub fn repeated(times: usize, each: impl Fn(usize) -> String) -> String {
    (0..times).map(each).collect()
}

#[tokio::test]
async fn every_request_comes_back() {
    let world = World::sample().await;
    let filter = |times| nested("{and:[", "]}", times);
    let documents = [
        ("deep selections", nested("{a", "}", 20_000), "GRAPHQL_PARSE_FAILED"),
        ("a deep literal", format!("{{ resources(filter: {}) {{ totalCount }} }}", filter(4_000)), "GRAPHQL_PARSE_FAILED"),
        ("many tokens", format!("{{ {} }}", "a ".repeat(5_000)), "GRAPHQL_PARSE_FAILED"),
        ("doubling fragments", doubling(40, "__typename"), "GRAPHQL_VALIDATION_FAILED"),
        ("doubling fragments of nothing", doubling(40, "...Nowhere"), "GRAPHQL_VALIDATION_FAILED"),
        (
            "a circle",
            "{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }".to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "a chain of fragments",
            format!("{{ ...F0 }} {}", repeated(400, |n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1))),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("aliases", format!("{{ {} }}", repeated(60, |n| format!("a{n}: __typename "))), "GRAPHQL_VALIDATION_FAILED"),
        ("directives", format!("{{ __typename {} }}", "@include(if: true) ".repeat(60)), "GRAPHQL_VALIDATION_FAILED"),
        ("thousands of directives", format!("{{ __typename {} }}", "@a ".repeat(1_900)), "GRAPHQL_VALIDATION_FAILED"),
        ("more directives than tokens", format!("{{ __typename {} }}", "@a ".repeat(5_000)), "GRAPHQL_PARSE_FAILED"),
        ("unknown fields", format!("{{ {} }}", repeated(1_500, |n| format!("f{n} "))), "GRAPHQL_VALIDATION_FAILED"),
        ("deep fields", nested("{ nodes(ids: []) ", "}", 25), "GRAPHQL_VALIDATION_FAILED"),
        (
            "pages of pages",
            "{ resources(first: 100) { nodes { keywords(first: 100) { nodes { resources(first: 100) { nodes { title } } } } } } }"
                .to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("an operation without a name among others", "query A { __typename } { __typename }".to_owned(), "GRAPHQL_PARSE_FAILED"),
    ];
    for (name, document, code) in documents {
        let began = Instant::now();
        let answer = world.query(&document).await;
        assert_eq!(answer.code(), code, "{name}: {:?}", answer.body);
        assert!(began.elapsed() < PATIENCE, "{name} took {:?}", began.elapsed());
        assert_eq!(answer.body.get("data"), None, "{name}");
    }
    let deep = (0..60).fold(json!({}), |inner, _| json!({ "not": inner }));
    let many: Vec<Value> = (0..5_000).map(|n| json!({ "__typename": "Resource", "slug": n })).collect();
    let entities = "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }";
    let search = "query($f: ResourceFilter) { resources(filter: $f) { totalCount } }";
    for (name, document, variables) in [("a deep variable", search, json!({ "f": deep })), ("a long list", entities, json!({ "r": many }))]
    {
        assert_eq!(world.query_with(document, variables).await.code(), "BAD_USER_INPUT", "{name}");
    }
    assert_eq!(world.query("{ resources { totalCount } }").await.at("/resources/totalCount"), 8);
}

#[tokio::test]
async fn what_people_ask_is_not_refused() {
    let world = World::sample().await;
    let cost = |answer: &crate::harness::Answer| answer.body.pointer("/extensions/cost/requested").and_then(Value::as_u64);
    for (document, wanted) in [
        ("{ resources(first: 10) { totalCount nodes { title } } }", 13),
        ("{ resources(first: 10) { nodes { funders { edges { node { name } } } } } }", 422),
        ("query($n: Int = 3) { resources(first: $n) { nodes { title slug } } }", 8),
        ("{ crosstab(rows: FUNDER, columns: KEYWORD, rowLimit: 5, columnLimit: 4) { rows { cells { count } } } }", 61),
        // Chosen rows and columns are counted too; a page further on costs what the first does.
        (
            "{ crosstab(rows: FUNDER, columns: KEYWORD, rowLimit: 4, columnLimit: 3, includeRows: [\"a\"], includeColumns: \"b\", rowOffset: 9)
               { rows { cells { count } } } }",
            61,
        ),
        ("query($r: [String!] = [\"1\", \"2\"]) { crosstab(rows: YEAR, columns: FORMAT, rowLimit: 0, columnLimit: 1, includeRows: $r) { totalCount } }", 3),
        // To count all and show nothing is work.
        ("{ crosstab(rows: YEAR, columns: FORMAT, rowLimit: 0, columnLimit: 0) { totalCount } }", 2),
        ("{ resources(first: 0) { facets(by: [YEAR, FUNDER, KEYWORD], first: 0) { unknown } } }", 5),
        ("{ resources(first: 0) { totalCount nodes { title } } }", 3),
    ] {
        let answer = world.query(document).await;
        assert_eq!(answer.body.get("errors"), None, "{document}");
        assert_eq!(cost(&answer), Some(wanted), "{document}");
    }
    let entities = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Resource { slug title } } }";
    let known = json!({ "__typename": "Resource", "slug": "nothing" });
    assert_eq!(cost(&world.query_with(entities, json!({ "r": vec![known.clone(); 50] })).await), Some(101));
    assert_eq!(cost(&world.query_with(entities, json!({ "r": known })).await), Some(3), "one for a list of one");
    let answer = world.query("query($yes: Boolean! = true) { resources @include(if: $yes) { totalCount } }").await;
    assert_eq!(answer.at("/resources/totalCount"), 8);
}

/// GraphQL takes one value for a list of one, in the document, in a variable and in its default. Both spellings cost the same.
#[tokio::test]
async fn one_value_costs_what_a_list_of_one_costs() {
    let world = World::sample().await;
    let cost = async |document: &str, variables: Value| {
        let answer = world.query_with(document, variables).await;
        assert_eq!(answer.body.get("errors"), None, "{document}");
        answer.body.pointer("/extensions/cost/requested").and_then(Value::as_u64).unwrap()
    };
    let facets =
        |declared: &str, by: &str| format!("query{declared} {{ resources {{ facets(by: {by}, first: 1000) {{ values {{ label }} }} }} }}");
    let one = cost(&facets("", "[KEYWORD]"), json!({})).await;
    assert_eq!(one, 2_002);
    assert_eq!(cost(&facets("", "KEYWORD"), json!({})).await, one);
    assert_eq!(cost(&facets("", "[KEYWORD, YEAR]"), json!({})).await, 4_002);
    let (list, in_list) = (facets("($by: [Dimension!]!)", "$by"), facets("($by: Dimension!)", "[$by]"));
    for by in [json!("KEYWORD"), json!(["KEYWORD"])] {
        assert_eq!(cost(&list, json!({ "by": by })).await, one, "{by}");
    }
    assert_eq!(cost(&in_list, json!({ "by": "KEYWORD" })).await, one);
    for default in ["KEYWORD", "[KEYWORD]"] {
        assert_eq!(cost(&facets(&format!("($by: [Dimension!]! = {default})"), "$by"), json!({})).await, one, "{default}");
    }
    // Facets that are asked for one by one cost the sum of what each asks for.
    let each = |declared: &str, dimensions: &str| {
        format!("query{declared} {{ resources {{ facetsOf(dimensions: {dimensions}) {{ values {{ label }} }} }} }}")
    };
    assert_eq!(cost(&each("", "[{ dimension: KEYWORD, first: 1000 }]"), json!({})).await, one);
    assert_eq!(cost(&each("", "{ dimension: KEYWORD, first: 1000 }"), json!({})).await, one);
    assert_eq!(cost(&each("", "[{ dimension: KEYWORD }, { dimension: YEAR, first: 1000 }]"), json!({})).await, one + 40);
    let chosen = "[{ dimension: KEYWORD, first: 998, include: [\"a\", \"b\"] }, { dimension: YEAR, first: 0 }]";
    assert_eq!(cost(&each("", chosen), json!({})).await, one + 2);
    let parts = each("($n: Int!, $chosen: [String!])", "[{ dimension: KEYWORD, first: $n, include: $chosen }]");
    assert_eq!(cost(&parts, json!({ "n": 999, "chosen": "a" })).await, one);
    assert_eq!(cost(&parts, json!({ "n": 1000, "chosen": null })).await, one);
    let whole = each("($facets: [FacetInput!]!)", "$facets");
    let facets = json!([{ "dimension": "KEYWORD", "first": 900, "include": ["a"] }, { "dimension": "YEAR", "first": 99, "include": null }]);
    assert_eq!(cost(&whole, json!({ "facets": facets })).await, one);
    assert_eq!(cost(&whole, json!({ "facets": { "dimension": "KEYWORD", "first": 1000 } })).await, one);
    let default = each("($facets: [FacetInput!]! = [{ dimension: KEYWORD, first: 999, include: [\"a\"] }])", "$facets");
    assert_eq!(cost(&default, json!({})).await, one);
    let id = world.query("{ resources(first: 1) { nodes { id } } }").await.at("/resources/nodes/0/id").clone();
    for ids in [id.to_string(), format!("[{id}]")] {
        assert_eq!(cost(&format!("{{ nodes(ids: {ids}) {{ id }} }}"), json!({})).await, 2, "{ids}");
    }
    let overlap = "{ overlap(of: FUNDER, by: KEYWORD, first: 10) { shared } }";
    assert_eq!(cost(overlap, json!({})).await, 11, "`by` of an overlap is no list");
}

#[tokio::test]
async fn representations_stand_alone() {
    let world = World::sample().await;
    let slug = world.query("{ resources(first: 1) { nodes { slug } } }").await.at("/resources/nodes/0/slug").clone();
    let document = "query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Resource { slug } } }";
    let ask = async |representations: &[Value]| world.query_with(document, json!({ "r": representations })).await;
    let known = json!({ "__typename": "Resource", "slug": slug });
    let answer = ask(&[
        json!({ "__typename": "Organization" }),
        known.clone(),
        json!({ "__typename": "Resource", "colour": "red" }),
        json!({ "__typename": "Resource", "slug": 7 }),
        json!({ "__typename": "Resource", "id": ["x"] }),
        json!({ "__typename": "Person", "orcid": "nobody" }),
        json!({ "__typename": "Keyword", "slug": null }),
        known.clone(),
    ])
    .await;
    let found = json!({ "__typename": "Resource", "slug": slug });
    assert_eq!(*answer.at("/_entities"), json!([null, found, null, null, null, null, null, found]), "{:?}", answer.body);
    assert_eq!(answer.body.get("errors"), None);
    // What is no representation at all is the gateway's mistake.
    for wrong in [
        json!({ "__typename": "Nothing", "id": "x" }),
        json!({ "slug": "x" }),
        json!({ "__typename": 7 }),
        json!(7),
        json!({ "__typename": "Query" }),
    ] {
        let answer = ask(&[known.clone(), wrong.clone()]).await;
        assert!(!answer.code().is_empty() && answer.at("/_entities").is_null(), "{wrong}: {:?}", answer.body);
    }
    let hundred: Vec<Value> =
        (0..100).map(|n| if n % 2 == 0 { known.clone() } else { json!({ "__typename": "Resource", "slug": n.to_string() }) }).collect();
    let answer = ask(&hundred).await;
    let entities = answer.at("/_entities").as_array().unwrap();
    assert!(entities.len() == 100 && (0..100).all(|n| entities[n].is_null() == (n % 2 == 1)), "{:?}", answer.body);
}
