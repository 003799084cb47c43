//! Words and signs in the place of a value that is not there.

use std::borrow::Cow;

use super::words::Words;
use crate::name::fold;

/// A text that is longer than this, in bytes, says something.
const LONGEST: usize = 64;

/// The words for "no value", folded, without the full stop at their end.
#[rustfmt::skip]
static NOTHING: Words = Words::new(&[
    // English
    "n/a", "na", "n.a", "#n/a", "n/d", "none", "nil", "null", "nan", "undefined", "not applicable", "not available", "not specified",
    "not stated", "not given", "not known", "not provided", "not reported", "not declared", "none declared", "none reported",
    "none listed", "none stated", "none given", "none known", "unknown", "unspecified", "tbd", "tba", "tbc", "to be determined",
    "to be announced", "to be confirmed", "n.d", "no data", "no date", "missing", "pending", "various", "various funders",
    "multiple funders",
    // Faults of spreadsheets
    "#ref", "#div/0", "#name", "#value", "#num", "#null",
    // Spanish
    "ninguno", "ninguna", "no aplica", "no aplicable", "no procede", "no disponible", "no consta", "no especificado", "no indicado",
    "desconocido", "desconocida", "sin datos", "sin fecha", "s/d", "s.d", "s/f", "s.f", "por determinar",
    // French
    "néant", "aucun", "aucune", "sans objet", "s.o", "s/o", "inconnu", "inconnue", "non renseigné", "non renseignée", "non précisé",
    "non précisée", "non disponible", "non applicable", "n.c", "à déterminer", "à préciser", "sans date",
    // German
    "keine", "keiner", "keines", "kein", "keine angabe", "keine angaben", "k.a", "unbekannt", "entfällt", "nicht verfügbar",
    "nicht zutreffend", "trifft nicht zu", "nicht angegeben", "nicht bekannt", "ohne angabe", "o.a", "o.j", "ohne jahr", "offen",
    // Portuguese
    "nenhum", "nenhuma", "não informado", "não informada", "não se aplica", "não aplicável", "não disponível", "não consta",
    "não especificado", "desconhecida", "desconhecido", "sem dados", "sem data", "sem informação", "s/i", "a definir",
    // Italian
    "nessuno", "nessuna", "non applicabile", "non disponibile", "non specificato", "non indicato", "non pervenuto", "sconosciuto",
    "sconosciuta", "senza data", "da definire",
    // Dutch
    "geen", "n.v.t", "nvt", "niet van toepassing", "onbekend", "niet beschikbaar", "niet opgegeven", "niet bekend", "zonder datum", "n.b",
    // Others
    "yok", "bilinmiyor", "brak", "ingen", "ukendt", "okänd", "нет", "неизвестно", "无", "無", "不详", "未知", "なし", "不明", "該当なし",
    "없음", "미상", "لا يوجد", "غير معروف",
]);

/// The words for somebody whose name is not said, folded, without the full stop at their end.
#[rustfmt::skip]
static NOBODY: Words = Words::new(&[
    "anonymous", "anon", "anonymous author", "anonymous authors", "anonymous donor", "anonymous donors", "an anonymous donor", "author unknown",
    "unknown author", "unknown authors", "unknown funder", "various authors", "multiple authors", "staff", "staff writer", "staff writers", "staff reporter",
    "guest author", "guest writer", "admin", "administrator", "no author",
    "anónimo", "anónima", "autor desconocido", "autor anónimo", "autores varios", "varios autores", "donante anónimo",
    "anonyme", "auteur inconnu", "auteur anonyme", "auteurs divers", "donateur anonyme",
    "anonym", "anonymus", "unbekannter autor", "verschiedene autoren", "anonymer spender",
    "anônimo", "anônima", "autor desconhecido", "vários autores", "doador anônimo",
    "anonimo", "anonima", "autore sconosciuto", "autori vari", "aa.vv", "donatore anonimo",
    "anoniem", "onbekende auteur", "diverse auteurs", "anonieme schenker",
    "анонимно", "аноним", "匿名", "作者不详", "作者不詳", "익명", "مجهول",
]);

/// True when a text names nobody, but says that there is somebody: "Anonymous", "Staff", "Varios autores".
pub(in crate::format) fn is_nobody(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let folded = fold(text);
    let bare = folded.trim_matches(['(', ')', '[', ']', '<', '>', '"', '“', '”', '*', ' ', '.']);
    NOBODY.hold(bare) || (bare.contains(". ") && NOBODY.hold(&bare.replace(". ", ".")))
}

/// True when a text only says that there is no value: "N/A", "-", "(none)", "k. A.", "TBD".
pub(in crate::format) fn is_nothing(text: &str) -> bool {
    if text.len() > LONGEST || text.bytes().filter(u8::is_ascii_alphanumeric).count() > NOTHING.longest() {
        return false;
    }
    let folded = fold(text);
    let wrapping = ['(', ')', '[', ']', '<', '>', '{', '}', '"', '\'', '“', '”', '„', '‘', '’', '«', '»', '_', '*'];
    let bare = folded.trim_matches(wrapping);
    let words = if bare.contains(". ") { Cow::Owned(bare.replace(". ", ".")) } else { Cow::Borrowed(bare) };
    let words = words.trim().trim_end_matches(['.', '!', '?', '…', ',', ';']);
    words.chars().all(is_sign) || NOTHING.hold(words)
}

/// True when a character alone says nothing: dashes, stops, question marks.
const fn is_sign(character: char) -> bool {
    matches!(
        character,
        ' ' | '-' | '‐' | '‑' | '–' | '—' | '−' | '.' | '…' | '?' | '/' | '\\' | '|' | '~' | '=' | ':' | ',' | ';' | '*' | '_'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs_for_nothing_are_no_value() {
        for text in [
            "", " ", "-", "--", "—", "…", "???", "N/A", "n.a.", "n. a.", "(none)", "None.", "TBD", "“unknown”", "not available", "NULL",
            "Ninguno", "No aplica", "sin fecha", "s. f.", "Néant", "s. o.", "Sans objet", "non renseigné", "k. A.", "k.A.", "Keine Angabe",
            "entfällt", "o. J.", "Não informado", "Nenhuma", "NÃO SE APLICA", "nessuno", "Non applicabile", "Geen", "n.v.t.", "onbekend",
            "なし", "无", "[N/A]", "*", "#N/A", "#REF!", "#DIV/0!", "#NAME?", "Various", "Multiple funders",
        ] {
            assert!(is_nothing(text), "{text}");
        }
    }

    #[test]
    fn somebody_without_a_name_is_nobody() {
        for text in ["Anonymous", "Anon.", "[anonymous]", "STAFF", "Staff writer", "Varios autores", "AA. VV.", "匿名"] {
            assert!(is_nobody(text), "{text}");
            assert!(!is_nothing(text), "{text}");
        }
        for text in ["Anonymous Weirs Trust", "Staff College", "Anon Weldrake", "Weldrake", "", "Unknown Worlds"] {
            assert!(!is_nobody(text), "{text}");
        }
    }

    #[test]
    fn values_are_no_nothing() {
        for text in [
            "Nil Example",
            "No",
            "so",
            "no",
            "C++",
            "NA-7",
            "None of the Above Trust",
            "Unknown Worlds",
            "The Keine Fund",
            "1",
            "Ñ",
            "🙂",
            "Anonymous",
            "Example N/A Fund",
            "k",
        ] {
            assert!(!is_nothing(text), "{text}");
        }
    }
}
