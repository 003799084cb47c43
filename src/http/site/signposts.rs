//! Links for programs, on pages and in the header `Link` (FAIR Signposting, levels 1 and 2; RFC 8288; RFC 9264).

use std::fmt::Write as _;

use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::form::Form;
use super::links::PageLinks;

/// The most bytes of the header. Links that do not fit are in the linkset.
const LONGEST: usize = 4_096;

/// A link for programs.
#[derive(Debug, Clone)]
pub(super) struct Signpost {
    pub(super) rel: &'static str,
    pub(super) href: String,
    pub(super) media_type: Option<&'static str>,
}

impl Signpost {
    pub(super) fn new(rel: &'static str, href: impl Into<String>) -> Self {
        Self { rel, href: href.into(), media_type: None }
    }

    fn header(&self) -> String {
        let mut text = format!("<{}>; rel=\"{}\"", self.href, self.rel);
        if let Some(media_type) = self.media_type {
            // Writing to a string does not fail.
            let _ = write!(text, "; type=\"{media_type}\"");
        }
        text
    }
}

/// Returns the links that the page of every thing has: its name, its forms, its kinds.
pub(super) fn of(to: PageLinks<'_>, path: &str, cite_as: Option<String>, kind: &str, forms: &[Form]) -> Vec<Signpost> {
    let mut signposts: Vec<Signpost> =
        cite_as.or_else(|| to.absolute(path)).map(|href| Signpost::new("cite-as", href)).into_iter().collect();
    signposts.extend(["AboutPage", kind].map(|kind| Signpost::new("type", format!("https://schema.org/{kind}"))));
    signposts.extend(forms.iter().filter_map(|form| {
        let href = to.plain(&format!("{path}{}", form.ending()));
        Some(Signpost { rel: form.rel()?, href, media_type: Some(form.media_type()) })
    }));
    signposts
}

/// Returns true for an address that can stand between the brackets of a header.
fn is_plain(href: &str) -> bool {
    href.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\\'))
}

/// Adds the header `Link`.
pub(super) fn tell(response: &mut Response, signposts: &[Signpost]) {
    let mut line = String::new();
    for signpost in signposts.iter().filter(|signpost| is_plain(&signpost.href)) {
        let link = signpost.header();
        if line.len() + link.len() > LONGEST {
            continue;
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(&link);
    }
    if let Ok(value) = HeaderValue::try_from(line).map_err(|_| ()).and_then(|value| if value.is_empty() { Err(()) } else { Ok(value) }) {
        response.headers_mut().insert(header::LINK, value);
    }
}

/// Returns the links as a document.
pub(super) fn linkset(to: PageLinks<'_>, path: &str, signposts: &[Signpost]) -> Value {
    let mut context = Map::from_iter([("anchor".to_owned(), json!(to.reference(path)))]);
    for signpost in signposts.iter().filter(|signpost| signpost.rel != "linkset") {
        let mut target = json!({ "href": signpost.href });
        if let (Some(media_type), Some(target)) = (signpost.media_type, target.as_object_mut()) {
            target.insert("type".to_owned(), json!(media_type));
        }
        if let Some(targets) = context.entry(signpost.rel).or_insert_with(|| json!([])).as_array_mut() {
            targets.push(target);
        }
    }
    json!({ "linkset": [context] })
}
