//! The record that the meta tags of a page describe, when the page is about one work.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::address::Base;
use super::node::Tree;

/// The names of tags for each field, the most telling first. A name holds without regard to case, and to `.` or `:` in it.
#[rustfmt::skip]
const FIELDS: &[(&str, &[&str])] = &[
    ("title", &["citation_title", "dc.title", "dcterms.title", "eprints.title", "prism.title", "og.title"]),
    ("description", &["citation_abstract", "dcterms.abstract", "dc.description", "dcterms.description", "eprints.abstract", "og.description", "description"]),
    ("year", &["citation_publication_date", "citation_date", "citation_year", "citation_online_date", "dc.date", "dcterms.date", "dcterms.issued",
        "dc.date.issued", "eprints.date", "prism.publicationdate", "article.published_time"]),
    ("language", &["citation_language", "dc.language", "dcterms.language"]),
    ("url", &["citation_public_url", "citation_abstract_html_url", "og.url", "citation_pdf_url"]),
    ("doi", &["citation_doi", "prism.doi", "dc.identifier.doi", "bepress_citation_doi"]),
    ("isbn", &["citation_isbn"]),
    ("license", &["dc.rights", "dcterms.rights", "dcterms.license"]),
    ("format", &["dc.type", "dcterms.type"]),
];
/// The names of tags for lists, each with the role of the agents in it.
const AGENTS: &[(&str, &[&str])] = &[
    ("author", &["citation_author", "citation_authors", "dc.creator", "dcterms.creator", "eprints.creators_name"]),
    ("producer", &["citation_technical_report_institution", "citation_dissertation_institution"]),
    ("publisher", &["citation_publisher", "dc.publisher", "dcterms.publisher"]),
];
const KEYWORDS: &[&str] = &["citation_keywords", "citation_keyword", "dc.subject", "dcterms.subject", "article.tag"];

/// The record that meta tags describe.
pub(super) struct Meta {
    pub(super) fields: Map<String, Value>,
    /// The tags are those that search engines for research read: they stand on pages about one work alone.
    pub(super) is_sure: bool,
}

/// The record that meta tags describe; none where they do not say that the page is about one work.
pub(super) fn record(page: &Tree, base: &Base) -> Option<Meta> {
    let tags = tags(page);
    let all = |names: &[&str]| -> Vec<&str> {
        let texts = names.iter().find_map(|name| tags.get(*name));
        texts.into_iter().flatten().map(String::as_str).collect()
    };
    let first = |names: &[&str]| all(names).first().copied();
    let is_one = first(&["citation_title", "dc.title", "dcterms.title", "eprints.title"]).is_some()
        || first(&["og.type"]).is_some_and(|kind| kind == "article" || kind == "book" || kind.starts_with("video"));
    if !is_one {
        return None;
    }
    let mut fields = Map::new();
    for (field, names) in FIELDS {
        let text = match *field {
            "url" => {
                let mut links = names.iter().filter_map(|name| first(&[name]));
                links.find_map(|link| base.address(link).or_else(|| own(link))).or_else(|| base.page())
            }
            _ => first(names).map(str::to_owned),
        };
        if let Some(text) = text {
            fields.insert((*field).to_owned(), json!(text));
        }
    }
    let site = first(&["og.site_name"]).unwrap_or_default();
    let title = fields.get("title").and_then(Value::as_str)?;
    let bare = [" | ", " - ", " – ", " — ", " :: "].into_iter().find_map(|joint| title.strip_suffix(site)?.strip_suffix(joint));
    let bare = bare.filter(|_| !site.is_empty()).map(str::to_owned);
    if let Some(bare) = bare {
        fields.insert("title".to_owned(), json!(bare));
    }
    let makers = AGENTS.iter().flat_map(|(role, names)| {
        let texts = all(names);
        texts.into_iter().map(|name| json!({ "name": name, "role": role })).collect::<Vec<_>>()
    });
    let makers: Vec<Value> = makers.collect();
    for (field, values) in [("producedBy", makers), ("keywords", all(KEYWORDS).into_iter().map(|word| json!(word)).collect())] {
        if !values.is_empty() {
            fields.insert(field.to_owned(), Value::Array(values));
        }
    }
    let is_sure = tags.contains_key("citation_title");
    Some(Meta { fields, is_sure })
}

/// The address that a page gives as its own.
fn own(link: &str) -> Option<String> {
    super::address::web(link).map(String::from)
}

/// The texts of the meta tags by their names, which are in lower case with dots.
fn tags(page: &Tree) -> HashMap<String, Vec<String>> {
    let mut tags: HashMap<String, Vec<String>> = HashMap::new();
    for (_, element) in page.elements().filter(|(_, element)| element.name() == "meta") {
        let Some(name) = element.attr("name").or_else(|| element.attr("property")) else { continue };
        let text = element.attr("content").unwrap_or_default().trim();
        if !text.is_empty() {
            tags.entry(name.trim().to_lowercase().replace(':', ".")).or_default().push(text.to_owned());
        }
    }
    tags
}
