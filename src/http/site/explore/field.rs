//! The table of what a list of resources can be narrowed by: each parameter of the address, with the filter and the dimension that it
//! stands for.

use serde_json::{Map, Value, json};

use crate::http::error::Refusal;

/// The value of an address for resources that say nothing of a field.
pub(in crate::http::site) const NOTHING: &str = "-";

/// A parameter of the address that narrows the list.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::http::site) struct ListField {
    pub(in crate::http::site) name: &'static str,
    /// The dimension that counts its values.
    pub(in crate::http::site) dimension: Option<&'static str>,
    kind: ListFieldKind,
}

#[derive(Debug, PartialEq, Eq)]
enum ListFieldKind {
    /// Agents, by a field of the filter, and what else the filter is to say: a role, a kind of funding.
    Agents(&'static str, Option<(&'static str, &'static str)>),
    /// Makers of one kind.
    Makers(&'static str),
    Keyword,
    Collection,
    Year,
    Format,
    /// A text that a resource has one of, by its field in the filter.
    Text(&'static str),
    /// A field of the record that has no value.
    Lacking,
}

const fn field(name: &'static str, dimension: Option<&'static str>, kind: ListFieldKind) -> ListField {
    ListField { name, dimension, kind }
}

const fn role(name: &'static str, role: &'static str) -> ListField {
    field(name, None, ListFieldKind::Agents("producers", Some(("role", role))))
}

static FIELDS: [ListField; 18] = [
    field("keyword", Some("KEYWORD"), ListFieldKind::Keyword),
    field("funder", Some("FUNDER"), ListFieldKind::Agents("funders", None)),
    field("maker", Some("PRODUCER"), ListFieldKind::Agents("producers", None)),
    field("year", Some("YEAR"), ListFieldKind::Year),
    field("format", Some("FORMAT"), ListFieldKind::Format),
    field("collection", Some("COLLECTION"), ListFieldKind::Collection),
    field("language", Some("LANGUAGE"), ListFieldKind::Text("language")),
    field("license", Some("LICENSE"), ListFieldKind::Text("license")),
    field("organization", Some("ORGANIZATION"), ListFieldKind::Makers("ORGANIZATION")),
    field("person", Some("PERSON"), ListFieldKind::Makers("PERSON")),
    role("producer", "PRODUCER"),
    role("author", "AUTHOR"),
    role("editor", "EDITOR"),
    role("publisher", "PUBLISHER"),
    role("distributor", "DISTRIBUTOR"),
    role("host", "HOST"),
    field("sponsor", None, ListFieldKind::Agents("funders", Some(("kind", "SPONSOR")))),
    field("without", None, ListFieldKind::Lacking),
];

/// The number of fields that have a facet. They are the first of the table.
const FACETS: usize = 8;
/// The fields that a record can lack, without a facet.
const LACKED: [&str; 3] = ["description", "landingPage", "identifiers"];

impl ListField {
    /// Returns the one with this name.
    pub(in crate::http::site) fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Returns those that have a facet, in the order of the page.
    pub(in crate::http::site) fn with_facet() -> &'static [Self] {
        FIELDS.get(..FACETS).unwrap_or(&FIELDS)
    }

    /// Returns those that a crosstab can count by, in the order of its menu.
    pub(in crate::http::site) fn counted() -> impl Iterator<Item = (&'static Self, &'static str)> {
        FIELDS.iter().filter_map(|field| Some((field, field.dimension?)))
    }

    /// Returns true when its values are organizations and persons.
    pub(in crate::http::site) const fn is_of_agents(&self) -> bool {
        matches!(self.kind, ListFieldKind::Agents(..) | ListFieldKind::Makers(_))
    }

    /// Returns true when a resource can have several of its values.
    pub(in crate::http::site) const fn has_several(&self) -> bool {
        !matches!(self.kind, ListFieldKind::Year | ListFieldKind::Format | ListFieldKind::Text(_) | ListFieldKind::Lacking)
    }

    /// Returns true when its values are makers of one kind.
    pub(in crate::http::site) const fn is_of_one_kind(&self) -> bool {
        matches!(self.kind, ListFieldKind::Makers(_))
    }

    /// Returns true when it speaks of what a dimension counts.
    pub(in crate::http::site) fn is_of(&self, dimension: &str) -> bool {
        match self.kind {
            ListFieldKind::Agents("funders", _) => dimension == "FUNDER",
            ListFieldKind::Agents(..) => dimension == "PRODUCER",
            ListFieldKind::Makers(kind) => dimension == "PRODUCER" || dimension == kind,
            _ => self.dimension == Some(dimension),
        }
    }

    /// Returns the filter that finds resources with one of these values.
    ///
    /// # Errors
    /// For a value that the field cannot have.
    pub(super) fn having(&self, values: &[&str]) -> Result<Value, Refusal> {
        let refuse = |value: &str| unknown(self.name, value);
        Ok(match self.kind {
            ListFieldKind::Agents(field, more) => related(field, more, "some", json!({ "slug": { "in": values } })),
            ListFieldKind::Makers(kind) => related("producers", None, "some", json!({ "kind": kind, "slug": { "in": values } })),
            ListFieldKind::Keyword => json!({ "keywords": { "some": { "slug": { "in": values } } } }),
            ListFieldKind::Collection => json!({ "collection": { "slug": { "in": values } } }),
            ListFieldKind::Text(field) => json!({ field: { "in": values } }),
            ListFieldKind::Year => {
                let years = values.iter().map(|value| Ok(json!({ "year": years(value)? }))).collect::<Result<Vec<_>, Refusal>>()?;
                any(years)
            }
            ListFieldKind::Format => {
                let is_word = |value: &&&str| value.len() < 20 && value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
                let formats =
                    values.iter().map(|value| Some(value).filter(is_word).map(|word| word.to_ascii_uppercase()).ok_or(refuse(value)));
                json!({ "format": { "in": formats.collect::<Result<Vec<_>, _>>()? } })
            }
            ListFieldKind::Lacking => {
                let lacked = values.iter().map(|value| match *value {
                    "identifiers" => Ok(json!({ "identifier": { "isNull": true } })),
                    field if LACKED.contains(&field) => Ok(json!({ field: { "isNull": true } })),
                    other => Err(refuse(other)),
                });
                any(lacked.collect::<Result<Vec<_>, Refusal>>()?)
            }
        })
    }

    /// Returns the filter that finds resources without a value; none for a field that has no such thing.
    pub(super) fn lacking(&self) -> Option<Value> {
        Some(match self.kind {
            ListFieldKind::Agents(field, more) => related(field, more, "none", json!({})),
            ListFieldKind::Makers(kind) => json!({ "producers": { "none": { "kind": kind } } }),
            ListFieldKind::Keyword => json!({ "keywords": { "none": {} } }),
            ListFieldKind::Collection | ListFieldKind::Year | ListFieldKind::Format | ListFieldKind::Text(_) => {
                json!({ self.name: { "isNull": true } })
            }
            ListFieldKind::Lacking => return None,
        })
    }
}

/// Returns the parameter and the value that find the resources without a field of the record.
pub(in crate::http::site) fn without(field: &str) -> (&str, &str) {
    match field {
        "producers" => ("maker", NOTHING),
        "funders" => ("funder", NOTHING),
        "keywords" => ("keyword", NOTHING),
        "collections" => ("collection", NOTHING),
        "year" | "format" | "language" | "license" => (field, NOTHING),
        _ => ("without", field),
    }
}

fn related(field: &str, more: Option<(&str, &str)>, quantifier: &str, agents: Value) -> Value {
    let more = more.map(|(name, value)| (name.to_owned(), json!(value)));
    let relation: Map<String, Value> = [(quantifier.to_owned(), agents)].into_iter().chain(more).collect();
    json!({ field: relation })
}

/// Returns the filter of which one part must hold.
pub(super) fn any(mut filters: Vec<Value>) -> Value {
    match filters.pop() {
        Some(only) if filters.is_empty() => only,
        Some(last) => {
            filters.push(last);
            json!({ "or": filters })
        }
        None => json!({ "or": [] }),
    }
}

/// Returns the condition on the year that `2021` or `2015..2021` stands for.
fn years(text: &str) -> Result<Value, Refusal> {
    let year = |text: &str| text.trim().parse::<i32>().map_err(|_| unknown("year", text));
    Ok(match text.split_once("..") {
        None => json!({ "eq": year(text)? }),
        Some((first, "")) => json!({ "gte": year(first)? }),
        Some(("", last)) => json!({ "lte": year(last)? }),
        Some((first, last)) => {
            let (first, last) = (year(first)?, year(last)?);
            if last < first {
                return Err(Refusal::bad_request(format!("The years `{text}` end before they begin.")));
            }
            json!({ "gte": first, "lte": last })
        }
    })
}

/// Says that the list cannot be narrowed so.
pub(super) fn unknown(name: &str, value: &str) -> Refusal {
    let value: String = value.chars().take(100).collect();
    Refusal::bad_request(format!("The list has no condition `{name}={value}`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn having(name: &str, values: &[&str]) -> Result<Value, Refusal> {
        ListField::named(name).unwrap().having(values)
    }

    #[test]
    fn values_become_filters() {
        assert_eq!(having("year", &["2015..2021"]).unwrap(), json!({ "year": { "gte": 2015, "lte": 2021 } }));
        assert_eq!(
            having("year", &["2021", "..2000"]).unwrap(),
            json!({ "or": [{ "year": { "eq": 2021 } }, { "year": { "lte": 2000 } }] })
        );
        assert_eq!(having("format", &["brief"]).unwrap(), json!({ "format": { "in": ["BRIEF"] } }));
        assert_eq!(having("without", &["description"]).unwrap(), json!({ "description": { "isNull": true } }));
        let ann = json!({ "slug": { "in": ["ann"] } });
        assert_eq!(having("funder", &["ann"]).unwrap(), json!({ "funders": { "some": ann } }));
        assert_eq!(having("author", &["ann"]).unwrap(), json!({ "producers": { "role": "AUTHOR", "some": ann } }));
        let person = json!({ "kind": "PERSON", "slug": { "in": ["ann", "bo"] } });
        assert_eq!(having("person", &["ann", "bo"]).unwrap(), json!({ "producers": { "some": person } }));
        for (name, value) in [("year", "soon"), ("year", "1..x"), ("year", "2015..2013"), ("without", "colour"), ("format", "\"}")] {
            assert!(having(name, &[value]).is_err(), "{name}={value}");
        }
    }

    #[test]
    fn every_field_of_a_record_can_be_lacking() {
        for name in
            ["producers", "funders", "keywords", "collections", "year", "format", "language", "license", "description", "identifiers"]
        {
            let (name, value) = without(name);
            let field = ListField::named(name).unwrap();
            assert!(if value == NOTHING { field.lacking().is_some() } else { field.having(&[value]).is_ok() }, "{name}={value}");
        }
    }

    #[test]
    fn every_dimension_knows_its_fields() {
        let of = |dimension: &str| FIELDS.iter().filter(|field| field.is_of(dimension)).map(|field| field.name).collect::<Vec<_>>();
        assert_eq!(of("FUNDER"), ["funder", "sponsor"]);
        assert_eq!(of("PERSON"), ["person"]);
        assert_eq!(of("PRODUCER").len(), 9);
        assert!(ListField::counted().all(|(field, dimension)| field.is_of(dimension)));
    }
}
