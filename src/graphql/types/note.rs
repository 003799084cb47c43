//! Notes: values under labels that fit no other field of a resource.

use async_graphql::SimpleObject;

use crate::model;
use crate::store::resource::{ResourceRecord, note};

/// A value under a label that fits no other field.
#[derive(Debug, SimpleObject)]
#[graphql(shareable)]
pub struct Note {
    /// The label as the source prints it, for example `Audience`.
    pub label: String,
    /// The value.
    pub value: String,
}

impl Note {
    /// The notes of a record, in the order printed.
    pub(super) fn all(record: &ResourceRecord) -> Vec<Self> {
        let note = |model::Note { label, value, .. }| Self { label, value };
        note::all(record.notes.as_deref()).into_iter().map(note).collect()
    }
}
