//! Event streams: GraphQL over Server-Sent Events, distinct connections mode (graphql-sse, `PROTOCOL.md`).

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Response as Answer;
use async_graphql::parser::types::OperationType;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::App;
use super::admission::Admitted;
use super::error::Refusal;
use super::execute::{self, Abort};
use crate::access::{Denied, Fault};

/// The most answers that wait for their reader.
const WAITING: usize = 16;

/// Returns the stream of the answers of an operation.
pub(super) fn stream(app: &Arc<App>, admitted: Admitted, id: &str) -> Response {
    let (sender, answers) = mpsc::channel(WAITING);
    let (app, id) = (Arc::clone(app), id.to_owned());
    let every = Duration::from_secs(app.limits.ping_interval);
    let work = tokio::spawn(async move {
        if admitted.kind == OperationType::Subscription {
            let caller = admitted.caller.clone();
            return tokio::select! {
                ended = app.follow(admitted, &id, sender) => ended,
                () = app.access.ended(&caller) => Err(Refusal::denied(Denied::Invalid(Fault::Expired))),
            };
        }
        // When the reader has gone, the answer is dropped.
        let _ = sender.send(app.execute(admitted, &id).await?).await;
        Ok(())
    });
    Sse::new(events(Running { answers, _abort: Abort(work.abort_handle()), work }).chain(complete()))
        .keep_alive(KeepAlive::new().interval(every))
        .into_response()
}

/// Returns the stream that tells that the document is at fault.
pub(super) fn refused(refusal: &Refusal) -> Response {
    Sse::new(stream::iter([Ok::<_, Infallible>(next(refusal.body()))]).chain(complete())).into_response()
}

/// A running operation. It stops when its reader does.
struct Running {
    answers: mpsc::Receiver<Answer>,
    work: JoinHandle<Result<(), Refusal>>,
    _abort: Abort,
}

fn events(running: Running) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(Some(running), async |running| {
        let mut running = running?;
        if let Some(answer) = running.answers.recv().await {
            let text = execute::encode(&answer).unwrap_or_else(|_| Refusal::internal("-").body());
            return Some((Ok(next(text)), Some(running)));
        }
        let refusal = match (&mut running.work).await {
            Ok(Ok(())) => return None,
            Ok(Err(refusal)) => refusal,
            Err(_) => Refusal::internal("-"),
        };
        Some((Ok(next(refusal.body())), None))
    })
}

fn next(data: String) -> Event {
    Event::default().event("next").data(data)
}

/// Returns the last event. It has data, because browsers do not deliver events without data.
fn complete() -> impl Stream<Item = Result<Event, Infallible>> {
    stream::iter([Ok(Event::default().event("complete").data("{}"))])
}
