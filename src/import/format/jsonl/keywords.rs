//! What a resource is about.

use std::collections::HashMap;

use entity::vocabulary::ProvenanceMethod;
use serde_json::{Map, Value};

use super::object::{Object, kind};
use crate::identifier::uri;
use crate::import::record::KeywordMention;
use crate::name::{self, split_acronym};

/// Takes `keywords` out of a record; what it names twice counts once.
pub(super) fn read(record: &mut Object<'_, '_>) -> Vec<KeywordMention> {
    let mut keywords = Keywords::default();
    for (path, value) in record.list("keywords") {
        let fields = match value {
            Value::Object(fields) => fields,
            Value::String(_) => Map::from_iter([("label".to_owned(), value)]),
            other => {
                let advice = format!("a label in quotes or an object with a `label` is expected, not {}", kind(&other));
                record.notes.bad_value(path, &other, &advice);
                continue;
            }
        };
        let mut keyword = Object::new(fields, format!("{path}."), record.notes);
        let Some(as_printed) = keyword.required_text("label") else { continue };
        let uri = keyword.parsed("uri", "a whole URI is expected, for example `https://example.org/terms#peers`", uri);
        keyword.finish();
        let (label, acronym) = split_acronym(&as_printed);
        let method = if acronym.is_some() { ProvenanceMethod::Normalized } else { ProvenanceMethod::Asserted };
        keywords.add(KeywordMention { label, acronym, as_printed, uri, line: record.notes.line, method });
    }
    keywords.all
}

/// The keywords of one list, each once.
#[derive(Default)]
struct Keywords {
    all: Vec<KeywordMention>,
    by_key: HashMap<String, usize>,
    by_uri: HashMap<String, usize>,
}

impl Keywords {
    /// Adds a keyword, or its URI to an equal one that has none.
    fn add(&mut self, mention: KeywordMention) {
        let key = name::key(&mention.label);
        let same_uri = mention.uri.as_ref().and_then(|uri| self.by_uri.get(uri));
        // Keywords of one label that have different URIs are different concepts.
        let same_label =
            self.by_key.get(&key).filter(|place| mention.uri.is_none() || self.all.get(**place).is_some_and(|first| first.uri.is_none()));
        let place = same_uri.or(same_label).copied().unwrap_or(self.all.len());
        self.by_key.entry(key).or_insert(place);
        if let Some(uri) = &mention.uri {
            self.by_uri.insert(uri.clone(), place);
        }
        match self.all.get_mut(place) {
            Some(first) if first.uri.is_none() => first.uri = mention.uri,
            Some(_) => {}
            None => self.all.push(mention),
        }
    }
}
