//! Who paid for a resource: names with the numbers of their grants, sentences, and words for nobody.

use std::hash::Hash;

use entity::vocabulary::ProvenanceMethod;

use super::{
    Remark,
    agents::{Agents, body},
    award,
    list::{Part, joined},
    mentions::Mentions,
    sentence::{self, denies_funding, is_sentence},
    separators::{Item, names},
};
use crate::import::record::{AgentMention, Award, IssueCode};

/// Reads the funders that a value names; each counts once.
pub(in crate::import) fn funders<R: Copy + Eq + Hash>(parts: &[Part], role: R) -> Agents<R> {
    let mut reading = Reading { role, mentions: Mentions::default(), remarks: Vec::new() };
    let whole = joined(parts);
    if denies_funding(&whole) {
        return Agents { mentions: Vec::new(), remarks: Vec::new() };
    }
    match parts.first() {
        // A sentence is read as a whole: semicolons part nothing in it.
        Some(first) if is_sentence(&whole) && parts.iter().all(|part| part.item.is_none()) => reading.sentence(first.line, &whole),
        _ => names(parts).into_iter().for_each(|item| reading.item(&item)),
    }
    Agents { mentions: reading.mentions.all, remarks: reading.remarks }
}

struct Reading<R> {
    role: R,
    mentions: Mentions<R>,
    remarks: Vec<Remark>,
}

impl<R: Copy + Eq + Hash> Reading<R> {
    fn item(&mut self, item: &Item) {
        let Item { line, text } = item;
        if denies_funding(text) {
            return;
        }
        if is_sentence(text) {
            return self.sentence(*line, text);
        }
        if let Some(numbers) = award::numbers_only(text) {
            return match self.mentions.all.last_mut() {
                Some(last) => last.awards.extend(awards(numbers).filter(|award| !last.awards.contains(award)).collect::<Vec<_>>()),
                None => self.remark(
                    IssueCode::BadValue,
                    *line,
                    text,
                    "This is the number of a grant, and no funder stands before it. It was left out.",
                ),
            };
        }
        match award::split(text) {
            Some((name, numbers)) => {
                let named = body(&name, *line, self.role);
                let (as_printed, awards) = (text.clone(), awards(numbers).collect());
                self.mentions.add(AgentMention { as_printed, awards, method: ProvenanceMethod::Normalized, ..named });
            }
            None => {
                if award::is_suspected(text) {
                    let message = "The funder's name holds what looks like the number of a grant; it was taken as it stands.";
                    self.remark(IssueCode::UnsureValue, *line, text, message);
                }
                self.mentions.add(body(text, *line, self.role));
            }
        }
    }

    fn sentence(&mut self, line: u64, text: &str) {
        let found = sentence::funders(text);
        if found.is_empty() {
            let message = "This is a sentence that names no funder plainly. The value was left out.";
            return self.remark(IssueCode::BadValue, line, text, message);
        }
        self.remark(IssueCode::UnsureValue, line, text, "The funder was read from a sentence: check it.");
        for (name, numbers) in found {
            let named = body(&name, line, self.role);
            self.mentions.add(AgentMention { awards: awards(numbers).collect(), method: ProvenanceMethod::Inferred, ..named });
        }
    }

    fn remark(&mut self, code: IssueCode, line: u64, text: &str, message: &'static str) {
        self.remarks.push(Remark::warning(code, line, text, message));
    }
}

fn awards(numbers: Vec<String>) -> impl Iterator<Item = Award> {
    numbers.into_iter().map(|number| Award { number: Some(number), ..Award::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<String>, Vec<IssueCode>) {
        let Agents { mentions, remarks } = funders(&Part::lines_of(1, text), ());
        let shown = |mention: AgentMention<()>| {
            let numbers: Vec<_> = mention.awards.into_iter().filter_map(|award| award.number).collect();
            if numbers.is_empty() { mention.name } else { format!("{} [{}]", mention.name, numbers.join(", ")) }
        };
        (mentions.into_iter().map(shown).collect(), remarks.into_iter().map(|remark| remark.code).collect())
    }

    #[test]
    fn names_come_with_their_awards() {
        for (text, expected) in [
            ("Example Fund; National Science Foundation (NSF), grant EF-1", &["Example Fund", "National Science Foundation [EF-1]"][..]),
            ("NSF Awards EF-1029808; EF-1246537", &["NSF [EF-1029808, EF-1246537]"]),
            (
                "Harrow Tide Fund [grant number 7781]; Lanternmakers Trust (LT-55)",
                &["Harrow Tide Fund [7781]", "Lanternmakers Trust [LT-55]"],
            ),
            ("Example Fund (A-11); Example Fund (A-12)", &["Example Fund [A-11, A-12]"]),
            ("Example Fund\nTarn Trust", &["Example Fund", "Tarn Trust"]),
            ("Example Fund; none; n/a", &["Example Fund"]),
            ("No funding; -", &[]),
            ("Sin financiación", &[]),
            ("Ninguna", &[]),
            ("Ministry of Health (UK); Fund 2020; Route 66 Fund", &["Ministry of Health (UK)", "Fund 2020", "Route 66 Fund"]),
            ("示例自然基金会；示例林业学会", &["示例自然基金会", "示例林业学会"]),
        ] {
            assert_eq!(read(text), (expected.iter().map(|name| (*name).to_owned()).collect(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_told() {
        let funder = "This report was made possible by a grant from the Larkmoor Foundation.";
        assert_eq!(read(funder), (vec!["Larkmoor Foundation".to_owned()], vec![IssueCode::UnsureValue]));
        assert_eq!(read("We thank our many friends and neighbours for their help."), (vec![], vec![IssueCode::BadValue]));
        assert_eq!(read("EF-1029808"), (vec![], vec![IssueCode::BadValue]));
        assert_eq!(read("Example Fund grant 12345 for Weirs").1, [IssueCode::UnsureValue]);
        let mention = funders(&Part::lines_of(1, "NIH (R01 MH123456)"), ()).mentions.remove(0);
        assert_eq!(
            (mention.name.as_str(), mention.as_printed.as_str(), mention.method),
            ("NIH", "NIH (R01 MH123456)", ProvenanceMethod::Normalized)
        );
    }

    proptest! {
        #[test]
        fn nothing_is_invented(text in "([A-Z][a-z]{1,6} |grant |[0-9]{1,7} |[A-Z]{2}-[0-9]{2,6}|[;,.()\\[\\]] ?|funded by |the |\n){0,16}") {
            for mention in funders(&Part::lines_of(1, &text), ()).mentions {
                let numbers = mention.awards.iter().filter_map(|award| award.number.as_deref());
                for word in mention.name.split(' ').chain(numbers.flat_map(|number| number.split(' '))) {
                    prop_assert!(text.contains(word), "{word} of {mention:?}");
                }
            }
        }
    }
}
