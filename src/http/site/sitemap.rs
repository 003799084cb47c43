//! For search engines: `robots.txt`, and the addresses of all pages (<https://www.sitemaps.org/protocol.html>).
//!
//! The list of addresses is read from the snapshot, not asked of the API: a document gives 100 entries at most, and a file
//! has 50,000.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::frame::given;
use super::respond;
use super::visit::Visit;
use crate::catalog::{LISTS, PageAddresses};
use crate::http::App;
use crate::http::error::Refusal;
use crate::policy::Gate;

const XML: &str = "application/xml";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// The addresses of a file: the most that the protocol allows.
const PART: u32 = 50_000;

/// Answers `/robots.txt`. Crawlers need no search results: the sitemap has all pages.
pub(super) async fn robots(State(app): State<Arc<App>>) -> Response {
    let prefix = app.site.public_url().map_or("", |url| url.prefix());
    let mut text = "User-agent: *\n".to_owned();
    if app.access.policy().read == Gate::Open {
        for path in ["/graphql", "/playground", "/export/", "/*?"] {
            // Writing to a string does not fail.
            let _ = writeln!(text, "Disallow: {prefix}{path}");
        }
        if let Some(url) = app.site.public_url() {
            let _ = writeln!(text, "Allow: {prefix}/sitemap.xml\n\nSitemap: {url}/sitemap.xml");
        }
    } else {
        let _ = writeln!(text, "Disallow: {prefix}/");
    }
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text).into_response()
}

/// Answers `/sitemap.xml`: the index, or with `part` one of its files.
pub(super) async fn sitemap(visit: Visit) -> Response {
    let answer = file(&visit).await;
    respond(&visit, answer)
}

async fn file(visit: &Visit) -> Result<Response, Refusal> {
    // The protocol demands absolute addresses.
    let base = visit.app.site.public_url().map(ToString::to_string);
    let base = base.ok_or_else(|| Refusal::missing("A sitemap has absolute addresses: start the server with `--public-url`."))?;
    let graph = visit.app.catalog.addresses();
    let text = match visit.parameter("part") {
        None => index(&graph, &base),
        Some(name) => {
            let wanted =
                name.rsplit_once('-').and_then(|(list, number)| Some((list.to_owned(), number.parse::<u32>().ok()?.checked_sub(1)?)));
            let (list, number) = wanted.ok_or_else(Refusal::not_found)?;
            // A file of 50,000 addresses takes some milliseconds: other requests need not wait for it.
            let part = tokio::task::spawn_blocking(move || part(&graph, &base, &list, number)).await;
            part.map_err(|_| Refusal::internal(&visit.id))?.ok_or_else(Refusal::not_found)?
        }
    };
    Ok(given(visit, text.into(), XML))
}

fn index(graph: &PageAddresses, base: &str) -> String {
    let mut text = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for list in LISTS {
        for number in 1..=graph.places(list).div_ceil(PART) {
            // Writing to a string does not fail.
            let _ = writeln!(text, "<sitemap><loc>{base}/sitemap.xml?part={list}-{number}</loc></sitemap>");
        }
    }
    text.push_str("</sitemapindex>\n");
    text
}

fn part(graph: &PageAddresses, base: &str, list: &str, number: u32) -> Option<String> {
    let start = number.checked_mul(PART)?;
    let list = LISTS.into_iter().find(|known| *known == list && start < graph.places(known))?;
    let mut text = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">\n");
    for address in graph.between(list, start..start.saturating_add(PART)) {
        // A slug has letters, digits and hyphens only.
        let _ = write!(text, "<url><loc>{base}/{}/{}</loc>", address.noun, address.slug);
        if let Some(changed) = address.changed {
            let _ = write!(text, "<lastmod>{}</lastmod>", changed.format("%Y-%m-%dT%H:%M:%SZ"));
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    Some(text)
}
