//! An edge as a resource keeps it: where it leads and what it says, in four bytes.

use entity::vocabulary::{ContributionRole, FundingKind};
use serde::{Deserialize, Serialize};

/// The most nodes of a kind that a graph holds, the removed ones included. What would come after them is left out.
pub(super) const MOST_NODES: u32 = 1 << NODE_BITS;

const NODE_BITS: u32 = 28;

/// The statement of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The agent made the resource.
    Contribution(ContributionRole),
    /// The agent paid for the resource.
    Funding(FundingKind),
    /// The resource is about the keyword.
    Subject,
    /// The collection presents the resource.
    Item,
}

/// An edge of a resource: the ordinal of the other node, and the relation in the highest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Link(u32);

impl Link {
    /// `node` is below [`MOST_NODES`].
    pub(super) const fn new(relation: Relation, node: u32) -> Self {
        let code = match relation {
            Relation::Contribution(role) => role as u32,
            Relation::Funding(FundingKind::Funder) => 6,
            Relation::Funding(FundingKind::Sponsor) => 7,
            Relation::Subject => 8,
            Relation::Item => 9,
        };
        Self(code << NODE_BITS | node)
    }

    pub(super) const fn node(self) -> u32 {
        self.0 & (MOST_NODES - 1)
    }

    /// The same relation to another node, below [`MOST_NODES`].
    pub(super) const fn to(self, node: u32) -> Self {
        Self(self.0 & !(MOST_NODES - 1) | node)
    }

    pub(super) const fn relation(self) -> Relation {
        match self.0 >> NODE_BITS {
            0 => Relation::Contribution(ContributionRole::Producer),
            1 => Relation::Contribution(ContributionRole::Author),
            2 => Relation::Contribution(ContributionRole::Editor),
            3 => Relation::Contribution(ContributionRole::Publisher),
            4 => Relation::Contribution(ContributionRole::Distributor),
            5 => Relation::Contribution(ContributionRole::Host),
            6 => Relation::Funding(FundingKind::Funder),
            7 => Relation::Funding(FundingKind::Sponsor),
            8 => Relation::Subject,
            _ => Relation::Item,
        }
    }
}

/// A list of resources that a node keeps of the edges that lead to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum BackLink {
    /// The resources that the agent made: in this role, or in any that counts as producing.
    Produced(u32, Option<ContributionRole>),
    /// The resources that the agent paid for: in this way, or in any.
    Funded(u32, Option<FundingKind>),
    /// The resources about the keyword.
    Tagged(u32),
}

impl BackLink {
    /// Returns the name of the list, whosever it is.
    pub(super) fn name(self) -> String {
        match self {
            Self::Produced(_, None) => "produced".to_owned(),
            Self::Produced(_, Some(role)) => format!("produced as {}", role.as_str()),
            Self::Funded(_, None) => "funded".to_owned(),
            Self::Funded(_, Some(kind)) => format!("funded as {}", kind.as_str()),
            Self::Tagged(_) => "resources".to_owned(),
        }
    }

    /// All lists that an agent may keep.
    pub(super) fn of_agent(agent: u32) -> impl Iterator<Item = Self> {
        let roles = ContributionRole::ALL.iter().copied().map(Some).chain([None]);
        let kinds = FundingKind::ALL.iter().copied().map(Some).chain([None]);
        roles.map(move |role| Self::Produced(agent, role)).chain(kinds.map(move |kind| Self::Funded(agent, kind)))
    }

    /// The lists that a resource with these links stands in, in order and each once.
    pub(super) fn of(links: &[Link]) -> Vec<Self> {
        let mut lists = Vec::with_capacity(links.len() * 2);
        for link in links {
            let node = link.node();
            match link.relation() {
                Relation::Contribution(role) => {
                    lists.push(Self::Produced(node, Some(role)));
                    lists.extend(role.is_producer().then_some(Self::Produced(node, None)));
                }
                Relation::Funding(kind) => lists.extend([Self::Funded(node, Some(kind)), Self::Funded(node, None)]),
                Relation::Subject => lists.push(Self::Tagged(node)),
                Relation::Item => {}
            }
        }
        lists.sort_unstable();
        lists.dedup();
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_come_back() {
        let relations = ContributionRole::ALL.iter().map(|role| Relation::Contribution(*role));
        let relations = relations.chain(FundingKind::ALL.iter().map(|kind| Relation::Funding(*kind)));
        for relation in relations.chain([Relation::Subject, Relation::Item]) {
            for node in [0, 1, MOST_NODES - 1] {
                let link = Link::new(relation, node);
                assert_eq!((link.relation(), link.node()), (relation, node));
            }
        }
    }
}
