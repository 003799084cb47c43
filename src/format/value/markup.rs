//! HTML in values: tags come off, entities become the characters that they stand for.

use std::borrow::Cow;

use super::list::Part;

/// Escaped text that was escaped again is read so many times.
const ROUNDS: usize = 3;
/// A tag is not longer than this, in bytes: it may hold an address.
const LONGEST_TAG: usize = 4_096;
/// The name of an element is not longer than this, in bytes.
const LONGEST_NAME: usize = 12;

/// The elements whose tags part paragraphs.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
];
/// The elements whose tags stand within a line.
#[rustfmt::skip]
const INLINES: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "del", "dfn", "em", "font", "i", "iframe", "img", "input", "ins", "kbd",
    "label", "link", "mark", "meta", "o:p", "option", "q", "s", "samp", "select", "small", "span", "strike", "strong", "sub", "sup", "svg", "textarea",
    "time", "title", "tt", "u", "var", "wbr",
];
/// The elements whose content is no text.
const UNSEEN: &[&str] = &["script", "style", "noscript", "template"];

/// The characters that Windows-1252 has at 0x80 to 0x9F; pages number them so.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The remark on a file whose values hold HTML.
pub(in crate::format) const TOLD: &str =
    "Values of this file hold HTML: tags were taken out, and entities became the characters that they stand for.";

/// False when a text surely holds no HTML. Costs little.
pub(in crate::format) fn may_hold(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'<' | b'&'))
}

/// The text that a browser shows; none when it is the text as it stands. Two line breaks stand where a block begins or ends. Only tags of
/// HTML count: `a < b`, `<3` and `<https://example.org>` stay. Takes time in proportion to the text.
pub(in crate::format) fn shown(text: &str) -> Option<String> {
    if !may_hold(text) {
        return None;
    }
    let mut shown = without_tags(text);
    for round in 0..ROUNDS {
        let decoded = decode(&shown);
        let Cow::Owned(decoded) = decoded else { break };
        // A document that was escaped as a whole has end tags; a text about tags has none.
        let is_document = round == 0 && !shown.contains('<') && decoded.contains("</");
        shown = Cow::Owned(if is_document { without_tags(&decoded).into_owned() } else { decoded });
    }
    match shown {
        Cow::Owned(shown) => Some(shown),
        Cow::Borrowed(_) => None,
    }
}

/// The text with the address of each link in the place of its tag: for values that are addresses.
pub(in crate::format) fn with_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find_ignoring_case(rest, "<a ", "<") {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let length = Tag::read(tag).map_or(1, |tag| tag.length);
        let (tag, behind) = tag.split_at(length.min(tag.len()));
        let address =
            find_ignoring_case(tag, "href=", "").and_then(|at| tag.get(at + 5..)).map(|value| match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split(['"', '\'']).next().unwrap_or_default(),
                None => value.split([' ', '>']).next().unwrap_or_default(),
            });
        let Some(address) = address else {
            plain.push_str(tag);
            rest = behind;
            continue;
        };
        plain.extend([" ", address, " "]);
        // What the link is called is no part of the address.
        rest = find_ignoring_case(behind, "</a>", "</").and_then(|end| behind.get(end..)).unwrap_or(behind);
    }
    plain + rest
}

/// The lines of a value as a browser shows them, and whether that changed anything.
pub(in crate::format) fn shown_parts(parts: &[Part]) -> (Cow<'_, [Part]>, bool) {
    if !parts.iter().any(|part| shown(&part.text).is_some()) {
        return (Cow::Borrowed(parts), false);
    }
    let mut lines = Vec::with_capacity(parts.len());
    for part in parts {
        let item =
            part.item.as_ref().map(|item| shown(item).unwrap_or_else(|| item.clone()).split_whitespace().collect::<Vec<_>>().join(" "));
        match shown(&part.text) {
            Some(text) if item.is_none() => {
                let mut first = Some(part.gap);
                for line in text.split('\n').map(crate::name::tidy).filter(|line| !line.is_empty()) {
                    let gap = first.take().unwrap_or(true);
                    lines.push(Part { text: line, gap, wrapped: part.wrapped && gap == part.gap, ..part.clone() });
                }
            }
            Some(text) => lines.push(Part { text: crate::name::tidy(&text), item, ..part.clone() }),
            None => lines.push(part.clone()),
        }
    }
    (Cow::Owned(lines), true)
}

fn without_tags(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = text;
    let mut looked = 0;
    while let Some(at) = rest.get(looked..).and_then(|ahead| ahead.find('<')).map(|at| at + looked) {
        let tag = match Tag::read(rest.get(at..).unwrap_or_default()) {
            Ok(tag) => tag,
            Err(read) => {
                looked = at + read;
                continue;
            }
        };
        kept.push_str(rest.get(..at).unwrap_or_default());
        kept.push_str(tag.stands_for);
        rest = rest.get(at + tag.length..).unwrap_or_default();
        looked = 0;
    }
    if rest.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(kept + rest) }
}

/// A tag, a comment, or an element whose content is no text.
struct Tag {
    /// Its length, in bytes.
    length: usize,
    stands_for: &'static str,
}

impl Tag {
    /// Reads what begins with `<`. When it is no tag: how many bytes were read in vain.
    fn read(text: &str) -> Result<Self, usize> {
        if let Some(comment) = text.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(text.len(), |end| 4 + end + 3);
            return Ok(Self { length, stands_for: "" });
        }
        let inside = text.get(1..).unwrap_or_default();
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let name = name.get(..name.bytes().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b':').count());
        let name = name.unwrap_or_default();
        if !inside.trim_start_matches('/').get(name.len()..).is_some_and(|after| after.starts_with([' ', '\t', '\n', '\r', '/', '>'])) {
            return Err(1);
        }
        let name = name.to_ascii_lowercase();
        let holds = |names: &[&str]| names.contains(&name.as_str());
        if !(holds(BLOCKS) || holds(INLINES) || holds(UNSEEN)) {
            return Err(1);
        }
        let length = Self::end(text)?;
        if holds(UNSEEN) && !inside.starts_with('/') {
            let content = text.get(length..).unwrap_or_default();
            let end = find_ignoring_case(content, &format!("</{name}"), "</").map(|at| {
                let rest = content.get(at..).unwrap_or_default();
                length + at + rest.find('>').map_or(rest.len(), |end| end + 1)
            });
            return Ok(Self { length: end.unwrap_or(text.len()), stands_for: " " });
        }
        Ok(Self { length, stands_for: if holds(BLOCKS) { "\n\n" } else { "" } })
    }

    /// The length of a tag: up to the first `>` that stands in no quotes. When there is none: how many bytes were read in vain.
    fn end(text: &str) -> Result<usize, usize> {
        let mut quote = None;
        let mut before = ' ';
        for (at, character) in text.char_indices().take_while(|(at, _)| *at < LONGEST_TAG) {
            match (quote, character) {
                (None, '>') => return Ok(at + 1),
                // A quote opens a value only after `=`: an apostrophe elsewhere is text.
                (None, '"' | '\'') if before == '=' => quote = Some(character),
                (Some(open), close) if open == close => quote = None,
                (None, '<') if at > 0 => return Err(at),
                _ => {}
            }
            if character != ' ' {
                before = character;
            }
        }
        Err(text.floor_char_boundary(LONGEST_TAG))
    }
}

/// Returns the place of a text that begins with `start`, without regard to case.
fn find_ignoring_case(text: &str, wanted: &str, start: &str) -> Option<usize> {
    let fits = |at: &usize| text.get(*at..at + wanted.len()).is_some_and(|own| own.eq_ignore_ascii_case(wanted));
    text.match_indices(start).map(|(at, _)| at).find(fits)
}

fn decode(text: &str) -> Cow<'_, str> {
    match html_escape::decode_html_entities(text) {
        Cow::Owned(decoded) if decoded != text => Cow::Owned(decoded.chars().map(seen).collect()),
        _ => Cow::Borrowed(text),
    }
}

/// The character that a number from 0x80 to 0x9F means on pages.
fn seen(character: char) -> char {
    match u32::from(character) {
        code @ 0x80..=0x9f => WINDOWS.chars().nth((code - 0x80) as usize).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::tidy;
    use proptest::prelude::*;

    #[test]
    fn tags_come_off_and_entities_are_decoded() {
        for (text, expected) in [
            ("King&#8217;s &amp; Queen&rsquo;s", "King’s & Queen’s"),
            ("Universit&eacute; d&#146;Exemple", "Université d’Exemple"),
            ("AT&amp;amp;T", "AT&T"),
            ("a &lt; b", "a < b"),
            ("<i>Salmo</i> <b class=\"x>y\">trutta</b>", "Salmo trutta"),
            ("<p>One.</p><p>Two.</p>", "One. Two."),
            ("One<br/>Two", "One Two"),
            ("Safe<script>alert(1)</script> text", "Safe text"),
            ("Safe<SCRIPT src='x'>a < b</Script > text", "Safe text"),
            ("Cut <style>p { color: red", "Cut"),
            ("A<!-- hidden --> word", "A word"),
            ("&lt;p&gt;One.&lt;/p&gt;", "One."),
            ("H<sub>2</sub>O", "H2O"),
            ("<a href='https://example.org/?a=1&b=2'>Link</a>", "Link"),
        ] {
            assert_eq!(shown(text).map(|text| tidy(&text)).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(shown("<p>One.</p>\n<p>Two.</p>").unwrap().trim(), "One.\n\n\n\n\nTwo.");
    }

    #[test]
    fn links_become_their_addresses() {
        for (text, expected) in [
            ("<a href=\"https://example.org/z?a=1\" class='x'>link</a>", "https://example.org/z?a=1 </a>"),
            ("<A class=x HREF='https://a.org'>a</A> <a href=https://b.org>b</a>", "https://a.org </A> https://b.org </a>"),
            ("<a name=\"x\">", "<a name=\"x\">"),
            ("https://example.org/<a ", "https://example.org/<a"),
        ] {
            assert_eq!(tidy(&with_links(text)), expected);
        }
    }

    #[test]
    fn signs_that_are_no_markup_stay() {
        for text in [
            "a < b and c > d",
            "I <3 rivers",
            "<https://example.org/a>",
            "<jane@example.org>",
            "10.1234/(SICI)1096(1997)387:2<167::AID-CNQ1>3.0.CO;2-Z",
            "Johnson & Johnson; AT&T",
            "https://example.org/?a=1&copy=2&lang=en",
            "R&D;",
            "<not a tag>",
            "<b",
            "<brook>",
            "p<p-value>",
            "&bogus;",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
        assert_eq!(shown("The &lt;b&gt; element").as_deref(), Some("The <b> element"));
    }

    #[test]
    fn endless_openings_take_no_time() {
        for text in [
            "<p ".repeat(200_000),
            "<script>".repeat(100_000),
            "&".repeat(500_000),
            "<!--".repeat(100_000),
            "&lt;".repeat(200_000),
            "<b ='".repeat(200_000),
        ] {
            shown(&text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(<[a-z/!]{0,8}|>|&[a-z#0-9]{0,5};?|[ -~é]){0,40}") {
            if let Some(shown) = shown(&text) {
                prop_assert!(shown.len() <= 6 * text.len() + 2);
            }
        }
    }
}
