//! Executes admitted requests. Requests by HTTP, by event stream and by socket share this code.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use async_graphql::{Response as Answer, ServerError, Value};
use axum::body::Bytes;
use futures_util::StreamExt;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tracing::{Instrument, Span, debug_span, error, info, info_span};

use super::App;
use super::admission::Admitted;
use super::error::Refusal;
use super::observe::{self, Watched};
use crate::access::Caller;
use crate::catalog::{Event, View};
use crate::graphql::Validator;

/// Aborts a task when it is dropped: the client has left.
pub(super) struct Abort(pub(super) AbortHandle);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl App {
    /// Returns the answer to a query as JSON, from the answer cache or by executing it.
    pub(super) async fn answer(&self, admitted: Admitted, id: &str) -> Result<Encoded, Refusal> {
        let Some(question) = self.answers.question(&admitted) else {
            return encoded(&self.execute(admitted, id).await?, id);
        };
        if let Some(body) = self.answers.get(&question, self.catalog.state()) {
            let span = info_span!("graphql", request = id, operation = admitted.operation);
            Watched::begin(self, &admitted, span).end(Ok(None));
            return Ok(Encoded { body, is_refused: false, is_whole: true, code: None });
        }
        let view = self.view();
        let state = view.state();
        let answer = encoded(&self.execute_in(view, admitted, id).await?, id)?;
        if answer.is_whole {
            self.answers.keep(question, state, &answer.body);
        }
        Ok(answer)
    }

    /// Executes a query.
    pub(super) async fn execute(&self, admitted: Admitted, id: &str) -> Result<Answer, Refusal> {
        self.execute_in(self.view(), admitted, id).await
    }

    /// Returns the view of a request that begins now.
    pub(super) fn view(&self) -> View {
        self.catalog.view(Instant::now() + self.limits.timeout())
    }

    async fn execute_in(&self, view: View, admitted: Admitted, id: &str) -> Result<Answer, Refusal> {
        if admitted.kind == OperationType::Subscription {
            let message = "Subscriptions are answered as an event stream (`Accept: text/event-stream`) or over a WebSocket (/graphql/ws).";
            return Err(Refusal::not_streamed(message));
        }
        let span = info_span!("graphql", request = id, operation = admitted.operation);
        let watched = Watched::begin(self, &admitted, span.clone());
        let result = self.executed(view, admitted, id, span).await;
        watched.end(result.as_ref().map(observe::code));
        result
    }

    async fn executed(&self, view: View, admitted: Admitted, id: &str, span: Span) -> Result<Answer, Refusal> {
        let (cost, caller, timeout) = (admitted.cost, admitted.caller.clone(), self.limits.timeout());
        let execution = debug_span!(
            parent: &span,
            "execute",
            otel.name = format!("{} {}", admitted.kind, admitted.operation),
            graphql.operation.type = %admitted.kind,
            graphql.operation.name = admitted.operation,
        );
        let (schema, validator) = (self.schema.clone(), self.validator.clone());
        let execute = async move {
            match fault(&validator, &admitted).await {
                Some(answer) => answer,
                None => schema.execute(admitted.into_request().data(view)).await,
            }
        };
        // A task of its own: a panic in a resolver ends this task and nothing else.
        let execution = tokio::spawn(execute.instrument(execution));
        // The task also ends when the client leaves, or when it takes too long.
        let _execution = Abort(execution.abort_handle());
        match tokio::time::timeout(timeout, execution).await {
            Ok(Ok(answer)) => Ok(self.complete(answer, cost, &caller, id)),
            Ok(Err(died)) => {
                error!(parent: &span, cause = %died, "a resolver panicked");
                Err(Refusal::internal(id))
            }
            Err(_) => Err(Refusal::timeout()),
        }
    }

    /// Executes a subscription until it ends, or until nobody reads its answers. It is executed once for each step of
    /// the catalogue, so each answer belongs to the snapshot after its step.
    pub(super) async fn follow(&self, admitted: Admitted, id: &str, answers: mpsc::Sender<Answer>) -> Result<(), Refusal> {
        let _place = Arc::clone(&self.subscriptions).try_acquire_owned().map_err(|_| Refusal::too_many("subscriptions"))?;
        let span = info_span!("graphql", request = id, operation = admitted.operation);
        if let Some(answer) = fault(&self.validator, &admitted).await {
            // When the reader has gone, the subscription ends as well.
            let _ = answers.send(self.complete(answer, admitted.cost, &admitted.caller, id)).await;
            return Ok(());
        }
        let mut events = self.catalog.events();
        // A step without changes shows first that the operation can be executed at all.
        let mut event = Arc::new(Event::nothing(self.catalog.graph()));
        info!(parent: &span, "subscribed");
        loop {
            if !self.step(&admitted, &event, id, &answers).instrument(span.clone()).await? {
                return Ok(());
            }
            event = tokio::select! {
                event = events.recv() => match event {
                    Ok(event) => event,
                    Err(RecvError::Lagged(_)) => {
                        self.metrics.dropped();
                        return Err(Refusal::too_slow());
                    }
                    Err(RecvError::Closed) => return Ok(()),
                },
                () = answers.closed() => return Ok(()),
                () = self.stopped() => return Ok(()),
            };
        }
    }

    /// Executes a subscription for one step, and sends its answers. Returns false when the subscription ends.
    async fn step(&self, admitted: &Admitted, event: &Arc<Event>, id: &str, answers: &mpsc::Sender<Answer>) -> Result<bool, Refusal> {
        let view = self.catalog.view_after(event, Instant::now() + self.limits.timeout());
        let mut stream = self.schema.execute_stream(admitted.clone().into_request().data(view).data(Arc::clone(event)));
        while let Ok(answer) = tokio::time::timeout(self.limits.timeout(), stream.next()).await {
            let Some(answer) = answer else { return Ok(true) };
            let is_end = is_request_error(&answer);
            let answer = self.complete(answer, admitted.cost, &admitted.caller, id);
            self.metrics.stepped();
            match answers.send_timeout(answer, Duration::from_secs(self.limits.write_timeout)).await {
                Ok(()) if is_end => return Ok(false),
                Ok(()) => {}
                Err(mpsc::error::SendTimeoutError::Timeout(_)) => {
                    self.metrics.dropped();
                    return Err(Refusal::too_slow());
                }
                Err(mpsc::error::SendTimeoutError::Closed(_)) => return Ok(false),
            }
        }
        Err(Refusal::timeout())
    }

    /// Makes an answer ready for the client: bounds the number of errors, gives each a code, adds names that may have been meant, if the
    /// client may read the schema, and adds the cost.
    fn complete(&self, mut answer: Answer, cost: u64, caller: &Caller, id: &str) -> Answer {
        // Errors come in the order in which fields ended. Clients get them in the order of the document.
        answer.errors.sort_by_cached_key(|error| {
            let place = error.locations.first().map(|place| (place.line, place.column));
            (place, serde_json::to_string(&error.path).unwrap_or_default())
        });
        answer.errors.truncate(self.limits.max_errors as usize);
        let is_advised = is_request_error(&answer) && caller.pass(self.access.policy().introspection).is_ok();
        for error in &mut answer.errors {
            if is_advised {
                self.validator.advise(error);
            }
            complete(error, self.limits.max_error_bytes as usize, id);
        }
        let cost = Value::Object(
            [("requested", cost), ("limit", self.limits.max_cost)]
                .map(|(name, value)| (async_graphql::Name::new(name), value.into()))
                .into(),
        );
        answer.extensions.insert("cost".to_owned(), cost);
        answer
    }
}

/// Returns the answer when the document is not valid with its variables.
async fn fault(validator: &Validator, admitted: &Admitted) -> Option<Answer> {
    if admitted.is_valid() {
        return None;
    }
    let errors = validator.errors(admitted.clone().into_request()).await;
    if errors.is_empty() {
        admitted.validated();
        return None;
    }
    Some(Answer::from_errors(errors))
}

/// Returns true when nothing was executed: there is no data, and no error belongs to a field.
pub(super) fn is_request_error(answer: &Answer) -> bool {
    answer.data == Value::Null && !answer.errors.is_empty() && answer.errors.iter().all(|error| error.path.is_empty())
}

/// An answer as it is sent.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) body: Bytes,
    /// True when nothing was executed.
    pub(super) is_refused: bool,
    /// True when the answer has no errors.
    pub(super) is_whole: bool,
    /// The code of its first error.
    pub(super) code: Option<String>,
}

fn encoded(answer: &Answer, id: &str) -> Result<Encoded, Refusal> {
    let body = encode(answer).map_err(|cause| {
        error!(%cause, request = id, "an answer could not be encoded");
        Refusal::internal(id)
    })?;
    Ok(Encoded {
        body: body.into(),
        is_refused: is_request_error(answer),
        is_whole: answer.errors.is_empty(),
        code: observe::code(answer).map(str::to_owned),
    })
}

/// Writes an answer as JSON. The answer to a request error has no `data` entry (GraphQL, section 7.1).
pub(super) fn encode(answer: &Answer) -> serde_json::Result<String> {
    if is_request_error(answer) {
        return serde_json::to_string(&serde_json::json!({ "errors": answer.errors }));
    }
    serde_json::to_string(answer)
}

/// Gives an error of the library a code, and cuts each error to the length and the details that a client may see.
fn complete(error: &mut ServerError, longest: usize, id: &str) {
    if error.message.len() > longest {
        let end = error.message.floor_char_boundary(longest);
        error.message.truncate(end);
    }
    let given = error.extensions.as_ref().and_then(|extensions| extensions.get("code")).cloned();
    let extensions = error.extensions.get_or_insert_default();
    if let Some(code) = given {
        if code == Value::from("INTERNAL_SERVER_ERROR") {
            extensions.set("requestId", id);
        }
        return;
    }
    let is_input = error.message.starts_with("Failed to parse") || error.message.starts_with("Invalid value");
    extensions.set(
        "code",
        match (error.path.is_empty(), is_input) {
            (true, false) => "GRAPHQL_VALIDATION_FAILED",
            _ => "BAD_USER_INPUT",
        },
    );
}
