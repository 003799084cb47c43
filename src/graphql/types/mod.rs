//! The GraphQL types, one file a noun.

pub mod agent;
pub mod collection;
pub mod contribution;
pub mod funding;
pub mod identifier;
pub mod import_run;
pub mod keyword;
pub mod node;
pub mod organization;
pub mod person;
pub mod provenance;
pub mod resource;
pub mod subject;
