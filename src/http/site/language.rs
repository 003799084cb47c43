//! The language of a page: the one that its address names, else the one that the browser prefers, else English.

use axum::http::{HeaderMap, header};

use crate::http::accept::ranges;

/// A language that the pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum PageLanguage {
    English,
    Spanish,
    German,
}

impl PageLanguage {
    pub(super) const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::German];

    /// Returns its BCP 47 tag.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::German => "de",
        }
    }

    /// Returns its name in itself.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::German => "Deutsch",
        }
    }

    /// Returns the language of a tag: `de-AT` is German.
    pub(super) fn of(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// Returns the language that a browser prefers (RFC 9110, section 12.5.4).
    pub(super) fn preferred(headers: &HeaderMap) -> Self {
        let mut best = (0.0, Self::English);
        for (tag, quality) in ranges(headers, &header::ACCEPT_LANGUAGE) {
            let language = if tag == "*" { Some(Self::English) } else { Self::of(&tag) };
            if let Some(language) = language.filter(|_| quality > best.0) {
                best = (quality, language);
            }
        }
        best.1
    }

    /// Returns a number with its digits in groups: `1,234,567` in English.
    pub(super) fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let joint = match self {
            Self::English => ',',
            Self::Spanish => '\u{a0}',
            Self::German => '.',
        };
        // Spanish writes four digits without a gap.
        let is_whole = self == Self::Spanish && digits.len() < 5;
        let mut text = if number < 0 { "−".to_owned() } else { String::new() };
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && !is_whole && (digits.len() - place).is_multiple_of(3) {
                text.push(joint);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_by_quality() {
        let preferred = |text: &str| PageLanguage::preferred(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, text.parse().unwrap())]));
        for (text, language) in [
            ("de", PageLanguage::German),
            ("de-AT,de;q=0.9,en;q=0.8", PageLanguage::German),
            ("fr, es;q=0.5, en;q=0.4", PageLanguage::Spanish),
            ("en;q=0.2, de;q=0.7", PageLanguage::German),
            ("de;q=0, es;q=0", PageLanguage::English),
            ("fr", PageLanguage::English),
            ("*", PageLanguage::English),
            ("de;q=nonsense", PageLanguage::English),
        ] {
            assert_eq!(preferred(text), language, "{text}");
        }
        assert_eq!(PageLanguage::preferred(&HeaderMap::new()), PageLanguage::English);
    }

    #[test]
    fn digits_stand_in_groups() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(|number| PageLanguage::English.number(number)), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(PageLanguage::German.number(12_345), "12.345");
        assert_eq!([1_234, 12_345].map(|number| PageLanguage::Spanish.number(number)), ["1234", "12\u{a0}345"]);
    }
}
