//! The dimensions that resources are counted by.

use std::borrow::Cow;
use std::ops::Range;

use entity::vocabulary::{AgentKind, ResourceFormat};

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
    /// Its language.
    Language,
    /// The persons among its producers.
    Person,
    /// The organizations among its producers.
    Organization,
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
    /// A language, by its number.
    Language(u32),
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Funder,
        Self::Producer,
        Self::Keyword,
        Self::Year,
        Self::Format,
        Self::Collection,
        Self::License,
        Self::Language,
        Self::Person,
        Self::Organization,
    ];

    /// Returns the kind that all its agents have; none where they are of both kinds, or are no agents.
    const fn agents(self) -> Option<AgentKind> {
        match self {
            Self::Person => Some(AgentKind::Person),
            Self::Organization => Some(AgentKind::Organization),
            _ => None,
        }
    }

    /// Returns the value that a number stands for. Numbers of nodes are their ordinals, those of years keep their
    /// order.
    pub(super) fn value(self, number: u32) -> Option<DimensionValue> {
        Some(match self {
            Self::Funder | Self::Producer | Self::Person | Self::Organization => DimensionValue::Agent(number),
            Self::Keyword => DimensionValue::Keyword(number),
            Self::Collection => DimensionValue::Collection(number),
            Self::Year => DimensionValue::Year((number ^ SIGN) as i32),
            Self::Format => DimensionValue::Format(*ResourceFormat::ALL.get(number as usize)?),
            Self::License => DimensionValue::License(number),
            Self::Language => DimensionValue::Language(number),
        })
    }

    /// Returns the number that stands for a value; none for a value of another dimension.
    fn number(self, value: DimensionValue) -> Option<u32> {
        match (self, value) {
            (Self::Funder | Self::Producer | Self::Person | Self::Organization, DimensionValue::Agent(number))
            | (Self::Keyword, DimensionValue::Keyword(number))
            | (Self::Collection, DimensionValue::Collection(number))
            | (Self::License, DimensionValue::License(number))
            | (Self::Language, DimensionValue::Language(number)) => Some(number),
            (Self::Year, DimensionValue::Year(year)) => Some(year as u32 ^ SIGN),
            (Self::Format, DimensionValue::Format(format)) => Some(format as u32),
            _ => None,
        }
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
            DimensionValue::Language(language) => Condition::Language(language),
        }
    }

    /// Returns the condition that resources without any value satisfy.
    pub fn has_none(self) -> Condition {
        let none_like = |relation, condition| Condition::Related(relation, Quantifier::None, Box::new(condition));
        let unrelated = |relation| none_like(relation, Condition::All(Vec::new()));
        match self {
            Self::Funder => unrelated(Relation::Funders(None)),
            Self::Producer => unrelated(Relation::Producers(None)),
            Self::Keyword => unrelated(Relation::Keywords),
            Self::Collection => unrelated(Relation::Collections),
            Self::Year => Condition::Not(Box::new(Condition::Number(NumberField::Year, NumberTest::Known))),
            Self::Format => Condition::Not(Box::new(Condition::HasFormat)),
            Self::License => Condition::Not(Box::new(Condition::Text(TextField::License, TextTest::Known))),
            Self::Language => Condition::Not(Box::new(Condition::Text(TextField::Language, TextTest::Known))),
            Self::Person => none_like(Relation::Producers(None), Condition::Agent(AgentKind::Person)),
            Self::Organization => none_like(Relation::Producers(None), Condition::Agent(AgentKind::Organization)),
        }
    }
}

/// Turned round, the sign of a year makes numbers that are ordered as the years are.
const SIGN: u32 = 1 << 31;

/// Years from 0 to this one are counted in a list, others in a map.
const LAST_YEAR: u32 = 4095;

impl Snapshot {
    /// Calls `visit` with the numbers of a resource's values, each once. `seen` is room to work in.
    pub(super) fn each_number(&self, resource: ResourceNode<'_>, dimension: Dimension, seen: &mut Vec<u32>, mut visit: impl FnMut(u32)) {
        let makers = || resource.contributions().filter(|(_, role)| role.is_producer()).map(|(agent, _)| agent);
        match dimension {
            // Only agents can be related to a resource in more than one way.
            Dimension::Funder => distinct(resource.fundings().map(|(agent, _)| agent), seen, visit),
            Dimension::Producer => distinct(makers(), seen, visit),
            Dimension::Person | Dimension::Organization => {
                distinct(makers().filter(|agent| self.is_value(dimension, *agent)), seen, visit);
            }
            Dimension::Keyword => resource.subjects().for_each(visit),
            Dimension::Collection => resource.collections().for_each(visit),
            Dimension::Year => resource.year().into_iter().for_each(|year| visit(year as u32 ^ SIGN)),
            Dimension::Format => resource.format().into_iter().for_each(|format| visit(u32::from(format as u8))),
            Dimension::License => resource.license().into_iter().for_each(visit),
            Dimension::Language => resource.language().into_iter().for_each(visit),
        }
    }

    /// Returns true when a node that a resource could have in this dimension is one of its values: a person is no organization.
    pub(super) fn is_value(&self, dimension: Dimension, number: u32) -> bool {
        dimension.agents().is_none_or(|kind| self.agents.get(number).is_some_and(|agent| agent.kind() == kind))
    }

    /// Returns the number that stands for a value; none for one that no resource could have in this dimension.
    pub(super) fn number(&self, dimension: Dimension, value: DimensionValue) -> Option<u32> {
        dimension.number(value).filter(|number| self.is_value(dimension, *number))
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
            Dimension::Funder | Dimension::Producer | Dimension::Person | Dimension::Organization => {
                Ranks::Kept(self.root(Root::Agents).ranks())
            }
            Dimension::Keyword => Ranks::Kept(self.root(Root::Labels).ranks()),
            Dimension::Collection => Ranks::Kept(self.root(Root::Collections).ranks()),
            Dimension::Year => Ranks::Years,
            Dimension::License => Ranks::Kept(self.resources.license_ranks(|text| licence(text).into_owned())),
            Dimension::Language => Ranks::Kept(self.resources.language_ranks()),
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
            Dimension::Funder | Dimension::Producer | Dimension::Person | Dimension::Organization => 0..self.agents.len(),
            Dimension::Keyword => 0..self.keywords.len(),
            Dimension::Collection => 0..self.collections.len(),
            Dimension::Format => 0..ResourceFormat::ALL.len() as u32,
            Dimension::License => 0..self.resources.licenses_end(),
            Dimension::Language => 0..self.resources.languages_end(),
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
    /// licence, the tag of a language. Empty for a node that is not here.
    pub fn label(&self, value: DimensionValue) -> Cow<'_, str> {
        match value {
            DimensionValue::Agent(agent) => Cow::Borrowed(self.agent(agent).map_or("", |agent| agent.name())),
            DimensionValue::Keyword(keyword) => Cow::Borrowed(self.keyword(keyword).map_or("", |keyword| keyword.label())),
            DimensionValue::Collection(collection) => Cow::Borrowed(self.collection(collection).map_or("", |node| node.title())),
            DimensionValue::Year(year) => Cow::Owned(year.to_string()),
            DimensionValue::Format(format) => Cow::Owned(words(format)),
            DimensionValue::License(number) => licence(self.license_at(number).unwrap_or_default()),
            DimensionValue::Language(number) => Cow::Borrowed(self.language_at(number).unwrap_or_default()),
        }
    }

    /// The address of the terms that a licence's number stands for, or the terms as printed.
    pub fn license_at(&self, number: u32) -> Option<&str> {
        self.snapshot().resources.license_at(number)
    }
    /// The BCP 47 tag that a language's number stands for.
    pub fn language_at(&self, number: u32) -> Option<&str> {
        self.snapshot().resources.language_at(number)
    }

    /// The numbers of the licences with these words or this address. Case makes no difference.
    pub fn licenses_like(&self, text: &str) -> Vec<u32> {
        self.snapshot().resources.licenses_like(text)
    }

    /// The numbers of the languages with this tag. Case makes no difference.
    pub fn languages_like(&self, tag: &str) -> Vec<u32> {
        self.snapshot().resources.languages_like(tag)
    }
}
