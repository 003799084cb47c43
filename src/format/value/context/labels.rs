//! Acronyms of keywords: "PS" alone is "Peer Support" where the file prints "Peer Support (PS)".

use entity::vocabulary::ProvenanceMethod;
use rustc_hash::FxHashMap;

use super::{Meaning, capitals, is_acronym, learn_meaning};
use crate::format::value::keywords::Keywords;
use crate::model::KeywordMention;

/// The acronyms that stood in brackets behind keywords, by their capitals.
#[derive(Debug, Default)]
pub(super) struct Labels {
    acronyms: FxHashMap<String, Meaning>,
}

impl Labels {
    /// Takes note of the acronyms of a record's keywords.
    pub(super) fn learn(&mut self, keywords: &[KeywordMention]) {
        for (acronym, label) in keywords.iter().filter_map(|keyword| Some((keyword.acronym.as_ref()?, &keyword.label))) {
            learn_meaning(&mut self.acronyms, acronym, label);
        }
    }

    /// Puts the keyword in the place of an acronym that stands alone. Returns the acronyms that stand for several.
    pub(super) fn settle(&self, keywords: &mut Vec<KeywordMention>) -> Vec<KeywordMention> {
        let (mut changed, mut unsure) = (false, Vec::new());
        if self.acronyms.is_empty() {
            return unsure;
        }
        for keyword in keywords.iter_mut().filter(|keyword| keyword.uri.is_none() && is_acronym(&keyword.label)) {
            match self.acronyms.get(&capitals(&keyword.label)) {
                Some(Meaning::Name(name)) => {
                    keyword.acronym = Some(std::mem::replace(&mut keyword.label, name.clone()));
                    keyword.method = ProvenanceMethod::Inferred;
                    changed = true;
                }
                Some(Meaning::Several) => unsure.push(keyword.clone()),
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
