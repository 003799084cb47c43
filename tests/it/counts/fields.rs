//! Tests of the fields of resources, agents and keywords.

use serde_json::{Value, json};

use super::catalogue::{Catalogue, HIGHLIGHTED, KINDS, LICENSES, ROLES, WORDS};
use super::dice::Dice;
use super::filter::{Related, Test};
use super::oracle::fold;
use super::value::{Format, Ids, Number, Text};

/// Tests of a resource.
#[derive(Debug, Clone)]
pub enum ResourceTest {
    Id(Ids),
    Slug(usize),
    Title(Text),
    Identifier(Text),
    Language(Text),
    License(Text),
    Year(Number),
    Format(Format),
    Producers(Option<&'static str>, Related<AgentTest>),
    Funders(Option<&'static str>, Related<AgentTest>),
    Keywords(Related<KeywordTest>),
    /// In the page with this id, if any.
    CollectionId(String),
    CollectionHighlighted(bool),
    CollectionSection(&'static str),
    CollectionIsNull(bool),
}

/// Tests of an organization or person.
#[derive(Debug, Clone)]
pub enum AgentTest {
    IsPerson(bool),
    Id(Ids),
    Slug(usize),
    Name(Text),
    Country(Text),
    ProducedCount(Number),
    FundedCount(Number),
    Produced(Option<&'static str>, Related<ResourceTest>),
    Funded(Option<&'static str>, Related<ResourceTest>),
}

/// Tests of a keyword.
#[derive(Debug, Clone)]
pub enum KeywordTest {
    Id(Ids),
    Slug(usize),
    Label(Text),
    ResourceCount(Number),
    FunderCount(Number),
    Resources(Related<ResourceTest>),
}

/// A slug in capitals, or one that nothing has.
fn slug(slug: &str) -> Value {
    json!({ "eq": if slug.is_empty() { "nobody".to_owned() } else { slug.to_uppercase() } })
}

impl Test for ResourceTest {
    fn to_json(&self, catalogue: &Catalogue) -> (&'static str, Value) {
        match self {
            Self::Id(ids) => ("id", ids.to_json(|node| catalogue.records.get(node).map(|record| record.id.clone()).unwrap_or_default())),
            Self::Slug(node) => ("slug", slug(catalogue.records.get(*node).map_or("", |record| record.slug.as_str()))),
            Self::Title(text) => ("title", text.to_json()),
            Self::Identifier(text) => ("identifier", text.to_json()),
            Self::Language(text) => ("language", text.to_json()),
            Self::License(text) => ("license", text.to_json()),
            Self::Year(number) => ("year", number.to_json()),
            Self::Format(format) => ("format", format.to_json()),
            Self::Producers(role, related) => ("producers", related.to_json(catalogue, role.map(|role| ("role", role)))),
            Self::Funders(kind, related) => ("funders", related.to_json(catalogue, kind.map(|kind| ("kind", kind)))),
            Self::Keywords(related) => ("keywords", related.to_json(catalogue, None)),
            Self::CollectionId(id) => ("collection", json!({ "id": { "eq": id } })),
            Self::CollectionHighlighted(highlighted) => ("collection", json!({ "highlighted": highlighted })),
            Self::CollectionSection(section) => ("collection", json!({ "section": { "eq": section } })),
            Self::CollectionIsNull(is_null) => ("collection", json!({ "isNull": is_null })),
        }
    }

    fn holds(&self, catalogue: &Catalogue, node: usize) -> bool {
        let record = &catalogue.records[node];
        match self {
            Self::Id(ids) => ids.holds(node, |node| node),
            Self::Slug(wanted) => *wanted == node,
            Self::Title(text) => text.holds(&[&record.title]),
            Self::Identifier(text) => text.holds(&record.doi.iter().chain(&record.local).map(String::as_str).collect::<Vec<_>>()),
            Self::Language(text) => text.holds(&record.language.into_iter().collect::<Vec<_>>()),
            Self::License(text) => text.holds(&record.license.map(|license| LICENSES[license].0).into_iter().collect::<Vec<_>>()),
            Self::Year(number) => number.holds(record.year),
            Self::Format(format) => format.holds(record.format),
            Self::Producers(role, related) => related.holds(catalogue, catalogue.producers(node, *role)),
            Self::Funders(kind, related) => related.holds(catalogue, catalogue.funders(node, *kind)),
            Self::Keywords(related) => related.holds(catalogue, &record.keywords),
            Self::CollectionId(id) => record.section.is_some() && *id == catalogue.page.id,
            Self::CollectionHighlighted(highlighted) => record.section.is_some_and(|section| *highlighted == (section == HIGHLIGHTED)),
            Self::CollectionSection(wanted) => record.section.is_some_and(|section| fold(section) == fold(wanted)),
            Self::CollectionIsNull(is_null) => *is_null == record.section.is_none(),
        }
    }

    fn random(dice: &mut Dice, depth: usize) -> Self {
        let role = |dice: &mut Dice| dice.maybe(30, |dice| *dice.pick(&ROLES));
        let kind = |dice: &mut Dice| dice.maybe(30, |dice| *dice.pick(&KINDS));
        match dice.below(if depth == 0 { 11 } else { 21 }) {
            0 => Self::Id(Ids::random(dice, 30)),
            1 => Self::Slug(dice.below(30)),
            2 => Self::Title(Text::random(dice, &WORDS)),
            3 => Self::Identifier(Text::random(dice, &["10.5555/law.7", "r-1", "r-2", "10.5555/LAW.1"])),
            4 => Self::Language(Text::random(dice, &["en", "de"])),
            5 | 6 => Self::Year(Number::random(dice, 2013, 2022)),
            7 | 8 => Self::Format(Format::random(dice)),
            9 => match dice.below(3) {
                0 => Self::CollectionHighlighted(dice.chance(50)),
                1 => Self::CollectionSection("other resources"),
                _ => Self::CollectionIsNull(dice.chance(50)),
            },
            10 => Self::License(Text::random(dice, &LICENSES.map(|license| license.0))),
            11..=13 => Self::Producers(role(dice), Related::random(dice, depth)),
            14..=16 => Self::Funders(kind(dice), Related::random(dice, depth)),
            _ => Self::Keywords(Related::random(dice, depth)),
        }
    }
}

impl Test for AgentTest {
    fn to_json(&self, catalogue: &Catalogue) -> (&'static str, Value) {
        match self {
            Self::IsPerson(is_person) => ("kind", json!(if *is_person { "PERSON" } else { "ORGANIZATION" })),
            Self::Id(ids) => ("id", ids.to_json(|node| catalogue.agents[node].id.clone())),
            Self::Slug(node) => ("slug", slug(&catalogue.agents[*node].slug)),
            Self::Name(text) => ("name", text.to_json()),
            Self::Country(text) => ("country", text.to_json()),
            Self::ProducedCount(number) => ("producedCount", number.to_json()),
            Self::FundedCount(number) => ("fundedCount", number.to_json()),
            Self::Produced(role, related) => ("produced", related.to_json(catalogue, role.map(|role| ("role", role)))),
            Self::Funded(kind, related) => ("funded", related.to_json(catalogue, kind.map(|kind| ("kind", kind)))),
        }
    }

    fn holds(&self, catalogue: &Catalogue, node: usize) -> bool {
        match self {
            Self::IsPerson(is_person) => catalogue.agents[node].is_person == *is_person,
            Self::Id(ids) => ids.holds(node, |node| catalogue.agent_shown(node)),
            Self::Slug(wanted) => catalogue.agent_shown(*wanted) == node,
            Self::Name(text) => text.holds(&[catalogue.agents[node].name]),
            // No record says where anybody is.
            Self::Country(text) => text.holds(&[]),
            Self::ProducedCount(number) => number.holds(Some(catalogue.produced(node, None).len() as i64)),
            Self::FundedCount(number) => number.holds(Some(catalogue.funded(node, None).len() as i64)),
            Self::Produced(role, related) => related.holds(catalogue, catalogue.produced(node, *role)),
            Self::Funded(kind, related) => related.holds(catalogue, catalogue.funded(node, *kind)),
        }
    }

    fn random(dice: &mut Dice, depth: usize) -> Self {
        let names = ["Grazk Yarn Trust", "Élan Fund", "Elan Fund", "zumba house", "Water Board", "Ola Brandt", "Ivo Örn"];
        match dice.below(if depth == 0 { 8 } else { 14 }) {
            0 => Self::Id(Ids::random(dice, 12)),
            1 if dice.chance(50) => Self::IsPerson(dice.chance(50)),
            1 => Self::Slug(dice.below(12)),
            2..=4 => Self::Name(Text::random(dice, &names)),
            5 => Self::Country(Text::random(dice, &["US", "DE"])),
            6 => Self::ProducedCount(Number::random(dice, 0, 15)),
            7 => Self::FundedCount(Number::random(dice, 0, 12)),
            8..=10 => Self::Produced(dice.maybe(30, |dice| *dice.pick(&ROLES)), Related::random(dice, depth)),
            _ => Self::Funded(dice.maybe(30, |dice| *dice.pick(&KINDS)), Related::random(dice, depth)),
        }
    }
}

impl Test for KeywordTest {
    fn to_json(&self, catalogue: &Catalogue) -> (&'static str, Value) {
        match self {
            Self::Id(ids) => ("id", ids.to_json(|node| catalogue.keywords[node].id.clone())),
            Self::Slug(node) => ("slug", slug(&catalogue.keywords[*node].slug)),
            Self::Label(text) => ("label", text.to_json()),
            Self::ResourceCount(number) => ("resourceCount", number.to_json()),
            Self::FunderCount(number) => ("funderCount", number.to_json()),
            Self::Resources(related) => ("resources", related.to_json(catalogue, None)),
        }
    }

    fn holds(&self, catalogue: &Catalogue, node: usize) -> bool {
        match self {
            Self::Id(ids) => ids.holds(node, |node| catalogue.keyword_shown(node)),
            Self::Slug(wanted) => catalogue.keyword_shown(*wanted) == node,
            Self::Label(text) => text.holds(&[&catalogue.keywords[node].label]),
            Self::ResourceCount(number) => number.holds(Some(catalogue.about(node).len() as i64)),
            Self::FunderCount(number) => number.holds(Some(catalogue.funders_of(catalogue.about(node)).len() as i64)),
            Self::Resources(related) => related.holds(catalogue, catalogue.about(node)),
        }
    }

    fn random(dice: &mut Dice, depth: usize) -> Self {
        match dice.below(if depth == 0 { 7 } else { 11 }) {
            0 => Self::Id(Ids::random(dice, 9)),
            1 => Self::Slug(dice.below(9)),
            2..=4 => Self::Label(Text::random(dice, &["jolt kelp", "Élan vital", "elan vital", "Peat", "nimbo"])),
            5 => Self::ResourceCount(Number::random(dice, 0, 30)),
            6 => Self::FunderCount(Number::random(dice, 0, 8)),
            _ => Self::Resources(Related::random(dice, depth)),
        }
    }
}
