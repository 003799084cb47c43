//! The GraphQL types, one file a noun.

pub mod agent;
pub mod change;
pub mod collection;
pub mod completeness;
pub mod contribution;
pub mod cooccurrence;
pub mod count;
pub mod crosstab;
pub mod facet;
pub mod funding;
pub mod identifier;
pub mod import_run;
pub mod keyword;
pub mod license;
pub mod node;
pub mod note;
pub mod organization;
pub mod overlap;
pub mod person;
pub mod provenance;
pub mod resource;
pub mod resource_connection;
pub mod search_match;
pub mod subject;
pub mod suggestion;
