//! Writes catalogues to measure with, and measures. See `bench/README.md`.

mod client;
mod compare;
mod hostile;
mod load;
mod measure;
mod names;
mod order;
mod process;
mod questions;
mod random;
mod record;
mod report;
mod sockets;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Parser;

use crate::record::Catalogue;

/// Measures the performance of Colophon.
#[derive(Debug, Parser)]
enum Command {
    /// Write records as JSON Lines: the same bytes for the same arguments, on every machine
    Generate {
        /// The number of resources
        #[arg(long)]
        resources: u64,
        /// Another seed gives another catalogue
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The file to write; `-` is standard output
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Ask a server that runs, and tell how long its answers take
    Measure(measure::Measure),
    /// Send a server that runs what is made to hurt, and tell what it cost
    Hostile(hostile::Hostile),
    /// Open many sockets and subscriptions, and tell what they take and how soon all hear of a change
    Sockets(sockets::Sockets),
    /// Find out what a server that runs can bear, and ask half of that for a long time
    Load(load::Load),
    /// Write the order in which a server lists its resources: place, id, cursor
    Order(order::Order),
    /// Ask several servers over the same data the same questions; see `bench/run`
    Compare(compare::Compare),
    /// Draw what was compared
    Draw(compare::Draw),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    match Command::parse() {
        Command::Generate { resources, seed, out } => generate(resources, seed, out),
        Command::Measure(args) => measure::run(&args).await,
        Command::Hostile(args) => hostile::run(&args).await,
        Command::Sockets(args) => sockets::run(&args).await,
        Command::Load(args) => load::run(args).await,
        Command::Order(args) => order::run(&args).await,
        Command::Compare(args) => compare::run(args).await,
        Command::Draw(args) => compare::draw(&args),
    }
}

fn generate(resources: u64, seed: u64, out: PathBuf) -> io::Result<()> {
    let out: Box<dyn Write> = if out.as_os_str() == "-" { Box::new(io::stdout().lock()) } else { Box::new(File::create(out)?) };
    match write(&Catalogue::new(resources, seed), resources, out) {
        // Who reads has seen enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn write(catalogue: &Catalogue, resources: u64, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, out);
    for number in 0..resources {
        serde_json::to_writer(&mut out, &catalogue.record(number))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
