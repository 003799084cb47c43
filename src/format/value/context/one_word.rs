//! Names of one word in a field for makers of any kind: a body, or a person's family name.

use entity::vocabulary::{AgentKind, ContributionRole, IssueSeverity};
use rustc_hash::FxHashSet;

use super::MOST;
use crate::format::value::agents::NO_SIGN;
use crate::model::{AgentMention, Certainty, Issue, IssueCode, Locator};

const ALL: &str = "This may be a person or a body, and so may the other names of one word in this field: all of them were taken as bodies, and \
                   this is told once. Write a person's name as `Family, Given`.";

/// The producers of a file that show what its names of one word are.
#[derive(Debug, Default)]
pub(super) struct OneWords {
    bodies: u32,
    persons: u32,
    words: u32,
    /// The words that were told, in lower case.
    told: FxHashSet<String>,
}

impl OneWords {
    /// Takes note of a maker.
    pub(super) fn learn(&mut self, mention: &AgentMention<ContributionRole>) {
        if mention.role != ContributionRole::Producer {
            return;
        }
        let count = match (mention.kind, mention.certainty) {
            (AgentKind::Person, _) => &mut self.persons,
            (_, Certainty::OneWord) if mention.identifiers.is_empty() => &mut self.words,
            // A name that could be a person's shows nothing.
            (_, Certainty::Assumed) => return,
            (AgentKind::Organization, _) => &mut self.bodies,
        };
        *count = count.saturating_add(1);
    }

    /// Tells of a name of one word that may be a person's. The other producers of the file decide where they are bodies as a rule; where none
    /// is a person it is told once. `is_known` says that the file names a body so.
    pub(super) fn settle(&mut self, mention: &AgentMention<ContributionRole>, is_known: bool, issues: &mut Vec<Issue>) {
        let is_open = mention.certainty == Certainty::OneWord && mention.identifiers.is_empty() && !is_known;
        let are_bodies = self.persons == 0 && self.bodies > self.words;
        let is_told = (self.persons == 0 && !self.told.is_empty()) || self.told.len() >= MOST;
        if !is_open || are_bodies || is_told || !self.told.insert(mention.name.to_lowercase()) {
            return;
        }
        issues.push(Issue {
            at: Locator::line(mention.line),
            field: Some("producedBy".to_owned()),
            code: IssueCode::UnsureValue,
            severity: IssueSeverity::Warning,
            text: Some(mention.as_printed.clone()),
            message: if self.persons == 0 && self.words > 1 { ALL } else { NO_SIGN }.to_owned(),
        });
    }
}
