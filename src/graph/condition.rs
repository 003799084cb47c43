//! Conditions on the nodes of a list.

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, ResourceFormat};

use crate::name;

/// The most tests of a condition that is soon looked through.
const QUICK: usize = 8;

/// A condition on nodes of one kind. A test of something that the kind does not have holds for none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these; none of them is no condition.
    All(Vec<Self>),
    /// One of these at least; none of them is what no node satisfies.
    Any(Vec<Self>),
    /// Everything else.
    Not(Box<Self>),
    /// To be one of these nodes.
    Node(Vec<u32>),
    /// A text of the node.
    Text(TextField, TextTest),
    /// A number of the node.
    Number(NumberField, NumberTest),
    /// To have one of these formats.
    Format(Vec<ResourceFormat>),
    /// To have any format.
    HasFormat,
    /// To have the licence with this number.
    License(u32),
    /// To have the language with this number.
    Language(u32),
    /// To be an agent of this kind.
    Agent(AgentKind),
    /// To have a description.
    HasDescription,
    /// To have a landing page.
    HasLandingPage,
    /// The nodes that it is related to.
    Related(Relation, Quantifier, Box<Self>),
    /// To stand in a collection like this.
    Placed(PlacementTest),
}

impl Condition {
    /// Returns true when the nodes that satisfy it are soon found: it has few tests, and one of them leaves few nodes
    /// to the others.
    pub(super) fn is_quick(&self) -> bool {
        let is_narrow = match self {
            Self::All(conditions) => conditions.iter().any(Self::is_looked_up),
            other => other.is_looked_up(),
        };
        is_narrow && self.tests() <= QUICK
    }

    /// Returns true when it names nodes, or nodes that others are related to.
    fn is_looked_up(&self) -> bool {
        match self {
            Self::Node(_) => true,
            Self::Related(_, Quantifier::Some, condition) => condition.is_looked_up(),
            Self::All(conditions) => conditions.iter().any(Self::is_looked_up),
            _ => false,
        }
    }

    /// Returns the number of its tests.
    fn tests(&self) -> usize {
        match self {
            Self::All(conditions) | Self::Any(conditions) => conditions.iter().map(Self::tests).sum(),
            Self::Not(condition) | Self::Related(_, _, condition) => condition.tests(),
            Self::Node(nodes) => nodes.len().max(1),
            _ => 1,
        }
    }
}

/// The text of a node that a test looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// Everything but collections' items: the slug.
    Slug,
    /// Resources and collections: the title.
    Title,
    /// Resources: the language.
    Language,
    /// Resources: the address of the terms under which it may be used, or these terms as printed.
    License,
    /// Resources: an identifier's value; a resource has any number of them, and one that fits is enough.
    Identifier,
    /// Agents: the name that is shown.
    Name,
    /// Agents: the country.
    Country,
    /// Keywords: the label that is shown.
    Label,
}

/// A test of a text. Case, no-break blanks and Unicode compatibility forms make no difference ([`name::fold`]); no value satisfies none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextTest {
    /// It is one of these, which ascend.
    OneOf(Vec<String>),
    /// This is in it.
    Contains(String),
    /// It begins with this.
    StartsWith(String),
    /// There is one.
    Known,
}

impl TextTest {
    /// [`Self::OneOf`] of texts as they were typed.
    pub fn one_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut texts: Vec<String> = texts.into_iter().map(name::fold).collect();
        texts.sort_unstable();
        Self::OneOf(texts)
    }

    /// [`Self::Contains`] of a text as it was typed.
    pub fn contains(text: &str) -> Self {
        Self::Contains(name::fold(text))
    }

    /// [`Self::StartsWith`] of a text as it was typed.
    pub fn starts_with(text: &str) -> Self {
        Self::StartsWith(name::fold(text))
    }

    /// Returns true when a text satisfies it.
    pub fn fits(&self, text: Option<&str>) -> bool {
        let Some(text) = text else { return false };
        match self {
            Self::OneOf(wanted) => wanted.binary_search(&name::fold(text)).is_ok(),
            Self::Contains(wanted) => name::fold(text).contains(wanted.as_str()),
            Self::StartsWith(wanted) => name::fold(text).starts_with(wanted.as_str()),
            Self::Known => true,
        }
    }
}

/// The number of a node that a test looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberField {
    /// Resources: the year of publication.
    Year,
    /// Resources: when it came, in microseconds since 1970.
    CreatedAt,
    /// Resources: when it last changed, in microseconds since 1970.
    UpdatedAt,
    /// Agents: how many resources it produced.
    ProducedCount,
    /// Agents: how many resources it paid for.
    FundedCount,
    /// Keywords: how many resources are about it.
    ResourceCount,
    /// Keywords: how many agents paid for its resources.
    FunderCount,
}

/// A test of a number; no value satisfies none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberTest {
    /// It is one of these, which ascend.
    OneOf(Vec<i64>),
    /// It is from the first to the second, both included.
    Between(i64, i64),
    /// There is one.
    Known,
}

impl NumberTest {
    /// [`Self::OneOf`] of numbers in any order.
    pub fn one_of(numbers: impl IntoIterator<Item = i64>) -> Self {
        let mut numbers: Vec<i64> = numbers.into_iter().collect();
        numbers.sort_unstable();
        Self::OneOf(numbers)
    }

    /// Returns true when a number satisfies it.
    pub fn fits(&self, number: Option<i64>) -> bool {
        number.is_some_and(|number| match self {
            Self::OneOf(wanted) => wanted.binary_search(&number).is_ok(),
            Self::Between(from, to) => (from..=to).contains(&&number),
            Self::Known => true,
        })
    }
}

/// Which nodes a node is related to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Of a resource: the agents that made it, in this role or in any that counts as producing.
    Producers(Option<ContributionRole>),
    /// Of a resource: the agents that paid for it, in this way or in any.
    Funders(Option<FundingKind>),
    /// Of a resource: what it is about.
    Keywords,
    /// Of a resource: the collections that present it.
    Collections,
    /// Of an agent: the resources that it made.
    Produced(Option<ContributionRole>),
    /// Of an agent: the resources that it paid for.
    Funded(Option<FundingKind>),
    /// Of a keyword: the resources that are about it.
    Tagged,
}

/// The part of the related nodes that must satisfy a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// One at least.
    Some,
    /// None.
    None,
    /// All, which holds where there are none.
    Every,
}

/// A condition on the place in a collection. All that is said must hold of one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlacementTest {
    /// The condition on the collection.
    pub collection: Vec<Condition>,
    /// The condition on the heading.
    pub section: Vec<TextTest>,
    /// True: there is a heading. False: there is none.
    pub has_section: Option<bool>,
    /// True: the heading singles the resource out. False: it does not.
    pub highlighted: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_quick_and_what_is_looked_through_is_not() {
        let keyword =
            |node| Condition::Related(Relation::Keywords, Quantifier::Some, Box::new(Condition::All(vec![Condition::Node(vec![node])])));
        assert!(Condition::All(vec![keyword(1), keyword(2), Condition::HasFormat]).is_quick());
        assert!(keyword(1).is_quick() && Condition::Node(vec![1, 2]).is_quick());
        assert!(!Condition::HasFormat.is_quick() && !Condition::Any(vec![keyword(1), keyword(2)]).is_quick());
        assert!(!Condition::Not(Box::new(keyword(1))).is_quick() && !Condition::All(vec![]).is_quick());
        assert!(!Condition::All((0..1_000).map(keyword).collect()).is_quick());
        assert!(!Condition::Node((0..1_000).collect()).is_quick());
    }
}
