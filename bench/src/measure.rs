//! Measures the time of questions. They are sent over HTTP, one after the other, on one connection.

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use crate::client::{Address, Connection};
use crate::questions::{Pools, QUESTIONS};
use crate::random::Random;
use crate::report::{Report, Table, number, quantile};

/// The questions, and the server.
#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// The address of the server
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: Address,
    /// The time for which each question is asked, in seconds
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Only questions with this in their name
    #[arg(long, default_value = "")]
    only: String,
    /// Write the figures as JSON, too
    #[arg(long)]
    json: Option<PathBuf>,
}

/// Asks each question for a while, and tells how long its answers took.
pub(crate) async fn run(args: &Measure) -> io::Result<()> {
    let mut connection = Connection::open(&args.url).await?;
    let pools = Pools::read(&mut connection).await?;
    let mut table = Table::new(["question", "answers", "p50 ms", "p99 ms"]);
    for question in QUESTIONS.iter().filter(|question| question.name.contains(&args.only)) {
        let mut random = Random::new(7, 0);
        for _ in 0..3 {
            connection.ask(question.query, &(question.variables)(&pools, &mut random)).await?;
        }
        let (end, mut took) = (Instant::now() + Duration::from_secs(args.seconds), Vec::new());
        while Instant::now() < end {
            let variables = (question.variables)(&pools, &mut random);
            let began = Instant::now();
            connection.ask(question.query, &variables).await?;
            took.push(began.elapsed().as_secs_f64() * 1e3);
        }
        took.sort_unstable_by(f64::total_cmp);
        table.row([json!(question.name), json!(took.len()), number(quantile(&took, 0.5)), number(quantile(&took, 0.99))]);
    }
    let mut report = Report::default();
    report.table("One question after the other on one connection", &table)?;
    report.save(args.json.as_deref())
}
