//! `/export/FILE`: lists and counts as files.

mod body;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use tower_http::compression::predicate::NotForContentType;
use tracing::warn;

use super::accept::MediaType;
use super::error::Refusal;
use super::observe::RequestId;
use super::{App, access, admission, caching};
use crate::access::Caller;
use crate::catalog;
use crate::export::{Export, Parameters, Topic};
use crate::format::Format;

/// Workbooks are packed already.
pub(super) const NOT_PACKED: NotForContentType = NotForContentType::const_new("application/vnd.openxmlformats-officedocument");

/// The charge for an export: it reads more than any query may.
const COST: u64 = 1_000;
/// A client that found no place for its export may ask again after so many seconds.
const PAUSE: u64 = 15;

pub(super) async fn other_method() -> Response {
    Refusal::method("Exports are asked for with GET.", "GET, HEAD", "BAD_REQUEST").answer(MediaType::Json)
}

pub(super) async fn file(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Extension(RequestId(id)): Extension<RequestId>,
    Path(file): Path<String>,
    request: Request,
) -> Response {
    let charge = app.access.charge(&caller.client, COST);
    let mut response = match charge {
        Some(charge) if !charge.is_paid => Refusal::rate_limited(charge.seconds).answer(MediaType::Json),
        _ => respond(&app, &caller, &file, &request.into_parts().0, &id).await.unwrap_or_else(|refusal| refusal.answer(MediaType::Json)),
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept, authorization"));
    if let Some(charge) = charge {
        access::tell(headers, charge);
    }
    response
}

async fn respond(app: &Arc<App>, caller: &Caller, file: &str, request: &Parts, id: &str) -> Result<Response, Refusal> {
    let (topic, format) = named(file, &request.headers)?;
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&request.uri)
        .map_err(|_| Refusal::bad_request("The query string cannot be read: it holds names and values, percent-encoded in UTF-8."))?;
    let export = export(app, caller, topic, format, pairs.clone()).await?;
    let tag = |state| tag(app, file, format, &pairs, state);
    let now = tag(app.catalog.state());
    if let Some(held) = caching::held(&request.headers, &now) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, held), app.freshness.header()]).into_response());
    }
    let name = export.file_name();
    if request.method == Method::HEAD {
        return Ok((headers(app, format, &name, &now), Body::empty()).into_response());
    }
    let place = Arc::clone(&app.exports).try_acquire_owned().map_err(|_| Refusal::too_many_exports(PAUSE))?;
    let deadline = Instant::now() + Duration::from_secs(app.limits.export_timeout);
    let begun = export.begin(&app.catalog, deadline).await.map_err(|error| Refusal::of_field(&error))?;
    let headers = headers(app, format, &name, &tag(begun.state));
    let body = body::of(begun, place, deadline, id).await.map_err(|failure| {
        warn!(error = %failure, request = id, "an export failed before its first byte");
        Refusal::internal(id)
    })?;
    Ok((headers, body).into_response())
}

/// The export that is asked for, checked.
async fn export(
    app: &App,
    caller: &Caller,
    topic: Topic,
    format: &'static Format,
    pairs: Vec<(String, String)>,
) -> Result<Export, Refusal> {
    let refused = |error| Refusal::of_field(&error);
    let parameters = Parameters::of(topic, pairs).map_err(refused)?;
    let export = Export::new(topic, format, parameters).map_err(refused)?;
    for (name, value) in export.variables() {
        admission::admit_value(name, value, &app.limits)?;
    }
    let reads_schema = caller.pass(app.access.policy().introspection).is_ok();
    export.check(&app.validator, reads_schema).await.map_err(refused)?;
    Ok(export)
}

/// The export that a file name means. Without an ending, the client's types choose the format.
fn named(file: &str, headers: &HeaderMap) -> Result<(Topic, &'static Format), Refusal> {
    let (name, ending) = file.split_once('.').map_or((file, None), |(name, ending)| (name, Some(ending)));
    let topic = Topic::named(name).ok_or_else(|| {
        let names: Vec<&str> = Topic::all().map(Topic::name).collect();
        Refusal::missing(format!("There is no export of this name; there are {}.", names.join(", ")))
    })?;
    let all = |text: fn(&Format) -> &str| topic.formats().map(text).collect::<Vec<_>>().join(", ");
    let Some(ending) = ending else {
        let accepted = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        let is_accepted = |format: &&Format| format.media_types.iter().any(|media_type| accepted.contains(media_type));
        let format = topic.formats().find(is_accepted).ok_or_else(|| {
            let types = all(|format| format.media_types.first().copied().unwrap_or_default());
            Refusal::no_such_type(format!(
                "Name the format: put one of {} behind a point, or `Accept` one of {types}.",
                all(|format| format.name)
            ))
        })?;
        return Ok((topic, format));
    };
    let format = topic.formats().find(|format| format.name == ending).ok_or_else(|| {
        let files: Vec<String> = topic.formats().map(|format| format!("/export/{name}.{}", format.name)).collect();
        Refusal::missing(format!("There is no such file; there are {}.", files.join(", ")))
    })?;
    Ok((topic, format))
}

fn headers(app: &App, format: &Format, name: &str, tag: &str) -> HeaderMap {
    let media_type = format.media_types.first().copied().unwrap_or_default();
    let media_type =
        if media_type.starts_with("text/") { format!("{media_type}; charset=utf-8; header=present") } else { media_type.to_owned() };
    let (cache, freshness) = app.freshness.header();
    let all = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        // Weak: the bytes of a workbook tell when it was made.
        (header::ETAG, format!("W/\"{tag}\"")),
    ];
    let values = all.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::try_from(value).ok()?)));
    values.chain([(cache, freshness)]).collect()
}

/// The tag of a file: of the request, the state of the catalogue and the program.
fn tag(app: &App, file: &str, format: &Format, pairs: &[(String, String)], state: catalog::State) -> String {
    let mut digest = Sha256::new();
    let told = format!("{} {:08x} {state:?} {file} {}", env!("CARGO_PKG_VERSION"), app.catalog.catalogue(), format.name);
    digest.update(told.as_bytes());
    for (name, value) in pairs {
        for text in [name, value] {
            digest.update(text.len().to_le_bytes());
            digest.update(text.as_bytes());
        }
    }
    let digest = digest.finalize();
    let (half, _) = digest.split_at(digest.len() / 2);
    URL_SAFE_NO_PAD.encode(half)
}
