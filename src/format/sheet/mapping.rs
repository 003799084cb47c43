//! The field of a header, as its user states it: `Grant maker=supportedBy`, `Tags=keywords:;`.

use std::str::FromStr;

use entity::vocabulary::{ContributionRole::Producer, FundingKind::Funder};
use thiserror::Error;

use super::column::{ColumnMeaning, Parting};
use crate::format::label::{Label, key};

/// A header and its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    header: String,
    pub(super) meaning: ColumnMeaning,
    pub(super) parting: Option<Parting>,
    text: String,
}

impl Mapping {
    /// Returns true when it is about this header, whatever its case and blanks are.
    pub(super) fn is_of(&self, header: &str) -> bool {
        self.header == key(header)
    }

    /// The mapping as its user wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The reason why a text is no mapping.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadMapping {
    /// The text has no `=` with words on both sides.
    #[error("write the header, `=` and the field, for example `Grant maker=supportedBy`")]
    Shape,
    /// The field is not known.
    #[error(
        "`{0}` is no field; there are id, title, description, year, format, language, url, doi, isbn, license, producedBy, author, editor, \
         publisher, supportedBy, sponsor, award, keywords and notes"
    )]
    Field(String),
    /// The sign behind the field is not one character.
    #[error("`{0}` is no sign that parts items: write one character behind the colon, or `newline`, for example `Tags=keywords:;`")]
    Sign(String),
}

impl FromStr for Mapping {
    type Err = BadMapping;

    fn from_str(text: &str) -> Result<Self, BadMapping> {
        // A header may hold `=`, a field does not.
        let (header, rest) = text.rsplit_once('=').filter(|(header, _)| !key(header).is_empty()).ok_or(BadMapping::Shape)?;
        // The sign itself may be `=`.
        let (header, rest) = match header.rsplit_once('=') {
            Some((before, field)) if rest.is_empty() && field.ends_with(':') => (before, format!("{field}=")),
            _ => (header, rest.to_owned()),
        };
        let (field, sign) = rest.split_once(':').map_or((rest.as_str(), None), |(field, sign)| (field, Some(sign)));
        let header_key = key(header);
        let meaning = match field.trim() {
            "id" => ColumnMeaning::Key,
            "producedBy" => ColumnMeaning::Field(Label::Made(Producer)),
            "supportedBy" => ColumnMeaning::Field(Label::Paid(Funder)),
            "notes" | "note" => ColumnMeaning::Field(Label::other(header)),
            name => match Label::known(name) {
                Some(label) if !label.is_note() => ColumnMeaning::Field(label),
                _ => return Err(if name.is_empty() { BadMapping::Shape } else { BadMapping::Field(name.to_owned()) }),
            },
        };
        let parting = match sign {
            None => None,
            Some("newline") => Some(Parting::Lines),
            Some(",") => Some(Parting::BareComma),
            Some(sign) => {
                let mut letters = sign.chars();
                let only = letters.next().filter(|letter| letters.next().is_none() && !letter.is_alphanumeric());
                Some(Parting::Sign(only.ok_or_else(|| BadMapping::Sign(sign.to_owned()))?))
            }
        };
        Ok(Self { header: header_key, meaning, parting, text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_a_header_a_field_and_perhaps_a_sign() {
        let read = |text: &str| text.parse::<Mapping>().map(|mapping| (mapping.header, mapping.meaning, mapping.parting));
        assert_eq!(read("Grant maker=supportedBy"), Ok(("grant maker".into(), ColumnMeaning::Field(Label::Paid(Funder)), None)));
        assert_eq!(read("Tags=keywords:;"), Ok(("tags".into(), ColumnMeaning::Field(Label::Keywords), Some(Parting::Sign(';')))));
        assert_eq!(read("Tags=keywords:newline").map(|(.., parting)| parting), Ok(Some(Parting::Lines)));
        assert_eq!(read("Tags=keywords:=").map(|(.., parting)| parting), Ok(Some(Parting::Sign('='))));
        assert_eq!(read("No.=id").map(|(_, meaning, _)| meaning), Ok(ColumnMeaning::Key));
        assert!(read("Shelf=notes").is_ok_and(|(_, meaning, _)| meaning.is_note()));
        for (text, wrong) in [
            ("Tags", BadMapping::Shape),
            ("=title", BadMapping::Shape),
            ("Tags=", BadMapping::Shape),
            ("Tags=shelf", BadMapping::Field("shelf".into())),
            ("Tags=keywords:and", BadMapping::Sign("and".into())),
        ] {
            assert_eq!(read(text), Err(wrong), "{text}");
        }
    }
}
