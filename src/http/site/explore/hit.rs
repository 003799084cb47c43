//! A resource that was found, with the words that were searched for marked.

use serde::Deserialize;

use crate::http::site::answer::Card;

/// A resource of the list, and where the words stand that were searched for.
#[derive(Deserialize)]
pub(super) struct Hit {
    pub(super) node: Card,
    #[serde(default)]
    matches: Vec<Match>,
}

/// A text in which a searched word stands.
#[derive(Deserialize)]
pub(super) struct Match {
    field: String,
    /// HTML: found words in `<mark>`, everything else escaped by the graph's API.
    pub(super) snippet: String,
}

impl Hit {
    /// Returns the title with the words marked, if some of them stand in it. Of a long title the API gives a part only.
    pub(super) fn title(&self) -> Option<&str> {
        let found = self.matches.iter().find(|found| found.field == "TITLE")?;
        (plain(&found.snippet) == self.node.title).then_some(&found.snippet)
    }

    /// Returns the texts that show more than the title does.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(|found| found.field != "TITLE" || self.title().is_none()).take(2)
    }
}

impl Match {
    /// Returns the field, as conditions name it, where the text alone does not tell it.
    pub(super) fn place(&self) -> Option<&'static str> {
        match self.field.as_str() {
            "KEYWORD" => Some("keyword"),
            "PRODUCER" => Some("maker"),
            "FUNDER" => Some("funder"),
            _ => None,
        }
    }
}

/// Returns the text of a snippet.
fn plain(snippet: &str) -> String {
    let text = snippet.replace("<mark>", "").replace("</mark>", "");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_marked_when_it_is_whole() {
        let hit = |title: &str, snippet: &str| -> Hit {
            let card = serde_json::json!({ "slug": "a", "title": title, "makers": { "totalCount": 0, "nodes": [] } });
            serde_json::from_value(serde_json::json!({ "node": card, "matches": [{ "field": "TITLE", "snippet": snippet }] })).unwrap()
        };
        let whole = hit("Tides & \"tables\"", "<mark>Tides</mark> &amp; &quot;tables&quot;");
        assert_eq!((whole.title(), whole.shown().count()), (Some("<mark>Tides</mark> &amp; &quot;tables&quot;"), 0));
        let part = hit("Tides and tables", "<mark>Tides</mark> and…");
        assert_eq!((part.title(), part.shown().count()), (None, 1));
    }
}
