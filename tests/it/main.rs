//! Drives the real router on real databases: SQLite always, PostgreSQL where its programs are (in CI they must be).

mod cluster;
mod command;
mod edge;
mod follow;
mod harness;
mod import;
mod layers;
mod migrate;
mod playground;
mod query;
mod schema;
