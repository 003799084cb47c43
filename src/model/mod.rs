//! The nouns that readers, the store and the graph share: plain types, one noun a file. No SQL, no GraphQL.

mod account;
mod agent;
mod award;
mod collection;
mod issue;
mod item;
mod keyword;
mod license;
mod locator;
mod mention;
mod note;
mod record;
mod resource;
mod shown;

pub use self::account::{Account, LabelUse, MappingUse};
pub use self::agent::{AgentName, AgentRow};
pub use self::award::Award;
pub use self::collection::{CollectionRow, ItemRow};
pub use self::issue::{Issue, IssueCode};
pub use self::item::Item;
pub use self::keyword::KeywordRow;
pub use self::license::License;
pub use self::locator::Locator;
pub use self::mention::{AgentMention, Certainty, KeywordMention};
pub use self::note::Note;
pub use self::record::{Exported, GivenRecord, Placement, Record, RecordPlace, Said};
pub use self::resource::ResourceRow;
pub use self::shown::{Listed, ListedAgent, ListedKeyword, NoRevision, Revision, ShownAgent, ShownKeyword, ShownPlace, ShownResource};
