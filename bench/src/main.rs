//! Writes catalogues to measure with, and measures. See `bench/README.md`.

mod measure;
mod names;
mod random;
mod record;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Parser;

use crate::record::Catalogue;

/// What Colophon's performance figures are measured with.
#[derive(Debug, Parser)]
enum Command {
    /// Write records as JSON Lines: the same bytes for the same arguments, on every machine
    Generate {
        /// How many resources
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
    Measure {
        /// Where it listens
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        url: String,
        /// How long each question is asked, in seconds
        #[arg(long, default_value_t = 3)]
        seconds: u64,
        /// Only questions with this in their name
        #[arg(long, default_value = "")]
        only: String,
    },
}

fn main() -> io::Result<()> {
    let (resources, seed, out) = match Command::parse() {
        Command::Generate { resources, seed, out } => (resources, seed, out),
        Command::Measure { url, seconds, only } => return io::stdout().write_all(measure::run(&url, seconds, &only)?.as_bytes()),
    };
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
