//! The same questions to several servers over the same data. See `bench/README.md`.
//!
//! First the answers are compared; only who gives the right ones is timed. Then rounds: each question to each server in
//! turn, so that what else the machine does meets all of them. The figure is the median of the rounds.

mod answer;
mod draw;
mod peer;
mod pools;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};
use tokio::task::JoinSet;

pub(crate) use self::draw::{Draw, draw};
use self::peer::{Peer, Spelling};
use self::pools::{Asked, Pools};
use crate::client::{Connection, body};
use crate::process::Process;
use crate::random::Random;
use crate::report::{Report, Table, number, quantile};

/// The questions: the file names of the peers' spellings, and the texts for people.
pub(crate) const QUESTIONS: [(&str, &str); 9] = [
    ("q1", "Q1 one resource, its producers, funders, keywords"),
    ("q2", "Q2 twenty resources with the same"),
    ("q3", "Q3 keyword, 10 resources, funders, 5 resources, keywords"),
    ("q4", "Q4 filter by keyword, funder, year; order by year; total"),
    ("q5", "Q5 crosstab of 20 funders and 20 keywords"),
    ("q6", "Q6 facets of a search for two words"),
    ("q7", "Q7 page 2,000 by cursor"),
    ("offset", "Q7 the same by offset"),
    ("records", "Q8 twenty resources with their descriptions"),
];
/// The number of variables with which the answers to a question are compared, if it has any.
const COMPARED: usize = 40;

/// Whom to ask, and how long.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The database with the plain tables
    #[arg(long)]
    database: String,
    /// The database's main process
    #[arg(long)]
    postmaster: u32,
    /// A server: `name,spelling,url,pid,folder with its questions`; the first one is the reference. A spelling that
    /// ends with `-again` asks the same again and again
    #[arg(long = "peer", required = true)]
    peers: Vec<Peer>,
    /// Seconds for each question, server, round and number of connections
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Rounds
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections when requests are counted; fewer for what takes long
    #[arg(long, default_value_t = 32)]
    connections: u64,
    /// Only these questions, for example `q1`
    #[arg(long, default_value = "")]
    only: String,
    /// Write the figures as JSON, too
    #[arg(long)]
    json: Option<PathBuf>,
}

/// The result of one run of one question to one server.
#[derive(Debug, Default)]
struct Figures {
    rates: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    /// Processor seconds for a thousand requests: of the server, of the database.
    server: Vec<f64>,
    database: Vec<f64>,
}

/// Compares, times, tells.
pub(crate) async fn run(mut args: Compare) -> io::Result<()> {
    let mut report = Report::default();
    let pools = Pools::read(&args.database)?;
    for peer in &mut args.peers {
        peer.learn(&pools).await?;
    }
    let args = &args;
    report.say(&format!("{} resources; answers with {COMPARED} different variables are compared first.", pools.resources()))?;
    let mut cells: Vec<(usize, usize, Spelling)> = Vec::new();
    let questions = || QUESTIONS.iter().enumerate().filter(|(_, (name, _))| name.contains(&args.only));
    for (question, (name, _)) in questions() {
        let mut right: Option<Vec<Value>> = None;
        for (number, peer) in args.peers.iter().enumerate() {
            let Some(spelling) = peer.spelling(name)? else { continue };
            let answers = answers(peer, &spelling, name, &pools).await?;
            match right.as_ref().filter(|_| peer.must_agree()) {
                Some(right) if *right != answers => report.say(&differs(name, args.peers.first(), peer, right, &answers))?,
                _ => cells.push((question, number, spelling)),
            }
            right.get_or_insert(answers);
        }
    }
    let mut figures: BTreeMap<(usize, usize), Figures> = BTreeMap::new();
    for round in 0..=args.rounds {
        if round == 1 {
            // What came before only warmed up compilers, plans and caches.
            figures.clear();
        }
        for (question, number, spelling) in &cells {
            if let (Some(peer), Some((name, _))) = (args.peers.get(*number), QUESTIONS.get(*question)) {
                time(args, peer, spelling, name, &pools, figures.entry((*question, *number)).or_default()).await?;
            }
        }
    }
    tell(args, &figures, &mut report)?;
    let mut memory = Table::new(["server", "memory of its own, MiB", "mapped files, MiB"]);
    for peer in &args.peers {
        let mapped = peer.process.mapped()?;
        memory.row([json!(peer.name), number(peer.process.memory()? - mapped), number(mapped)]);
    }
    report.table("Memory after all of it", &memory)?;
    report.keep("resources", json!(pools.resources()));
    report.save(args.json.as_deref())
}

/// The answers to the first variables, in one form for all.
async fn answers(peer: &Peer, spelling: &Spelling, question: &str, pools: &Pools) -> io::Result<Vec<Value>> {
    let (mut connection, mut random) = (Connection::open(&peer.url).await?, Random::new(5, 0));
    let (mut answers, mut last) = (Vec::new(), None);
    for _ in 0..COMPARED {
        let variables = peer.variables(question, &Asked::draw(question, pools, &mut random));
        if last.as_ref() == Some(&variables) {
            // It has no variables.
            break;
        }
        let answer = connection.ask(&spelling.query, &variables).await;
        answers.push(answer::canonical(question, answer.map_err(|error| io::Error::other(format!("{} {question}: {error}", peer.name)))?));
        last = Some(variables);
    }
    Ok(answers)
}

fn differs(question: &str, reference: Option<&Peer>, peer: &Peer, right: &[Value], wrong: &[Value]) -> String {
    let pair = right.iter().zip(wrong).find(|(right, wrong)| right != wrong);
    let short = |value: &Value| value.to_string().chars().take(600).collect::<String>();
    let (one, other) = pair.map(|(right, wrong)| (short(right), short(wrong))).unwrap_or_default();
    format!(
        "{question}: {} answers otherwise than {} and is not timed.\n  {one}\n  {other}",
        peer.name,
        reference.map_or("", |peer| &peer.name)
    )
}

/// One round: one connection, then many; of a question that takes long, as many as are answered once in that time.
async fn time(args: &Compare, peer: &Peer, spelling: &Spelling, question: &str, pools: &Pools, figures: &mut Figures) -> io::Result<()> {
    // The same bodies for every round; drawn before, so that the client does little while it measures.
    let mut random = Random::new(9, 0);
    let different = if peer.repeats { 1 } else { 2_000 };
    let bodies: Arc<[_]> =
        (0..different).map(|_| body(&spelling.query, &peer.variables(question, &Asked::draw(question, pools, &mut random)))).collect();
    let postmaster = Process(args.postmaster);
    let mut connections = 1;
    for is_alone in [true, false] {
        let mut clients = JoinSet::new();
        let mut open = Vec::new();
        for _ in 0..connections {
            open.push(Connection::open(&peer.url).await?);
        }
        let (server, database) = (peer.process.cpu()?, postmaster.family_cpu()?);
        let (began, end) = (Instant::now(), Instant::now() + Duration::from_secs(args.seconds));
        for (first, mut connection) in open.into_iter().enumerate() {
            let bodies = bodies.clone();
            clients.spawn(async move {
                let mut took = Vec::new();
                let mut next = bodies.iter().cycle().skip(first * 61);
                while let Some(body) = next.next().filter(|_| Instant::now() < end) {
                    let began = Instant::now();
                    let (status, answer) = connection.post(body.clone()).await?;
                    took.push(began.elapsed().as_secs_f64() * 1e3);
                    if !status.is_success() || answer.starts_with(b"{\"errors\"") {
                        return Err(io::Error::other(format!("{status}: {}", String::from_utf8_lossy(&answer))));
                    }
                }
                io::Result::Ok(took)
            });
        }
        let mut took = Vec::new();
        while let Some(client) = clients.join_next().await {
            took.extend(client.map_err(io::Error::other)??);
        }
        let (seconds, thousands) = (began.elapsed().as_secs_f64(), took.len() as f64 / 1e3);
        took.sort_unstable_by(f64::total_cmp);
        if is_alone {
            let p50 = quantile(&took, 0.5);
            connections = ((args.seconds as f64 * 1e3 / p50) as u64).clamp(1, args.connections);
            figures.p50.push(p50);
            figures.p99.push(quantile(&took, 0.99));
        } else {
            figures.rates.push(took.len() as f64 / seconds);
            figures.server.push((peer.process.cpu()? - server) / thousands);
            figures.database.push((postmaster.family_cpu()? - database) / thousands);
        }
    }
    Ok(())
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    quantile(&values, 0.5)
}

/// One table for each thing that was measured; ratios to the reference in the better of its spellings, more is better.
fn tell(args: &Compare, figures: &BTreeMap<(usize, usize), Figures>, report: &mut Report) -> io::Result<()> {
    type Measured = fn(&Figures) -> f64;
    let many = format!("Requests a second, {} connections", args.connections);
    let tables: [(&str, bool, Measured); 4] = [
        (&many, true, |figures| median(&figures.rates)),
        ("p50 in ms, one connection", false, |figures| median(&figures.p50)),
        ("p99 in ms, one connection", false, |figures| median(&figures.p99)),
        ("Processor seconds for 1,000 requests, server and database", false, |figures| median(&figures.server) + median(&figures.database)),
    ];
    let mut kept = Vec::new();
    for (name, more, measured) in tables {
        let mut table = Table::new(std::iter::once("question").chain(args.peers.iter().map(|peer| peer.name.as_str())));
        for (question, (question_name, text)) in QUESTIONS.iter().enumerate() {
            let value = |number: usize| figures.get(&(question, number)).map(measured);
            let references = args.peers.iter().enumerate().filter(|(_, peer)| peer.is_reference()).filter_map(|(number, _)| value(number));
            let Some(reference) = references.reduce(|one, other| if more { one.max(other) } else { one.min(other) }) else { continue };
            let cell = |number: usize| {
                value(number).map_or(Value::Null, |value| {
                    let ratio = if more { value / reference } else { reference / value };
                    json!(format!("{} ({}×)", self::number(value), self::number(ratio)))
                })
            };
            table.row(std::iter::once(json!(text)).chain((0..args.peers.len()).map(cell)));
            for (number, peer) in args.peers.iter().enumerate() {
                if let Some(value) = value(number) {
                    kept.push(json!({ "server": peer.name, "question": question_name, "what": name, "value": value }));
                }
            }
        }
        report.table(name, &table)?;
    }
    report.keep("figures", Value::Array(kept));
    Ok(())
}

/// Returns the file with a peer's question.
fn file(folder: &Path, question: &str) -> PathBuf {
    folder.join(format!("{question}.graphql"))
}
