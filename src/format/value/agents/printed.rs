//! The items of a value as they are printed, without what is no part of a name: roles, places, question marks.

use entity::vocabulary::ContributionRole;

use super::{Shape, joined};
use crate::format::value::{
    Remark,
    body::{names_body, summed},
    doubt::{DOUBTED, undoubted},
    list::Part,
    nothing::is_nobody,
    piece::{Pieces, is_conjunction},
    roles::{Role, behind_role, without_place, without_role},
    separators::{Item, names},
};
use crate::model::IssueCode;

/// Words before the one for whom somebody worked.
const BEHALF: &[&str] = &[" on behalf of ", " im Auftrag ", " en nombre de ", " au nom de ", " em nome d", " per conto di ", " namens "];

/// What is told where a place stands before a publisher, and where it may stand before another name.
const PLACED: &str =
    "A place stands before the name, as library catalogues print it. The place was left out, and the year behind the name.";
const PERHAPS_PLACED: &str = "A place may stand before the name, as library catalogues print it. It was read as a part of the name.";

/// The remark on bodies that plus signs part.
pub(in crate::format::value) const SUMMED: &str = "Plus signs stand between names of bodies: each was taken as one.";

/// An item of a value.
pub(super) struct PrintedName {
    pub(super) item: Item,
    /// The role behind the name.
    pub(super) said: Option<Role>,
    /// True when the value says before the name that it is an editor's.
    pub(super) edited: bool,
    pub(super) pieces: Pieces,
    pub(super) shape: Shape,
}

/// The items of a value; those that name nobody are left out and told.
pub(super) fn items(parts: &[Part], role: ContributionRole, remarks: &mut Vec<Remark>) -> Vec<PrintedName> {
    let publishes = matches!(role, ContributionRole::Publisher | ContributionRole::Distributor);
    // A publisher is called "Editor" in some languages.
    let is_made = matches!(role, ContributionRole::Author | ContributionRole::Editor | ContributionRole::Producer);
    // "Editors: A; B" names two editors.
    let mut edited = false;
    let mut items = Vec::new();
    for mut item in names(parts) {
        let said = std::mem::take(&mut item.text);
        let text = without_joint(&said);
        let (text, before) = behind_role(text).map_or((text, None), |(role, names)| (names, Some(role)));
        edited = before.map_or(edited, |role| is_made && role == Role::Editors);
        text.clone_into(&mut item.text);
        let mut tell = |code, message| remarks.push(Remark::warning(code, item.line, &item.text, message));
        if is_nobody(&item.text) {
            tell(IssueCode::BadValue, "These words name nobody: they were left out.");
            continue;
        }
        if let Some(name) = undoubted(&item.text).map(str::to_owned) {
            tell(IssueCode::UnsureValue, DOUBTED);
            item.text = name;
        }
        if let Some(names) = summed(&item.text) {
            remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, SUMMED));
            let all = names.into_iter().map(|name| Item { line: item.line, text: name.to_owned() });
            items.extend(all.map(|item| printed(item, publishes, edited, remarks)));
        } else {
            items.push(printed(item, publishes, edited, remarks));
        }
    }
    items.retain(|PrintedName { item, pieces, .. }| !(item.text.is_empty() || (pieces.all.is_empty() && pieces.others)));
    items
}

fn printed(mut item: Item, publishes: bool, edited: bool, remarks: &mut Vec<Remark>) -> PrintedName {
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
    PrintedName { item, said, edited, pieces, shape }
}

/// Returns the place of the words before the one for whom somebody worked.
fn behalf(text: &str) -> Option<usize> {
    // Most names have not even the first word of any.
    let has_first = text.split(' ').any(|word| matches!(word, "on" | "im" | "en" | "au" | "em" | "per" | "namens"));
    BEHALF.iter().filter(|_| has_first).filter_map(|words| text.find(words)).min()
}

/// An item without the "and" that joins it to the one before.
fn without_joint(text: &str) -> &str {
    match text.split_once(' ') {
        Some((word, rest)) if is_conjunction(word) && word.starts_with(|first: char| !first.is_uppercase()) => rest,
        _ => text,
    }
}
