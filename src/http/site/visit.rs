//! A request for a page.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};

use super::form::Form;
use super::language::PageLanguage;
use super::links::PageLinks;
use super::texts::PageTexts;
use crate::access::Caller;
use crate::http::App;
use crate::http::error::Refusal;
use crate::http::observe::RequestId;

/// A request for a page: who asks, for what, and in which language the answer is to be.
pub(in crate::http) struct Visit {
    pub(super) app: Arc<App>,
    pub(super) caller: Caller,
    pub(super) id: Arc<str>,
    pub(super) headers: HeaderMap,
    /// The path, without the prefix that a proxy took away.
    pub(super) path: String,
    /// The parameters of the address, without the language.
    pub(super) query: Vec<(String, String)>,
    /// The language that the address names.
    chosen: Option<PageLanguage>,
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let caller = parts.extensions.get::<Caller>().cloned();
        let caller = caller.unwrap_or_else(|| Caller::unknown(app.address(&parts.headers, &parts.extensions)));
        let id = parts.extensions.get::<RequestId>().map_or_else(|| "-".into(), |RequestId(id)| Arc::clone(id));
        Ok(Self::new(app, caller, id, &parts.headers, &parts.uri))
    }
}

impl Visit {
    pub(in crate::http) fn new(app: &Arc<App>, caller: Caller, id: Arc<str>, headers: &HeaderMap, uri: &Uri) -> Self {
        let query = Query::<Vec<(String, String)>>::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(query)| query);
        let chosen = query.iter().find(|(name, _)| name == "lang").and_then(|(_, tag)| PageLanguage::of(tag));
        let query = query.into_iter().filter(|(name, value)| name != "lang" && !value.is_empty()).collect();
        Self { app: Arc::clone(app), caller, id, headers: headers.clone(), path: uri.path().to_owned(), query, chosen }
    }

    /// Returns the texts of its language.
    pub(super) fn texts(&self) -> &'static PageTexts {
        PageTexts::of(self.chosen.unwrap_or_else(|| PageLanguage::preferred(&self.headers)))
    }

    pub(super) fn links(&self) -> PageLinks<'_> {
        PageLinks::new(self.app.site.public_url(), self.chosen)
    }

    /// Finds out whether the client takes a page, for what has no other form.
    ///
    /// # Errors
    /// When it does not.
    pub(super) fn takes_page(&self) -> Result<(), Refusal> {
        let form = Form::preferred(&self.headers, &[Form::Html]);
        form.map(|_| ()).ok_or_else(|| Refusal::no_such_form("`text/html` here, and as JSON at /graphql"))
    }

    /// Returns a parameter of the address.
    pub(super) fn parameter(&self, wanted: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// Returns the parameters of the address with these names, in their order.
    pub(super) fn parameters<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(move |(name, _)| names.contains(name))
    }
}
