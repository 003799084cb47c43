//! Licences: terms that are known have one address, whatever way they are printed.

mod creative_commons;
mod spdx;

use entity::vocabulary::IdentifierScheme;

use crate::identifier::Identifier;
use crate::name::{fold, tidy};

/// The longest text that is read as the name of terms, in bytes: what is longer is the terms themselves.
const LONGEST_NAME: usize = 400;

/// The address of the terms that a text names by their address, their SPDX identifier or their name; in brackets the same terms may be named
/// once more. Of terms that are not known it is the address that the text prints. None when there is none, and when the text leaves open
/// which terms are meant: `CC BY` has no version.
pub fn address(text: &str) -> Option<String> {
    let text = tidy(text);
    let printed = printed_address(&text);
    let address = printed.and_then(web_address);
    let known = of_address(address.as_deref().unwrap_or(&text));
    known.or_else(|| of_words(&printed.map_or_else(|| text.clone(), |printed| text.replacen(printed, " ", 1)))).or(address)
}

/// The short name of the terms at an address: `CC BY 4.0`, `MIT`. None for an address that [`address`] does not give to known terms.
pub fn name(address: &str) -> Option<String> {
    creative_commons::name(address).or_else(|| spdx::name(address))
}

/// The first web address in a text, up to the next blank or bracket.
fn printed_address(text: &str) -> Option<&str> {
    let folded = text.to_ascii_lowercase();
    let starts = folded.match_indices("http").map(|(at, _)| at);
    let start = starts.into_iter().find(|at| {
        let rest = folded.get(*at..).unwrap_or_default();
        rest.starts_with("http://") || rest.starts_with("https://")
    })?;
    text.get(start..)?.split([' ', '<', '>', '"', '|']).next()
}

/// A web address in its normal form, without what ends a sentence behind it.
fn web_address(printed: &str) -> Option<String> {
    const ENDS: [char; 6] = ['.', ',', ';', ')', ']', '\''];
    let normal = |text: &str| Identifier::parse(IdentifierScheme::Url, text.trim_end_matches(ENDS)).map(|address| address.value);
    // Without its fragment or port an address may end like a sentence again.
    normal(&normal(printed)?)
}

/// The address of the known terms that stand at another address, or at the same; the protocol may be left out.
fn of_address(text: &str) -> Option<String> {
    if text.contains(' ') || text.len() > LONGEST_NAME {
        return None;
    }
    let folded = text.to_ascii_lowercase();
    let path = folded.strip_prefix("https://").or_else(|| folded.strip_prefix("http://")).unwrap_or(&folded);
    let path = path.strip_prefix("www.").unwrap_or(path).split(['?', '#']).next()?.trim_end_matches('/');
    creative_commons::of_path(path).or_else(|| spdx::of_path(path))
}

/// The address of the known terms that words name.
fn of_words(text: &str) -> Option<String> {
    if text.len() > LONGEST_NAME {
        return None;
    }
    let folded = fold(text);
    if let Some(address) = creative_commons::of_words(&words(&folded)) {
        return Some(address);
    }
    let outside_and_inside = folded.trim_end().strip_suffix(')').and_then(|rest| rest.split_once('('));
    let Some((outside, inside)) = outside_and_inside else { return spdx::of_words(&words(&folded)) };
    match (spdx::of_words(&words(outside)), spdx::of_words(&words(inside))) {
        (Some(outside), Some(inside)) => (outside == inside).then_some(outside),
        (outside, inside) => outside.or(inside),
    }
}

/// The words and numbers of a folded text; a letter and a digit are parted, and so is a `+`.
fn words(folded: &str) -> Vec<&str> {
    let kind = |character: char| match character {
        '0'..='9' | '.' => 1,
        '+' => 2,
        character if character.is_alphanumeric() => 3,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|character| kind(character) != kind(first)).unwrap_or(rest.len());
        let (word, others) = rest.split_at(end);
        let word = word.trim_matches('.');
        if kind(first) > 0 && !word.is_empty() {
            words.push(word);
        }
        rest = others;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all_are(wanted: &str, short: &str, spellings: &[&str]) {
        for spelling in spellings {
            assert_eq!(address(spelling).as_deref(), Some(wanted), "{spelling}");
        }
        assert_eq!(address(wanted).as_deref(), Some(wanted));
        assert_eq!(name(wanted).as_deref(), Some(short));
        assert_eq!(address(short).as_deref(), Some(wanted), "{short}");
    }

    #[test]
    fn creative_commons_by_word_and_address() {
        all_are(
            "https://creativecommons.org/licenses/by/4.0/",
            "CC BY 4.0",
            &[
                "CC-BY-4.0",
                "cc by 4.0",
                "CC BY v4.0",
                "CC-BY4.0",
                "CC BY 4",
                "Creative Commons Attribution 4.0 International (CC BY 4.0)",
                "Creative Commons Attribution 4.0 International License",
                "This work is licensed under a Creative Commons Attribution 4.0 International License.",
                "Creative Commons Attribution (CC BY) 4.0",
                "CC BY 4.0 Deed | Attribution 4.0 International | Creative Commons",
                "http://creativecommons.org/licenses/by/4.0",
                "https://creativecommons.org/licenses/by/4.0/deed.de",
                "https://www.creativecommons.org/licenses/by/4.0/legalcode.en",
                "creativecommons.org/licenses/by/4.0/",
                "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
                "CC BY 4.0, https://example.org/terms",
                "https://spdx.org/licenses/CC-BY-4.0.html",
            ],
        );
        all_are(
            "https://creativecommons.org/licenses/by-nc-sa/4.0/",
            "CC BY-NC-SA 4.0",
            &[
                "CC BY-NC-SA 4.0",
                "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
                "Attribution-Non Commercial-Share Alike 4.0 International (CC BY-NC-SA 4.0)",
            ],
        );
        all_are("https://creativecommons.org/licenses/by-nc-nd/3.0/", "CC BY-NC-ND 3.0", &["CC BY-NC-ND 3.0 Unported", "cc-by-nc-nd-3.0"]);
        all_are(
            "https://creativecommons.org/licenses/by/3.0/us/",
            "CC BY 3.0 US",
            &["CC-BY-3.0-US", "Creative Commons Attribution 3.0 United States", "http://creativecommons.org/licenses/by/3.0/us/deed.en"],
        );
        all_are("https://creativecommons.org/licenses/by/3.0/igo/", "CC BY 3.0 IGO", &["CC BY 3.0 IGO"]);
        all_are(
            "https://creativecommons.org/publicdomain/zero/1.0/",
            "CC0 1.0",
            &[
                "CC0",
                "cc0-1.0",
                "CC Zero",
                "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
                "Creative Commons Zero v1.0 Universal",
                "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
            ],
        );
        all_are("https://creativecommons.org/publicdomain/mark/1.0/", "PDM 1.0", &["Public Domain Mark 1.0", "CC PDM 1.0"]);
    }

    #[test]
    fn licences_of_software_and_data() {
        all_are(
            "https://spdx.org/licenses/MIT.html",
            "MIT",
            &["mit", "MIT License", "The MIT License (MIT)", "https://opensource.org/licenses/MIT", "https://spdx.org/licenses/MIT"],
        );
        all_are(
            "https://spdx.org/licenses/Apache-2.0.html",
            "Apache-2.0",
            &[
                "Apache 2.0",
                "Apache License, Version 2.0",
                "Apache License 2.0 (Apache-2.0)",
                "http://www.apache.org/licenses/LICENSE-2.0.txt",
                "https://opensource.org/license/apache-2-0",
            ],
        );
        all_are(
            "https://spdx.org/licenses/GPL-3.0-only.html",
            "GPL-3.0-only",
            &["GPL-3.0", "GPLv3", "GNU GPL v3", "GNU General Public License, version 3", "https://www.gnu.org/licenses/gpl-3.0.en.html"],
        );
        all_are(
            "https://spdx.org/licenses/GPL-2.0-or-later.html",
            "GPL-2.0-or-later",
            &["GPLv2+", "GNU General Public License v2.0 or later", "GPL 2 or any later version"],
        );
        all_are("https://spdx.org/licenses/AGPL-3.0-only.html", "AGPL-3.0-only", &["GNU Affero General Public License v3.0"]);
        all_are("https://spdx.org/licenses/LGPL-2.1-only.html", "LGPL-2.1-only", &["LGPL 2.1"]);
        all_are("https://spdx.org/licenses/BSD-3-Clause.html", "BSD-3-Clause", &["3-Clause BSD License", "New BSD License"]);
        all_are("https://spdx.org/licenses/ODbL-1.0.html", "ODbL-1.0", &["https://opendatacommons.org/licenses/odbl/1-0/", "ODbL"]);
        all_are("https://spdx.org/licenses/OGL-UK-3.0.html", "OGL-UK-3.0", &["Open Government Licence v3.0", "OGL 3"]);
        all_are(
            "https://spdx.org/licenses/MPL-2.0.html",
            "MPL-2.0",
            &["Mozilla Public License 2.0", "https://www.mozilla.org/en-US/MPL/2.0/"],
        );
    }

    #[test]
    fn unknown_terms_have_the_address_that_is_printed_or_none() {
        assert_eq!(address("HTTPS://Example.org/Terms.#a").as_deref(), Some("https://example.org/Terms"));
        assert_eq!(address("See https://example.org/terms.").as_deref(), Some("https://example.org/terms"));
        for open in [
            "",
            "CC BY",
            "Creative Commons",
            "BY 4.0",
            "CC BY 4.0 or CC BY-SA 4.0",
            "CC BY-SA 4.0 (CC BY 4.0)",
            "CC BY 4.0 3.0",
            "CC BY-ND-SA 4.0",
            "CC0 4.0",
            "All rights reserved",
            "MIT OR Apache-2.0",
            "MIT (Apache-2.0)",
            "GPL",
            "GPL 4",
            "Apache",
            "public domain",
            "CC BY 4.0 US",
            "see the terms of use",
            "4.0",
            "()",
        ] {
            assert_eq!(address(open), None, "{open}");
        }
        assert_eq!(name("https://example.org/terms"), None);
        assert_eq!(address(&"CC BY 4.0 ".repeat(10_000)), None);
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_itself(text in "\\PC{0,40}|(cc|gnu|the|mit|gpl|https://creativecommons.org/licenses/)?[ -/]?(by|nc|sa|nd|or later|[0-9.]{1,3}|[ ()+/-]){0,9}") {
            if let Some(found) = address(&text) {
                prop_assert_eq!(address(&found), Some(found.clone()));
                if let Some(short) = name(&found) {
                    prop_assert_eq!(address(&short), Some(found));
                }
            }
        }
    }
}
