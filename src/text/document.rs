//! The documents that are indexed.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The kind of a document's node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// A resource.
    Resource,
    /// An organization.
    Organization,
    /// A person.
    Person,
    /// A keyword.
    Keyword,
    /// A collection.
    Collection,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Resource, Self::Organization, Self::Person, Self::Keyword, Self::Collection];

    /// Returns the kind with this number.
    pub(super) fn from_number(number: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// Returns the letter before all terms of its documents. With it, a search for one kind does not see another kind.
    pub(super) const fn letter(self) -> char {
        match self {
            Self::Resource => 'R',
            Self::Organization => 'O',
            Self::Person => 'P',
            Self::Keyword => 'K',
            Self::Collection => 'C',
        }
    }
}

/// The texts of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The kind of the node.
    pub kind: Kind,
    /// The id of the node.
    pub id: Uuid,
    /// Title, name or label.
    pub title: String,
    /// Of a resource, the labels of its keywords and the names of its producers and funders. Of other nodes, all their
    /// other names and labels.
    pub names: Vec<String>,
    /// Prose: of a resource, its description, its notes, the numbers and titles of awards.
    pub prose: Vec<String>,
}

impl Document {
    /// Returns a hash of the texts. It is the same on every machine.
    pub fn digest(&self) -> u64 {
        let mut hasher = Sha256::new();
        // How many there are parts the prose from the names.
        hasher.update((self.prose.len() as u64).to_le_bytes());
        for text in std::iter::once(&self.title).chain(&self.prose).chain(&self.names) {
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        let digest: [u8; 32] = hasher.finalize().into();
        digest.first_chunk().map_or(0, |start| u64::from_le_bytes(*start))
    }
}
