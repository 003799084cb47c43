//! The shape of a person's name.

use super::{
    body::{begins_body, is_of_body},
    words::{DEGREES, GENERATIONS, HONORIFICS, PARTICLES, REGION, holds},
};

/// A family name or given names are at most so many words, without particles.
const PART_WORDS: usize = 3;
/// Capitals behind a name that are rather a country's, or tell a kind of company, than a person's initials.
#[rustfmt::skip]
const NO_INITIALS: &[&str] = &[
    "AB", "AG", "AS", "BV", "CO", "EU", "FC", "FM", "GB", "HQ", "INC", "IT", "KG", "LLC", "LLP", "LP", "LTD", "NGO", "NV", "NZ", "OY", "PLC", "SA", "SPA",
    "SRL", "TV", "UAE", "UK", "UN", "US", "USA",
];

/// A text that has the shape of a person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Person {
    /// The name as "Given Family", without titles and degrees.
    pub(in crate::format) name: String,
    /// True when something in it stands in persons' names only: an initial, a title, a degree.
    pub(in crate::format) evident: bool,
}

impl Person {
    /// Reads "Given Family", perhaps with a title before it and degrees after it: two to four capitalised words. After a title one is enough.
    pub(in crate::format) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(", ");
        let mut words: Vec<&str> = parts.next()?.split(' ').collect();
        let titled = strip_titles(&mut words);
        let mut evident = titled;
        while words.len() > 2 && words.last().is_some_and(|word| is_degree_in_capitals(word)) {
            words.pop();
            evident = true;
        }
        let mut generation = words.pop_if(|word| is_generation(word));
        for part in parts.flat_map(|part| part.split(' ')) {
            match Addition::read(part)? {
                Addition::Generation => generation = Some(part),
                Addition::Degree => evident = true,
            }
        }
        let count = words.iter().filter(|word| !is_particle(word)).count();
        if begins_no_name(&words) {
            return None;
        }
        let least = if titled { 1 } else { 2 };
        if !(least..=4).contains(&count) || !words.last().is_some_and(|word| is_name(word)) || !are_names(&words) {
            return None;
        }
        evident |= words.iter().any(|word| is_initial(word));
        words.extend(generation);
        Some(Self { name: words.join(" "), evident })
    }

    /// Reads a family name and the given names behind its comma, "Hollis" and "Rhea"; what else follows belongs to `additions`. Particles
    /// stand before the family name, or behind the given names ("Plink", "Joris van der").
    pub(in crate::format) fn read_inverted(family: &str, given: &str, additions: &[&str]) -> Option<Self> {
        let (mut generation, mut evident) = (None, false);
        for part in additions.iter().flat_map(|part| part.split(' ')) {
            match Addition::read(part) {
                Some(Addition::Generation) => generation = Some(part),
                Some(Addition::Degree) => evident = true,
                None if HONORIFICS.hold(&plain(part)) => evident = true,
                None => return None,
            }
        }
        let family: Vec<&str> = family.split(' ').collect();
        let mut words: Vec<&str> = given.split(' ').collect();
        evident |= strip_titles(&mut words);
        generation = words.pop_if(|word| is_generation(word)).or(generation);
        let particles = words.len() - words.iter().rev().take_while(|word| is_particle(word)).count();
        let count = |words: &[&str]| words.iter().filter(|word| !is_particle(word)).count();
        let fits = |words: &[&str]| (1..=PART_WORDS).contains(&count(words));
        let given = words.get(..particles)?;
        let of_region = family.len() > 1 && family.first().is_some_and(|word| holds(REGION, &plain(word)));
        if of_region || !fits(&family) || !fits(given) || !family.last().is_some_and(|word| is_name(word)) || !are_names(&family) {
            return None;
        }
        // Capitals that name a degree are none of the given names' initials.
        let bare_initials = given.iter().all(|word| is_bare_initials(word) && word.chars().count() > 1);
        if bare_initials && count(&family) > 1 {
            return None;
        }
        if given.iter().any(|word| is_generation(word) || is_degree_in_capitals(word)) || !(bare_initials || are_names(given)) {
            return None;
        }
        // A state may stand behind a town as initials do behind a family name.
        evident |= given.iter().any(|word| is_initial(word));
        words.extend(family);
        words.extend(generation);
        Some(Self { name: words.join(" "), evident })
    }

    /// Reads "Family Initials" as medical journals print it: "Dorrow LA" becomes "LA Dorrow". It is evident when the capitals cannot be a
    /// country's or a company's.
    pub(in crate::format) fn read_vancouver(text: &str) -> Option<Self> {
        let mut words: Vec<&str> = text.split(' ').collect();
        let generation = words.pop_if(|word| is_generation(word));
        let mut at = words.len().saturating_sub(1);
        // "Hollis R. A."
        while at > 1 && words.iter().skip(at - 1).all(|word| is_initial(word)) {
            at -= 1;
        }
        let mut initials = words.split_off(at.min(words.len()));
        if let [only] = initials.as_mut_slice()
            && !is_initial(only)
        {
            // The stop ends the list: "LA."
            *only = only.trim_end_matches('.');
        }
        let count = words.iter().filter(|word| !is_particle(word)).count();
        let named = (1..=PART_WORDS).contains(&count) && words.last().is_some_and(|word| is_name(word)) && are_names(&words);
        let shouted = words.iter().all(|word| is_particle(word) || !word.chars().any(char::is_lowercase));
        let are_initials = initials.iter().all(|word| is_initial(word) || is_bare_initials(word));
        let letters: String = initials.concat();
        if !named || !are_initials || initials.is_empty() || (shouted && letters.chars().count() > 2) {
            return None;
        }
        let name: Vec<&str> = initials.into_iter().chain(words).chain(generation).collect();
        Some(Self { name: name.join(" "), evident: !shouted && !holds(NO_INITIALS, &letters) })
    }

    /// Reads "RA Hollis", which could be a body's too.
    pub(in crate::format) fn read_capitals(text: &str) -> Option<Self> {
        let (initials, rest) = text.split_once(' ')?;
        let words: Vec<&str> = rest.split(' ').collect();
        let named = (1..=PART_WORDS).contains(&words.len()) && words.last().is_some_and(|word| is_name(word)) && are_names(&words);
        let cased = rest.chars().any(char::is_lowercase) && is_bare_initials(initials) && !holds(NO_INITIALS, initials);
        (named && cased).then(|| Self { name: text.to_owned(), evident: false })
    }

    /// Reads a name that is written without a blank, in Chinese characters or Hangul.
    pub(in crate::format) fn read_unspaced(text: &str) -> Option<Self> {
        let is_name = (2..=4).contains(&text.chars().count()) && text.chars().all(is_syllable) && !is_of_body(text);
        is_name.then(|| Self { name: text.to_owned(), evident: false })
    }
}

/// The words that may stand after a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Addition {
    /// "Jr.", which belongs to the name.
    Generation,
    /// A degree.
    Degree,
}

impl Addition {
    fn read(word: &str) -> Option<Self> {
        if is_generation(word) {
            return Some(Self::Generation);
        }
        is_degree(word).then_some(Self::Degree)
    }
}

/// True when a text is only what may stand after a person's name: a degree, "Jr.".
pub(in crate::format) fn is_addition(text: &str) -> bool {
    text.split(' ').all(|word| Addition::read(word).is_some())
}

/// True when a text is only initials: "A.", "A. M.", "AM".
pub(in crate::format) fn are_initials(text: &str) -> bool {
    text.split(' ').all(|word| is_initial(word) || is_bare_initials(word))
}

/// True when a name ends in several initials with stops, as no body's does: "Dorrow L. A.", "Dorrow L.A."
pub(in crate::format) fn ends_in_initials(text: &str) -> bool {
    text.ends_with('.')
        && text.split(' ').rev().take_while(|word| is_initial(word)).flat_map(str::chars).filter(|sign| *sign == '.').count() > 1
}

/// True when a text is one word that can be a given or a family name.
pub(in crate::format) fn is_one_name(text: &str) -> bool {
    is_name(text) && !is_of_body(&plain(text))
}

/// True when a text has as many words as a person's name, of letters only, and none that a body's name has: whatever their case, it may be
/// a person's. A name in capitals alone is rather an acronym.
pub(in crate::format) fn may_be_person(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let spelled = |word: &&str| word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.' | '&'));
    let count = |of: fn(char) -> bool| text.chars().filter(|letter| of(*letter)).count();
    let is_acronym = words.len() == 1 && count(char::is_uppercase) > count(char::is_lowercase);
    words.len() <= PART_WORDS + 1
        && words.iter().all(spelled)
        && text.contains(char::is_lowercase)
        && !is_acronym
        && !words.iter().any(|word| is_of_body(&plain(word)))
        && !begins_no_name(&words)
}

/// True when a text can only be a family name with its particles: "van der Berg", "Silva dos Arcos".
pub(in crate::format) fn has_particle(text: &str) -> bool {
    text.split(' ').any(is_particle)
}

/// Takes titles off the beginning: "Prof. Dr. med.", "Dipl.-Ing."; tells whether there were any.
fn strip_titles(words: &mut Vec<&str>) -> bool {
    let mut titles = 0;
    for word in words.iter() {
        // Dutch prints them in lower case, with the stop that shortens them.
        let is_printed = word.starts_with(char::is_uppercase) || word.ends_with('.') || matches!(*word, "dr" | "prof" | "ir" | "drs");
        let is_title = is_printed && HONORIFICS.hold(&plain(word)) || *word == "DI";
        // "Dr. rer. nat.": what the title was given for.
        let is_subject = titles > 0 && word.ends_with('.') && word.starts_with(char::is_lowercase);
        if !is_title && !is_subject {
            break;
        }
        titles += 1;
    }
    // A name of which only titles are left is no name: "Miss Dame".
    let titles = titles.min(words.len().saturating_sub(1));
    words.drain(..titles);
    titles > 0
}

/// True when words begin the name of a region or of a body, and no person's: "Stadt Ahlerode".
fn begins_no_name(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let first = plain(first);
    holds(REGION, &first) || begins_body(&first, rest.first().unwrap_or(&""))
}

/// True when all words can stand in a person's name, and one of them is more than an initial or a particle.
fn are_names(words: &[&str]) -> bool {
    let shouted = words.iter().all(|word| !word.chars().any(char::is_lowercase));
    words.iter().enumerate().all(|(at, word)| {
        let in_capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let nickname = at > 0 && at + 1 < words.len() && is_nickname(word);
        let of_body = is_of_body(&plain(word));
        !of_body && (is_particle(word) || is_initial(word) || nickname || (is_name(word) && (shouted || !in_capitals)))
    }) && words.iter().any(|word| !is_particle(word))
}

/// True when a word is a name in brackets or quotes: William (Bill) Roe.
fn is_nickname(word: &str) -> bool {
    let pairs = [('(', ')'), ('"', '"'), ('“', '”'), ('\'', '\''), ('‘', '’')];
    pairs.into_iter().any(|(open, close)| word.strip_prefix(open).and_then(|word| word.strip_suffix(close)).is_some_and(is_name))
}

/// True when a word can be a given or a family name, in any script: letters, apostrophes, hyphens, the first letter not a small one.
fn is_name(word: &str) -> bool {
    let word = word.strip_suffix('.').filter(|word| word.eq_ignore_ascii_case("st")).unwrap_or(word);
    let proper = |part: &str| part.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase());
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_syllable = word.starts_with(is_syllable);
    let joins =
        |letter: char| matches!(letter, '\'' | '’' | 'ʼ' | '-' | '‐' | '‑' | '·' | '・' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}');
    let spelled = word.chars().all(|letter| letter.is_alphabetic() || joins(letter));
    let capitalised = proper(word) || word.split(['\'', '’', '-']).skip(1).any(proper);
    (letters > 1 || is_syllable) && spelled && capitalised
}

/// True when a word is one initial or several: "A", "A.", "J.R.", "J.-P.".
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    match (letters.next(), letters.next()) {
        (Some(only), None) => only.is_uppercase() && word.chars().all(|letter| letter == only || letter == '.'),
        (Some(_), Some(_)) => {
            word.ends_with('.') && word.split(['.', '-']).all(|part| part.chars().count() <= 1 && part.chars().all(char::is_uppercase))
        }
        _ => false,
    }
}

/// True when a word is one to three initials without full stops: "LA", "J-P".
fn is_bare_initials(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    (1..=3).contains(&letters) && word.starts_with(char::is_uppercase) && word.chars().all(|letter| letter.is_uppercase() || letter == '-')
}

/// True when a letter is a Chinese character or a syllable of Hangul: one alone can be a name.
const fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '々')
}

fn is_particle(word: &str) -> bool {
    PARTICLES.hold(word)
}

fn is_generation(word: &str) -> bool {
    holds(GENERATIONS, &plain(word)) && word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
}

fn is_degree(word: &str) -> bool {
    DEGREES.hold(&plain(word)) && word.starts_with(char::is_uppercase)
}

fn is_degree_in_capitals(word: &str) -> bool {
    is_degree(word) && word.chars().filter(|letter| letter.is_uppercase()).count() > 1
}

/// A word in lower case without the full stops that shorten it; those inside stay when they part single letters ("u.s").
fn plain(word: &str) -> String {
    let lower = word.trim_end_matches(['.', ',']).to_lowercase();
    if !lower.contains('.') {
        return lower;
    }
    let joined = lower.replace('.', "");
    if DEGREES.hold(&joined) { joined } else { lower }
}

#[cfg(test)]
mod tests;
