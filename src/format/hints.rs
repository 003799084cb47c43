//! Words of the user about a file, for what it does not tell itself.

use super::html;
use super::sheet::Mapping;

/// Words of the user about a file. A format that a hint means nothing to leaves it alone and tells that.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// `--map`: headers and the fields that they mean, where the dictionary does not know or knows otherwise.
    pub map: Vec<Mapping>,
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
