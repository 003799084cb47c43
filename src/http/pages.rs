//! Pages for people: the landing page, the playground, the schema.

use std::io::Read;
use std::sync::Arc;

use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::accept::MediaType;
use super::error::Refusal;
use super::{App, assets};
use crate::access::Caller;

/// The content security policy of the playground: no other origins, no inline script, no eval. The editor needs the
/// rest.
const PLAYGROUND_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; font-src 'self' data:; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE_POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn landing(State(app): State<Arc<App>>, Extension(caller): Extension<Caller>, headers: HeaderMap) -> Response {
    let counts = app.catalog.graph().counts();
    let mut page =
        shown(assets::LANDING, &app, &caller).replace("{{version}}", env!("CARGO_PKG_VERSION")).replace("{{host}}", host(&headers));
    for (name, count) in [
        ("{{resources}}", counts.resources),
        ("{{organizations}}", counts.organizations),
        ("{{persons}}", counts.persons),
        ("{{keywords}}", counts.keywords),
        ("{{collections}}", counts.collections),
    ] {
        page = page.replace(name, &thousands(count));
    }
    html(page, PAGE_POLICY)
}

/// Returns a page without the links that its reader may not open. Each of them stands between two comments.
fn shown(page: &str, app: &App, caller: &Caller) -> String {
    let policy = app.access.policy();
    let mut page = page.to_owned();
    for (part, gate) in [("counts", policy.read), ("playground", policy.playground), ("schema", policy.introspection)] {
        let mark = format!("<!-- {part} -->");
        let parts: Vec<&str> = page.split(&mark).collect();
        if let [before, part, after] = parts[..] {
            page = if caller.pass(gate).is_ok() { [before, part, after].concat() } else { [before, after].concat() };
        }
    }
    page
}

/// Returns the address by which the client knows this server, if it is safe in a page.
fn host(headers: &HeaderMap) -> &str {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let is_plain = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    host.filter(is_plain).unwrap_or("127.0.0.1:8080")
}

pub(super) async fn playground(State(app): State<Arc<App>>, Extension(caller): Extension<Caller>, headers: HeaderMap) -> Response {
    match assets::playground("index.html") {
        Some(file) => embedded(file, &headers),
        None => html(shown(assets::PLAIN, &app, &caller), PLAYGROUND_POLICY),
    }
}

pub(super) async fn playground_file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match assets::playground(&path) {
        Some(file) => embedded(file, &headers),
        None => Refusal::not_found().answer(MediaType::Json),
    }
}

pub(super) async fn static_file(Path(name): Path<String>) -> Response {
    match assets::page(&name) {
        Some((media_type, text)) => {
            ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=3600")], text).into_response()
        }
        None => Refusal::not_found().answer(MediaType::Json),
    }
}

pub(super) async fn schema(State(app): State<Arc<App>>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], crate::graphql::sdl(&app.schema)).into_response()
}

fn html(page: String, policy: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, page).into_response()
}

/// Returns a file of the playground, compressed when the client accepts that.
fn embedded(file: &assets::File, request: &HeaderMap) -> Response {
    let has = |name, text: &str| request.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(text));
    let mut headers = HeaderMap::new();
    // Vite puts a hash of the content into the names below `assets/`; the others are looked at anew each time.
    let lasting = file.path.starts_with("assets/");
    let cache = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::ETAG, HeaderValue::from_static(file.etag));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PLAYGROUND_POLICY));
    if has(header::IF_NONE_MATCH, file.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    if has(header::ACCEPT_ENCODING, "gzip") {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return (headers, file.gzip).into_response();
    }
    let mut plain = Vec::new();
    match flate2::read::GzDecoder::new(file.gzip).read_to_end(&mut plain) {
        Ok(_) => (headers, plain).into_response(),
        Err(cause) => {
            tracing::error!(%cause, path = file.path, "an embedded file cannot be read");
            Refusal::internal("-").answer(MediaType::Json)
        }
    }
}

/// Writes a number for people: `1234567` is `1,234,567`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_parted() {
        let texts = [0, 999, 1_000, 1_234_567].map(super::thousands);
        assert_eq!(texts, ["0", "999", "1,000", "1,234,567"]);
    }
}
