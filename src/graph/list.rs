//! Lists: what can be selected, and what a page of it is.

use entity::vocabulary::{ContributionRole, FundingKind};

use super::cursor::Cursor;
use super::deadline::Late;
use super::order::{Kind, OrderBy};
use super::root::{NEWEST, Root};

/// A list of nodes. One of a node that the graph does not hold is empty.
///
/// Forward relations, and the items of a collection, have a page order, which is their default order. Everything else is a set of nodes
/// in the order that is asked for: resources by default newest year first (unknown years last), then by title; the others by name,
/// label or title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// All resources.
    Resources,
    /// All organizations.
    Organizations,
    /// All persons.
    Persons,
    /// All keywords.
    Keywords,
    /// All collections.
    Collections,
    /// The agents that made a resource, one entry for each agent and role.
    Producers {
        /// The resource.
        resource: u32,
        /// In which role; none: in one that counts as producing.
        role: Option<ContributionRole>,
    },
    /// The agents that paid for a resource, one entry for each agent and kind.
    Funders {
        /// The resource.
        resource: u32,
        /// In which way; none: in any.
        kind: Option<FundingKind>,
    },
    /// The keywords of a resource.
    Subjects {
        /// The resource.
        resource: u32,
    },
    /// Which collections present a resource.
    CollectionsOf {
        /// The resource.
        resource: u32,
    },
    /// The resources that an agent made, each once.
    Produced {
        /// The agent.
        agent: u32,
        /// In which role; none: in one that counts as producing.
        role: Option<ContributionRole>,
    },
    /// The resources that an agent paid for, each once.
    Funded {
        /// The agent.
        agent: u32,
        /// In which way; none: in any.
        kind: Option<FundingKind>,
    },
    /// The resources about a keyword, each once.
    Tagged {
        /// The keyword.
        keyword: u32,
        /// True when resources about a narrower keyword count, and so on downwards.
        include_narrower: bool,
    },
    /// The resources that a collection presents.
    Items {
        /// The collection.
        collection: u32,
    },
}

impl List {
    /// Returns the kind of its nodes.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Resources | Self::Produced { .. } | Self::Funded { .. } | Self::Tagged { .. } | Self::Items { .. } => Kind::Resource,
            Self::Organizations | Self::Persons | Self::Producers { .. } | Self::Funders { .. } => Kind::Agent,
            Self::Keywords | Self::Subjects { .. } => Kind::Keyword,
            Self::Collections | Self::CollectionsOf { .. } => Kind::Collection,
        }
    }

    /// Its number among the kinds of lists, as cursors tell it.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Resources => 1,
            Self::Organizations => 2,
            Self::Persons => 3,
            Self::Keywords => 4,
            Self::Collections => 5,
            Self::Producers { .. } => 6,
            Self::Funders { .. } => 7,
            Self::Subjects { .. } => 8,
            Self::CollectionsOf { .. } => 9,
            Self::Produced { .. } => 10,
            Self::Funded { .. } => 11,
            Self::Tagged { .. } => 12,
            Self::Items { .. } => 13,
        }
    }

    /// Its order when none is asked for; empty for page order.
    pub(super) const fn default_order(self) -> &'static [OrderBy] {
        match self {
            Self::Producers { .. } | Self::Funders { .. } | Self::Subjects { .. } | Self::Items { .. } => &[],
            Self::Resources | Self::Produced { .. } | Self::Funded { .. } | Self::Tagged { .. } => NEWEST,
            Self::Organizations | Self::Persons => Root::Organizations.order(),
            Self::Keywords => Root::Labels.order(),
            Self::Collections | Self::CollectionsOf { .. } => Root::Collections.order(),
        }
    }
}

/// Which part of a list is wanted: the entries between two cursors, and of these the first or the last.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// The most entries.
    pub limit: usize,
    /// True when the last entries are wanted. They come in the order of the list all the same.
    pub backwards: bool,
    /// Entries behind this one only.
    pub after: Option<Cursor>,
    /// Entries ahead of this one only.
    pub before: Option<Cursor>,
}

/// A node in a list, and what the edge says that leads to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// The node.
    pub node: u32,
    /// In page order, from 1, whatever the list leaves out; for `CollectionsOf` in the entry's collection. 0 where the list has no page order.
    pub position: u32,
    /// `ContributionRole` or `FundingKind` as a number in `Producers` and `Funders`, else 0.
    pub role: u8,
    /// The place of the heading among the collection's sections, in `Items` and `CollectionsOf`.
    pub section: Option<u32>,
    /// True when the heading singles the resource out, in `Items` and `CollectionsOf`.
    pub highlighted: bool,
}

/// A part of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// In the order of the list.
    pub entries: Vec<Entry>,
    /// True when the list has entries ahead of these.
    pub has_previous: bool,
    /// True when the list has entries behind these.
    pub has_next: bool,
    /// The number of entries of the list.
    pub total: usize,
}

/// Why a page cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// The list's nodes have no such value.
    #[error("the list cannot be ordered by this")]
    Order,
    /// There was no search by whose relevance to order.
    #[error("there was no search")]
    Relevance,
    /// The text is no cursor, or one of another kind of list or another order.
    #[error("the cursor is not of this list in this order")]
    Cursor,
    /// The deadline was over before the page was found.
    #[error(transparent)]
    Late(#[from] Late),
}
