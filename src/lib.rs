//! Colophon: a GraphQL federated metadata server. `docs/develop/architecture.md` shows the layers and the way through them.

pub mod access;
pub mod appearance;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database_url;
pub mod export;
pub mod format;
pub mod global_id;
pub mod graph;
pub mod graphql;
pub mod http;
pub mod identifier;
pub mod import;
pub mod license;
pub mod limits;
pub mod model;
pub mod name;
pub mod policy;
pub mod store;
pub mod telemetry;
pub mod text;
