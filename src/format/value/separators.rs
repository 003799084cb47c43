//! Signs that part the items of a list: semicolons, bars, bullets, commas and lines, in several scripts.

use super::{list::Part, nothing::is_nothing, prose::wraps};

/// One item of a list, and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Item {
    /// The line, counted from 1.
    pub(in crate::format) line: u64,
    /// The item; never empty.
    pub(in crate::format) text: String,
}

/// The marks that part items, the strongest first: of the groups, the first one that occurs is meant.
const MARKS: [&[char]; 3] = [&[';', '；', '؛'], &['|', '｜'], &['•', '·', '●', '▪']];
/// The marks that part names besides: full-width commas stand in no name.
const ENUMERATION: &[char] = &['、', '，'];
/// The marks that part keywords besides.
const COMMAS: &[char] = &[',', '，', '、', '،'];

/// The keywords of a value: they are parted by the first of `;`, `|`, bullets and commas that occurs, by bullets before lines, and by
/// lines. A comma parts only with a blank after it: "1,2-dichloroethane" is one. Slashes between blanks part as well where two or more
/// stand in one item, or one in the only item.
pub(in crate::format) fn keywords(parts: &[Part]) -> Vec<Item> {
    let commas: &[char] = if parts.iter().any(|part| part.item.is_some()) { &[] } else { COMMAS };
    let items = items(parts, &[MARKS[0], MARKS[1], MARKS[2], commas]);
    let alone = items.len() == 1;
    let mut items: Vec<Item> = items.into_iter().flat_map(|item| slashed(item, alone)).flat_map(tagged).collect();
    if let Some(last) = items.last_mut()
        && let Some(text) = last.text.strip_suffix(['.', '。'])
        && !text.contains('.')
        && !text.is_empty()
    {
        last.text = text.to_owned();
    }
    items
}

/// The keywords that slashes between blanks part in an item; `alone` says that nothing else parts the value.
fn slashed(item: Item, alone: bool) -> Vec<Item> {
    let pieces: Vec<&str> = split(&item.text, &['/']).map(str::trim).filter(|piece| !is_nothing(piece)).collect();
    if pieces.len() > 2 || (alone && pieces.len() == 2) {
        return pieces.into_iter().map(|piece| Item { line: item.line, text: piece.to_owned() }).collect();
    }
    vec![item]
}

/// The keywords of a text that is itself an item of a list: commas part nothing in it.
pub(in crate::format) fn terms(parts: &[Part]) -> Vec<Item> {
    items(parts, &MARKS).into_iter().flat_map(tagged).collect()
}

/// The keywords of an item each word of which has the sign of a keyword before it: "#fish #birds".
fn tagged(item: Item) -> Vec<Item> {
    let tag =
        |word: &str| Some(word.strip_prefix('#')?.to_owned()).filter(|tag| tag.starts_with(char::is_alphabetic) && !tag.contains('#'));
    let tags: Option<Vec<String>> = if item.text.starts_with('#') { item.text.split(' ').map(tag).collect() } else { None };
    let line = item.line;
    tags.map_or_else(|| vec![item], |tags| tags.into_iter().map(|text| Item { line, text }).collect())
}

/// The names of a value: they are parted by `;`, else by `|`, bullets or `、`, and by lines; never by `,`.
pub(in crate::format) fn names(parts: &[Part]) -> Vec<Item> {
    items(parts, &[MARKS[0], MARKS[1], MARKS[2], ENUMERATION])
}

fn items(parts: &[Part], separators: &[&[char]]) -> Vec<Item> {
    let text = |part| -> &str {
        let Part { text, item, .. }: &Part = part;
        item.as_ref().unwrap_or(text)
    };
    let occurs = |separators: &&&[char]| parts.iter().any(|part| split(text(part), separators).nth(1).is_some());
    // Most values are one name without any mark.
    let is_plain = !parts.iter().any(|part| text(part).contains(|mark| separators.iter().any(|separators| separators.contains(&mark))));
    let separators: &[char] = if is_plain { &[] } else { separators.iter().find(occurs).copied().unwrap_or_default() };
    // A list that is parted by semicolons or bullets is wrapped where its lines end; in others a line is an item unless it is cut.
    let wrapped = separators.contains(&';') || parts.iter().any(|part| part.item.is_some());
    let mut items: Vec<Item> = Vec::new();
    let mut ended = true;
    for part in parts {
        let fresh = ended || part.gap || part.item.is_some();
        for (at, piece) in split(text(part), separators).enumerate() {
            match items.last_mut().filter(|last| at == 0 && !fresh && (wrapped || part.wrapped || wraps(&last.text, piece))) {
                Some(last) => {
                    last.text.push(' ');
                    last.text.push_str(piece.trim());
                }
                None => items.push(Item { line: part.line, text: piece.trim().to_owned() }),
            }
        }
        ended = text(part).ends_with(separators);
    }
    for item in &mut items {
        if let Some(inside) = unquoted(&item.text) {
            item.text = inside.to_owned();
        }
    }
    items.retain(|item| !is_nothing(&item.text));
    items
}

/// Splits at separators that stand neither in brackets nor in quotes. A comma is one only before a blank or at the end, a dot only beside
/// a blank.
pub(in crate::format) fn split<'a>(text: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    let most = if text.contains(separators) { usize::MAX } else { 1 };
    let nested = most == 1 || Nesting::is_balanced(text);
    let mut nesting = Nesting::default();
    let mut before = ' ';
    let mut after = text.chars();
    text.splitn(most, move |character: char| {
        after.next();
        let next = after.clone().next().unwrap_or(' ');
        let last = std::mem::replace(&mut before, character);
        nesting.read(character);
        let parts = match character {
            ',' => next == ' ',
            '·' => last == ' ' || next == ' ',
            '/' => last == ' ' && next == ' ',
            _ => true,
        };
        parts && separators.contains(&character) && (!nested || !nesting.is_inside())
    })
}

/// Which brackets and quotes are open.
#[derive(Debug, Default)]
struct Nesting {
    brackets: usize,
    quotes: usize,
    /// True when straight quotes, which open and close alike, are open.
    straight: bool,
    /// True when a German quotation is open: it ends with the sign that begins an English one.
    low: bool,
}

impl Nesting {
    fn read(&mut self, character: char) {
        match character {
            '(' | '[' | '（' | '【' => self.brackets += 1,
            ')' | ']' | '）' | '】' => self.brackets = self.brackets.saturating_sub(1),
            '“' if self.low => self.low = false,
            '„' => self.low = true,
            '“' | '«' | '「' => self.quotes += 1,
            '”' | '»' | '」' => self.quotes = self.quotes.saturating_sub(1),
            '"' => self.straight = !self.straight,
            _ => {}
        }
    }

    const fn is_inside(&self) -> bool {
        self.brackets > 0 || self.quotes > 0 || self.straight || self.low
    }

    /// True when everything that is opened in a text is closed in it.
    fn is_balanced(text: &str) -> bool {
        let mut nesting = Self::default();
        text.chars().for_each(|character| nesting.read(character));
        !nesting.is_inside()
    }
}

/// The text within quotes that stand round the whole of it.
fn unquoted(text: &str) -> Option<&str> {
    if text.starts_with(char::is_alphanumeric) {
        return None;
    }
    let pairs = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('‘', '’')];
    let inside = pairs.into_iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))?.trim();
    let quotes = ['"', '“', '”', '„', '«', '»', '「', '」'];
    (!inside.is_empty() && !inside.contains(quotes)).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::value::list::tests::parts;
    use proptest::prelude::*;

    fn texts(items: Vec<Item>) -> Vec<String> {
        items.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn keywords_are_parted_by_the_first_mark_that_occurs() {
        for value in ["a; b, c", "a ;; b, c;", "a | b, c", "a|b, c", "a • b, c", "a · b, c", "a； b, c", "a؛ b, c"] {
            assert_eq!(texts(keywords(&parts(&[value]))), ["a", "b, c"], "{value}");
        }
        for (value, expected) in [
            ("a, b (c, d), e.", &["a", "b (c, d)", "e"][..]),
            ("a, U.S.", &["a", "U.S."]),
            ("N/A", &[]),
            ("湿地；候鸟；观鸟", &["湿地", "候鸟", "观鸟"]),
            ("里山、水路，棚田。", &["里山", "水路", "棚田"]),
            ("نخيل، بساتين، ري", &["نخيل", "بساتين", "ري"]),
            ("1,2-dichloroethane, benzene, N,N-dimethylformamide", &["1,2-dichloroethane", "benzene", "N,N-dimethylformamide"]),
            ("1,4-dioxane", &["1,4-dioxane"]),
            ("1,5-Grad-Ziel, Anpassung", &["1,5-Grad-Ziel", "Anpassung"]),
            ("Wasser- und Bodenschutz; Klima", &["Wasser- und Bodenschutz", "Klima"]),
            ("tintes, lacas y barnices; lana", &["tintes, lacas y barnices", "lana"]),
            ("\"peers, paid\", housing", &["peers, paid", "housing"]),
            ("«fées, elfes», lutins", &["fées, elfes", "lutins"]),
            ("„Bach, Fluss“, See", &["Bach, Fluss", "See"]),
            ("5\" pipes, weirs", &["5\" pipes", "weirs"]),
            ("habitações; não informado; rios", &["habitações", "rios"]),
            ("C++, C#", &["C++", "C#"]),
            ("#fish #birds", &["fish", "birds"]),
            ("#fish, birds", &["fish", "birds"]),
            ("#1 in fish, #5", &["#1 in fish", "#5"]),
            ("#fish in weirs", &["#fish in weirs"]),
        ] {
            assert_eq!(texts(keywords(&parts(&[value]))), expected, "{value}");
        }
        assert_eq!(texts(keywords(&parts(&["• a, b", "• c"]))), ["a, b", "c"]);
        assert_eq!(texts(terms(&parts(&["a, b; c"]))), ["a, b", "c"]);
        assert_eq!(texts(terms(&parts(&["a, b"]))), ["a, b"]);
        assert_eq!(texts(terms(&parts(&["#a #b"]))), ["a", "b"]);
    }

    #[test]
    fn names_are_parted_by_semicolons_and_lines_but_not_where_a_line_wraps() {
        assert_eq!(texts(names(&parts(&["A; B, Inc.; B of", "C; D;", "E"]))), ["A", "B, Inc.", "B of C", "D", "E"]);
        assert_eq!(texts(names(&parts(&["Council of", "Example", "League"]))), ["Council of Example", "League"]);
        assert_eq!(texts(names(&parts(&["• Council", "of A", "• B", "League"]))), ["Council of A", "B League"]);
        assert_eq!(names(&parts(&["A;", "B"])), [Item { line: 1, text: "A".into() }, Item { line: 2, text: "B".into() }]);
        assert_eq!(texts(names(&parts(&["示例湿地协会；示例大学出版社"]))), ["示例湿地协会", "示例大学出版社"]);
        for text in ["張偉、李娜", "張偉，李娜"] {
            assert_eq!(texts(names(&parts(&[text]))), ["張偉", "李娜"]);
        }
        assert_eq!(texts(names(&parts(&["جمعية المثال؛ معهد المثال"]))), ["جمعية المثال", "معهد المثال"]);
    }

    #[test]
    fn slashes_between_blanks_part_keywords() {
        for (text, expected) in [
            ("box kites / wind / sailcloth", &["box kites", "wind", "sailcloth"][..]),
            ("box kites / wind", &["box kites", "wind"]),
            ("box kites / wind, sailcloth", &["box kites / wind", "sailcloth"]),
            ("box kites / wind / sailcloth, knots", &["box kites", "wind", "sailcloth", "knots"]),
            ("kites/wind", &["kites/wind"]),
            ("kites (box / delta / sled)", &["kites (box / delta / sled)"]),
        ] {
            assert_eq!(texts(keywords(&parts(&[text]))), expected, "{text}");
        }
        assert_eq!(texts(terms(&parts(&["kites / wind / knots"]))), ["kites / wind / knots"]);
        assert_eq!(texts(names(&parts(&["A / B / C"]))), ["A / B / C"]);
    }

    proptest! {
        #[test]
        fn items_are_pieces_of_the_text(text in "([a-c ,;/|•·、\"“”()]|、){0,30}") {
            let parts = [Part::alone(1, crate::name::tidy(&text))];
            for item in keywords(&parts).into_iter().chain(names(&parts)).chain(terms(&parts)) {
                prop_assert!(parts[0].text.contains(&item.text), "{:?}", item);
            }
        }
    }
}
