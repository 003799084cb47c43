//! The shapes that the answers for several pages share.

use serde::Deserialize;

use super::links::PageLinks;
use crate::appearance::is_web_address;

/// The number of entries of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Total {
    pub(super) total_count: i64,
}

/// The place of a page in its list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageInfo {
    pub(super) has_next_page: bool,
    #[serde(default)]
    pub(super) has_previous_page: bool,
    #[serde(default)]
    pub(super) start_cursor: Option<String>,
    pub(super) end_cursor: Option<String>,
}

impl PageInfo {
    /// Returns the cursor that the next part of the list begins behind, if there is one.
    pub(super) fn next(&self) -> Option<&str> {
        self.end_cursor.as_deref().filter(|_| self.has_next_page)
    }

    /// Returns the cursor that the part before ends in front of, if there is one.
    pub(super) fn previous(&self) -> Option<&str> {
        self.start_cursor.as_deref().filter(|_| self.has_previous_page)
    }
}

/// A part of a list whose edges say something.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EdgesShape<E> {
    pub(super) total_count: i64,
    pub(super) page_info: PageInfo,
    pub(super) edges: Vec<E>,
}

/// A part of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NodesShape<N> {
    pub(super) total_count: i64,
    #[serde(default)]
    pub(super) page_info: PageInfo,
    pub(super) nodes: Vec<N>,
}

impl<N> Default for NodesShape<N> {
    fn default() -> Self {
        Self { total_count: 0, page_info: PageInfo::default(), nodes: Vec::new() }
    }
}

/// An organization or a person, as a link shows it.
#[derive(Debug, Deserialize)]
pub(super) struct Agent {
    #[serde(rename = "__typename")]
    kind: String,
    pub(super) slug: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) identifiers: Vec<IdentifierShape>,
    #[serde(default)]
    pub(super) count: Total,
    /// What it did in one role.
    #[serde(default, rename = "inRole")]
    pub(super) in_role: Option<Total>,
}

impl Agent {
    pub(super) fn is_person(&self) -> bool {
        self.kind == "Person"
    }

    /// Returns the first part of the path of its page.
    pub(super) fn noun(&self) -> &'static str {
        if self.is_person() { "persons" } else { "organizations" }
    }
}

/// A keyword, as a link shows it.
#[derive(Debug, Deserialize)]
pub(super) struct Keyword {
    pub(super) slug: String,
    pub(super) label: String,
    #[serde(default)]
    pub(super) scheme: Option<String>,
    #[serde(default)]
    pub(super) uri: Option<String>,
    #[serde(default)]
    pub(super) count: Total,
}

/// A node with a number of resources.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CountedShape<N> {
    pub(super) resource_count: i64,
    pub(super) node: N,
}

/// A resource, as a list shows it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Card {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) year: Option<i32>,
    pub(super) format: Option<String>,
    pub(super) language: Option<String>,
    pub(super) makers: NodesShape<Agent>,
}

impl Card {
    pub(super) fn tag(&self) -> Option<&str> {
        tag(self.language.as_ref())
    }

    /// Returns the number of makers that the card does not name.
    pub(super) fn others(&self) -> i64 {
        self.makers.total_count - self.makers.nodes.len() as i64
    }
}

/// The counts of a list by one dimension.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FacetShape {
    #[serde(default)]
    pub(super) dimension: String,
    #[serde(default)]
    pub(super) distinct_values: i64,
    #[serde(default)]
    pub(super) unknown: i64,
    pub(super) values: Vec<FacetValueShape>,
}

/// A value of a dimension, and its number of resources.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FacetValueShape {
    #[serde(default)]
    pub(super) label: String,
    /// None for what has no value.
    #[serde(default)]
    pub(super) value: Option<String>,
    pub(super) count: i64,
    #[serde(default)]
    pub(super) node: Option<ValueNode>,
}

/// The node that is a value of a dimension.
#[derive(Debug, Deserialize)]
pub(super) struct ValueNode {
    #[serde(rename = "__typename")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) slug: String,
}

impl ValueNode {
    /// Returns the address of its page.
    pub(super) fn link(&self, to: PageLinks<'_>) -> String {
        let noun = match self.kind.as_str() {
            "Organization" => "organizations",
            "Person" => "persons",
            "Keyword" => "keywords",
            "Collection" => "collections",
            _ => "resources",
        };
        to.thing(noun, &self.slug)
    }
}

/// A name that a registry gave.
#[derive(Debug, Deserialize)]
pub(super) struct IdentifierShape {
    pub(super) scheme: String,
    pub(super) value: String,
    pub(super) url: Option<String>,
}

impl IdentifierShape {
    /// Returns the address of its page, if a browser may be sent there.
    pub(super) fn link(&self) -> Option<&str> {
        web(self.url.as_ref())
    }

    /// Returns the words for its scheme.
    pub(super) fn label(&self) -> &str {
        match self.scheme.as_str() {
            "WIKIDATA" => "Wikidata",
            "CROSSREF_FUNDER" => "Crossref Funder",
            "ORG_ID" => "org-id",
            "ARXIV" => "arXiv",
            "HANDLE" => "Handle",
            "LOCAL" => "ID",
            scheme => scheme,
        }
    }
}

/// The source of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProvenanceShape {
    pub(super) source: String,
    pub(super) line: Option<i64>,
    pub(super) method: String,
    pub(super) at: String,
    pub(super) import_run: Option<RunShape>,
}

impl ProvenanceShape {
    pub(super) fn day(&self) -> &str {
        day(&self.at)
    }
}

/// The import that brought a statement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct RunShape {
    pub(super) file: String,
}

/// Returns an address, if a browser may be sent there.
pub(super) fn web(address: Option<&String>) -> Option<&str> {
    address.map(String::as_str).filter(|address| is_web_address(address))
}

/// Returns the day of a moment: `2026-11-30` of `2026-11-30T14:58:42Z`.
pub(super) fn day(moment: &str) -> &str {
    moment.split('T').next().unwrap_or(moment)
}

/// Returns a tag of a language, if it is well-formed enough for a page (BCP 47).
pub(super) fn tag(language: Option<&String>) -> Option<&str> {
    let is_part = |(at, part): (usize, &str)| {
        let most = if at == 0 { 2..=3 } else { 1..=8 };
        most.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric() && (at > 0 || byte.is_ascii_alphabetic()))
    };
    language.map(String::as_str).filter(|tag| tag.split('-').enumerate().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_of_languages_reach_a_page() {
        for (text, is_tag) in
            [("en", true), ("zh-Hant-TW", true), ("English", false), ("", false), ("e", false), ("en-", false), ("en\"", false)]
        {
            assert_eq!(tag(Some(&text.to_owned())).is_some(), is_tag, "{text}");
        }
        assert_eq!(day("2026-11-30T14:58:42.000001Z"), "2026-11-30");
    }
}
