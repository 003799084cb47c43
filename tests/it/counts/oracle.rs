//! What is true of a catalogue, read slowly from its records.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use colophon::global_id;
use uuid::Uuid;

use super::catalogue::{By, Catalogue, FORMATS, KINDS, LICENSES, Links, ROLES};

pub const DIMENSIONS: [&str; 10] =
    ["FUNDER", "PRODUCER", "KEYWORD", "YEAR", "FORMAT", "COLLECTION", "LICENSE", "LANGUAGE", "PERSON", "ORGANIZATION"];

/// A text without its case.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// A text without its case and without the accents that the catalogues have.
pub fn plain(text: &str) -> String {
    let plain = |letter| match letter {
        'é' => 'e',
        'ö' => 'o',
        other => other,
    };
    fold(text).chars().map(plain).collect()
}

/// What texts are ordered by. All numbers in titles have three digits.
pub fn collated(text: &str) -> (String, String) {
    (plain(text), text.to_owned())
}

/// A value of a dimension. The order is that of labels, then of ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    pub collated: (String, String),
    pub id: Option<Uuid>,
    /// What a filter takes.
    pub filter: String,
}

impl Value {
    fn node(label: &str, id: &str) -> Self {
        Self { collated: collated(label), id: global_id::decode(id).map(|(_, id)| id), filter: id.to_owned() }
    }

    pub fn label(&self) -> &str {
        &self.collated.1
    }
}

fn different(list: impl Iterator<Item = usize>) -> Vec<usize> {
    list.collect::<BTreeSet<_>>().into_iter().collect()
}

impl Catalogue {
    /// Notes who has to do with what.
    pub fn link(&mut self) {
        let producing = |role: &str| matches!(role, "PRODUCER" | "AUTHOR" | "PUBLISHER");
        let by = |edges: &[(usize, &'static str)], names: &[&'static str], counts: &dyn Fn(&str) -> bool| -> By {
            let of = |fits: &dyn Fn(&str) -> bool| different(edges.iter().filter(|(_, name)| fits(name)).map(|(agent, _)| *agent));
            let named = names.iter().map(|name| (Some(*name), of(&|other| other == *name)));
            named.chain([(None, of(counts))]).collect()
        };
        let producers: Vec<By> = self.records.iter().map(|record| by(&record.made, &ROLES, &producing)).collect();
        let funders: Vec<By> = self.records.iter().map(|record| by(&record.paid, &KINDS, &|_| true)).collect();
        let turned = |links: &[By], agent: usize| -> By {
            let names = links.iter().flat_map(BTreeMap::keys).copied().collect::<BTreeSet<_>>();
            let with = |name| (0..links.len()).filter(|record| links[*record][&name].contains(&agent)).collect();
            names.into_iter().map(|name| (name, with(name))).collect()
        };
        self.links = Links {
            produced: (0..self.agents.len()).map(|agent| turned(&producers, agent)).collect(),
            funded: (0..self.agents.len()).map(|agent| turned(&funders, agent)).collect(),
            about: (0..self.keywords.len())
                .map(|keyword| (0..self.records.len()).filter(|record| self.records[*record].keywords.contains(&keyword)).collect())
                .collect(),
            producers,
            funders,
        };
    }

    /// Who made a record, each once.
    pub fn producers(&self, record: usize, role: Option<&'static str>) -> &[usize] {
        &self.links.producers[record][&role]
    }

    /// Who paid for a record, each once.
    pub fn funders(&self, record: usize, kind: Option<&'static str>) -> &[usize] {
        &self.links.funders[record][&kind]
    }

    pub fn produced(&self, agent: usize, role: Option<&'static str>) -> &[usize] {
        &self.links.produced[agent][&role]
    }

    pub fn funded(&self, agent: usize, kind: Option<&'static str>) -> &[usize] {
        &self.links.funded[agent][&kind]
    }

    pub fn about(&self, keyword: usize) -> &[usize] {
        &self.links.about[keyword]
    }

    pub fn funders_of(&self, records: &[usize]) -> Vec<usize> {
        different(records.iter().flat_map(|record| self.funders(*record, None).iter().copied()))
    }

    /// The agents that some record names.
    pub fn known_agents(&self) -> Vec<usize> {
        different(self.records.iter().flat_map(|record| record.made.iter().chain(&record.paid)).map(|(agent, _)| *agent))
    }

    /// The keywords that some record names.
    pub fn known_keywords(&self) -> Vec<usize> {
        different(self.records.iter().flat_map(|record| record.keywords.iter().copied()))
    }

    /// The values of a record in a dimension, each once.
    pub fn values(&self, record: usize, dimension: &str) -> BTreeSet<Value> {
        let agent = |agent: &usize| Value::node(self.agents[*agent].name, &self.agents[*agent].id);
        let plain = |label: String, filter: String| Value { collated: collated(&label), id: None, filter };
        let it = &self.records[record];
        match dimension {
            "FUNDER" => self.funders(record, None).iter().map(agent).collect(),
            "PRODUCER" => self.producers(record, None).iter().map(agent).collect(),
            "PERSON" => self.producers(record, None).iter().filter(|it| self.agents[**it].is_person).map(agent).collect(),
            "ORGANIZATION" => self.producers(record, None).iter().filter(|it| !self.agents[**it].is_person).map(agent).collect(),
            "LANGUAGE" => it.language.into_iter().map(|it| plain(it.to_owned(), it.to_owned())).collect(),
            "KEYWORD" => it.keywords.iter().map(|keyword| &self.keywords[*keyword]).map(|it| Value::node(&it.label, &it.id)).collect(),
            "YEAR" => it.year.into_iter().map(|year| plain(year.to_string(), year.to_string())).collect(),
            "FORMAT" => it.format.into_iter().map(|it| plain(FORMATS[it].2.to_owned(), FORMATS[it].0.to_owned())).collect(),
            "LICENSE" => it.license.into_iter().map(|it| plain(LICENSES[it].2.to_owned(), LICENSES[it].0.to_owned())).collect(),
            _ => it.section.into_iter().map(|_| Value::node(self.page.title, &self.page.id)).collect(),
        }
    }

    /// The slug of a node that is a value; what a filter takes for other values, and for agents of two kinds.
    pub fn slug<'a>(&'a self, value: &'a Value, dimension: &str) -> &'a str {
        let agent = || self.agents.iter().find(|agent| agent.id == value.filter).map(|agent| agent.slug.as_str());
        let slug = match dimension {
            "PERSON" | "ORGANIZATION" => agent(),
            "KEYWORD" => self.keywords.iter().find(|keyword| keyword.id == value.filter).map(|keyword| keyword.slug.as_str()),
            "COLLECTION" => Some(self.page.slug.as_str()),
            _ => None,
        };
        slug.unwrap_or(&value.filter)
    }

    /// How many of the records have each value, the most frequent first, then by label, then by id.
    pub fn tally(&self, records: &[usize], dimension: &str) -> Vec<(Value, usize)> {
        let mut counts: BTreeMap<Value, usize> = BTreeMap::new();
        for value in records.iter().flat_map(|record| self.values(*record, dimension)) {
            *counts.entry(value).or_default() += 1;
        }
        let mut counts: Vec<(Value, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts
    }

    /// The records without any value in a dimension.
    pub fn without(&self, records: &[usize], dimension: &str) -> Vec<usize> {
        records.iter().copied().filter(|record| self.values(*record, dimension).is_empty()).collect()
    }

    /// The records that lack a field.
    pub fn lacking(&self, records: &[usize], field: &str) -> Vec<usize> {
        let lacks = |number: &usize| {
            let record = &self.records[*number];
            match field {
                "year" => record.year.is_none(),
                "format" => record.format.is_none(),
                "description" => record.description.is_none(),
                "language" => record.language.is_none(),
                "license" => record.license.is_none(),
                "landingPage" => record.url.is_none(),
                "identifiers" => record.local.is_none() && record.doi.is_none(),
                "producers" => self.producers(*number, None).is_empty(),
                "funders" => record.paid.is_empty(),
                "keywords" => record.keywords.is_empty(),
                "collections" => record.section.is_none(),
                other => panic!("no field {other}"),
            }
        };
        records.iter().copied().filter(lacks).collect()
    }

    /// The public ids of records.
    pub fn ids(&self, records: &[usize]) -> BTreeSet<&str> {
        records.iter().map(|record| self.records[*record].id.as_str()).collect()
    }

    /// The texts of a record that a search looks into.
    pub fn texts(&self, record: usize) -> Vec<String> {
        let it = &self.records[record];
        let mut texts: Vec<String> = std::iter::once(&it.title).chain(&it.description).cloned().collect();
        texts.extend(it.keywords.iter().flat_map(|keyword| self.labels(*keyword)).map(str::to_owned));
        let agents = self.producers(record, None).iter().chain(self.funders(record, None));
        texts.extend(agents.flat_map(|agent| self.names(*agent)).map(str::to_owned));
        texts
    }
}
