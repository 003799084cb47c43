//! Columns, and the sign that parts the items of their cells. It is decided for the column as a whole, by the cells that were read ahead.

use std::collections::HashSet;

use crate::format::{
    label::Label,
    mapping::{FieldMeaning, Parting},
    value::{list::Part, nothing::is_nothing},
};

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetColumn {
    /// Its place, counted from 0.
    pub(super) at: usize,
    /// The header as it is printed.
    pub(super) header: String,
    /// The field that it holds.
    pub(super) meaning: FieldMeaning,
    /// The sign that parts its items.
    pub(super) parting: Parting,
    /// True for a column of notes whose header means a field that another column is. That was told.
    pub(super) gave_way: bool,
}

impl SheetColumn {
    /// Decides by these cells which sign parts the items: the first of line end, `;`, `|` and comma that parts at least half as many
    /// cells as the one that parts the most. Commas part keywords only.
    pub(super) fn decide<'a>(&mut self, cells: impl Iterator<Item = &'a str> + Clone) {
        if !self.meaning.is_list() || self.parting != Parting::ByCell {
            return;
        }
        let is_keywords = self.meaning == FieldMeaning::Field(Label::Keywords);
        let signs = [Parting::Lines, Parting::Sign(';'), Parting::Sign('|'), Parting::Sign(',')];
        let signs = signs.get(..if is_keywords { 4 } else { 3 }).unwrap_or_default();
        let counts: Vec<usize> = signs.iter().map(|sign| cells.clone().filter(|cell| sign.pieces(cell).len() > 1).count()).collect();
        let most = counts.iter().copied().max().unwrap_or_default();
        self.parting = match counts.iter().position(|count| most > 0 && count * 2 >= most) {
            Some(at) => signs.get(at).copied().unwrap_or(Parting::ByCell),
            None if is_keywords && has_bare_commas(cells.clone()) => Parting::Bare(','),
            None if is_keywords && has_slashes(cells) => Parting::Bare('/'),
            None => Parting::ByCell,
        };
    }

    /// Returns true for keywords that are parted by commas only, in a column that is parted by another sign: they are read as one.
    pub(super) fn keeps_commas(&self, cell: &str) -> bool {
        let is_other = matches!(self.parting, Parting::Sign(';' | '|') | Parting::Lines);
        is_other && self.meaning == FieldMeaning::Field(Label::Keywords) && cell.contains(", ") && self.parts(0, cell).len() == 1
    }

    /// The items of a cell, each a line of a value; `line` is given to each. A cell in which the sign of the column does not occur is
    /// parted as it would be on a page, but not by commas.
    pub(super) fn parts(&self, line: u64, cell: &str) -> Vec<Part> {
        let is_keywords = self.meaning == FieldMeaning::Field(Label::Keywords);
        let whole = || Part::lines_of(line, cell);
        let pieces = match self.parting {
            Parting::ByCell => return whole(),
            Parting::Sign(sign) if is_keywords && !cell.contains(sign) && cell.contains([';', '|', '\n']) => return whole(),
            Parting::Sign(',') if is_keywords && cell.contains([';', '|', '\n']) => return whole(),
            parting => parting.pieces(cell),
        };
        // A sentence about money is read as a whole.
        if pieces.len() < 2 && !is_keywords && self.parting != Parting::Exported {
            return whole();
        }
        let part = |text: String| Part { item: Some(text.clone()), ..Part::alone(line, text) };
        pieces.into_iter().map(part).collect()
    }
}

/// Returns true when several cells hold commas without blanks, words stand between all of these, and one of the words stands in two cells:
/// this is how Airtable writes what was chosen from a list.
fn has_bare_commas<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut words: HashSet<String> = HashSet::new();
    let (mut parted, mut again) = (0, false);
    for cell in cells.filter(|cell| !is_nothing(cell)) {
        let pieces = Parting::Bare(',').pieces(cell);
        if cell.contains(", ") || (pieces.len() > 1 && !pieces.iter().all(|piece| piece.starts_with(char::is_alphabetic))) {
            return false;
        }
        parted += usize::from(pieces.len() > 1);
        for piece in pieces {
            again |= !words.insert(piece);
        }
    }
    parted > 1 && again
}

/// Returns true when all cells, and more than one, hold words with slashes between them: "fish/birds".
fn has_slashes<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let is_word = |word: &str| word.chars().count() > 1 && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-'));
    let mut cells = cells.filter(|cell| !is_nothing(cell)).map(|cell| cell.contains('/') && cell.trim().split('/').all(is_word));
    cells.next().unwrap_or_default() && cells.next().unwrap_or_default() && cells.all(|parted| parted)
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::ContributionRole::Author;

    use super::*;
    use crate::format::value::separators::{keywords, names};

    fn column(label: Label, cells: &[&str]) -> SheetColumn {
        let mut column =
            SheetColumn { at: 0, header: String::new(), meaning: FieldMeaning::Field(label), parting: Parting::ByCell, gave_way: false };
        column.decide(cells.iter().copied());
        column
    }

    #[test]
    fn a_column_of_keywords_is_parted_by_one_sign() {
        for (cells, expected) in [
            (&["a; b", "c, d and e", "f"][..], Parting::Sign(';')),
            (&["a | b", "c, d"], Parting::Sign('|')),
            (&["a, b", "c"], Parting::Sign(',')),
            (&["a\nb", "c; d"], Parting::Lines),
            (&["a\nb", "c; d", "e; f", "g; h"], Parting::Sign(';')),
            (&["Rivers,Law", "Law"], Parting::ByCell),
            (&["Rivers,Law", "Law,Peers"], Parting::Bare(',')),
            (&["1,2-dichloroethane", "1,4-dioxane,benzene"], Parting::ByCell),
            (&["fish/birds", "weirs/fish/mills"], Parting::Bare('/')),
            (&["fish/birds", "weirs"], Parting::ByCell),
            (&["fish/birds"], Parting::ByCell),
            (&["1/2", "fish/birds"], Parting::ByCell),
            (&["a", "b"], Parting::ByCell),
            (&[], Parting::ByCell),
        ] {
            assert_eq!(column(Label::Keywords, cells).parting, expected, "{cells:?}");
        }
    }

    fn texts(label: Label, cells: &[&str], cell: &str) -> Vec<String> {
        let parts = column(label, cells).parts(1, cell);
        let items = if label == Label::Keywords { keywords(&parts) } else { names(&parts) };
        items.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn cells_are_parted_by_the_sign_of_their_column() {
        let by_semicolon = ["a; b", "c; d"];
        assert_eq!(texts(Label::Keywords, &by_semicolon, "tintes, lacas y barnices"), ["tintes, lacas y barnices"]);
        assert_eq!(texts(Label::Keywords, &by_semicolon, "; ;a;"), ["a"]);
        assert_eq!(texts(Label::Keywords, &by_semicolon, "a, b\nc; d"), ["a, b", "c", "d"]);
        assert_eq!(texts(Label::Keywords, &by_semicolon, "a\nb"), ["a", "b"]);
        assert_eq!(texts(Label::Made(Author), &by_semicolon, "Rhea Hollis; Ana Roe\nJan Smit"), ["Rhea Hollis", "Ana Roe", "Jan Smit"]);
        assert_eq!(texts(Label::Keywords, &["a\nb"], "a;\nb;\n"), ["a", "b"]);
        assert_eq!(texts(Label::Keywords, &["a, b"], "c, d; e"), ["c, d", "e"]);
        assert_eq!(texts(Label::Keywords, &["a, b"], "\"a, b\", c"), ["a, b", "c"]);
        assert_eq!(texts(Label::Keywords, &["Rivers,Law", "Law,Peers"], "Law,Rivers"), ["Law", "Rivers"]);
        assert_eq!(texts(Label::Made(Author), &["A; B"], "Policy Research, Inc."), ["Policy Research, Inc."]);
        assert_eq!(texts(Label::Made(Author), &["Doe, J.\nSmit, A."], "Doe, J.\nSmit, A."), ["Doe, J.", "Smit, A."]);
    }
}
