//! Files that the program carries, and the logo of the catalogue.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::visit::Visit;
use super::{Site, refused};
use crate::appearance::{Appearance, Colours, DARK, LIGHT};
use crate::http::App;
use crate::http::error::Refusal;

/// The address of a file has a hash of its content, so it may be kept for good.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// A file of the playground, compressed by the build.
#[derive(Debug)]
pub(super) struct File {
    /// Its path below `/playground/`.
    pub(super) path: &'static str,
    /// Its `Content-Type`.
    pub(super) media_type: &'static str,
    /// Its content.
    pub(super) gzip: &'static [u8],
    /// Its `ETag`.
    pub(super) etag: &'static str,
}

/// The playground as Vite built it, by path; empty when the build had no Node.
static PLAYGROUND: &[File] = include!(concat!(env!("OUT_DIR"), "/playground.rs"));

/// Returns true when the build made the playground.
pub const fn has_playground() -> bool {
    !PLAYGROUND.is_empty()
}

/// Returns a file of the playground.
pub(super) fn playground(path: &str) -> Option<&'static File> {
    PLAYGROUND.iter().find(|file| file.path == path)
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
        ("plain.js", _) => ("text/javascript; charset=utf-8", Bytes::from_static(include_bytes!("plain.js"))),
        ("mark.svg", _) => ("image/svg+xml", Bytes::from_static(include_bytes!("mark.svg"))),
        ("logo", Some(logo)) => (logo.media_type, logo.bytes.clone()),
        _ => return refused::answer(&visit, Refusal::not_found()),
    };
    let cache = if visit.parameter("v").is_some() { FOR_GOOD } else { "public, max-age=3600" };
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache)], content).into_response()
}
