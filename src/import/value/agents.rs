//! Who made or paid for a resource: names as a list prints them, told into persons and bodies.

use entity::vocabulary::{AgentKind, ProvenanceMethod};
use rustc_hash::FxHashSet;

use super::{
    list::{Item, Part, names},
    person::{Person, are_initials, is_addition},
    words::{AND_OTHERS, CONJUNCTIONS, holds},
};
use crate::{
    import::record::AgentMention,
    name::{key, split_acronym},
};

/// The bodies that a value names; each counts once.
pub(in crate::import) fn bodies<R: Copy>(parts: &[Part], role: R) -> Vec<AgentMention<R>> {
    distinct(names(parts).into_iter().map(|item| body(item, role)))
}

/// The persons and bodies that a value names; each counts once. `authors` says that the label names persons as a rule.
pub(in crate::import) fn agents<R: Copy>(parts: &[Part], role: R, authors: bool) -> Vec<AgentMention<R>> {
    let items = names(parts);
    let inverted: Option<Vec<Person>> = items.iter().map(|item| Person::read_inverted(&item.text)).collect();
    if let Some(persons) = inverted.filter(|persons| persons.len() > usize::from(!authors)) {
        return distinct(items.into_iter().zip(persons).map(|(item, found)| person(item, found, role)));
    }
    // One name that can only be a person's tells what the others of the same shape are.
    let shapes: Option<Vec<Person>> = items.iter().map(|item| Person::read(&item.text)).collect();
    let of_persons = authors || shapes.is_some_and(|shapes| shapes.iter().any(|shape| shape.evident));
    distinct(items.into_iter().flat_map(|item| {
        if let Some(persons) = persons(&item) {
            return persons.into_iter().map(|(item, found)| person(item, found, role)).collect();
        }
        match Person::read(&item.text).filter(|found| found.evident || of_persons) {
            Some(found) => vec![person(item, found, role)],
            None => vec![body(item, role)],
        }
    }))
}

/// "A, B, C, and D" as persons; none unless every piece has a person's shape.
fn persons(item: &Item) -> Option<Vec<(Item, Person)>> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in item.text.split(", ").flat_map(conjoined) {
        match pieces.last_mut() {
            _ if piece.is_empty() || holds(AND_OTHERS, &piece.to_lowercase()) => {}
            Some(last) if is_addition(piece) || (are_initials(piece) && !last.contains(' ')) => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ => pieces.push(piece.to_owned()),
        }
    }
    if pieces.len() < 2 {
        return None;
    }
    pieces
        .into_iter()
        .map(|text| {
            let found = Person::read(&text).or_else(|| Person::read_inverted(&text).filter(|found| found.evident))?;
            Some((Item { line: item.line, text }, found))
        })
        .collect()
}

/// The pieces of a text that stand between "and" or "&".
fn conjoined(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let mut words = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
        let mut start = 0;
        let found = words.find_map(|end| {
            let word = text.get(start..end)?;
            let before = start;
            start = end + 1;
            holds(CONJUNCTIONS, &word.to_lowercase()).then_some((before, end))
        });
        let Some((start, end)) = found else { return Some(text) };
        rest = text.get(end..).map(str::trim_start);
        text.get(..start).map(str::trim_end)
    })
}

fn person<R>(item: Item, found: Person, role: R) -> AgentMention<R> {
    AgentMention {
        name: found.name,
        acronym: None,
        as_printed: item.text,
        kind: AgentKind::Person,
        role,
        identifiers: Vec::new(),
        awards: Vec::new(),
        line: item.line,
        method: ProvenanceMethod::Inferred,
    }
}

fn body<R>(item: Item, role: R) -> AgentMention<R> {
    let (name, acronym) = split_acronym(&item.text);
    let method = if acronym.is_some() { ProvenanceMethod::Normalized } else { ProvenanceMethod::Asserted };
    AgentMention {
        name,
        acronym,
        as_printed: item.text,
        kind: AgentKind::Organization,
        role,
        identifiers: Vec::new(),
        awards: Vec::new(),
        line: item.line,
        method,
    }
}

fn distinct<R>(mentions: impl Iterator<Item = AgentMention<R>>) -> Vec<AgentMention<R>> {
    let mut seen = FxHashSet::default();
    mentions.filter(|mention| seen.insert(key(&mention.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, authors: bool) -> Vec<String> {
        let parts = [Part::alone(1, text.to_owned())];
        let sign = |kind| if kind == AgentKind::Person { "P" } else { "O" };
        agents(&parts, (), authors).into_iter().map(|mention| format!("{} {}", sign(mention.kind), mention.name)).collect()
    }

    #[test]
    fn a_list_of_persons_is_split_and_a_body_never() {
        let four = ["P Luke Bonkiewicz", "P Alan M. Green", "P Kasey Moyer", "P Joseph Wright"];
        assert_eq!(read("Luke Bonkiewicz, Alan M. Green, Kasey Moyer, and Joseph Wright", false), four);
        assert_eq!(read("Luke Bonkiewicz, Alan M. Green, Kasey Moyer & Joseph Wright, PhD", false), four);
        assert_eq!(read("Bonkiewicz, Luke; Green, Alan M.; Moyer, Kasey; Wright, Joseph", false), four);
        assert_eq!(read("Bonkiewicz, L., Green, A. M., & Moyer, K.", false), ["P L. Bonkiewicz", "P A. M. Green", "P K. Moyer"]);
        assert_eq!(read("Jane Roe and John Doe", false), ["P Jane Roe", "P John Doe"]);
        for body in [
            "John D. and Catherine T. MacArthur Foundation",
            "Policy Research, Inc.",
            "Johnson & Johnson",
            "Substance Abuse and Mental Health Services Administration",
            "National Association of Counties, Policy Research, and Partners",
        ] {
            assert_eq!(read(body, false), [format!("O {body}")]);
        }
    }

    #[test]
    fn a_single_name_is_a_person_with_evidence_only() {
        assert_eq!(read("Open Minds", false), ["O Open Minds"]);
        assert_eq!(read("Jane Roe", true), ["P Jane Roe"]);
        assert_eq!(read("Roe, Jane", true), ["P Jane Roe"]);
        assert_eq!(read("Jane R. Roe", false), ["P Jane R. Roe"]);
        assert_eq!(read("Jane Roe; University of Example", true), ["P Jane Roe", "O University of Example"]);
        assert_eq!(read("Alan M. Green; Kasey Moyer", false), ["P Alan M. Green", "P Kasey Moyer"]);
        assert_eq!(read("Green Rivers; Blue Lakes", false), ["O Green Rivers", "O Blue Lakes"]);
    }

    #[test]
    fn empty_pieces_and_repetitions_are_dropped() {
        assert_eq!(read("; The Example League;; EXAMPLE LEAGUE (EL); n/a", false), ["O The Example League"]);
        assert_eq!(read("None", false), [""; 0]);
    }
}
