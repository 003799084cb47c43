//! Items that hold more than one name, or a name that may be a person's or a body's.

use super::{Reading, inverted, joined};
use crate::{
    format::value::{
        Remark,
        body::{may_be_several, names_body},
        person::{Person, may_be_person},
        piece::{Joint, Piece, Pieces},
        separators::Item,
    },
    model::IssueCode,
};

const IN_BRACKETS: &str = "A person stands in brackets behind a body: both were taken.";
const PERHAPS_IN_BRACKETS: &str = "What stands in brackets may be a person: it was taken as a part of the name before it.";
const LEFT_IN_BRACKETS: &str = "What stands in brackets behind a person may be another one: it was left out.";
const WITH_BODY: &str = "A person and a body may stand in one name: it was read as one. Part names by semicolons.";
/// What is told where a name may be a person's or a body's.
pub(in crate::format::value) const NO_SIGN: &str =
    "This may be a person or a body: it was taken as a body. Write a person's name as `Family, Given`.";

/// Countries and towns of several words that look like the names of persons.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "Costa Rica", "Puerto Rico", "Sri Lanka", "Sierra Leone", "Burkina Faso", "Cabo Verde", "El Salvador", "San Marino", "Saudi Arabia", "Hong Kong",
    "Buenos Aires", "Los Angeles", "San Francisco", "San Diego", "San José", "São Paulo", "Rio de Janeiro", "Porto Alegre", "Belo Horizonte", "Tel Aviv",
    "Cape Town", "Den Haag", "Great Britain", "United Kingdom", "Las Palmas", "La Paz", "La Plata", "Santa Fe", "Frankfurt am Main", "Baden-Württemberg",
];

/// The names of an item that is no list of persons; none when it is a single body. Tells what is not sure.
pub(super) fn readings(item: &Item, pieces: &[Piece], authors: bool, remarks: &mut Vec<Remark>) -> Option<Vec<Reading>> {
    let mut tell = |message| remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message));
    if let Some((name, persons)) = behind_body(&item.text) {
        let is_sure = authors || persons.iter().any(|reading| reading.person.as_ref().is_some_and(|found| found.evident));
        let both = is_sure && names_body(name);
        tell(if both { IN_BRACKETS } else { PERHAPS_IN_BRACKETS });
        return both.then(|| std::iter::once(Reading::body(name.to_owned())).chain(persons).collect());
    }
    if authors && let Some(readings) = affiliated(pieces, item.line, remarks) {
        return Some(readings);
    }
    let name = if let [only] = pieces { &only.name } else { &item.text };
    // Elsewhere than among authors a capital is the sign of a body's name.
    let is_open = authors || !name.contains(char::is_uppercase);
    if may_be_several(&item.text) {
        return None;
    }
    let doubt = if holds_both(&item.text, pieces) { Some(WITH_BODY) } else { (is_open && may_be_person(name)).then_some(NO_SIGN) };
    remarks.extend(doubt.map(|message| Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message)));
    None
}

/// Tells what may be a person in brackets behind another one: it is no maker.
pub(super) fn tell_brackets(pieces: &[Piece], line: u64, remarks: &mut Vec<Remark>) {
    let found = pieces.iter().filter(|piece| behind_body(&piece.printed).is_some());
    remarks.extend(found.map(|piece| Remark::warning(IssueCode::UnsureValue, line, &piece.printed, LEFT_IN_BRACKETS)));
}

/// True when a person's name begins an item, and a body's name stands behind it: after a comma, "and" or a dash.
fn holds_both(text: &str, pieces: &[Piece]) -> bool {
    let is_person = |name: &str| Person::read(name).is_some();
    let is_body = |piece: &Piece| piece.name.contains(' ') && names_body(&piece.name);
    let dash = [" - ", " – ", " — "].into_iter().find_map(|dash| text.split_once(dash));
    dash.is_some_and(|(name, _)| is_person(name))
        || (pieces.len() > 1 && pieces.iter().any(is_body) && pieces.first().is_some_and(|piece| is_person(&piece.name)))
}

/// The persons in the bracket that ends a text, and the name before it.
fn behind_body(text: &str) -> Option<(&str, Vec<Reading>)> {
    let (name, inside) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).or_else(|| {
        let text = text.strip_suffix(']')?;
        text.rsplit_once(" [")
    })?;
    if !inside.contains(' ') || PLACES.contains(&inside) {
        return None;
    }
    let pieces = joined(Pieces::of(inside).all);
    let persons: Option<Vec<Reading>> = pieces.iter().map(|piece| Some(Reading::straight(piece, Person::read(&piece.name)?))).collect();
    let one = || match pieces.as_slice() {
        [family, given] if given.joint == Joint::Comma => Some(vec![Reading::inverted(family, given, inverted(family, given)?)]),
        _ => None,
    };
    persons.or_else(one).filter(|persons| !persons.is_empty()).map(|persons| (name, persons))
}

/// A person with something else behind: after a comma an affiliation or a post, which made nothing; after "and" a body that took part.
fn affiliated(pieces: &[Piece], line: u64, remarks: &mut Vec<Remark>) -> Option<Vec<Reading>> {
    let mut readings = Vec::new();
    let mut doubts = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_body = piece.joint == Joint::And && names_body(&piece.name);
        match Person::read(&piece.name) {
            Some(found) => readings.push(Reading::straight(piece, found)),
            // "Roe & Associates" is a body, and so is what begins with one.
            None if at == 0 || (is_body && !piece.name.contains(' ')) => return None,
            None if is_body => {
                let name = ["the ", "The "].iter().find_map(|article| piece.printed.strip_prefix(article)).unwrap_or(&piece.printed);
                readings.push(Reading::body(name.to_owned()));
                doubts.push((piece, "A person and a body stand in one name, joined by \"and\": they were taken as two."));
            }
            None => doubts.push((piece, "Behind a person's name, this looks like an affiliation or a post; it was left out.")),
        }
    }
    let remark = |(piece, message): (&Piece, _)| Remark::warning(IssueCode::UnsureValue, line, &piece.printed, message);
    remarks.extend(doubts.into_iter().map(remark));
    Some(readings)
}
