//! A table that was copied as lines: a head of labels, then one record a row.

use super::{labelled::Labelled, line::PageLine};
use crate::format::label::Label;

/// Words that head the column of titles and are no labels elsewhere.
const TITLES: &[&str] = &[
    "resource", "publication", "document", "item", "recurso", "publicación", "documento", "ressource", "publication", "document",
    "ressource", "publikation", "dokument", "publicação", "risorsa", "pubblicazione", "bron", "publicatie",
];

/// The heads of a table of two columns, with a label and its value in each row.
const NAMES: &[&str] =
    &["field", "label", "property", "attribute", "campo", "champ", "feld", "eigenschaft", "propiedad", "propriété", "proprietà", "veld"];
const VALUES: &[&str] = &["value", "details", "content", "valor", "valeur", "wert", "valore", "waarde", "contenu", "inhalt"];

/// Returns true when a line is the head of a table with a label and its value in each row: it says nothing.
pub(super) fn is_head_of_pairs(line: &PageLine) -> bool {
    let [name, value] = line.cells.as_slice() else { return false };
    let is = |words: &[&str], cell: &str| words.contains(&super::dress::plain(cell).to_lowercase().as_str());
    is(NAMES, name) && is(VALUES, value)
}

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<(Label, String, bool)>,
}

impl Table {
    /// The table that a line is the head of: every cell is a label, or all but a few are, and one of them is the title's.
    pub(super) fn head(line: &PageLine) -> Option<Self> {
        let columns: Vec<(Label, String, bool)> = line.cells.iter().zip(1..).map(|(cell, place)| column(cell, place)).collect();
        let known = columns.iter().filter(|(.., known)| *known).count();
        let titles = columns.iter().filter(|(label, ..)| *label == Label::Title).count();
        (columns.len() > 1 && titles == 1 && known * 2 > columns.len()).then_some(Self { columns })
    }

    /// The fields of a row, the title first; none for a line that is no row of the table.
    pub(super) fn row(&self, line: &PageLine) -> Option<Vec<Labelled>> {
        if line.cells.len() < 2 || line.cells.len() > self.columns.len() {
            return None;
        }
        let cells = self.columns.iter().zip(&line.cells);
        let mut fields: Vec<Labelled> = cells
            .filter(|((label, ..), cell)| !cell.is_empty() || *label == Label::Title)
            .map(|((label, name, known), cell)| Labelled { known: *known, ..Labelled::bare(*label, name, cell.clone()) })
            .collect();
        fields.sort_by_key(|field| field.label != Label::Title);
        Some(fields)
    }
}

/// The field of a column by its head and its place, counted from 1.
fn column(cell: &str, place: usize) -> (Label, String, bool) {
    let name = super::dress::plain(cell).trim_end_matches(':').trim();
    if name.is_empty() {
        let name = format!("Column {place}");
        return (Label::other(&name), name, false);
    }
    let label = Label::known(name).or_else(|| TITLES.contains(&name.to_lowercase().as_str()).then_some(Label::Title));
    (label.unwrap_or_else(|| Label::other(name)), name.to_owned(), label.is_some())
}
