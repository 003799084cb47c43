//! One catalogue on every database, asked as one: answers must be the same to the letter.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::catalogue::Catalogue;
use crate::harness::World;

/// The most questions in one request; each is an alias.
const MOST: usize = 40;

/// A catalogue on every database.
#[derive(Debug)]
pub struct Twins {
    pub worlds: Vec<World>,
    pub catalogue: Catalogue,
}

/// A field of the query. `$filter` in it stands for its own filter.
#[derive(Debug)]
pub struct Question {
    pub field: String,
    /// The type of the filter.
    pub kind: &'static str,
    pub filter: Value,
}

impl Question {
    pub fn of(field: impl Into<String>, filter: Value) -> Self {
        Self { field: field.into(), kind: "ResourceFilter", filter }
    }
}

/// The ids of a list of nodes.
pub fn ids(nodes: &Value) -> Vec<&str> {
    nodes.as_array().unwrap_or_else(|| panic!("no list: {nodes}")).iter().map(|node| node["id"].as_str().unwrap()).collect()
}

pub fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("no count: {value}"))).unwrap()
}

impl Twins {
    /// Imports a catalogue into every database, and learns what things are called there.
    pub async fn new(seed: u64) -> Self {
        let mut twins = Self { worlds: World::all_generous().await, catalogue: Catalogue::new(seed) };
        for world in &twins.worlds {
            for (name, text) in [("law.jsonl", &twins.catalogue.lines), ("shelf.txt", &twins.catalogue.page.text)] {
                let report = world.import(name, text).await;
                assert_eq!(report.rejected, 0, "seed {seed}: {report:?}");
            }
        }
        twins.learn().await;
        twins
    }

    async fn learn(&mut self) {
        let names = "{
            organizations(first: 100) { nodes { __typename id slug name ror } }
            persons(first: 100) { nodes { __typename id slug name orcid } }
            keywords(first: 100) { nodes { id slug label uri } }
            collections { nodes { id slug } }
        }";
        let names = self.ask(names, json!({})).await;
        for list in ["organizations", "persons"] {
            for node in names[list]["nodes"].as_array().unwrap() {
                let identifier = if list == "persons" { &node["orcid"] } else { &node["ror"] }.as_str();
                let is_it = |agent: &&mut super::catalogue::Agent| {
                    agent.is_person == (list == "persons") && node["name"] == agent.name && agent.identifier == identifier
                };
                let agent = self.catalogue.agents.iter_mut().find(is_it).unwrap_or_else(|| panic!("nobody is {node}"));
                assert_eq!(agent.id, "", "two are {node}");
                node["id"].as_str().unwrap().clone_into(&mut agent.id);
                node["slug"].as_str().unwrap().clone_into(&mut agent.slug);
            }
        }
        for node in names["keywords"]["nodes"].as_array().unwrap() {
            let is_it = |keyword: &&mut super::catalogue::Keyword| node["label"] == keyword.label && node["uri"].as_str() == keyword.uri;
            let keyword = self.catalogue.keywords.iter_mut().find(is_it).unwrap_or_else(|| panic!("nothing is {node}"));
            assert_eq!(keyword.id, "", "two are {node}");
            node["id"].as_str().unwrap().clone_into(&mut keyword.id);
            node["slug"].as_str().unwrap().clone_into(&mut keyword.slug);
        }
        let page = &names["collections"]["nodes"][0];
        page["id"].as_str().unwrap().clone_into(&mut self.catalogue.page.id);
        page["slug"].as_str().unwrap().clone_into(&mut self.catalogue.page.slug);

        let mut after = Value::Null;
        loop {
            let query = "query($after: String) {
                resources(first: 100, after: $after) { nodes { id slug title identifiers { scheme value } } pageInfo { hasNextPage endCursor } }
            }";
            let answer = self.ask(query, json!({ "after": after })).await;
            for node in answer["resources"]["nodes"].as_array().unwrap() {
                let identifiers = node["identifiers"].as_array().unwrap();
                let local = identifiers
                    .iter()
                    .find(|identifier| identifier["scheme"] == "LOCAL")
                    .map(|identifier| identifier["value"].as_str().unwrap());
                let is_it = |record: &&mut super::catalogue::Record| match local {
                    Some(local) => record.local.as_deref() == Some(local),
                    None => record.local.is_none() && node["title"] == record.title,
                };
                let record = self.catalogue.records.iter_mut().find(is_it).unwrap_or_else(|| panic!("nothing is {node}"));
                assert_eq!(record.id, "", "two are {node}");
                assert_eq!(node["title"], record.title);
                node["id"].as_str().unwrap().clone_into(&mut record.id);
                node["slug"].as_str().unwrap().clone_into(&mut record.slug);
            }
            if answer["resources"]["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = answer["resources"]["pageInfo"]["endCursor"].clone();
        }
        let nameless: Vec<&str> = self.catalogue.records.iter().filter(|it| it.id.is_empty()).map(|it| it.title.as_str()).collect();
        assert_eq!(nameless, Vec::<&str>::new(), "seed {}: not imported", self.catalogue.seed);
    }

    /// The data of an answer, which must be the same everywhere and without errors.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let mut first: Option<Value> = None;
        for world in &self.worlds {
            let body = world.query_with(query, variables.clone()).await.body;
            let seed = self.catalogue.seed;
            assert!(body.get("errors").is_none(), "seed {seed} on {}: {}\n{query}\n{variables}", world.database.name, body["errors"]);
            match &first {
                Some(first) => assert_eq!(&body, first, "seed {seed}: {} differs\n{query}\n{variables}", world.database.name),
                None => first = Some(body),
            }
        }
        first.map(|mut body| body["data"].take()).unwrap_or_default()
    }

    /// The answers to many questions, in few requests.
    pub async fn ask_all(&self, questions: &[Question]) -> Vec<Value> {
        let mut answers = Vec::new();
        for part in questions.chunks(MOST) {
            let mut variables = Map::new();
            // Equal filters are one variable, so that requests stay small.
            let mut known: BTreeMap<(String, &str), String> = BTreeMap::new();
            let (mut declared, mut fields) = (String::new(), String::new());
            for (number, question) in part.iter().enumerate() {
                let mut field = question.field.clone();
                if field.contains("$filter") {
                    let next = format!("f{number}");
                    let name = known.entry((question.filter.to_string(), question.kind)).or_insert_with(|| {
                        declared.push_str(&format!("${next}: {} ", question.kind));
                        variables.insert(next.clone(), question.filter.clone());
                        next
                    });
                    field = field.replace("$filter", &format!("${name}"));
                }
                fields.push_str(&format!("  q{number}: {field}\n"));
            }
            let declared = if declared.is_empty() { declared } else { format!("({declared})") };
            let mut data = self.ask(&format!("query{declared} {{\n{fields}}}"), Value::Object(variables)).await;
            answers.extend((0..part.len()).map(|number| data[format!("q{number}")].take()));
        }
        answers
    }

    /// What to say when a law is broken.
    pub fn told(&self, what: impl std::fmt::Display, filter: &Value) -> String {
        format!("seed {}: {what} under {filter}", self.catalogue.seed)
    }
}
