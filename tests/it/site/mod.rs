//! The pages: what stands on them, their forms for programs, their addresses.

mod browser;
mod explore;
mod forms;
mod hostile;
mod judges;
mod walk;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use colophon::appearance::Appearance;
use colophon::http::{App, Site, router};
use colophon::limits::Limits;
use http_body_util::BodyExt;

use crate::harness::{World, tells_nothing};

/// What a browser accepts.
pub const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// An answer to a request for a page.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Fails when the page does not have all of these texts.
    pub fn has(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.text.contains(text), "`{text}` is not in: {}", self.text);
        }
    }
}

async fn of(response: axum::response::Response) -> Page {
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    Page { status: parts.status, headers: parts.headers, text }
}

/// Asks for a page with headers of one's own.
pub async fn asked(world: &World, path: &str, headers: &[(&str, &str)]) -> Page {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    let page = of(world.send(request.body(Body::empty()).unwrap()).await).await;
    tells_nothing(&page.text);
    page
}

/// Asks for a page as a browser does.
pub async fn visit(world: &World, path: &str) -> Page {
    asked(world, path, &[("accept", BROWSER), ("accept-language", "en")]).await
}

/// Asks for a page of a catalogue that looks like its owner.
pub async fn visit_site(world: &World, site: &str, public_url: Option<&str>, path: &str) -> Page {
    let appearance = Appearance::of(public_url.map(|url| url.parse().unwrap()), toml::from_str(site).unwrap()).unwrap();
    let app = App::new(world.catalog.clone(), Limits::default(), Vec::new()).showing(Site::new(appearance, None));
    let request = Request::get(path).header("accept", BROWSER).header("host", "evil.example").body(Body::empty()).unwrap();
    of(tower::ServiceExt::oneshot(router(app), request).await.unwrap()).await
}

#[tokio::test]
async fn a_record_page_has_all_that_is_known() {
    let world = World::sample().await;
    let answer = world
        .query("{ resources { nodes { slug title description year landingPage producers { nodes { name } } funders { nodes { name } } keywords { nodes { label } } collections { nodes { title } } } } }")
        .await;
    let escaped =
        |text: &str| text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;");
    for resource in answer.at("/resources/nodes").as_array().unwrap() {
        let page = visit(&world, &format!("/resources/{}", resource["slug"].as_str().unwrap())).await;
        assert_eq!(page.status, StatusCode::OK);
        for field in ["title", "landingPage"] {
            if let Some(text) = resource[field].as_str() {
                page.has(&[&escaped(text)]);
            }
        }
        for (list, name) in [("producers", "name"), ("funders", "name"), ("keywords", "label"), ("collections", "title")] {
            for node in resource[list]["nodes"].as_array().unwrap() {
                page.has(&[&escaped(node[name].as_str().unwrap())]);
            }
        }
        // Each statement leads to a source that names file, line and day.
        page.has(&["id=\"source-1\"", "peer-support.txt", "class=\"mark\"", "<time datetime="]);
        assert_eq!(page.text.contains("rel=\"noopener nofollow\""), resource["landingPage"].is_string());
    }
}

#[tokio::test]
async fn the_front_page_answers_three_questions() {
    let world = World::sample().await;
    let page = visit(&world, "/").await;
    page.has(&[
        "Who funds a topic?",
        "What did an organization make?",
        "What is there about",
        "<b>8</b>",
        "peer-support",
        "How complete it is",
    ]);
    page.has(&["action=\"/keywords\"", "action=\"/organizations\"", "action=\"/explore\""]);
    // The years from 2014 to 2021, of which 2014, 2015 and 2021 have resources.
    let bars = page.text.split_once("<ol class=\"bars\"").unwrap().1.split("</ol>").next().unwrap();
    assert_eq!((bars.matches("<li>").count(), bars.matches("<li aria-hidden=\"true\"></li>").count()), (3, 5), "{bars}");
    let german = asked(&world, "/", &[("accept", BROWSER), ("accept-language", "de-AT,de;q=0.9")]).await;
    german.has(&["<html lang=\"de\"", "Wer finanziert ein Thema?"]);
    let spanish = asked(&world, "/?lang=es", &[("accept", BROWSER), ("accept-language", "de")]).await;
    spanish.has(&["<html lang=\"es\"", "¿Quién financia un tema?", "href=\"/explore?lang=es\""]);
    world.import("tides.jsonl", "{\"title\":\"A tide table\"}\n").await;
    visit(&world, "/").await.has(&["<dt>2 sources</dt><dd><bdi>tides</bdi>, <bdi>peer-support</bdi></dd>"]);
    let empty = World::new(crate::harness::Database::sqlite()).await;
    visit(&empty, "/").await.has(&["The catalogue is empty"]);
}

#[tokio::test]
async fn a_catalogue_looks_like_its_owner() {
    let world = World::sample().await;
    let site = "name = 'River <Library>'\ntext = \"\"\"One.\n\nTwo.\"\"\"\n[light]\naccent = '#005a9c'\n[[links]]\ntext = 'Imprint'\nurl = 'https://example.org/imprint'";
    let page = visit_site(&world, site, None, "/").await;
    page.has(&["River &#60;Library&#62;", "<p class=\"lead\" dir=\"auto\">One.</p>", "Two.</p>", "href=\"https://example.org/imprint\""]);
    visit_site(&world, site, None, "/static/style.css").await.has(&["--accent: #005a9c"]);
}

#[tokio::test]
async fn the_script_of_pages_lies_where_they_say() {
    let world = World::sample().await;
    let page = visit_site(&world, "", Some("https://example.org/catalogue"), "/keywords").await;
    page.has(&["data-suggest=\"page\"", "data-suggest-root=\"/catalogue\"", "&#34;results&#34;:&#34;{n} suggestion|{n} suggestions&#34;"]);
    assert!(page.header(header::CONTENT_SECURITY_POLICY).contains("script-src 'self'; connect-src 'self'"));
    let Some((_, rest)) = page.text.split_once("<script type=\"module\" src=\"/catalogue") else {
        assert!(!colophon::http::has_playground(), "the page has no script");
        return;
    };
    let script = visit(&world, rest.split('"').next().unwrap()).await;
    assert_eq!((script.status, script.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/javascript; charset=utf-8"));
    assert!(script.header(header::CACHE_CONTROL).contains("immutable"), "{:?}", script.headers);
    let licences = visit(&world, "/static/explorer-licences.txt").await;
    assert!(licences.text.contains("preact") && licences.header(header::CACHE_CONTROL) == "no-cache", "{:?}", licences.headers);
    assert_eq!(visit(&world, "/static/explorer-.js").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn addresses_come_from_the_public_one_and_never_from_the_host() {
    let world = World::sample().await;
    let url = "https://example.org/catalogue";
    let slug = "supporting-peers-providing-services-at-intercept-0";
    for path in ["/".to_owned(), "/explore".to_owned(), format!("/resources/{slug}"), "/sitemap.xml".to_owned(), "/robots.txt".to_owned()] {
        let page = visit_site(&world, "", Some(url), &path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        assert!(!page.text.contains("evil.example") && !format!("{:?}", page.headers).contains("evil.example"), "{path}");
        // Each root-relative address has the prefix.
        for part in page.text.split([' ', '\n']).filter_map(|word| word.strip_prefix("href=\"").or_else(|| word.strip_prefix("action=\"")))
        {
            assert!(part.starts_with("/catalogue/") || part.starts_with("https://") || part.starts_with('#'), "{path}: {part}");
        }
    }
    let page = visit_site(&world, "", Some(url), &format!("/resources/{slug}")).await;
    page.has(&[
        &format!("<link rel=\"canonical\" href=\"{url}/resources/{slug}\">"),
        &format!("\"@id\":\"{url}/resources/{slug}\""),
        "<meta property=\"og:title\"",
        "hreflang=\"de\"",
    ]);
    assert!(page.header("link").contains(&format!("<{url}/resources/{slug}>; rel=\"cite-as\"")), "{:?}", page.headers);
    let bare = visit_site(&world, "", None, &format!("/resources/{slug}")).await;
    assert!(!bare.text.contains("canonical") && !bare.text.contains("og:url") && !bare.header("link").contains("cite-as"), "{}", bare.text);
    assert_eq!(visit_site(&world, "", None, "/sitemap.xml").await.status, StatusCode::NOT_FOUND);
    let sitemap = visit_site(&world, "", Some(url), "/sitemap.xml?part=resources-1").await;
    sitemap.has(&[&format!("<loc>{url}/resources/{slug}</loc><lastmod>20")]);
    assert_eq!(sitemap.text.matches("<url>").count(), 8);
    for part in ["resources-0", "resources-2", "nothing-1", "resources", "resources-99999999999"] {
        assert_eq!(visit_site(&world, "", Some(url), &format!("/sitemap.xml?part={part}")).await.status, StatusCode::NOT_FOUND, "{part}");
    }
    visit_site(&world, "", Some(url), "/robots.txt").await.has(&["Sitemap: https://example.org/catalogue/sitemap.xml"]);
}
