//! The table of mounts: each path of the server with the gate in front of it, the content security policy of its pages,
//! and its handler. The router is made of it.

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodRouter, get};

use super::agent::{OrganizationProfile, PersonProfile};
use super::collection::Collection;
use super::keyword::KeywordProfile;
use super::refused::not_found;
use super::resource::Resource;
use super::{assets, compare, crosstab, explore, front, list, network, playground, sitemap, thing};
use crate::http::access::guarded;
use crate::http::{App, export, graphql, health, metrics, socket};
use crate::policy::Gate;

/// The policy of pages: nothing of other origins, and no script but files of the program. Linked data is no script.
const PAGE: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";
/// The policy of the playground: no other origins, no inline script, no eval. The editor needs the rest.
const PLAYGROUND: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; font-src 'self' data:; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The policy of files that a browser could open as a page: a logo may be an SVG.
const FILE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// A path and all that belongs to it.
struct Mount {
    path: &'static str,
    /// None for what everybody may ask for, whatever credential is sent.
    gate: Option<Gate>,
    policy: &'static str,
    handler: MethodRouter<Arc<App>>,
}

fn mounts(app: &App) -> Vec<Mount> {
    let access = app.access.policy();
    let read = Some(access.read);
    let mount = |path, gate, policy, handler| Mount { path, gate, policy, handler };
    vec![
        mount("/", read, PAGE, get(front::show)),
        mount("/explore", read, PAGE, get(explore::show)),
        mount("/crosstab", read, PAGE, get(crosstab::show)),
        mount("/compare", read, PAGE, get(compare::show)),
        mount("/network", read, PAGE, get(network::show)),
        mount("/resources", read, PAGE, get(explore::moved)),
        mount("/resources/{slug}", read, PAGE, get(thing::show::<Resource>)),
        mount("/organizations", read, PAGE, get(list::organizations)),
        mount("/organizations/{slug}", read, PAGE, get(thing::show::<OrganizationProfile>)),
        mount("/persons", read, PAGE, get(list::persons)),
        mount("/persons/{slug}", read, PAGE, get(thing::show::<PersonProfile>)),
        mount("/keywords", read, PAGE, get(list::keywords)),
        mount("/keywords/{slug}", read, PAGE, get(thing::show::<KeywordProfile>)),
        mount("/collections", read, PAGE, get(list::collections)),
        mount("/collections/{slug}", read, PAGE, get(thing::show::<Collection>)),
        mount("/sitemap.xml", read, PAGE, get(sitemap::sitemap)),
        mount("/robots.txt", None, PAGE, get(sitemap::robots)),
        mount("/static/{name}", None, FILE, get(assets::file)),
        mount("/export/{file}", read, PAGE, get(export::file).fallback(export::other_method)),
        mount("/playground", Some(access.playground), PLAYGROUND, get(playground::moved)),
        mount("/playground/", Some(access.playground), PLAYGROUND, get(playground::index)),
        mount("/playground/{*path}", Some(access.playground), PLAYGROUND, get(playground::file)),
        mount("/schema.graphql", Some(access.introspection), PAGE, get(playground::schema)),
        mount("/graphql", read, PAGE, get(graphql::get).post(graphql::post).fallback(graphql::other_method)),
        // The first message on the socket may bring the credential.
        mount("/graphql/ws", Some(Gate::Open), PAGE, get(socket::upgrade)),
        mount("/health/live", None, PAGE, get(health::live)),
        mount("/health/ready", None, PAGE, get(health::ready)),
        mount("/metrics", Some(access.metrics), PAGE, get(metrics::metrics)),
    ]
}

/// Returns the router of all mounts, and of the page for all other paths.
pub(in crate::http) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let router = Router::new().fallback(not_found.layer(map_response(|response| protected(response, PAGE))));
    mounts(app).into_iter().fold(router, |router, Mount { path, gate, policy, handler }| {
        let handler = match gate {
            Some(gate) => guarded(app, gate, handler),
            None => handler,
        };
        router.route(path, handler.layer(map_response(move |response| protected(response, policy))))
    })
}

/// Adds the policy to what a browser could show.
#[expect(clippy::unused_async, reason = "the library awaits it")]
async fn protected(mut response: Response, policy: &'static str) -> Response {
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.starts_with("text/html") || content_type.starts_with("image/svg") {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    response
}
