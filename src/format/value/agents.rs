//! The makers of a resource: names as a list prints them, told into persons and bodies.

use entity::vocabulary::{AgentKind, ContributionRole, ProvenanceMethod};

use super::{
    Remark, award,
    body::{SEVERAL, may_be_several, names_body},
    list::Part,
    mentions::Mentions,
    person::{Person, are_initials, has_particle, is_addition},
    piece::{Joint, Piece, Pieces, is_conjunction, is_mark},
    roles::{Role, without_place, without_role},
    separators::{Item, names},
};
use crate::{
    identifier::Identifier,
    model::{AgentMention, Certainty, IssueCode},
    name::split_acronym,
};

/// Words before the one for whom somebody worked.
const BEHALF: &[&str] = &[" on behalf of ", " im Auftrag ", " en nombre de ", " au nom de ", " em nome d", " per conto di ", " namens "];

/// What is told where a place stands before a publisher, and where it may stand before another name.
const PLACED: &str =
    "A place stands before the name, as library catalogues print it. The place was left out, and the year behind the name.";
const PERHAPS_PLACED: &str = "A place may stand before the name, as library catalogues print it. It was read as a part of the name.";

/// The persons and bodies that a value names, and what there is to tell about them.
#[derive(Debug)]
pub(in crate::format) struct Agents<R> {
    /// Each one once.
    pub(in crate::format) mentions: Vec<AgentMention<R>>,
    pub(in crate::format) remarks: Vec<Remark>,
}

/// Reads the persons and bodies that a value names. `authors` says that the field names persons as a rule.
pub(in crate::format) fn agents(parts: &[Part], role: ContributionRole, authors: bool) -> Agents<ContributionRole> {
    let (mut mentions, mut remarks) = (Mentions::default(), Vec::new());
    let publishes = matches!(role, ContributionRole::Publisher | ContributionRole::Distributor);
    let items: Vec<(Item, Option<Role>, Pieces, Shape)> = names(parts)
        .into_iter()
        .map(|mut item| {
            item.text = without_joint(&item.text).to_owned();
            if let Some((place, name)) = without_place(&item.text) {
                let is_sure = publishes || place.is_none();
                if is_sure || names_body(name) {
                    let message = if is_sure { PLACED } else { PERHAPS_PLACED };
                    remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message));
                }
                if is_sure {
                    item.text = name.to_owned();
                }
            }
            let (name, said) = without_role(&item.text);
            item.text.truncate(name.len());
            if let Some(at) = behalf(&item.text) {
                let message = "For whom the work was done is not kept; only who did it was taken.";
                remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message));
                item.text.truncate(at);
            }
            let mut pieces = Pieces::of(&item.text);
            pieces.all = joined(pieces.all);
            let shape = Shape::of(&pieces.all);
            (item, said, pieces, shape)
        })
        .filter(|(item, _, pieces, _)| !(item.text.is_empty() || (pieces.all.is_empty() && pieces.others)))
        .collect();
    // One name that can only be a person's tells what the others of the same shape are.
    let alike: Option<Vec<&Person>> = items.iter().map(|(.., shape)| shape.straight.as_ref().or(shape.vancouver.as_ref())).collect();
    let of_persons = alike.is_some_and(|alike| alike.iter().any(|person| person.evident));
    let among_others = items.len() > 1;
    let context = Context { authors, of_persons, among_others };
    for (item, said, pieces, shape) in items {
        let readings = context.read(&item, pieces, shape, &mut remarks);
        let role = match said {
            Some(Role::Editors) if authors => ContributionRole::Editor,
            Some(Role::Editor) if authors && readings.len() == 1 => ContributionRole::Editor,
            _ => role,
        };
        for reading in readings {
            mentions.add(reading.mention(item.line, role));
        }
    }
    Agents { mentions: mentions.all, remarks }
}

/// True for the roles that persons have as a rule.
pub(in crate::format) const fn is_of_persons(role: ContributionRole) -> bool {
    matches!(role, ContributionRole::Author | ContributionRole::Editor)
}

/// Returns the place of the words before the one for whom somebody worked.
fn behalf(text: &str) -> Option<usize> {
    // Most names have not even the first word of any.
    let has_first = text.split(' ').any(|word| matches!(word, "on" | "im" | "en" | "au" | "em" | "per" | "namens"));
    BEHALF.iter().filter(|_| has_first).filter_map(|words| text.find(words)).min()
}

/// A name that is known to be a person's, without titles and degrees, in the order "Given Family".
pub(crate) fn person_name(text: &str) -> Option<String> {
    let found = match joined(Pieces::of(text).all).as_slice() {
        [only] => straight_or_vancouver(&only.name),
        [family, given] => inverted(family, given),
        _ => None,
    };
    found.map(|person| person.name)
}

/// The persons whose names an item may be, when it is a single name.
#[derive(Default)]
struct Shape {
    /// As "Given Family".
    straight: Option<Person>,
    /// As "Family Initials"; not read where the name is straight.
    vancouver: Option<Person>,
}

impl Shape {
    fn of(pieces: &[Piece]) -> Self {
        let [piece] = pieces else { return Self::default() };
        let straight = Person::read(&piece.name);
        let vancouver = if straight.is_none() { Person::read_vancouver(&piece.name) } else { None };
        Self { straight, vancouver }
    }
}

/// The facts of a value that are known before its items are read.
struct Context {
    /// The field names persons as a rule.
    authors: bool,
    /// All items have the shape of a person's name, and one can be nothing else.
    of_persons: bool,
    /// The value has several items.
    among_others: bool,
}

/// A name, read.
struct Reading {
    printed: String,
    person: Option<Person>,
    certainty: Certainty,
    orcid: Option<Identifier>,
}

impl Context {
    /// The persons that an item names, or the body.
    fn read(&self, item: &Item, pieces: Pieces, shape: Shape, remarks: &mut Vec<Remark>) -> Vec<Reading> {
        let Pieces { all: pieces, others } = pieces;
        for orcid in pieces.iter().filter_map(|piece| piece.bad_orcid.as_ref()) {
            let message = "This is no ORCID iD: its checksum is wrong. It was left out.";
            remarks.push(Remark::warning(IssueCode::BadValue, item.line, orcid, message));
        }
        // A body of this shape may be a person elsewhere in the file.
        let certainty = if shape.straight.is_some() { Certainty::Assumed } else { Certainty::Evident };
        if let Some(readings) = self.persons(&pieces, shape, others) {
            return readings;
        }
        if self.authors
            && let Some(readings) = affiliated(&pieces, item.line, remarks)
        {
            return readings;
        }
        if award::split(&item.text).is_some() {
            let message = "The name holds what looks like the number of a grant; it was taken as it stands.";
            remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message));
        }
        if may_be_several(&item.text) {
            remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, SEVERAL));
        }
        let printed = match pieces.as_slice() {
            [only] if others => only.printed.clone(),
            _ => item.text.clone(),
        };
        vec![Reading { printed, person: None, certainty, orcid: None }]
    }

    /// The pieces of an item as persons; none unless every piece has a person's shape.
    fn persons(&self, pieces: &[Piece], shape: Shape, others: bool) -> Option<Vec<Reading>> {
        if let [only] = pieces {
            return self.person(only, shape, others).map(|reading| vec![reading]);
        }
        let by_comma = pieces.iter().all(|piece| piece.joint == Joint::Comma);
        // Where other marks part the persons, a comma stands between family name and given names.
        if let [family, given] = pieces
            && by_comma
            && self.among_others
            && let Some(found) = inverted(family, given)
            && (self.authors || is_single(family) || found.evident)
        {
            return Some(vec![Reading::inverted(family, given, found)]);
        }
        let each = |read: fn(&str) -> Option<Person>| -> Option<Vec<Person>> { pieces.iter().map(|piece| read(&piece.name)).collect() };
        let straight = each(Person::read).or_else(|| each(Person::read_vancouver).map(|persons| without_end(pieces, persons)));
        let straight = straight.or_else(|| if self.authors { each(of_author) } else { None });
        if let Some(persons) = straight {
            let is_sure = |(piece, found): (&Piece, &Person)| found.evident || piece.orcid.is_some();
            let may_be_one = by_comma && !self.among_others && !pieces.iter().zip(&persons).any(is_sure);
            let are_halves = may_be_one && matches!(pieces, [family, given] if inverted(family, given).is_some());
            let readings = pieces.iter().zip(persons).map(|(piece, found)| match Reading::straight(piece, found) {
                reading if are_halves => Reading { certainty: Certainty::Half, ..reading },
                reading => reading,
            });
            return Some(readings.collect());
        }
        self.paired(pieces)
    }

    /// A single name as a person's, when there is reason to think so.
    fn person(&self, piece: &Piece, shape: Shape, others: bool) -> Option<Reading> {
        let reason = self.authors || others;
        let known = reason || piece.orcid.is_some() || piece.bad_orcid.is_some();
        let straight = shape.straight.filter(|found| found.evident || known || self.of_persons);
        straight
            .or_else(|| shape.vancouver.filter(|found| (known && found.evident) || others || (self.of_persons && self.among_others)))
            .or_else(|| if known { Person::read_unspaced(&piece.name).or_else(|| Person::read_capitals(&piece.name)) } else { None })
            .map(|found| Reading::straight(piece, found))
    }

    /// "Family, Given" once or several times, perhaps with straight names after the first.
    fn paired(&self, pieces: &[Piece]) -> Option<Vec<Reading>> {
        let mut readings = Vec::new();
        let (mut rest, mut sure) = (pieces, self.authors);
        while let [first, more @ ..] = rest {
            let given = more.first().filter(|given| given.joint == Joint::Comma);
            let straight = straight_or_vancouver(&first.name);
            let pair = given.and_then(|given| Some((given, inverted(first, given)?)));
            rest = match (straight, pair) {
                // Two family names may look like given and family name.
                (straight, Some((given, found)))
                    if straight.is_none() || are_initials(&given.name) || (self.authors && is_single(given)) =>
                {
                    sure |= found.evident || has_particle(&first.name);
                    readings.push(Reading::inverted(first, given, found));
                    more.get(1..).unwrap_or_default()
                }
                (Some(found), _) => {
                    sure |= found.evident;
                    readings.push(Reading::straight(first, found));
                    more
                }
                _ => return None,
            };
        }
        // "Rivers, Lakes" is hardly a body's name; "Rivers, Lakes, Seas, Towns" may well be, and "Boston, TX" is a place.
        (sure || (pieces.len() == 2 && !pieces.last().is_some_and(|given| are_initials(&given.name)))).then_some(readings)
    }
}

impl Reading {
    fn straight(piece: &Piece, found: Person) -> Self {
        let certainty = if found.evident || piece.orcid.is_some() { Certainty::Evident } else { Certainty::Shape };
        Self { printed: piece.printed.clone(), person: Some(found), certainty, orcid: piece.orcid.clone() }
    }

    fn inverted(family: &Piece, given: &Piece, found: Person) -> Self {
        let orcid = family.orcid.clone().or_else(|| given.orcid.clone());
        Self { printed: format!("{}, {}", family.printed, given.printed), person: Some(found), certainty: Certainty::Evident, orcid }
    }

    fn body(printed: String) -> Self {
        Self { printed, person: None, certainty: Certainty::Evident, orcid: None }
    }

    fn mention<R>(self, line: u64, role: R) -> AgentMention<R> {
        match self.person {
            Some(found) => AgentMention {
                name: found.name,
                acronym: None,
                as_printed: self.printed,
                kind: AgentKind::Person,
                role,
                identifiers: self.orcid.into_iter().collect(),
                awards: Vec::new(),
                line,
                method: ProvenanceMethod::Inferred,
                certainty: self.certainty,
            },
            None => AgentMention { certainty: self.certainty, ..body(&self.printed, line, role) },
        }
    }
}

/// A body's mention: its name without the acronym in brackets and the marks of footnotes.
pub(crate) fn body<R>(printed: &str, line: u64, role: R) -> AgentMention<R> {
    let bare = printed.trim_end_matches(|character: char| is_mark(character) && !matches!(character, '#' | '^' | 'ª' | 'º'));
    let (name, acronym) = split_acronym(if bare.is_empty() { printed } else { bare });
    let method = if name == printed { ProvenanceMethod::Asserted } else { ProvenanceMethod::Normalized };
    AgentMention {
        name,
        acronym,
        as_printed: printed.to_owned(),
        kind: AgentKind::Organization,
        role,
        identifiers: Vec::new(),
        awards: Vec::new(),
        line,
        method,
        certainty: Certainty::Evident,
    }
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

/// Pieces without those that are only a degree or "Jr.": they belong to the piece before them.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if piece.joint == Joint::Comma && is_addition(&piece.name) => {
                for (text, addition) in [(&mut last.printed, &piece.printed), (&mut last.name, &piece.name)] {
                    text.push_str(", ");
                    text.push_str(addition);
                }
                last.orcid = last.orcid.take().or(piece.orcid);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// "Family, Given" as a person; degrees may stand behind either.
fn inverted(family: &Piece, given: &Piece) -> Option<Person> {
    let mut parts = family.name.split(", ");
    let family = parts.next()?;
    let mut additions: Vec<&str> = parts.collect();
    let mut parts = given.name.split(", ");
    let given = parts.next()?;
    additions.extend(parts);
    Person::read_inverted(family, given, &additions)
}

/// Persons without the stop that ends their list: where no other initial has one, the last one's is none of its own.
fn without_end(pieces: &[Piece], mut persons: Vec<Person>) -> Vec<Person> {
    let stops = pieces.iter().filter(|piece| piece.name.ends_with('.')).count();
    if let (Some(piece), Some(person)) = (pieces.last(), persons.last_mut())
        && stops == 1
        && pieces.len() > 1
        && let Some(bare) = piece.name.strip_suffix('.')
        && let Some(found) = Person::read_vancouver(bare)
    {
        *person = found;
    }
    persons
}

fn straight_or_vancouver(text: &str) -> Option<Person> {
    Person::read(text).or_else(|| Person::read_vancouver(text))
}

fn of_author(text: &str) -> Option<Person> {
    straight_or_vancouver(text).or_else(|| Person::read_capitals(text)).or_else(|| Person::read_unspaced(text))
}

fn is_single(piece: &Piece) -> bool {
    !piece.name.contains(' ') || has_particle(&piece.name)
}

/// An item without the "and" that joins it to the one before.
fn without_joint(text: &str) -> &str {
    match text.split_once(' ') {
        Some((word, rest)) if is_conjunction(word) && word.starts_with(|first: char| !first.is_uppercase()) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests;
