//! The makers of a resource: names as a list prints them, told into persons and bodies.

mod family;
mod mixed;
mod printed;

use entity::vocabulary::{AgentKind, ContributionRole, ProvenanceMethod};

use self::family::SharedFamily;
pub(super) use self::mixed::NO_SIGN;
use self::printed::PrintedName;
pub(super) use self::printed::SUMMED;
use super::{
    Remark, award,
    body::{SEVERAL, may_be_several, says_bodies},
    list::Part,
    mentions::Mentions,
    person::{Person, are_initials, ends_in_initials, has_particle, is_addition, is_one_name, may_be_person},
    piece::{Joint, Piece, Pieces, is_mark},
    roles::Role,
    separators::Item,
};
use crate::{
    identifier::Identifier,
    model::{AgentMention, Certainty, IssueCode},
    name::split_acronym,
};

/// The persons and bodies that a value names, and what there is to tell about them.
#[derive(Debug)]
pub(in crate::format) struct Agents<R> {
    /// Each one once.
    pub(in crate::format) mentions: Vec<AgentMention<R>>,
    pub(in crate::format) remarks: Vec<Remark>,
}

impl<R> Agents<R> {
    /// The same, read below a label: one that is itself a word for bodies, as "Organization" is, leaves no doubt about a single word.
    pub(in crate::format) fn below(mut self, label: &str) -> Self {
        for mention in self.mentions.iter_mut().filter(|mention| mention.certainty == Certainty::OneWord && says_bodies(label)) {
            mention.certainty = Certainty::Evident;
        }
        self
    }
}

/// Reads the persons and bodies that a value names. `authors` says that the field names persons as a rule.
pub(in crate::format) fn agents(parts: &[Part], role: ContributionRole, authors: bool) -> Agents<ContributionRole> {
    let (mut mentions, mut remarks) = (Mentions::default(), Vec::new());
    let items = printed::items(parts, role, &mut remarks);
    // One name that can only be a person's tells what the others of the same shape are.
    let alike: Option<Vec<&Person>> =
        items.iter().map(|PrintedName { shape, .. }| shape.straight.as_ref().or(shape.vancouver.as_ref())).collect();
    let of_persons = alike.is_some_and(|alike| alike.iter().any(|person| person.evident));
    let among_others = items.len() > 1;
    for PrintedName { item, said, edited, pieces, shape } in items {
        let is_general = role == ContributionRole::Producer && !authors && !edited;
        let context = Context { authors: authors || edited, of_persons, among_others, is_general };
        let readings = context.read(&item, pieces, shape, &mut remarks);
        let role = match said {
            _ if edited => ContributionRole::Editor,
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
    /// The field names persons and bodies alike.
    is_general: bool,
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
        let certainty = self.certainty(&pieces, &shape);
        let may_be_family = match SharedFamily::of(&pieces, self.authors) {
            Some(SharedFamily::Read(readings, doubt)) => {
                remarks.extend(doubt.map(|message| Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message)));
                return readings;
            }
            family => family.is_some(),
        };
        if let Some(readings) = self.persons(&pieces, shape, others) {
            mixed::tell_brackets(&pieces, item.line, remarks);
            return readings;
        }
        if may_be_family {
            remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, SEVERAL));
        } else if let Some(readings) = mixed::readings(item, &pieces, self.authors, remarks) {
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

    /// The certainty of an item that nothing shows to be a person's: one of this shape may be that elsewhere in the file.
    fn certainty(&self, pieces: &[Piece], shape: &Shape) -> Certainty {
        match pieces {
            _ if shape.straight.is_some() => Certainty::Assumed,
            [only] if self.is_general && is_one_name(&only.name) && may_be_person(&only.name) => Certainty::OneWord,
            _ => Certainty::Evident,
        }
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
            .or_else(|| {
                let is_one = |found: &Person| (known && found.evident) || ends_in_initials(&piece.name);
                shape.vancouver.filter(|found| is_one(found) || others || (self.of_persons && self.among_others))
            })
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

#[cfg(test)]
mod tests;
