//! Identifies the client of each request and socket, once, and checks the gate of the route. All routes share this
//! code.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::MethodRouter;
use tracing::info;

use super::App;
use super::admission::Admitted;
use super::error::Refusal;
use super::observe::RequestId;
use super::request::Params;
use super::site::at_gate;
use crate::access::{Caller, Charge, Denied, Fault, Said, client_address};
use crate::policy::Gate;

/// The charge for a request that is refused before its cost is known, so that nonsense is not free.
const REFUSED_COST: u64 = 10;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Puts a route behind a gate. Its handlers find the [`Caller`] as an extension.
pub(super) fn guarded(app: &Arc<App>, gate: Gate, route: MethodRouter<Arc<App>>) -> MethodRouter<Arc<App>> {
    route.layer(middleware::from_fn_with_state((Arc::clone(app), gate), guard))
}

async fn guard(
    State((app, gate)): State<(Arc<App>, Gate)>,
    Extension(RequestId(id)): Extension<RequestId>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = app.address(request.headers(), request.extensions());
    match app.identify(credential(request.headers()), address, gate, &id).await {
        Ok(caller) => {
            let client = caller.client.clone();
            request.extensions_mut().insert(caller);
            let mut response = next.run(request).await;
            // For the access log.
            response.extensions_mut().insert(client);
            response
        }
        Err(refusal) => at_gate(&app, request, refusal).await,
    }
}

/// Returns the credential of a request. Fails when there are several: nobody can tell which one is meant.
fn credential(headers: &HeaderMap) -> Result<Option<&str>, Fault> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Fault::Malformed),
        _ => Err(Fault::Malformed),
    }
}

impl App {
    /// Returns the address of the client.
    pub(super) fn address(&self, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
        // Only tests call a route without a connection.
        let peer = extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        let lines = |name| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
        let said = Said { forwarded_for: lines(FORWARDED_FOR), forwarded: lines(header::FORWARDED) };
        client_address(peer, said, &self.access.policy().trusted_proxies)
    }

    /// Returns the client, if a gate lets it through. A client that it does not let through is charged for the attempt.
    pub(super) async fn identify(
        &self,
        credential: Result<Option<&str>, Fault>,
        address: IpAddr,
        gate: Gate,
        id: &str,
    ) -> Result<Caller, Refusal> {
        let caller = match credential {
            Ok(credential) => self.access.caller(credential, address).await,
            Err(fault) => Err(Denied::Invalid(fault)),
        };
        let denied = match caller.and_then(|caller| caller.pass(gate).map(|()| caller)) {
            Ok(caller) => return Ok(caller),
            Err(denied) => denied,
        };
        if let Denied::Invalid(fault) = denied {
            info!(%fault, %address, request = id, "a credential was refused");
        }
        match self.access.charge(&Caller::unknown(address).client, REFUSED_COST) {
            Some(charge) if !charge.is_paid => Err(Refusal::rate_limited(charge.seconds)),
            _ => Err(Refusal::denied(denied)),
        }
    }

    /// Admits a request, and charges its cost to its client.
    pub(super) fn admit(&self, params: Result<Params, Refusal>, caller: &Caller) -> (Result<Admitted, Refusal>, Option<Charge>) {
        let admitted = params.and_then(|params| self.admission.load().admit(params, caller, self.access.policy().introspection));
        let cost = admitted.as_ref().map_or(REFUSED_COST, |admitted| admitted.cost);
        let charge = self.access.charge(&caller.client, cost);
        let admitted = match charge {
            Some(charge) if !charge.is_paid => Err(Refusal::rate_limited(charge.seconds)),
            _ => admitted,
        };
        if let Err(refusal) = &admitted {
            self.metrics.refused(refusal);
        }
        (admitted, charge)
    }
}

/// Adds the headers of the rate limit to an answer (draft-ietf-httpapi-ratelimit-headers-11, section 3).
pub(super) fn tell(headers: &mut HeaderMap, charge: Charge) {
    let Charge { limit, left, seconds, .. } = charge;
    for (name, value) in [("ratelimit-policy", format!("\"cost\";q={limit};w=60")), ("ratelimit", format!("\"cost\";r={left};t={seconds}"))]
    {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
