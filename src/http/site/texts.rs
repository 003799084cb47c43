//! Puts the words of the pages together: numbers, and the words for terms of the graph.

use std::borrow::Borrow;

use super::language::PageLanguage;
pub(in crate::http) use super::words::PageTexts;
use super::words::{ENGLISH, GERMAN, SPANISH};

impl PageTexts {
    pub(in crate::http) fn of(language: PageLanguage) -> &'static Self {
        match language {
            PageLanguage::English => &ENGLISH,
            PageLanguage::Spanish => &SPANISH,
            PageLanguage::German => &GERMAN,
        }
    }

    /// Returns a number as people of the language write it.
    pub(super) fn number(&self, number: impl Borrow<i64>) -> String {
        self.language.number(*number.borrow())
    }

    /// Returns a text with a number in its place.
    pub(super) fn count(&self, text: &str, number: impl Borrow<i64>) -> String {
        let number = *number.borrow();
        let (one, more) = text.split_once('|').unwrap_or((text, text));
        let form = if number == 1 { one } else { more };
        form.replace("{n}", &self.number(number))
    }

    /// Returns a part of a whole in percent; what is less than one is not nothing.
    pub(super) fn percent(&self, part: impl Borrow<i64>, whole: impl Borrow<i64>) -> String {
        let (part, whole) = (*part.borrow(), *whole.borrow());
        match part * 100 / whole.max(1) {
            0 if part > 0 => "< 1 %".to_owned(),
            percent => format!("{percent} %"),
        }
    }

    /// Returns the words for a format.
    pub(super) fn format<'a>(&self, format: &'a str) -> &'a str {
        match format {
            "WEBINAR" => self.webinar,
            "BRIEF" => self.brief,
            "REPORT" => self.report,
            "PAPER" => self.paper,
            "TOOLKIT" => self.toolkit,
            "TOOL" => self.tool,
            "GUIDE" => self.guide,
            "FACT_SHEET" => self.fact_sheet,
            "PRESENTATION" => self.presentation,
            "POSTER" => self.poster,
            "DATASET" => self.dataset,
            "SOFTWARE" => self.software,
            "OTHER" => self.other,
            other => other,
        }
    }

    /// Returns the words for a field of a resource.
    pub(super) fn field_name<'a>(&self, field: &'a str) -> &'a str {
        match field {
            "title" => self.title,
            "year" => self.year,
            "published" => self.published,
            "format" => self.format,
            "description" => self.description,
            "language" => self.language_of,
            "landingPage" => self.landing_page,
            "license" => self.license,
            "identifiers" => self.identifiers,
            "notes" => self.notes,
            "producers" => self.producers,
            "funders" => self.funders,
            "keywords" => self.keywords,
            "collections" => self.collections,
            other => other,
        }
    }

    /// Returns the words for the way in which a statement was read.
    pub(super) fn method<'a>(&self, method: &'a str) -> &'a str {
        match method {
            "ASSERTED" => self.asserted,
            "NORMALIZED" => self.normalized,
            "INFERRED" => self.inferred,
            "CURATED" => self.curated,
            other => other,
        }
    }

    /// Returns the words for a role, a kind of funding, or another condition of a list.
    pub(super) fn condition<'a>(&self, name: &'a str) -> &'a str {
        match name {
            "maker" => self.maker,
            "organization" => self.organization,
            "person" => self.person,
            "producer" => self.producer,
            "author" => self.author,
            "editor" => self.editor,
            "publisher" => self.publisher,
            "distributor" => self.distributor,
            "host" => self.host,
            "funder" => self.funder,
            "sponsor" => self.sponsor,
            "keyword" => self.keyword,
            "collection" => self.collection,
            "year" => self.year,
            "format" => self.format,
            "language" => self.language_of,
            "license" => self.license,
            "without" => self.without,
            other => other,
        }
    }
}

/// Returns the name of a language in itself, or its tag where this table has none.
pub(super) fn language_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" => "العربية",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "it" => "Italiano",
        "ja" => "日本語",
        "ko" => "한국어",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ru" => "Русский",
        "sv" => "Svenska",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::ALL;
    use super::*;

    #[test]
    fn translations_have_the_same_places() {
        for (name, texts) in ALL {
            let places = texts.map(|text| (text.matches("{n}").count(), text.matches('|').count()));
            assert!(places.iter().all(|place| *place == places[0]), "{name}: {texts:?}");
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{name}");
        }
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        let texts = PageTexts::of(PageLanguage::English);
        assert_eq!(texts.count(texts.n_resources, 1), "1 resource");
        assert_eq!(texts.count(texts.n_resources, 1_234), "1,234 resources");
        assert_eq!(PageTexts::of(PageLanguage::German).count(GERMAN.n_keywords, 0), "0 Schlagwörter");
    }
}
