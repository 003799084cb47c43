//! The pages that narrow and count: each number on them is the size of the list that it leads to, in whatever state they are.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::visit;
use super::walk::{attributes, counts, total, unescaped};
use crate::harness::{Database, World};

/// Numbers that look random and are the same each time (a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// A catalogue with all that makes counting hard: names that an organization and a person share, licences with commas, years that are
/// missing, before our time and far ahead, several funders and makers.
async fn world() -> World {
    let world = World::new(Database::sqlite()).await;
    let mut dice = Dice(7);
    let funders = ["Tide Fund", "Weir Trust", "Dune Office", "Marsh & Sons"];
    let makers = ["Weir House", "Sand Institute", "Tide Fund", "Lock Press"];
    let persons = ["Ada Weir", "Bo Sand", "Weir House"];
    let keywords = ["tides", "dunes", "locks, gates", "salt", "100 % reeds"];
    let records: Vec<String> = (0..120)
        .map(|number| {
            let mut some = |names: &[&str]| -> Vec<String> {
                (0..dice.throw(3)).map(|_| names[dice.throw(names.len())].to_owned()).collect()
            };
            let funded = some(&funders);
            let mut made: Vec<Value> = some(&makers).into_iter().map(|name| json!({ "name": name, "role": "producer", "kind": "organization" })).collect();
            made.extend(some(&persons).into_iter().map(|name| json!({ "name": name, "role": "author", "kind": "person" })));
            let about = some(&keywords);
            let mut record = json!({ "id": number.to_string(), "title": format!("Reading {number} of tides"), "supportedBy": funded, "producedBy": made, "keywords": about });
            let fields = [
                ("year", vec![json!(2015), json!(2016), json!(2021), json!(1890), json!(2100), Value::Null]),
                ("format", vec![json!("Brief"), json!("Webinar"), Value::Null]),
                ("language", vec![json!("en"), json!("es"), Value::Null]),
                ("license", vec![json!("CC BY 4.0"), json!("Ask us, please"), Value::Null]),
                ("description", vec![json!("About gates."), Value::Null]),
            ];
            for (name, values) in fields {
                record[name] = values[dice.throw(values.len())].clone();
            }
            record.to_string()
        })
        .collect();
    world.import("readings.jsonl", &records.join("\n")).await;
    world
}

#[tokio::test]
async fn every_number_of_every_state_is_the_size_of_its_list() {
    let world = world().await;
    let mut dice = Dice(11);
    let mut sizes: BTreeMap<String, Option<u64>> = BTreeMap::new();
    let (mut states, mut checked) = (0, 0);
    let mut path = "/explore".to_owned();
    while states < 200 {
        let page = visit(&world, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        states += 1;
        let numbers = counts(&page);
        for _ in 0..numbers.len().min(20) {
            let (href, number) = &numbers[dice.throw(numbers.len())];
            if !sizes.contains_key(href) {
                let list = visit(&world, href).await;
                assert_eq!(list.status, StatusCode::OK, "{path} leads to {href}: {}", list.text);
                sizes.insert(href.clone(), total(&list));
            }
            assert_eq!(sizes[href], Some(*number), "{path} says so of {href}");
            checked += 1;
        }
        let links = attributes(&page.text, "href").into_iter().map(unescaped);
        let is_next = |link: &String| {
            let page = link.split('?').next().unwrap();
            ["/explore", "/crosstab", "/network", "/compare"].contains(&page) && !link.contains("lang=")
        };
        let links: Vec<String> = links.filter(is_next).collect();
        // A walk begins again before its conditions find nothing at all.
        path = if states % 7 == 0 || links.is_empty() {
            ["/explore", "/crosstab?rows=person", "/compare", "/network"][dice.throw(4)].to_owned()
        } else {
            links[dice.throw(links.len())].clone()
        };
    }
    assert!(checked > 2_000 && sizes.len() > 200, "{checked} numbers of {states} states, {} lists", sizes.len());
}

#[tokio::test]
async fn conditions_of_an_address_hold_as_they_are_read() {
    let world = world().await;
    let some = |slug: &str| format!("some: {{ slug: {{ eq: \"{slug}\" }} }}");
    let (tide, weir) = (some("tide-fund"), some("weir-trust"));
    for (path, filter) in [
        ("/explore?funder=tide-fund,weir-trust", format!("or: [{{ funders: {{ {tide} }} }}, {{ funders: {{ {weir} }} }}]")),
        ("/explore?funder=tide-fund&funder=weir-trust", format!("and: [{{ funders: {{ {tide} }} }}, {{ funders: {{ {weir} }} }}]")),
        ("/explore?funder=tide-fund,-", format!("or: [{{ funders: {{ {tide} }} }}, {{ funders: {{ none: {{}} }} }}]")),
        ("/explore?funder!=tide-fund", format!("not: {{ funders: {{ {tide} }} }}")),
        ("/explore?keyword!=-", "not: { keywords: { none: {} } }".to_owned()),
        ("/explore?maker=ada-weir,lock-press", "producers: { some: { slug: { in: [\"ada-weir\", \"lock-press\"] } } }".to_owned()),
        ("/explore?person=-", "producers: { none: { kind: PERSON } }".to_owned()),
        ("/explore?author=-", "producers: { role: AUTHOR, none: {} }".to_owned()),
        ("/explore?license=Ask%20us%252C%20please", "license: { eq: \"Ask us, please\" }".to_owned()),
        ("/explore?language=en,-", "or: [{ language: { eq: \"en\" } }, { language: { isNull: true } }]".to_owned()),
        ("/explore?format=brief,webinar", "format: { in: [BRIEF, WEBINAR] }".to_owned()),
        ("/explore?year=..2015,2021", "or: [{ year: { lte: 2015 } }, { year: { eq: 2021 } }]".to_owned()),
    ] {
        let answer = world.query(&format!("{{ resources(filter: {{ {filter} }}) {{ totalCount }} }}")).await;
        let size = answer.at("/resources/totalCount").as_u64().unwrap();
        assert!(size > 0 && size < 120, "{path}: {size}");
        assert_eq!(total(&visit(&world, path).await), Some(size), "{path}");
    }
}

#[tokio::test]
async fn a_facet_shows_what_was_asked_for() {
    let world = world().await;
    // Five facets are open; the others are asked for.
    let page = visit(&world, "/explore").await;
    page.has(&["id=\"facet-keyword\">Keyword<", "href=\"/explore?open=license#facet-license\"", "not stated", "rel=\"nofollow\""]);
    let opened = visit(&world, "/explore?open=license").await;
    opened.has(&["Ask us, please", "name=\"find\"", "In alphabetical order"]);
    let found = visit(&world, "/explore?open=funder&find=dune&by=label").await;
    let rows = found.text.split("id=\"facet-funder\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(rows.contains("Dune Office") && !rows.contains("Tide Fund"), "{rows}");
    // What is chosen is shown, with its number, and can be taken away; what is left out has none.
    let chosen = visit(&world, "/explore?funder=dune-office&funder!=tide-fund").await;
    chosen.has(&["class=\"chosen\"", "class=\"excluded\"", "Funded by not", "aria-label=\"Dune Office: take away\""]);
    let several = visit(&world, "/explore?keyword=tides,salt").await;
    several.has(&["One of these at least.", "href=\"/explore?keyword=tides&#38;keyword=salt\""]);
    visit(&world, "/explore?keyword=tides&keyword=salt").await.has(&["All of these together.", "href=\"/explore?keyword=tides,salt\""]);
}

#[tokio::test]
async fn a_list_without_entries_says_what_would_find_some() {
    let world = world().await;
    let page = visit(&world, "/explore?q=tides%20zeppelin&funder=tide-fund").await;
    assert_eq!(total(&page), Some(0));
    page.has(&[
        "Nothing was found.",
        "Every word was looked for",
        "This would find something",
        "Without <q><bdi>zeppelin</bdi></q>",
        "Begin again",
    ]);
    // What would not find anything either is not offered.
    assert!(!page.text.contains("Without <q><bdi>tides</bdi></q>"), "{}", page.text);
    visit(&world, "/explore?q=wier&funder=nobody").await.has(&["Did you mean <a href=\"/", "Weir"]);
    let conditions = visit(&world, "/explore?year=1890&funder=nobody").await;
    conditions.has(&["Without Funded by", "<q><bdi>nobody</bdi></q>"]);
}

#[tokio::test]
async fn years_are_asked_for_by_a_form() {
    let world = world().await;
    for (form, link) in [
        ("from=2015&to=2021&keyword=tides&view=funders", "/explore?keyword=tides&year=2015..2021&view=funders"),
        ("from=2015&year=1890", "/explore?year=2015.."),
        ("to=2015", "/explore?year=..2015"),
        ("from=2015&to=2015", "/explore?year=2015"),
    ] {
        let page = visit(&world, &format!("/explore?{form}")).await;
        assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, link), "{form}");
    }
    let moved = visit(&world, "/resources?funder=tide-fund").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::PERMANENT_REDIRECT, "/explore?funder=tide-fund"));
}

#[tokio::test]
async fn crosstabs_are_ordered_paged_and_swapped() {
    let world = world().await;
    let page = visit(&world, "/crosstab?rows=year&columns=funder&columnsort=label&show=shares").await;
    page.has(&["2015", "1890", "not stated", "%</a>", "/export/crosstab.csv?rows=YEAR&#38;columns=FUNDER"]);
    page.has(&["href=\"/crosstab?rows=funder&#38;columns=year&#38;rowsort=label&#38;show=shares\"", "/playground/?query="]);
    visit(&world, "/crosstab?rows=keyword&columns=year").await.has(&["class=\"multiples\"", "class=\"spark\""]);
    for path in ["/crosstab?rows=colour", "/crosstab?rowsort=age", "/crosstab?show=all", "/network?of=year", "/compare?of=year"] {
        assert_eq!(visit(&world, path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    // All rows are on the pages, each once; the files have all of them.
    let topics: Vec<String> = (0..45).map(|number| format!("\"reach {number:02}\"")).collect();
    world.import("many.jsonl", &format!("{{\"title\":\"Many reaches\",\"keywords\":[{}]}}", topics.join(","))).await;
    let (mut path, mut rows) = ("/crosstab?rows=keyword&columns=format&rowsort=label".to_owned(), Vec::new());
    loop {
        let page = visit(&world, &path).await;
        rows.extend(
            page.text.split("<tr><th scope=\"row\"><a href=\"/keywords/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()),
        );
        let Some((before, _)) = page.text.split_once("\" rel=\"nofollow\">Next rows<") else { break };
        path = unescaped(before.rsplit("href=\"").next().unwrap());
    }
    let all = world.query("{ keywords(first: 0) { totalCount } }").await.at("/keywords/totalCount").as_u64();
    assert!(rows.len() > 40 && all == u64::try_from(rows.len()).ok() && rows.is_sorted(), "{rows:?}");
    assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), rows.len());
    let columns = visit(&world, "/crosstab?rows=format&columns=keyword").await;
    columns.has(&["Next columns", "rowLimit=1000&#38;columnLimit=1000"]);
    let many = visit(&world, "/compare?with=a,b,c,d,e,f").await;
    assert_eq!(many.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn things_are_compared_and_joined() {
    let world = world().await;
    let page = visit(&world, "/compare?of=funder&with=tide-fund,weir-trust").await;
    page.has(&[
        "In common",
        "Without any of the others",
        "Whose work they paid for",
        "href=\"/explore?funder=tide-fund&#38;funder!=weir-trust\"",
    ]);
    let answer = world
        .query("{ keywords(filter: { and: [{ resources: { some: { funders: { some: { slug: { eq: \"tide-fund\" } } } } } }, { resources: { some: { funders: { some: { slug: { eq: \"weir-trust\" } } } } } }] }) { totalCount } }")
        .await;
    let topics = answer.at("/keywords/totalCount").as_u64().unwrap();
    page.has(&[&format!("<td class=\"number\">{topics}</td>")]);
    visit(&world, "/compare?add=dune").await.has(&["href=\"/compare?of=funder&#38;with=dune-office\""]);
    let unknown = visit(&world, "/compare?with=nobody,tide-fund").await;
    unknown.has(&["<th scope=\"col\"><bdi>nobody</bdi>"]);
    visit(&world, "/compare?add=zzz").await.has(&["Nothing was found."]);
    let network = visit(&world, "/network?of=funder").await;
    network.has(&["<svg class=\"network\"", "<line ", "aria-hidden=\"true\"", "Who funds together"]);
    assert_eq!(network.text.matches("<line ").count(), network.text.matches("<tr><td>").count());
}
