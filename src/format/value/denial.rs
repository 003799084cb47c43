//! Words for "nobody paid".

use super::{
    body::names_body,
    nothing::is_nothing,
    words::{Words, holds},
};
use crate::name::fold;

/// Between a word that denies and the word for money are at most so many others.
const BETWEEN: usize = 6;
/// A value is read up to so many words.
const LONGEST: usize = 400;
/// A value about the own money has at most so many words.
const SHORT: usize = 8;

/// Words that deny.
#[rustfmt::skip]
const NOT: &[&str] = &[
    "no", "not", "without", "none", "never", "neither", "sin", "ninguna", "ningún", "sans", "aucun", "aucune", "pas", "ni", "non", "keine", "keinen", "keiner",
    "keinerlei", "nicht", "ohne", "sem", "não", "nenhum", "nenhuma", "nessun", "nessuna", "nessuno", "senza", "geen", "niet", "zonder",
];
/// The beginnings of words for money that is given.
#[rustfmt::skip]
const MONEY: &[&str] = &[
    "funded", "funding", "funder", "funds", "financ", "finanz", "grant", "grants", "support", "sponsor", "subsid", "award", "apoyo", "ayuda", "subvenci",
    "soutien", "subvention", "bourse", "förder", "gefördert", "mittel", "unterstütz", "zuschuss", "apoio", "fomento", "bolsa", "sostegno", "contribut", "fondi",
    "sovvenzion", "gefinancierd", "subsidie", "steun", "gesteund", "ondersteun", "recursos", "drittmittel", "aide", "ajuda", "auxílio", "aiut",
];
/// Words for paying for one's own work.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "self-fund", "self fund", "self-financ", "self financ", "selffund", "unfunded", "own funds", "own resources", "own means", "personal funds",
    "autofinanc", "autofinanz", "auto-financ", "recursos propios", "fondos propios", "medios propios", "fonds propres", "ressources propres", "moyens propres",
    "eigenmittel", "eigenfinanz", "selbst finanziert", "selbstfinanz", "eigene mittel", "recursos próprios", "financiamento próprio", "meios próprios",
    "fondi propri", "mezzi propri", "risorse proprie", "eigen middelen", "eigen bijdrage", "internal funds", "internal funding", "internally funded", "zelf gefinancierd", "zelfgefinancierd", "eigen geld",
];
/// Words for money whose giver they do not name, folded.
#[rustfmt::skip]
static NAMELESS: Words = Words::new(&[
    "core funds", "core funding", "core budget", "core support", "core grant", "internal funds", "internal funding", "internal resources", "internal budget",
    "internal grant", "institutional funds", "institutional funding", "institutional resources", "institutional support", "departmental funds",
    "departmental funding", "department funds", "university funds", "university funding", "own funds", "own funding", "own resources", "own means", "own budget",
    "in-house", "in-house funds", "in-house funding", "general funds", "general budget", "operating budget", "operating funds", "public funds", "public funding",
    "public money", "private funds", "private funding", "private donations", "private donors", "private donor", "donations", "donors", "membership fees",
    "member fees", "discretionary funds", "external funds", "external funding", "various sources", "several sources", "multiple sources",
    "fondos propios", "recursos propios", "fondos internos", "recursos internos", "fondos institucionales", "fondos públicos", "donaciones", "donativos",
    "fonds propres", "ressources propres", "fonds internes", "fonds publics", "dons", "dons privés",
    "eigenmittel", "eigene mittel", "interne mittel", "hausmittel", "haushaltsmittel", "grundfinanzierung", "öffentliche mittel", "spenden",
    "recursos próprios", "recursos internos", "recursos públicos", "doações",
    "fondi propri", "fondi interni", "risorse proprie", "fondi pubblici", "donazioni",
    "eigen middelen", "interne middelen", "basisfinanciering", "publieke middelen", "donaties", "giften",
]);

/// True when a value tells of money and does not name its giver: "core funds", "own resources", "donations".
pub(super) fn names_no_funder(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|character: char| !character.is_alphanumeric());
    let bare = ["our ", "the ", "its ", "their "].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(bare);
    NAMELESS.hold(bare)
}

/// True when a value says that nobody paid.
pub(super) fn denies_funding(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|character: char| !character.is_alphanumeric());
    let words: Vec<&str> = bare.split_whitespace().take(LONGEST).collect();
    if matches!(bare, "no" | "non" | "nein" | "não" | "nee") || OWN.iter().any(|own| bare.starts_with(own)) {
        return true;
    }
    // Names are the most frequent values by far.
    if is_title_case(text) {
        return false;
    }
    if words.len() <= SHORT && OWN.iter().any(|own| bare.contains(own)) {
        return true;
    }
    // "N/A (unfunded)", "None to declare", "No conflict".
    let first = text.split([' ', '(', ',']).next().unwrap_or_default();
    let only_small = text.split(' ').skip(1).all(|word| word.starts_with(|first: char| !first.is_uppercase())) && !names_body(text);
    if (is_nothing(first) || holds(NOT, &first.to_lowercase())) && only_small && words.len() <= SHORT {
        return true;
    }
    words.iter().enumerate().any(|(at, word)| {
        let deny = word.trim_matches([',', '"', '(', ')', ':', '“', '”']);
        let deny = deny.rsplit(['\'', '’']).next().unwrap_or_default();
        // "Grant No. 5" denies nothing.
        let is_number = words.get(at + 1).is_some_and(|next| next.starts_with(|first: char| first.is_ascii_digit() || first == '#'))
            || at > 0 && words.get(at - 1).is_some_and(|last| matches!(*last, "grant" | "award" | "project" | "contract" | "agreement"));
        let near = words.get(at + 1..).unwrap_or_default().iter().take(BETWEEN).any(|word| is_money(word));
        // "were received" stands behind in other languages: "a reçu aucun".
        holds(NOT, deny) && !is_number && near
    })
}

/// True when a value says that nobody paid, and something else in brackets: "no funding (Ann Lee)".
pub(super) fn says_more(text: &str) -> bool {
    let inner = text.split_once('(').map(|(_, behind)| behind.trim_end_matches([')', '.', ' ']));
    inner.is_some_and(|inner| !inner.is_empty() && !is_nothing(inner) && !denies_funding(inner))
}

/// True when a word is about money that is given.
pub(super) fn is_about_money(word: &str) -> bool {
    is_money(&fold(word))
}

fn is_money(folded: &str) -> bool {
    let word = folded.trim_matches(|character: char| !character.is_alphanumeric());
    MONEY.iter().any(|money| word.starts_with(money))
}

/// True when a value is the name of a body rather than a phrase: all its longer words are capitalised, and one is a body's.
fn is_title_case(text: &str) -> bool {
    let mut long = text.split(' ').filter(|word| word.chars().count() > 3);
    long.all(|word| word.starts_with(|first: char| !first.is_lowercase())) && names_body(text) && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_in_brackets_behind_a_denial_are_more() {
        for text in ["no funding (Ann Lee)", "None (see the annex)", "No funding (Sea Fund paid the print)."] {
            assert!(denies_funding(text) && says_more(text), "{text}");
        }
        for text in ["no funding", "N/A (unfunded)", "none (no funding)", "no funding ()", "None (N/A)"] {
            assert!(denies_funding(text) && !says_more(text), "{text}");
        }
    }

    #[test]
    fn nobody_paid() {
        for text in [
            "No funding",
            "No external funding",
            "Unfunded",
            "Not funded",
            "Self-funded",
            "no",
            "No.",
            "No funding was received",
            "No funding to declare",
            "The authors received no specific funding for this work.",
            "This research received no external funding",
            "This work was not funded.",
            "Self-financed by the authors",
            "The author(s) received no financial support for the research.",
            "No External Funding",
            "Without financial support",
            "The authors received no grant from any funding agency in the public, commercial, or not-for-profit sectors.",
            "Funding: not supported by any grant",
            "Sin financiación",
            "Sin financiación externa",
            "Este trabajo no recibió financiación externa.",
            "No financiado",
            "Autofinanciado",
            "Recursos propios",
            "No cuenta con apoyo",
            "Aucun financement",
            "Sans financement",
            "Ce travail n’a reçu aucun financement.",
            "Non financé",
            "Autofinancé",
            "Autofinancement",
            "Pas de subvention",
            "Fonds propres",
            "Keine Förderung",
            "Keine externe Finanzierung",
            "Nicht gefördert",
            "Ohne Förderung",
            "Eigenmittel",
            "Selbst finanziert",
            "Diese Arbeit wurde nicht gefördert.",
            "Sem financiamento",
            "Não recebeu financiamento",
            "Sem apoio financeiro",
            "Recursos próprios",
            "Autofinanciada",
            "Nessun finanziamento",
            "Nessun finanziamento esterno",
            "Senza finanziamento",
            "Non finanziato",
            "Autofinanziato",
            "Fondi propri",
            "Geen financiering",
            "Geen subsidie",
            "N/A (unfunded)",
            "Author's own resources",
            "None to declare",
            "Keine Drittmittel",
            "Projet autofinancé",
            "Les auteurs n’ont reçu aucune aide.",
            "Proyecto autofinanciado",
            "Eigen bijdrage",
            "Internal funds",
            "No conflict",
            "Lo studio non ha ricevuto alcun finanziamento",
            "There was no funding for this study",
            "Es wurde keine Förderung in Anspruch genommen.",
            "Los autores no recibieron financiamiento.",
            "Niet gefinancierd",
            "Zonder externe steun",
            "Eigen middelen",
        ] {
            assert!(denies_funding(text), "{text}");
        }
    }

    #[test]
    fn names_deny_nothing() {
        for text in [
            "Not-for-Profit Housing Fund",
            "No Kid Hungry Campaign",
            "No Barriers Foundation",
            "No Limits Support Group",
            "Example Fund",
            "Nona Trust",
            "Supported by Grant No. 5 of the Example Fund",
            "This project was supported by Grant No. 2010-XX-0007 awarded by the Office of Example Aid.",
            "Nordic Council",
            "Sans Souci Stiftung",
            "Fundación Sin Fronteras",
        ] {
            assert!(!denies_funding(text), "{text}");
        }
    }

    #[test]
    fn money_without_a_name_is_no_funder() {
        for text in ["core funds", "Core Funding", "internal funds", "Own resources.", "our own funds", "Eigenmittel", "fonds propres"] {
            assert!(names_no_funder(text), "{text}");
        }
        for text in ["Core Funds Trust", "Sea Fund", "Donations Office", "Public Funds Council", "", "fund"] {
            assert!(!names_no_funder(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}") {
            denies_funding(&text);
        }
    }
}
