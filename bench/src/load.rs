//! Measures the capacity of a server, and its latency at half of that, for a long time and while its catalogue changes.
//!
//! The long run is an open loop: questions come when they come, whether or not earlier ones are answered, and an
//! answer's time counts from when the question was due. A client that waits for an answer before it asks again would
//! leave out just the questions that had to wait.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use hyper::StatusCode;
use hyper::body::Bytes;
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::sync::{Mutex, mpsc};
use tokio::task::{JoinHandle, JoinSet};

use crate::client::{Address, Connection, body};
use crate::process::Process;
use crate::questions::{Pools, QUESTIONS, Question};
use crate::random::Random;
use crate::report::{Report, Table, number, quantile};

/// The numbers of connections of the short runs. The best of these runs is the capacity.
const RAMP: [u64; 6] = [1, 2, 4, 8, 16, 32];
/// Beyond this, a question waits for a connection, and its waiting counts.
const CONNECTIONS: u64 = 256;

/// The arguments of a load test.
#[derive(Debug, Args)]
pub(crate) struct Load {
    /// The address of the server
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: Address,
    /// The server's process
    #[arg(long)]
    pid: u32,
    /// The length of the long run
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Questions a second, instead of half of what the server can bear
    #[arg(long)]
    rate: Option<f64>,
    /// A shell command that changes the catalogue
    #[arg(long)]
    import: Option<String>,
    /// Seconds from one beginning of the command to the next
    #[arg(long, default_value_t = 30)]
    every: u64,
    /// Write the figures as JSON, too
    #[arg(long)]
    json: Option<PathBuf>,
}

/// An answer, or what came instead.
struct Outcome {
    question: usize,
    /// When the question was due.
    due: Instant,
    took: Duration,
    mistake: Option<String>,
}

/// Questions mixed by their weights, with variables drawn anew each time.
struct Mix {
    pools: Pools,
    total: u64,
}

impl Mix {
    fn new(pools: Pools) -> Self {
        Self { pools, total: QUESTIONS.iter().map(|question| question.weight).sum() }
    }

    /// A question's number, and the body of its request.
    fn draw(&self, random: &mut Random) -> (usize, Bytes) {
        let mut point = random.below(self.total);
        let is_it = |question: &Question| {
            let found = point < question.weight;
            point = point.saturating_sub(question.weight);
            found
        };
        let number = QUESTIONS.iter().position(is_it).unwrap_or_default();
        let question = QUESTIONS.get(number);
        (number, question.map(|question| body(question.query, &(question.variables)(&self.pools, random))).unwrap_or_default())
    }
}

/// Asks, and looks whether the answer is one.
async fn ask(connection: &mut Connection, question: usize, body: Bytes, due: Instant) -> Outcome {
    let mistake = match connection.post(body).await {
        Ok((status, answer)) => mistake(question, status, &answer),
        Err(error) => Some(format!("connection: {error}")),
    };
    Outcome { question, due, took: due.elapsed(), mistake }
}

fn mistake(question: usize, status: StatusCode, answer: &[u8]) -> Option<String> {
    let Ok(answer) = serde_json::from_slice::<Value>(answer) else { return Some(format!("{status}: not JSON")) };
    if let Some(error) = answer.pointer("/errors/0") {
        return Some(format!("{}: {}", status.as_u16(), error.pointer("/extensions/code").and_then(Value::as_str).unwrap_or("no code")));
    }
    let form = QUESTIONS.get(question).map_or("", |question| question.form);
    match answer.pointer("/data").and_then(|data| data.pointer(form)) {
        Some(value) if !value.is_null() => None,
        _ => Some(format!("{}: lacks {form}", status.as_u16())),
    }
}

/// Finds out what the server can bear, then runs.
pub(crate) async fn run(args: Load) -> io::Result<()> {
    let mut report = Report::default();
    let mix = Arc::new(Mix::new(Pools::read(&mut Connection::open(&args.url).await?).await?));
    let rate = match args.rate {
        Some(rate) => rate,
        None => ramp(&args, &mix, &mut report).await? / 2.0,
    };
    report.say(&format!(
        "{} minutes at {rate:.0} questions a second, drawn at random times and whether or not earlier ones are answered; an answer's time counts from when the question was due.{}",
        args.minutes,
        args.import.as_ref().map_or(String::new(), |command| format!(" Every {} s: {command}", args.every)),
    ))?;
    steady(&args, &mix, rate, &mut report).await?;
    report.save(args.json.as_deref())
}

/// Answers a second at its best, with a few connections on which one question follows the other.
async fn ramp(args: &Load, mix: &Arc<Mix>, report: &mut Report) -> io::Result<f64> {
    let mut table = Table::new(["connections", "answers/s", "p50 ms", "p99 ms", "errors"]);
    let mut best = 0.0_f64;
    for connections in RAMP {
        let end = Instant::now() + Duration::from_secs(4);
        let mut clients = JoinSet::new();
        for client in 0..connections {
            let (mix, mut connection) = (mix.clone(), Connection::open(&args.url).await?);
            clients.spawn(async move {
                let (mut random, mut outcomes) = (Random::new(connections, client), Vec::new());
                while Instant::now() < end {
                    let (question, body) = mix.draw(&mut random);
                    outcomes.push(ask(&mut connection, question, body, Instant::now()).await);
                }
                outcomes
            });
        }
        let outcomes: Vec<Outcome> = clients.join_all().await.into_iter().flatten().collect();
        let right = milliseconds(outcomes.iter().filter(|outcome| outcome.mistake.is_none()));
        let rate = right.len() as f64 / 4.0;
        best = best.max(rate);
        let errors = outcomes.len() - right.len();
        table.row([json!(connections), number(rate), number(quantile(&right, 0.5)), number(quantile(&right, 0.99)), json!(errors)]);
    }
    report.table("Capacity: the same questions one after the other, 4 s for each number of connections", &table)?;
    Ok(best)
}

async fn steady(args: &Load, mix: &Arc<Mix>, rate: f64, report: &mut Report) -> io::Result<()> {
    let server = Process(args.pid);
    let (queue, due) = mpsc::unbounded_channel();
    let due = Arc::new(Mutex::new(due));
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (due, mut connection) = (due.clone(), Connection::open(&args.url).await?);
        clients.spawn(async move {
            let mut outcomes = Vec::new();
            loop {
                let next = due.lock().await.recv().await;
                let Some((question, body, due)) = next else { break outcomes };
                outcomes.push(ask(&mut connection, question, body, due).await);
            }
        });
    }
    let (began, length) = (Instant::now(), Duration::from_mins(args.minutes));
    let (cpu, memory) = (server.cpu()?, server.memory()?);
    let mix = mix.clone();
    // A thread of its own, because it sleeps more exactly than the runtime's timer.
    let clock = std::thread::spawn(move || tick(&mix, rate, began, length, &queue));
    let imports = args.import.clone().map(|command| tokio::spawn(imports(command, Duration::from_secs(args.every), began + length)));
    let mut memories = vec![memory];
    for minute in 1..=args.minutes {
        tokio::time::sleep_until((began + Duration::from_mins(minute)).into()).await;
        memories.push(server.memory()?);
    }
    clock.join().map_err(|_| io::Error::other("the clock stopped"))?;
    let outcomes: Vec<Outcome> = clients.join_all().await.into_iter().flatten().collect();
    let used = (server.cpu()? - cpu) / began.elapsed().as_secs_f64();
    tell(&outcomes, began, &memories, report)?;
    report.say(&format!("The server used {used:.2} processors; its memory went from {memory:.0} to {:.0} MiB.", server.memory()?))?;
    told(imports, report).await
}

/// Lets questions fall due as independent people ask: the gaps between them are drawn from the exponential
/// distribution.
fn tick(mix: &Mix, rate: f64, began: Instant, length: Duration, queue: &mpsc::UnboundedSender<(usize, Bytes, Instant)>) {
    let mut random = Random::new(11, 0);
    let mut due = began;
    loop {
        let part = (random.below(1 << 53) + 1) as f64 / (1_u64 << 53) as f64;
        due += Duration::from_secs_f64(-part.ln() / rate);
        let (question, body) = mix.draw(&mut random);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if due > began + length || queue.send((question, body, due)).is_err() {
            return;
        }
    }
}

/// Runs the command again and again; tells how long each run took, or what was wrong.
async fn imports(command: String, every: Duration, end: Instant) -> Vec<Result<f64, String>> {
    let mut runs = Vec::new();
    let mut next = Instant::now() + every;
    while next < end {
        tokio::time::sleep_until(next.into()).await;
        next += every;
        let began = Instant::now();
        let done = Command::new("sh").args(["-c", &command]).stdin(Stdio::null()).output().await;
        runs.push(match done {
            Ok(output) if output.status.success() => Ok(began.elapsed().as_secs_f64()),
            Ok(output) => Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim())),
            Err(error) => Err(error.to_string()),
        });
    }
    runs
}

async fn told(imports: Option<JoinHandle<Vec<Result<f64, String>>>>, report: &mut Report) -> io::Result<()> {
    let Some(imports) = imports else { return Ok(()) };
    let runs = imports.await.map_err(io::Error::other)?;
    let longest = runs.iter().flatten().copied().fold(0.0, f64::max);
    let failed: Vec<&String> = runs.iter().filter_map(|run| run.as_ref().err()).collect();
    report.say(&format!("The import ran {} times, {longest:.2} s at most; {} failed.", runs.len(), failed.len()))?;
    match failed.first() {
        Some(first) => report.say(&format!("The first of these: {first}")),
        None => Ok(()),
    }
}

fn milliseconds<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> Vec<f64> {
    let mut took: Vec<f64> = outcomes.map(|outcome| outcome.took.as_secs_f64() * 1e3).collect();
    took.sort_unstable_by(f64::total_cmp);
    took
}

fn tell(outcomes: &[Outcome], began: Instant, memories: &[f64], report: &mut Report) -> io::Result<()> {
    let times = |took: &[f64]| [0.5, 0.99, 0.999, 1.0].map(|part| number(quantile(took, part)));
    let mut questions = Table::new(["question", "answers", "errors", "p50 ms", "p99 ms", "p99.9 ms", "max ms"]);
    let mut row = |name: &str, number: Option<usize>| {
        let asked = || outcomes.iter().filter(|outcome| number.is_none_or(|number| number == outcome.question));
        let took = milliseconds(asked().filter(|outcome| outcome.mistake.is_none()));
        let errors = asked().filter(|outcome| outcome.mistake.is_some()).count();
        questions.row([json!(name), json!(took.len()), json!(errors)].into_iter().chain(times(&took)));
    };
    for (number, question) in QUESTIONS.iter().enumerate().filter(|(_, question)| question.weight > 0) {
        row(question.name, Some(number));
    }
    row("all", None);
    report.table("Answers", &questions)?;

    let mut mistakes = BTreeMap::new();
    for outcome in outcomes {
        if let Some(mistake) = &outcome.mistake {
            *mistakes.entry(mistake.as_str()).or_insert(0) += 1;
        }
    }
    if mistakes.is_empty() {
        report.say("Every answer was JSON without errors and had what its question asks for.")?;
    } else {
        let mut table = Table::new(["status and code", "answers"]);
        for (mistake, count) in mistakes {
            table.row([json!(mistake), json!(count)]);
        }
        report.table("Errors", &table)?;
    }

    let mut minutes = Table::new(["minute", "answers/s", "p50 ms", "p99 ms", "max ms", "errors", "memory MiB"]);
    for (minute, memory) in memories.iter().enumerate().skip(1) {
        let within = |outcome: &&Outcome| outcome.due.duration_since(began).as_secs() / 60 + 1 == minute as u64;
        let took = milliseconds(outcomes.iter().filter(within).filter(|outcome| outcome.mistake.is_none()));
        let errors = outcomes.iter().filter(within).count() - took.len();
        let [p50, p99, max] = [0.5, 0.99, 1.0].map(|part| number(quantile(&took, part)));
        minutes.row([json!(minute), number(took.len() as f64 / 60.0), p50, p99, max, json!(errors), number(*memory)]);
    }
    report.table("Minute by minute", &minutes)
}
