//! Records of a made-up catalogue.

use serde_json::{Value, json};

use crate::names;
use crate::random::{Random, Zipf};

const FORMATS: [&str; 13] = [
    "Webinar", "Brief", "Report", "Report", "Paper", "Paper", "Toolkit", "Tool", "Guide", "Fact sheet", "Presentation", "Poster", "Dataset",
];

/// A catalogue of a size.
#[derive(Debug)]
pub(crate) struct Catalogue {
    seed: u64,
    organizations: Zipf,
    funders: Zipf,
    keywords: Zipf,
    persons: Zipf,
    words: Zipf,
    vocabulary: Vec<String>,
}

impl Catalogue {
    pub(crate) fn new(resources: u64, seed: u64) -> Self {
        let vocabulary = names::vocabulary();
        Self {
            seed,
            organizations: Zipf::new((resources / 50).max(10)),
            funders: Zipf::new((resources / 300).max(5)),
            keywords: Zipf::new((resources / 20).max(10)),
            persons: Zipf::new((resources / 25).max(10)),
            words: Zipf::new(vocabulary.len() as u64),
            vocabulary,
        }
    }

    /// The record with this number; it does not depend on the others.
    pub(crate) fn record(&self, number: u64) -> Value {
        let random = &mut Random::new(self.seed, number);
        let id = format!("r-{number}");
        let mut record = json!({
            "id": id,
            "title": self.title(random, number),
            "description": self.description(random),
            "language": "en",
            "url": format!("https://catalogue.example/{id}"),
            "producedBy": self.producers(random),
            "supportedBy": self.supporters(random),
            "keywords": self.topics(random),
        });
        if let Some(fields) = record.as_object_mut() {
            if random.chance(90) {
                fields.insert("year".to_owned(), json!(2025 - random.below(30).min(random.below(30))));
            }
            if random.chance(80) {
                fields.insert("format".to_owned(), json!(FORMATS.get(random.below(FORMATS.len() as u64) as usize)));
            }
            if random.chance(40) {
                fields.insert("doi".to_owned(), json!(format!("10.5555/colophon.{}.{number}", self.seed)));
            }
        }
        record
    }

    /// Adds drawn words to a text, the first of them with a capital.
    fn phrase(&self, random: &mut Random, words: u64, text: &mut String) {
        for position in 0..words {
            let word = self.vocabulary.get(self.words.draw(random) as usize).map_or("", String::as_str);
            if position > 0 {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            if let Some(first) = text.get_mut(start..=start).filter(|_| position == 0) {
                first.make_ascii_uppercase();
            }
        }
    }

    fn title(&self, random: &mut Random, number: u64) -> String {
        let mut title = String::with_capacity(96);
        let words = random.within(2, 4);
        self.phrase(random, words, &mut title);
        title.push_str(": ");
        let words = random.within(2, 5);
        self.phrase(random, words, &mut title);
        if random.chance(20) {
            title.push_str(&format!(", part {}", number % 12 + 1));
        }
        title
    }

    /// Of 60 to 120 words.
    fn description(&self, random: &mut Random) -> String {
        let mut text = String::with_capacity(1 << 10);
        for sentence in 0..random.within(6, 8) {
            if sentence > 0 {
                text.push(' ');
            }
            let words = random.within(10, 15);
            self.phrase(random, words, &mut text);
            text.push('.');
        }
        text
    }

    fn producers(&self, random: &mut Random) -> Vec<Value> {
        let count = random.within(1, 3);
        if random.chance(25) {
            let persons = self.persons.draw_different(random, count);
            return persons
                .into_iter()
                .map(|person| json!({ "name": names::person(person), "kind": "person", "role": "AUTHOR" }))
                .collect();
        }
        self.organizations.draw_different(random, count).into_iter().map(organization).collect()
    }

    fn supporters(&self, random: &mut Random) -> Vec<Value> {
        let count = random.below(4);
        let mut funders = self.funders.draw_different(random, count);
        // Funders are organizations too, from another part of the list than the most frequent producers.
        for funder in &mut funders {
            *funder = *funder * 5 + 3;
        }
        let supporter = |funder: u64| {
            let mut supporter = match organization(funder) {
                Value::String(name) => json!({ "name": name }),
                other => other,
            };
            if let Some(fields) = supporter.as_object_mut().filter(|_| funder.is_multiple_of(2)) {
                fields.insert("award".to_owned(), json!(format!("A-{funder}-{}", random.below(1_000))));
            }
            supporter
        };
        funders.into_iter().map(supporter).collect()
    }

    fn topics(&self, random: &mut Random) -> Vec<String> {
        let count = random.within(2, 8);
        self.keywords.draw_different(random, count).into_iter().map(names::keyword).collect()
    }
}

/// An organization, every fourth with its ROR id.
fn organization(number: u64) -> Value {
    let name = names::organization(number);
    if number.is_multiple_of(4) { json!({ "name": name, "ror": names::ror(number) }) } else { json!(name) }
}
