//! The marks around a line's text: bullets, numbers, headings and bold type of plain text, cells of a table.

/// A number before a list's item has at most so many digits: a longer one is a year, or belongs to the text.
const DIGITS: usize = 3;
/// The rank of a line that is bold as a whole: below that of six levels of headings.
const BOLD: u8 = 7;
/// A line has at most so many cells; the last one holds the rest.
const CELLS: usize = 64;

/// The marks around a line's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Dress {
    /// 0 for a plain line, 1 for a heading of the first level, and so on; the highest for a line in bold.
    pub(super) rank: u8,
    /// The mark that makes it an item of a list.
    pub(super) list: List,
}

/// The mark before an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(super) enum List {
    /// There is none.
    #[default]
    Nothing,
    /// A bullet.
    Bullet,
    /// This number.
    Number(u32),
}

/// The text without the marks of a heading and of bold type around the whole, and what they were.
pub(super) fn ranked(text: &str) -> (u8, &str) {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&level)
        && let Some(rest) = text.get(level..).filter(|rest| rest.starts_with(' '))
    {
        let rest = rest.trim_end_matches('#').trim();
        return (level as u8, bold(rest).unwrap_or(rest));
    }
    bold(text).map_or((0, text), |inside| (BOLD, inside))
}

/// The text of a line that is in bold as a whole.
fn bold(text: &str) -> Option<&str> {
    let mark = mark(text).filter(|mark| mark.len() == 2)?;
    let inside = text.strip_prefix(mark)?.strip_suffix(mark)?.trim();
    (!inside.is_empty() && !inside.contains(mark)).then_some(inside)
}

/// The mark of bold or italic type that a text begins with.
fn mark(text: &str) -> Option<&'static str> {
    ["**", "__", "*", "_"].into_iter().find(|mark| text.strip_prefix(mark).is_some_and(|rest| !rest.starts_with([' ', '*', '_'])))
}

/// The text that stands in bold or italic type at the beginning, and what follows it.
pub(super) fn emphasised(text: &str) -> Option<(&str, &str)> {
    let mark = mark(text)?;
    let (inside, rest) = text.strip_prefix(mark)?.split_once(mark)?;
    Some((inside.trim(), rest.trim()))
}

/// The text after a bullet or a number, and which it is. None for a line that is no item of a list.
pub(super) fn item(text: &str) -> (List, &str) {
    // A mark or a number begins with no letter: most lines end here.
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return (List::Nothing, text);
    }
    if let Some(rest) = bullet(text) {
        return (List::Bullet, rest);
    }
    numbered(text).map_or((List::Nothing, text), |(number, rest)| (List::Number(number), rest))
}

fn bullet(text: &str) -> Option<&str> {
    #[rustfmt::skip]
    const ALWAYS: &[char] = &[
        '•', '·', '‣', '▪', '▫', '●', '○', '◦', '∙', '⁃', '■', '□', '◆', '◇', '♦', '►', '▶', '➤', '➢', '✓', '✔', '★', '☆', '❖',
    ];
    let rest = text.strip_prefix(ALWAYS).map(|rest| rest.trim_start_matches('\u{fe0f}')).or_else(|| {
        let rest = text.strip_prefix(['-', '–', '—', '*', '+', '→', '»'])?;
        rest.starts_with(' ').then_some(rest)
    })?;
    Some(rest.trim_start()).filter(|rest| !rest.is_empty())
}

/// The number at the beginning, as in "1. ", "12) ", "(3) " and "[4] ", and the text after it.
pub(super) fn numbered(text: &str) -> Option<(u32, &str)> {
    let close = [('(', ')'), ('[', ']')].into_iter().find(|(open, _)| text.starts_with(*open)).map(|(_, close)| close);
    let rest = if close.is_some() { text.get(1..)? } else { text };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at_checked(digits).filter(|_| (1..=DIGITS).contains(&digits))?;
    let after = if let Some(close) = close { rest.strip_prefix(close) } else { rest.strip_prefix(['.', ')', '、', '．']) }?;
    let parted = after.starts_with(' ') || rest.starts_with(['、', '．']);
    let text = after.trim_start();
    (parted && !text.is_empty()).then_some((number.parse().ok()?, text))
}

/// The mark of an empty cell at the beginning of a row: without one, the tab behind the cell looks like an indent.
pub(in crate::format) const EMPTY_CELL: char = '\u{200b}';

/// The cells of a line of a table: parted by tabs, or by bars of which one stands at its beginning. Fewer than two for any other line.
pub(super) fn cells(raw: &str) -> Vec<&str> {
    if memchr::memchr2(b'\t', b'|', raw.as_bytes()).is_none() {
        return Vec::new();
    }
    let text = raw.trim_matches(|character: char| character.is_whitespace() && character != '\t');
    let parts: Vec<&str> = match text.strip_prefix('|') {
        Some(inside) => inside.strip_suffix('|').unwrap_or(inside).splitn(CELLS, '|').map(str::trim).collect(),
        None => text.trim().splitn(CELLS, '\t').map(|cell| cell.trim().trim_start_matches(EMPTY_CELL)).collect(),
    };
    if parts.len() < 2 { Vec::new() } else { parts }
}

/// A cell's text without the marks of bold type.
pub(super) fn plain(cell: &str) -> &str {
    bold(cell).unwrap_or(cell)
}

/// Returns true when a line of a table only parts its head from its rows, or holds nothing to read.
pub(super) fn is_rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_off() {
        assert_eq!(ranked("## Boats ##"), (2, "Boats"));
        assert_eq!(ranked("**1. Boats**"), (BOLD, "1. Boats"));
        for text in ["#boats", "**Boats** and **nets**", "Boats", "** Boats **", "####### Boats"] {
            assert_eq!(ranked(text), (0, text));
        }
        assert_eq!(emphasised("**Public visé :** Communes"), Some(("Public visé :", "Communes")));
        assert_eq!(emphasised("*Boats*: x"), Some(("Boats", ": x")));
        assert_eq!(emphasised("* Boats* x"), None);
    }

    #[test]
    fn items_have_a_bullet_or_a_number() {
        assert_eq!(item("• Boats"), (List::Bullet, "Boats"));
        assert_eq!(item("– Boats"), (List::Bullet, "Boats"));
        for mark in "♦◆◇■□►▶➤➢✓✔★☆❖→»".chars() {
            assert_eq!(item(&format!("{mark} Boats")), (List::Bullet, "Boats"), "{mark}");
        }
        assert_eq!(item("▶\u{fe0f} Boats"), (List::Bullet, "Boats"));
        for text in ["12. Boats", "12) Boats", "(12) Boats", "[12] Boats", "012. Boats", "12、Boats"] {
            assert_eq!(item(text), (List::Number(12), "Boats"), "{text}");
        }
        for text in ["12 Boats", "1984. A novel", "1.5 Boats", "(12 Boats", "-Boats", "•", "1."] {
            assert_eq!(item(text), (List::Nothing, text));
        }
    }

    #[test]
    fn cells_are_parted_by_tabs_or_bars() {
        assert_eq!(cells("Level\tBeginner"), ["Level", "Beginner"]);
        assert_eq!(cells("\tLevel:\tA \tB"), ["Level:", "A", "B"]);
        assert_eq!(cells("| Level | Beginner |"), ["Level", "Beginner"]);
        assert_eq!(cells("Home | About"), [""; 0]);
        assert_eq!(cells("\tLevel"), [""; 0]);
        assert!(is_rule("|---|:--|"));
    }
}
