//! Facts of XLSX files that the library for workbooks does not tell: hidden rows, and comments.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::facts::SheetFacts;
use super::guard::attribute;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The facts of the sheets of a workbook, by their names; nothing of a sheet that cannot be read. The size of the file has to be known.
/// Takes time in proportion to its XML.
pub(super) fn facts(bytes: &[u8]) -> HashMap<String, SheetFacts> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return HashMap::new() };
    let mut sheets = Vec::new();
    each_tag(&mut archive, "xl/workbook.xml", |tag| {
        if tag.local_name().as_ref() == "sheet" {
            sheets.extend(attribute(tag, "name").zip(attribute(tag, "id")));
        }
        true
    });
    let parts = related(&mut archive, "xl/workbook.xml");
    let mut found = HashMap::new();
    for (name, id) in sheets {
        let Some(part) = parts.iter().find(|part| part.id == id) else { continue };
        let mut facts = hidden_rows(&mut archive, &part.path);
        for comments in related(&mut archive, &part.path).iter().filter(|part| part.kind == "comments") {
            each_tag(&mut archive, &comments.path, |tag| {
                if tag.local_name().as_ref() == "comment"
                    && let Some(at) = attribute(tag, "ref").as_deref().and_then(place)
                {
                    facts.comment(at);
                }
                true
            });
        }
        found.insert(name, facts);
    }
    found
}

fn hidden_rows(archive: &mut Archive<'_>, sheet: &str) -> SheetFacts {
    let (mut facts, mut next) = (SheetFacts::default(), 0);
    each_tag(archive, sheet, |tag| {
        match tag.local_name().as_ref() {
            "row" => {
                let number = attribute(tag, "r").and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
                let row = number.unwrap_or(next);
                next = row.saturating_add(1);
                if attribute(tag, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true")) {
                    facts.hidden.push(row..=row);
                }
            }
            // These stand behind the rows.
            "mergeCells" | "hyperlinks" | "pageMargins" => return false,
            _ => {}
        }
        true
    });
    facts
}

/// A part of the file that another one names.
struct Related {
    id: String,
    /// The last word of its type.
    kind: String,
    /// Its path in the file.
    path: String,
}

/// The parts that a part names.
fn related(archive: &mut Archive<'_>, part: &str) -> Vec<Related> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let mut found = Vec::new();
    each_tag(archive, &format!("{folder}/_rels/{file}.rels"), |tag| {
        if tag.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Type"), attribute(tag, "Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Related { id, kind, path: path(folder, &target) });
        }
        true
    });
    found
}

/// The path of a target in the file, which a part in this folder names.
fn path(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Shows each tag of a part, up to one at which there is enough, or to a fault. A part that is not there has none.
fn each_tag(archive: &mut Archive<'_>, path: &str, mut goes_on: impl FnMut(&BytesStart) -> bool) {
    let name = archive.file_names().flatten().find(|own| own.eq_ignore_ascii_case(path)).map(|own| own.to_string());
    let Some(Ok(file)) = name.map(|name| archive.by_name(&name)) else { return };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(file));
    let mut buffer = Vec::new();
    while let Ok(event) = xml.read_event_into(&mut buffer) {
        match event {
            Event::Start(tag) | Event::Empty(tag) if !goes_on(&tag) => return,
            Event::Eof => return,
            _ => {}
        }
        buffer.clear();
    }
}

/// The row and the column of a cell with this name, counted from 0.
fn place(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, number) = cell.split_at_checked(digits)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?) + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    Some((number.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_targets_are_found() {
        for (cell, at) in
            [("A1", Some((0, 0))), ("AB12", Some((11, 27))), ("A0", None), ("12", None), ("A", None), ("", None), ("ZZZZZZZZ1", None)]
        {
            assert_eq!(place(cell), at, "{cell}");
        }
        assert_eq!(path("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(path("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(path("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
