//! Words around a funder's name: gifts of things instead of money, and who passed the money on.

use super::{body::names_body, words::holds};

/// The remark on a gift of things.
pub(super) const IN_KIND: &str = "This was given in kind and not as money: its giver was taken as a funder.";
/// The remark on a gift of things whose giver has no name.
pub(super) const IN_KIND_BY_NOBODY: &str = "This was given in kind, and the value names no giver: it was left out.";
/// The remark on a funder who did not pay by its own hand.
pub(super) const PASSED_ON: &str = "Only the funder was taken; the one through whom it paid is not kept.";

/// Words for a gift of things, in lower case.
const KINDS: &[&str] =
    &["in-kind", "in kind", "inkind", "en especie", "en nature", "em espécie", "in natura", "sachleistung", "sachleistungen"];
/// Words for what is given.
#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "support", "contribution", "contributions", "funding", "donation", "donations", "services", "service", "sponsorship", "assistance", "aid", "help", "gift", "gifts",
];
/// Words before the name of who gives.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "from", "by", "of", "the", "de", "del", "por", "par", "du", "des", "di", "da", "do", "della", "dal", "dalla", "von", "der", "vom", "van", "la", "le", "el",
];
/// Words before the one through whom a funder pays.
const VIA: &[&str] =
    &["via", "c/o", "tramite", "through", "a través de", "através de", "par l'intermédiaire de", "administered by", "managed by"];

/// The giver of a gift of things, perhaps empty: "in-kind support from Sea Fund", "Sea Fund (in-kind)". None for other texts.
pub(super) fn in_kind(text: &str) -> Option<&str> {
    let is_gift = |words: &str| begin(words, KINDS).is_some_and(|rest| rest.split_whitespace().all(|word| holds(GIVEN, word)));
    if let Some(mut rest) = begin(text, KINDS) {
        loop {
            let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
            let word = word.trim_end_matches(':').to_lowercase();
            if !holds(GIVEN, &word) && !holds(BEFORE, &word) {
                return Some(rest);
            }
            rest = behind;
        }
    }
    let bracket = text.strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '[']));
    let (name, words) = bracket.or_else(|| text.rsplit_once(", "))?;
    is_gift(words).then(|| name.trim_end())
}

/// The funder before the one through whom it pays: "Sea Fund via Tarn Trust", "Sea Fund (via Tarn Trust)". None for other texts.
pub(super) fn without_agent(text: &str) -> Option<&str> {
    if let Some((name, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        return begin(inside, VIA).filter(|agent| !agent.is_empty()).map(|_| name.trim_end()).filter(|name| !name.is_empty());
    }
    // Most names hold none of these words.
    if !VIA.iter().any(|words| text.contains(words)) {
        return None;
    }
    text.match_indices(' ').find_map(|(at, _)| {
        let (name, behind) = (text.get(..at)?, text.get(at + 1..)?);
        let agent = begin(behind, VIA)?;
        let agent = agent.strip_prefix("the ").unwrap_or(agent);
        // Other words stand in names too: "Paths through Nature Fund".
        let is_sure = behind.starts_with("via ") || (names_body(name) && names_body(agent));
        (is_sure && behind.starts_with(char::is_lowercase) && agent.starts_with(char::is_uppercase))
            .then(|| name.trim_end_matches([',', ' ']))
    })
}

/// The text behind the words that begin it; none when it begins with no words of the list.
fn begin<'a>(text: &'a str, list: &[&str]) -> Option<&'a str> {
    list.iter().find_map(|words| {
        let (start, rest) = text.split_at_checked(words.len())?;
        let is_same = start.eq_ignore_ascii_case(words) || (!start.is_ascii() && start.to_lowercase() == *words);
        (is_same && (rest.is_empty() || rest.starts_with([' ', ':']))).then(|| rest.trim_start_matches([' ', ':']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn givers_of_things_are_found() {
        for (text, name) in [
            ("in-kind from Sea Fund", "Sea Fund"),
            ("In-kind support by the Sea Fund", "Sea Fund"),
            ("In kind: Sea Fund", "Sea Fund"),
            ("en especie de Fundación Prado Verde", "Fundación Prado Verde"),
            ("Sea Fund (in-kind)", "Sea Fund"),
            ("Sea Fund, in-kind support", "Sea Fund"),
            ("in-kind", ""),
            ("in-kind support", ""),
        ] {
            assert_eq!(in_kind(text), Some(name), "{text}");
        }
        for text in ["Kind Fund", "In-kindness Trust", "Sea Fund (kind)", "Sea Fund, Tarn", ""] {
            assert_eq!(in_kind(text), None, "{text}");
        }
    }

    #[test]
    fn who_passes_money_on_is_no_funder() {
        for text in [
            "Sea Fund via Tarn Trust",
            "Sea Fund (via Tarn Trust)",
            "Sea Fund through the Tarn Trust",
            "Sea Fund, administered by Tarn Trust",
        ] {
            assert_eq!(without_agent(text), Some("Sea Fund"), "{text}");
        }
        for text in
            ["Paths through Nature Fund", "Fondo Via Verde", "Sea Fund", "Sea Fund (via)", "via Tarn Trust", "Sea Fund via post", ""]
        {
            assert_eq!(without_agent(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}|(in-kind |via |[A-Z][a-z]+ |[(),:é] ?){0,8}") {
            in_kind(&text);
            without_agent(&text);
        }
    }
}
