//! Marks the words of a search in a text.

use super::analysis::{Stems, Word, words};

/// The length of a snippet in characters, without its marks.
const LENGTH: usize = 200;

/// The most characters of a snippet before its first mark.
const LEAD: usize = 60;

/// A part of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sought {
    /// Any form of a word.
    Stem(String),
    /// Words with this beginning.
    Prefix(String),
    /// Any form of any of these words.
    Stems(Vec<String>),
    /// Stems next to each other.
    Phrase(Vec<String>),
}

/// Finds the parts of a search in texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    sought: Vec<Sought>,
}

/// A part of a text with words of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// HTML: found words in `<mark>`, all other text escaped, `…` where the text goes on.
    pub html: String,
    /// One bit for each part of the search that is in the text.
    pub found: u64,
}

/// A word of a text with its stem. The flag is true when the word was searched for.
struct Seen {
    word: Word,
    stem: String,
    is_marked: bool,
}

impl Marker {
    pub(super) fn new(sought: Vec<Sought>) -> Self {
        Self { sought }
    }

    /// Returns one bit for each part of the search.
    pub fn sought(&self) -> u64 {
        (0..self.sought.len()).fold(0, |bits, place| bits | bit(place))
    }

    /// Returns the part of a text with the most words of the search. Returns none when the text has no word of the search.
    pub fn snippet(&self, text: &str) -> Option<Snippet> {
        let (seen, found) = self.seen(text);
        let marks: Vec<(usize, usize)> = seen.iter().filter(|seen| seen.is_marked).map(|seen| (seen.word.start, seen.word.end)).collect();
        let (start, end) = window(text, &marks)?;
        let mut html = String::with_capacity(end - start + 32);
        html.push_str(if start > 0 { "…" } else { "" });
        let mut at = start;
        for (from, to) in marks.into_iter().filter(|(from, to)| *from >= start && *to <= end) {
            escape(text.get(at..from).unwrap_or_default(), &mut html);
            html.push_str("<mark>");
            escape(text.get(from..to).unwrap_or_default(), &mut html);
            html.push_str("</mark>");
            at = to;
        }
        escape(text.get(at..end).unwrap_or_default(), &mut html);
        html.push_str(if end < text.len() { "…" } else { "" });
        Some(Snippet { html, found })
    }

    /// The words of a text, and a bit for each thing that was searched for and is in it.
    fn seen(&self, text: &str) -> (Vec<Seen>, u64) {
        let mut stems = Stems::new();
        let seen = |word: Word| Seen { stem: stems.stem(&word.folded).to_owned(), word, is_marked: false };
        let mut seen: Vec<Seen> = words(text).map(seen).collect();
        let mut found = 0;
        for (place, sought) in self.sought.iter().enumerate() {
            let is_there = match sought {
                Sought::Stem(stem) => mark(&mut seen, |seen| seen.stem == *stem),
                Sought::Prefix(prefix) => mark(&mut seen, |seen| seen.word.folded.starts_with(prefix.as_str())),
                Sought::Stems(stems) => mark(&mut seen, |seen| stems.contains(&seen.stem)),
                Sought::Phrase(phrase) => {
                    let mut is_there = false;
                    for start in 0..seen.len() {
                        let Some(run) = seen.get_mut(start..start + phrase.len()) else { break };
                        if run.iter().zip(phrase).all(|(seen, stem)| seen.stem == *stem) {
                            is_there = true;
                            for seen in run {
                                seen.is_marked = true;
                            }
                        }
                    }
                    is_there
                }
            };
            if is_there {
                found |= bit(place);
            }
        }
        (seen, found)
    }
}

/// The bit of what was searched for at a place; those that there is no bit for share the last.
fn bit(place: usize) -> u64 {
    1 << place.min(63)
}

/// Marks what is sought; returns whether there is any.
fn mark(seen: &mut [Seen], is_sought: impl Fn(&Seen) -> bool) -> bool {
    let mut is_there = false;
    for seen in seen.iter_mut().filter(|seen| is_sought(seen)) {
        seen.is_marked = true;
        is_there = true;
    }
    is_there
}

/// Returns the part of a text with the most marks close together, or none without marks.
fn window(text: &str, marks: &[(usize, usize)]) -> Option<(usize, usize)> {
    let within = |first: usize| marks.iter().filter(|(start, end)| *start >= first && *end <= first + LENGTH).count();
    // The first of several equal parts. Only the first marks are compared: a text that has more of them shows well
    // anywhere.
    let starts = marks.iter().take(256).map(|(start, _)| *start);
    let best = starts.max_by_key(|start| (within(*start), std::cmp::Reverse(*start)))?;
    if text.chars().count() <= LENGTH {
        return Some((0, text.len()));
    }
    let back = |from: usize, characters: usize| text.get(..from).and_then(|before| before.char_indices().rev().nth(characters - 1));
    let start = back(best, LEAD).map_or(0, |(at, _)| at);
    let ahead = |from: usize| text.get(from..).and_then(|rest| rest.char_indices().nth(LENGTH)).map_or(text.len(), |(at, _)| from + at);
    let end = ahead(start);
    // Where the text ends early, the part begins earlier.
    let start = if end == text.len() { back(text.len(), LENGTH).map_or(0, |(at, _)| at) } else { start };
    Some((word_start(text, start).min(best), word_end(text, end, best)))
}

/// Returns the beginning of the next word at or after a place. At the beginning of the text it is the place itself.
fn word_start(text: &str, place: usize) -> usize {
    let Some(rest) = text.get(place..).filter(|_| place > 0) else { return place };
    rest.find(char::is_whitespace).map_or(place, |blank| {
        let after = rest.get(blank..).unwrap_or_default();
        place + blank + (after.len() - after.trim_start().len())
    })
}

/// Returns the end of the last word at or before a place, but after the best mark.
fn word_end(text: &str, place: usize, best: usize) -> usize {
    let Some(before) = text.get(..place).filter(|_| place < text.len()) else { return place };
    before
        .rfind(char::is_whitespace)
        .filter(|blank| *blank > best)
        .map_or(place, |blank| before.get(..blank).map_or(place, |words| words.trim_end().len()))
}

/// Appends a text, escaped for HTML.
fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marker(words: &[&str]) -> Marker {
        let mut stems = Stems::new();
        Marker::new(words.iter().map(|word| Sought::Stem(stems.stem(word).to_owned())).collect())
    }

    #[test]
    fn found_words_are_marked_and_the_rest_is_escaped() {
        assert_eq!(
            marker(&["crisis"]).snippet("Crises <b> & \"crisis\"").unwrap().html,
            "<mark>Crises</mark> &lt;b&gt; &amp; &quot;<mark>crisis</mark>&quot;"
        );
        assert_eq!(marker(&["crisis"]).snippet("calm"), None);
        let phrase = Marker::new(vec![Sought::Phrase(vec!["peer".to_owned(), "support".to_owned()])]);
        assert_eq!(phrase.snippet("Peers of peer support").unwrap().html, "Peers of <mark>peer</mark> <mark>support</mark>");
        assert_eq!(phrase.snippet("support a peer"), None);
    }

    #[test]
    fn what_is_found_is_told_bit_by_bit() {
        let marker = marker(&["crisis", "team", "peer"]);
        assert_eq!((marker.sought(), marker.snippet("Teams of peers").unwrap().found), (0b111, 0b110));
    }

    #[test]
    fn a_long_text_shows_where_it_matters() {
        let text = format!("{} the crisis team answers {}", "word ".repeat(200), "more ".repeat(200));
        let snippet = marker(&["crisis", "team"]).snippet(&text).unwrap().html;
        assert!(snippet.starts_with("…word") && snippet.ends_with("more…"), "{snippet}");
        assert!(snippet.contains("<mark>crisis</mark> <mark>team</mark>"), "{snippet}");
        assert!(snippet.chars().count() < 300);
    }

    proptest! {
        #[test]
        fn without_its_marks_a_snippet_is_a_part_of_the_text(text in "(\\PC{0,12}|crisis | team|<&>){0,60}") {
            if let Some(Snippet { html: snippet, found }) = marker(&["crisis", "team"]).snippet(&text) {
                prop_assert!(found & !0b11 == 0 && found > 0);
                let plain = snippet.replace("<mark>", "").replace("</mark>", "");
                let mut escaped = String::new();
                escape(&text, &mut escaped);
                let inner = plain.strip_prefix('…').unwrap_or(&plain);
                prop_assert!(escaped.contains(inner.strip_suffix('…').unwrap_or(inner)) || escaped.contains(inner));
                prop_assert!(snippet.contains("<mark>"));
            }
        }
    }
}
