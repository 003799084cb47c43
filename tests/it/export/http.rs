//! Exports by HTTP.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use colophon::limits::Limits;
use http_body_util::BodyExt;
use serde_json::{Value, json};

use super::{ask, encoded, get, rich};
use crate::harness::{Database, World};

/// Lists with arguments of GraphQL: the list, the search, the filter, the order.
fn lists() -> Vec<(&'static str, Option<&'static str>, Value, Value)> {
    let none = Value::Null;
    vec![
        ("resources", None, none.clone(), none.clone()),
        ("resources", None, json!({"year": {"gte": 2019}}), json!([{"field": "YEAR", "direction": "DESC"}])),
        ("resources", Some("law"), none.clone(), none.clone()),
        ("resources", Some("law"), json!({"year": {"eq": 2020}}), none.clone()),
        ("resources", None, json!({"or": []}), none.clone()),
        ("resources", None, json!({"funders": {"some": {"name": {"eq": "Water Fund, Inc."}}}}), json!([{"field": "TITLE"}])),
        ("organizations", None, none.clone(), none.clone()),
        ("organizations", None, json!({"fundedCount": {"gte": 1}}), json!([{"field": "FUNDED_COUNT", "direction": "DESC"}])),
        ("organizations", None, json!({"funded": {"some": {"year": {"gte": 2019}}}}), none.clone()),
        ("persons", None, none.clone(), none.clone()),
        ("keywords", Some("law"), none.clone(), none.clone()),
        ("keywords", None, json!({"resourceCount": {"gte": 2}}), json!([{"field": "RESOURCE_COUNT", "direction": "DESC"}])),
    ]
}

fn path(list: &str, format: &str, search: Option<&str>, filter: &Value, order: &Value) -> String {
    let mut path = format!("/export/{list}.{format}?bom=0");
    for (name, value) in [("search", search.map(str::to_owned)), ("filter", text(filter)), ("orderBy", text(order))] {
        if let Some(value) = value {
            path.push_str(&format!("&{name}={}", encoded(&value)));
        }
    }
    path
}

fn text(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}

#[tokio::test]
async fn the_rows_are_the_list_of_graphql() {
    for world in World::all().await {
        rich(&world).await;
        for (list, search, filter, order) in lists() {
            let (filter_type, order_type) = match list {
                "resources" => ("ResourceFilter", "ResourceOrder"),
                "keywords" => ("KeywordFilter", "KeywordOrder"),
                _ => ("AgentFilter", "AgentOrder"),
            };
            let query = format!(
                "query($search: String, $filter: {filter_type}, $orderBy: [{order_type}!]) {{ list: {list}(search: $search, filter: $filter, \
                 orderBy: $orderBy, first: 100) {{ totalCount nodes {{ id }} }} }}"
            );
            let answer = world.query_with(&query, json!({"search": search, "filter": filter, "orderBy": order})).await;
            let ids: Vec<&str> = answer.at("/list/nodes").as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
            assert_eq!(answer.at("/list/totalCount"), ids.len(), "{answer:?}");
            let csv = get(&world, &path(list, "csv", search, &filter, &order)).await;
            assert_eq!(csv.status, StatusCode::OK, "{}", csv.text());
            let rows = csv.rows();
            assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ids, "{list} {filter} on {}", world.database.name);
            let lines = get(&world, &path(list, "jsonl", search, &filter, &order)).await;
            let objects: Vec<Value> = lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(objects.iter().map(|object| object["colophonId"].as_str().unwrap()).collect::<Vec<_>>(), ids);
        }
    }
}

#[tokio::test]
async fn mistakes_are_those_of_graphql() {
    let world = World::new(Database::sqlite()).await;
    rich(&world).await;
    for filter in [json!({"titel": {"eq": "x"}}), json!({"year": {"eq": "x"}}), json!({"year": {"eq": null}}), json!([1])] {
        let query = "query($filter: ResourceFilter) { resources(filter: $filter) { totalCount } }";
        let answer = world.query_with(query, json!({ "filter": filter })).await;
        let export = get(&world, &path("resources", "csv", None, &filter, &Value::Null)).await;
        assert_eq!(export.status, StatusCode::BAD_REQUEST, "{filter}");
        let told: Value = serde_json::from_str(export.text()).unwrap();
        assert_eq!(told["errors"][0]["message"], answer.body["errors"][0]["message"], "{filter}");
    }
    for (path, status, words) in [
        ("/export/resources.csv?filter=%7B", 400, "`filter` is not JSON"),
        ("/export/resources.csv?fliter=1", 400, "there are `search`, `filter`, `orderBy`, `columns`, `bom`"),
        ("/export/resources.csv?search=a&search=b", 400, "twice"),
        ("/export/resources.csv?columns=title,nope", 400, "no column `nope`; there are colophon_id, colophon_version, id, title"),
        ("/export/resources.jsonl?columns=title", 400, "`columns` is for tables"),
        ("/export/resources.csv?bom=yes", 400, "`bom` is `yes`"),
        ("/export/resources.csv?orderBy=%5B%7B%22field%22%3A%22RELEVANCE%22%7D%5D", 400, "give `search`"),
        ("/export/resources.ris", 404, "/export/resources.csv"),
        ("/export/nothing.csv", 404, "resources, organizations, persons, keywords, fundings, facet, crosstab"),
        ("/export/facet.jsonl?by=YEAR", 404, "/export/facet.csv, /export/facet.xlsx"),
        ("/export/resources", 406, "text/csv"),
        ("/export/facet.csv", 400, "`by` is missing"),
        ("/export/facet.csv?by=PRICE", 400, "FUNDER, PRODUCER, KEYWORD"),
        ("/export/crosstab.csv?rows=FUNDER&columns=YEAR&rowLimit=0", 400, "between 1 and 1000"),
        ("/export/crosstab.csv?rows=FUNDER&columns=YEAR&rowOrder=AGE", 400, "COUNT_DESC or LABEL_ASC"),
        ("/export/crosstab.csv?rows=FUNDER&columns=YEAR&columnOffset=-1", 400, "between 0 and 1000000"),
    ] {
        let answer = get(&world, path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
        let told: Value = serde_json::from_str(answer.text()).unwrap();
        let message = told["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(words), "{path}: {message}");
    }
    let post = ask(&world, Request::post("/export/resources.csv").body(Body::empty()).unwrap()).await;
    assert_eq!((post.status, post.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
}

#[tokio::test]
async fn headers_say_what_it_is_and_until_when() {
    let world = World::new(Database::sqlite()).await;
    rich(&world).await;
    let file = get(&world, "/export/resources.csv?bom=1&columns=title,year").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"resources.csv\"");
    assert!(file.text().starts_with("\u{feff}title,year\r\n"));
    let tag = file.header("etag").to_owned();
    let again = |tag: &str| {
        Request::get("/export/resources.csv?bom=1&columns=title,year").header("if-none-match", tag).body(Body::empty()).unwrap()
    };
    assert_eq!(ask(&world, again(&tag)).await.status, StatusCode::NOT_MODIFIED);
    let other = get(&world, "/export/resources.csv?bom=1&columns=title").await;
    assert_ne!(other.header("etag"), tag);
    let head = ask(
        &world,
        Request::builder().method(Method::HEAD).uri("/export/resources.csv?bom=1&columns=title,year").body(Body::empty()).unwrap(),
    )
    .await;
    assert_eq!((head.status, head.header("etag"), head.body.len()), (StatusCode::OK, tag.as_str(), 0));
    world.import("more.jsonl", "{\"title\":\"More\"}\n").await;
    world.catalog.refresh_texts().await.unwrap();
    assert_eq!(ask(&world, again(&tag)).await.status, StatusCode::OK, "the catalogue changed");
    let chosen = Request::get("/export/resources").header("accept", "application/jsonl").body(Body::empty()).unwrap();
    assert_eq!(ask(&world, chosen).await.header("content-disposition"), "attachment; filename=\"resources.jsonl\"");
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let world = World::new(Database::sqlite()).await;
    rich(&world).await;
    let file = get(&world, "/export/resources.csv").await;
    let cells: Vec<String> = file.rows().concat();
    assert!(cells.iter().any(|cell| cell.starts_with("'=")) && cells.iter().any(|cell| cell.starts_with("'@home")));
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{cells:?}");
}

#[tokio::test]
async fn fundings_and_counts_are_tables() {
    let world = World::new(Database::sqlite()).await;
    rich(&world).await;
    let rows = get(&world, "/export/fundings.csv?columns=resource,funder,kind,award_number").await.rows();
    let of = |title: &str| rows.iter().filter(|row| row[0] == title).map(|row| row[1..].join("|")).collect::<Vec<_>>();
    assert_eq!(of("River law, revised"), ["Water Fund, Inc.|FUNDER|A;1", "Water Fund, Inc.|FUNDER|2", "Ford House|SPONSOR|"]);
    let facet = get(&world, "/export/facet.csv?by=FUNDER").await.rows();
    let answer = world.query("{ resources { facets(by: [FUNDER], first: 100) { values { label value count } unknown } } }").await;
    let facets = &answer.at("/resources/facets")[0];
    let mut wanted: Vec<Vec<String>> = facets["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| {
            vec![value["label"].as_str().unwrap().to_owned(), value["value"].as_str().unwrap().to_owned(), value["count"].to_string()]
        })
        .collect();
    wanted.push(vec!["(none)".to_owned(), String::new(), facets["unknown"].to_string()]);
    assert_eq!(facet, wanted);
    let crosstab = get(&world, "/export/crosstab.csv?rows=FUNDER&columns=YEAR").await;
    assert!(crosstab.text().starts_with("label,resources,"), "{}", crosstab.text());
    let total: i64 = crosstab
        .rows()
        .iter()
        .filter(|row| row[0] == "Water Fund, Inc.")
        .flat_map(|row| row[2..].to_vec())
        .map(|cell| cell.parse::<i64>().unwrap())
        .sum();
    assert_eq!(total, 2);
    // With an order and an offset, it is the next part of the same table.
    let ordered = get(&world, "/export/crosstab.csv?rows=YEAR&columns=FUNDER&rowOrder=LABEL_ASC").await;
    let years: Vec<String> = ordered.rows().iter().map(|row| row[0].clone()).collect();
    assert!(years.len() > 2 && years[..years.len() - 1].is_sorted(), "{years:?}");
    let next = get(&world, "/export/crosstab.csv?rows=YEAR&columns=FUNDER&rowOrder=LABEL_ASC&rowOffset=1").await;
    assert_eq!(next.rows().iter().map(|row| row[0].clone()).collect::<Vec<_>>(), years[1..]);
}

#[tokio::test]
async fn a_full_server_says_when_to_come_again() {
    let limits = Limits { max_exports: 1, ..Limits::default() };
    let world = World::limited(Database::sqlite(), limits).await;
    // Enough that the first export waits for its reader.
    let lines: String = (0..6_000)
        .map(|number| format!("{{\"title\":\"Brief {number}\",\"description\":\"{}\"}}\n", "x".repeat(200)))
        .collect::<Vec<_>>()
        .concat();
    world.import("many.jsonl", &lines).await;
    let first = world.send(Request::get("/export/resources.csv").body(Body::empty()).unwrap()).await;
    assert_eq!(first.status(), StatusCode::OK);
    let second = get(&world, "/export/resources.csv").await;
    assert_eq!((second.status, second.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "15"));
    // The reader goes: the place is free again, and so is the connection to the database.
    drop(first);
    for attempt in 0.. {
        let answer = world.send(Request::get("/export/resources.csv").body(Body::empty()).unwrap()).await;
        if answer.status() == StatusCode::OK {
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(String::from_utf8_lossy(&body).lines().count(), 6_001);
            break;
        }
        assert!(attempt < 100, "the place is not free again");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn what_takes_too_long_breaks_off() {
    let limits = Limits { export_timeout: 1, ..Limits::default() };
    let world = World::limited(Database::sqlite(), limits).await;
    let lines: String = (0..6_000)
        .map(|number| format!("{{\"title\":\"Brief {number}\",\"description\":\"{}\"}}\n", "x".repeat(200)))
        .collect::<Vec<_>>()
        .concat();
    world.import("many.jsonl", &lines).await;
    let answer = world.send(Request::get("/export/resources.csv").body(Body::empty()).unwrap()).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert!(answer.into_body().collect().await.is_err(), "a part of a file must not look whole");
}
