//! Values as people write them, read alike in every format: names, lists, dates, formats, languages.

pub(super) mod agents;
pub(super) mod date;
pub(super) mod format;
pub(super) mod language;
pub(super) mod license;
pub(super) mod list;
mod person;
pub(super) mod prose;
pub(super) mod words;
