//! A guess at bytes that are not UTF-8: text in another encoding, damaged text, or no text.

use std::fmt;

use encoding_rs::{Encoding, MACINTOSH, UTF_8, WINDOWS_1252};

/// So many bytes of a file are looked at.
pub(super) const SAMPLE: usize = 8 * 1024;

/// A kind of bytes that are not UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUtf8 {
    /// A picture, a program, packed data.
    Binary,
    /// UTF-8 text with a few wrong bytes.
    Damaged,
    /// Text in an encoding that shows in the bytes; the name is that of `iconv`.
    Encoded(&'static str),
    /// Text in an encoding that does not show in the bytes.
    Foreign,
}

impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary => f.write_str(
                "holds bytes that are not text: the file looks like a binary file (a picture, a program, packed or encrypted data). Open it \
                 in the program that made it, save its text as a plain text file, and import that",
            ),
            Self::Damaged => f.write_str(
                "holds bytes that no text in UTF-8 has, and the text around them is UTF-8: open the file in an editor, mend the line, and \
                 save it as UTF-8",
            ),
            Self::Encoded(name) => {
                write!(f, "is not UTF-8. The text seems to be in {name}: {}. Then look at its accents", Conversion(name))
            }
            Self::Foreign => f.write_str(
                "is not UTF-8, and its bytes do not tell which encoding the text is in: open the file in the program that made it, and save \
                 it as plain text with the encoding UTF-8",
            ),
        }
    }
}

/// The ways from an encoding to UTF-8, as a part of a sentence.
pub(super) struct Conversion<'a>(pub(super) &'a str);

impl fmt::Display for Conversion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0;
        write!(
            f,
            "convert the file with `iconv -f {name} -t UTF-8 FILE > NEW`, or open it in an editor and save it as UTF-8 (Notepad: File, Save \
             as, Encoding)"
        )
    }
}

/// Returns the encoding of text whose characters take two or four bytes each, by a file's first bytes.
pub(super) fn wide(head: &[u8]) -> Option<&'static str> {
    for (mark, name) in [(&b"\xff\xfe\0\0"[..], "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")] {
        if head.starts_with(mark) {
            return Some(name);
        }
    }
    // Without a mark, the zero bytes of blanks and of Latin letters tell. One that strayed into a text tells nothing.
    let is_zero = |byte: &&u8| **byte == 0;
    let zeros = head.iter().filter(is_zero).count();
    if zeros * 50 < head.len() || zeros == 0 {
        return None;
    }
    // In UTF-16 each of these characters has one zero byte.
    let latin = zeros - zeros / 10;
    let two = |unit: fn([u8; 2]) -> u16| is_text(char::decode_utf16(head.as_chunks().0.iter().copied().map(unit)).map(Result::ok), latin);
    let four = |unit: fn([u8; 4]) -> u32| is_text(head.as_chunks().0.iter().copied().map(unit).map(char::from_u32), 0);
    let names = [
        ("UTF-32LE", four(u32::from_le_bytes)),
        ("UTF-32BE", four(u32::from_be_bytes)),
        ("UTF-16LE", two(u16::from_le_bytes)),
        ("UTF-16BE", two(u16::from_be_bytes)),
    ];
    names.into_iter().find(|(_, fits)| *fits).map(|(name, _)| name)
}

/// Returns true when no character is a control, nine of ten are letters, digits or usual marks, and so many are Latin. The last
/// character may be cut.
fn is_text(characters: impl Iterator<Item = Option<char>>, latin: usize) -> bool {
    let characters: Vec<Option<char>> = characters.collect();
    let whole = match characters.split_last() {
        Some((None, whole)) => whole,
        _ => &characters,
    };
    let Some(whole) = whole.iter().copied().collect::<Option<Vec<char>>>() else { return false };
    let is_control = |character: &char| character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{c}');
    let is_latin = |character: &&char| **character <= '\u{ff}';
    let is_usual = |character: &&char| is_latin(character) || character.is_alphanumeric() || matches!(character, '\u{2010}'..='\u{203a}');
    !whole.is_empty()
        && !whole.iter().any(is_control)
        && whole.iter().filter(is_usual).count() * 10 >= whole.len() * 9
        && whole.iter().filter(is_latin).count() >= latin
}

/// Guesses by the bytes from the first wrong line on. `has_letters` says that the lines before have letters beyond ASCII, in UTF-8.
pub(super) fn guess(sample: &[u8], has_letters: bool) -> NotUtf8 {
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 0xb | 0xe..=0x1a | 0x1c..=0x1f | 0x7f);
    // Of random bytes one in ten is such a character; text has hardly any.
    if sample.iter().filter(is_control).count() * 32 > sample.len() {
        return NotUtf8::Binary;
    }
    let (mut right, mut wrong) = (usize::from(has_letters), 0);
    for chunk in sample.utf8_chunks() {
        right += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    if wrong == 0 || right >= wrong {
        return NotUtf8::Damaged;
    }
    let among = |kind: fn(u8) -> bool| sample.iter().filter(|byte| kind(**byte)).count();
    let (high, letters) = (among(|byte| byte >= 0x80), among(|byte| byte >= 0xc0));
    if high * 3 < sample.len() {
        return if is_western(sample) { NotUtf8::Encoded("WINDOWS-1252") } else { NotUtf8::Foreign };
    }
    // Cyrillic: most bytes are letters. The two encodings have capitals and small letters the other way round.
    if letters * 10 < high * 9 {
        return NotUtf8::Foreign;
    }
    let behind = among(|byte| byte >= 0xe0) * 2;
    NotUtf8::Encoded(if behind > letters { "WINDOWS-1251" } else { "KOI8-R" })
}

/// Returns true when bytes can be text in Windows-1252: each has a meaning, and those inside words are letters or marks of that encoding.
fn is_western(sample: &[u8]) -> bool {
    let has_no_meaning = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    // In the encodings of DOS and of old Macs, these are letters.
    let is_strange = |around: &&[u8]| match around {
        [before, 0x80..=0x89 | 0x8b | 0x98 | 0x99 | 0x9b, after] => before.is_ascii_alphabetic() && after.is_ascii_lowercase(),
        _ => false,
    };
    !sample.iter().any(has_no_meaning) && !sample.windows(3).any(|around| is_strange(&around))
}

/// The letters beyond ASCII that some bytes are in an encoding, by their places in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LetterFit {
    /// Small Latin letters with accents beside small letters, and apostrophes inside words.
    usual: usize,
    /// Signs inside words, capitals behind small letters, and characters that mean nothing.
    strange: usize,
}

impl LetterFit {
    /// Returns true when some letters stand as in words, and none as in no word.
    pub(super) const fn is_natural(self) -> bool {
        self.usual > 0 && self.strange == 0
    }
}

/// Looks how some bytes fit an encoding of one byte a letter.
pub(super) fn fits(encoding: &'static Encoding, sample: &[u8]) -> LetterFit {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut fit, mut before) = (LetterFit { usual: 0, strange: 0 }, ' ');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let behind = letters.peek().copied().unwrap_or(' ');
        let is_inside = before.is_alphabetic() && behind.is_alphabetic();
        let is_latin = matches!(letter, '\u{c0}'..='\u{17f}' | 'ª' | 'º') && letter.is_alphabetic();
        match letter {
            _ if letter.is_ascii() => {}
            '’' | '‘' if is_inside => fit.usual += 1,
            // Words are parted by these without blanks.
            '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '·' | '\u{a0}' if !is_inside || !matches!(letter, '“' | '”') => {}
            _ if is_latin && letter.is_lowercase() => fit.usual += usize::from(before.is_lowercase() || behind.is_lowercase()),
            _ if is_latin => fit.strange += usize::from(before.is_lowercase()),
            _ => fit.strange += usize::from(is_inside || letter.is_alphabetic() || letter.is_control()),
        }
        before = letter;
    }
    fit
}

/// Returns true when bytes are surely in the encoding of old Macs: so their letters stand as in words, and in Windows-1252 they do not.
pub(super) fn is_of_macs(sample: &[u8]) -> bool {
    fits(MACINTOSH, sample).is_natural() && fits(WINDOWS_1252, sample).strange > 0
}

/// The encoding that a web page names at its beginning, unless it is UTF-8: `<meta charset=…>`,
/// `<meta http-equiv=… content="…; charset=…">`, `<?xml … encoding=…?>`. None for any other text.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_lowercase();
    let after = |mark: &str| {
        head.match_indices(mark).find_map(|(at, _)| {
            let rest = head.get(at + mark.len()..)?.trim_start().strip_prefix('=')?;
            let label: String = rest
                .chars()
                .skip_while(|sign| sign.is_whitespace() || matches!(sign, '"' | '\''))
                .take_while(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | ':' | '.'))
                .collect();
            Encoding::for_label(label.as_bytes())
        })
    };
    let of_declaration = head.trim_start().starts_with("<?xml").then(|| after("encoding")).flatten();
    of_declaration.or_else(|| after("charset")).filter(|encoding| *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> NotUtf8 {
        guess(bytes, false)
    }

    /// Bytes without any order, the same in each run.
    fn random(length: usize) -> Vec<u8> {
        let next = |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
        std::iter::successors(Some(7), next).map(|state| (state >> 40) as u8).take(length).collect()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn eight_bit_encodings_are_told_by_their_letters() {
        assert_eq!(of(b"Universit\xe9 de Gen\xe8ve"), NotUtf8::Encoded("WINDOWS-1252"));
        assert_eq!(of(b"It\x92s \x93quoted\x94 \x96 2019\x972020"), NotUtf8::Encoded("WINDOWS-1252"));
        assert_eq!(of(b"caf\xe9"), NotUtf8::Encoded("WINDOWS-1252"));
        // “Книги о реках” in both encodings.
        assert_eq!(of(b"\xca\xed\xe8\xe3\xe8 \xee \xf0\xe5\xea\xe0\xf5"), NotUtf8::Encoded("WINDOWS-1251"));
        assert_eq!(of(b"\xeb\xce\xc9\xc7\xc9 \xcf \xd2\xc5\xcb\xc1\xc8"), NotUtf8::Encoded("KOI8-R"));
        // “Université” on an old Mac and in DOS, and Japanese in Shift_JIS: no name is better than a wrong one.
        for bytes in [&b"Universit\x8e des \x8fres"[..], b"Universit\x82s", b"\x8d\x91\x97\xa7\x8d\x91\x89\xef\x90}\x8f\x91\x8a\xd9"] {
            assert_eq!(of(bytes), NotUtf8::Foreign);
        }
    }

    #[test]
    fn old_macs_are_told_from_windows() {
        let in_mac = |text: &str| text.chars().map(mac).collect::<Vec<u8>>();
        for text in ["Université des forêts", "Größe und Maß", "l’eau douce", "Las niñas de São Paulo", "En ø i Ærø – “små” øer"]
        {
            assert!(is_of_macs(&in_mac(text)), "{text}");
            let western = WINDOWS_1252.encode(text).0;
            assert!(!is_of_macs(&western), "{text}");
        }
        // The same in DOS, Polish and Czech in Windows-1250, and a word in Windows-1252 that is odd in both.
        for bytes in
            [&b"Universit\x82 des for\x88ts"[..], b"ni\xa4as", b"\x8dlut\xfd k\xf9\xf2", b"Ksi\xb9\xbfka \xb3\xf3dzka", b"r\xe9sum\xe9"]
        {
            assert!(!is_of_macs(bytes), "{bytes:?}");
        }
    }

    /// The byte of a character on old Macs.
    fn mac(letter: char) -> u8 {
        (0..=255).find(|byte| MACINTOSH.decode_without_bom_handling(&[*byte]).0 == letter.to_string()).unwrap()
    }

    #[test]
    fn random_bytes_are_binary_at_any_length() {
        for length in [64, 300, 5_000, SAMPLE] {
            assert_eq!(of(&random(length)), NotUtf8::Binary);
            assert_eq!(wide(&random(length)), None);
        }
        let counted: Vec<u8> = (0..=255).cycle().take(5_000).collect();
        assert_eq!((of(&counted), wide(&counted)), (NotUtf8::Binary, None));
        // A font and a video.
        assert_eq!(wide(b"\0\x01\0\0\0\x0f\0\x80\0\x03\0\x70DSIG"), None);
        assert_eq!(wide(b"\0\0\0\x18ftypmp42\0\0\0\0"), None);
    }

    #[test]
    fn wrong_bytes_in_utf_8_are_damage() {
        assert_eq!(
            of("é à ü and \u{201c}more\u{201d}".as_bytes().iter().chain(b"\xff").copied().collect::<Vec<_>>().as_slice()),
            NotUtf8::Damaged
        );
        assert_eq!(guess(b"plain \xe9", true), NotUtf8::Damaged);
        assert_eq!(of(format!("a zero\0 in {}", "a long text ".repeat(9)).as_bytes()), NotUtf8::Damaged);
    }

    #[test]
    fn wide_encodings_are_told_with_and_without_a_mark() {
        for text in ["Title\r\n\r\nProduced By: X\r\n", "Книги о реках\nи озёрах", "a"] {
            assert_eq!(wide(&utf16(text, u16::to_le_bytes)), Some("UTF-16LE"));
            assert_eq!(wide(&utf16(text, u16::to_be_bytes)), Some("UTF-16BE"));
            assert_eq!(wide(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)), Some("UTF-16"));
            let units = |bytes: fn(u32) -> [u8; 4]| text.chars().flat_map(|letter| bytes(letter.into())).collect::<Vec<u8>>();
            assert_eq!(wide(&units(u32::to_le_bytes)), Some("UTF-32LE"));
            assert_eq!(wide(&units(u32::to_be_bytes)), Some("UTF-32BE"));
        }
        assert_eq!(wide(b"{\"title\": \"a zero\0 in a text of some length that goes on and on\"}"), None);
        assert_eq!(wide(b""), None);
    }
}
