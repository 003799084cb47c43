//! Works that a page describes in JSON-LD, read as plain JSON with the terms of schema.org.

use std::collections::HashMap;

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use super::node::{Element, NodeRef, Tree};
use crate::format::schema_org::{is_work, types};
use crate::model::{Issue, IssueCode, Locator};

/// Works are looked for so deep.
const DEEPEST: usize = 12;
/// Names are replaced by what they mean so deep: the funder of a grant of a work.
const MEANT: usize = 3;
/// The parts of a page that are put in the place of their names have so many bytes at most, all together.
const COPIED: usize = 64 << 20;
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
}

/// The works that the scripts of a page describe. Takes time in proportion to the scripts.
pub(super) fn works(page: &Tree) -> Works {
    let mut works = Works::default();
    let mut room = COPIED;
    for (script, _) in page.elements().filter(|(_, element)| is_json_ld(*element)) {
        let text: String = script.descendants().filter_map(NodeRef::text).collect();
        let line = u64::from(script.first_child().unwrap_or(script).line());
        match repaired(&text) {
            Some((value, repair)) => {
                if let Some(repair) = repair {
                    works.issues.push(issue(line, IssueSeverity::Info, &text, repair));
                }
                let mut found = FoundWorks { works: &mut works, named: named(&value), line, room, is_full: false, is_deep: false };
                found.look(&value, 0);
                room = found.room;
                let (is_full, is_deep) = (found.is_full, found.is_deep);
                if is_full {
                    let message =
                        "A script of JSON-LD names large parts of itself over and over. Some names were not replaced by what they mean.";
                    works.issues.push(issue(line, IssueSeverity::Warning, &text, message));
                }
                if is_deep {
                    let message = "A script of JSON-LD has lists within lists, over 12 levels deep. Works that are deeper were left out.";
                    works.issues.push(issue(line, IssueSeverity::Warning, &text, message));
                }
            }
            None if text.trim().is_empty() => {}
            None => works.issues.push(issue(line, IssueSeverity::Warning, &text, "A script of JSON-LD is no JSON and was left out.")),
        }
    }
    works.all.dedup_by(|one, other| one.0 == other.0);
    // An article and the film in it are no list.
    let first = works.all.first().map(|(node, _)| types(node));
    works.is_list |= works.all.len() > 1 && works.all.iter().all(|(node, _)| Some(types(node)) == first);
    works
}

/// Returns true for a script of JSON-LD.
fn is_json_ld(element: Element<'_>) -> bool {
    const TYPE: &str = "application/ld+json";
    let is_type = |kind: &str| kind.get(..TYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(TYPE));
    element.name() == "script" && element.attr("type").is_some_and(is_type)
}

/// The works that are looked for in one script.
struct FoundWorks<'w> {
    works: &'w mut Works,
    named: HashMap<String, (Map<String, Value>, usize)>,
    line: u64,
    /// So many bytes can still be copied.
    room: usize,
    /// Something was not copied.
    is_full: bool,
    /// Something was too deep.
    is_deep: bool,
}

impl FoundWorks<'_> {
    fn look(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            self.is_deep |= value.is_object() || value.is_array();
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.look(value, depth + 1)),
            Value::Object(node) if is_work(node) => {
                let before = self.works.all.len();
                if let Some(parts) = node.get("hasPart") {
                    self.look(parts, depth + 1);
                }
                if self.works.all.len() > before {
                    let message = "A work of JSON-LD has other works as its parts. The parts are records, the whole is none.";
                    let title = ["name", "headline"].into_iter().find_map(|name| node.get(name)?.as_str()).unwrap_or_default();
                    return self.works.issues.push(issue(self.line, IssueSeverity::Info, title, message));
                }
                let mut node = node.clone();
                node.values_mut().for_each(|value| self.resolve(value, 0));
                self.works.all.push((node, self.line));
            }
            Value::Object(node) => {
                for name in LEADS {
                    if let Some(inner) = node.get(*name) {
                        let before = self.works.all.len();
                        self.look(inner, depth + 1);
                        self.works.is_list |= self.works.all.len() > before && matches!(*name, "itemListElement" | "hasPart" | "dataset");
                    }
                }
            }
            _ => {}
        }
    }

    /// Puts the node that is meant in the place of its name.
    fn resolve(&mut self, value: &mut Value, depth: usize) {
        if depth > MEANT {
            return;
        }
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| self.resolve(value, depth)),
            Value::Object(node) => {
                let meant = node.get("@id").filter(|_| node.len() == 1).and_then(Value::as_str).and_then(|id| self.named.get(id));
                if let Some((meant, size)) = meant {
                    let Some(room) = self.room.checked_sub(*size) else {
                        self.is_full = true;
                        return;
                    };
                    self.room = room;
                    *node = meant.clone();
                }
                node.values_mut().for_each(|value| self.resolve(value, depth + 1));
            }
            _ => {}
        }
    }
}

/// The nodes of a graph that others may name, each with its size.
fn named(value: &Value) -> HashMap<String, (Map<String, Value>, usize)> {
    let nodes = match value {
        Value::Array(nodes) => Some(nodes),
        value => value.get("@graph").and_then(Value::as_array),
    };
    let nodes = nodes.into_iter().flatten().filter_map(Value::as_object).filter(|node| node.len() > 1);
    let named = |node: &Map<String, Value>| Some((node.get("@id")?.as_str()?.to_owned(), (node.clone(), node.values().map(size).sum())));
    nodes.filter_map(named).collect()
}

/// The memory that a value takes, roughly, in bytes.
fn size(value: &Value) -> usize {
    /// A value takes so much without what is in it.
    const BARE: usize = 64;
    BARE + match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(size).sum(),
        Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + size(value)).sum(),
        _ => 0,
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
    use super::super::tree;
    use super::*;

    fn titles(script: &str) -> (Vec<String>, bool, usize) {
        let page = format!("<head><script type=\"application/ld+json\" class=a>{script}</script></head>");
        let works = works(&tree::parse(&page).unwrap());
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
