//! Colophon's tables, one file each, and the vocabulary that their columns hold. No logic: the store works on them.

pub mod agent;
pub mod agent_identifier;
pub mod agent_name;
pub mod agent_relation;
pub mod change;
pub mod collection;
pub mod collection_item;
pub mod contribution;
pub mod field_lock;
pub mod funding;
pub mod import_issue;
pub mod import_run;
pub mod instance;
pub mod keyword;
pub mod keyword_label;
pub mod keyword_relation;
pub mod resource;
pub mod resource_identifier;
pub mod source;
pub mod source_record;
pub mod subject;
pub mod token;
pub mod vocabulary;
