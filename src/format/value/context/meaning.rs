//! Acronyms and the names that they may stand for, each with its place.

use rustc_hash::FxHashMap;

use super::{MOST, capitals};
use crate::name::key;

/// The meaning of an acronym.
#[derive(Debug)]
pub(super) enum Meaning {
    Name(PlacedName),
    /// More than one; these are the first two.
    Several([PlacedName; 2]),
}

/// A name, and the place where it first stood, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlacedName {
    pub(super) name: String,
    pub(super) at: String,
}

/// The message about an acronym that may be one of these names. `at` is its place, when it is another one than that of the issue.
pub(super) fn twin(printed: &str, at: Option<&str>, names: &[PlacedName]) -> String {
    let at = at.map(|at| format!(" ({at})")).unwrap_or_default();
    let listed: Vec<String> = names.iter().map(|named| format!("`{}` ({})", named.name, named.at)).collect();
    let start = format!("`{printed}`{at} may be {}, which the file names too; they were kept apart.", listed.join(" or "));
    match names {
        [named] if named.name.ends_with(&format!("({printed})")) => format!("{start} If they are one, write the whole name."),
        [named] => format!("{start} If they are one, write `{} ({printed})` where it stands first.", named.name),
        _ => format!("{start} If it is one of them, write the whole name."),
    }
}

/// The message about an acronym that stood behind several names.
pub(super) fn several(printed: &str, [one, other]: &[PlacedName; 2]) -> String {
    format!(
        "`{printed}` is the acronym of `{}` ({}) and of `{}` ({}), so it was kept apart: write the name that is meant.",
        one.name, one.at, other.name, other.at
    )
}

/// Takes note of the name that an acronym stands for, or of two.
pub(super) fn learn_meaning(meanings: &mut FxHashMap<String, Meaning>, acronym: &str, name: &str, at: &dyn Fn() -> String) {
    let capitals = capitals(acronym);
    let named = || PlacedName { name: name.to_owned(), at: at() };
    let meaning = match meanings.get(&capitals) {
        Some(Meaning::Name(known)) if known.name != name && key(&known.name) != key(name) => Meaning::Several([known.clone(), named()]),
        None if meanings.len() < MOST => Meaning::Name(named()),
        _ => return,
    };
    meanings.insert(capitals, meaning);
}
