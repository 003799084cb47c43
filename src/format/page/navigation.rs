//! The frame of a page: menus, buttons, facets, pagers, banners. A line of it belongs to no record.

mod phrases;

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use self::phrases::{BANNERS, BEGINNINGS, COUNTED, FACETS, HOMES, MENUS, PHRASES};
use crate::{
    format::value::{
        prose::{begins_lower, is_prose},
        words::Beginnings,
    },
    name::fold,
};

/// A line of the frame that is no banner is not longer than this, in bytes.
const LONGEST: usize = 90;
/// A piece of a menu, or a facet, is at most so many words.
const WORDS: usize = 4;
/// A row of buttons is at most so many words.
const ROW: usize = 8;
/// A menu in one line is not longer than this, in bytes.
const MENU_LENGTH: usize = 300;
/// The text after a beginning such as "sort by" has at most so many words.
const REST: usize = 12;
/// The number of results that a facet gives has at most so many digits.
const COUNT_DIGITS: usize = 5;

/// The phrases that are the frame's when nothing else stands on their line.
static FRAME: LazyLock<FxHashSet<&str>> = LazyLock::new(|| [PHRASES, COUNTED, FACETS, HOMES].concat().into_iter().collect());

/// The beginnings of all of these, and of menus, and of what else the frame's lines begin with.
static STARTS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(FRAME.iter().chain(MENUS).chain(BEGINNINGS).copied()));

/// The banners on what browsers keep have this in them.
static COOKIE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("ookie"));

/// The first words of what the frame's lines begin with.
static FIRST_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| BEGINNINGS.iter().map(|beginning| first_word(beginning)).collect());

/// Returns true when a line is a part of the page's frame, by its own looks.
pub(super) fn is_navigation(text: &str) -> bool {
    if is_copyright(text) {
        return true;
    }
    if text.len() > LONGEST {
        return is_banner(text);
    }
    is_worded(text) || is_trail(text) || is_banner(text) || is_pager(text)
}

/// Returns true when the words of a line are those of the frame.
fn is_worded(text: &str) -> bool {
    if !STARTS.may_begin(text) {
        return false;
    }
    let phrase = phrase(text);
    FRAME.contains(phrase.as_str()) || begins(&phrase) || is_counted(&phrase) || is_row_of_buttons(&phrase)
}

/// Returns true when a line has the shape of prose, and is none of the phrases, banners and notices that frames are made of.
pub(super) fn is_said(text: &str) -> bool {
    is_prose(text) && !is_copyright(text) && !is_banner(text) && !FRAME.contains(phrase(text).as_str())
}

/// Returns true when a phrase counts results in words of its own: "1–4 of 4 courses".
fn is_counted(phrase: &str) -> bool {
    phrase.starts_with('#') && phrase.rsplit_once(' ').is_some_and(|(rest, _)| rest.contains(' ') && COUNTED.contains(&rest))
}

/// Returns true when a phrase is several phrases of the frame in a row, one of them of two words at least: "Read more Download".
fn is_row_of_buttons(phrase: &str) -> bool {
    let ends: Vec<usize> = phrase.match_indices(' ').map(|(at, _)| at).chain([phrase.len()]).collect();
    if !(3..=ROW).contains(&ends.len()) {
        return false;
    }
    let (mut start, mut parts) = (0, 0);
    while start < phrase.len() {
        let longest = ends.iter().rev().find(|end| phrase.get(start..**end).is_some_and(|part| FRAME.contains(part)));
        let Some(end) = longest else { return false };
        start = end + 1;
        parts += 1;
    }
    parts > 1
}

/// Returns true when a line begins the facets of a search.
pub(super) fn begins_facets(text: &str) -> bool {
    text.len() <= LONGEST && STARTS.may_begin(text) && FACETS.contains(&phrase(text).as_str())
}

/// Returns true when a line can stand in a menu beside lines that are plainly navigation.
pub(super) fn may_be_menu(text: &str) -> bool {
    text.split(' ').count() < WORDS && !text.ends_with(['.', ':', ';', ',', '!', '?'])
}

/// Returns true when a line is a word of menus that is content elsewhere.
pub(super) fn is_menu_word(text: &str) -> bool {
    text.len() <= LONGEST && STARTS.may_begin(text) && MENUS.contains(&phrase(text).as_str())
}

/// Returns true when a line is a facet with its number of results: "Report (2)".
pub(super) fn is_count(text: &str) -> bool {
    let inside = text.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    inside.is_some_and(|(name, count)| {
        let digits = (1..=COUNT_DIGITS).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
        let is_year = count.len() == 4 && count.starts_with(['1', '2']);
        digits && !is_year && name.split(' ').count() <= WORDS
    })
}

/// The name of a facet whose number of results stands behind it without brackets: "Dataset 3". A year is none.
pub(super) fn counted(text: &str) -> Option<&str> {
    let (name, count) = text.rsplit_once(' ')?;
    let digits = (1..=COUNT_DIGITS).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = count.len() == 4 && count.starts_with(['1', '2']);
    let named = name.split(' ').count() < WORDS && name.starts_with(char::is_alphabetic) && !name.ends_with([':', ',', '.', ';']);
    (digits && !is_year && named).then_some(name)
}

/// Returns true when the pieces of a line that wide blanks part are a menu or buttons: "Home   About us   Contact".
/// `raw` is the line as it stands in the file.
pub(super) fn is_spread_menu(raw: &str) -> bool {
    if raw.len() > MENU_LENGTH {
        return false;
    }
    let mut pieces: Vec<String> = vec![String::new()];
    let mut blanks = 0;
    for letter in raw.trim().chars() {
        if letter.is_whitespace() {
            blanks += if letter == '\t' { 2 } else { 1 };
            continue;
        }
        if blanks > 1 {
            pieces.push(String::new());
        } else if let (1, Some(piece)) = (blanks, pieces.last_mut()) {
            piece.push(' ');
        }
        blanks = 0;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    let known = pieces.iter().filter(|piece| is_navigation(piece) || is_menu_word(piece)).count();
    let short = pieces.iter().all(|piece| known == pieces.len() || may_be_menu(piece));
    known > 1 && short && (known == pieces.len() || pieces.len() > 2)
}

/// Returns true when a line is only numbers, as in a pager: "1", "1 2 3 … 9".
pub(super) fn is_pager(text: &str) -> bool {
    let mut pages = text.split(' ').filter(|piece| !matches!(*piece, "…" | "..." | "›" | "»" | "‹" | "«" | "<" | ">" | "|"));
    let first = pages.next() == Some("1");
    first && text.contains(' ') && pages.all(|page| page.len() <= COUNT_DIGITS && page.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns true when a line is one number that can be a page's.
pub(super) fn is_page_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line in the form in which phrases are compared: folded, numbers as `#`, without marks at its ends.
fn phrase(text: &str) -> String {
    let mut folded = fold(text);
    if folded.contains("(s)") {
        folded = folded.replace("(s)", "s");
    }
    let trimmed = folded.trim_matches(|character: char| !character.is_alphanumeric());
    let mut phrase = String::with_capacity(trimmed.len());
    let mut letters = trimmed.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_numeric() {
            phrase.push(if matches!(letter, '’' | 'ʼ') { '\'' } else { letter });
            continue;
        }
        while letters.next_if(|next| next.is_numeric() || matches!(next, '.' | ',')).is_some() {}
        phrase.push('#');
    }
    phrase
}

fn first_word(phrase: &str) -> &str {
    phrase.split([' ', ':']).next().unwrap_or_default()
}

/// Returns true when a phrase begins with words that only the frame begins with.
fn begins(phrase: &str) -> bool {
    FIRST_WORDS.contains(first_word(phrase))
        && BEGINNINGS.iter().any(|beginning| {
            let rest = phrase.strip_prefix(beginning);
            rest.is_some_and(|rest| rest.starts_with([' ', ':', '–', '-']) && rest.split(' ').count() <= REST)
        })
}

/// Returns true when a line is a trail of pages ("Home > Rivers > Weirs") or a menu in one line ("Home | About | Contact").
fn is_trail(text: &str) -> bool {
    if !text.contains(['>', '›', '»', '→', '/', '|', '·', '•', '⟩']) {
        return false;
    }
    let is_home = |piece: &str| HOMES.contains(&phrase(piece).as_str());
    let short = |piece: &str| (1..=WORDS).contains(&piece.split(' ').count()) && !piece.is_empty();
    let trail = [" > ", " › ", " » ", " → ", " / ", " | ", " · ", " • ", " >> ", " ⟩ "].into_iter().find(|mark| text.contains(mark));
    trail.is_some_and(|mark| {
        let mut pieces = text.split(mark).map(str::trim);
        let first = pieces.next().unwrap_or_default();
        let arrow = matches!(mark, " > " | " › " | " >> " | " ⟩ ");
        let known = |piece: &str| FRAME.contains(phrase(piece).as_str());
        (arrow && short(first) && pieces.clone().all(|piece| short(piece) && !begins_lower(piece)))
            || is_home(first)
            || (known(first) && pieces.any(known))
    })
}

/// Returns true when a line is a banner about cookies.
fn is_banner(text: &str) -> bool {
    let Some(at) = COOKIE.find(text.as_bytes()) else { return false };
    let before = text.get(text.floor_char_boundary(at.saturating_sub(60))..).unwrap_or(text);
    let window = fold(before.get(..before.floor_char_boundary(120)).unwrap_or(before));
    BANNERS.iter().any(|banner| window.contains(banner))
}

fn is_copyright(text: &str) -> bool {
    text.starts_with('©')
        || text.strip_prefix("Copyright ").is_some_and(|rest| rest.starts_with(['©', '1', '2']) || rest.starts_with("(c) "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_told_from_content() {
        for text in [
            "top of page",
            "↑ Back to Top",
            "© 2020 Somebody",
            "Learn More »",
            "En savoir plus",
            "Descargar PDF",
            "Mehr erfahren",
            "Saiba mais",
            "Lees meer",
            "Scopri di più",
            "Download PDF (1.2 MB)",
            "Showing 1–10 of 52 results",
            "52 results",
            "Page 1 of 6",
            "Sort by: Newest",
            "Home > Library > Rivers",
            "Accueil › Publications",
            "Home | About | Resources | Contact",
            "1 2 3 … 9",
            "We use cookies to make this site better.",
            "Share on Facebook",
            "Read more about Weirs and Their Keepers",
            "RÉSULTATS (3)",
            "Results (12)",
            "Filter Reset Export CSV",
        ] {
            assert!(is_navigation(text), "{text}");
        }
        for text in [
            "Home visits",
            "Cookies for school kitchens",
            "A sort of peace",
            "1984",
            "Bread | Salt",
            "Rivers",
            "Weirs (3)",
            "Results of a survey",
            "Showing films in villages",
            "From > to",
            "The use of cookies in kindergartens.",
        ] {
            assert!(!is_navigation(text), "{text}");
        }
        assert!(is_count("Report (2)") && !is_count("Report (2021)") && !is_count("Report"));
    }
}
