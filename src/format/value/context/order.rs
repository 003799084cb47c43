//! The order in which a file prints the names of persons: two names with a comma between may be one, family name first.

use entity::vocabulary::{AgentKind, ContributionRole, IssueSeverity, ProvenanceMethod};

use crate::format::value::person::Person;
use crate::model::{AgentMention, Certainty, Issue, IssueCode, Locator};

type Maker = AgentMention<ContributionRole>;

/// The counts of names that show their order.
#[derive(Debug, Default)]
pub(super) struct NameOrder {
    /// "Family, Given".
    inverted: u32,
    /// "Given Family".
    straight: u32,
}

impl NameOrder {
    /// Takes note of the names of a record's makers. A name behind halves may go on with either reading of them.
    pub(super) fn learn(&mut self, makers: &[Maker]) {
        let mut half: Option<&Maker> = None;
        for maker in makers {
            if half.is_none_or(|half| half.line != maker.line || half.role != maker.role) {
                self.learn_one(maker);
            }
            half = Some(maker).filter(|maker| maker.certainty == Certainty::Half);
        }
    }

    fn learn_one(&mut self, mention: &Maker) {
        if mention.kind != AgentKind::Person || !matches!(mention.certainty, Certainty::Shape | Certainty::Evident) {
            return;
        }
        // Lists of initials have an order of their own.
        let given = mention.as_printed.split_once(", ").and_then(|(_, given)| given.split(' ').next());
        let given = given.filter(|given| given.contains(char::is_lowercase));
        if given.is_some_and(|given| mention.name.starts_with(given)) {
            self.inverted = self.inverted.saturating_add(1);
        } else if mention.name == mention.as_printed {
            self.straight = self.straight.saturating_add(1);
        }
    }

    /// Joins two halves to one person where the file prints family names first, and keeps them as two elsewhere. It tells what it did
    /// where other names of the file do not show it. `is_known` says that a name is a whole one elsewhere in the file.
    pub(super) fn settle(&self, makers: &mut Vec<Maker>, is_known: impl Fn(&str) -> bool, issues: &mut Vec<Issue>) {
        let mut at = 0;
        while let Some(place) = makers.iter().skip(at).position(|maker| maker.certainty == Certainty::Half).map(|place| at + place) {
            at = place + 1;
            let both = match makers.get(place..place + 2) {
                Some([family, given]) if given.certainty == Certainty::Half && given.line == family.line && given.role == family.role => {
                    joined(family, given).map(|one| (one, is_known(&family.name) || is_known(&given.name)))
                }
                _ => None,
            };
            for half in makers.iter_mut().skip(place).take(2).filter(|maker| maker.certainty == Certainty::Half) {
                half.certainty = Certainty::Shape;
            }
            let Some((one, is_known)) = both else { continue };
            // A family name that stands behind both is rather no other person's.
            let is_shared = makers.get(place).is_some_and(|maker| maker.name != maker.as_printed);
            let is_one = !is_known && (self.inverted > self.straight || (is_shared && self.inverted == self.straight));
            if !is_known && (self.inverted > 0) == (self.straight > 0) {
                let two: Vec<&str> = makers.iter().skip(place).take(2).map(|maker| maker.name.as_str()).collect();
                issues.push(told(&one, &two.join("; "), is_one));
            }
            if is_one {
                makers.splice(place..place + 2, [one]);
            }
        }
    }
}

/// The person that two halves are together.
fn joined(family: &Maker, given: &Maker) -> Option<Maker> {
    let found = Person::read_inverted(&family.as_printed, &given.as_printed, &[])?;
    let as_printed = format!("{}, {}", family.as_printed, given.as_printed);
    Some(Maker { name: found.name, as_printed, certainty: Certainty::Evident, method: ProvenanceMethod::Inferred, ..family.clone() })
}

/// Tells that two names may be `one`, or `two` with a semicolon between.
fn told(one: &Maker, two: &str, is_one: bool) -> Issue {
    let Maker { name, as_printed, line, .. } = one;
    let message = if is_one {
        format!("This may be one person or two; it was read as one, `{name}`, family name first. If it is two, write `{two}`.")
    } else {
        format!("This may be one person or two; it was read as two. If it is one, write `{name}`; if it is two, `{two}` is sure.")
    };
    Issue {
        at: Locator::line(*line),
        field: Some("producedBy".to_owned()),
        code: IssueCode::UnsureValue,
        severity: IssueSeverity::Warning,
        text: Some(as_printed.clone()),
        message,
    }
}
