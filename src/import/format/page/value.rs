//! Values that are one thing: a year, a format, a language.

use entity::vocabulary::{ProvenanceMethod, ResourceFormat};

use super::{
    title::{YEARS, format, last_format},
    vocabulary::{LANGUAGES, find},
};
use crate::name::fold;

/// A date has at most so many words.
const DATE_WORDS: usize = 4;

/// The year of a date: the only number of four digits in it, from 1800 to 2100.
pub(super) fn year(text: &str) -> Option<(i32, ProvenanceMethod)> {
    let mut years = Some(text)
        .filter(|text| text.split(' ').count() <= DATE_WORDS)?
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| YEARS.contains(year));
    let year = years.next()?;
    let method = if text.len() == 4 { ProvenanceMethod::Asserted } else { ProvenanceMethod::Normalized };
    years.all(|other| other == year).then_some((year, method))
}

/// The format that these words are or end with; `Other` for words that name none.
pub(super) fn labelled_format(text: &str) -> (ResourceFormat, ProvenanceMethod) {
    match (format(text), last_format(text)) {
        (Some(format), _) => (format, ProvenanceMethod::Asserted),
        (None, Some((format, _))) => (format, ProvenanceMethod::Normalized),
        (None, None) => (ResourceFormat::Other, ProvenanceMethod::Asserted),
    }
}

/// The BCP 47 tag, in lower case, of a language's name or tag.
pub(super) fn language(text: &str) -> Option<(String, ProvenanceMethod)> {
    let folded = fold(text);
    if let Some(tag) = find(LANGUAGES, &folded) {
        return Some((tag.to_owned(), ProvenanceMethod::Normalized));
    }
    let mut subtags = folded.split('-');
    let primary = subtags.next().is_some_and(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()));
    let others = subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (primary && others).then_some((folded, ProvenanceMethod::Asserted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvenanceMethod::{Asserted, Normalized};

    #[test]
    fn a_date_holds_one_year() {
        assert_eq!(year("2021"), Some((2021, Asserted)));
        assert_eq!(year("3 May 2021"), Some((2021, Normalized)));
        assert_eq!(year("2021-05-03"), Some((2021, Normalized)));
        for text in ["soon", "1492", "2019–2021", "20210", "21", "as it was said of the 2020"] {
            assert_eq!(year(text), None, "{text}");
        }
    }

    #[test]
    fn formats_and_languages_are_read_by_their_words() {
        assert_eq!(labelled_format("FACT SHEET"), (ResourceFormat::FactSheet, Asserted));
        assert_eq!(labelled_format("Training toolkit"), (ResourceFormat::Toolkit, Normalized));
        assert_eq!(labelled_format("PDF"), (ResourceFormat::Other, Asserted));
        assert_eq!(language("Spanish"), Some(("es".into(), Normalized)));
        assert_eq!(language("en-US"), Some(("en-us".into(), Asserted)));
        assert_eq!(language("Klingonish"), None);
    }
}
