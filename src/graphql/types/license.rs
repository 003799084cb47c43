//! The terms under which resources may be used.

use async_graphql::SimpleObject;

use crate::license;
use crate::store::resource::ResourceRecord;

/// Terms under which a resource may be used.
#[derive(Debug, SimpleObject)]
#[graphql(shareable)]
pub struct License {
    /// The short name of terms that are known, for example `CC BY 4.0` or `MIT`; null for others.
    pub name: Option<String>,
    /// The address of the terms, the same for all spellings of terms that are known; null when none is known or printed.
    pub url: Option<String>,
    /// The terms as the source prints them, for example `CC-BY-4.0`.
    pub as_printed: String,
}

impl License {
    /// The terms that a record states.
    pub(super) fn of(record: &ResourceRecord) -> Option<Self> {
        let url = record.license_url.clone();
        Some(Self { name: url.as_deref().and_then(license::name), url, as_printed: record.license.clone()? })
    }
}
