//! Lines that name persons and nothing else: they stand below the title of what these persons wrote.

use entity::vocabulary::{AgentKind, ContributionRole::Author};

use crate::{
    format::value::{
        agents::agents,
        list::Part,
        words::{CONJUNCTIONS, PARTICLES},
    },
    model::Certainty,
};

/// A longer line names more than persons, in bytes.
const LONGEST: usize = 300;

/// The persons of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Persons {
    /// Several, or one whose name can only be a person's.
    Plain,
    /// One who has the shape of a person's name; a title may have it too.
    Perhaps,
}

/// Tells whether a line names persons and nothing else. None for any other line.
pub(super) fn persons(text: &str) -> Option<Persons> {
    let fits = |word: &str| {
        let bare = word.trim_matches([',', ';', '.', '(', ')']);
        bare.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase())
            || PARTICLES.hold(bare)
            || CONJUNCTIONS.hold_folded(bare)
    };
    // Most lines end here, without much work.
    if text.len() > LONGEST || text.ends_with([':', '!', '?']) || !text.contains(' ') || !text.split(' ').all(fits) {
        return None;
    }
    let read = agents(&[Part::alone(0, text.to_owned())], Author, true);
    let all = read.remarks.is_empty() && read.mentions.iter().all(|mention| mention.kind == AgentKind::Person);
    match read.mentions.as_slice() {
        _ if !all => None,
        [] => None,
        // "Boats, Nets" looks like family name and given name.
        [only] if only.certainty != Certainty::Evident || (text.contains(',') && !text.contains('.')) => Some(Persons::Perhaps),
        _ => Some(Persons::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_alone_are_told_from_titles() {
        for text in
            ["Rhea Hollis, Jan Smit", "Hollis, R.", "R. Hollis and Jan van der Plink", "Hollis, R., & Díaz, A.", "Dr. Almut Rehberg"]
        {
            assert_eq!(persons(text), Some(Persons::Plain), "{text}");
        }
        for text in ["Orla Finch", "Finch, Orla", "Boats, Nets"] {
            assert_eq!(persons(text), Some(Persons::Perhaps), "{text}");
        }
        for text in ["", "Rivers", "Rivers of the North", "Example Rivers Trust", "Rhea Hollis writes", "By Rhea Hollis:"] {
            assert_eq!(persons(text), None, "{text}");
        }
    }
}
