//! The orders of lists, and the place of a node in an order.

use std::cmp::Ordering;

use uuid::Uuid;

use super::agent::AgentNode;
use super::collation::Text;
use super::collection::CollectionNode;
use super::keyword::KeywordNode;
use super::link::BackLink;
use super::resource::ResourceNode;
use super::snapshot::Snapshot;

/// One key of an order. Nulls come last in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderBy {
    /// By what.
    pub key: OrderKey,
    /// Which way.
    pub direction: Direction,
}

/// The keys that lists can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderKey {
    /// Resources and collections: the title.
    Title,
    /// Resources: the year of publication.
    Year,
    /// Resources: when it was made.
    CreatedAt,
    /// Resources: when it last changed.
    UpdatedAt,
    /// Agents: the name.
    Name,
    /// Agents: how many resources it produced, edited ones and the like not counted.
    ProducedCount,
    /// Agents: how many resources it paid for.
    FundedCount,
    /// Keywords: the label.
    Label,
    /// Keywords: how many resources have it, its narrower ones not counted.
    ResourceCount,
    /// Keywords: how many agents paid for its resources.
    FunderCount,
    /// The score of a match with a search.
    Relevance,
}

/// Which way an order goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// The kind of the nodes of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Resource,
    Agent,
    Keyword,
    Collection,
}

impl OrderKey {
    pub(super) const ALL: [Self; 11] = [
        Self::Title,
        Self::Year,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::Name,
        Self::ProducedCount,
        Self::FundedCount,
        Self::Label,
        Self::ResourceCount,
        Self::FunderCount,
        Self::Relevance,
    ];

    pub(super) const fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Title => matches!(kind, Kind::Resource | Kind::Collection),
            Self::Year | Self::CreatedAt | Self::UpdatedAt => matches!(kind, Kind::Resource),
            Self::Name | Self::ProducedCount | Self::FundedCount => matches!(kind, Kind::Agent),
            Self::Relevance => !matches!(kind, Kind::Collection),
            Self::Label | Self::ResourceCount | Self::FunderCount => matches!(kind, Kind::Keyword),
        }
    }
}

impl Direction {
    pub(super) const fn apply(self, ordering: Ordering) -> Ordering {
        match self {
            Self::Ascending => ordering,
            Self::Descending => ordering.reverse(),
        }
    }

    /// The direction in which ties break.
    pub(super) fn of(order: &[OrderBy]) -> Self {
        order.last().map_or(Self::Ascending, |by| by.direction)
    }
}

/// The value of a key in a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Null,
    Number(i64),
    Text(&'a str),
}

/// A [`Value`] that stays when its node goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    Null,
    Number(i64),
    Text(Text),
}

/// The place of a node in an order, whether or not a graph still holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// One for each key of the order.
    pub(super) values: Vec<Kept>,
    pub(super) id: Uuid,
}

impl From<Value<'_>> for Kept {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Number(number) => Self::Number(number),
            Value::Text(text) => Self::Text(Text::new(text)),
        }
    }
}

impl Kept {
    /// Compares a value with this one; nulls come last.
    fn place_of(&self, other: Value<'_>, direction: Direction) -> Ordering {
        match (other, self) {
            (Value::Null, Self::Null) => Ordering::Equal,
            (Value::Number(other), Self::Number(this)) => direction.apply(other.cmp(this)),
            (Value::Text(other), Self::Text(this)) => direction.apply(this.place_of(other)),
            // A key has values of one type only: numbers and texts do not meet.
            (Value::Null | Value::Text(_), _) => Ordering::Greater,
            (Value::Number(_), _) => Ordering::Less,
        }
    }
}

impl Snapshot {
    /// Returns the value of a key in a node; null when there is no such node, or the key is not for it.
    pub(super) fn value(&self, kind: Kind, key: OrderKey, node: u32) -> Value<'_> {
        let value = match kind {
            Kind::Resource => self.resources.get(node).map(|resource| match key {
                OrderKey::Title => Value::Text(resource.title()),
                OrderKey::Year => resource.year().map_or(Value::Null, |year| Value::Number(year.into())),
                OrderKey::CreatedAt => Value::Number(resource.created_at()),
                OrderKey::UpdatedAt => Value::Number(resource.updated_at()),
                _ => Value::Null,
            }),
            Kind::Agent => self.agents.get(node).map(|agent| {
                let count = |list| Value::Number(agent.list(list).map_or(0, |nodes| nodes.len() as i64));
                match key {
                    OrderKey::Name => Value::Text(agent.name()),
                    OrderKey::ProducedCount => count(BackLink::Produced(node, None)),
                    OrderKey::FundedCount => count(BackLink::Funded(node, None)),
                    _ => Value::Null,
                }
            }),
            Kind::Keyword => self.keywords.get(node).map(|keyword| match key {
                OrderKey::Label => Value::Text(keyword.label()),
                OrderKey::ResourceCount => Value::Number(keyword.tagged.len() as i64),
                OrderKey::FunderCount => Value::Number(keyword.funders().len() as i64),
                _ => Value::Null,
            }),
            Kind::Collection => self.collections.get(node).map(|collection| match key {
                OrderKey::Title => Value::Text(collection.title()),
                _ => Value::Null,
            }),
        };
        value.unwrap_or(Value::Null)
    }

    /// A node's public id; none when there is no such node.
    pub(super) fn held(&self, kind: Kind, node: u32) -> Option<Uuid> {
        match kind {
            Kind::Resource => self.resources.get(node).map(ResourceNode::id),
            Kind::Agent => self.agents.get(node).map(AgentNode::id),
            Kind::Keyword => self.keywords.get(node).map(KeywordNode::id),
            Kind::Collection => self.collections.get(node).map(CollectionNode::id),
        }
    }

    /// A node's public id; nil when there is no such node.
    pub(super) fn id(&self, kind: Kind, node: u32) -> Uuid {
        self.held(kind, node).unwrap_or_default()
    }

    /// Returns the place of a node.
    pub(super) fn place(&self, kind: Kind, order: &[OrderBy], node: u32) -> Place {
        Place { values: order.iter().map(|by| self.value(kind, by.key, node).into()).collect(), id: self.id(kind, node) }
    }

    /// Compares a node with a place: `Less` when the node comes first.
    pub(super) fn compare(&self, kind: Kind, order: &[OrderBy], node: u32, place: &Place) -> Ordering {
        let values = order.iter().zip(&place.values).map(|(by, value)| value.place_of(self.value(kind, by.key, node), by.direction));
        let ids = || Direction::of(order).apply(self.id(kind, node).cmp(&place.id));
        values.into_iter().find(|ordering| ordering.is_ne()).unwrap_or_else(ids)
    }
}
