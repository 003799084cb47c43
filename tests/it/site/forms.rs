//! The forms of a thing, and what is not there.

use axum::http::StatusCode;
use colophon::global_id;
use serde_json::Value;

use super::{BROWSER, Page, asked, visit};
use crate::access::Live;
use crate::harness::World;

const PATH: &str = "/resources/supporting-peers-providing-services-at-intercept-0";

fn code(page: &Page) -> String {
    let body: Value = serde_json::from_str(&page.text).unwrap_or_else(|_| panic!("no JSON: {}", page.text));
    body.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_program_gets_the_form_that_it_asks_for() {
    let world = World::sample().await;
    for (path, accept, content_type) in [
        (PATH.to_owned(), "*/*", "text/html; charset=utf-8"),
        (PATH.to_owned(), BROWSER, "text/html; charset=utf-8"),
        (PATH.to_owned(), "application/ld+json", "application/ld+json"),
        (PATH.to_owned(), "text/html;q=0.5, application/ld+json", "application/ld+json"),
        (format!("{PATH}.jsonld"), BROWSER, "application/ld+json"),
        (format!("{PATH}.linkset"), "*/*", "application/linkset+json"),
        (format!("{PATH}.json"), BROWSER, "application/json"),
        (PATH.to_owned(), "application/json", "application/json"),
        ("/persons/alan-m-green".to_owned(), "application/json", "application/json"),
        ("/organizations/mental-health-america.json".to_owned(), "*/*", "application/json"),
        ("/keywords/lived-experience.json".to_owned(), "*/*", "application/json"),
        ("/organizations/mental-health-america.jsonld".to_owned(), "*/*", "application/ld+json"),
        ("/keywords/lived-experience.jsonld".to_owned(), "*/*", "application/ld+json"),
        ("/collections/peer-support-specialists.jsonld".to_owned(), "*/*", "application/ld+json"),
    ] {
        let page = asked(&world, &path, &[("accept", accept)]).await;
        assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, content_type), "{path} {accept}");
        assert!(page.header("vary").contains("accept") && page.header("vary").contains("accept-language"), "{:?}", page.headers);
        let again = asked(&world, &path, &[("accept", accept), ("if-none-match", page.header("etag"))]).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
    }
    let data: Value = serde_json::from_str(&asked(&world, &format!("{PATH}.jsonld"), &[]).await.text).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    assert_eq!(data["@id"], PATH);
    assert!(data["producer"][0]["name"].is_string() && data["keywords"][0]["@type"] == "DefinedTerm", "{data}");
    let refused = asked(&world, PATH, &[("accept", "text/turtle")]).await;
    assert_eq!((refused.status, code(&refused).as_str()), (StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE"));
    refused.has(&["application/ld+json", "text/html"]);
    assert_eq!(asked(&world, "/explore", &[("accept", "text/csv")]).await.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn the_object_of_a_thing_is_its_line_in_the_export() {
    let world = World::sample().await;
    for noun in ["resources", "organizations", "persons", "keywords"] {
        let answer = world.query(&format!("{{ {noun} {{ nodes {{ id slug }} }} }}")).await;
        let nodes = answer.at(&format!("/{noun}/nodes")).as_array().unwrap();
        let export = asked(&world, &format!("/export/{noun}.jsonl"), &[]).await;
        let lines: Vec<&str> = export.text.split_inclusive('\n').collect();
        assert!(!nodes.is_empty() && nodes.len() == lines.len(), "{noun}");
        for (node, line) in nodes.iter().zip(lines) {
            let object = asked(&world, &format!("/{noun}/{}.json", node["slug"].as_str().unwrap()), &[]).await;
            assert_eq!((object.status, object.text.as_str()), (StatusCode::OK, line), "{noun}");
            let object: Value = serde_json::from_str(&object.text).unwrap();
            assert_eq!(object["colophonId"], node["id"], "{noun}");
        }
    }
    // No export has collections.
    let path = "/collections/peer-support-specialists";
    let page = visit(&world, path).await;
    assert!(page.status == StatusCode::OK && !page.text.contains(&format!("{path}.json\"")), "{}", page.text);
    assert_eq!(asked(&world, &format!("{path}.json"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(asked(&world, path, &[("accept", "application/json")]).await.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn signposts_stand_in_head_and_header() {
    let world = World::sample().await;
    let page = visit(&world, PATH).await;
    for signpost in ["describedby", "linkset", "type", "author", "collection"] {
        assert!(page.header("link").contains(&format!("rel=\"{signpost}\"")), "{signpost}: {}", page.header("link"));
        page.has(&[&format!("<link rel=\"{signpost}\" ")]);
    }
    let data = asked(&world, &format!("{PATH}.jsonld"), &[]).await;
    assert_eq!(data.header("link"), format!("<{PATH}>; rel=\"describes\"; type=\"text/html\""));
    let linkset: Value = serde_json::from_str(&asked(&world, &format!("{PATH}.linkset"), &[]).await.text).unwrap();
    for (at, form) in [format!("{PATH}.jsonld"), format!("{PATH}.json")].iter().enumerate() {
        assert_eq!(linkset["linkset"][0]["describedby"][at]["href"], *form);
        page.has(&[&format!("<a href=\"{form}\" type=\"")]);
        assert!(page.header("link").contains(&format!("<{form}>; rel=\"describedby\"")), "{}", page.header("link"));
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_to_people_and_programs() {
    let world = World::sample().await;
    for path in [
        "/resources/nothing",
        "/organizations/nothing.jsonld",
        "/resources/nothing.bib",
        &format!("{PATH}.ttl"),
        "/nothing",
        "/persons/a/b",
    ] {
        let page = visit(&world, path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.has(&["There is nothing here", "<h1>", "href=\"/\""]);
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        for accept in ["*/*", "application/json", "application/ld+json"] {
            let page = asked(&world, path, &[("accept", accept)]).await;
            assert_eq!((page.status, code(&page).as_str()), (StatusCode::NOT_FOUND, "NOT_FOUND"), "{path} {accept}");
        }
    }
}

#[tokio::test]
async fn the_address_of_a_merged_node_leads_to_the_other() {
    let world = World::sample().await;
    let id = |answer: crate::harness::Answer| global_id::decode(answer.at("/organization/id").as_str().unwrap()).unwrap();
    let (kind, from) = id(world.query("{ organization(slug: \"mental-health-america\") { id } }").await);
    let (_, to) = id(world.query("{ organization(slug: \"bureau-of-justice-assistance\") { id } }").await);
    let mut tx = world.store.begin().await.unwrap();
    assert!(tx.redirect(kind, from, Some(to)).await.unwrap());
    tx.commit(None).await.unwrap();
    world.refresh().await;
    for (path, location) in [
        ("/organizations/mental-health-america", "/organizations/bureau-of-justice-assistance"),
        ("/organizations/mental-health-america.jsonld", "/organizations/bureau-of-justice-assistance.jsonld"),
        ("/organizations/mental-health-america.json", "/organizations/bureau-of-justice-assistance.json"),
        ("/organizations/mental-health-america?lang=de", "/organizations/bureau-of-justice-assistance?lang=de"),
    ] {
        let page = visit(&world, path).await;
        assert_eq!((page.status, page.header("location")), (StatusCode::PERMANENT_REDIRECT, location), "{path}");
    }
}

#[tokio::test]
async fn a_browser_at_the_api_is_sent_to_the_playground() {
    let world = World::sample().await;
    let page = visit(&world, "/graphql").await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, "/playground/"));
    for (path, accept) in [("/graphql", "*/*"), ("/graphql", "application/json"), ("/graphql?query=%7B__typename%7D", BROWSER)] {
        assert_ne!(asked(&world, path, &[("accept", accept)]).await.status, StatusCode::SEE_OTHER, "{path} {accept}");
    }
    assert_eq!(visit(&world, "/playground").await.header("location"), "/playground/");
}

#[tokio::test]
async fn a_browser_without_a_token_is_told_so() {
    let live = Live::sqlite("read = 'reader'").await;
    let bearer = format!("Bearer {}", live.token("reader").await);
    for path in ["/", "/explore", PATH, "/sitemap.xml", "/graphql?query=%7B__typename%7D"] {
        let page = live.get(path, &[("accept", BROWSER)]).await;
        assert_eq!(page.status, 401, "{path}");
        assert!(
            page.text.contains("This catalogue is not open to everybody") && page.header("www-authenticate").contains("Bearer"),
            "{path}"
        );
        let program = live.get(path, &[("accept", "application/json")]).await;
        assert_eq!((program.status, program.code().as_str()), (401, "UNAUTHENTICATED"), "{path}");
        assert!(!page.text.contains("mental"), "{path}");
    }
    assert_eq!(live.get("/", &[("accept", BROWSER), ("authorization", &bearer)]).await.status, 200);
    assert!(live.get("/robots.txt", &[]).await.text.contains("Disallow: /\n"));
    assert_eq!(live.get("/static/style.css", &[]).await.status, 200);
}
