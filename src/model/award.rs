//! The award that money came from.

use serde::{Deserialize, Serialize, Serializer};

/// An award.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Award {
    /// The funder's number for it.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// Writes one award as an object and no award as null: a record keeps the checksum that it had when there was only room for one.
pub(super) fn none_one_or_list<S: Serializer>(awards: &[Award], serializer: S) -> Result<S::Ok, S::Error> {
    match awards {
        [] => serializer.serialize_none(),
        [award] => award.serialize(serializer),
        several => several.serialize(serializer),
    }
}
