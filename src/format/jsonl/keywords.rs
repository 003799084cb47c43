//! The keywords of a resource.

use entity::vocabulary::ProvenanceMethod;
use serde_json::Value;

use super::object::{Object, kind};
use crate::format::value::{
    keywords::Keywords,
    list::{Part, joined},
    separators::{Item, keywords, terms},
};
use crate::identifier::uri;
use crate::model::KeywordMention;
use crate::name::{split_acronym, tidy};

/// Takes `keywords` out of a record; what it names twice counts once.
pub(super) fn read(record: &mut Object<'_, '_>) -> Vec<KeywordMention> {
    let mut found = Keywords::default();
    let values = record.list("keywords");
    // A text that stands alone is a list as a page prints it; in a list each text is an item already.
    let is_list = values.len() > 1;
    let parted = if is_list { terms } else { keywords };
    for (path, value) in values {
        let split = if value.is_string() { parted } else { terms };
        let (label, uri) = match value {
            Value::String(label) => (record.notes.shown(&path, label), None),
            Value::Object(fields) => {
                let mut keyword = Object::new(fields, Some(path.clone()), record.notes);
                let Some(label) = keyword.required_text("label") else { continue };
                let uri = keyword.parsed("uri", "a whole URI is expected, for example `https://example.org/terms#peers`", uri);
                let printed = keyword.text("asPrinted");
                keyword.finish();
                if let Some(as_printed) = printed {
                    let (line, (_, acronym)) = (record.notes.line, split_acronym(&as_printed));
                    let (label, method) = (tidy(&label), ProvenanceMethod::Normalized);
                    found.merge(KeywordMention { label, acronym, as_printed, uri, line, method });
                    continue;
                }
                (label, uri)
            }
            other => {
                let advice = format!("a label in quotes or an object with a `label` is expected, not {}", kind(&other));
                record.notes.bad_value(&path, &other, &advice);
                continue;
            }
        };
        let parts = Part::lines_of(record.notes.line, &label);
        // A URI is that of one concept.
        let items = if uri.is_some() || record.notes.is_exported {
            vec![Item { line: record.notes.line, text: joined(&parts) }]
        } else {
            split(&parts)
        };
        let is_sure = is_list || uri.is_some() || record.notes.is_exported;
        for item in items {
            let remark = if is_sure { found.add(item, uri.clone()) } else { found.add_parted(item) };
            if let Some(remark) = remark {
                record.notes.remark(&path, remark);
            }
        }
    }
    found.all
}
