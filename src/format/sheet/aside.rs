//! Words of sheets that are no values of a record: cells that refer to the row above, and rows of totals.

use entity::vocabulary::IssueSeverity::Warning;

use super::column::SheetColumn;
use super::record::issue;
use super::table::{SheetName, SheetRow};
use crate::format::label::key;
use crate::model::{Issue, IssueCode};

/// Words for "the same as in the row above", as labels are compared.
#[rustfmt::skip]
const SAME: &[&str] = &[
    "same", "the same", "same as above", "as above", "see above", "same as previous", "as previous", "ditto", "idem", "dto", "dito", "siehe oben",
    "s o", "wie oben", "desgl", "desgleichen", "lo mismo", "igual", "igual que arriba", "como arriba", "ver arriba", "ci dessus", "voir ci dessus",
    "comme ci dessus", "como acima", "igual ao anterior", "ver acima", "come sopra", "vedi sopra", "zie boven", "idem dito",
];
/// Signs for the same.
const SIGNS: [&str; 7] = ["\"", "″", "〃", "“", "”", "''", ",,"];
/// Words that begin a row of totals, as labels are compared.
const TOTAL: &[&str] = &[
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "summe", "gesamt", "insgesamt", "somme", "suma", "totale", "somma",
    "totaal", "count", "anzahl",
];

/// The row without the cells that refer to the row above, each of which is told. None when there are none. Notes stay as they are.
pub(super) fn without_references(sheet: &SheetName, row: &SheetRow, columns: &[SheetColumn], issues: &mut Vec<Issue>) -> Option<SheetRow> {
    let refers = |column: &&SheetColumn| !column.meaning.is_note() && is_same(row.text(column.at));
    let mut kept: Option<SheetRow> = None;
    for column in columns.iter().filter(refers) {
        let text = row.text(column.at);
        let message = "The cell refers to the row above, and nobody can be sure what it means; it was left out. Write the value itself.";
        let field = Some(column.meaning.field());
        issues.push(issue(sheet, (row, Some(column.at)), (Warning, IssueCode::BadValue), field, Some(text), message));
        if let Some(cell) = kept.get_or_insert_with(|| row.clone()).cells.get_mut(column.at) {
            cell.text.clear();
            cell.link = None;
        }
    }
    kept
}

fn is_same(text: &str) -> bool {
    // Few cells are that short, and the comparison takes its time.
    let text = text.trim();
    !text.is_empty() && text.len() <= 24 && (SIGNS.contains(&text) || SAME.contains(&key(text.trim_matches(['(', ')', '[', ']'])).as_str()))
}

/// Returns true when the title of a row is a word for a sum, and numbers are all else that it holds.
pub(super) fn is_total(row: &SheetRow, title: usize) -> bool {
    let is_number = |text: &str| {
        let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ' | '\'' | '€' | '$' | '£' | '%' | '-');
        text.trim().chars().all(is_part)
    };
    let words = row.text(title).trim_end_matches(|letter: char| !letter.is_alphabetic());
    let figure = row.text(title).get(words.len()..).unwrap_or_default().trim_start_matches([' ', ':', '=', '(']).trim_end_matches(')');
    TOTAL.contains(&key(words).as_str())
        && is_number(figure)
        && row.filled().filter(|(at, _)| *at != title).all(|(_, cell)| is_number(&cell.text))
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::row;
    use super::*;

    #[test]
    fn words_refer_to_the_row_above() {
        for text in ["same as above", "(Same as above)", "Ditto.", "\"", "〃", "s. o.", "Ídem", "ci-dessus"] {
            assert!(is_same(text), "{text}");
        }
        for text in ["", "Same Day Care", "N/A", "Identity", "The same river twice"] {
            assert!(!is_same(text), "{text}");
        }
    }

    #[test]
    fn a_total_has_nothing_but_numbers() {
        for cells in [&["Total", "", "40"][..], &["TOTAL:", "12", "1,200.50 €"], &["Total: 40"], &["Sum (38)", ""], &["Total"]] {
            assert!(is_total(&row(1, cells), 0), "{cells:?}");
        }
        for cells in [&["Total", "Rhea Hollis", "2020"][..], &["Total recall", "2020"], &["Weirs", "12"], &["", "40"]] {
            assert!(!is_total(&row(1, cells), 0), "{cells:?}");
        }
    }
}
