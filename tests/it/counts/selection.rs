//! Lists of resources: what a client asks, and the records that are in them.

use serde_json::{Value as Json, json};

use super::catalogue::{Catalogue, FORMATS};
use super::dice::Dice;
use super::fields::{AgentTest, KeywordTest, ResourceTest};
use super::filter::{Filter, Related};
use super::oracle::plain;
use super::value::{Format, Ids, Number, Text};

/// The conditions that a value of a dimension puts.
pub fn having(catalogue: &Catalogue, dimension: &str, value: &str) -> Filter<ResourceTest> {
    let agent = || Related::some(Filter::of(AgentTest::Id(Ids::Eq(catalogue.agents.iter().position(|agent| agent.id == value)))));
    Filter::of(match dimension {
        "FUNDER" => ResourceTest::Funders(None, agent()),
        "PRODUCER" | "PERSON" | "ORGANIZATION" => ResourceTest::Producers(None, agent()),
        "KEYWORD" => {
            let keyword = catalogue.keywords.iter().position(|keyword| keyword.id == value);
            ResourceTest::Keywords(Related::some(Filter::of(KeywordTest::Id(Ids::Eq(keyword)))))
        }
        "YEAR" => ResourceTest::Year(Number::eq(value.parse().unwrap())),
        "FORMAT" => ResourceTest::Format(Format::Eq(FORMATS.iter().position(|format| format.0 == value).unwrap())),
        "LICENSE" => ResourceTest::License(Text::Eq(value.to_owned())),
        "LANGUAGE" => ResourceTest::Language(Text::Eq(value.to_owned())),
        _ => ResourceTest::CollectionId(value.to_owned()),
    })
}

/// A search, of which everything must hold.
#[derive(Debug, Clone)]
pub enum Term {
    Word(String),
    Not(String),
    Phrase(String, String),
    Prefix(String),
}

/// Words that some text of a catalogue has, and one that is like none of them.
const SOUGHT: [&str; 13] =
    ["blomp", "dwimp", "flonk", "GRAZK", "plunt", "fjork", "Élan", "elan", "gyt", "zumba", "Brandt", "jolt", "xyqqp"];

impl Term {
    pub fn random(dice: &mut Dice) -> Vec<Self> {
        let word = |dice: &mut Dice| (*dice.pick(&SOUGHT)).to_owned();
        let mut terms = vec![match dice.below(6) {
            0 => Self::Prefix(["blo", "grazk", "un", "zum", "qua", "jo"][dice.below(6)].to_owned()),
            1 => Self::Phrase(
                ["blomp", "dwimp", "jolt", "elan"][dice.below(4)].to_owned(),
                ["dwimp", "flonk", "kelp", "fund"][dice.below(4)].to_owned(),
            ),
            _ => Self::Word(word(dice)),
        }];
        if dice.chance(30) {
            terms.push(Self::Word(word(dice)));
        }
        if dice.chance(25) {
            terms.push(Self::Not(word(dice)));
        }
        terms
    }

    pub fn text(terms: &[Self]) -> String {
        let text = |term: &Self| match term {
            Self::Word(word) => word.clone(),
            Self::Not(word) => format!("-{word}"),
            Self::Phrase(first, second) => format!("\"{first} {second}\""),
            Self::Prefix(word) => format!("{word}*"),
        };
        terms.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    pub fn holds(&self, catalogue: &Catalogue, record: usize) -> bool {
        let texts = catalogue.texts(record);
        let words = |text: &str| plain(text).split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect::<Vec<String>>();
        let any = |holds: &dyn Fn(&[String]) -> bool| texts.iter().any(|text| holds(&words(text)));
        match self {
            Self::Word(word) => any(&|words| words.contains(&plain(word))),
            Self::Not(word) => !any(&|words| words.contains(&plain(word))),
            Self::Phrase(first, second) => any(&|words| words.windows(2).any(|pair| pair[0] == plain(first) && pair[1] == plain(second))),
            Self::Prefix(start) => any(&|words| words.iter().any(|word| word.starts_with(&plain(start)))),
        }
    }
}

/// A list of resources: what a client asks, and the records that are in it.
#[derive(Debug, Clone)]
pub struct Selection {
    pub filter: Filter<ResourceTest>,
    pub search: Vec<Term>,
    pub records: Vec<usize>,
}

impl Selection {
    pub fn new(catalogue: &Catalogue, filter: Filter<ResourceTest>, search: Vec<Term>) -> Self {
        let holds = |record: &usize| filter.holds(catalogue, *record) && search.iter().all(|term| term.holds(catalogue, *record));
        let records = (0..catalogue.records.len()).filter(holds).collect();
        Self { filter, search, records }
    }

    /// The filter, as a variable.
    pub fn to_json(&self, catalogue: &Catalogue) -> Json {
        self.filter.to_json(catalogue)
    }

    /// The arguments, of which the filter is a variable.
    pub fn arguments(&self) -> String {
        if self.search.is_empty() {
            "filter: $filter".to_owned()
        } else {
            format!("search: {}, filter: $filter", json!(Term::text(&self.search)))
        }
    }

    /// Those of these records that are in it.
    pub fn among(&self, records: &[usize]) -> Vec<usize> {
        self.records.iter().copied().filter(|record| records.contains(record)).collect()
    }
}
