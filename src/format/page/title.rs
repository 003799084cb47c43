//! A title line: the title, and the year and format that stand after it.

use entity::vocabulary::ResourceFormat;

use super::dress::item;
use crate::format::value::{
    date::YEARS,
    format::{format, last_format},
    prose::{self, begins_lower, stops},
};

/// A title that holds a full stop has at most so many words; a longer text with one is prose.
const STOPPED_WORDS: usize = 12;
/// A beginning that names the format has at most so many words.
const PREFIX_WORDS: usize = 5;
/// The types of files that links name behind titles.
const FILES: &[&str] = &["pdf", "docx", "doc", "pptx", "ppt", "xlsx", "xls", "epub", "html", "zip", "csv"];
/// The pairs of quotes that titles are wrapped in.
const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('‘', '’'),
    ('‚', '‘'),
    ('\'', '\''),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('”', '”'),
];

/// A title line, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Title<'a> {
    /// The title itself; never empty.
    pub(super) value: &'a str,
    /// The year in brackets after it.
    pub(super) year: Option<i32>,
    /// The format after it, and the word for it.
    pub(super) format: Option<(ResourceFormat, &'a str)>,
}

impl<'a> Title<'a> {
    /// Takes year, format suffix and wrapping quotes off, in any order, until nothing more comes off.
    pub(super) fn read(printed: &'a str) -> Self {
        let mut title = Self { value: printed.trim(), year: None, format: None };
        // A bracket or a quote stands at the end, or a dash before the last words: most titles have neither.
        if title.value.ends_with(char::is_alphanumeric) && !title.value.contains(['-', '–', '—', '|']) {
            return title;
        }
        loop {
            let before = title.value;
            if let Some((rest, year)) = title.year.is_none().then(|| year(before)).flatten() {
                title.value = rest;
                title.year = Some(year);
            } else if let Some((rest, format)) = title.format.is_none().then(|| suffix(before)).flatten() {
                title.value = rest;
                title.format = Some(format);
            } else if let Some(rest) = without_file_type(before) {
                title.value = rest;
            } else if let Some(rest) = unquoted(before) {
                title.value = rest;
            } else {
                return title;
            }
        }
    }

    /// The format that the title begins with ("… Webinar: …"), and the word for it.
    pub(super) fn prefix(&self) -> Option<(ResourceFormat, &'a str)> {
        let (prefix, _) = self.value.split_once(": ")?;
        if prefix.split(' ').count() > PREFIX_WORDS {
            return None;
        }
        last_format(prefix)
    }
}

/// Returns true when a line is the title of a record even when no label follows: a year in brackets or a format stands at its end.
pub(super) fn is_titled_alone(text: &str) -> bool {
    let title = Title::read(text);
    (title.year.is_some() || title.format.is_some()) && !is_prose(text) && !text.contains([';', '；', '؛'])
}

/// Returns true when a line is prose, and no title that holds a full stop ("Module 3. Weirs").
pub(super) fn is_prose(text: &str) -> bool {
    let (_, text) = item(text);
    let text = after_unit(text);
    prose::is_prose(text) && !is_stopped(text)
}

/// Returns the text after a numbered unit: "Part II. Rivers" gives "Rivers". The text itself where it begins with none.
fn after_unit(text: &str) -> &str {
    let Some((unit, rest)) = stops(text).next().and_then(|at| Some((text.get(..at)?, text.get(at + 2..)?))) else { return text };
    let is_number =
        |word: &str| word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, 'I' | 'V' | 'X' | 'L')) || word.len() == 1;
    match unit.split(' ').collect::<Vec<_>>().as_slice() {
        [word, number] if is_number(number) && !word.is_empty() => rest,
        _ => text,
    }
}

/// Returns true when a line is a short text of two pieces, parted by a full stop, that does not end with one.
fn is_stopped(text: &str) -> bool {
    let mut stops = stops(text);
    let one = stops.next().is_some() && stops.next().is_none();
    one && !text.ends_with(['.', '!', ':']) && text.split(' ').nth(STOPPED_WORDS).is_none() && !begins_lower(text)
}

fn kept(rest: &str) -> Option<&str> {
    Some(rest.trim()).filter(|rest| rest.chars().any(char::is_alphanumeric))
}

fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (close, open) = [(')', '('), (']', '['), ('）', '（'), ('】', '【'), ('］', '［'), ('〕', '〔')]
        .into_iter()
        .find(|(close, _)| text.ends_with(*close))?;
    let (rest, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
    Some((kept(rest)?, inside.trim()))
}

/// The text before a year in brackets, and the year, in the digits of any script.
fn year(text: &str) -> Option<(&str, i32)> {
    let (rest, inside) = bracketed(text)?;
    let inside = inside.strip_suffix(['年', '년']).unwrap_or(inside);
    let digits: Option<Vec<u32>> = inside.chars().take(5).map(digit).collect();
    let digits = digits.filter(|digits| digits.len() == 4)?;
    let year = digits.into_iter().fold(0, |year, digit| year * 10 + digit as i32);
    YEARS.contains(&year).then_some((rest, year))
}

/// The value of a digit: of ours, an Arabic one, one of full width, or of Devanagari.
fn digit(character: char) -> Option<u32> {
    let zeros = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];
    zeros.into_iter().find_map(|zero| u32::from(character).checked_sub(u32::from(zero)).filter(|digit| *digit < 10))
}

fn suffix(text: &str) -> Option<(&str, (ResourceFormat, &str))> {
    if let Some((rest, inside)) = bracketed(text)
        && let Some(format) = format(inside)
    {
        return Some((rest.trim_end_matches(['-', '–', '—', ' ']), (format, inside)));
    }
    let (at, dash) = text.char_indices().rev().find(|(_, character)| matches!(character, '-' | '–' | '—' | '|'))?;
    let (before, word) = (text.get(..at)?, text.get(at + dash.len_utf8()..)?);
    if dash == '-' && !before.ends_with(' ') {
        return None;
    }
    Some((kept(before)?, (format(word)?, word.trim())))
}

/// The text before the type of a file: "Weirs (PDF)", "Weirs [PDF, 2 MB]", "Weirs | PDF".
fn without_file_type(text: &str) -> Option<&str> {
    let is_type = |word: &str| {
        let word = word.trim();
        FILES.iter().any(|file| {
            word.get(..file.len()).is_some_and(|start| start.eq_ignore_ascii_case(file))
                && word.get(file.len()..).is_some_and(|rest| {
                    let rest = rest.trim_start_matches([',', ' ', ':', '-', '–', ';', '|']);
                    rest.is_empty() || (rest.len() < word.len() - file.len() && rest.starts_with(|digit: char| digit.is_ascii_digit()))
                })
        })
    };
    if let Some((rest, inside)) = bracketed(text)
        && is_type(inside)
    {
        return Some(rest);
    }
    let (rest, word) = text.rsplit_once(" | ").or_else(|| text.rsplit_once(" - ")).or_else(|| text.rsplit_once(" – "))?;
    is_type(word).then(|| kept(rest)).flatten()
}

fn unquoted(text: &str) -> Option<&str> {
    QUOTES.iter().find_map(|&(open, close)| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        let quoted_again = inside.match_indices([open, close]).any(|(at, quote)| {
            // An apostrophe inside a word is no quote.
            let (before, after) = inside.split_at(at);
            let in_word = before.ends_with(char::is_alphanumeric) && after.chars().nth(1).is_some_and(char::is_alphanumeric);
            !(in_word && matches!(quote, "'" | "’"))
        });
        if quoted_again { None } else { kept(inside) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(printed: &str) -> (&str, Option<i32>, Option<(ResourceFormat, &str)>) {
        let Title { value, year, format } = Title::read(printed);
        (value, year, format)
    }

    #[test]
    fn year_format_and_quotes_come_off_in_any_order() {
        let webinar = Some((ResourceFormat::Webinar, "Webinar"));
        for printed in [
            "A: B (2021) - Webinar",
            "A: B – Webinar (2021)",
            "“A: B” (2021)—Webinar",
            "\"A: B\" [Webinar] (2021)",
            "«A: B (2021)» (Webinar)",
            "A: B (2021) – (Webinar)",
        ] {
            assert_eq!(read(printed), ("A: B", Some(2021), webinar), "{printed}");
        }
        assert_eq!(read("A (2021)"), ("A", Some(2021), None));
        assert_eq!(read("‘Don’t wait’ – Fact Sheet"), ("Don’t wait", None, Some((ResourceFormat::FactSheet, "Fact Sheet"))));
    }

    #[test]
    fn years_stand_in_the_brackets_and_digits_of_any_script() {
        for (printed, year) in
            [("湿地（2021）", 2021), ("雪国（2019年）", 2019), ("갯벌【2020】", 2020), ("أسواق (٢٠٢٠)", 2020), ("बाँध (२०१८)", 2018)]
        {
            assert_eq!(read(printed).1, Some(year), "{printed}");
        }
        assert_eq!(read("A (20211)").1, None);
    }

    #[test]
    fn a_title_may_hold_a_full_stop() {
        for text in
            ["Module 3. Les barrages de bois", "Weirs. A short history (2019)", "Part II. Rivers at Work. A Reader", "Section A. Food"]
        {
            assert!(!is_prose(text), "{text}");
        }
        for text in ["It works. It really does.", "It works. It does. Here", "and so on. It goes on"] {
            assert!(is_prose(text), "{text}");
        }
        assert!(is_titled_alone("Module 3. Les barrages de bois (2018)"));
    }

    #[test]
    fn the_type_of_a_file_comes_off() {
        for printed in ["A: B (PDF)", "A: B [PDF, 2 MB]", "A: B (pdf: 2.3 MB)", "A: B | PDF", "“A: B” – PDF"] {
            assert_eq!(read(printed).0, "A: B", "{printed}");
        }
        for printed in ["A Guide to PDF", "All (PDF files explained)", "PDF"] {
            assert_eq!(read(printed).0, printed);
        }
    }

    #[test]
    fn what_is_no_wrapping_stays() {
        for printed in ["\"A\" and \"B\"", "Peer-Brief", "(2021)", "A (1492)", "A (3)", "- Webinar", "\"\"", "A (2021"] {
            assert_eq!(read(printed), (printed, None, None));
        }
        assert_eq!(read("A (2019) (2020)"), ("A (2019)", Some(2020), None));
    }

    #[test]
    fn a_prefix_names_the_format_in_few_words() {
        assert_eq!(Title::read("A B Webinar: C").prefix(), Some((ResourceFormat::Webinar, "Webinar")));
        assert_eq!(Title::read("Fact sheet: C").prefix(), Some((ResourceFormat::FactSheet, "Fact sheet")));
        assert_eq!(Title::read("One two three four five Webinar: C").prefix(), None);
        assert_eq!(Title::read("Webinars: C").prefix(), None);
    }
}
