//! Logs: lines for a terminal, JSON for everything else. Traces: to an OpenTelemetry collector, where one is named.

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
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::config::{LogFormat, Traces};

/// The library of sockets. Below `info` it writes down their frames, and the first of a socket may bring a credential.
const SOCKETS: &str = "tungstenite";
/// How long an export may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often an unreachable collector is logged.
const REPORTED_EVERY: Duration = Duration::from_mins(1);

/// What was started, to be ended in good order.
#[derive(Debug)]
pub struct Telemetry {
    /// How logs are written.
    pub format: LogFormat,
    traces: Option<SdkTracerProvider>,
}

/// Starts logging to standard error, and tracing where a collector is named. `RUST_LOG` narrows or widens what is logged.
///
/// # Errors
/// When the collector's address is none.
pub fn init(format: Option<LogFormat>, traces: &Traces) -> Result<Telemetry, String> {
    let is_terminal = std::io::stderr().is_terminal();
    let format = format.unwrap_or(if is_terminal { LogFormat::Text } else { LogFormat::Json });
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,colophon=info"));
    // No directive undoes this, however narrow it is. Asked for each line: what the library once noted of others does not then keep a line back.
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
    // A second start in one process (tests) keeps the first one's settings.
    let _ = match spans {
        Some(spans) => lines.with(spans).try_init(),
        // A layer that is not there would have every span made, whoever wants it.
        None => lines.try_init(),
    };
    Ok(Telemetry { format, traces })
}

fn shows_no_frames(metadata: &Metadata<'_>) -> bool {
    *metadata.level() <= Level::INFO || metadata.target().split("::").next() != Some(SOCKETS)
}

fn provider(endpoint: &str, settings: &Traces) -> Result<SdkTracerProvider, String> {
    let address = format!("{}/v1/traces", endpoint.trim_end_matches('/'));
    let failed = |error: String| format!("`{endpoint}` is no collector for traces: {error}");
    reqwest::Url::parse(&address).map_err(|error| failed(error.to_string()))?;
    // The one that the database's TLS uses; a second call finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A blocking client cannot be made on a thread that runs tasks.
    let client = std::thread::spawn(|| reqwest::blocking::Client::builder().timeout(PATIENCE).build());
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
    /// Sends the traces that wait.
    pub async fn end(self) {
        let Some(traces) = self.traces else { return };
        let ended = tokio::task::spawn_blocking(move || traces.shutdown_with_timeout(PATIENCE)).await;
        if !matches!(ended, Ok(Ok(()))) {
            warn!("the last traces could not be sent");
        }
    }
}

/// Makes a span go on from the one that the request names (W3C Trace Context), if it names one.
pub fn continue_trace<'h>(span: &Span, headers: impl Iterator<Item = (&'h str, &'h str)>) {
    let headers = Headers(headers.filter(|(name, _)| matches!(*name, "traceparent" | "tracestate")).collect());
    if !headers.0.is_empty() {
        // A span that nobody traces has no parent to be given.
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

/// An exporter that says when it fails, and not too often.
#[derive(Debug)]
struct Reporting {
    inner: SpanExporter,
    began: Instant,
    /// When that was said last, in seconds after the beginning; 0 for never.
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
