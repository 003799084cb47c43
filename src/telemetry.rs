//! Logs and traces. Logs are lines on a terminal and JSON elsewhere. Traces go to an OpenTelemetry collector, if one is
//! set.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use opentelemetry::KeyValue;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, SpanData};
use tracing::{Level, Metadata, Span, warn};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::filter::{FilterExt, Targets, dynamic_filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer as _, Registry, reload};

use crate::config::{LOG_FILTER, LogFormat, Traces};

/// The library of sockets. Below `info` it logs their frames, and the first frame of a socket may hold a credential.
const SOCKETS: &str = "tungstenite";
/// The longest time of an export.
const PATIENCE: Duration = Duration::from_secs(5);
/// The least time between two messages about an unreachable collector.
const REPORTED_EVERY: Duration = Duration::from_mins(1);

/// The running logs and traces. [`Telemetry::end`] ends them in good order.
#[derive(Debug)]
pub struct Telemetry {
    /// The format of logs.
    pub format: LogFormat,
    /// Sets other lines while the program runs.
    pub log_filter: LogFilter,
    traces: Option<SdkTracerProvider>,
}

/// Sets which lines are logged.
pub type LogFilter = reload::Handle<EnvFilter, Registry>;

/// Reads which lines are logged.
///
/// # Errors
/// When a directive is not understood.
pub fn log_filter(text: Option<&str>) -> Result<EnvFilter, String> {
    let text = text.unwrap_or(LOG_FILTER);
    EnvFilter::try_new(text).map_err(|error| format!("`{text}` is no filter of log lines ({error}): write for example warn,colophon=debug"))
}

/// Starts logs on standard error, and traces if a collector is set.
///
/// # Errors
/// When the filter or the address of the collector is not valid.
pub fn init(format: Option<LogFormat>, filter: Option<&str>, traces: &Traces) -> Result<Telemetry, String> {
    let is_terminal = std::io::stderr().is_terminal();
    let format = format.unwrap_or(if is_terminal { LogFormat::Text } else { LogFormat::Json });
    let (filter, log_filter) = reload::Layer::new(log_filter(filter)?);
    // No directive can undo this filter. It is asked for each line, because a cached answer for another line would be
    // wrong.
    let filter = filter.and(dynamic_filter_fn(|metadata, _| shows_no_frames(metadata)));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(is_terminal).with_target(false).compact().boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let traces = traces.endpoint.as_deref().map(|endpoint| provider(endpoint, traces)).transpose()?;
    let spans = traces.as_ref().map(|provider| {
        let spans = Targets::new().with_target("colophon", Level::DEBUG);
        tracing_opentelemetry::layer().with_tracer(provider.tracer("colophon")).with_location(false).with_threads(false).with_filter(spans)
    });
    let lines = tracing_subscriber::registry().with(lines.with_filter(filter));
    // A second start in one process happens in tests. The settings of the first start stay.
    let _ = match spans {
        Some(spans) => lines.with(spans).try_init(),
        // With an empty layer, every span would be made, also those that nobody reads.
        None => lines.try_init(),
    };
    Ok(Telemetry { format, log_filter, traces })
}

fn shows_no_frames(metadata: &Metadata<'_>) -> bool {
    *metadata.level() <= Level::INFO || metadata.target().split("::").next() != Some(SOCKETS)
}

fn provider(endpoint: &str, settings: &Traces) -> Result<SdkTracerProvider, String> {
    let address = format!("{}/v1/traces", endpoint.trim_end_matches('/'));
    let failed = |error: String| format!("`{endpoint}` is no collector for traces: {error}");
    reqwest::Url::parse(&address).map_err(|error| failed(error.to_string()))?;
    // The program has one provider of cryptography. When the TLS of the database has installed it, this call does
    // nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A blocking client cannot be made on a thread that runs tasks.
    let builder = reqwest::blocking::Client::builder().timeout(PATIENCE);
    // A machine without certificates of authorities can send to a collector beside it all the same.
    let builder = if address.starts_with("http:") { builder.tls_certs_only([]) } else { builder };
    let client = std::thread::spawn(|| builder.build());
    let client = client.join().map_err(|_| failed("the client died".to_owned()))?.map_err(|error| failed(error.to_string()))?;
    let exporter = SpanExporter::builder().with_http().with_http_client(client).with_protocol(Protocol::HttpBinary);
    let exporter = exporter.with_endpoint(address).with_timeout(PATIENCE).build().map_err(|error| failed(error.to_string()))?;
    let name = settings.service_name.clone().unwrap_or_else(|| "colophon".to_owned());
    let resource = Resource::builder().with_service_name(name).with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
    let share = settings.sampling.unwrap_or(1.0);
    if !(0.0..=1.0).contains(&share) {
        return Err(format!("the share of requests that are traced is {share}; it must be between 0 and 1"));
    }
    let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share)));
    let exporter = Reporting { inner: exporter, began: Instant::now(), reported: AtomicU64::new(0) };
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).with_sampler(sampler).build())
}

impl Telemetry {
    /// Sends the traces that are waiting.
    pub async fn end(self) {
        let Some(traces) = self.traces else { return };
        let ended = tokio::task::spawn_blocking(move || traces.shutdown_with_timeout(PATIENCE)).await;
        if !matches!(ended, Ok(Ok(()))) {
            warn!("the last traces could not be sent");
        }
    }
}

/// Makes the span that a request names the parent of a span (W3C Trace Context), if the request names one.
pub fn continue_trace<'h>(span: &Span, headers: impl Iterator<Item = (&'h str, &'h str)>) {
    let headers = Headers(headers.filter(|(name, _)| matches!(*name, "traceparent" | "tracestate")).collect());
    if !headers.0.is_empty() {
        // This fails for a span that is not traced, which needs no parent.
        let _ = span.set_parent(TraceContextPropagator::new().extract(&headers));
    }
}

struct Headers<'h>(HashMap<&'h str, &'h str>);

impl Extractor for Headers<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).copied()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().copied().collect()
    }
}

/// An exporter that logs its failures, but not too often.
#[derive(Debug)]
struct Reporting {
    inner: SpanExporter,
    began: Instant,
    /// The time of the last message, in seconds after the start. 0 for none.
    reported: AtomicU64,
}

impl opentelemetry_sdk::trace::SpanExporter for Reporting {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let exported = self.inner.export(batch).await;
        if let Err(error) = &exported {
            let (now, last) = (self.began.elapsed().as_secs() + 1, self.reported.load(Ordering::Relaxed));
            if last == 0 || now - last >= REPORTED_EVERY.as_secs() {
                self.reported.store(now, Ordering::Relaxed);
                warn!(%error, "traces cannot be sent; they are dropped until the collector answers");
            }
        }
        exported
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}
