//! The line below a title that names its authors and its date without labels: "by Rhea Hollis | 3 May 2020".

use std::sync::LazyLock;

use super::labelled::Labelled;
use crate::{
    format::{
        label::Label,
        value::{
            date::{DAYS, MONTHS, YEARS},
            format::format,
            language::language,
            words::{Beginnings, CONJUNCTIONS, PARTICLES, Words, holds},
        },
    },
    name::fold,
};
use entity::vocabulary::ContributionRole::Author;

/// A longer line is no byline, in bytes.
const LONGEST: usize = 200;
/// A date has at most so many words.
const DATE_WORDS: usize = 8;
/// The words before a date that say which date it is are at most so many.
const BEFORE_DATE: usize = 4;
/// The length of a text or a film has at most so many words: "Lesezeit: 5 Min", "47 min read".
const DURATION_WORDS: usize = 5;
/// A longer text is no length, in bytes.
const LONGEST_DURATION: usize = 40;

/// Words for minutes and hours, behind a number.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "min", "mins", "minute", "minutes", "minuto", "minutos", "minuti", "minuten", "minuut", "mn", "h", "hr", "hrs", "hour", "hours", "hora", "horas",
    "heure", "heures", "stunde", "stunden", "std", "ora", "ore", "uur", "sec", "secs",
];
/// Words before and behind a number of minutes.
#[rustfmt::skip]
const AROUND_TIMES: &[&str] = &[
    "read", "reading", "listen", "watch", "time", "lectura", "de", "di", "do", "lecture", "temps", "tiempo", "lesezeit", "leestijd", "lezen", "leitura", "tempo",
    "lettura", "duration", "duración", "durée", "dauer", "duração", "durata", "duur", "ca", "about",
];

/// The beginnings of all of these.
static TIME_BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(TIMES.iter().chain(AROUND_TIMES).copied()));

/// Words before the authors.
#[rustfmt::skip]
const BY: &[&str] = &[
    "by", "written by", "authored by", "posted by", "por", "escrito por", "publicado por", "par", "écrit par", "rédigé par", "publié par", "von",
    "geschrieben von", "verfasst von", "di", "scritto da", "door", "geschreven door",
];

/// The beginnings of these words.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(BY.iter().copied()));

/// The longest first word before the authors has so many letters.
const LONGEST_BY: usize = "geschrieben".len();

/// Words between the authors and a date.
const ON: &[&str] = &["on", "el", "le", "am", "em", "il", "op"];

/// Words between the numbers of a date.
const IN_DATES: &[&str] = &["de", "del", "of", "the", "den", "du", "do", "di", "le", "el", "il", "am", "on", "op", "em", "a"];

/// The names of months and of days, in which one is found at once.
static MONTH_WORDS: Words = Words::new(MONTHS);
static DAY_WORDS: Words = Words::new(DAYS);

/// The authors and the dates that a line names, as the labels would that it does without, and the pieces that say something else. None
/// for a line that is no byline.
pub(super) fn byline(text: &str) -> Option<(Vec<Labelled>, Vec<&str>)> {
    if text.len() > LONGEST || !(has_year(text) || begins_by(text) || (text.contains('|') && text.contains(" | "))) {
        return is_duration(text).then(|| (Vec::new(), vec![text]));
    }
    let (text, duration) = duration_off(text);
    let (mut found, mut rest, mut named, mut meta) = (Vec::new(), Vec::new(), None, Vec::new());
    for piece in pieces(text) {
        let piece = piece.trim();
        if let Some(dated) = dated(piece) {
            found.push(dated);
        } else if let Some(names) = authors(piece) {
            let (names, date) = date_off(names);
            found.push(Labelled::bare(Label::Made(Author), "by", names.to_owned()));
            found.extend(date.and_then(dated));
        } else if let Some(label) = meaning(piece) {
            meta.push(Labelled::bare(label, label.field(), piece.to_owned()));
        } else if named.is_none() && found.is_empty() && is_name(piece) {
            named = Some(piece);
        } else {
            rest.push(piece);
        }
    }
    if let Some(name) = named {
        // A name alone is an author only beside a date.
        if found.is_empty() {
            return None;
        }
        found.insert(0, Labelled::bare(Label::Made(Author), "by", name.to_owned()));
    }
    // A format alone, or a year, may as well belong to a title.
    if found.is_empty() && meta.len() < 2 {
        return None;
    }
    found.append(&mut meta);
    rest.extend(duration);
    let short = rest.iter().all(|piece| piece.split(' ').count() <= BEFORE_DATE || is_duration(piece));
    (!found.is_empty() && short && rest.len() <= found.len()).then_some((found, rest))
}

/// Returns true when four digits stand together, as a date has them.
fn has_year(text: &str) -> bool {
    let mut digits = 0;
    text.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits == 4
    })
}

/// Returns true when a text begins with words that stand before authors.
fn begins_by(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(word, _)| {
        // Most lines begin with a word that is none of these.
        if (word.is_ascii() && word.len() > LONGEST_BY) || !BEGINNINGS.may_begin(text) {
            return false;
        }
        let word = fold(word);
        BY.iter().any(|by| by.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    })
}

/// Returns the field of a piece that can only be one thing: a year, a format, a language.
fn meaning(piece: &str) -> Option<Label> {
    if piece.parse().is_ok_and(|year| YEARS.contains(&year)) {
        Some(Label::Year)
    } else if format(piece).is_some() {
        Some(Label::Format)
    } else {
        let named = !piece.is_ascii() || piece.len() > 3;
        (named && !piece.contains(' ') && language(piece).is_some()).then_some(Label::Language)
    }
}

/// Returns true for the marks that part the pieces of a byline, with a blank on either side.
const fn is_mark(sign: char) -> bool {
    matches!(sign, '|' | '·' | '•' | '●' | '–' | '—')
}

/// Returns true for the marks before the length of a text or a film, at the end of a date.
const fn is_before_duration(sign: char) -> bool {
    is_mark(sign) || matches!(sign, ' ' | ',' | '-' | '(' | '/')
}

/// The pieces of a byline that dots and dashes part.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut cuts = text.match_indices(is_mark).filter_map(|(at, mark)| Some((text.get(..at)?, text.get(at + mark.len()..)?)));
        match cuts.find(|(before, behind)| before.ends_with(' ') && behind.starts_with(' ')) {
            Some((before, behind)) => {
                rest = Some(behind);
                Some(before)
            }
            None => rest.take(),
        }
    })
}

/// Returns true when a line says nothing but when something was published and how long it is: "12 May 2023 • 47 min",
/// "Last updated: 3 May 2020". It is never a title. A date alone may be a heading.
pub(super) fn is_meta(text: &str) -> bool {
    if text.len() > LONGEST || !text.contains(|digit: char| digit.is_ascii_digit()) {
        return false;
    }
    if text.is_ascii() && !has_year(text) {
        return is_duration(text);
    }
    let ends_dated = text.ends_with(|last: char| last.is_ascii_digit());
    if is_duration(text) || (ends_dated && dated(text).is_some() && !is_date(text)) {
        return true;
    }
    let (dated, duration) = duration_off(text);
    let mut all = pieces(dated).map(str::trim).peekable();
    let several = duration.is_some() || pieces(text).nth(1).is_some();
    several && all.peek().is_some_and(|first| is_date(first)) && byline(text).is_some()
}

/// Returns true when a text is nothing but the length of a text or a film: "47 min", "5 min read", "1 h 20 min",
/// "Lesezeit: 5 Min.".
fn is_duration(text: &str) -> bool {
    if text.len() > LONGEST_DURATION || !text.bytes().any(|byte| byte.is_ascii_digit()) || text.split(' ').nth(DURATION_WORDS).is_some() {
        return false;
    }
    let (mut numbers, mut times) = (0, 0);
    for word in text.split([' ', '-']).filter(|word| !word.is_empty()) {
        if !TIME_BEGINNINGS.may_begin(word) {
            return false;
        }
        let folded = fold(word.trim_matches([':', '.', ',', '(', ')', '~', '\'']));
        let unit = folded.trim_start_matches(|character: char| character.is_ascii_digit());
        let digits = folded.len() - unit.len();
        numbers += usize::from((1..=3).contains(&digits));
        match unit {
            "" if (1..=3).contains(&digits) => {}
            unit if holds(TIMES, unit) && (digits > 0 || numbers > 0) => times += 1,
            unit if digits == 0 && holds(AROUND_TIMES, unit) => {}
            _ => return false,
        }
    }
    times > 0 && (1..=2).contains(&numbers)
}

fn is_time(word: &str) -> bool {
    holds(TIMES, word) || holds(AROUND_TIMES, word)
}

/// A date without the length of the text or the film behind it, and that length: "12 May 2023 (47 min)".
fn duration_off(text: &str) -> (&str, Option<&str>) {
    // The end of most lines is no word for a length.
    let last = text.rsplit([' ', '-']).next().unwrap_or_default().trim_end_matches(['.', ')']);
    let unit = last.trim_start_matches(|character: char| character.is_ascii_digit());
    if !(unit.is_empty() || unit.len() <= LONGEST_DURATION && TIME_BEGINNINGS.may_begin(unit) && is_time(&fold(unit))) {
        return (text, None);
    }
    let cut = text.match_indices(is_before_duration).find_map(|(at, _)| {
        let (date, rest) = text.split_at_checked(at)?;
        let duration = rest.trim_matches(is_before_duration).trim_end_matches(')');
        (!date.is_empty() && is_duration(duration)).then(|| (date.trim_end_matches(is_before_duration), duration))
    });
    cut.map_or((text, None), |(date, duration)| (date, Some(duration)))
}

/// The names after "by": capitalised words, with the words and marks that stand between names.
fn authors(text: &str) -> Option<&str> {
    let rest = (1..=2).rev().find_map(|count| {
        let (at, _) = text.match_indices(' ').nth(count - 1)?;
        let (by, rest) = text.split_at_checked(at)?;
        holds(BY, &fold(by)).then(|| rest.trim())
    })?;
    let (names, _) = date_off(rest);
    let mut words = names.split(' ').filter(|word| !word.is_empty()).peekable();
    let is_named = words.peek().is_some_and(|word| begins_name(word)) && names.contains(' ');
    let fits = |word: &str| {
        let bare = word.trim_matches(|character: char| matches!(character, ',' | ';' | '.' | '(' | ')'));
        begins_name(word) || PARTICLES.hold(bare) || CONJUNCTIONS.hold_folded(bare) || matches!(bare, "e" | "en" | "et" | "al")
    };
    (is_named && words.all(fits) && !names.ends_with(['.', '!', '?', ':', ')'])).then_some(rest)
}

/// Returns true when a text has the shape of one person's name: two to four words that begin with capitals.
fn is_name(text: &str) -> bool {
    let words = text.split(' ').count();
    (2..=4).contains(&words) && text.split(' ').all(|word| begins_name(word) || PARTICLES.hold(word)) && !text.contains(char::is_numeric)
}

/// Returns true when a word can begin a name: its first letter is no small one.
fn begins_name(word: &str) -> bool {
    word.trim_start_matches(['(', '“', '"']).starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase())
}

/// A text without the date at its end, and the date.
fn date_off(text: &str) -> (&str, Option<&str>) {
    if text.is_ascii() && !has_year(text) {
        return (text, None);
    }
    let commas = text.match_indices(", ").map(|(at, mark)| (at, at + mark.len()));
    let words = text.match_indices(' ').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let (word, _) = rest.split_once(' ')?;
        holds(ON, &fold(word)).then_some((at, at + 1 + word.len()))
    });
    let cut = commas.chain(words).find(|(_, end)| text.get(*end..).is_some_and(|rest| is_date(rest.trim())));
    match cut.and_then(|(at, end)| Some((text.get(..at)?, text.get(end..)?))) {
        Some((names, date)) => (names, Some(date.trim())),
        None => (text, None),
    }
}

/// A date as its label would have it: with the label that its own words say, or as the date of publication.
fn dated(text: &str) -> Option<Labelled> {
    if !has_year(text) {
        return None;
    }
    if is_date(text) {
        return Some(Labelled::bare(Label::Year, "date", text.to_owned()));
    }
    let ends = text.match_indices(' ').take(BEFORE_DATE).map(|(at, _)| at);
    ends.filter_map(|at| text.split_at_checked(at)).find_map(|(words, date)| {
        let label = Label::known(words.trim_end_matches(':')).filter(|label| *label == Label::Year || label.is_note())?;
        let date = date.trim();
        let date = date.split_once(' ').filter(|(on, _)| holds(ON, &fold(on))).map_or(date, |(_, date)| date);
        is_date(date).then(|| Labelled::bare(label, words.trim_end_matches(':'), date.to_owned()))
    })
}

/// Returns true when a text is nothing but a date with a year and a month, in words or in numbers.
pub(super) fn is_date(text: &str) -> bool {
    // Digits of other scripts are folded to ours: only in a plain text is it sure that there is no year.
    if text.is_ascii() && !has_year(text) {
        return false;
    }
    let (mut years, mut months, mut numbers, mut words) = (0, 0, 0, 0);
    for word in
        text.split(|character: char| character.is_whitespace() || matches!(character, ',' | '.' | '/' | '-' | '–' | '年' | '月' | '日'))
    {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let folded = fold(word);
        let digits = folded.trim_end_matches(|character: char| !character.is_ascii_digit());
        let ending = folded.get(digits.len()..).unwrap_or_default();
        if digits.len() == 4 && ending.is_empty() && digits.parse().is_ok_and(|year| YEARS.contains(&year)) {
            years += 1;
        } else if (1..=2).contains(&digits.len()) && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "°" | "e" | "o") {
            numbers += 1;
        } else if MONTH_WORDS.hold(&folded) {
            months += 1;
        } else if !holds(IN_DATES, &folded) && !DAY_WORDS.hold(&folded) {
            return false;
        }
    }
    words <= DATE_WORDS && years == 1 && months <= 1 && numbers <= 2 && (months == 1 || numbers == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let found = byline(text).map(|(found, rest)| (found, rest.join(" ")));
        let shown = |labelled: Labelled| format!("{} {}", labelled.label.field(), labelled.value);
        found
            .map(|(found, rest)| found.into_iter().map(shown).chain(Some(rest).filter(|rest| !rest.is_empty())).collect())
            .unwrap_or_default()
    }

    #[test]
    fn a_byline_names_authors_and_date() {
        for (text, found) in [
            ("By Orla Finch", vec!["producedBy Orla Finch"]),
            ("by Orla Finch and Dag Brunner", vec!["producedBy Orla Finch and Dag Brunner"]),
            (
                "Door Wietske Haanstra en Gijs Oldenkamp | 12 september 2020",
                vec!["producedBy Wietske Haanstra en Gijs Oldenkamp", "year 12 september 2020"],
            ),
            ("By Orla Finch, March 3, 2021", vec!["producedBy Orla Finch", "year March 3, 2021"]),
            ("Von Gesine van der Halloh am 3. Mai 2020", vec!["producedBy Gesine van der Halloh", "year 3. Mai 2020"]),
            ("Written by Rhea Hollis · 2021-05-03", vec!["producedBy Rhea Hollis", "year 2021-05-03"]),
            ("Rhea Hollis | 3 May 2020 | 5 min read", vec!["producedBy Rhea Hollis", "year 3 May 2020", "5 min read"]),
            ("Report | 2020 | English", vec!["format Report", "year 2020", "language English"]),
            ("5 de maio de 2018", vec!["year 5 de maio de 2018"]),
            ("Publié le 12 mars 2019", vec!["year 12 mars 2019"]),
            ("Last updated: 3 May 2020", vec!["notes 3 May 2020"]),
            ("2020年5月3日", vec!["year 2020年5月3日"]),
            ("12 May 2023 • 47 min", vec!["year 12 May 2023", "47 min"]),
            ("12 May 2023 - 47 min read", vec!["year 12 May 2023", "47 min read"]),
            ("12 May 2023 (1 h 5 min)", vec!["year 12 May 2023", "1 h 5 min"]),
            ("3. Mai 2020, Lesezeit: 5 Min.", vec!["year 3. Mai 2020", "Lesezeit: 5 Min."]),
            ("7 min de lecture • 12 mars 2019", vec!["year 12 mars 2019", "7 min de lecture"]),
            ("5 min read", vec!["5 min read"]),
            ("47 min", vec!["47 min"]),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_bylines() {
        for text in [
            "By Friday all must be done",
            "By the river",
            "Rhea Hollis",
            "1984",
            "May 1968: a year",
            "In March 2020 we met",
            "Von der Leine bis zur Weser",
            "By Land and Sea (2019)",
            "10:30 – 11:00",
            "Weirs | Report",
            "Peer Support | Report",
            "Peer Support – Report (2020)",
            "Home | About | Contact",
            "5 Minutes with a Miller",
            "Ten Minutes",
            "24 Hours in Weirs",
            "12",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
