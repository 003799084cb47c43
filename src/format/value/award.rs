//! Numbers of grants that stand behind the name of a funder.

use super::words::holds;
use crate::name::split_acronym;

/// A funder's value does not name more awards in different places.
const PLACES: usize = 4;
/// A number is printed in at most so many words: "R01 MH123456", "DBI 1156796".
const NUMBER_WORDS: usize = 3;
/// A text that is longer than this, in bytes, is no name with a number.
const LONGEST: usize = 1_000;

/// Words for a grant: what follows is its number.
#[rustfmt::skip]
const GRANT: &[&str] = &[
    "grant", "grants", "award", "awards", "ayuda", "beca", "subvención", "subvenciones", "bourse", "subvention", "subventions", "förderkennzeichen",
    "förderkennzeichnen", "fkz", "zuwendung", "bewilligung", "bewilligungsnummer", "bolsa", "auxílio", "borsa", "sovvenzione", "finanziamento", "beurs",
    "subsidie", "subsidienummer", "grantnummer",
];
/// Words for a number.
#[rustfmt::skip]
const NUMBER: &[&str] = &[
    "no", "nos", "nr", "nrs", "num", "number", "numbers", "n", "n°", "nº", "n.º", "n.°", "núm", "número", "números", "numero", "numeri", "numéro", "numéros", "nummer",
    "#", "id", "ids", "vertragsnummer", "vorgangsnummer", "antragsnummer", "vorhabennummer", "contractnummer", "zaaknummer", "projektnummer", "projectnummer", "dossiernummer", "aktenzeichen", "az", "kennzeichen",
];
/// Words that may also be part of a name: only a code follows them.
#[rustfmt::skip]
const FILE: &[&str] = &[
    "project", "projects", "projet", "proyecto", "projeto", "progetto", "projekt", "contract", "contracts", "contrat", "contrato", "contratto", "vertrag",
    "agreement", "convention", "convenio", "convênio", "convenzione", "processo", "proceso", "process", "expediente", "dossier", "ref", "reference",
    "referencia", "referência", "référence", "riferimento", "referenz", "code", "codes", "cod", "cód", "codice", "código", "codigo", "kode", "exp", "expte", "vorhaben", "progr", "prog", "file", "edital", "termo", "bando", "cup", "cooperative",
];
/// Words between those above.
const BETWEEN: &[&str] = &["of", "the", "de", "da", "do", "du", "la", "le", "del", "di", "der", "van", "het"];
/// Words and marks that bind a number to the name before it.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "under", "via", "through", "with", "by", "from", "per", "de", "du", "da", "mit", "unter", "con", "com", "sob", "bajo", "sous", "sotto", "onder", "met",
    "the", "and", "-", "–", "—", ":", ",",
];
/// Words that look like a code and are none.
#[rustfmt::skip]
const NO_CODES: &[&str] = &[
    "COVID-19", "SARS-COV-2", "H2020", "FP7", "FP6", "COP26", "COP27", "COP28", "G20", "G7", "EU-27", "EU-28", "COVID19", "CATCH-22", "AK-47",
];
/// The beginnings of such words, before a hyphen and a number: "SDG-6", "PHASE-2".
const NO_PREFIXES: &[&str] =
    &["G", "EU", "FP", "COP", "SDG", "ODS", "COVID", "PHASE", "FASE", "PART", "TEIL", "TIER", "LEVEL", "YEAR", "VOL"];
const CURRENCIES: &[&str] =
    &["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "BRL", "MXN", "NOK", "SEK", "DKK", "INR", "JPY", "ZAR", "NZD", "US"];

/// The strength of the words before a number that say that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// Nothing: it follows the name.
    Bare,
    /// A bracket, or a word such as "project".
    Weak,
    /// A word for a grant.
    Grant,
    /// A word for a number.
    Number,
}

/// The name of a funder without the numbers behind it, and these numbers in the order printed; none when there is no number.
pub(in crate::format) fn split(text: &str) -> Option<(String, Vec<String>)> {
    if text.len() > LONGEST || digits(text) == 0 {
        return None;
    }
    let mut name = text.to_owned();
    let mut numbers = Vec::new();
    for _ in 0..PLACES {
        let Some((shorter, more)) = in_bracket(&name).or_else(|| behind_words(&name)).or_else(|| at_end(&name)) else { break };
        numbers.splice(0..0, more);
        name = shorter;
    }
    (!numbers.is_empty()).then_some((name, numbers))
}

/// The numbers of grants that a text consists of; none when anything else stands in it.
pub(in crate::format) fn numbers_only(text: &str) -> Option<Vec<String>> {
    if text.len() > LONGEST || digits(text) == 0 {
        return None;
    }
    let words = words(text);
    let (sign, count) = leading_sign(&words);
    numbers(&words.get(count..)?.join(" "), sign.unwrap_or(Sign::Bare))
}

/// True when a text ends in a bracket that may hold the number of a grant, or holds a word for a grant and a number behind it.
pub(in crate::format) fn is_suspected(text: &str) -> bool {
    if text.strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '['])).is_some_and(|(_, inside)| is_like_code(inside)) {
        return true;
    }
    if digits(text) < 3 {
        return false;
    }
    let words = words(text);
    let marked = words.iter().position(|word| holds(GRANT, &plain(word)));
    marked.is_some_and(|at| words.iter().skip(at + 1).any(|word| digits(word) > 2))
}

/// True when a bracket holds a word of capitals and digits, or a number alone that is no year.
fn is_like_code(inside: &str) -> bool {
    let is_code = |word: &str| {
        let spelled =
            word.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || matches!(letter, '-' | '.' | '/'));
        let lettered = word.contains(|letter: char| letter.is_ascii_uppercase());
        let is_number = !lettered && word == inside && !is_year(word) && !is_date(word);
        spelled && digits(word) > 0 && (lettered || is_number) && !is_no_code(word)
    };
    inside.split([' ', ',', ';']).any(is_code)
}

/// "Name (number)".
fn in_bracket(text: &str) -> Option<(String, Vec<String>)> {
    let (open, close) = [('(', ')'), ('[', ']'), ('（', '）')].into_iter().find(|(_, close)| text.ends_with(*close))?;
    let (name, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
    let name = trimmed(name);
    if name.is_empty() {
        return None;
    }
    let words = words(inside);
    let (sign, count) = leading_sign(&words);
    if let Some(numbers) = numbers(&words.get(count..)?.join(" "), sign.unwrap_or(Sign::Weak)) {
        return Some((name.to_owned(), numbers));
    }
    // "(NSF, DBI-1156796)": the acronym belongs to the name.
    let (acronym, rest) = words.split_first()?;
    let named = format!("{name} ({})", trimmed(acronym));
    split_acronym(&named).1?;
    let (sign, count) = leading_sign(rest);
    let numbers = numbers(&rest.get(count..)?.join(" "), sign.unwrap_or(Sign::Weak))?;
    Some((named, numbers))
}

/// "Name, grant no. number".
fn behind_words(text: &str) -> Option<(String, Vec<String>)> {
    let words = words(text);
    (1..words.len()).find_map(|at| {
        let (sign, count) = leading_sign(words.get(at..)?);
        let sign = sign?;
        let rest = words.get(at + count..)?.join(" ");
        let numbers = numbers(rest.trim_start_matches([':', ' ']), sign)?;
        let before = words.get(..at)?.join(" ");
        let name = trimmed(&before);
        (!name.is_empty()).then(|| (name.to_owned(), numbers))
    })
}

/// "Name number, number and number".
fn at_end(text: &str) -> Option<(String, Vec<String>)> {
    let mut before = text;
    let mut numbers = Vec::new();
    while let Some((at, joint)) = [", ", " and ", " & "].iter().filter_map(|joint| Some((before.rfind(joint)?, *joint))).max()
        && let Some(last) = before.get(at + joint.len()..).and_then(|last| number(last, Sign::Bare))
    {
        numbers.insert(0, last);
        before = before.get(..at).unwrap_or_default();
    }
    let words: Vec<&str> = before.split(' ').collect();
    let behind = (1..=NUMBER_WORDS.min(words.len() - 1)).rev().find_map(|count| {
        let (name, code) = words.split_at(words.len() - count);
        let number = number(&code.join(" "), Sign::Bare)?;
        // A word in capitals alone belongs to the number in "Example Foundation DBI 1156796", and is the name in "NSF 1156796".
        let prefixed = code.first().is_some_and(|first| digits(first) == 0);
        let is_named = name.iter().any(|word| word.chars().any(|letter| letter.is_alphabetic() && !letter.is_uppercase()));
        (!prefixed || is_named).then(|| (name.join(" "), number))
    });
    let name = match behind {
        Some((name, number)) => {
            numbers.insert(0, number);
            name
        }
        None => before.to_owned(),
    };
    let name = trimmed(&name).to_owned();
    (!name.is_empty() && !numbers.is_empty()).then_some((name, numbers))
}

/// Reads the words at the beginning that announce a number; returns their strength and their count.
fn leading_sign(words: &[String]) -> (Option<Sign>, usize) {
    let (mut sign, mut count) = (None, 0);
    for (at, word) in words.iter().enumerate() {
        let plain = plain(word);
        let Some(found) = sign_of(&plain) else {
            if sign.is_some() && holds(BETWEEN, &plain) {
                continue;
            }
            break;
        };
        sign = sign.max(Some(found));
        count = at + 1;
    }
    (sign, count)
}

/// The strength of a word, or of the words that a hyphen joins, that announces a number: "Projekt-Nr".
fn sign_of(word: &str) -> Option<Sign> {
    let one = |word: &str| {
        [(NUMBER, Sign::Number), (GRANT, Sign::Grant), (FILE, Sign::Weak)]
            .into_iter()
            .find(|(words, _)| holds(words, word))
            .map(|(_, sign)| sign)
    };
    one(word).or_else(|| {
        let (first, last) = word.split_once('-')?;
        Some(one(first)?.max(one(last)?))
    })
}

/// A list of numbers; none when anything else stands in it.
fn numbers(text: &str, sign: Sign) -> Option<Vec<String>> {
    let mut list = text.trim_end_matches(['.', ' ']).replace(';', ",");
    for joint in [" and ", " & ", " y ", " und ", " et ", " e ", " en ", " u. "] {
        list = list.replace(joint, ", ");
    }
    let pieces = list.split(", ").flat_map(|piece| piece.split(" / ")).map(str::trim).filter(|piece| !piece.is_empty());
    let mut numbers = Vec::new();
    for piece in pieces {
        let words = words(piece);
        let (own, count) = leading_sign(&words);
        numbers.push(number(&words.get(count..)?.join(" "), sign.max(own.unwrap_or(sign)))?);
    }
    (!numbers.is_empty()).then_some(numbers)
}

/// The number of one grant.
fn number(text: &str, sign: Sign) -> Option<String> {
    let text = text.trim_matches(|character: char| matches!(character, ',' | ':' | '.' | '#' | ' '));
    let words: Vec<&str> = text.split(' ').collect();
    let is_code_word = |word: &&str| {
        let spelled =
            word.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '/' | '.' | '_' | ':' | '‐' | '–'));
        let small = word.chars().any(char::is_lowercase);
        spelled && (!small || (sign > Sign::Weak && digits(word) > 0))
    };
    if words.len() > NUMBER_WORDS || !words.iter().all(is_code_word) || words.iter().any(|word| holds(CURRENCIES, word) || is_no_code(word))
    {
        return None;
    }
    let count = digits(text);
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let parted = text.contains(['-', '/', '.', '_', '‐', '–']);
    let is_one_number = words.len() == 1 && letters == 0 && !parted;
    let enough = match sign {
        Sign::Number => count > 0,
        Sign::Grant => count > 0 && !(is_one_number && is_year(text)),
        _ if is_one_number => count >= if sign == Sign::Bare { 6 } else { 5 },
        _ if letters == 0 => {
            let enough = if sign == Sign::Weak { count >= 5 } else { count >= 8 && text.contains('/') };
            enough && words.len() == 1 && !is_date(text)
        }
        // A short prefix of capitals belongs to a number alone behind it.
        _ if words.len() > 1 => {
            // A code of a state and of a town has five digits.
            let last =
                words.last().is_some_and(|last| digits(last) >= if sign == Sign::Bare && digits(last) == last.len() { 6 } else { 5 });
            let prefixes = words.iter().rev().skip(1).all(|word| word.len() <= 4);
            let alone = words.last().is_some_and(|last| digits(last) == last.len());
            let bare_prefix = sign == Sign::Weak || alone || words.iter().rev().skip(1).all(|word| digits(word) > 0);
            last && prefixes && bare_prefix
        }
        _ => is_short_code(text, sign) || count >= if parted { 2 } else { 4 },
    };
    enough.then(|| text.to_owned())
}

fn is_no_code(word: &str) -> bool {
    let word = word.to_uppercase();
    holds(NO_CODES, &word) || word.split_once('-').is_some_and(|(first, rest)| rest.len() < 3 && holds(NO_PREFIXES, first))
}

/// True for capitals, a hyphen and digits: "SF-1". Without a sign before it, one capital alone may be anything.
fn is_short_code(text: &str, sign: Sign) -> bool {
    let least = if sign == Sign::Bare { 2 } else { 1 };
    text.split_once(['-', '‐', '–']).is_some_and(|(letters, digits)| {
        let is = |text: &str, of: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| of(&byte));
        letters.len() >= least && is(letters, u8::is_ascii_uppercase) && is(digits, u8::is_ascii_digit)
    })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1000..=2100).contains(&year))
}

/// True when digits with marks between them are a date or several years: "2019-2021", "2021/22", "2020-05-03", "03/05/2019".
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.', '–', '‐']).collect();
    let short = parts.iter().all(|part| part.len() <= 2 || is_year(part));
    short && parts.len() <= 3 && parts.iter().any(|part| is_year(part))
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// The words of a text; a word for a number is parted from the number behind it.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let sign = ["no.", "nr.", "n°", "nº", "n.º", "n.°", "n.", "núm.", "num.", "az.", "#"].into_iter().find(|sign| {
            let rest = word.get(sign.len()..).unwrap_or_default();
            word.get(..sign.len()).is_some_and(|start| start.to_lowercase() == **sign)
                && rest.starts_with(|first: char| first.is_ascii_digit())
        });
        match sign.and_then(|sign| word.split_at_checked(sign.len())) {
            Some((sign, number)) => words.extend([sign.to_owned(), number.to_owned()]),
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// A word in lower case, without marks at its ends.
fn plain(word: &str) -> String {
    let bare = word.trim_matches(|character: char| matches!(character, '.' | ':' | ',' | '(' | ')' | '[' | ']' | '-' | '–' | '—'));
    if bare.is_empty() { word.to_lowercase() } else { bare.to_lowercase() }
}

/// A name without what bound the number to it.
fn trimmed(name: &str) -> &str {
    let mut name = name.trim();
    loop {
        let shorter = name.trim_end_matches([',', ':', ';', '-', '–', '—', ' ', '(', '[']);
        let last = shorter.rsplit(' ').next().unwrap_or_default();
        let bound = last.len() < shorter.len() && holds(BEFORE, &last.to_lowercase());
        let shorter = if bound { shorter.get(..shorter.len() - last.len()).unwrap_or_default().trim_end() } else { shorter };
        if shorter.len() == name.len() {
            return name;
        }
        name = shorter;
    }
}

#[cfg(test)]
mod tests;
