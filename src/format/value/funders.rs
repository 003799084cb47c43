//! The funders of a resource: names with the numbers of their grants, sentences, and words for nobody.

use std::hash::Hash;

use entity::vocabulary::ProvenanceMethod;

use super::{
    Remark,
    agents::{Agents, SUMMED, body},
    award,
    body::{SEVERAL, may_be_several, summed},
    denial::{denies_funding, is_about_money, names_no_funder, says_more},
    doubt::{DOUBTED, undoubted},
    gift,
    list::{Part, joined},
    mentions::Mentions,
    nothing::is_nobody,
    sentence::{self, is_sentence, opens_sentence},
    separators::{Item, names},
};
use crate::model::{AgentMention, Award, IssueCode};
use crate::name::split_acronym;

/// Reads the funders that a value names; each counts once.
pub(in crate::format) fn funders<R: Copy + Eq + Hash>(parts: &[Part], role: R) -> Agents<R> {
    let mut reading = Reading { role, mentions: Mentions::default(), remarks: Vec::new() };
    let items = names(parts);
    match parts {
        // A sentence is read as a whole: semicolons part nothing in it.
        [first, rest @ ..] if items.len() > 1 && first.item.is_none() && rest.iter().all(|part| part.item.is_none() && !part.gap) => {
            let whole = joined(parts);
            let whole = without_label(&whole);
            if denies_funding(whole) {
                return Agents { mentions: Vec::new(), remarks: Vec::new() };
            }
            if is_sentence(whole) && !is_list(&items) {
                reading.sentence(first.line, whole);
            } else {
                reading.items(&items);
            }
        }
        _ => reading.items(&items),
    }
    Agents { mentions: reading.mentions.all, remarks: reading.remarks }
}

/// Returns true when the items that semicolons part are a list, and no pieces of a sentence: none goes on with the one
/// before it.
fn is_list(items: &[Item]) -> bool {
    let begins = |item: &Item| !item.text.starts_with(char::is_lowercase);
    items.first().is_some_and(|first| !opens_sentence(&first.text) && !is_sentence(&first.text)) && items.iter().all(begins)
}

struct Reading<R> {
    role: R,
    mentions: Mentions<R>,
    remarks: Vec<Remark>,
}

impl<R: Copy + Eq + Hash> Reading<R> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        let Item { line, text } = item;
        let text = without_label(text);
        if names_no_funder(text) || is_nobody(text) {
            return self.remark(IssueCode::BadValue, *line, text, "These words name no funder: they were left out.");
        }
        if denies_funding(text) {
            if says_more(text) {
                self.remark(
                    IssueCode::UnsureValue,
                    *line,
                    text,
                    "These words say that nobody paid. What stands in brackets was left out too.",
                );
            }
            return;
        }
        if let Some(name) = gift::in_kind(text) {
            if name.is_empty() {
                return self.remark(IssueCode::BadValue, *line, text, gift::IN_KIND_BY_NOBODY);
            }
            return self.concluded(*line, text, &[name], gift::IN_KIND);
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
        if let Some(pieces) = bracketed(text) {
            for piece in pieces {
                self.item(&Item { line: *line, text: piece.to_owned() });
            }
            return;
        }
        if let Some((first, rest)) = behind_award(text) {
            for piece in [first, rest] {
                self.item(&Item { line: *line, text: piece.to_owned() });
            }
            return;
        }
        if let Some(name) = without_amount(text) {
            self.remark(IssueCode::UnsureValue, *line, text, "The amount behind the funder's name was left out.");
            return self.item(&Item { line: *line, text: name.to_owned() });
        }
        if let Some(name) = undoubted(text) {
            return self.concluded(*line, text, &[name], DOUBTED);
        }
        if let Some(name) = gift::without_agent(text) {
            return self.concluded(*line, text, &[name], gift::PASSED_ON);
        }
        if let Some(names) = summed(text) {
            return self.concluded(*line, text, &names, SUMMED);
        }
        if may_be_several(text) {
            self.remark(IssueCode::UnsureValue, *line, text, SEVERAL);
        }
        if let Some((name, numbers)) = award::split(text) {
            let agent = gift::without_agent(&name);
            if agent.is_some() {
                self.remark(IssueCode::UnsureValue, *line, text, gift::PASSED_ON);
            }
            let named = body(agent.unwrap_or(&name), *line, self.role);
            let (as_printed, awards) = (text.to_owned(), awards(numbers).collect());
            return self.mentions.add(AgentMention { as_printed, awards, method: ProvenanceMethod::Normalized, ..named });
        }
        if award::is_suspected(text) {
            let message = "The funder's name holds what looks like the number of a grant; it was taken as it stands.";
            self.remark(IssueCode::UnsureValue, *line, text, message);
        } else if text.contains(char::is_lowercase) && !text.contains(char::is_uppercase) {
            let message = "No word of it has a capital, so it may be no name; it was taken as it stands.";
            self.remark(IssueCode::UnsureValue, *line, text, message);
        }
        self.mentions.add(body(text, *line, self.role));
    }

    /// Reads the names that were concluded from a text, and tells it.
    fn concluded(&mut self, line: u64, text: &str, names: &[&str], message: &'static str) {
        self.remark(IssueCode::UnsureValue, line, text, message);
        let before = self.mentions.all.len();
        for name in names {
            self.item(&Item { line, text: (*name).to_owned() });
        }
        for mention in self.mentions.all.iter_mut().skip(before) {
            mention.method = ProvenanceMethod::Inferred;
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

/// A value without the label that it repeats: "Funding: none".
fn without_label(text: &str) -> &str {
    match text.split_once(':') {
        Some((label, value)) if !label.contains(' ') && value.starts_with(' ') && is_about_money(label) => value.trim_start(),
        _ => text,
    }
}

/// "Name (A), Name (B)", where each bracket is an acronym or the number of a grant: a list that commas part.
fn bracketed(text: &str) -> Option<Vec<&str>> {
    let pieces: Vec<&str> = text.split_inclusive(')').map(|piece| piece.trim_start_matches([',', ' '])).collect();
    let is_one = |piece: &&str| piece.ends_with(')') && (split_acronym(piece).1.is_some() || award::split(piece).is_some());
    let parted = text.matches("), ").count() + 1 == pieces.len();
    (pieces.len() > 1 && parted && pieces.iter().all(is_one)).then_some(pieces)
}

/// "Name (number) and Name": a funder with its number ends where its bracket does.
fn behind_award(text: &str) -> Option<(&str, &str)> {
    if !text.contains(')') {
        return None;
    }
    [") and ", ") und ", ") et ", ") y ", ") e ", ") en ", ") & "].into_iter().find_map(|joint| {
        let (at, _) = text.match_indices(joint).next()?;
        let (first, rest) = (text.get(..=at)?, text.get(at + joint.len()..)?);
        let named = rest.contains(' ') || split_acronym(rest).1.is_some();
        (named && rest.starts_with(char::is_uppercase) && award::split(first).is_some()).then_some((first, rest))
    })
}

/// The name before an amount of money: "Example Fund, $10,000", "Example Fund (EUR 5000)".
fn without_amount(text: &str) -> Option<&str> {
    if !text.contains(|digit: char| digit.is_ascii_digit()) {
        return None;
    }
    let signs = ["$", "€", "£", "EUR ", "USD ", "GBP ", "CHF ", "US$", "R$"];
    let at = signs.iter().filter_map(|sign| text.rfind(sign)).min()?;
    let (name, amount) = text.split_at(at);
    let is_amount = amount.chars().all(|character| !character.is_lowercase()) && amount.contains(|digit: char| digit.is_ascii_digit());
    let bare = name.trim_end_matches([' ', '(', '[', ',', '-', '–', ':']);
    (is_amount && bare.len() < name.len() && !bare.is_empty()).then_some(bare)
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
            ("Sea Fund (SF-1, SF-2)", &["Sea Fund [SF-1, SF-2]"]),
            ("Sea Fund [SF-3]", &["Sea Fund [SF-3]"]),
            ("Sea Fund: SF-4", &["Sea Fund [SF-4]"]),
            ("Sea Fund, SF-5; Tarn Trust", &["Sea Fund [SF-5]", "Tarn Trust"]),
            ("Horizon 2020; Phase 2; Trust (UK)", &["Horizon 2020", "Phase 2", "Trust (UK)"]),
            ("Fondo Via Verde; Paths through Nature Fund; Weirs+ Trust", &["Fondo Via Verde", "Paths through Nature Fund", "Weirs+ Trust"]),
            ("Example Fund\nTarn Trust", &["Example Fund", "Tarn Trust"]),
            ("Example Fund; none; n/a", &["Example Fund"]),
            ("Funding: none", &[]),
            ("Funding: Example Fund", &["Example Fund"]),
            ("Example Fund (EF), Tarn Trust (TT-55)", &["Example Fund", "Tarn Trust [TT-55]"]),
            ("Ministry of Health (UK), Office (London)", &["Ministry of Health (UK), Office (London)"]),
            ("No funding; -", &[]),
            ("Sin financiación", &[]),
            ("Ninguna", &[]),
            ("Ministry of Health (UK); Fund 2020; Route 66 Fund", &["Ministry of Health (UK)", "Fund 2020", "Route 66 Fund"]),
            ("示例自然基金会；示例林业学会", &["示例自然基金会", "示例林业学会"]),
            ("Fundación Prado Verde (convenio n.º PV-2019/33)", &["Fundación Prado Verde [PV-2019/33]"]),
            ("Fundación Prado Verde (convenio núm. PV-2019/33)", &["Fundación Prado Verde [PV-2019/33]"]),
            ("Fundación Prado Verde (convenio num. PV-2019/33)", &["Fundación Prado Verde [PV-2019/33]"]),
            ("Regione Esempio (contratto n. 45/2014)", &["Regione Esempio [45/2014]"]),
            ("Regione Esempio, contratto n. 45/2014", &["Regione Esempio [45/2014]"]),
            ("Beispielstiftung (Az. 12/2019); Beispielfonds (FKZ 01AB12)", &["Beispielstiftung [12/2019]", "Beispielfonds [01AB12]"]),
            ("Beispielstiftung (Akt. Zeichen Grün)", &["Beispielstiftung (Akt. Zeichen Grün)"]),
            ("Stiftung Linde (Projekt-Nr. SL-2019-33) und Bund Grüner Städte", &["Stiftung Linde [SL-2019-33]", "Bund Grüner Städte"]),
            ("Linde Foundation (grant LF-33) and Oak Trust (grant 77-A)", &["Linde Foundation [LF-33]", "Oak Trust [77-A]"]),
            (
                "Beispielfonds Nord (Zukunft. Bund); Beispielstiftung (Projekt-Nr. 5)",
                &["Beispielfonds Nord (Zukunft. Bund)", "Beispielstiftung [5]"],
            ),
            (
                "Example Fund for the Rivers of the North; Tarn Trust for Weirs and Mills; Harrow Tide Fund of the Lower Vale; Ministry of Salt and \
                 Water; Lanternmakers Trust",
                &[
                    "Example Fund for the Rivers of the North",
                    "Tarn Trust for Weirs and Mills",
                    "Harrow Tide Fund of the Lower Vale",
                    "Ministry of Salt and Water",
                    "Lanternmakers Trust",
                ],
            ),
        ] {
            assert_eq!(read(text), (expected.iter().map(|name| (*name).to_owned()).collect(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_told() {
        let funder = "This report was made possible by a grant from the Larkmoor Foundation.";
        assert_eq!(read(funder), (vec!["Larkmoor Foundation".to_owned()], vec![IssueCode::UnsureValue]));
        assert_eq!(read("We thank our many friends and neighbours for their help."), (vec![], vec![IssueCode::BadValue]));
        let two = "Zephyr Foundation and Tallow Trust";
        assert_eq!(read(two), (vec![two.to_owned()], vec![IssueCode::UnsureValue]));
        assert_eq!(read("EF-1029808"), (vec![], vec![IssueCode::BadValue]));
        assert_eq!(read("Example Fund, $10,000"), (vec!["Example Fund".to_owned()], vec![IssueCode::UnsureValue]));
        assert_eq!(read("Example Fund grant 12345 for Weirs").1, [IssueCode::UnsureValue]);
        for text in ["core funds", "Internal funds", "own resources", "in-kind support", "Anonymous donor"] {
            assert_eq!(read(text), (vec![], vec![IssueCode::BadValue]), "{text}");
        }
        for (text, names) in [
            ("in-kind from Sea Org", &["Sea Org"][..]),
            ("in-kind support by Sea Org", &["Sea Org"]),
            ("Sea Fund?", &["Sea Fund"]),
            ("Sea Fund (SF-1)?", &["Sea Fund [SF-1]"]),
            ("Sea Fund (via Sea Org)", &["Sea Fund"]),
            ("Sea Fund (via Sea Org), SF-5", &["Sea Fund [SF-5]"]),
            ("Sea Fund SF-5 via Sea Org", &["Sea Fund [SF-5]"]),
            ("Sea Fund (SF-1) + Tarn Trust", &["Sea Fund [SF-1]", "Tarn Trust"]),
            ("Sea Fund + Weir", &["Sea Fund + Weir"]),
            ("sea friends", &["sea friends"]),
            ("Sea Fund (SF1)", &["Sea Fund (SF1)"]),
        ] {
            assert_eq!(read(text), (names.iter().map(|name| (*name).to_owned()).collect(), vec![IssueCode::UnsureValue]), "{text}");
        }
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
