//! The frame that all pages share: head, masthead, foot.

use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::form::Form;
use super::language::PageLanguage;
use super::links::PageLinks;
use super::signposts::Signpost;
use super::texts::PageTexts;
use super::visit::Visit;
use super::{Site, assets};
use crate::http::caching;
use crate::http::error::Refusal;

/// The request headers that a page depends on.
pub(super) const VARY: HeaderValue = HeaderValue::from_static("accept, accept-language, authorization");

/// The part of a page that is not its content.
pub(super) struct SiteFrame<'a> {
    pub(super) site: &'a Site,
    pub(super) t: &'static PageTexts,
    pub(super) to: PageLinks<'a>,
    /// The title, without the name of the catalogue.
    pub(super) title: String,
    pub(super) description: String,
    /// The path of the page. None for a page that search engines should leave out.
    pub(super) canonical: Option<String>,
    /// The forms of the thing, if the page is about one.
    pub(super) forms: &'static [Form],
    /// The links that programs can follow.
    pub(super) signposts: Vec<Signpost>,
    /// Linked data, ready to stand in a page.
    pub(super) data: Option<String>,
    pub(super) languages: Vec<(PageLanguage, String)>,
    pub(super) has_playground: bool,
    pub(super) has_schema: bool,
    /// The words that were searched for.
    pub(super) searched: &'a str,
    /// The part of the menu that the page belongs to.
    pub(super) noun: &'static str,
    /// The parameters of the address, without the language.
    pub(super) query: Vec<(&'a str, &'a str)>,
}

impl<'a> SiteFrame<'a> {
    pub(super) fn new(visit: &'a Visit, title: impl Into<String>) -> Self {
        let policy = visit.app.access.policy();
        let to = visit.links();
        let query: Vec<(&str, &str)> = visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Self {
            site: &visit.app.site,
            t: visit.texts(),
            to,
            title: title.into(),
            description: String::new(),
            canonical: None,
            forms: &[],
            signposts: Vec::new(),
            data: None,
            languages: PageLanguage::ALL.map(|language| (language, to.in_language(language, &visit.path, &query))).into(),
            has_playground: visit.caller.pass(policy.playground).is_ok(),
            has_schema: visit.caller.pass(policy.introspection).is_ok(),
            searched: "",
            noun: "",
            query,
        }
    }

    /// Sets the text that search engines and other sites show: the beginning of a text, on one line.
    pub(super) fn described(mut self, text: &str) -> Self {
        const LONGEST: usize = 200;
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.description = match line.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        };
        self
    }

    /// Says where the page belongs: its path, and its part of the menu.
    pub(super) fn at(self, noun: &'static str, path: impl Into<String>) -> Self {
        Self { noun, canonical: Some(path.into()), ..self }
    }

    /// Says where a list belongs. Search engines are shown the whole list only, not the states of its address.
    pub(super) fn of_list(self, visit: &Visit, noun: &'static str, path: impl Into<String>) -> Self {
        if visit.query.is_empty() { self.at(noun, path) } else { Self { noun, ..self } }
    }

    pub(super) fn with(self, forms: &'static [Form], signposts: Vec<Signpost>, data: &Value) -> Self {
        Self { forms, signposts, data: Some(embedded(data)), ..self }
    }

    pub(super) const fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Returns the pages of the menu, each with its words.
    pub(super) const fn menu(&self) -> [(&'static str, &'static str); 6] {
        let t = self.t;
        [
            ("explore", t.explore),
            ("crosstab", t.crosstab),
            ("organizations", t.organizations),
            ("persons", t.persons),
            ("keywords", t.keywords),
            ("collections", t.collections),
        ]
    }

    pub(super) fn style(&self) -> String {
        self.to.plain(&format!("/static/style.css?v={}", self.site.version))
    }

    /// Returns the address of the script of all pages, if the build made it.
    pub(super) fn script(&self) -> Option<String> {
        assets::script().map(|path| self.to.plain(&path))
    }

    /// Returns the words of the type-ahead in the language of the page, as JSON. A script writes no words of its own.
    pub(super) fn suggest_words(&self) -> String {
        let t = self.t;
        serde_json::json!({
            "resource": t.resource, "organization": t.organization, "person": t.person, "keyword": t.keyword,
            "collection": t.collection, "funder": t.funder, "maker": t.maker, "results": t.n_suggestions,
        })
        .to_string()
    }

    pub(super) fn logo(&self) -> String {
        let name = if self.site.has_logo() { "logo" } else { "mark.svg" };
        self.to.plain(&format!("/static/{name}?v={}", self.site.version))
    }

    /// Returns the address of the page with the next part of one of its lists.
    pub(super) fn more(&self, list: &str, cursor: &str) -> String {
        format!("{}#{list}", self.to.with(self.canonical.as_deref().unwrap_or_default(), &[(list, cursor)]))
    }

    /// Returns the address of another page of the list.
    pub(super) fn turned(&self, path: &str, direction: &str, cursor: &str) -> String {
        let others = self.query.iter().copied().filter(|(name, _)| !matches!(*name, "after" | "before"));
        self.to.with(path, &others.chain([(direction, cursor)]).collect::<Vec<_>>())
    }

    /// Returns the forms of the thing for programs, each with its address.
    pub(super) fn forms(&self) -> impl Iterator<Item = (&'static Form, String)> {
        let path = self.canonical.as_deref().unwrap_or_default();
        let others = self.forms.iter().filter(|form| form.rel().is_some());
        others.map(move |form| (form, self.to.plain(&format!("{path}{}", form.ending()))))
    }

    /// Returns the absolute address of the page, if it has one.
    pub(super) fn address(&self) -> Option<String> {
        self.to.absolute(self.canonical.as_deref()?)
    }

    /// Returns the absolute address of the page in a language.
    pub(super) fn address_in(&self, language: &PageLanguage) -> Option<String> {
        Some(format!("{}?lang={}", self.address()?, language.code()))
    }
}

/// Returns linked data as it may stand in a page: no text in it can end the element that holds it.
fn embedded(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Returns a page as an answer: whole, or 304 for a browser that has it.
pub(super) fn page(visit: &Visit, template: &impl askama::Template) -> Result<Response, Refusal> {
    let html = render(visit, template)?;
    Ok(given(visit, html.into(), Form::Html.content_type()))
}

/// Returns an answer that caches may keep as long as answers of the graph.
pub(super) fn given(visit: &Visit, body: Bytes, content_type: &'static str) -> Response {
    let mut response = caching::answer(body, content_type, &visit.headers, visit.app.freshness);
    response.headers_mut().insert(header::VARY, VARY);
    response
}

/// Returns a page that tells of a failure. No cache may keep it.
pub(super) fn failure(visit: &Visit, status: StatusCode, template: &impl askama::Template) -> Result<Response, Refusal> {
    let html = render(visit, template)?;
    let content_type = (header::CONTENT_TYPE, HeaderValue::from_static(Form::Html.content_type()));
    Ok((status, [content_type, caching::NEVER, (header::VARY, VARY)], html).into_response())
}

fn render(visit: &Visit, template: &impl askama::Template) -> Result<String, Refusal> {
    template.render().map_err(|cause| {
        tracing::error!(%cause, request = &*visit.id, "a page cannot be written");
        Refusal::internal(&visit.id)
    })
}
