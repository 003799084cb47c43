//! Names and labels: how they are tidied, compared and turned into slugs.
//!
//! Two printed names mean the same node when their [`key`]s are equal; anything looser is for a curator to decide.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 80;

/// The longest name that is searched for an acronym, in bytes: what is longer is prose.
const LONGEST_NAME: usize = 1_000;

/// The text with every run of blanks (no-break blanks, tabs and line breaks too) as one space, without zero-width characters, soft
/// hyphens and control characters, and trimmed; otherwise verbatim.
pub fn tidy(text: &str) -> String {
    if is_tidy(text.as_bytes()) {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() {
            gap = true;
        } else if !is_invisible(character) {
            if gap && !tidied.is_empty() {
                tidied.push(' ');
            }
            gap = false;
            tidied.push(character);
        }
    }
    tidied
}

/// Whether text is visible ASCII characters with single spaces between them, as most text is.
fn is_tidy(text: &[u8]) -> bool {
    let mut after_space = true;
    let fits = text.iter().all(|byte| {
        let is_space = *byte == b' ';
        let fits = byte.is_ascii_graphic() || (is_space && !after_space);
        after_space = is_space;
        fits
    });
    fits && (!after_space || text.is_empty())
}

/// Whether a character takes no room: control characters, soft hyphen, joiners, direction marks, byte order mark.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text in the form in which case and typography make no difference: [`tidy`], Unicode NFKC and full case folding.
pub fn fold(text: &str) -> String {
    let tidied = tidy(text);
    if tidied.is_ascii() {
        return tidied.to_ascii_lowercase();
    }
    // Folding can undo the normal form and the normal form can undo folding, hence the second round (Unicode, section 3.13, D147).
    let folded: String = tidied.nfd().default_case_fold().nfkd().default_case_fold().nfkc().collect();
    tidy(&folded)
}

/// The form in which two names are one: [`fold`], a leading "the " dropped, and a trailing bracketed acronym taken off.
///
/// It is empty only for a name that has nothing to show.
pub fn key(name: &str) -> String {
    let mut name = tidy(name);
    while let (shorter, Some(_)) = split_acronym(&name) {
        name = shorter;
    }
    let folded = fold(&name);
    let mut key = folded.as_str();
    while let Some(rest) = key.strip_prefix("the ") {
        key = rest;
    }
    key.to_owned()
}

/// The tidied name, and the acronym that stood in brackets at its end.
///
/// A bracket is an acronym when its letters are initials of the name's words in order: "Policy Research Associates (PRA)". Words may be
/// skipped, lower-case letters may go on in the word just begun ("Department of Defense (`DoD`)") and a last "s" may be a
/// plural. Otherwise the bracket belongs to the name: "Ministry of Health (UK)".
pub fn split_acronym(name: &str) -> (String, Option<String>) {
    let tidied = tidy(name);
    match bracket(&tidied).filter(|(words, acronym)| stands_for(acronym, words)) {
        Some((words, acronym)) => (words.to_owned(), Some(acronym.to_owned())),
        None => (tidied, None),
    }
}

/// What stands before the bracket at the end of a name, and what stands in it.
fn bracket(name: &str) -> Option<(&str, &str)> {
    let (rest, open) =
        [(')', '('), (']', '['), ('）', '（')].into_iter().find_map(|(close, open)| Some((name.strip_suffix(close)?, open)))?;
    let (words, acronym) = rest.rsplit_once(open)?;
    (name.len() <= LONGEST_NAME).then_some((words.trim_end(), acronym.trim()))
}

/// Whether the letters of an acronym are initials of these words.
fn stands_for(acronym: &str, words: &str) -> bool {
    if !acronym.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | ' ' | '&')) {
        return false;
    }
    let letters: Vec<char> = acronym.chars().filter(|character| character.is_alphanumeric()).collect();
    let words: Vec<Vec<char>> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| word.chars().map(plain).collect()).collect();
    let capital = letters.first().is_some_and(|letter| is_capital(*letter));
    capital && (spells(&letters, &words) || matches!(letters.as_slice(), [singular @ .., 's'] if spells(singular, &words)))
}

/// Whether letters are initials of words in order, of two words at least. Follows every way of reading them at once.
fn spells(letters: &[char], words: &[Vec<char>]) -> bool {
    let mut readings = vec![Reading { next: 0, rest: &[], initials: 0 }];
    for letter in letters {
        let wanted = plain(*letter);
        let mut longer: Vec<Reading<'_>> = Vec::new();
        for reading in &readings {
            if let [first, rest @ ..] = reading.rest
                && letter.is_lowercase()
                && *first == wanted
            {
                longer.push(Reading { rest, ..*reading });
            }
        }
        // Which reading came this far with the fewest words decides what may follow; the others only say how their last word goes on.
        let Some(from) = readings.iter().min_by_key(|reading| reading.next) else { return false };
        for (place, word) in words.iter().enumerate().skip(from.next) {
            if let [first, rest @ ..] = word.as_slice()
                && *first == wanted
            {
                longer.push(Reading { next: place + 1, rest, initials: from.initials + 1 });
            }
        }
        readings = longer;
    }
    readings.iter().any(|reading| reading.initials >= 2)
}

/// One way of reading the letters of an acronym so far.
struct Reading<'a> {
    /// The first word that a further initial can belong to.
    next: usize,
    /// The letters of the word just begun that were not read yet.
    rest: &'a [char],
    /// How many words were begun.
    initials: usize,
}

/// Whether a letter is a capital that case folding turns into another: what was folded has none.
fn is_capital(letter: char) -> bool {
    letter.is_uppercase() && std::iter::once(letter).default_case_fold().ne(std::iter::once(letter))
}

/// A letter in lower case and without its accent.
fn plain(letter: char) -> char {
    let base = std::iter::once(letter).nfkd().next().unwrap_or(letter);
    base.to_lowercase().next().unwrap_or(base)
}

/// The text as a part of an address: transliterated to ASCII, lower case, words joined by `-`, at most 80 bytes, cut after a word where
/// one ends. Empty when nothing in the text can be written in letters or digits.
pub fn slug(text: &str) -> String {
    let ascii = deunicode::deunicode_with_tofu(&tidy(text), "").to_ascii_lowercase().replace('\'', "");
    let mut slug = String::new();
    for word in ascii.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let joint = if slug.is_empty() { "" } else { "-" };
        if slug.len() + joint.len() + word.len() > LONGEST_SLUG {
            if slug.is_empty() {
                slug.extend(word.chars().take(LONGEST_SLUG));
            }
            break;
        }
        slug.push_str(joint);
        slug.push_str(word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn acronym(name: &str) -> Option<String> {
        split_acronym(name).1
    }

    #[test]
    fn blanks_become_one_space_and_what_cannot_be_seen_goes() {
        assert_eq!(tidy(" \u{a0}Policy\u{2003}\t\r\nResearch\u{200b}\u{ad}ers\u{0} \u{feff}"), "Policy Researchers");
        assert_eq!(tidy("\u{200b} \u{200b}"), "");
        assert_eq!(tidy("Ωmega — “quoted”"), "Ωmega — “quoted”");
    }

    #[test]
    fn case_and_typography_make_no_difference() {
        assert_eq!(fold("ＦＡＣＴ Straße ﬁle"), "fact strasse file");
        assert_eq!(fold("E\u{301}cole"), fold("ÉCOLE"));
    }

    #[test]
    fn initials_in_brackets_are_an_acronym() {
        for (name, short) in [
            ("Substance Abuse and Mental Health Services Administration (SAMHSA)", "SAMHSA"),
            ("Post-Crisis Assistance Program (PCAP)", "PCAP"),
            ("attention-deficit/hyperactivity disorder (ADHD)", "ADHD"),
            ("Policy Research Associates [P. R. A.]", "P. R. A."),
            ("National Association of Counties (NACo)", "NACo"),
            ("Department of Defense (DoD)", "DoD"),
            ("Center for Corrections Policy (CoP)", "CoP"),
            ("Crisis Intervention Teams (CITs)", "CITs"),
            ("École nationale d’administration (ENA)", "ENA"),
            ("U.S. Department of Health and Human Services (HHS)", "HHS"),
            ("Research and Development（R&D）", "R&D"),
        ] {
            assert_eq!(acronym(name).as_deref(), Some(short), "{name}");
        }
        assert_eq!(split_acronym(" Policy  Research Associates (PRA) ").0, "Policy Research Associates");
    }

    #[test]
    fn other_brackets_belong_to_the_name() {
        for name in [
            "Ministry of Health (UK)",
            "Smith (editor)",
            "Smith (Smith)",
            "Peer support (2021)",
            "(PRA)",
            "Policy Research Associates (P)",
            "Policy Research Associates (pra)",
            "Policy Research Associates (ARP)",
            "Policy Research Associates PRA)",
            "Policy Research Associates ()",
        ] {
            assert_eq!(split_acronym(name), (name.to_owned(), None));
        }
    }

    #[test]
    fn an_ambiguous_acronym_takes_no_time() {
        let name = format!("{} ({}B)", "a ".repeat(400), "A".repeat(180));
        assert_eq!(acronym(&name), None);
    }

    #[test]
    fn article_and_acronym_do_not_tell_two_names_apart() {
        let key_of_name = key("Policy Research Associates");
        assert_eq!(key("The Policy Research  Associates"), key_of_name);
        assert_eq!(key("policy research associates (PRA)"), key_of_name);
        assert_ne!(key("Policy Research, Inc."), key_of_name);
        assert_ne!(key("Ministry of Health (UK)"), key("Ministry of Health (US)"));
    }

    #[test]
    fn no_name_is_emptied() {
        assert_eq!(key("The"), "the");
        assert_eq!(key("The The"), "the");
        assert_eq!(key("the "), "the");
    }

    #[test]
    fn every_character_has_a_stable_form() {
        // The planes above have no cases, and neither have the ideographs and Hangul syllables between.
        for character in ('\0'..='\u{33ff}').chain('\u{a000}'..='\u{abff}').chain('\u{d700}'..='\u{1ffff}') {
            let text = format!("A{character}B");
            assert_eq!(fold(&fold(&text)), fold(&text), "U+{:04X}", u32::from(character));
            assert_eq!(key(&key(&text)), key(&text), "U+{:04X}", u32::from(character));
        }
    }

    #[test]
    fn slugs_are_short_plain_words() {
        assert_eq!(slug("École – People’s “Guide” (2021)"), "ecole-peoples-guide-2021");
        assert_eq!(slug("北京"), "bei-jing");
        assert_eq!(slug("…!"), "");
        assert_eq!(slug(&"word ".repeat(40)).len(), 79);
        assert_eq!(slug(&"w".repeat(200)).len(), 80);
    }

    proptest! {
        #[test]
        fn forms_are_idempotent(text in "\\PC*|[Tt]he ([A-Za-z ()\\[\\]]| the )*|.*") {
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(key(&key(&text)), key(&text));
            prop_assert_eq!(key(&text).is_empty(), fold(&text).is_empty());
            prop_assert_eq!(slug(&slug(&text)), slug(&text));
        }

        #[test]
        fn article_and_acronym_never_matter(words in prop::collection::vec("[A-Z][a-z]{1,8}", 2..6)) {
            let name = words.join(" ");
            let short: String = words.iter().filter_map(|word| word.chars().next()).collect();
            prop_assert_eq!(key(&format!("The {name} ({short})")), key(&name));
        }
    }
}
