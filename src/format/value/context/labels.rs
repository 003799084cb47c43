//! Acronyms of keywords: "PS" alone is "Peer Support" where the file prints "Peer Support (PS)".

use entity::vocabulary::ProvenanceMethod;
use rustc_hash::FxHashMap;

use super::meaning::{Meaning, PlacedName, learn_meaning};
use super::{capitals, is_acronym};
use crate::format::value::keywords::Keywords;
use crate::model::{KeywordMention, Record};

/// The acronyms that stood in brackets behind keywords, by their capitals.
#[derive(Debug, Default)]
pub(super) struct Labels {
    acronyms: FxHashMap<String, Meaning>,
}

impl Labels {
    /// Takes note of the acronyms of a record's keywords.
    pub(super) fn learn(&mut self, record: &Record) {
        for keyword in &record.keywords {
            let Some(acronym) = &keyword.acronym else { continue };
            let at = || record.locator_of(keyword.line, Some(&keyword.as_printed)).in_words();
            learn_meaning(&mut self.acronyms, acronym, &keyword.label, &at);
        }
    }

    /// Puts the keyword in the place of an acronym that stands alone. Returns the acronyms that stand for several, each with two of
    /// these.
    pub(super) fn settle(&self, keywords: &mut Vec<KeywordMention>) -> Vec<(KeywordMention, [PlacedName; 2])> {
        let (mut changed, mut unsure) = (false, Vec::new());
        if self.acronyms.is_empty() {
            return unsure;
        }
        for keyword in keywords.iter_mut().filter(|keyword| keyword.uri.is_none() && is_acronym(&keyword.label)) {
            match self.acronyms.get(&capitals(&keyword.label)) {
                Some(Meaning::Name(named)) => {
                    keyword.acronym = Some(std::mem::replace(&mut keyword.label, named.name.clone()));
                    keyword.method = ProvenanceMethod::Inferred;
                    changed = true;
                }
                Some(Meaning::Several(names)) => unsure.push((keyword.clone(), names.clone())),
                None => {}
            }
        }
        if changed {
            let mut once = Keywords::default();
            for keyword in std::mem::take(keywords) {
                once.merge(keyword);
            }
            *keywords = once.all;
        }
        unsure
    }
}
