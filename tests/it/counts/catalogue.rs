//! Random catalogues: few words, few names, so that ties, nulls, equal names and several roles are frequent.
//!
//! The words are made up. None is another with an ending or with one typo, so that a search for one finds exactly the records that have it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::dice::Dice;

/// Words of titles and descriptions.
pub const WORDS: [&str; 7] = ["blomp", "dwimp", "flonk", "grazk", "plunt", "skorb", "fjörk"];

/// A format as filters take it, as records print it, and as it is shown.
pub const FORMATS: [(&str, &str, &str); 4] = [
    ("WEBINAR", "Webinar", "Webinar"),
    ("FACT_SHEET", "fact sheet", "Fact sheet"),
    ("REPORT", "Report", "Report"),
    ("OTHER", "Pamphlet", "Other"),
];

pub const ROLES: [&str; 6] = ["PRODUCER", "AUTHOR", "EDITOR", "PUBLISHER", "DISTRIBUTOR", "HOST"];
pub const KINDS: [&str; 2] = ["FUNDER", "SPONSOR"];

/// An organization or a person that records may name.
#[derive(Debug, Clone)]
pub struct Agent {
    pub name: &'static str,
    pub acronym: Option<&'static str>,
    pub is_person: bool,
    /// Its ROR or ORCID id.
    pub identifier: Option<&'static str>,
    /// What the server calls it; empty when no record names it.
    pub id: String,
    pub slug: String,
    /// The agent that it was merged into.
    pub into: Option<usize>,
}

/// A keyword that records may name.
#[derive(Debug, Clone)]
pub struct Keyword {
    /// As it was printed first.
    pub label: String,
    pub uri: Option<&'static str>,
    /// What the server calls it; empty when no record names it.
    pub id: String,
    pub slug: String,
    /// The keyword that it was merged into.
    pub into: Option<usize>,
}

/// A record, and what the server calls it. Agents and keywords are places in the lists of the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Record {
    pub title: String,
    pub description: Option<String>,
    pub year: Option<i64>,
    /// A place in [`FORMATS`].
    pub format: Option<usize>,
    pub language: Option<&'static str>,
    pub url: Option<String>,
    /// The source's own id.
    pub local: Option<String>,
    pub doi: Option<String>,
    pub made: Vec<(usize, &'static str)>,
    pub paid: Vec<(usize, &'static str)>,
    pub keywords: Vec<usize>,
    /// The heading that it stands under on the page, if it stands there.
    pub section: Option<&'static str>,
    pub id: String,
    pub slug: String,
}

/// All of it. Records of the page come last.
#[derive(Debug)]
pub struct Catalogue {
    pub seed: u64,
    pub agents: Vec<Agent>,
    pub keywords: Vec<Keyword>,
    pub records: Vec<Record>,
    /// The page, which is the only collection.
    pub page: Page,
    /// What is imported as JSON Lines.
    pub lines: String,
    pub links: Links,
}

/// Who has to do with what, by role or kind, or without one by those that count as producers or funders. Noted once: filters look along
/// them again and again.
#[derive(Debug, Default)]
pub struct Links {
    /// For each record.
    pub producers: Vec<By>,
    pub funders: Vec<By>,
    /// For each agent.
    pub produced: Vec<By>,
    pub funded: Vec<By>,
    /// For each keyword.
    pub about: Vec<Vec<usize>>,
}

/// Places in a list, each once and in order, by role or kind.
pub type By = BTreeMap<Option<&'static str>, Vec<usize>>;

/// A page of the catalogue.
#[derive(Debug, Default)]
pub struct Page {
    pub title: &'static str,
    pub text: String,
    pub id: String,
    pub slug: String,
}

pub const HIGHLIGHTED: &str = "Highlighted Resource";
const OTHERS: &str = "Other Resources";

fn agents() -> Vec<Agent> {
    let agent = |name, acronym, is_person, identifier| Agent {
        name,
        acronym,
        is_person,
        identifier,
        id: String::new(),
        slug: String::new(),
        into: None,
    };
    vec![
        agent("Grazk Yarn Trust", Some("GYT"), false, None),
        agent("Élan Fund", None, false, None),
        agent("Elan Fund", None, false, None),
        agent("zumba house", None, false, None),
        agent("Quartz Fund", None, false, None),
        agent("Water Board", None, false, Some("02nr0ka47")),
        agent("Water Board", None, false, Some("05dxps055")),
        agent("Ola Brandt", None, false, None),
        agent("Ola Brandt", None, true, None),
        agent("Ivo Örn", None, true, None),
        agent("Mia Kvist", None, true, Some("0000-0002-1825-0097")),
        agent("Zora Fund", None, true, None),
    ]
}

/// How many of the agents are organizations that a page can print, and how many are organizations at all.
const PRINTABLE: usize = 5;
const ORGANIZATIONS: usize = 8;

fn keywords() -> Vec<Keyword> {
    let keyword = |(label, uri): (&str, Option<&'static str>)| Keyword {
        label: label.to_owned(),
        uri,
        id: String::new(),
        slug: String::new(),
        into: None,
    };
    [
        ("jolt", None),
        ("jolt kelp", None),
        ("Kelp", None),
        ("Élan vital", None),
        ("elan vital", None),
        ("Peat", None),
        ("grazk", None),
        ("nimbo", Some("https://law.example/terms#a")),
        ("nimbo", Some("https://law.example/terms#b")),
    ]
    .map(keyword)
    .to_vec()
}

/// How many of the keywords have no address.
const PLAIN_KEYWORDS: usize = 7;

impl Catalogue {
    pub fn new(seed: u64) -> Self {
        let dice = &mut Dice::new(seed);
        let mut catalogue = Self {
            seed,
            agents: agents(),
            keywords: keywords(),
            records: Vec::new(),
            page: Page::default(),
            lines: String::new(),
            links: Links::default(),
        };
        let count = dice.within(30, 110);
        let mut met = vec![false; catalogue.keywords.len()];
        for number in 0..count {
            let record = record(dice, number);
            let mut line = catalogue.line(dice, &record, &mut met).to_string();
            line.push('\n');
            catalogue.lines.push_str(&line);
            catalogue.records.push(record);
        }
        catalogue.page.title = "Plunt Shelf";
        catalogue.page.text = format!("top of page\n\n{}\n", catalogue.page.title);
        for number in 0..dice.within(3, 9) {
            let record = printed(dice, number);
            catalogue.print(&record, number);
            catalogue.records.push(record);
        }
        catalogue.link();
        catalogue
    }

    /// A record as JSON Lines have it. The first spelling of a keyword is its label.
    fn line(&mut self, dice: &mut Dice, record: &Record, met: &mut [bool]) -> Value {
        let agent = |agent: usize| {
            let Agent { name, acronym, is_person, identifier, .. } = &self.agents[agent];
            let mut fields = Map::new();
            fields.insert("name".to_owned(), json!(acronym.map_or((*name).to_owned(), |acronym| format!("{name} ({acronym})"))));
            // A name alone is a person's or a body's by its shape, which is not tried here.
            fields.insert("kind".to_owned(), json!(if *is_person { "person" } else { "organization" }));
            if let Some(identifier) = identifier {
                fields.insert(if *is_person { "orcid" } else { "ror" }.to_owned(), json!(identifier));
            }
            fields
        };
        let made: Vec<Value> = record
            .made
            .iter()
            .map(|(maker, role)| {
                let mut fields = agent(*maker);
                fields.insert("role".to_owned(), json!(role.to_lowercase()));
                Value::Object(fields)
            })
            .collect();
        let paid: Vec<Value> = record
            .paid
            .iter()
            .map(|(payer, kind)| {
                let mut fields = agent(*payer);
                fields.insert("kind".to_owned(), json!(kind.to_lowercase()));
                Value::Object(fields)
            })
            .collect();
        let mut keywords = Vec::new();
        for place in &record.keywords {
            let keyword = &mut self.keywords[*place];
            let spelling = if dice.chance(20) { keyword.label.to_uppercase() } else { keyword.label.clone() };
            if !met[*place] {
                met[*place] = true;
                keyword.label.clone_from(&spelling);
            }
            keywords.push(json!({ "label": spelling, "uri": keyword.uri }));
        }
        json!({
            "id": record.local,
            "title": record.title,
            "description": record.description,
            "year": record.year,
            "format": record.format.map(|format| FORMATS[format].1),
            "language": record.language,
            "url": record.url,
            "doi": record.doi,
            "producedBy": made,
            "supportedBy": paid,
            "keywords": keywords,
        })
    }

    /// Adds a record to the page.
    fn print(&mut self, record: &Record, number: usize) {
        let text = &mut self.page.text;
        if let Some(heading) = record.section.filter(|_| number < 2) {
            text.push_str(&format!("\n{heading}\n"));
        }
        let year = record.year.map(|year| format!(" ({year})")).unwrap_or_default();
        text.push_str(&format!("\n{}{year}\n", record.title));
        let names = |list: &[(usize, &str)]| list.iter().map(|(agent, _)| self.agents[*agent].name).collect::<Vec<_>>().join("; ");
        text.push_str(&format!("\nProduced By: {}\n", names(&record.made)));
        if !record.paid.is_empty() {
            text.push_str(&format!("\nSupported By: {}\n", names(&record.paid)));
        }
        if let Some(description) = &record.description {
            text.push_str(&format!("\nDescription: {description}\n"));
        }
        let labels: Vec<&str> = record.keywords.iter().map(|keyword| self.keywords[*keyword].label.as_str()).collect();
        text.push_str(&format!("\nKeywords: {}\n", labels.join("; ")));
    }
}

fn words(dice: &mut Dice, low: usize, high: usize) -> String {
    (0..dice.within(low, high)).map(|_| *dice.pick(&WORDS)).collect::<Vec<_>>().join(" ")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A record of the JSON Lines. Without an id of its own it is known by its title, which then is nobody else's.
fn record(dice: &mut Dice, number: usize) -> Record {
    let local = dice.maybe(85, |_| format!("r-{number}"));
    let title = if local.is_some() { capitalised(&words(dice, 1, 3)) } else { format!("Untold {number:03} {}", words(dice, 1, 1)) };
    let mut made: Vec<(usize, &'static str)> = Vec::new();
    for _ in 0..dice.below(4) {
        // Those who produce are most frequent, and one may do several things.
        let role = if dice.chance(50) { ROLES[0] } else { *dice.pick(&ROLES) };
        let entry = (dice.below(agents().len()), role);
        if !made.contains(&entry) {
            made.push(entry);
        }
    }
    let mut paid: Vec<(usize, &'static str)> = Vec::new();
    for _ in 0..dice.below(4).saturating_sub(1) {
        let entry = (dice.below(ORGANIZATIONS), if dice.chance(75) { KINDS[0] } else { KINDS[1] });
        if !paid.contains(&entry) {
            paid.push(entry);
        }
    }
    let count = dice.below(5);
    Record {
        title,
        local,
        description: dice.maybe(60, |dice| words(dice, 2, 4)),
        year: dice.maybe(75, |dice| 2015 + dice.below(7) as i64),
        format: dice.maybe(75, |dice| dice.below(FORMATS.len())),
        language: dice.maybe(50, |dice| *dice.pick(&["en", "de"])),
        url: dice.maybe(40, |_| format!("https://law.example/{number}")),
        doi: dice.maybe(30, |_| format!("10.5555/law.{number}")),
        made,
        paid,
        keywords: dice.different(count, keywords().len()),
        ..Record::default()
    }
}

/// A record of the page: only what pages print, and only names that mean one agent.
fn printed(dice: &mut Dice, number: usize) -> Record {
    let (makers, payers, topics) = (dice.within(1, 2), dice.below(3), dice.within(1, 3));
    Record {
        title: format!("Shelved {number:03} {}", capitalised(&words(dice, 1, 1))),
        description: dice.maybe(50, |dice| words(dice, 2, 3)),
        year: dice.maybe(50, |dice| 2015 + dice.below(7) as i64),
        made: dice.different(makers, PRINTABLE).into_iter().map(|agent| (agent, ROLES[0])).collect(),
        paid: dice.different(payers, PRINTABLE).into_iter().map(|agent| (agent, KINDS[0])).collect(),
        keywords: dice.different(topics, PLAIN_KEYWORDS),
        section: Some(if number == 0 { HIGHLIGHTED } else { OTHERS }),
        ..Record::default()
    }
}
