//! Dates and years.

mod words;

use entity::vocabulary::ProvenanceMethod;

pub(in crate::format) use self::words::{DAYS, MONTHS};
use super::words::holds;

/// The years that may stand in brackets behind a title.
pub(in crate::format) const YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;
/// The years that a resource can be of when a field says so.
const STATED: std::ops::RangeInclusive<i32> = 1000..=2100;
/// A date is not longer than this, in bytes.
const LONGEST: usize = 80;
/// A date has at most so many words that are no words of dates; more are running text, in which a year may mean anything.
const OTHER_WORDS: usize = 1;
/// The days since 1900 by which spreadsheets number the dates of the years 1954 to 2064.
const SPREADSHEET: std::ops::RangeInclusive<u32> = 20_000..=60_000;

const OF_SPREADSHEET: &str =
    "This looks like a date of Excel, which counts days: write the date as text, for example 2021-05-03. The value was left out.";

/// Marks and words between the first and the last year of several.
#[rustfmt::skip]
const UNTIL: &[&str] = &["to", "until", "through", "and", "a", "al", "hasta", "y", "à", "au", "et", "bis", "und", "até", "e", "fino", "tot", "t/m", "en"];
/// Words that say that a date is only a beginning or an end.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "since", "from", "before", "after", "until", "present", "ongoing", "today", "now", "desde", "antes", "después", "actualidad", "depuis", "avant", "après",
    "seit", "vor", "nach", "heute", "depois", "presente", "dal", "prima", "dopo", "sinds", "voor", "na", "heden",
];

/// A year that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Year {
    pub(in crate::format) value: i32,
    pub(in crate::format) method: ProvenanceMethod,
    /// The thing to look at, when the value says more or less than one year.
    pub(in crate::format) remark: Option<&'static str>,
}

/// The year of a date in any of the usual spellings.
///
/// # Errors
/// Why no single year from 1000 to 2100 can be read, in a sentence.
pub(in crate::format) fn year(text: &str) -> Result<Year, &'static str> {
    let plain: String = text.chars().map(western).collect();
    let plain = plain.trim().trim_end_matches(['.', ',']);
    let read = |value, remark| Ok(Year { value, method: ProvenanceMethod::Normalized, remark });
    let numbers = numbers(plain);
    let unread = "No year can be read here.";
    if plain.len() > LONGEST || numbers.is_empty() {
        return Err(unread);
    }
    if let [(_, number)] = numbers.as_slice()
        && number.len() == plain.len()
    {
        return match number.len() {
            4 => {
                let method = if text.trim() == plain { ProvenanceMethod::Asserted } else { ProvenanceMethod::Normalized };
                in_range(number).map(|value| Year { value, method, remark: None })
            }
            5 if number.parse().is_ok_and(|days| SPREADSHEET.contains(&days)) => Err(OF_SPREADSHEET),
            8 => compact(number).map_or(Err(unread), |value| read(value, None)),
            _ => Err(unread),
        };
    }
    // "2021.5" is no date.
    if plain.parse::<f64>().is_ok() {
        let days = plain.split('.').next().and_then(|days| days.parse().ok());
        return Err(if days.is_some_and(|days| SPREADSHEET.contains(&days)) { OF_SPREADSHEET } else { unread });
    }
    if let Some(value) = iso(plain) {
        return in_range(value).and_then(|value| read(value, None));
    }
    let others = plain.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !is_date_word(word)).count();
    if others > OTHER_WORDS {
        return Err("The year stands among other words, and may be that of anything: write the year alone. The value was left out.");
    }
    let mut years = Vec::new();
    for (at, number) in &numbers {
        match number.len() {
            1 | 2 => {}
            4 => years.push((*at, in_range(number)?)),
            _ => return Err(unread),
        }
    }
    let several = "The value spans several years: the first was taken.";
    let beside = (others > 0).then_some("Another word stands beside the year, which was taken: check it.");
    match years.as_slice() {
        [] => Err("No year can be read here: write it with four digits."),
        [(at, value)] if is_open(plain) || ends_open(plain, *at) => {
            read(*value, Some("The value names only the beginning or the end of a time: its year was taken."))
        }
        [(at, value)] if plain.get(at + 4..).is_some_and(|rest| rest.trim_start_matches(['\'', '’']).starts_with('s')) => {
            read(*value, Some("The value names a decade: its first year was taken."))
        }
        [(at, value)] if goes_on(plain, *at, *value) => read(*value, Some(several)),
        [(_, value)] => read(*value, beside),
        [(_, first), more @ ..] if more.iter().all(|(_, other)| other == first) => read(*first, beside),
        [(from, first), (to, last)] if first < last && is_range(plain.get(from + 4..*to).unwrap_or_default()) => {
            read(*first, Some(several))
        }
        _ => Err("Several years stand here."),
    }
}

fn in_range(number: &str) -> Result<i32, &'static str> {
    let year = number.parse().ok().filter(|year| STATED.contains(year));
    year.ok_or("A year from 1000 to 2100 is expected.")
}

/// The digits of a text, with their places.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let mut numbers = Vec::new();
    let mut rest = 0;
    while let Some(start) = text.get(rest..).and_then(|ahead| ahead.find(|digit: char| digit.is_ascii_digit())).map(|at| at + rest) {
        let behind = text.get(start..).unwrap_or_default();
        let length = behind.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(behind.len());
        numbers.push((start, behind.get(..length).unwrap_or_default()));
        rest = start + length;
    }
    numbers
}

/// The year of a date as ISO 8601 writes it: `2015-05`, `2015-05-03`, `20150503T101500Z`, `2015-05-03T10:15:00.123Z`.
fn iso(text: &str) -> Option<&str> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    // Other words may stand behind a date than its time.
    if !(time.is_empty() || time.starts_with(|digit: char| digit.is_ascii_digit()) && time.bytes().all(is_of_time)) {
        return None;
    }
    if date.len() == 8 && compact(date).is_some() {
        return date.get(..4);
    }
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next().unwrap_or("01"));
    let is =
        |part: &str, length: usize, most: u32| part.len() == length && part.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
    (is(year, 4, 9999) && is(month, 2, 12) && is(day, 2, 31) && parts.next().is_none()).then_some(year)
}

/// True for the signs of a time of the day with its zone: `10:15:00.123+02:00`, `10:15 UTC`.
const fn is_of_time(sign: u8) -> bool {
    matches!(sign, b'0'..=b'9' | b':' | b'.' | b'+' | b'-' | b' ' | b'Z' | b'U' | b'T' | b'C' | b'G' | b'M')
}

/// The year of `20150503`.
fn compact(digits: &str) -> Option<i32> {
    let is =
        |part: Option<&str>, most: u32| part.and_then(|part| part.parse().ok()).is_some_and(|number: u32| (1..=most).contains(&number));
    let year = digits.get(..4)?.parse().ok().filter(|year| STATED.contains(year))?;
    (digits.bytes().all(|digit| digit.is_ascii_digit()) && is(digits.get(4..6), 12) && is(digits.get(6..8), 31)).then_some(year)
}

/// True when a year goes on to another one whose century is left out: "2021-22", "2019/20".
fn goes_on(text: &str, at: usize, year: i32) -> bool {
    let rest = text.get(at + 4..).unwrap_or_default();
    let Some(short) = rest.trim_start().strip_prefix(['-', '–', '—', '/', '‐']) else { return false };
    let short = short.trim();
    short.len() == 2 && short.parse().is_ok_and(|short: i32| short > year % 100 && (short > 12 || short == (year + 1) % 100))
}

/// True when a text between two years makes them the first and the last of a time.
fn is_range(between: &str) -> bool {
    between.contains(['-', '–', '—', '/', '‐']) || between.split(' ').any(|word| holds(UNTIL, &word.to_lowercase()))
}

fn is_open(text: &str) -> bool {
    text.split([' ', '-', '–']).any(|word| holds(OPEN, &word.to_lowercase()))
}

/// True when a dash with nothing behind it follows a year: "2019–".
fn ends_open(text: &str, at: usize) -> bool {
    matches!(text.get(at + 4..).unwrap_or_default().trim(), "-" | "–" | "—")
}

/// True when a word stands in dates, with digits around it or without: "3rd", "Q3", "1890s".
fn is_date_word(word: &str) -> bool {
    let letters = word.trim_matches(|digit: char| digit.is_ascii_digit());
    if letters.is_empty() {
        return true;
    }
    let word = letters.to_lowercase();
    [MONTHS, DAYS, words::WORDS, UNTIL, OPEN].iter().any(|words| holds(words, &word)) || word.chars().all(is_mark_of_dates)
}

/// True for the signs that stand behind the numbers of a date in Chinese, Japanese and Korean.
const fn is_mark_of_dates(letter: char) -> bool {
    matches!(letter, '0'..='9' | '年' | '月' | '日' | '년' | '월' | '일')
}

/// A digit of another script as a digit of ours.
fn western(character: char) -> char {
    let code = u32::from(character);
    let zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
    let digit = zeros.into_iter().find_map(|zero| code.checked_sub(zero).filter(|digit| *digit < 10));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvenanceMethod::{Asserted, Normalized};
    use proptest::prelude::*;

    #[test]
    fn a_date_holds_one_year() {
        assert_eq!(year("2021"), Ok(Year { value: 2021, method: Asserted, remark: None }));
        for text in [
            "3 May 2021",
            "May 2021",
            "2021-05-03",
            "2021-05",
            "2021-05-03T10:00:00Z",
            "2021-05-03T10:00:00.123456+02:00",
            "2021-05-03 10:00",
            "2021-05-03 10:00 UTC",
            "2021-05-03 to 2021-06-01",
            "31.12.2021",
            "03/05/2021",
            "5/3/2021",
            "2021/05/03",
            "c. 2021",
            "ca. 2021",
            "circa 2021",
            "©2021",
            "© 2021",
            "(2021)",
            "FY 2021",
            "20210503",
            "20210503T101500Z",
            "Spring 2021",
            "Q3 2021",
            "Thursday, 3 May 2021 at 10:00 pm",
            "3rd May, 2021",
            "3 de mayo de 2021",
            "el 3 de mayo del 2021",
            "12 mai 2021",
            "le 1er août 2021",
            "3. Mai 2021",
            "am 3. Dezember 2021",
            "3 de outubro de 2021",
            "3 maggio 2021",
            "3 mei 2021",
            "2021年5月3日",
            "2021年",
            "2021.",
            "２０２１",
            "٢٠٢١",
            "۲۰۲۱",
            "3 May 2021 – 5 May 2021",
            "vers 2021",
            "Published 2021",
            "Été 2021",
            "Winter term 2021",
            "мая 2021",
            "2021년 5월",
        ] {
            assert_eq!(year(text), Ok(Year { value: 2021, method: Normalized, remark: None }), "{text}");
        }
        assert_eq!(year("1492").map(|year| year.value), Ok(1492));
    }

    #[test]
    fn more_or_less_than_a_year_is_told() {
        for (text, value) in [
            ("2019–2021", 2019),
            ("2019-2021", 2019),
            ("2021-22", 2021),
            ("2021/22", 2021),
            ("2019 to 2021", 2019),
            ("2019 bis 2021", 2019),
            ("May 2019 – June 2020", 2019),
            ("FY 2019/20", 2019),
            ("since 2015", 2015),
            ("2015–present", 2015),
            ("2015–", 2015),
            ("desde 2015", 2015),
            ("1890s", 1890),
            ("seit 2015", 2015),
            ("Rivertown 2015", 2015),
            ("2015-05-03 Rivertown", 2015),
            ("2015-05-03 to 2016-01-01", 2015),
        ] {
            let read = year(text).unwrap();
            assert_eq!((read.value, read.remark.is_some()), (value, true), "{text}");
        }
    }

    #[test]
    fn what_is_no_year_is_refused_with_a_reason() {
        for text in [
            "soon",
            "20210",
            "21",
            "as it was said of the 2020",
            "The x 2020 North",
            "Marlow Prize 2020",
            "Route 2020 Fund",
            "03/05/19",
            "0999",
            "2101",
            "999",
            "-5",
            "2021.5.6.7.8888",
            "20211301",
            "2019, 2021, 2023",
            "2021, revised 2019",
            "123456",
            "",
            "é021",
            "true",
        ] {
            assert!(year(text).is_err(), "{text}");
        }
        for text in ["44319", "44319.5"] {
            assert!(year(text).unwrap_err().contains("Excel"), "{text}");
        }
        assert!(year("2562").unwrap_err().contains("1000 to 2100"));
    }

    proptest! {
        #[test]
        fn a_year_stands_in_its_text(text in "([0-9]{1,5}|[-–/., ]|May|c\\. |to ){0,8}") {
            if let Ok(year) = year(&text) {
                prop_assert!(text.contains(&year.value.to_string()) && STATED.contains(&year.value));
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            let _ = year(&text);
        }
    }
}
