//! The page of one thing, and its forms for programs.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use tokio::time::timeout;

use super::ask::PageDocument;
use super::form::Form;
use super::frame::{SiteFrame, VARY, given};
use super::links::PageLinks;
use super::signposts::{self, Signpost};
use super::visit::Visit;
use super::{refused, respond};
use crate::export;
use crate::format::ExportKind;
use crate::http::error::Refusal;

/// The entries of a page of a list.
pub(super) const PAGE: i64 = 30;

/// A thing that has a page.
pub(super) trait Thing: DeserializeOwned {
    /// The first part of the path.
    const NOUN: &'static str;
    /// The export that has it as an object. Without one, it has no JSON.
    const EXPORT: Option<ExportKind>;
    /// The parameters of the address that are cursors, each with the same name in the document.
    const CURSORS: &'static [&'static str];
    /// True when the main list of the page is paged through in both directions, by `after` and `before`.
    const IS_PAGED: bool = false;

    /// Returns its forms.
    fn forms() -> &'static [Form] {
        if Self::EXPORT.is_some() { &Form::ALL } else { &[Form::Html, Form::JsonLd, Form::Linkset] }
    }

    fn document() -> &'static PageDocument;
    fn slug(&self) -> &str;
    fn title(&self) -> &str;
    /// Returns the text that search engines show.
    fn summary(&self) -> String;
    /// Returns its type in schema.org.
    fn kind(&self) -> &'static str;
    /// Returns its persistent name, if a registry gave one.
    fn cite_as(&self) -> Option<String> {
        None
    }
    /// Returns more links for programs.
    fn signposts(&self, _: PageLinks<'_>) -> Vec<Signpost> {
        Vec::new()
    }
    /// Returns it in the terms of schema.org.
    fn data(&self, to: PageLinks<'_>) -> Value;
    fn page(&self, visit: &Visit, frame: SiteFrame<'_>) -> Result<Response, Refusal>;
}

#[derive(Deserialize)]
struct FoundThing<T> {
    thing: Option<T>,
}

/// Answers a request for a thing.
pub(super) async fn show<T: Thing>(visit: Visit, Path(part): Path<String>) -> Response {
    let answer = found::<T>(&visit, &part).await;
    respond(&visit, answer)
}

async fn found<T: Thing>(visit: &Visit, part: &str) -> Result<Response, Refusal> {
    let Some((slug, named)) = Form::named(part, T::forms()) else { return Err(Refusal::not_found()) };
    let FoundThing { thing } = visit.ask::<FoundThing<T>>(T::document(), variables::<T>(visit, slug)).await?;
    let thing = thing.ok_or_else(Refusal::not_found)?;
    let to = visit.links();
    if thing.slug() != slug {
        // The slug is an old one, or that of a node that was found to be this one.
        let ending = named.map_or("", Form::ending);
        return Ok(moved(&to.thing(T::NOUN, &format!("{}{ending}", thing.slug()))));
    }
    let form = named.or_else(|| Form::preferred(&visit.headers, T::forms())).ok_or_else(|| {
        let forms: Vec<String> = T::forms().iter().map(|form| format!("`{}`", form.media_type())).collect();
        Refusal::no_such_form(&forms.join(", "))
    })?;
    let path = format!("/{}/{slug}", T::NOUN);
    let mut signposts = signposts::of(to, &path, thing.cite_as(), thing.kind(), T::forms());
    signposts.extend(thing.signposts(to));
    let mut response = match form {
        Form::Html => {
            let frame = SiteFrame::new(visit, thing.title()).at(T::NOUN, path).described(&thing.summary());
            thing.page(visit, frame.with(T::forms(), signposts.clone(), &thing.data(to)))?
        }
        Form::JsonLd => given(visit, thing.data(to).to_string().into(), form.content_type()),
        Form::Json => given(visit, object::<T>(visit, slug).await?, form.content_type()),
        Form::Linkset => given(visit, signposts::linkset(to, &path, &signposts).to_string().into(), form.content_type()),
    };
    let described = [Signpost {
        media_type: Some(Form::Html.media_type()),
        ..Signpost::new("describes", to.reference(&format!("/{}/{slug}", T::NOUN)))
    }];
    signposts::tell(&mut response, if form == Form::Html { &signposts } else { &described });
    Ok(response)
}

/// Returns the object that exports have for a thing.
async fn object<T: Thing>(visit: &Visit, slug: &str) -> Result<Bytes, Refusal> {
    let kind = T::EXPORT.ok_or_else(Refusal::not_found)?;
    let view = visit.app.view();
    let reading = timeout(visit.app.limits.timeout(), export::lines(kind, slug, &view));
    let object = reading.await.map_err(|_| Refusal::timeout())?.map_err(|error| Refusal::of_field(&error))?;
    object.map(Bytes::from).ok_or_else(Refusal::not_found)
}

/// Returns the variables for the document of a thing.
fn variables<T: Thing>(visit: &Visit, slug: &str) -> Map<String, Value> {
    let mut variables = Map::from_iter([("slug".to_owned(), json!(slug))]);
    variables.extend(visit.parameters(T::CURSORS).map(|(name, cursor)| (name.to_owned(), json!(cursor))));
    if T::IS_PAGED {
        variables.extend(window(visit));
    }
    variables
}

/// Returns the variables that tell which page of a list is asked for.
pub(super) fn window(visit: &Visit) -> Map<String, Value> {
    let [size, cursor] = match (visit.parameter("before"), visit.parameter("after")) {
        (Some(before), _) => [("last", json!(PAGE)), ("before", json!(before))],
        (None, after) => [("first", json!(PAGE)), ("after", json!(after))],
    };
    [size, cursor].map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

/// Returns the answer that sends to another address, for good.
pub(super) fn moved(location: &str) -> Response {
    let location = HeaderValue::from_str(location).map(|location| (header::LOCATION, location));
    match location {
        // A merge can be taken back, so caches must ask again.
        Ok(location) => {
            let fresh = (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            (StatusCode::PERMANENT_REDIRECT, [location, fresh, (header::VARY, VARY)]).into_response()
        }
        Err(_) => refused::plain(Refusal::not_found()),
    }
}
