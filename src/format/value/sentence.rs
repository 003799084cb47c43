//! Sentences about money: who paid.

use super::{
    award,
    body::names_body,
    nothing::is_nothing,
    prose::is_paragraph,
    words::{CONNECTING, holds},
};
use crate::name::split_acronym;

/// A value of more words than this is no name.
const LONGEST_NAME: usize = 25;
/// A sentence is read up to so many words.
const LONGEST_SENTENCE: usize = 400;
/// Between a noun and its preposition ("a grant number 5 from") are at most so many words.
const WITHIN: usize = 3;

/// Participles behind which "by" and a name stand.
#[rustfmt::skip]
const PAID: &[&str] = &[
    "funded", "co-funded", "cofunded", "supported", "financed", "co-financed", "sponsored", "awarded", "granted", "provided", "underwritten", "subsidised",
    "subsidized", "possible", "financiado", "financiada", "cofinanciado", "cofinanciada", "financiados", "financiadas", "apoyado", "apoyada", "subvencionado",
    "subvencionada", "patrocinado", "patrocinada", "otorgado", "otorgada", "concedido", "concedida", "financé", "financée", "cofinancé", "cofinancée", "soutenu",
    "soutenue", "subventionné", "subventionnée", "octroyée", "octroyé", "gefördert", "finanziert", "unterstützt", "mitfinanziert", "apoiado", "apoiada",
    "finanziato", "finanziata", "cofinanziato", "cofinanziata", "sostenuto", "sostenuta", "concesso", "concessa", "gefinancierd", "ondersteund", "gesteund",
    "gesubsidieerd", "gemaakt",
];
/// The prepositions behind participles.
#[rustfmt::skip]
const BY: &[&str] = &[
    "by", "por", "pela", "pelo", "pelas", "pelos", "par", "durch", "von", "vom", "da", "dal", "dalla", "dallo", "dai", "dagli", "dalle", "door",
];
/// Nouns for money behind which "from" and a name stand.
#[rustfmt::skip]
const GIFTS: &[&str] = &[
    "grant", "grants", "funding", "funds", "support", "contribution", "award", "awards", "gift", "assistance", "sponsorship", "apoyo", "fondos", "subvención",
    "ayuda", "financiación", "financiamiento", "beca", "soutien", "appui", "subvention", "financement", "aide", "bourse", "concours", "mitteln", "mittel",
    "unterstützung", "förderung", "zuschuss", "apoio", "financiamento", "recursos", "bolsa", "auxílio", "sostegno", "contributo", "finanziamento", "fondi",
    "supporto", "steun", "subsidie", "bijdrage", "financiering", "ondersteuning", "agreement", "contract",
];
/// Nouns among them that names begin with.
const IN_NAMES: &[&str] = &["fondos", "fondi", "ayuda", "recursos", "bolsa", "beca", "bourse", "funds", "agreement", "contract", "aide"];
/// Nouns among them that German capitalises.
const CAPITALISED: &[&str] = &["mitteln", "mittel", "unterstützung", "förderung", "zuschuss"];
/// Nouns among them that "of" may follow.
const OF: &[&str] = &["support", "assistance", "sponsorship", "contribution"];
/// The prepositions behind nouns.
#[rustfmt::skip]
const FROM: &[&str] = &[
    "from", "de", "del", "du", "des", "von", "vom", "der", "durch", "do", "da", "dos", "das", "di", "dal", "dalla", "dello", "della", "dei", "delle", "van",
];
/// Words that a sentence begins with and no name.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "we", "this", "these", "our", "i", "many", "thanks", "nous", "ce", "cette", "ces", "merci", "wir", "diese", "dieser", "dieses", "este", "esta", "estos",
    "agradecemos", "agradecimientos", "questo", "questa", "ringraziamo", "deze", "dit", "wij", "esse", "essa", "nosotros", "nós",
];
/// Words that end a name in a sentence.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "under", "through", "via", "within", "to", "as", "which", "who", "whose", "during", "with", "in", "is", "was", "were", "are", "has", "have", "at",
    "bajo", "mediante", "dentro", "dans", "sous", "pour", "unter", "im", "mit", "sob", "através", "nell'ambito", "nel", "onder", "via", "durante",
];
/// Articles before a name.
#[rustfmt::skip]
const ARTICLES: &[&str] = &[
    "the", "a", "an", "el", "la", "los", "las", "le", "les", "die", "der", "das", "dem", "den", "des", "o", "os", "as", "il", "lo", "gli", "i", "de", "het",
    "een", "un", "une", "una",
];

/// True when a value begins as a sentence does and no name.
pub(super) fn opens_sentence(text: &str) -> bool {
    let opener = text.split(' ').next().unwrap_or_default().to_lowercase();
    let authors = [
        "the author", "the work", "the study", "the project", "the research", "los autores", "les auteurs", "die autor", "gli autori",
        "os autores",
    ];
    let folded = text.get(..text.floor_char_boundary(20)).unwrap_or_default().to_lowercase();
    holds(OPENERS, &opener) || authors.iter().any(|start| folded.starts_with(start))
}

/// True when a value is a sentence and no name.
pub(super) fn is_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let opens = opens_sentence(text);
    let small = words.iter().skip(1).filter(|word| word.starts_with(char::is_lowercase) && !holds(CONNECTING, word)).count();
    // A name in French has small letters too, and begins with what it is.
    let told = small > 2 && text.ends_with('.') && !words.first().is_some_and(|first| names_body(first));
    words.len() > LONGEST_NAME || is_paragraph(without_bracket(text)) || (opens && small > 2) || told || !phrases(&words).is_empty()
}

/// A text without the bracket that ends it: stops in the bracket end no sentence.
fn without_bracket(text: &str) -> &str {
    let before = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).map(|(before, _)| before);
    before.filter(|before| !before.is_empty()).unwrap_or(text)
}

/// A funder that a sentence names, and its awards.
pub(super) type Named = (String, Vec<String>);

/// The funders that a sentence names plainly; none when there is any doubt.
pub(super) fn funders(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut loose = Vec::new();
    for sentence in sentences(text) {
        let words: Vec<&str> = sentence.split(' ').take(LONGEST_SENTENCE).collect();
        let phrases = phrases(&words);
        for (place, (start, end)) in phrases.iter().enumerate() {
            // "a grant, number 5, from"
            let within = words.get(*start..end.saturating_sub(1)).unwrap_or_default().join(" ");
            loose.extend(award::numbers_only(&within).unwrap_or_default());
            let next = phrases.get(place + 1).map_or(words.len(), |(start, _)| *start);
            let segment = words.get(*end..next).unwrap_or_default().join(" ");
            let segment = segment.trim_end_matches(['.', ',', ';', ' ']);
            if let Some(numbers) = award::numbers_only(without_article(segment)) {
                loose.extend(numbers);
                continue;
            }
            let Some(named) = names(segment) else {
                // "a grant from", "supported by a grant": what stands between two phrases names nobody.
                if place + 1 < phrases.len() && !segment.chars().any(char::is_uppercase) {
                    continue;
                }
                return Vec::new();
            };
            found.extend(named);
        }
    }
    match found.as_mut_slice() {
        [(_, awards)] => awards.splice(0..0, loose).for_each(drop),
        // Nobody can say whose these are.
        _ if !loose.is_empty() => return Vec::new(),
        _ => {}
    }
    found
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let before = text.get(start..at).unwrap_or_default();
        let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let shortened = word.chars().count() == 1
            || word.contains('.')
            || matches!(word.as_str(), "no" | "nr" | "nos" | "inc" | "dr" | "st" | "ref" | "núm" | "num" | "az" | "u.s");
        if !shortened {
            sentences.push(before);
            start = at + 2;
        }
    }
    sentences.push(text.get(start..).unwrap_or_default());
    sentences
}

/// Returns the beginnings and ends, in words, of phrases that a name follows: "funded by", "a grant from".
fn phrases(words: &[&str]) -> Vec<(usize, usize)> {
    let words = words.get(..LONGEST_SENTENCE).unwrap_or(words);
    let plain = |word: &str| word.trim_matches([',', ':', '(', '"', '“']).to_lowercase();
    let mut phrases: Vec<(usize, usize)> = Vec::new();
    for (at, printed) in words.iter().enumerate() {
        if phrases.last().is_some_and(|(_, end)| *end > at) {
            continue;
        }
        let follows = |prepositions: &[&str], within: usize| {
            let found = words.iter().enumerate().skip(at + 1).take(within + 1).find(|(_, word)| holds(prepositions, &plain(word)));
            found.map(|(end, _)| end + 1)
        };
        let is_small = printed.starts_with(char::is_lowercase);
        let is_amount = printed.starts_with(['$', '€', '£']);
        let word = plain(printed);
        let word = word.as_str();
        let behind = if holds(PAID, word) && (at == 0 || is_small) {
            // "supported in whole or in part by"
            follows(BY, 5).filter(|end| {
                words.get(at + 1..*end).is_some_and(|between| between.iter().all(|word| !word.starts_with(char::is_uppercase)))
            })
        } else if is_amount {
            follows(&["from", "von", "de", "van"], 1)
        } else if holds(GIFTS, word) && (is_small || holds(CAPITALISED, word) || (at == 0 && !holds(IN_NAMES, word))) {
            let numbered = ["grant", "award", "agreement", "contract"].iter().any(|noun| word.starts_with(noun));
            follows(FROM, if numbered { WITHIN } else { 0 }).or_else(|| holds(OF, word).then(|| follows(&["of"], 0)).flatten())
        } else {
            None
        };
        if let Some(end) = behind {
            phrases.push((at, end));
        }
    }
    phrases
}

/// The names that stand at the beginning of a segment; none unless each is plainly one.
fn names(segment: &str) -> Option<Vec<Named>> {
    let (segment, numbers) = award::split(segment).unwrap_or_else(|| (segment.to_owned(), Vec::new()));
    let words: Vec<&str> = segment.split(' ').collect();
    let end = words.iter().skip(1).position(|word| holds(ENDS, &word.to_lowercase())).map_or(words.len(), |at| at + 1);
    let text = words.get(..end)?.join(" ");
    let mut named: Vec<Named> = Vec::new();
    for piece in text.split(", ").flat_map(|piece| parted(piece.strip_prefix("and ").unwrap_or(piece))) {
        let (name, awards) = award::split(piece).unwrap_or_else(|| (piece.to_owned(), Vec::new()));
        let name = without_article(&name);
        if !is_plain(name) {
            return None;
        }
        named.push((name.to_owned(), awards));
    }
    match named.as_mut_slice() {
        [] => None,
        [only] => {
            only.1.extend(numbers);
            Some(named)
        }
        [.., last] => {
            last.1.extend(numbers);
            Some(named)
        }
    }
}

/// The names between "and": it joins two where an article follows, or where the first one ends with a word for a body.
fn parted(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for joint in [" and ", " y ", " et ", " und ", " e ", " en "] {
        for (at, _) in text.match_indices(joint) {
            let (before, after) = (text.get(start..at).unwrap_or_default(), text.get(at + joint.len()..).unwrap_or_default());
            let first = after.split(' ').next().unwrap_or_default();
            let last = before.rsplit(' ').next().unwrap_or_default();
            let is_open = before.split(' ').any(|word| matches!(word, "of" | "for" | "de" | "für" | "voor" | "di"));
            if holds(ARTICLES, first) || (!is_open && names_body(last) && names_body(after)) {
                pieces.push(before);
                start = at + joint.len();
            }
        }
        if start > 0 {
            break;
        }
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

fn without_article(text: &str) -> &str {
    let text = text.trim();
    if let Some(rest) = ["l'", "l’", "dell'", "dell’", "d'", "d’"].iter().find_map(|article| text.strip_prefix(article)) {
        return rest;
    }
    match text.split_once(' ') {
        Some((word, rest)) if holds(ARTICLES, &word.to_lowercase()) && !rest.is_empty() => rest,
        _ => text,
    }
}

/// True when a text is plainly one name: it begins and ends with a word in capitals, and is more than one of them, or an acronym.
fn is_plain(name: &str) -> bool {
    let (bare, acronym) = split_acronym(name);
    let words: Vec<&str> = bare.split(' ').collect();
    let capital =
        |word: &&str| word.trim_start_matches(['"', '“', '«']).starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase());
    let of_body = names_body(&bare);
    let small =
        words.iter().filter(|word| word.starts_with(char::is_lowercase) && !holds(CONNECTING, word) && word.chars().count() > 3).count();
    // In Romance languages only the first word of a name is capitalised.
    let spelled = small == 0 || (of_body && words.first().is_some_and(|first| names_body(first)) && words.len() <= 10);
    let several = words.iter().filter(|word| capital(word)).count() > 1 || acronym.is_some() || of_body;
    let is_acronym = bare.chars().filter(|letter| letter.is_uppercase()).count() > 1 && words.len() == 1;
    !is_nothing(&bare)
        && words.first().is_some_and(capital)
        && spelled
        && (several || is_acronym)
        && (small > 0 || words.last().is_some_and(capital))
}

#[cfg(test)]
mod tests;
