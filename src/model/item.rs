//! The things that a reader hands on.

use super::{Account, Issue, Record, Said};

/// What comes out of a file, in the file's order.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// The heading of the page: the title of the collection that the records below it stand in.
    Collection(Said<String>),
    /// A resource.
    Record(Box<Record>),
    /// Something that a reader of the report should know; `rejected` records end here too.
    Issue(Issue),
    /// The end of a file: how it was understood as a whole.
    Account(Account),
}
