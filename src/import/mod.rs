//! Files go in here: read as records, recognised, written in batches, reported.
//!
//! `docs/use/import.md` tells users what an import does; this is the way through it:
//! `format` reads records and issues from a file, `reading` gathers them in batches, `recognise` finds the resources that they describe
//! (`told_apart` those of one title) and `identity` the agents and keywords that they name, which `names` keeps from batch to batch,
//! `batch` works out what changes, the store writes it, and `run` drives the whole and keeps the report. `mappings` are those of columns
//! that are kept with a source. `rekey` makes the keys of names anew where another version stored them.

mod batch;
mod edges;
mod error;
mod fields;
mod identity;
mod input;
mod key;
mod kinds;
mod mappings;
mod names;
mod outcome;
mod paths;
mod progress;
mod reading;
mod recognise;
mod rekey;
pub mod report;
pub mod run;
mod shown;
mod told_apart;

pub use self::error::ImportError;
pub use self::input::Input;
pub use self::outcome::Sample;
pub use self::paths::Files;
pub use self::progress::Progress;
pub use self::rekey::{Rekeying, rekey};
pub use self::report::{Report, ReportedFile, ReportedIssue};
pub use self::run::{Options, import, not_begun};
