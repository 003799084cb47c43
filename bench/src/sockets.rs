//! Measures the memory that sockets take in a server, and the time until all subscribers hear of a change
//! (graphql-transport-ws).

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use clap::Args;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::client::Address;
use crate::process::Process;
use crate::report::{Report, Table, number, quantile};

/// The subscriptions of the two halves of the subscribers.
const SUBSCRIPTIONS: [&str; 2] =
    ["subscription { catalogueChanged { version resources } }", "subscription { resourceChanged { id kind resource { title } } }"];
/// Memory is looked at when nothing happened for this long.
const QUIET: Duration = Duration::from_secs(2);
/// A subscriber that has not heard of a change after this time counts as one that never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// The number of sockets, and the command that changes the catalogue.
#[derive(Debug, Args)]
pub(crate) struct Sockets {
    /// The address of the server
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: Address,
    /// The server's process
    #[arg(long)]
    pid: u32,
    /// Sockets that say hello and nothing more
    #[arg(long, default_value_t = 1_000)]
    idle: usize,
    /// Sockets with a subscription: half to `catalogueChanged`, half to `resourceChanged`
    #[arg(long, default_value_t = 200)]
    subscriptions: usize,
    /// A shell command that changes a resource
    #[arg(long)]
    import: Option<String>,
    /// Write the figures as JSON, too
    #[arg(long)]
    json: Option<PathBuf>,
}

type Socket = WebSocketStream<TcpStream>;

fn lost(error: tungstenite::Error) -> io::Error {
    io::Error::other(error)
}

async fn say(socket: &mut Socket, message: &Value) -> io::Result<()> {
    socket.send(Message::text(message.to_string())).await.map_err(lost)
}

/// The next message of the protocol; pings are answered.
async fn hear(socket: &mut Socket) -> io::Result<Value> {
    while let Some(message) = socket.next().await {
        match message.map_err(lost)? {
            Message::Text(text) => {
                let message: Value = serde_json::from_str(&text)?;
                if message.get("type") != Some(&json!("ping")) {
                    return Ok(message);
                }
                say(socket, &json!({ "type": "pong" })).await?;
            }
            Message::Close(why) => return Err(io::Error::other(format!("the server closed a socket: {why:?}"))),
            _ => {}
        }
    }
    Err(io::Error::other("the server dropped a socket"))
}

/// A socket that is acknowledged.
async fn open(address: &Address) -> io::Result<Socket> {
    let mut request = format!("ws://{}/graphql/ws", address.authority).into_client_request().map_err(lost)?;
    request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
    let (mut socket, _) = client_async(request, address.connect().await?).await.map_err(lost)?;
    say(&mut socket, &json!({ "type": "connection_init" })).await?;
    match hear(&mut socket).await? {
        message if message.get("type") == Some(&json!("connection_ack")) => Ok(socket),
        message => Err(io::Error::other(format!("not an acknowledgement: {message}"))),
    }
}

/// The subscribers that heard of a change, each with the moment.
type Heard = mpsc::UnboundedSender<(usize, Instant)>;

async fn listen(mut socket: Socket, subscriber: usize, heard: Heard) -> io::Result<()> {
    loop {
        let message = hear(&mut socket).await?;
        let at = Instant::now();
        if message.get("type") != Some(&json!("next")) || message.pointer("/payload/errors").is_some() {
            return Err(io::Error::other(format!("a subscription ended: {message}")));
        }
        if heard.send((subscriber, at)).is_err() {
            return Ok(());
        }
    }
}

/// Opens sockets step by step, and tells what each step took.
pub(crate) async fn run(args: &Sockets) -> io::Result<()> {
    let (mut report, server) = (Report::default(), Process(args.pid));
    let mut table = Table::new(["stage", "sockets", "server's memory MiB", "KiB for each new socket"]);
    let before = server.memory()?;
    table.row([json!("before"), json!(0), number(before), Value::Null]);

    let mut tasks: JoinSet<io::Result<()>> = JoinSet::new();
    let began = Instant::now();
    for _ in 0..args.idle {
        let mut socket = open(&args.url).await?;
        tasks.spawn(async move { hear(&mut socket).await.map(|_| ()) });
    }
    let opened = began.elapsed();
    tokio::time::sleep(QUIET).await;
    let idle = server.memory()?;
    table.row([json!("idle"), json!(args.idle), number(idle), each(idle - before, args.idle)]);

    let (heard, mut hearing) = mpsc::unbounded_channel();
    for subscriber in 0..args.subscriptions {
        let mut socket = open(&args.url).await?;
        let query = SUBSCRIPTIONS.get(subscriber % 2);
        say(&mut socket, &json!({ "type": "subscribe", "id": "1", "payload": { "query": query } })).await?;
        tasks.spawn(listen(socket, subscriber, heard.clone()));
    }
    tokio::time::sleep(QUIET).await;
    let subscribed = server.memory()?;
    table.row([json!("subscribed"), json!(args.subscriptions), number(subscribed), each(subscribed - idle, args.subscriptions)]);
    report.say(&format!("{} sockets were opened in {:.2} s, one after the other.", args.idle, opened.as_secs_f64()))?;

    if let Some(command) = &args.import {
        while hearing.try_recv().is_ok() {}
        change(command, args.subscriptions, &mut hearing, &mut report).await?;
        let after = server.memory()?;
        table.row([json!("after the change"), json!(0), number(after), Value::Null]);
    }
    report.table("Memory", &table)?;
    let mut ended = 0;
    while let Some(end) = tasks.try_join_next() {
        ended += 1;
        if let (1, Err(error)) = (ended, end.map_err(io::Error::other)?) {
            report.say(&format!("A socket did not last: {error}"))?;
        }
    }
    report.say(&format!("{ended} sockets ended before their time."))?;
    tasks.shutdown().await;
    tokio::time::sleep(QUIET).await;
    report.say(&format!("All closed, the server has {:.0} MiB.", server.memory()?))?;
    report.save(args.json.as_deref())
}

fn each(growth: f64, sockets: usize) -> Value {
    number(growth * 1024.0 / sockets.max(1) as f64)
}

/// Lets something change, and waits until every subscriber has heard of it.
async fn change(
    command: &str,
    subscribers: usize,
    hearing: &mut mpsc::UnboundedReceiver<(usize, Instant)>,
    report: &mut Report,
) -> io::Result<()> {
    let began = Instant::now();
    let output = Command::new("sh").args(["-c", command]).stdin(Stdio::null()).output().await?;
    let ended = Instant::now();
    if !output.status.success() {
        return Err(io::Error::other(format!("{command}: {}", String::from_utf8_lossy(&output.stderr))));
    }
    let mut first: Vec<Option<Instant>> = vec![None; subscribers];
    let mut missing = subscribers;
    let end = tokio::time::Instant::now() + PATIENCE;
    while missing > 0 {
        let Ok(Some((subscriber, at))) = tokio::time::timeout_at(end, hearing.recv()).await else { break };
        if let Some(first) = first.get_mut(subscriber).filter(|first| first.is_none()) {
            *first = Some(at);
            missing -= 1;
        }
    }
    let mut after: Vec<f64> = first.iter().flatten().map(|at| at.duration_since(began).as_secs_f64() * 1e3).collect();
    after.sort_unstable_by(f64::total_cmp);
    let mut table =
        Table::new(["subscribers", "heard of it", "first ms", "p50 ms", "p99 ms", "last ms", "from first to last ms", "command took ms"]);
    let [one, p50, p99, last] = [0.0, 0.5, 0.99, 1.0].map(|part| quantile(&after, part));
    let took = ended.duration_since(began).as_secs_f64() * 1e3;
    table.row([json!(subscribers), json!(after.len())].into_iter().chain([one, p50, p99, last, last - one, took].map(number)));
    report.table("A change, from the beginning of the command to each subscriber's first message", &table)
}
