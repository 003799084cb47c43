//! The field of a column or of a path in JSON, as its user states it: `Money from=supportedBy`, `Tags=keywords:;`,
//! `funder.name=supportedBy`.

use std::str::FromStr;

use entity::vocabulary::{ContributionRole::Producer, FundingKind::Funder};
use thiserror::Error;

use super::export::items;
use super::label::{Label, key};
use super::sheet::ExportedColumn;
use super::value::{nothing::is_nothing, separators::split};
use crate::name::tidy;

/// The field that a column or a path holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldMeaning {
    /// The id that the source itself gives to its records.
    Key,
    /// A field of a record, or a note.
    Field(Label),
    /// A column that only exports have.
    Exported(ExportedColumn),
}

impl FieldMeaning {
    /// The name that issues give to the field: that of JSON Lines.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Key => "id",
            Self::Field(label) => label.field(),
            Self::Exported(column) => column.field(),
        }
    }

    /// The name that `--map` gives to the field.
    pub(super) fn name(self) -> String {
        match self {
            Self::Field(Label::Made(role)) if role != Producer => role.as_str().to_lowercase(),
            Self::Field(Label::Paid(kind)) if kind != Funder => kind.as_str().to_lowercase(),
            Self::Field(Label::Identifier(scheme)) => scheme.to_lowercase(),
            other => other.field().to_owned(),
        }
    }

    /// Returns true when its values are kept as notes.
    pub(super) const fn is_note(self) -> bool {
        matches!(self, Self::Field(label) if label.is_note())
    }

    /// Returns true when a cell may hold several names, keywords or numbers of grants.
    pub(super) const fn is_list(self) -> bool {
        matches!(self, Self::Field(label) if label.is_list() || matches!(label, Label::Award))
    }
}

/// The sign that parts the items in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// No cell that was seen shows one: each cell is read by itself.
    ByCell,
    /// The ends of lines.
    Lines,
    /// This sign; a comma counts with a blank behind it.
    Sign(char),
    /// This sign wherever it stands, also between letters.
    Bare(char),
    /// As exports part them.
    Exported,
}

impl Parting {
    /// The items of a cell, without those that say nothing.
    pub(super) fn pieces(self, cell: &str) -> Vec<String> {
        let tidied = |piece: &str| tidy(piece.trim().trim_end_matches([';', '|', ',']));
        let kept = |piece: &String| !is_nothing(piece);
        match self {
            Self::ByCell => vec![tidy(cell)],
            Self::Lines => cell.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(tidied).filter(kept).collect(),
            // Nobody breaks a line inside an item of a cell.
            Self::Sign(sign) => {
                let (lines, signs) = (Self::Lines.pieces(cell), [sign]);
                lines.iter().flat_map(|line| split(line, &signs)).map(tidied).filter(kept).collect()
            }
            Self::Exported => items(cell),
            Self::Bare(sign) => tidy(cell).split(sign).map(tidied).filter(kept).collect(),
        }
    }

    /// The sign as `--map` has it; none where each cell is read by itself.
    pub(super) fn sign(self) -> Option<String> {
        match self {
            Self::ByCell => None,
            Self::Exported => Some(";".to_owned()),
            Self::Lines => Some("newline".to_owned()),
            Self::Sign(sign) | Self::Bare(sign) => Some(sign.to_string()),
        }
    }
}

/// A header or a path, and its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The header or the path as its user wrote it.
    pub(super) header: String,
    pub(super) meaning: FieldMeaning,
    pub(super) parting: Option<Parting>,
    text: String,
}

impl Mapping {
    /// Returns true when it is about this header, whatever its case and blanks are.
    pub fn is_of(&self, header: &str) -> bool {
        key(&self.header) == key(header)
    }

    /// Returns true when both are about one header.
    pub fn is_like(&self, other: &Self) -> bool {
        self.is_of(&other.header)
    }

    /// The mapping as its user wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A value of `--map`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapFlag {
    /// A header has this field.
    Given(Mapping),
    /// The mapping of this header that is kept with the source is forgotten: `Money from=`.
    Forgotten(String),
}

impl FromStr for MapFlag {
    type Err = BadMapping;

    fn from_str(text: &str) -> Result<Self, BadMapping> {
        match text.trim_end().strip_suffix('=') {
            // `Tags=keywords:=` has `=` as its sign.
            Some(header) if header.ends_with(':') && header.contains('=') => text.parse().map(Self::Given),
            Some(header) if !key(header).is_empty() => Ok(Self::Forgotten(header.trim().to_owned())),
            _ => text.parse().map(Self::Given),
        }
    }
}

/// The reason why a text is no mapping.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadMapping {
    /// The text has no `=` with words on both sides.
    #[error("write the header, `=` and the field, for example `Money from=supportedBy`")]
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
        let meaning = match field.trim() {
            "id" => FieldMeaning::Key,
            "producedBy" => FieldMeaning::Field(Label::Made(Producer)),
            "supportedBy" => FieldMeaning::Field(Label::Paid(Funder)),
            "notes" | "note" => FieldMeaning::Field(Label::other(header)),
            name => match Label::known(name) {
                Some(label) if !label.is_note() => FieldMeaning::Field(label),
                _ => return Err(if name.is_empty() { BadMapping::Shape } else { BadMapping::Field(name.to_owned()) }),
            },
        };
        let parting = match sign {
            None => None,
            Some("newline") => Some(Parting::Lines),
            Some(sign) => {
                let mut letters = sign.chars();
                let only = letters.next().filter(|letter| letters.next().is_none() && !letter.is_alphanumeric());
                let only = only.ok_or_else(|| BadMapping::Sign(sign.to_owned()))?;
                // What stands in brackets or quotes is not parted by these two.
                Some(if matches!(only, ';' | '|') { Parting::Sign(only) } else { Parting::Bare(only) })
            }
        };
        Ok(Self { header: header.trim().to_owned(), meaning, parting, text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_a_header_a_field_and_perhaps_a_sign() {
        let read = |text: &str| text.parse::<Mapping>().map(|mapping| (mapping.header, mapping.meaning, mapping.parting));
        assert_eq!(read("Grant maker=supportedBy"), Ok(("Grant maker".into(), FieldMeaning::Field(Label::Paid(Funder)), None)));
        assert_eq!(read("Tags=keywords:;"), Ok(("Tags".into(), FieldMeaning::Field(Label::Keywords), Some(Parting::Sign(';')))));
        assert_eq!(read("Tags=keywords:newline").map(|(.., parting)| parting), Ok(Some(Parting::Lines)));
        assert_eq!(read("Tags=keywords:=").map(|(.., parting)| parting), Ok(Some(Parting::Bare('='))));
        assert_eq!(read("No.=id").map(|(_, meaning, _)| meaning), Ok(FieldMeaning::Key));
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
        assert!("Grant maker=supportedBy".parse::<Mapping>().is_ok_and(|mapping| mapping.is_of("GRANT  MAKER")));
    }

    #[test]
    fn a_header_without_a_field_is_forgotten() {
        for (text, header) in [("Grant maker=", "Grant maker"), ("a=b=", "a=b"), ("Tags:= ", "Tags:")] {
            assert_eq!(text.parse(), Ok(MapFlag::Forgotten(header.to_owned())), "{text}");
        }
        assert!(matches!("Tags=keywords:=".parse(), Ok(MapFlag::Given(_))));
        assert_eq!("=".parse::<MapFlag>(), Err(BadMapping::Shape));
    }
}
