//! The dictionary of labels, by language: singular and plural, masculine and feminine, as pages and sheets spell them, in lower case.

mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod portuguese;
mod spanish;

use super::Label;

/// Labels and the field that they mean; none for labels that fit no field.
type Words = [(Option<Label>, &'static [&'static str])];

/// The languages, in order of rank: when two of them share a word, the first one gives its meaning.
pub(super) const LANGUAGES: &[&Words] =
    &[english::WORDS, spanish::WORDS, french::WORDS, german::WORDS, portuguese::WORDS, italian::WORDS, dutch::WORDS];
