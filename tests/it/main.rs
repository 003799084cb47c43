//! Drives the real router on real databases: SQLite always, PostgreSQL where its programs are (in CI they must be).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod access;
mod analytics;
mod answers;
mod bounded;
mod cluster;
mod command;
mod counts;
mod data_directory;
mod documents;
mod edge;
mod export;
mod flags;
mod follow;
mod harness;
mod hostile;
mod import;
mod layers;
mod migrate;
mod operate;
mod operations;
mod packaging;
mod pages;
mod peers;
mod playground;
mod prose;
mod proxies;
mod query;
mod questions;
mod quick;
mod recipes;
mod records;
mod redirects;
mod replicas;
mod report;
mod saved;
mod schema;
mod site;
mod slow;
mod socket;
mod sources;
mod standby;
mod suggestions;
mod texts;
mod type_names;
mod versions;
mod wire;
