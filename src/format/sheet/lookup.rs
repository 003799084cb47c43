//! Sheets that list the values of other sheets' columns (their funders, their keywords), and no resources.

use std::collections::HashSet;

use entity::vocabulary::IssueSeverity::Warning;

use super::{
    column::SheetColumn,
    header::{SheetHeader, names_anything},
    mapped::ROWS,
    record::issue,
    table::SheetRow,
};
use crate::format::label::Label;
use crate::format::mapping::{FieldMeaning, Mapping};
use crate::format::value::separators::{keywords, names};
use crate::model::{Issue, IssueCode};
use crate::name::{key, tidy};

/// A sheet whose header was found.
struct Headed<'a> {
    /// Its place among the sheets.
    at: usize,
    name: &'a str,
    header: SheetHeader,
    header_row: &'a SheetRow,
    /// The rows below the header.
    body: Vec<&'a SheetRow>,
}

/// The sheets that are lists of values, by their places, each with the issue that tells that it is left out. Each sheet comes with its name.
///
/// Such a sheet has a column of names where others have titles. Either it has no other known column, and another sheet has; or each of its
/// names is a name or a keyword of another sheet.
pub(super) fn lookups<'a>(sheets: impl Iterator<Item = (&'a str, &'a [SheetRow])>, map: &[Mapping]) -> Vec<(usize, Issue)> {
    let headed: Vec<Headed> = sheets.enumerate().filter_map(|(at, (name, rows))| Headed::of(at, name, rows, map)).collect();
    if headed.len() < 2 || headed.iter().any(|sheet| sheet.header.is_export) {
        return Vec::new();
    }
    let mut values: Vec<Option<HashSet<String>>> = headed.iter().map(|_| None).collect();
    let mut found = Vec::new();
    for sheet in &headed {
        let Some(title) = sheet.header.title().filter(|title| names_anything(&title.header)) else { continue };
        let others = || headed.iter().zip(0..).filter(|(other, _)| other.at != sheet.at);
        let listed =
            || -> Vec<String> { sheet.body.iter().map(|row| key(&tidy(row.text(title.at)))).filter(|own| !own.is_empty()).collect() };
        let message = if !sheet.has_other_fields() && others().any(|(other, _)| other.has_other_fields()) {
            format!("its only known column is “{}”, so it seems to list values for other sheets", title.header)
        } else {
            let listed = listed();
            let within = others().find(|(other, place): &(&Headed, usize)| {
                let Some(values) = values.get_mut(*place) else { return false };
                let values = values.get_or_insert_with(|| other.values());
                !listed.is_empty() && listed.iter().all(|own| values.contains(own))
            });
            let Some((other, _)) = within else { continue };
            format!("each “{}” of it is a name or a keyword of the sheet “{}”", title.header, other.name)
        };
        let message = format!(
            "The sheet “{}” was left out: {message}. If its rows are resources, import them with `--sheet '{}'`.",
            sheet.name, sheet.name
        );
        let text = sheet.header_row.filled().map(|(_, cell)| tidy(&cell.text)).collect::<Vec<_>>().join(" | ");
        let at = (sheet.header_row, Some(title.at));
        found.push((sheet.at, issue(&Some(sheet.name.to_owned()), at, (Warning, IssueCode::UnplacedText), None, Some(&text), message)));
    }
    found
}

impl<'a> Headed<'a> {
    fn of(at: usize, name: &'a str, rows: &'a [SheetRow], map: &[Mapping]) -> Option<Self> {
        let filled: Vec<&SheetRow> = rows.iter().filter(|row| !row.is_blank()).collect();
        let header = SheetHeader::find(&None, filled.get(..ROWS.min(filled.len()))?, map)?;
        let header_row = *filled.get(header.at)?;
        let body = filled.get(header.at + 1..)?.to_vec();
        Some(Self { at, name, header, header_row, body })
    }

    /// Returns true when a column beside the title is known.
    fn has_other_fields(&self) -> bool {
        let is_other = |column: &SheetColumn| !column.meaning.is_note() && column.meaning != FieldMeaning::Field(Label::Title);
        self.header.columns.iter().any(is_other)
    }

    /// The names and keywords in its cells, in the form in which names are compared. Takes time in proportion to its cells.
    fn values(&self) -> HashSet<String> {
        let mut values = HashSet::new();
        for column in &self.header.columns {
            let is_keywords = match column.meaning {
                FieldMeaning::Field(label) if label.is_list() => label == Label::Keywords,
                _ => continue,
            };
            let cells = || self.body.iter().map(|row| row.text(column.at)).filter(|text| !text.is_empty());
            let mut column = column.clone();
            column.decide(cells());
            for cell in cells() {
                let parts = column.parts(0, cell);
                let items = if is_keywords { keywords(&parts) } else { names(&parts) };
                values.extend(items.into_iter().map(|item| key(&item.text)));
            }
        }
        values
    }
}
