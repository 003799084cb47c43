//! Names and words, composed from short lists; if one is like a real one, that is chance.

const PLACES: [&str; 40] = [
    "Northern", "Southern", "Eastern", "Western", "Coastal", "Highland", "Lowland", "Riverside", "Lakeside", "Hillside", "Harbour",
    "Valley", "Prairie", "Island", "Mountain", "Forest", "Meadow", "Delta", "Canyon", "Plateau", "Summit", "Bay", "Fjord", "Peninsula",
    "Heartland", "Frontier", "Metropolitan", "Regional", "Municipal", "Rural", "Urban", "Central", "Upper", "Lower", "Outer", "Inner",
    "United", "Joint", "General", "Open",
];
const SUBJECTS: [&str; 40] = [
    "Health", "Justice", "Education", "Water", "Energy", "Housing", "Transport", "Climate", "Agriculture", "Forestry", "Fisheries",
    "Heritage", "Language", "Library", "Archive", "Museum", "Nursing", "Pharmacy", "Dental", "Youth", "Family", "Ageing", "Disability",
    "Migration", "Labour", "Finance", "Trade", "Science", "Statistics", "Safety", "Nutrition", "Sports", "Music", "Theatre", "Film",
    "Media", "Data", "Software", "Standards", "Policy",
];
const BODIES: [&str; 16] = [
    "Council", "Institute", "Association", "Foundation", "Centre", "Network", "Alliance", "Agency", "Trust", "Society", "Board", "Forum",
    "Consortium", "Observatory", "Academy", "Union",
];
const GIVEN: [&str; 24] = [
    "Alma", "Bruno", "Carla", "Dario", "Edda", "Falk", "Greta", "Hanno", "Ilse", "Jaro", "Kira", "Ludo", "Mila", "Nilo", "Oda", "Piet",
    "Quirin", "Runa", "Sven", "Tove", "Ugo", "Vera", "Wim", "Yara",
];
const FAMILY: [&str; 32] = [
    "Abelmoor", "Brackwater", "Cindervale", "Dunmarch", "Elderfen", "Farrowgate", "Glimmerbeck", "Hollowmere", "Ironshaw", "Jasperfield",
    "Kestrelby", "Larkmead", "Mossbridge", "Nettlecombe", "Oakhurstle", "Pebbleford", "Quillmere", "Ravenholt", "Saltermarsh", "Thornwick",
    "Umberlane", "Vinterholm", "Willowdene", "Yarrowell", "Zephyrton", "Ashgrovel", "Birchmont", "Coldwater", "Driftwell", "Emberly",
    "Foxglovia", "Gorseley",
];
const WORDS: [&str; 120] = [
    "support", "community", "program", "evaluation", "service", "crisis", "training", "peer", "planning", "prevention", "recovery",
    "assessment", "outcome", "guideline", "practice", "framework", "survey", "family", "school", "hospital", "network", "policy", "access",
    "equity", "quality", "measure", "learning", "research", "strategy", "leader", "partner", "county", "region", "city", "village",
    "river", "coast", "forest", "climate", "energy", "water", "soil", "harvest", "nutrition", "exercise", "sleep", "stress", "trauma",
    "housing", "shelter", "transport", "mobility", "labour", "income", "budget", "grant", "method", "model", "dataset", "indicator",
    "trend", "forecast", "risk", "safety", "resilience", "response", "relief", "volunteer", "mentor", "coach", "nurse", "teacher",
    "librarian", "archivist", "curator", "museum", "heritage", "language", "literacy", "numeracy", "science", "technology", "software",
    "interface", "accessibility", "standard", "protocol", "audit", "review", "consent", "privacy", "ethics", "inclusion", "diversity",
    "youth", "child", "adult", "elder", "carer", "patient", "client", "neighbour", "citizen", "migrant", "refugee", "veteran", "farmer",
    "fisher", "artist", "musician", "writer", "editor", "publisher", "reader", "listener", "viewer", "visitor", "tourist", "pilot",
    "study",
];
const PREFIXES: [&str; 60] = [
    "inter", "micro", "multi", "eco", "socio", "tele", "co", "pre", "post", "cross", "self", "non", "sub", "trans", "neuro", "bio", "geo",
    "hydro", "agro", "cyber", "techno", "mini", "mega", "macro", "meta", "meso", "para", "proto", "pseudo", "quasi", "retro", "ultra",
    "intra", "extra", "infra", "counter", "mid", "over", "under", "semi", "anti", "super", "hyper", "poly", "mono", "omni", "iso", "bi",
    "tri", "uni", "nano", "aero", "astro", "thermo", "photo", "chrono", "ethno", "demo", "auto", "allo",
];

fn pick<'a>(list: &[&'a str], number: u64) -> &'a str {
    list.get((number % list.len() as u64) as usize).copied().unwrap_or_default()
}

/// The name of an organization; every third carries its acronym.
pub(crate) fn organization(number: u64) -> String {
    let rest = number / BODIES.len() as u64;
    let (place, subject) = (pick(&PLACES, rest), pick(&SUBJECTS, rest / PLACES.len() as u64 + rest));
    let body = pick(&BODIES, number);
    // Beyond all combinations, a number keeps names apart.
    let round = number / (BODIES.len() * PLACES.len() * SUBJECTS.len()) as u64;
    let name = if round == 0 { format!("{place} {subject} {body}") } else { format!("{place} {subject} {body} {}", round + 1) };
    if round == 0 && number.is_multiple_of(3) {
        let acronym: String = [place, subject, body].iter().filter_map(|word| word.chars().next()).collect();
        return format!("{name} ({acronym})");
    }
    name
}

/// The name of a person.
pub(crate) fn person(number: u64) -> String {
    let (given, family) = (pick(&GIVEN, number), pick(&FAMILY, number / GIVEN.len() as u64));
    let initial = char::from(b'A' + (number / 7 % 26) as u8);
    let round = number / (GIVEN.len() * FAMILY.len()) as u64;
    if round == 0 { format!("{given} {initial}. {family}") } else { format!("{given} {initial}. {family}-{}", pick(&FAMILY, round)) }
}

fn word(number: u64) -> &'static str {
    pick(&WORDS, number)
}

const WORD_COUNT: u64 = WORDS.len() as u64;

/// All words of running text, those that are meant to be frequent first: the plain ones, then each with every prefix ("interschool"),
/// so that there are enough words for most of them to be rare.
pub(crate) fn vocabulary() -> Vec<String> {
    let prefixed = PREFIXES.iter().flat_map(|prefix| WORDS.iter().map(move |word| format!("{prefix}{word}")));
    WORDS.iter().map(|word| (*word).to_owned()).chain(prefixed).collect()
}

/// The label of a keyword.
pub(crate) fn keyword(number: u64) -> String {
    let (first, second) = (word(number), word(number / WORD_COUNT + number * 7 + 1));
    let round = number / (WORD_COUNT * WORD_COUNT);
    match (number < WORD_COUNT, round) {
        (true, _) => first.to_owned(),
        (false, 0) => format!("{first} {second} {}", word(number / WORD_COUNT)),
        (false, _) => format!("{first} {second} {number}"),
    }
}

/// A ROR id with its checksum (ISO 7064 mod 97-10 over Crockford's base 32), as the registry forms them.
pub(crate) fn ror(number: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let value = number + 1_000_000;
    let mut digits = String::new();
    for place in (0..6).rev() {
        let digit = (value >> (5 * place)) & 31;
        digits.push(DIGITS.get(digit as usize).copied().map_or('0', char::from));
    }
    let checksum = 98 - (value * 100) % 97;
    format!("https://ror.org/0{digits}{checksum:02}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        for name in [organization, keyword] {
            assert_eq!((0..40_000).map(name).collect::<HashSet<_>>().len(), 40_000);
        }
        assert_eq!((0..24_000).map(person).collect::<HashSet<_>>().len(), 24_000);
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.iter().collect::<HashSet<_>>().len(), vocabulary.len());
    }

    #[test]
    fn checksums_are_those_of_iso_7064() {
        let value = |ror: &str| {
            let digits = ror.trim_start_matches("https://ror.org/0");
            let (number, checksum) = digits.split_at(6);
            let digit = |letter: char| "0123456789abcdefghjkmnpqrstvwxyz".find(letter).unwrap() as u64;
            (number.chars().fold(0, |value, letter| value * 32 + digit(letter)), checksum.parse::<u64>().unwrap())
        };
        for number in (0..1_000_000).step_by(997) {
            let (value, checksum) = value(&ror(number));
            assert_eq!(value, number + 1_000_000);
            assert_eq!((value * 100 + checksum) % 97, 1);
        }
    }
}
