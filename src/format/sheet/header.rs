//! The header of a sheet: its row is found, and each column mapped to a field.

use entity::vocabulary::{
    ContributionRole::Producer,
    FundingKind,
    IssueSeverity::{Info, Warning},
};

use super::{
    column::SheetColumn,
    exported::ExportedColumn,
    table::{SheetName, SheetRow, letters, place},
};
use crate::format::label::{Label, key, unparted};
use crate::format::mapping::{FieldMeaning, Mapping, Parting};
use crate::model::{Issue, IssueCode};
use crate::name::tidy;

/// The header is one of so many rows that are not blank.
const WITHIN: usize = 20;
/// A row is the header when so many of its cells are known.
const KNOWN: usize = 2;

/// Headers of the id that a sheet gives to its records, in the form in which labels are compared.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "id", "key", "record id", "record key", "record number", "resource id", "item id", "entry id", "unique id", "uid", "uuid", "identifier",
    "ref", "reference number", "kennung", "identificador", "identifiant", "identificativo",
];
/// Headers below the header of a group that name the thing that the group is about.
const NAMES: &[&str] = &["name", "names", "organization", "organisation", "full name", "nombre", "nom", "nome", "naam"];

/// The columns of a sheet, in their order.
#[derive(Debug)]
pub(super) struct SheetHeader {
    /// The place of the header's row among those that were looked at.
    pub(super) at: usize,
    /// The columns.
    pub(super) columns: Vec<SheetColumn>,
    /// The issues about them.
    pub(super) issues: Vec<Issue>,
    /// True for a table that was exported: its columns say which resource a row is about.
    pub(super) is_export: bool,
}

impl SheetHeader {
    /// The column of the title.
    pub(super) fn title(&self) -> Option<&SheetColumn> {
        self.columns.iter().find(|column| column.meaning == FieldMeaning::Field(Label::Title))
    }

    /// Finds the header in the first rows of a sheet. None when no row names the column of the title.
    pub(super) fn find(sheet: &SheetName, rows: &[&SheetRow], map: &[Mapping]) -> Option<Self> {
        let known = |row: &SheetRow| row.filled().filter(|(_, cell)| !cell.is_copy && meaning(&cell.text, map).is_some()).count();
        let is_title = |row: &SheetRow| row.filled().any(|(_, cell)| meaning(&cell.text, map) == Some(FieldMeaning::Field(Label::Title)));
        let first = rows.iter().enumerate().filter(|(_, row)| !row.is_blank()).take(WITHIN);
        let counts: Vec<(usize, usize, bool)> = first.map(|(at, row)| (at, known(row), is_title(row))).collect();
        let at = counts.iter().position(|(_, known, _)| *known >= KNOWN).or_else(|| counts.iter().position(|(.., titled)| *titled))?;
        // Above the header may stand a row that names groups of columns.
        let is_group = |at: usize| match (counts.get(at), counts.get(at + 1)) {
            (Some((_, own, titled)), Some((_, below, below_titled))) => below > own || (*below_titled && !titled && *below >= KNOWN),
            _ => false,
        };
        let (at, ..) = *counts.get(if is_group(at) { at + 1 } else { at })?;
        let above = at.checked_sub(1).and_then(|above| rows.get(above));
        Self::read(sheet, at, rows.get(at)?, above.copied(), map).filter(|header| header.title().is_some())
    }

    fn read(sheet: &SheetName, at: usize, row: &SheetRow, above: Option<&SheetRow>, map: &[Mapping]) -> Option<Self> {
        let groups = above.map(|above| groups(above, row)).unwrap_or_default();
        let named = groups.iter().rposition(|group| !group.is_empty()).unwrap_or_default();
        let last = row.filled().last()?.0.max(named);
        let column = |place: usize| {
            let own = tidy(row.text(place));
            let group = groups.get(place).map(String::as_str).unwrap_or_default();
            let header = match (group.is_empty(), own.is_empty()) {
                (true, true) => format!("Column {}", letters(place)),
                (true, false) => own.clone(),
                (false, true) => group.to_owned(),
                (false, false) => format!("{group}: {own}"),
            };
            let mapped = map.iter().find(|mapping| mapping.is_of(&header) || mapping.is_of(&own));
            let meaning = mapped.map(|mapping| mapping.meaning).or_else(|| grouped(group, &own)).or_else(|| meaning(&own, &[]));
            let parting = mapped.and_then(|mapping| mapping.parting).unwrap_or(Parting::ByCell);
            let meaning = meaning.unwrap_or_else(|| FieldMeaning::Field(Label::other(&header)));
            (SheetColumn { at: place, header, meaning, parting, gave_way: false }, mapped.is_some())
        };
        let (mut columns, mapped): (Vec<SheetColumn>, Vec<bool>) = (0..=last).map(column).unzip();
        let is_export = is_export(&columns);
        if is_export {
            for column in &mut columns {
                column.meaning = ExportedColumn::named(&column.header).map_or(column.meaning, FieldMeaning::Exported);
                column.parting = Parting::Exported;
            }
        }
        let issues = settle(sheet, row, &mut columns, &mapped);
        Some(Self { at, columns, issues, is_export })
    }
}

/// Returns true for a header that may be that of names of anything: resources, funders, keywords.
pub(super) fn names_anything(header: &str) -> bool {
    NAMES.contains(&key(header).as_str())
}

/// Returns true when the columns say which resource of which catalogue a row is about.
fn is_export(columns: &[SheetColumn]) -> bool {
    let has = |wanted| columns.iter().any(|column| ExportedColumn::named(&column.header) == Some(wanted));
    has(ExportedColumn::Id) && has(ExportedColumn::Version)
}

/// The field that a header means. None for one that the dictionary does not have.
pub(super) fn meaning(header: &str, map: &[Mapping]) -> Option<FieldMeaning> {
    let header = tidy(header);
    if let Some(mapping) = map.iter().find(|mapping| mapping.is_of(&header)) {
        return Some(mapping.meaning);
    }
    let known = |text: &str| {
        let key = key(text);
        let is_key = |own: &str| own == key || unparted(&key).is_some_and(|bare| unparted(own).is_some_and(|own| own == bare));
        if KEYS.iter().any(|own| is_key(own)) { Some(FieldMeaning::Key) } else { Label::known(text).map(FieldMeaning::Field) }
    };
    // "Author 2", "Author #2", "Keywords (parted by ;)", "Funding agencys". "Author #" is no author, but a number.
    let undigited = header.trim_end_matches(|mark: char| mark.is_ascii_digit());
    let unnumbered = match undigited.trim_end_matches([' ', '#', '.', '_', '-']) {
        bare if undigited.len() < header.len() || !header.ends_with('#') => bare,
        _ => header.as_str(),
    };
    let unbracketed = header.split(['(', '[']).next().unwrap_or_default().trim_end();
    let singular = unbracketed.strip_suffix(['s', 'S']).unwrap_or(unbracketed);
    known(&header)
        .or_else(|| known(unnumbered).filter(|_| unnumbered.len() < header.len()))
        .or_else(|| known(unbracketed))
        .or_else(|| known(singular))
        .or_else(|| known(&format!("{unbracketed}s")))
}

/// The field that a header means in a group: "Funding: Name" is the funder.
fn grouped(group: &str, own: &str) -> Option<FieldMeaning> {
    if group.is_empty() {
        return None;
    }
    let whole = meaning(&format!("{group} {own}"), &[]).filter(|meaning| !meaning.is_note());
    whole.or_else(|| match (meaning(group, &[])?, meaning(own, &[])) {
        (FieldMeaning::Field(label), _) if own.is_empty() || NAMES.contains(&key(own).as_str()) => Some(FieldMeaning::Field(label)),
        // The number of a grant, in any words.
        (FieldMeaning::Field(Label::Paid(_)), Some(award @ FieldMeaning::Field(Label::Award))) => Some(award),
        (FieldMeaning::Field(Label::Paid(FundingKind::Funder)), _) if key(own) == "number" => Some(FieldMeaning::Field(Label::Award)),
        (FieldMeaning::Field(Label::Made(_) | Label::Paid(_)), known) if is_about_bodies(known) => {
            Some(FieldMeaning::Field(Label::other(&format!("{group}: {own}"))))
        }
        _ => None,
    })
}

/// Returns true for a column that is about the funder or the publisher when it stands in their group: an address, an id, a word that is no
/// field. Keywords, for example, are those of the resource wherever they stand.
const fn is_about_bodies(own: Option<FieldMeaning>) -> bool {
    match own {
        None | Some(FieldMeaning::Key) => true,
        Some(FieldMeaning::Exported(_)) => false,
        Some(FieldMeaning::Field(label)) => {
            matches!(label, Label::Url | Label::Identifier(_) | Label::Year | Label::Note(_) | Label::Made(Producer))
        }
    }
}

/// The group that each column of a header stands in; empty for one that stands in none. A row with a single cell names no group.
fn groups(above: &SheetRow, header: &SheetRow) -> Vec<String> {
    let is_merged = above.cells.iter().any(|cell| cell.is_copy);
    let names = above.filled().filter(|(_, cell)| !cell.is_copy).count();
    let covered = above.filled().count();
    if names == 0 || (names == 1 && (!is_merged || covered >= header.filled().count())) {
        return Vec::new();
    }
    let mut group = String::new();
    let width = header.cells.len().max(above.cells.len());
    let name = |place: usize| {
        let own = tidy(above.text(place));
        // In a file without merged cells, a group goes on to the next one, or to a column that belongs in none.
        if is_merged || !own.is_empty() {
            group = own;
        } else if matches!(meaning(&group, &[]), Some(FieldMeaning::Field(Label::Made(_) | Label::Paid(_))))
            && !matches!(meaning(header.text(place), &[]), Some(FieldMeaning::Field(Label::Made(_) | Label::Paid(_) | Label::Award)))
            && !is_about_bodies(meaning(header.text(place), &[]))
        {
            group.clear();
        }
        if key(&group) == key(header.text(place)) { String::new() } else { group.clone() }
    };
    (0..width).map(name).collect()
}

/// Leaves one column for each field that has one value: the others give way and become notes, and are told.
fn settle(sheet: &SheetName, row: &SheetRow, columns: &mut [SheetColumn], mapped: &[bool]) -> Vec<Issue> {
    let mut issues = Vec::new();
    let single = [Label::Title, Label::Description, Label::Format, Label::Language, Label::License].map(FieldMeaning::Field);
    for meaning in single.into_iter().chain([FieldMeaning::Key]) {
        let rivals: Vec<usize> = columns.iter().filter(|column| column.meaning == meaning).map(|column| column.at).collect();
        let rank = |at: &usize| {
            let is_plain = columns.get(*at).is_some_and(|column| key(&column.header) == meaning.field());
            (!mapped.get(*at).copied().unwrap_or_default(), !is_plain)
        };
        let Some(first) = rivals.iter().copied().min_by_key(rank).filter(|_| rivals.len() > 1) else { continue };
        let winner = columns.get(first).map(|column| column.header.clone()).unwrap_or_default();
        for at in rivals.into_iter().filter(|at| *at != first) {
            let Some(column) = columns.get_mut(at) else { continue };
            column.meaning = FieldMeaning::Field(Label::other(&column.header));
            column.gave_way = true;
            // Reference managers call the journal so.
            let is_journal = meaning == FieldMeaning::Field(Label::Title) && key(&column.header) == "publication title";
            let header = &column.header;
            issues.push(Issue {
                at: place(sheet, row, Some(at)),
                field: Some(meaning.field().to_owned()),
                code: IssueCode::UnsureValue,
                severity: if is_journal { Info } else { Warning },
                text: Some(header.clone()),
                message: format!(
                    "Two columns can be the {}: “{winner}” ({}) and “{header}” ({}). The first was taken, and the values of the second were \
                     kept as notes. To choose the other one: `--map '{header}={}'`.",
                    meaning.field(),
                    letters(first),
                    letters(at),
                    meaning.field()
                ),
            });
        }
    }
    issues
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::ContributionRole::{Author, Publisher};
    use entity::vocabulary::FundingKind::Funder;

    use super::super::table::{SheetCell, tests::row};
    use super::*;

    /// The place of the header, its columns, and how many things are told.
    type Found = (usize, Vec<(String, FieldMeaning)>, usize);

    fn find(rows: &[SheetRow]) -> Option<Found> {
        let header = SheetHeader::find(&None, &rows.iter().collect::<Vec<_>>(), &[])?;
        let columns = header.columns.into_iter().map(|column| (column.header, column.meaning)).collect();
        Some((header.at, columns, header.issues.len()))
    }

    #[test]
    fn the_header_is_the_first_row_with_known_cells() {
        let rows = [row(1, &["Our resources, 2020"]), row(2, &[]), row(3, &["TITLE ", "author(s)", "Shelf"]), row(4, &["A", "B", "C"])];
        let (at, columns, told) = find(&rows).unwrap();
        assert_eq!((at, told), (2, 0));
        assert_eq!(columns[0], ("TITLE".to_owned(), FieldMeaning::Field(Label::Title)));
        assert_eq!(columns[1].1, FieldMeaning::Field(Label::Made(Author)));
        assert!(columns[2].1.is_note());
        assert_eq!(find(&[row(1, &["A", "B"])]), None);
        assert_eq!(find(&[row(1, &["Author", "Year"])]), None, "no title");
        assert_eq!(find(&[row(1, &["Shelf", "Title"])]).map(|(at, ..)| at), Some(0), "one known header, the title's");
    }

    #[test]
    fn headers_are_known_in_any_dress() {
        for (header, wanted) in [
            ("Author 2", FieldMeaning::Field(Label::Made(Author))),
            ("Author #2", FieldMeaning::Field(Label::Made(Author))),
            ("Grant #", FieldMeaning::Field(Label::Award)),
            ("Grant maker", FieldMeaning::Field(Label::Paid(Funder))),
            ("RecordID", FieldMeaning::Key),
            ("Keywords (parted by ;)", FieldMeaning::Field(Label::Keywords)),
            ("ID", FieldMeaning::Key),
            ("Record-ID", FieldMeaning::Key),
            ("Abstract Note", FieldMeaning::Field(Label::Description)),
            ("Manual Tags", FieldMeaning::Field(Label::Keywords)),
            ("Published by:", FieldMeaning::Field(Label::Made(Publisher))),
        ] {
            assert_eq!(meaning(header, &[]), Some(wanted), "{header}");
        }
        for header in ["Shelf", "Author #", "Keyword #"] {
            assert_eq!(meaning(header, &[]), None, "{header}");
        }
    }

    #[test]
    fn groups_are_joined_with_their_columns() {
        let mut groups = row(1, &["Resource", "Resource", "Funding", "Funding", "Funding"]);
        for at in [1, 3, 4] {
            groups.cells[at] = SheetCell { is_copy: true, ..groups.cells[at].clone() };
        }
        let expected = [
            ("Resource: Name", FieldMeaning::Field(Label::Title)),
            ("Resource: Year", FieldMeaning::Field(Label::Year)),
            ("Funding: Name", FieldMeaning::Field(Label::Paid(Funder))),
            ("Funding: Number", FieldMeaning::Field(Label::Award)),
        ];
        let header = ["Name", "Year", "Name", "Number", "Website"];
        for above in [groups, row(1, &["Resource", "", "Funding", "", ""])] {
            let (at, columns, _) = find(&[above, row(2, &header)]).unwrap();
            assert_eq!(at, 1);
            for (found, wanted) in columns.iter().zip(expected) {
                assert_eq!((found.0.as_str(), found.1), wanted);
            }
            assert!(columns[4].1.is_note());
        }
    }

    #[test]
    fn a_group_ends_where_a_column_belongs_in_none() {
        let header = ["Title", "Funder", "Number", "Website", "Topics", "Link"];
        let above = ["Resource", "Funding", "", "", "", ""];
        let (_, columns, _) = find(&[row(1, &above), row(2, &header)]).unwrap();
        let fields: Vec<FieldMeaning> = columns.iter().map(|(_, meaning)| *meaning).collect();
        assert_eq!(fields[1], FieldMeaning::Field(Label::Paid(Funder)));
        assert_eq!(fields[2], FieldMeaning::Field(Label::Award));
        assert!(fields[3].is_note(), "the website of the funder");
        assert_eq!(fields[4..], [FieldMeaning::Field(Label::Keywords), FieldMeaning::Field(Label::Url)]);
    }

    #[test]
    fn one_column_is_the_title_and_the_others_are_told() {
        let (_, columns, told) = find(&[row(1, &["Name", "Title", "Year"])]).unwrap();
        assert!(columns[0].1.is_note() && told == 1);
        let (_, columns, told) = find(&[row(1, &["Title", "Publication Title", "Year"])]).unwrap();
        assert!(columns[1].1.is_note() && told == 1);
    }
}
