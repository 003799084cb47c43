//! Names and labels: how they are tidied, compared and turned into slugs.
//!
//! Two printed names mean the same node when their [`key`]s are equal; anything looser is for a curator to decide.

mod acronym;
pub mod first;
mod plain;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

pub use self::acronym::split_acronym;

/// The version of [`key`]. A database whose keys are of another version has them made anew at the next start.
pub const KEY_VERSION: i32 = 2;

/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 80;

/// Returns the text as it is shown: trimmed, with every run of blanks (no-break blanks, tabs and line breaks too) as one space, without
/// direction marks, soft hyphens, zero-width blanks and control characters; otherwise verbatim.
///
/// Joiners stay where they stand behind a character: words of Persian and Sinhala are spelled with them.
pub fn tidy(text: &str) -> String {
    if is_tidy(text.as_bytes()) {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    let mut gap = true;
    for character in text.chars() {
        if character.is_whitespace() {
            gap = true;
        } else if is_attached(character) {
            if !gap {
                tidied.push(character);
            }
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

/// Returns the text tidied and without joiners: identifiers have none.
pub fn unjoined(text: &str) -> String {
    let mut tidied = tidy(text);
    tidied.retain(|character| !is_joiner(character));
    tidied
}

/// True when text is visible ASCII characters with single spaces between them, as most text is.
fn is_tidy(text: &[u8]) -> bool {
    // Counting has no early end, so that processors do many bytes at once.
    let others = text.iter().filter(|byte| !matches!(**byte, b' '..=b'~')).count();
    let behind = text.get(1..).unwrap_or_default();
    let gaps = text.iter().zip(behind).filter(|(byte, next)| (**byte, **next) == (b' ', b' ')).count();
    others == 0 && gaps == 0 && text.first() != Some(&b' ') && text.last() != Some(&b' ')
}

const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// True for characters that say how the character before them is drawn: joiners and variation selectors.
const fn is_attached(character: char) -> bool {
    is_joiner(character) || matches!(character, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// True for characters that take no room and have no part in a spelling: control characters, the soft hyphen, direction marks, the byte
/// order mark.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns the plain form of a quotation mark, an apostrophe or a dash; any other character as it is.
const fn plain_mark(character: char) -> char {
    match character {
        '`' | '´' | '\u{2b9}' | '\u{2bb}'..='\u{2bd}' | '\u{55a}' | '\u{5f3}' | '‘' | '’' | '‛' | '′' | '‹' | '›' => '\'',
        '\u{2ba}' | '\u{5f4}' | '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '\u{58a}' | '\u{5be}' | '\u{2010}'..='\u{2015}' | '−' => '-',
        other => other,
    }
}

/// Returns the form in which case and typography make no difference: tidied, in Unicode NFKC, case folded, without joiners, all
/// apostrophes, quotation marks and dashes in their plain forms.
pub fn fold(text: &str) -> String {
    fold_tidied(tidy(text))
}

/// As [`fold`], of a tidied text.
fn fold_tidied(mut tidied: String) -> String {
    if tidied.is_ascii() {
        tidied.make_ascii_lowercase();
        return if tidied.contains('`') { tidied.replace('`', "'") } else { tidied };
    }
    if let Some(folded) = tidied.chars().map(plain::folded).collect() {
        return folded;
    }
    fold_marked(&tidied)
}

/// As [`fold`], of a tidied text with whatever characters.
fn fold_marked(tidied: &str) -> String {
    let spelled = tidied.chars().filter(|character| !is_attached(*character));
    // The normal form takes some marks apart, and makes others.
    let marked = spelled.nfd().map(plain_mark);
    // Folding can undo the normal form and the normal form can undo folding, hence the second round (Unicode, section 3.13, D147).
    let folded: String = marked.default_case_fold().nfkd().default_case_fold().nfkc().map(plain_mark).collect();
    tidy(&folded)
}

/// Returns the form in which two names are one: [`fold`], without a leading "the ", without a bracketed acronym at the end, without a
/// final stop or comma.
///
/// It is empty only for a name that has nothing to show.
pub fn key(name: &str) -> String {
    let mut name = tidy(name);
    while let Some((shorter, _)) = acronym::split(unended(&name)) {
        name.truncate(shorter.len());
    }
    let folded = fold_tidied(name);
    let mut key = folded.as_str();
    loop {
        let before = unended(key);
        key = before.strip_prefix("the ").unwrap_or(before);
        if key.len() == before.len() {
            break;
        }
    }
    if key.len() == folded.len() { folded } else { key.to_owned() }
}

/// Returns the name without the stops and commas at its end; a name of nothing else as it is.
fn unended(name: &str) -> &str {
    let shorter = name.trim_end_matches([' ', '.', ',', '。', '、', '،', '，', '．', '｡', '､']);
    if shorter.is_empty() { name } else { shorter }
}

/// Returns the text as a part of an address: transliterated to ASCII, lower case, words joined by `-`, at most 80 bytes, cut after a word where
/// one ends. Empty when nothing in the text can be written in letters or digits.
pub fn slug(text: &str) -> String {
    let ascii = deunicode::deunicode_with_tofu(&unjoined(text), "").to_ascii_lowercase().replace('\'', "");
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

    #[test]
    fn blanks_become_one_space_and_what_cannot_be_seen_goes() {
        assert_eq!(tidy(" \u{a0}Policy\u{2003}\t\r\nResearch\u{200b}\u{ad}ers\u{0} \u{feff}"), "Policy Researchers");
        assert_eq!(tidy("\u{200b} \u{200b}"), "");
        assert_eq!(tidy("Ωmega — “quoted”"), "Ωmega — “quoted”");
    }

    #[test]
    fn joiners_are_shown_and_not_compared() {
        for spelled in ["برنامه\u{200c}های آموزش", "ශ්\u{200d}රී ලංකා", "Families 👨\u{200d}👩\u{200d}👧", "🏳\u{fe0f}\u{200d}🌈"]
        {
            assert_eq!(tidy(spelled), spelled);
            assert_eq!(fold(spelled), fold(&unjoined(spelled)));
            assert_eq!(slug(spelled), slug(&unjoined(spelled)));
            assert_ne!(unjoined(spelled), spelled);
        }
        assert_eq!(tidy("\u{200f}هتل\u{200f} (RTL)\u{200e} soft\u{ad}hyphen"), "هتل (RTL) softhyphen");
        assert_eq!(tidy("\u{200d}a\u{200c} \u{200d}\u{fe0f}b"), "a\u{200c} b");
        assert_eq!(tidy("\u{200c}\u{200d} \u{fe0f}"), "");
        assert_eq!(fold("e\u{200d}\u{301}"), fold("é"));
    }

    #[test]
    fn case_and_typography_make_no_difference() {
        assert_eq!(fold("ＦＡＣＴ Straße ﬁle"), "fact strasse file");
        assert_eq!(fold("E\u{301}cole"), fold("ÉCOLE"));
        for apostrophe in ["'", "’", "‘", "‛", "ʼ", "ʻ", "`", "´", "′", "＇", "\u{1ffd}"] {
            assert_eq!(fold(&format!("King{apostrophe}s")), "king's", "{apostrophe}");
        }
        for (open, close) in [("“", "”"), ("„", "“"), ("«", "»"), ("″", "″"), ("＂", "＂")] {
            assert_eq!(fold(&format!("{open}A{close}")), "\"a\"", "{open}");
        }
        for dash in ["-", "‐", "‑", "‒", "–", "—", "―", "−", "－", "﹣", "﹘"] {
            assert_eq!(fold(&format!("Post{dash}Crisis")), "post-crisis", "{dash}");
        }
        assert_ne!(fold("Towns — Rivers"), fold("Towns-Rivers"), "a dash between words is no hyphen");
        assert_eq!(fold("Towns — Rivers"), fold("Towns – Rivers"));
    }

    #[test]
    fn names_that_differ_in_typography_are_one() {
        for (one, other) in [
            ("King’s College Hill", "Kingʼs  College Hill"),
            ("Policy Research, Inc.", "Policy Research, Inc"),
            ("Mark D.", "mark d"),
            ("Example League,", "The Example League"),
            ("Example League (EL).", "Example League"),
            ("Policy Research, Inc. (PRI)", "policy research, inc"),
            ("例の会。", "例の会"),
            ("UK Research and Innovation（UKRI）", "UK Research and Innovation"),
        ] {
            assert_eq!(key(one), key(other), "{one} and {other}");
        }
        for (one, other) in [
            ("Rivers & Roads", "Rivers and Roads"),
            ("Policy Research, Inc.", "Policy Research Inc"),
            ("Policy Research, Inc.", "Policy Research"),
            ("Ministry of Health (UK)", "Ministry of Health (US)"),
            ("Re-entry", "Reentry"),
            ("Kings College", "King’s College"),
            ("U.S.", "US"),
        ] {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
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
        assert_eq!(key("The ."), "the");
        assert_eq!(key("."), ".");
        assert_eq!(key("…"), "...");
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
        fn forms_are_idempotent(text in "\\PC*|[Tt]he ([A-Za-z ()\\[\\].,]| the )*|[a-cA-C .,'’´–—\u{ad}\u{200b}-\u{200f}\u{fe0f}\u{301}]*|.*") {
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(key(&key(&text)), key(&text));
            prop_assert_eq!(key(&text).is_empty(), fold(&text).is_empty());
            prop_assert_eq!(tidy(&text).is_empty(), fold(&text).is_empty());
            prop_assert_eq!(slug(&slug(&text)), slug(&text));
        }

        #[test]
        fn article_and_acronym_never_matter(words in prop::collection::vec("[A-Z][a-z]{1,8}", 2..6)) {
            let name = words.join(" ");
            let short: String = words.iter().filter_map(|word| word.chars().next()).collect();
            prop_assert_eq!(key(&format!("The {name} ({short})")), key(&name));
        }

        #[test]
        fn typography_never_matters(
            text in "[A-Za-z'\" -]{1,20}[a-z]",
            marks in prop::collection::vec((0..9_usize, 0..4_usize, prop::sample::select(vec!["", "\u{200c}", "\u{200d}", "\u{ad}", "\u{200e}"])), 24),
            end in "[.,]{0,2}",
        ) {
            let (apostrophes, quotes) = (["'", "’", "‘", "ʼ", "`", "´", "′", "‛", "＇"], ["\"", "“", "”", "«"]);
            let dashes = ["-", "‐", "‑", "–", "—", "−", "‒", "－", "―"];
            let mut other = String::new();
            for (letter, (first, second, joiner)) in text.chars().zip(marks) {
                match letter {
                    '\'' => other.push_str(apostrophes[first]),
                    '"' => other.push_str(quotes[second]),
                    '-' => other.push_str(dashes[first]),
                    letter => other.push(letter),
                }
                other.push_str(joiner);
            }
            prop_assert_eq!(key(&format!("{other}{end}")), key(&text));
            prop_assert_eq!(fold(&other), fold(&text));
        }

        #[test]
        fn what_was_an_acronym_at_first_is_one_still(name in "([A-C][a-c]{0,3}|[A-C]{2,3}|of)( [A-C][a-c]{0,3}| [A-C]{2,3}| of){1,4} ?[(（\\[][A-Ca-c.& ]{1,5}[)）\\]]") {
            let at_first = first::split_acronym(&name);
            prop_assert!(at_first.1.is_none() || split_acronym(&name) == at_first, "{name}");
        }

        #[test]
        fn what_was_one_name_at_first_is_one_still(text in "([A-Z]{1,4}|[A-Z][a-z]{1,3}|the|&|’|-| |,){1,12}( ?[(（][A-Za-z]{1,5}[)）])?", blank in "[ \u{a0}]{1,2}") {
            let other = format!("The{blank}{}", text.replace(' ', &blank));
            prop_assert_eq!(first::key(&other), first::key(&format!("the {text}")));
            prop_assert_eq!(key(&other), key(&format!("the {text}")));
        }
    }
}
