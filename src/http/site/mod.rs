//! The pages for people, and the files that programs read at the same addresses.
//!
//! A page is a document and a template. The document asks the graph, as any client could; the template shows the answer.
//! Pages work without JavaScript.

mod agent;
mod answer;
mod ask;
mod assets;
mod collection;
mod compare;
mod crosstab;
mod explore;
mod files;
mod form;
mod frame;
mod front;
mod jsonld;
mod keyword;
mod language;
mod links;
mod list;
mod mounts;
mod network;
mod picture;
mod playground;
mod refused;
mod resource;
mod signposts;
mod sitemap;
mod sources;
mod texts;
mod thing;
mod visit;
mod words;

use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

pub use self::assets::{Logo, has_playground};
pub(super) use self::links::PageLinks;
pub(super) use self::mounts::router;
pub(super) use self::playground::sent;
pub(super) use self::refused::at_gate;
use self::visit::Visit;
use super::error::Refusal;
use crate::appearance::{Appearance, PublicUrl};

/// The documents of all pages.
#[cfg(test)]
static DOCUMENTS: [&ask::PageDocument; 17] = [
    &agent::ORGANIZATION,
    &agent::PERSON,
    &collection::DOCUMENT,
    &compare::DOCUMENT,
    &compare::PAIR,
    &crosstab::DOCUMENT,
    &crosstab::GIVEN,
    &explore::COUNT,
    &explore::DOCUMENT,
    &front::DOCUMENT,
    &keyword::DOCUMENT,
    &list::COLLECTIONS,
    &list::KEYWORDS,
    &list::ORGANIZATIONS,
    &list::PERSONS,
    &network::DOCUMENT,
    &resource::DOCUMENT,
];

/// The settings that all pages share.
#[derive(Debug)]
pub struct Site {
    appearance: Appearance,
    logo: Option<Logo>,
    style: String,
    /// A hash of the stylesheet and the logo. It stands in their addresses, so that browsers may keep them.
    version: String,
}

impl Site {
    /// Makes the settings of the pages.
    pub fn new(appearance: Appearance, logo: Option<Logo>) -> Self {
        let style = assets::style(&appearance);
        let mut digest = Sha256::new().chain_update(&style);
        if let Some(logo) = &logo {
            digest.update(logo.bytes());
        }
        let version = URL_SAFE_NO_PAD.encode(digest.finalize()).chars().take(12).collect();
        Self { appearance, logo, style, version }
    }

    fn has_logo(&self) -> bool {
        self.logo.is_some()
    }

    pub(super) fn public_url(&self) -> Option<&PublicUrl> {
        self.appearance.public_url.as_ref()
    }
}

impl Default for Site {
    fn default() -> Self {
        Self::new(Appearance::default(), None)
    }
}

/// Returns the answer to a request for a page, or the page that tells of its failure.
fn respond(visit: &Visit, answer: Result<Response, Refusal>) -> Response {
    answer.unwrap_or_else(|refusal| refused::answer(visit, refusal))
}
