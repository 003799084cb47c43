//! A label with its value, as one line prints it.

use super::dress::{List, cells, emphasised, item, plain};
use crate::{
    format::{
        label::{LONGEST, Label},
        value::{format::is_extent, prose::is_prose, words::holds},
    },
    name::tidy,
};

/// A label that the dictionary does not have is at most so many words.
const WORDS: usize = 4;

/// A label with no mark behind it has at most so many words.
const UNMARKED_WORDS: usize = 5;
/// The last words of labels that a name may follow at once.
#[rustfmt::skip]
const BY: &[&str] = &[
    "by", "por", "par", "von", "vom", "durch", "da", "dal", "dalla", "dallo", "dai", "dalle", "door", "pela", "pelo", "pelas", "pelos", "de", "di", "della",
    "van", "with", "from", "of", "mit", "met", "con", "com", "avec", "do", "del",
];
/// Articles before the name.
const ARTICLES: &[&str] = &[
    "the", "la", "le", "les", "el", "los", "las", "der", "die", "das", "dem", "den", "il", "lo", "i", "gli", "het", "de", "o", "a", "os",
    "as",
];

/// A word that a full stop shortens is at most so long, in bytes, with the stop.
const SHORTENED: usize = 5;

/// A label and its value on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    /// The field of the value.
    pub(super) label: Label,
    /// The label as printed, without its mark.
    pub(super) name: String,
    /// True when the dictionary has it; any other is a label only where the page shows it to be one.
    pub(super) known: bool,
    /// Its looks.
    pub(super) style: Style,
    /// The value on the same line; empty when it stands below.
    pub(super) value: String,
}

/// The looks of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// The beginning of the line.
    pub(super) dress: Beginning,
    /// The mark between the label and the value.
    pub(super) mark: Mark,
    /// True when the value stands below.
    pub(super) below: bool,
}

/// The beginning of a line with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// The label.
    Plain,
    /// The mark of a list's item.
    Item,
    /// Marks of bold type.
    Bold,
}

/// The mark between a label and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A colon, as it should be.
    Colon,
    /// A tab or a bar: they are cells of a table.
    Cell,
    /// The end of bold type.
    Bold,
    /// Something else; a blank where the value follows at once.
    Odd(char),
    /// Nothing: the label is alone on its line.
    Nothing,
}

impl Labelled {
    /// Reads a line: `raw` as it stands in the file, `text` with its blanks tidied and without the marks of a heading. None when nothing
    /// on it can be a label.
    pub(super) fn read(raw: &str, text: &str) -> Option<Self> {
        let (list, inside) = item(text);
        let plain = if list == List::Nothing { Beginning::Plain } else { Beginning::Item };
        let read = |dress, mark, name: &str, value: &str| Self::new(Style { dress, mark, below: value.is_empty() }, name, value);
        if let Some((name, rest)) = emphasised(inside) {
            let (name, inner) = colon_off(name);
            let (rest, outer) = rest.strip_prefix([':', '：']).map_or((rest, false), |rest| (rest.trim_start(), true));
            let mark = if inner || outer { Mark::Colon } else { Mark::Bold };
            return read(Beginning::Bold, mark, name, rest).filter(|found| found.known || mark == Mark::Colon);
        }
        if let [name, values @ ..] = cells(raw).as_slice()
            && let Some(found) = in_cells(name, values)
        {
            return Some(found);
        }
        let fits = |found: &Self| plain == Beginning::Plain || found.style.mark == Mark::Colon;
        let mut marked: Vec<Self> = marks(inside).filter_map(|(mark, name, value)| read(plain, mark, name, value)).filter(fits).collect();
        // The longest known label counts: "Autor:innen: X".
        let at = marked.iter().rposition(|found| found.known).unwrap_or_default();
        (at < marked.len()).then(|| marked.swap_remove(at)).or_else(|| {
            let found = Self::new(Style { dress: plain, mark: Mark::Nothing, below: true }, inside, "")?;
            (plain == Beginning::Plain).then_some(found)
        })
    }

    /// Reads a line that holds several labels, each with its value: "Type: Report | Year: 2020". The first of them, or two, must be in the
    /// dictionary.
    pub(super) fn read_all(text: &str) -> Option<Vec<Self>> {
        if text.is_ascii() && !text.contains('|') {
            return None;
        }
        let mark = [" | ", " • ", " · ", " ‖ ", " ● "].into_iter().find(|mark| text.contains(mark))?;
        let (_, inside) = item(text);
        let read = |piece: &str| Self::read(piece, piece).filter(|found| found.style.mark == Mark::Colon && !found.value.is_empty());
        let all: Vec<Self> = inside.split(mark).map(|piece| read(piece.trim())).collect::<Option<_>>()?;
        let known = all.iter().filter(|found| found.known).count();
        (all.len() > 1 && (known > 1 || all.first().is_some_and(|first| first.known))).then_some(all)
    }

    /// Reads a line that begins with a label of the dictionary that ends with "by", "from" or the like, and goes on
    /// with a name: "Funded by Example Fund". None for other lines, and for prose.
    pub(super) fn unmarked(text: &str) -> Option<Self> {
        if !Label::may_begin(text) {
            return None;
        }
        let ends = text.match_indices(' ').map(|(at, _)| at).take(UNMARKED_WORDS);
        let is_name = |text: &str| text.starts_with(|first: char| first.is_alphanumeric() && !first.is_lowercase());
        let by = |last: &str| BY.iter().any(|by| by.eq_ignore_ascii_case(last));
        let of = ends.filter_map(|at| {
            let (name, value) = text.split_at_checked(at)?;
            let value = value.trim_start();
            let value = value.split_once(' ').filter(|(article, _)| holds(ARTICLES, article)).map_or(value, |(_, value)| value);
            let fits = is_name(value) && name.rsplit_once(' ').is_some_and(|(_, last)| by(last));
            let label = if fits { Label::known(name)? } else { return None };
            matches!(label, Label::Made(_) | Label::Paid(_)).then_some((label, name, value))
        });
        let (label, name, value) = of.last()?;
        let style = Style { dress: Beginning::Plain, mark: Mark::Odd(' '), below: false };
        let is_plain = !is_prose(value) && !value.contains(": ") && !value.ends_with([':', '?', '!']);
        is_plain.then(|| Self { label, name: name.to_owned(), known: true, style, value: value.to_owned() })
    }

    /// A label of the dictionary with this value, where no mark stands between them.
    pub(super) fn bare(label: Label, name: &str, value: String) -> Self {
        let style = Style { dress: Beginning::Plain, mark: Mark::Colon, below: value.is_empty() };
        Self { label, name: name.to_owned(), known: true, style, value }
    }

    fn new(style: Style, name: &str, value: &str) -> Option<Self> {
        let name = name.trim();
        let found = |label, known| Self { label, name: name.to_owned(), known, style, value: value.trim().to_owned() };
        if name.chars().nth(LONGEST).is_some() {
            return None;
        }
        if let Some(label) = Label::known(name) {
            let label = if label == Label::Format && is_extent(value.trim()) { Label::other(name) } else { label };
            return Some(found(label, true));
        }
        may_name(name).then(|| found(Label::other(name), false))
    }

    /// Returns true when the label is alone on its line, without a mark.
    pub(super) fn is_lone(&self) -> bool {
        self.style.mark == Mark::Nothing
    }

    /// Returns true when the value follows the label at once, without a mark. Such a label begins no record.
    pub(super) fn is_unmarked(&self) -> bool {
        self.style.mark == Mark::Odd(' ')
    }

    /// The label with the mark after it, where that is not a label's usual one.
    pub(super) fn odd(&self) -> Option<String> {
        match self.style.mark {
            Mark::Odd(' ') => Some(self.name.clone()),
            Mark::Odd(mark @ ';') => Some(format!("{}{mark}", self.name)),
            Mark::Odd(mark) => Some(format!("{} {mark}", self.name)),
            _ => None,
        }
    }
}

/// A label in the first cell of a row, and the value in the others.
fn in_cells(name: &str, values: &[&str]) -> Option<Labelled> {
    let (name, colon) = colon_off(plain(name));
    let (list, name) = item(name);
    let values: Vec<&str> = values.iter().copied().filter(|value| !value.is_empty()).collect();
    let mark = if colon { Mark::Colon } else { Mark::Cell };
    let dress = if list == List::Nothing { Beginning::Plain } else { Beginning::Item };
    let style = Style { dress, mark, below: values.is_empty() };
    let found = Labelled::new(style, &tidy(name), &tidy(&values.join(" ")))?;
    (found.known || (values.len() == 1 && !name.contains(':'))).then_some(found)
}

/// A text without the colon at its end, and whether there was one.
fn colon_off(text: &str) -> (&str, bool) {
    text.strip_suffix([':', '：']).map_or((text, false), |text| (text.trim_end(), true))
}

/// The marks that may stand after a label, with the text before and after each, in the order printed.
fn marks(text: &str) -> impl Iterator<Item = (Mark, &str, &str)> {
    text.char_indices().take(LONGEST + 2).filter_map(|(at, character)| {
        if !matches!(character, ':' | '：' | '︰' | '﹕' | ';' | '–' | '—' | '-') {
            return None;
        }
        let (name, rest) = text.split_at_checked(at)?;
        let value = rest.strip_prefix(character)?;
        let parted = name.ends_with(' ') || value.is_empty() || value.starts_with(' ');
        let mark = match character {
            ':' | '：' | '︰' | '﹕' => Mark::Colon,
            ';' | '–' | '—' => Mark::Odd(character),
            '-' if parted => Mark::Odd(character),
            _ => return None,
        };
        // Addresses, times and ratios hold a colon too; a dash binds words.
        (parted || character == '：' || Label::known(name).is_some()).then_some((mark, name, value))
    })
}

/// Returns true when words that the dictionary does not have can be a label: a few, the first of them beginning with a letter, no sentence.
fn may_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.split(' ').count() <= WORDS
        && name.split(' ').all(|word| !word.contains('.') || (word.len() <= SHORTENED && word.ends_with('.')))
        && !name.contains(|sign: char| {
            matches!(
                sign,
                ',' | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '"'
                    | '“'
                    | '”'
                    | '«'
                    | '»'
                    | '„'
                    | '…'
                    | '。'
                    | '、'
                    | '，'
                    | '；'
                    | '：'
                    | '|'
                    | '>'
                    | '<'
                    | '='
                    | '@'
                    | '*'
                    | '–'
                    | '—'
            )
        })
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::{ContributionRole, FundingKind};

    use super::*;

    fn read(raw: &str) -> Option<(bool, String, Mark, String)> {
        Labelled::read(raw, &tidy(raw)).map(|found| (found.known, found.name, found.style.mark, found.value))
    }

    fn known(raw: &str) -> Option<(Label, Mark, String)> {
        let found = Labelled::read(raw, &tidy(raw)).filter(|found| found.known)?;
        Some((found.label, found.style.mark, found.value))
    }

    #[test]
    fn a_label_is_followed_by_a_mark_or_nothing() {
        let produced = Label::Made(ContributionRole::Producer);
        let funded = Label::Paid(FundingKind::Funder);
        assert_eq!(known("Produced By: X"), Some((produced, Mark::Colon, "X".into())));
        assert_eq!(known(" PRODUCED\u{a0}BY :X"), Some((produced, Mark::Colon, "X".into())));
        assert_eq!(known("Supported By; X"), Some((funded, Mark::Odd(';'), "X".into())));
        assert_eq!(known("Funder(s) – X – Y"), Some((funded, Mark::Odd('–'), "X – Y".into())));
        assert_eq!(known("DESCRIPTION -X"), Some((Label::Description, Mark::Odd('-'), "X".into())));
        assert_eq!(known("Keywords"), Some((Label::Keywords, Mark::Nothing, String::new())));
        assert_eq!(known("• Keywords: a"), Some((Label::Keywords, Mark::Colon, "a".into())));
        assert_eq!(known("Mots-clés : a ; b"), Some((Label::Keywords, Mark::Colon, "a ; b".into())));
        assert_eq!(known("**Thèmes :** a"), Some((Label::Keywords, Mark::Colon, "a".into())));
        assert_eq!(known("- **Parole chiave**: a"), Some((Label::Keywords, Mark::Colon, "a".into())));
        assert_eq!(known("Keywords：湿地；候鸟"), Some((Label::Keywords, Mark::Colon, "湿地；候鸟".into())));
        assert_eq!(known("Year\t2022"), Some((Label::Year, Mark::Cell, "2022".into())));
        assert_eq!(known("| **Year** | 2022 |"), Some((Label::Year, Mark::Cell, "2022".into())));
        assert_eq!(known("1. Title: Weirs"), Some((Label::Title, Mark::Colon, "Weirs".into())));
        assert_eq!(known("Autor:innen: X").map(|(_, _, value)| value), Some("X".into()));
        for text in ["Description-based approaches", "From Development to Success: It", "• Keywords", "", "Year after year"] {
            assert_eq!(known(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_may_follow_a_label_at_once() {
        let unmarked = |text: &str| Labelled::unmarked(text).map(|found| (found.name, found.value));
        for (text, name, value) in [
            ("Sponsored by Hearth & Stone Ovens", "Sponsored by", "Hearth & Stone Ovens"),
            ("Funded by the Tarn Trust", "Funded by", "Tarn Trust"),
            ("Produced by Museum X", "Produced by", "Museum X"),
            ("Financé par Fonds Exemple", "Financé par", "Fonds Exemple"),
            ("Gefördert von der Stiftung Beispiel", "Gefördert von", "Stiftung Beispiel"),
            ("Financiado por Fundación Ejemplo", "Financiado por", "Fundación Ejemplo"),
            ("Finanziato da Regione Esempio", "Finanziato da", "Regione Esempio"),
            ("Financiado por Fundação Exemplo", "Financiado por", "Fundação Exemplo"),
            ("Gefinancierd door Stichting Voorbeeld", "Gefinancierd door", "Stichting Voorbeeld"),
            ("Con el apoyo de Fundación Ejemplo", "Con el apoyo de", "Fundación Ejemplo"),
            ("With support from Example Fund", "With support from", "Example Fund"),
        ] {
            assert_eq!(unmarked(text), Some((name.into(), value.into())), "{text}");
        }
        for text in
            ["Sponsored by", "Sponsored by: X", "Supported by nature", "Funded by Example Fund in 2019. It ended soon.", "Rivers by Boat"]
        {
            assert_eq!(unmarked(text), None, "{text}");
        }
    }

    #[test]
    fn several_labels_may_stand_on_one_line() {
        let all = |text: &str| Labelled::read_all(text).map(|all| all.into_iter().map(|found| found.name).collect::<Vec<_>>());
        assert_eq!(all("Type: Report | Year: 2020 | Campus: North"), Some(vec!["Type".into(), "Year".into(), "Campus".into()]));
        for text in ["Rivers: A Guide | Year: 2020", "Keywords: a | b", "Type: Report", "Home | About"] {
            assert_eq!(all(text), None, "{text}");
        }
    }

    #[test]
    fn other_words_may_be_a_label() {
        assert_eq!(read("Campus: North Shore"), Some((false, "Campus".into(), Mark::Colon, "North Shore".into())));
        assert_eq!(read("Carga-máxima:"), Some((false, "Carga-máxima".into(), Mark::Colon, String::new())));
        assert_eq!(read("CPD points\t3"), Some((false, "CPD points".into(), Mark::Cell, "3".into())));
        assert_eq!(read("Campus"), Some((false, "Campus".into(), Mark::Nothing, String::new())));
        assert_eq!(read("Report no.: 12"), Some((false, "Report no.".into(), Mark::Colon, "12".into())));
        for text in ["https://example.org/a", "10:30 Opening", "Ratio 3:1 of all", "It works. See: here", "One two three four five: six"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
