//! Persons who share the family name behind the last of them: "Ann & Bo Lee", "Ann, Bo and Cy Lee".

use super::{Reading, inverted};
use crate::{
    format::value::{
        person::{Person, are_initials, has_particle, is_one_name},
        piece::{Joint, Piece},
    },
    model::Certainty,
};

const SHARED: &str = "These persons may share the family name here: each was taken with it.";

/// Persons who may share a family name.
pub(super) enum SharedFamily {
    /// Each with the family name, and what is told of them: nothing where nothing else can be meant, or where the file will show it.
    Read(Vec<Reading>, Option<&'static str>),
    /// The field names no persons as a rule, so they may be one body as well.
    Unread,
}

impl SharedFamily {
    /// Given names, and behind "and" a whole name, whose family name all of them have. `authors` says that the field names persons.
    ///
    /// In lists of works the first two may be one person, family name first: "Lee, Ann and Bo Roe". Such names are halves.
    pub(super) fn of(pieces: &[Piece], authors: bool) -> Option<Self> {
        let (last, firsts) = pieces.split_last().filter(|(last, firsts)| last.joint == Joint::And && !firsts.is_empty())?;
        let is_initial = |piece: &Piece| are_initials(&piece.name) && piece.name.ends_with('.');
        let are_initials = firsts.iter().all(is_initial);
        if !are_initials && !firsts.iter().all(|piece| is_one_name(&piece.name)) {
            return None;
        }
        let whole = Person::read(&last.name)?;
        let is_list = firsts.len() > 1;
        if !(authors || is_list && whole.evident) {
            return Some(Self::Unread);
        }
        let family = family(&whole.name)?;
        let is_sure = are_initials && is_list;
        let may_be_pairs = !is_sure && firsts.chunks(2).all(is_pair);
        let first = |piece: &Piece| {
            let named = Person { name: format!("{} {family}", piece.name), evident: is_sure };
            let reading = Reading::straight(piece, named);
            if may_be_pairs { Reading { certainty: Certainty::Half, ..reading } } else { reading }
        };
        let mut readings: Vec<Reading> = firsts.iter().map(first).collect();
        readings.push(Reading::straight(last, whole));
        Some(Self::Read(readings, (!is_sure && !may_be_pairs).then_some(SHARED)))
    }
}

/// The family name of a whole name, with its particles.
fn family(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let particles = words.iter().rev().skip(1).take_while(|word| has_particle(word)).count();
    Some(words.get(words.len().saturating_sub(particles + 1)..)?.join(" "))
}

/// True when two names with a comma between may be one person's, family name first.
fn is_pair(pair: &[Piece]) -> bool {
    matches!(pair, [family, given] if given.joint == Joint::Comma && inverted(family, given).is_some())
}
