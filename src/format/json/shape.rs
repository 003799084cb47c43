//! Records of other programs, recognised by their fields.

use serde_json::{Map, Value};

/// A kind of records that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ForeignShape {
    /// Its name.
    pub(super) name: &'static str,
    /// The end of a sentence that begins with the name.
    pub(super) told: &'static str,
}

macro_rules! not_read {
    ($name:literal) => {
        ForeignShape {
            name: $name,
            told: concat!(
                $name,
                " is not read yet: make an object of each record with the fields `title`, `year`, `producedBy`, `supportedBy` and \
                 `keywords` (for example with `jq`), and import that; docs/use/import.md shows the fields"
            ),
        }
    };
}

/// The kind of records that this object is one of; none for a record that can be read.
pub(super) fn of(fields: &Map<String, Value>) -> Option<ForeignShape> {
    let has = |name: &str| fields.contains_key(name);
    let holds = |name: &str, inner: &[&str]| {
        let object = fields.get(name).and_then(Value::as_object);
        object.is_some_and(|object| inner.iter().any(|name| object.contains_key(*name)))
    };
    let begins = |name: &str, start: &str| fields.get(name).and_then(Value::as_str).is_some_and(|text| text.starts_with(start));
    let is_list = |name: &str| fields.get(name).is_some_and(Value::is_array);
    // A record of our own has its maker and funder in these fields; no other program writes them.
    if has("producedBy") || has("supportedBy") {
        return None;
    }
    if holds("attributes", &["titles", "creators", "doi"]) || (is_list("titles") && (is_list("creators") || has("schemaVersion"))) {
        return Some(not_read!("DataCite JSON"));
    }
    if begins("id", "https://openalex.org/") || (has("display_name") && (has("authorships") || has("publication_year"))) {
        return Some(not_read!("OpenAlex JSON"));
    }
    if holds("metadata", &["publication_date", "resource_type", "creators", "upload_type"]) {
        return Some(not_read!("Zenodo or InvenioRDM JSON"));
    }
    if has("DOI") && (has("reference-count") || has("is-referenced-by-count") || has("deposited") || has("indexed") || is_list("title")) {
        return Some(not_read!("Crossref JSON"));
    }
    if holds("issued", &["date-parts", "raw", "literal"]) {
        return Some(not_read!("CSL-JSON"));
    }
    if has("metadata_created") || (is_list("resources") && (has("owner_org") || has("license_id") || has("notes"))) {
        return Some(not_read!("CKAN JSON"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_programs_are_recognised_by_shape() {
        for (text, name) in [
            (r#"{"id": "10.1/a", "type": "dois", "attributes": {"titles": [{"title": "A"}]}}"#, "DataCite JSON"),
            (r#"{"titles": [{"title": "A"}], "creators": []}"#, "DataCite JSON"),
            (r#"{"DOI": "10.1/a", "title": ["A"], "indexed": {}}"#, "Crossref JSON"),
            (r#"{"id": 1, "metadata": {"title": "A", "publication_date": "2020"}}"#, "Zenodo or InvenioRDM JSON"),
            (r#"{"id": "https://openalex.org/W1", "title": "A"}"#, "OpenAlex JSON"),
            (r#"{"id": "a", "title": "A", "issued": {"date-parts": [[2020]]}}"#, "CSL-JSON"),
            (r#"{"title": "A", "notes": "B", "resources": [], "owner_org": "c"}"#, "CKAN JSON"),
        ] {
            assert_eq!(of(&serde_json::from_str(text).unwrap()).map(|shape| shape.name), Some(name), "{text}");
        }
        for text in [
            r#"{"title": "A", "doi": "10.1/a"}"#,
            r#"{"title": "A", "producedBy": ["B"], "metadata": {"creators": []}}"#,
            r#"{"title": "A", "notes": "B"}"#,
            r#"{"title": "A", "author": ["B"]}"#,
            r#"{"id": "a", "title": "A", "author": [{"family": "Hollis"}]}"#,
        ] {
            assert_eq!(of(&serde_json::from_str(text).unwrap()), None, "{text}");
        }
    }
}
