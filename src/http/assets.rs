//! Files that the program carries.

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

/// Returns the media type and the text of a file of our own pages.
pub(super) fn page(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "landing.css" => ("text/css; charset=utf-8", include_str!("pages/landing.css")),
        "plain.css" => ("text/css; charset=utf-8", include_str!("pages/plain.css")),
        "plain.js" => ("text/javascript; charset=utf-8", include_str!("pages/plain.js")),
        "mark.svg" => ("image/svg+xml", include_str!("pages/mark.svg")),
        _ => return None,
    })
}

/// The landing page, with places for the counts.
pub(super) const LANDING: &str = include_str!("pages/landing.html");
/// The page that runs queries when there is no playground.
pub(super) const PLAIN: &str = include_str!("pages/plain.html");
