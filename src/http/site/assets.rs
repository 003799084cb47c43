//! Files that the program carries, and the logo of the catalogue.

use std::io::Read;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::visit::Visit;
use super::{Site, refused};
use crate::appearance::{Appearance, Colours, DARK, LIGHT};
use crate::http::App;
use crate::http::error::Refusal;

/// The address of a file has a hash of its content, so it may be kept for good.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// The media type of scripts.
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file of a bundle, compressed by the build.
#[derive(Debug)]
pub(super) struct File {
    /// Its path below the address of the bundle.
    path: &'static str,
    /// Its `Content-Type`.
    media_type: &'static str,
    /// Its content.
    gzip: &'static [u8],
    /// Its `ETag`.
    etag: &'static str,
}

/// The playground as Vite built it; empty when the build had no Node. It lies below `/playground/`.
static PLAYGROUND: &[File] = include!(concat!(env!("OUT_DIR"), "/playground.rs"));
/// The scripts of pages as Vite built them; empty when the build had no Node. They lie below `/static/`.
static EXPLORER: &[File] = include!(concat!(env!("OUT_DIR"), "/explorer.rs"));

/// Returns true when the build made the playground.
pub const fn has_playground() -> bool {
    !PLAYGROUND.is_empty()
}

/// Returns a file of the playground.
pub(super) fn playground(path: &str) -> Option<&'static File> {
    PLAYGROUND.iter().find(|file| file.path == path)
}

/// Returns the path of the script of all pages, if the build made it. Its name has a hash of its content.
pub(super) fn script() -> Option<String> {
    EXPLORER.iter().find(|file| file.is_script() && file.path.starts_with("explorer-")).map(|file| format!("/static/{}", file.path))
}

impl File {
    fn is_script(&self) -> bool {
        self.media_type == SCRIPT
    }

    /// Returns the file, compressed when the client accepts that. With a name that tells its content it may be kept for good.
    pub(super) fn answer(&self, request: &HeaderMap, is_named_by_content: bool) -> Response {
        let has = |name, text: &str| request.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(text));
        let mut headers = HeaderMap::new();
        let cache = if is_named_by_content { FOR_GOOD } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::ETAG, HeaderValue::from_static(self.etag));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if has(header::IF_NONE_MATCH, self.etag) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        if has(header::ACCEPT_ENCODING, "gzip") {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            return (headers, self.gzip).into_response();
        }
        let mut plain = Vec::new();
        match flate2::read::GzDecoder::new(self.gzip).read_to_end(&mut plain) {
            Ok(_) => (headers, plain).into_response(),
            Err(cause) => {
                tracing::error!(%cause, path = self.path, "an embedded file cannot be read");
                refused::plain(Refusal::internal("-"))
            }
        }
    }
}

/// The logo of a catalogue.
#[derive(Debug, Clone)]
pub struct Logo {
    media_type: &'static str,
    bytes: Bytes,
}

impl Logo {
    /// Makes a logo of the content of a file. The ending of its name tells the format.
    ///
    /// # Errors
    /// A message, when it is no image that browsers show.
    pub fn new(name: &str, bytes: Vec<u8>) -> Result<Self, String> {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let media_type = match ending.as_str() {
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "webp" => "image/webp",
            "gif" => "image/gif",
            _ => return Err("a logo is an image: svg, png, jpg, webp or gif".to_owned()),
        };
        Ok(Self { media_type, bytes: bytes.into() })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Returns the stylesheet of all pages, with the colours of the operator.
pub(super) fn style(appearance: &Appearance) -> String {
    let mut style = include_str!("style.css").to_owned();
    let variables =
        |colours: Colours| format!(":root {{ --paper: {}; --ink: {}; --accent: {}; }}", colours.paper, colours.ink, colours.accent);
    if appearance.light != LIGHT {
        style.push_str(&format!("\n@media not all and (prefers-color-scheme: dark) {{ {} }}\n", variables(appearance.light)));
    }
    if appearance.dark != DARK {
        style.push_str(&format!("\n@media screen and (prefers-color-scheme: dark) {{ {} }}\n", variables(appearance.dark)));
    }
    style
}

/// Answers a request for a file.
pub(super) async fn file(Path(name): Path<String>, State(app): State<Arc<App>>, visit: Visit) -> Response {
    let site: &Site = &app.site;
    let (media_type, content) = match (name.as_str(), &site.logo) {
        ("style.css", _) => ("text/css; charset=utf-8", Bytes::from(site.style.clone())),
        ("plain.js", _) => (SCRIPT, Bytes::from_static(include_bytes!("plain.js"))),
        ("mark.svg", _) => ("image/svg+xml", Bytes::from_static(include_bytes!("mark.svg"))),
        ("logo", Some(logo)) => (logo.media_type, logo.bytes.clone()),
        _ => {
            return match EXPLORER.iter().find(|file| file.path == name) {
                // The name of a script has a hash of its content.
                Some(file) => file.answer(&visit.headers, file.is_script()),
                None => refused::answer(&visit, Refusal::not_found()),
            };
        }
    };
    let cache = if visit.parameter("v").is_some() { FOR_GOOD } else { "public, max-age=3600" };
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache)], content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_pages_are_small() {
        let scripts: usize = EXPLORER.iter().filter(|file| file.is_script()).map(|file| file.gzip.len()).sum();
        assert!(scripts <= 45_000, "{scripts} bytes");
        assert_eq!(script().is_some(), has_playground());
    }
}
