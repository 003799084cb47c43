//! Words of the user about a file, for what it does not tell itself.

use entity::vocabulary::IssueSeverity;

use super::html;
use super::mapping::Mapping;
use crate::model::{Issue, IssueCode, Locator};

/// Words of the user about a file. A format that a hint means nothing to leaves it alone and tells that.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// `--map`: headers and the fields that they mean, where the dictionary does not know or knows otherwise.
    pub map: Vec<Mapping>,
    /// Mappings of earlier imports of the source, of other headers than those of `map`. They count where the file has the headers of all.
    pub kept: Vec<Mapping>,
    /// `--sheet`: the only sheet of a workbook that is read; all sheets when none is named.
    pub sheet: Option<String>,
    /// `--base`: the address that a web page was saved from.
    pub base: Option<String>,
    /// `--select`: the elements of a web page that hold the records, as a CSS selector.
    pub select: Option<String>,
}

/// A kind of hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// `--map`
    Map,
    /// `--sheet`
    Sheet,
    /// `--base`
    Base,
    /// `--select`
    Select,
}

impl Hint {
    /// The flag by which the user gives it.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::Map => "--map",
            Self::Sheet => "--sheet",
            Self::Base => "--base",
            Self::Select => "--select",
        }
    }
}

impl Hints {
    /// Returns an address that links can be relative to; a message for anything else.
    pub fn base(text: &str) -> Result<String, String> {
        html::web_address(text).ok_or_else(|| "an address is expected that begins with http:// or https://".to_owned())
    }

    /// Returns a CSS selector as it is; a message for a text that is none.
    pub fn select(text: &str) -> Result<String, String> {
        html::is_selector(text)
            .then(|| text.to_owned())
            .ok_or_else(|| "a CSS selector is expected, for example `main .resource-list`".to_owned())
    }

    /// All mappings; true for one that an earlier import gave.
    pub(super) fn mappings(&self) -> impl Iterator<Item = (&Mapping, bool)> {
        self.map.iter().map(|mapping| (mapping, false)).chain(self.kept.iter().map(|mapping| (mapping, true)))
    }

    /// Returns the hints that were given.
    pub(super) fn given(&self) -> impl Iterator<Item = Hint> {
        let all = [
            (Hint::Map, !self.map.is_empty()),
            (Hint::Sheet, self.sheet.is_some()),
            (Hint::Base, self.base.is_some()),
            (Hint::Select, self.select.is_some()),
        ];
        all.into_iter().filter_map(|(hint, is_given)| is_given.then_some(hint))
    }
}

/// Tells that a mapping of the user was left alone. The reason is a sentence without its end.
pub(super) fn unused(mapping: &Mapping, reason: &str) -> Issue {
    let message = format!("`--map '{}'` was left alone: {reason} “{}”.", mapping.as_str(), mapping.header);
    told(mapping.as_str().to_owned(), message)
}

/// Tells that mappings that are kept with the source were left alone, with the headers that are missing. The reason is a sentence without
/// its end.
pub(super) fn unused_kept(mappings: &[&Mapping], missing: &[&str], reason: &str) -> Issue {
    let listed = |all: Vec<String>| all.join(", ");
    let all = listed(mappings.iter().map(|mapping| format!("`{}`", mapping.as_str())).collect());
    let headers = listed(missing.iter().map(|header| format!("“{header}”")).collect());
    let forget = missing.first().copied().unwrap_or_default();
    let message = format!(
        "Earlier imports of this source kept {all}. Nothing of that was used: {reason} {headers}. Give the mappings that this file needs; \
         `--map '{forget}='` forgets one."
    );
    told(all, message)
}

fn told(text: String, message: String) -> Issue {
    let (code, severity) = (IssueCode::UnusedHint, IssueSeverity::Warning);
    Issue { at: Locator::default(), field: None, code, severity, text: Some(text), message }
}
