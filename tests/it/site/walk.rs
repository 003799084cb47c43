//! A walk along all links of all pages.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use calamine::Reader;
use http_body_util::BodyExt;
use serde_json::{Value, json};

use super::{Page, visit};
use crate::harness::World;

/// An attribute of an element: the text between the quotes behind its name.
pub(super) fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

pub(super) fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&").replace("&amp;", "&")
}

/// The number in a text: `1,234 resources` is 1234.
fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The links that tell a number of resources: address and number.
pub(super) fn counts(page: &Page) -> Vec<(String, u64)> {
    let links = page.text.split("<a class=\"count\" href=\"").skip(1);
    let counts = links.map(|rest| {
        let (href, rest) = rest.split_once('"').unwrap();
        let text = rest.split_once('>').unwrap().1.split('<').next().unwrap();
        (unescaped(href), number(text).unwrap())
    });
    // A value of a facet may have its number inside its link, a bar has it in its label.
    let picks = page.text.split("<a class=\"pick\" href=\"").skip(1).filter_map(|rest| {
        let (href, rest) = rest.split_once('"')?;
        let (_, count) = rest.split("</a>").next()?.split_once("<span class=\"count\">")?;
        Some((unescaped(href), number(count.split('<').next()?)?))
    });
    let bars = page.text.split("<li><a href=\"").skip(1).filter_map(|rest| {
        let (href, rest) = rest.split_once('"')?;
        let (year, count) = rest.split_once(" aria-label=\"")?.1.split('"').next()?.split_once(": ")?;
        year.parse::<i32>().ok()?;
        Some((unescaped(href), number(count)?))
    });
    counts.chain(picks).chain(bars).collect()
}

/// True for a page that is one of very many: a state of the pages that narrow and count.
fn is_state(path: &str) -> bool {
    ["/explore?", "/crosstab?", "/network?", "/compare?"].iter().any(|page| path.starts_with(page))
}

/// The number of files that a page of this path offers, if it has anything to offer.
fn files_of(path: &str) -> usize {
    match path.split('?').next().unwrap() {
        "/explore" if !path.contains("view=") => 3,
        "/explore" | "/crosstab" => 2,
        "/organizations" | "/persons" | "/keywords" => 3,
        _ => 0,
    }
}

/// The number of entries that a list says it has.
pub(super) fn total(page: &Page) -> Option<u64> {
    let (_, rest) = page.text.split_once("class=\"total-line\" role=\"status\">")?;
    number(rest.split('<').next()?)
}

/// The number of rows of a file.
async fn rows(world: &World, link: &str) -> Option<u64> {
    let answer = world.send(Request::get(link).body(Body::empty()).unwrap()).await;
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(status, StatusCode::OK, "{link}: {}", String::from_utf8_lossy(&bytes));
    let ending = link.split(['.', '?']).nth(1).unwrap();
    let rows = match ending {
        "csv" => {
            assert!(bytes.starts_with("\u{feff}".as_bytes()), "{link}: Excel reads UTF-8 by its mark");
            csv::Reader::from_reader(bytes.as_ref()).records().map(Result::unwrap).count()
        }
        "jsonl" => serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>().map(Result::unwrap).filter(Value::is_object).count(),
        "xlsx" => {
            let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
            book.worksheet_range_at(0).unwrap().unwrap().height() - 1
        }
        other => panic!("{link}: {other}"),
    };
    u64::try_from(rows).ok()
}

#[tokio::test]
async fn every_link_leads_somewhere_and_every_count_to_a_list_as_long() {
    let world = World::sample().await;
    // Not every role is counted as making.
    let roles = ["editor", "distributor", "host"].map(|role| json!({ "name": "Weir House", "role": role }));
    let roles = json!({ "title": "A chart of tides", "producedBy": roles }).to_string();
    world.import("roles.jsonl", &roles).await;
    let (mut seen, mut left) = (BTreeMap::new(), BTreeSet::from(["/".to_owned()]));
    let (mut counted, mut files) = (Vec::new(), BTreeMap::new());
    while let Some(path) = left.pop_first() {
        let page = visit(&world, &path).await;
        let is_found = page.status == StatusCode::OK || (path.starts_with("/playground") && page.status == StatusCode::SEE_OTHER);
        assert!(is_found, "{path}: {} {}", page.status, page.text);
        if page.header("content-type").starts_with("text/html") && !path.starts_with("/playground") {
            let policy = page.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(page.text.matches("<h1").count(), 1, "{path}");
            let ids = attributes(&page.text, "id");
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path}: {ids:?}");
            for id in attributes(&page.text, "href").iter().filter_map(|href| href.strip_prefix('#')) {
                assert!(ids.contains(&id), "{path}: #{id}");
            }
            // The states of these pages have a test of their own, which tries some of them.
            if !is_state(&path) {
                counted.extend(counts(&page));
            }
            let links = [attributes(&page.text, "href"), attributes(&page.text, "src")].concat();
            let (exports, own): (Vec<_>, Vec<_>) =
                links.into_iter().filter(|link| link.starts_with('/')).map(unescaped).partition(|link| link.starts_with("/export/"));
            let is_empty = page.text.contains("Nothing was found.");
            assert_eq!(exports.len(), if is_empty { 0 } else { files_of(&path) }, "{path}: {exports:?}");
            let has_rows = files_of(&path) == 3;
            files.extend(exports.into_iter().filter(|_| has_rows).map(|link| (link, total(&page))));
            // Translations have the same links.
            let own = own.into_iter().filter(|link| !seen.contains_key(link) && *link != path && !link.contains("lang="));
            left.extend(own.filter(|link| !is_state(&path) || !is_state(link)));
        }
        seen.insert(path, page);
    }
    for role in ["editor", "distributor", "host"] {
        assert!(counted.contains(&(format!("/explore?{role}=weir-house"), 1)), "{role}");
    }
    assert!(seen.len() > 100 && counted.len() > 100, "{} pages, {} counts", seen.len(), counted.len());
    for (href, number) in counted {
        assert_eq!(total(&seen[&href]), Some(number), "{href}");
    }
    for (link, total) in files {
        assert_eq!(rows(&world, &link).await, total, "{link}");
    }
    for kind in [
        "/resources/", "/organizations/", "/persons/", "/keywords/", "/collections/", "/explore?without=", "/explore?year=", "/crosstab",
        "/network", "/compare",
    ] {
        assert!(seen.keys().any(|path| path.starts_with(kind)), "{kind}");
    }
}

#[tokio::test]
async fn files_have_the_search_the_conditions_and_the_order_of_their_page() {
    let world = World::sample().await;
    for (path, name) in [
        ("/explore?sort=title", "title"),
        ("/explore?sort=oldest&license=-&lang=de", "title"),
        ("/explore?q=peer", "title"),
        ("/explore?q=peer&sort=title&year=2000..2030&maker=the-council-of-state-governments-justice-center", "title"),
        ("/organizations?sort=funded&lang=es", "name"),
        ("/organizations?q=justice", "name"),
        ("/persons?sort=name", "name"),
        ("/keywords?q=peer&sort=label", "label"),
    ] {
        let page = visit(&world, path).await;
        let titles =
            page.text.split("class=\"title\" href=\"").skip(1).map(|rest| rest.split_once('>').unwrap().1.split("</a>").next().unwrap());
        let titles: Vec<String> = titles.map(|title| unescaped(&title.replace("<mark>", "").replace("</mark>", ""))).collect();
        assert!(!titles.is_empty() && total(&page) == u64::try_from(titles.len()).ok(), "{path}: {}", page.text);
        let links = attributes(&page.text, "href").into_iter().filter(|href| href.starts_with("/export/")).map(unescaped);
        for link in links {
            assert_eq!(rows(&world, &link).await, total(&page), "{path}: {link}");
            if link.contains(".jsonl") {
                let lines = visit(&world, &link).await.text;
                let objects = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
                assert_eq!(objects.map(|object| object[name].as_str().unwrap().to_owned()).collect::<Vec<_>>(), titles, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn long_lists_are_paged_through() {
    let world = World::new(crate::harness::Database::sqlite()).await;
    let keywords: Vec<String> = (0..130).map(|number| format!("\"word {number:03}\"")).collect();
    let record = |number: usize| {
        format!("{{\"id\":\"{number}\",\"title\":\"Title {number:02}\",\"year\":2020,\"keywords\":[{}]}}", keywords.join(","))
    };
    let records = (0..65).map(record).collect::<Vec<_>>().join("\n");
    world.import("many.jsonl", &records).await;
    let (mut path, mut titles, mut pages) = ("/explore?sort=title".to_owned(), Vec::new(), 0);
    loop {
        let page = visit(&world, &path).await;
        assert_eq!(total(&page), Some(65));
        titles.extend(page.text.split("<a class=\"title\" href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()));
        pages += 1;
        let Some((_, rest)) = page.text.split_once("<a rel=\"next\" href=\"") else { break };
        path = unescaped(rest.split('"').next().unwrap());
    }
    assert_eq!((pages, titles.len(), titles.iter().collect::<BTreeSet<_>>().len()), (3, 65, 65));
    // The last page leads back.
    let last = visit(&world, &path).await;
    let (_, rest) = last.text.split_once("<a rel=\"prev\" href=\"").unwrap();
    let before = visit(&world, &unescaped(rest.split('"').next().unwrap())).await;
    assert_eq!(before.text.matches("class=\"title\"").count(), 30);

    // The page of a record has 100 keywords, and leads to the others.
    let page = visit(&world, "/resources/title-00").await;
    page.has(&["word 000", "word 099"]);
    assert!(!page.text.contains(">word 100<"));
    let (_, rest) = page.text.split_once("href=\"/resources/title-00?keywords=").unwrap();
    let rest = unescaped(rest.split('"').next().unwrap());
    let more = visit(&world, &format!("/resources/title-00?keywords={}", rest.trim_end_matches("#keywords"))).await;
    more.has(&[">word 100<", ">word 129<"]);
    assert_eq!(visit(&world, "/resources/title-00?keywords=nonsense").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(visit(&world, "/explore?after=nonsense").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_a_list_lacks_is_found() {
    let world = World::sample().await;
    for (path, query) in [
        ("/explore?without=description", "description: { isNull: true }"),
        ("/explore?without=landingPage", "landingPage: { isNull: true }"),
        ("/explore?funder=-", "funders: { none: {} }"),
        ("/explore?year=2015..2020", "year: { gte: 2015, lte: 2020 }"),
        ("/explore?format=brief", "format: { eq: BRIEF }"),
        ("/explore?funder=bureau-of-justice-assistance", "funders: { some: { slug: { eq: \"bureau-of-justice-assistance\" } } }"),
    ] {
        let answer = world.query(&format!("{{ resources(filter: {{ {query} }}) {{ totalCount }} }}")).await;
        assert_eq!(total(&visit(&world, path).await), answer.at("/resources/totalCount").as_u64(), "{path}");
    }
    let found = visit(&world, "/explore?q=crisis").await;
    assert!(total(&found) > Some(0), "{}", found.text);
    for path in [
        "/explore?year=soon",
        "/explore?without=colour",
        "/explore?format=%22",
        "/explore?format=NONE",
        "/explore?without=-",
        "/explore?view=colours",
    ] {
        assert_eq!(visit(&world, path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let many = (0..30).map(|number| format!("year={number}")).collect::<Vec<_>>().join("&");
    assert_eq!(visit(&world, &format!("/explore?{many}")).await.status, StatusCode::BAD_REQUEST);
}
