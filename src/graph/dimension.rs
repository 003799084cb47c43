//! The dimensions that resources are counted by.

use std::borrow::Cow;
use std::ops::Range;

use entity::vocabulary::ResourceFormat;

use super::Graph;
use super::condition::{Condition, NumberField, NumberTest, Quantifier, Relation, TextField, TextTest};
use super::resource::ResourceNode;
use super::root::Root;
use super::snapshot::Snapshot;
use crate::license;

/// A property by which resources are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// The agents that paid for it, in any way.
    Funder,
    /// The agents that made it, in a role that counts as producing.
    Producer,
    /// Its keywords.
    Keyword,
    /// Of publication.
    Year,
    /// Its format.
    Format,
    /// The collections that present it.
    Collection,
    /// The terms under which it may be used.
    License,
}

/// A value of a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DimensionValue {
    /// An organization or person.
    Agent(u32),
    /// A keyword.
    Keyword(u32),
    /// A collection.
    Collection(u32),
    /// A year.
    Year(i32),
    /// A format.
    Format(ResourceFormat),
    /// A licence, by its number.
    License(u32),
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Funder, Self::Producer, Self::Keyword, Self::Year, Self::Format, Self::Collection, Self::License];

    /// Returns the value that a number stands for. Numbers of nodes are their ordinals, those of years keep their
    /// order.
    pub(super) fn value(self, number: u32) -> Option<DimensionValue> {
        Some(match self {
            Self::Funder | Self::Producer => DimensionValue::Agent(number),
            Self::Keyword => DimensionValue::Keyword(number),
            Self::Collection => DimensionValue::Collection(number),
            Self::Year => DimensionValue::Year((number ^ SIGN) as i32),
            Self::Format => DimensionValue::Format(*ResourceFormat::ALL.get(number as usize)?),
            Self::License => DimensionValue::License(number),
        })
    }

    /// Returns the condition that resources with this value satisfy.
    pub fn has(self, value: DimensionValue) -> Condition {
        let related = |relation, node| Condition::Related(relation, Quantifier::Some, Box::new(Condition::Node(vec![node])));
        match value {
            DimensionValue::Agent(agent) if self == Self::Funder => related(Relation::Funders(None), agent),
            DimensionValue::Agent(agent) => related(Relation::Producers(None), agent),
            DimensionValue::Keyword(keyword) => related(Relation::Keywords, keyword),
            DimensionValue::Collection(collection) => related(Relation::Collections, collection),
            DimensionValue::Year(year) => Condition::Number(NumberField::Year, NumberTest::OneOf(vec![year.into()])),
            DimensionValue::Format(format) => Condition::Format(vec![format]),
            DimensionValue::License(license) => Condition::License(license),
        }
    }

    /// Returns the condition that resources without any value satisfy.
    pub fn has_none(self) -> Condition {
        let unrelated = |relation| Condition::Related(relation, Quantifier::None, Box::new(Condition::All(Vec::new())));
        match self {
            Self::Funder => unrelated(Relation::Funders(None)),
            Self::Producer => unrelated(Relation::Producers(None)),
            Self::Keyword => unrelated(Relation::Keywords),
            Self::Collection => unrelated(Relation::Collections),
            Self::Year => Condition::Not(Box::new(Condition::Number(NumberField::Year, NumberTest::Known))),
            Self::Format => Condition::Not(Box::new(Condition::HasFormat)),
            Self::License => Condition::Not(Box::new(Condition::Text(TextField::License, TextTest::Known))),
        }
    }
}

/// Turned round, the sign of a year makes numbers that are ordered as the years are.
const SIGN: u32 = 1 << 31;

/// Years from 0 to this one are counted in a list, others in a map.
const LAST_YEAR: u32 = 4095;

impl ResourceNode<'_> {
    /// Calls `visit` with the numbers of its values, each once. `seen` is room to work in.
    pub(super) fn each_number(self, dimension: Dimension, seen: &mut Vec<u32>, mut visit: impl FnMut(u32)) {
        match dimension {
            // Only agents can be related to a resource in more than one way.
            Dimension::Funder => distinct(self.fundings().map(|(agent, _)| agent), seen, visit),
            Dimension::Producer => {
                distinct(self.contributions().filter(|(_, role)| role.is_producer()).map(|(agent, _)| agent), seen, visit);
            }
            Dimension::Keyword => self.subjects().for_each(visit),
            Dimension::Collection => self.collections().for_each(visit),
            Dimension::Year => self.year().into_iter().for_each(|year| visit(year as u32 ^ SIGN)),
            Dimension::Format => self.format().into_iter().for_each(|format| visit(u32::from(format as u8))),
            Dimension::License => self.license().into_iter().for_each(visit),
        }
    }
}

/// Calls `visit` with each of these once.
fn distinct(numbers: impl Iterator<Item = u32>, seen: &mut Vec<u32>, visit: impl FnMut(u32)) {
    seen.clear();
    seen.extend(numbers);
    if seen.len() > 1 {
        seen.sort_unstable();
        seen.dedup();
    }
    seen.drain(..).for_each(visit);
}

/// The order of a dimension's values by label, then by id.
pub(super) enum Ranks<'g> {
    /// By ordinal or number.
    Kept(&'g [u32]),
    /// The numbers themselves.
    Years,
    /// By number.
    Formats(Vec<u32>),
}

impl Ranks<'_> {
    pub(super) fn of(&self, number: u32) -> u32 {
        match self {
            Self::Kept(ranks) => ranks.get(number as usize).copied().unwrap_or(u32::MAX),
            Self::Years => number,
            Self::Formats(ranks) => ranks.get(number as usize).copied().unwrap_or(u32::MAX),
        }
    }
}

impl Snapshot {
    pub(super) fn ranks(&self, dimension: Dimension) -> Ranks<'_> {
        match dimension {
            Dimension::Funder | Dimension::Producer => Ranks::Kept(self.root(Root::Agents).ranks()),
            Dimension::Keyword => Ranks::Kept(self.root(Root::Labels).ranks()),
            Dimension::Collection => Ranks::Kept(self.root(Root::Collections).ranks()),
            Dimension::Year => Ranks::Years,
            Dimension::License => Ranks::Kept(self.resources.license_ranks(|text| licence(text).into_owned())),
            Dimension::Format => {
                let mut formats = ResourceFormat::ALL.to_vec();
                formats.sort_by_key(|format| words(*format));
                let rank = |format| formats.iter().position(|other| other == format).unwrap_or_default() as u32;
                Ranks::Formats(ResourceFormat::ALL.iter().map(rank).collect())
            }
        }
    }

    /// The numbers that a dimension's values have; years may have others.
    pub(super) fn numbers(&self, dimension: Dimension) -> Range<u32> {
        match dimension {
            Dimension::Funder | Dimension::Producer => 0..self.agents.len(),
            Dimension::Keyword => 0..self.keywords.len(),
            Dimension::Collection => 0..self.collections.len(),
            Dimension::Format => 0..ResourceFormat::ALL.len() as u32,
            Dimension::License => 0..self.resources.licenses_end(),
            Dimension::Year => SIGN..SIGN + LAST_YEAR + 1,
        }
    }
}

/// The words of a format: `Fact sheet`.
fn words(format: ResourceFormat) -> String {
    let words = format.as_str().replace('_', " ").to_lowercase();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name that people know terms by: the short one, if the address is that of known terms; else the text itself.
fn licence(text: &str) -> Cow<'_, str> {
    license::name(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

impl Graph {
    /// The text that people know a value by: a name, label or title, the digits of a year, the words of a format, the short name of a
    /// licence. Empty for a node that is not here.
    pub fn label(&self, value: DimensionValue) -> Cow<'_, str> {
        match value {
            DimensionValue::Agent(agent) => Cow::Borrowed(self.agent(agent).map_or("", |agent| agent.name())),
            DimensionValue::Keyword(keyword) => Cow::Borrowed(self.keyword(keyword).map_or("", |keyword| keyword.label())),
            DimensionValue::Collection(collection) => Cow::Borrowed(self.collection(collection).map_or("", |node| node.title())),
            DimensionValue::Year(year) => Cow::Owned(year.to_string()),
            DimensionValue::Format(format) => Cow::Owned(words(format)),
            DimensionValue::License(number) => licence(self.license_at(number).unwrap_or_default()),
        }
    }

    /// The address of the terms that a licence's number stands for, or the terms as printed.
    pub fn license_at(&self, number: u32) -> Option<&str> {
        self.snapshot().resources.license_at(number)
    }
}
