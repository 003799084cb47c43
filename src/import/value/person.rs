//! The shape of a person's name.

use super::words::{DEGREES, GENERATIONS, HONORIFICS, ORGANIZATION, PARTICLES, REGION, holds};

/// A family name or given names are at most so many words in "Family, Given".
const INVERTED_WORDS: usize = 3;

/// A text that has the shape of a person's name.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import) struct Person {
    /// The name as "Given Family", without titles and degrees.
    pub(in crate::import) name: String,
    /// Whether something in it stands in persons' names only: an initial, a title, a degree.
    pub(in crate::import) evident: bool,
}

impl Person {
    /// Reads "Given Family", perhaps with a title before it and degrees after it: two to four capitalised words.
    pub(in crate::import) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(", ");
        let mut words: Vec<&str> = parts.next()?.split(' ').collect();
        let mut evident = false;
        while words.first().is_some_and(|word| holds(HONORIFICS, &plain(word))) {
            words.remove(0);
            evident = true;
        }
        while words.last().is_some_and(|word| is_degree(word) && word.chars().filter(|letter| letter.is_uppercase()).count() > 1) {
            words.pop();
            evident = true;
        }
        let mut generation = words.pop_if(|word| is_generation(word));
        for part in parts.flat_map(|part| part.split(' ')) {
            if is_generation(part) {
                generation = Some(part);
            } else if is_degree(part) {
                evident = true;
            } else {
                return None;
            }
        }
        let count = words.iter().filter(|word| !is_particle(word)).count();
        if words.first().is_some_and(|word| holds(REGION, &plain(word))) {
            return None;
        }
        if !(2..=4).contains(&count) || !words.last().is_some_and(|word| is_name(word)) || !are_names(&words) {
            return None;
        }
        evident |= words.iter().any(|word| is_initial(word));
        words.extend(generation);
        Some(Self { name: words.join(" "), evident })
    }

    /// Reads "Family, Given", perhaps with "Jr." or degrees after another comma.
    pub(in crate::import) fn read_inverted(text: &str) -> Option<Self> {
        let mut parts = text.split(", ");
        let (family, given) = (parts.next()?, parts.next()?);
        let (mut generation, mut evident) = (None, false);
        for part in parts {
            if is_generation(part) {
                generation = Some(part);
            } else if is_degree(part) {
                evident = true;
            } else {
                return None;
            }
        }
        let family: Vec<&str> = family.split(' ').collect();
        let mut words: Vec<&str> = given.split(' ').collect();
        if family.len() > INVERTED_WORDS || words.len() > INVERTED_WORDS || !family.last().is_some_and(|word| is_name(word)) {
            return None;
        }
        if words.iter().any(|word| is_generation(word) || is_degree_in_capitals(word)) || !are_names(&family) || !are_names(&words) {
            return None;
        }
        evident |= words.iter().any(|word| is_initial(word));
        words.extend(family);
        words.extend(generation);
        Some(Self { name: words.join(" "), evident })
    }
}

/// Whether a text is only what may stand after a person's name: a degree, "Jr.".
pub(in crate::import) fn is_addition(text: &str) -> bool {
    text.split(' ').all(|word| is_degree(word) || is_generation(word))
}

/// Whether a text is only initials: "A.", "A. M.", "AM".
pub(in crate::import) fn are_initials(text: &str) -> bool {
    text.split(' ').all(is_initial)
}

/// Whether all words can stand in a person's name, and one of them is more than an initial or a particle.
fn are_names(words: &[&str]) -> bool {
    let shouted = words.iter().all(|word| !word.chars().any(char::is_lowercase));
    words.iter().all(|word| {
        let in_capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let of_body = holds(ORGANIZATION, &plain(word));
        !of_body && (is_particle(word) || is_initial(word) || (is_name(word) && (shouted || !in_capitals)))
    }) && words.iter().any(|word| !is_particle(word))
}

/// Whether a word can be a given or a family name, in any script: letters, apostrophes, hyphens, the first letter not a small one.
fn is_name(word: &str) -> bool {
    let word = word.strip_suffix('.').filter(|word| word.eq_ignore_ascii_case("st")).unwrap_or(word);
    let proper = |part: &str| part.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase());
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let spelled = word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '‐' | '\u{300}'..='\u{36f}'));
    let capitalised = proper(word) || word.split(['\'', '’', '-']).skip(1).any(proper);
    letters > 1 && spelled && capitalised
}

/// Whether a word is one initial or several: "A", "A.", "J.R.", "J.-P.".
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

fn is_particle(word: &str) -> bool {
    holds(PARTICLES, word)
}

fn is_generation(word: &str) -> bool {
    holds(GENERATIONS, &plain(word)) && word.starts_with(char::is_uppercase)
}

fn is_degree(word: &str) -> bool {
    holds(DEGREES, &plain(word)) && word.starts_with(char::is_uppercase)
}

fn is_degree_in_capitals(word: &str) -> bool {
    is_degree(word) && word.chars().filter(|letter| letter.is_uppercase()).count() > 1 && !word.ends_with('.')
}

/// A word in lower case without the full stops that shorten it; those inside stay when they part single letters ("u.s").
fn plain(word: &str) -> String {
    let lower = word.trim_end_matches(['.', ',']).to_lowercase();
    let joined = lower.replace('.', "");
    if holds(DEGREES, &joined) { joined } else { lower }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        Person::read(text).map(|person| (person.name, person.evident))
    }

    #[test]
    fn persons_have_two_to_four_capitalised_words() {
        for plain in [
            "Luke Bonkiewicz",
            "María del Carmen Ruiz",
            "Ludwig van Beethoven",
            "Seán O’Brien",
            "JANE ROE",
            "Анна Каренина",
            "Anne-Marie d'Arcy",
            "Yo-Yo Ma",
        ] {
            assert_eq!(read(plain), Some((plain.into(), false)));
        }
        assert_eq!(read("Alan M. Green"), Some(("Alan M. Green".into(), true)));
        assert_eq!(read("J.-P. Roe"), Some(("J.-P. Roe".into(), true)));
        assert_eq!(read("Dr. Jane Roe, Ph.D., MSW"), Some(("Jane Roe".into(), true)));
        assert_eq!(read("John Doe Jr."), Some(("John Doe Jr.".into(), false)));
        assert_eq!(read("Jane Roe MD"), Some(("Jane Roe".into(), true)));
        assert_eq!(read("Sam Doe, III"), Some(("Sam Doe III".into(), false)));
    }

    #[test]
    fn bodies_are_no_persons() {
        for text in [
            "Mental Health America",
            "Policy Research, Inc.",
            "John D.",
            "SAMHSA",
            "SAMHSA Gains",
            "One Two Three Four Five",
            "jane roe",
            "Team 7",
            "U.S. Digital",
            "New York",
            "",
            "Friends of Rivers",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn inverted_names_are_turned_round() {
        let inverted = |text| Person::read_inverted(text).map(|person| person.name);
        assert_eq!(inverted("Green, Alan M."), Some("Alan M. Green".into()));
        assert_eq!(inverted("van der Berg, Jan"), Some("Jan van der Berg".into()));
        assert_eq!(inverted("DOE, John, Jr."), Some("John DOE Jr.".into()));
        for text in ["Policy Research, Inc.", "Roe, PhD", "Jane Roe", "Rivers, Lakes, Seas", ""] {
            assert_eq!(inverted(text), None, "{text}");
        }
    }
}
