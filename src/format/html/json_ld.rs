//! Works that a page describes in JSON-LD, read as plain JSON with the terms of schema.org.

use std::collections::HashMap;

use entity::vocabulary::IssueSeverity;
use scraper::{Html, Selector};
use serde_json::{Map, Value};

use crate::format::schema_org::is_work;
use crate::model::{Issue, IssueCode, Locator};

/// Works are looked for so deep.
const DEEPEST: usize = 12;
/// The fields that lead from a page or a list to the works on it.
const LEADS: &[&str] = &["@graph", "mainEntity", "hasPart", "itemListElement", "item", "dataset", "workFeatured"];

/// The works of a page.
#[derive(Debug, Default)]
pub(super) struct Works {
    /// Each with the line of the source that its script begins on.
    pub(super) all: Vec<(Map<String, Value>, u64)>,
    /// True when they stand in a list, so that they are all of it.
    pub(super) is_list: bool,
    pub(super) issues: Vec<Issue>,
    line: u64,
}

/// The works that the scripts of a page describe.
pub(super) fn works(page: &Html, source: &str) -> Works {
    let mut works = Works::default();
    let Ok(scripts) = Selector::parse("script[type^='application/ld+json' i]") else { return works };
    for script in page.select(&scripts) {
        let text: String = script.text().collect();
        let at = memchr::memmem::find(source.as_bytes(), text.as_bytes()).unwrap_or_default();
        works.line = memchr::memchr_iter(b'\n', source.as_bytes().get(..at).unwrap_or_default()).count() as u64 + 1;
        match repaired(&text) {
            Some((value, repair)) => {
                if let Some(repair) = repair {
                    works.issues.push(issue(works.line, IssueSeverity::Info, &text, repair));
                }
                let named = named(&value);
                works.find(&value, &named, 0);
            }
            None if text.trim().is_empty() => {}
            None => works.issues.push(issue(works.line, IssueSeverity::Warning, &text, "A script of JSON-LD is no JSON and was left out.")),
        }
    }
    works.all.dedup();
    works.is_list |= works.all.len() > 1;
    works
}

impl Works {
    fn find(&mut self, value: &Value, named: &HashMap<String, Map<String, Value>>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.find(value, named, depth + 1)),
            Value::Object(node) if is_work(node) => {
                let mut node = node.clone();
                node.values_mut().for_each(|value| resolve(value, named));
                // A work with works in it is a collection of them.
                let before = self.all.len();
                if let Some(parts) = node.get("hasPart") {
                    self.find(parts, named, depth + 1);
                }
                if self.all.len() == before {
                    self.all.push((node, self.line));
                }
            }
            Value::Object(node) => {
                for name in LEADS {
                    if let Some(inner) = node.get(*name) {
                        let before = self.all.len();
                        self.find(inner, named, depth + 1);
                        self.is_list |= self.all.len() > before && matches!(*name, "itemListElement" | "hasPart" | "dataset");
                    }
                }
            }
            _ => {}
        }
    }
}

/// The nodes of a graph that others may name.
fn named(value: &Value) -> HashMap<String, Map<String, Value>> {
    let nodes = match value {
        Value::Array(nodes) => Some(nodes),
        value => value.get("@graph").and_then(Value::as_array),
    };
    let nodes = nodes.into_iter().flatten().filter_map(Value::as_object).filter(|node| node.len() > 1);
    nodes.filter_map(|node| Some((node.get("@id")?.as_str()?.to_owned(), node.clone()))).collect()
}

/// Puts the node that is meant in the place of its name.
fn resolve(value: &mut Value, named: &HashMap<String, Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| resolve(value, named)),
        Value::Object(node) if node.len() == 1 => {
            if let Some(meant) = node.get("@id").and_then(Value::as_str).and_then(|id| named.get(id)) {
                *value = Value::Object(meant.clone());
            }
        }
        _ => {}
    }
}

/// The JSON in a script, with the mends that it took, in words; none for a text that is no JSON after all of them.
fn repaired(text: &str) -> Option<(Value, Option<&'static str>)> {
    let parse = |text: &str| serde_json::from_str(text).ok();
    if let Some(value) = parse(text) {
        return Some((value, None));
    }
    let mut bare = text.trim();
    for (start, end) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/")] {
        bare = bare.strip_prefix(start).unwrap_or(bare).trim_start();
        bare = bare.strip_suffix(end).unwrap_or(bare).trim_end();
    }
    let bare = bare.trim_end_matches([';', ' ', '\n', '\t', '\r']);
    if let Some(value) = parse(bare) {
        return Some((value, Some("A script of JSON-LD has signs around it (a comment, a semicolon). It was read without them.")));
    }
    let escaped = escaped(bare);
    if let Some(value) = parse(&escaped) {
        return Some((
            value,
            Some("A script of JSON-LD has line breaks or other control characters in its texts. It was read with them escaped."),
        ));
    }
    let decoded = html_escape::decode_html_entities(&escaped);
    parse(&decoded).map(|value| (value, Some("A script of JSON-LD is written with HTML entities. It was read with them decoded.")))
}

/// JSON with the control characters in its texts escaped.
fn escaped(text: &str) -> String {
    let (mut escaped, mut in_text, mut after_backslash) = (String::with_capacity(text.len()), false, false);
    for sign in text.chars() {
        if in_text && sign.is_control() {
            escaped.push_str(&format!("\\u{:04x}", u32::from(sign)));
            after_backslash = false;
            continue;
        }
        if sign == '"' && !after_backslash {
            in_text = !in_text;
        }
        after_backslash = in_text && sign == '\\' && !after_backslash;
        escaped.push(sign);
    }
    escaped
}

fn issue(line: u64, severity: IssueSeverity, text: &str, message: &str) -> Issue {
    Issue {
        at: Locator::line(line),
        field: None,
        code: IssueCode::BadValue,
        severity,
        text: Some(text.trim().chars().take(200).collect()),
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(script: &str) -> (Vec<String>, bool, usize) {
        let page = format!("<head><script type=\"application/ld+json\" class=a>{script}</script></head>");
        let works = works(&Html::parse_document(&page), &page);
        let title = |(node, line): &(Map<String, Value>, u64)| (*line == 1).then(|| node["name"].as_str().unwrap().to_owned()).unwrap();
        (works.all.iter().map(title).collect(), works.is_list, works.issues.len())
    }

    #[test]
    fn works_are_found_in_lists_and_graphs() {
        let work = |name: &str| format!(r#"{{"@type": "Report", "name": "{name}"}}"#);
        let (a, b) = (work("A"), work("B"));
        for (script, is_list) in [
            (format!("[{a}, {b}]"), true),
            (format!(r#"{{"@graph": [{{"@type": "WebPage", "name": "P"}}, {a}, {b}]}}"#), true),
            (format!(r#"{{"@type": "ItemList", "itemListElement": [{{"@type": "ListItem", "item": {a}}}, {b}]}}"#), true),
            (format!(r#"{{"@type": "CollectionPage", "mainEntity": {{"@type": "ItemList", "itemListElement": [{a}, {b}]}}}}"#), true),
            (format!(r#"{{"@type": ["http://schema.org/DataCatalog"], "dataset": [{a}, {b}]}}"#), true),
        ] {
            assert_eq!(titles(&script), (vec!["A".to_owned(), "B".to_owned()], is_list, 0), "{script}");
        }
        assert_eq!(titles(&a), (vec!["A".to_owned()], false, 0));
        assert_eq!(titles(r#"{"@type": "WebPage", "name": "P"}"#), (vec![], false, 0));
    }

    #[test]
    fn usual_faults_are_mended_and_told() {
        let json = r#"{"@type": "Report", "name": "A"}"#;
        for script in [
            format!("<!-- {json} -->"),
            format!("{json};"),
            format!("//<![CDATA[\n{json}\n//]]>"),
            json.replace("\"A\"", "\"A\", \"description\": \"x\ny\tz\""),
            json.replace('"', "&quot;"),
        ] {
            assert_eq!(titles(&script), (vec!["A".to_owned()], false, 1), "{script}");
        }
        assert_eq!(titles("{name: A}"), (vec![], false, 1));
    }
}
