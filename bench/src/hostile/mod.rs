//! Sends a server what is made to hurt, one kind after the other, and looks what it costs: time, memory, other people's
//! patience.

mod documents;
mod wire;

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use hyper::body::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::client::{Address, Connection, body};
use crate::process::Process;
use crate::report::{Report, Table, number};

/// Nobody waits longer than this for one kind; the server's own limits are shorter.
const PATIENCE: Duration = Duration::from_mins(2);
/// `{ __typename }` is prompt if it is answered within this time.
const PROMPT: Duration = Duration::from_millis(100);

/// The arguments: the server, and the number of slow clients.
#[derive(Debug, Args)]
pub(crate) struct Hostile {
    /// The address of the server
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: Address,
    /// The server's process
    #[arg(long)]
    pid: u32,
    /// The number of slow clients at once, of each kind
    #[arg(long, default_value_t = 200)]
    slow: usize,
    /// Only what has this in its name
    #[arg(long, default_value = "")]
    only: String,
    /// Write the figures as JSON, too
    #[arg(long)]
    json: Option<PathBuf>,
}

/// The data that one client sends.
#[derive(Debug, Clone)]
struct Sent {
    /// The data that it sends first.
    first: Bytes,
    /// The data that it then sends once a second, until the server closes the connection.
    drip: Option<&'static [u8]>,
    /// True when it reads the answer.
    reads: bool,
}

/// A kind of request.
#[derive(Debug, Clone)]
struct Kind {
    name: String,
    sent: Sent,
    /// The number of clients that send it at once.
    clients: usize,
}

impl Kind {
    /// One client, that waits for its answer.
    fn new(name: &str, first: impl Into<Bytes>) -> Self {
        Self { name: name.to_owned(), sent: Sent { first: first.into(), drip: None, reads: true }, clients: 1 }
    }

    /// A well-formed request over HTTP, with this query.
    fn query(name: &str, query: &str, variables: &Value) -> Self {
        Self::new(name, wire::post("application/json", &body(query, variables)))
    }

    fn times(mut self, clients: usize) -> Self {
        if clients > 1 {
            self.name = format!("{}, {clients} at once", self.name);
        }
        self.clients = clients;
        self
    }
}

/// Returns the result of one client: the status and the code of the answer, or the failure.
async fn send(address: Address, sent: Sent) -> String {
    match tokio::time::timeout(PATIENCE, exchange(&address, &sent)).await {
        Ok(Ok(answer)) => wire::outcome(&answer),
        Ok(Err(error)) => format!("connection: {}", error.kind()),
        Err(_) => format!("nothing within {} s", PATIENCE.as_secs()),
    }
}

/// Sends, and reads until the server closes the connection. That it closes while there is more to send is an answer,
/// too.
async fn exchange(address: &Address, sent: &Sent) -> io::Result<Vec<u8>> {
    let (mut read, mut write) = address.connect().await?.into_split();
    let writing = async {
        write.write_all(&sent.first).await?;
        if let Some(drip) = sent.drip {
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                write.write_all(drip).await?;
            }
        }
        io::Result::Ok(())
    };
    if !sent.reads {
        writing.await?;
        return std::future::pending().await;
    }
    let mut answer = Vec::new();
    let reading = async { read.read_to_end(&mut answer).await };
    tokio::pin!(reading);
    let ended = tokio::select! {
        ended = &mut reading => ended,
        _ = writing => reading.await,
    };
    match ended {
        // A reset after the answer is how a server says that it does not want the rest.
        Err(_) if !answer.is_empty() => Ok(answer),
        Err(error) => Err(error),
        Ok(_) => Ok(answer),
    }
}

/// Waits until the server has closed its ends of connections on which nobody reads: what still waits to be sent hides
/// that from the client.
async fn given_up(server: Process, files: usize, clients: usize) -> io::Result<()> {
    let half = files + clients / 2;
    tokio::time::sleep(Duration::from_secs(2)).await;
    while server.files()? > half {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Measures the time of `{ __typename }` on a connection of its own.
async fn typename(address: &Address) -> io::Result<Duration> {
    let began = Instant::now();
    let mut connection = tokio::time::timeout(PATIENCE, Connection::open(address)).await.map_err(|_| io::ErrorKind::TimedOut)??;
    tokio::time::timeout(PATIENCE, connection.ask("{ __typename }", &json!({}))).await.map_err(|_| io::ErrorKind::TimedOut)??;
    Ok(began.elapsed())
}

/// The longest that `{ __typename }` took, asked twenty times a second until told to stop.
async fn meanwhile(address: Address, mut stop: oneshot::Receiver<()>) -> io::Result<Duration> {
    let mut worst = Duration::ZERO;
    while stop.try_recv().is_err() {
        worst = worst.max(typename(&address).await?);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(worst)
}

/// Sends every kind, and tells what came of it. It is an error if the server is gone or slow after one of them.
pub(crate) async fn run(args: &Hostile) -> io::Result<()> {
    let (mut report, server) = (Report::default(), Process(args.pid));
    report.say(
        "Each kind is sent by clients of its own, while another client asks `{ __typename }` twenty times a second. Memory is resident MiB: before, \
         by how much it was more at its highest, by how much it is more a tenth of a second later.",
    )?;
    let mut table = Table::new(["what", "told", "ms", "before", "highest", "afterwards", "meanwhile, worst ms", "afterwards ms", ""]);
    let mut failures = Vec::new();
    for kind in kinds(args.slow).into_iter().filter(|kind| kind.name.contains(&args.only)) {
        let (before, files) = (server.memory()?, server.files()?);
        server.forget_peak()?;
        let (stop, stopped) = oneshot::channel();
        let watching = tokio::spawn(meanwhile(args.url.clone(), stopped));
        let began = Instant::now();
        let mut clients = JoinSet::new();
        for _ in 0..kind.clients {
            clients.spawn(send(args.url.clone(), kind.sent.clone()));
        }
        let outcomes = tokio::select! {
            outcomes = clients.join_all() => outcomes,
            done = given_up(server, files, kind.clients), if !kind.sent.reads => done.map(|()| vec!["given up".to_owned()])?,
        };
        let took = began.elapsed();
        stop.send(()).unwrap_or_default();
        let worst = watching.await.map_err(io::Error::other)?;
        let afterwards = typename(&args.url).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        let prompt = afterwards.as_ref().is_ok_and(|took| *took < PROMPT);
        if !prompt {
            failures.push(kind.name.clone());
        }
        let milliseconds = |took: &io::Result<Duration>| took.as_ref().map_or(Value::Null, |took| number(took.as_secs_f64() * 1e3));
        let (peak, after) = (server.peak().unwrap_or(0.0), server.memory().unwrap_or(0.0));
        table.row([
            json!(kind.name),
            json!(counted(outcomes)),
            number(took.as_secs_f64() * 1e3),
            number(before),
            number(peak - before),
            number(after - before),
            milliseconds(&worst),
            milliseconds(&afterwards),
            json!(if prompt { "ok" } else { "NOT PROMPT" }),
        ]);
    }
    report.table("Hostile requests", &table)?;
    report.say(&match failures.as_slice() {
        [] => format!("After each of them, `{{ __typename }}` was answered within {} ms.", PROMPT.as_millis()),
        failures => format!("The server was gone or slow after: {}.", failures.join("; ")),
    })?;
    report.save(args.json.as_deref())?;
    if failures.is_empty() { Ok(()) } else { Err(io::Error::other("the server was gone or slow after some of them")) }
}

/// Each outcome, and how often where it was not the only one.
fn counted(outcomes: Vec<String>) -> String {
    let all = outcomes.len();
    let mut counts: Vec<(String, usize)> = Vec::new();
    for outcome in outcomes {
        match counts.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, count)) => *count += 1,
            None => counts.push((outcome, 1)),
        }
    }
    let text = |(outcome, count): (String, usize)| if count == all { outcome } else { format!("{count} × {outcome}") };
    counts.into_iter().map(text).collect::<Vec<_>>().join(", ")
}

/// One text of many.
fn repeated(times: usize, each: impl Fn(usize) -> String) -> String {
    (0..times).map(each).collect::<Vec<_>>().concat()
}

fn kinds(slow: usize) -> Vec<Kind> {
    documents::kinds().into_iter().chain(wire::kinds(slow)).collect()
}
