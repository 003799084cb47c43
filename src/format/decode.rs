//! Text in other encodings on its way in: it comes out as UTF-8. What is UTF-8 goes through as it is.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, MACINTOSH, WINDOWS_1252};
use entity::vocabulary::IssueSeverity;

use super::encoding::{self, NotUtf8, declared};
use crate::model::{Issue, IssueCode, Locator};
use crate::name::tidy;

/// So many bytes are read at a time.
const CHUNK: usize = 32 * 1024;
/// The issue quotes so much of the line, in characters.
const EXCERPT: usize = 200;

/// The guess at the encoding of a file, once there is one. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Guess(Arc<Mutex<Option<Issue>>>);

impl Guess {
    /// Takes out what there is to tell.
    pub(super) fn take(&self) -> Option<Issue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn tell(&self, name: &str, line: u64, text: &str) {
        let message = format!(
            "The file is not UTF-8. It was read as {name}, by a guess: look at the letters with accents. If they are wrong, save the file as \
             UTF-8 in the program that made it."
        );
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Issue {
            at: Locator::line(line),
            field: None,
            code: IssueCode::EncodingGuessed,
            severity: IssueSeverity::Warning,
            text: Some(tidy(text).chars().take(EXCERPT).collect()),
            message,
        });
    }
}

/// The text of a file as UTF-8. `head` are its first bytes. Bytes in no known encoding go through as they are.
pub(super) fn decoded(head: &[u8], input: Box<dyn Read + Send>, guess: Guess) -> Box<dyn Read + Send> {
    let (name, is_marked) = match encoding::wide(head) {
        Some("UTF-16") if head.starts_with(b"\xff\xfe") => ("UTF-16LE", true),
        Some("UTF-16") => ("UTF-16BE", true),
        Some(name @ ("UTF-16LE" | "UTF-16BE")) => (name, false),
        _ => ("UTF-8", true),
    };
    let state = match Encoding::for_label(name.as_bytes()).filter(|_| name != "UTF-8") {
        Some(encoding) => {
            if !is_marked {
                let (text, _) = encoding.decode_without_bom_handling(head);
                guess.tell(name, 1, text.lines().next().unwrap_or_default());
            }
            DecodeState::Decoding(encoding.new_decoder_with_bom_removal())
        }
        None => DecodeState::Utf8,
    };
    Box::new(Decoded {
        input: BufReader::with_capacity(CHUNK, input),
        guess,
        declared: declared(head),
        state,
        raw: Vec::new(),
        ready: Vec::new(),
        given: 0,
        lines: 0,
        last: 0,
        has_letters: false,
        ended: false,
    })
}

/// The text as it is read.
enum DecodeState {
    /// All was UTF-8 so far.
    Utf8,
    /// In another encoding.
    Decoding(Decoder),
    /// Neither: the bytes go through.
    Unknown,
}

struct Decoded {
    input: BufReader<Box<dyn Read + Send>>,
    guess: Guess,
    /// The encoding that a web page names.
    declared: Option<&'static Encoding>,
    state: DecodeState,
    /// Bytes that were read and not yet looked at.
    raw: Vec<u8>,
    /// Text to hand out, and how much of it is given.
    ready: Vec<u8>,
    given: usize,
    /// The ends of lines before `raw`, and the byte before it.
    lines: u64,
    last: u8,
    has_letters: bool,
    ended: bool,
}

impl Decoded {
    /// Takes in what the input has at once: a pipe is not waited for until it has more.
    fn take_in(&mut self) -> io::Result<()> {
        let bytes = loop {
            match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                bytes => break bytes?,
            }
        };
        let count = bytes.len();
        self.raw.extend_from_slice(bytes);
        self.input.consume(count);
        self.ended = count == 0;
        Ok(())
    }

    /// Takes in until so many bytes wait or the input ends.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        while !self.ended && self.raw.len() < wanted {
            self.take_in()?;
        }
        Ok(())
    }

    /// Makes more text ready; nothing at the end.
    fn advance(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        if !self.ended {
            self.take_in()?;
        }
        if matches!(self.state, DecodeState::Utf8) {
            self.pass_utf8()?;
        }
        match &mut self.state {
            // There may be nothing before the first wrong byte.
            DecodeState::Decoding(decoder) if self.ready.is_empty() => {
                let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(4 * CHUNK);
                self.ready.resize(room, 0);
                let (_, _, written, is_damaged) = decoder.decode_to_utf8(&self.raw, &mut self.ready, self.ended);
                self.ready.truncate(written);
                self.raw.clear();
                let name = decoder.encoding().name();
                if self.ended {
                    self.state = DecodeState::Unknown;
                }
                if is_damaged {
                    let reason = format!("the text seems to be in {name}, and holds bytes that mean nothing in it: save it as UTF-8");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
                }
            }
            DecodeState::Unknown if self.ready.is_empty() => std::mem::swap(&mut self.ready, &mut self.raw),
            _ => {}
        }
        Ok(())
    }

    /// Makes the bytes ready that are UTF-8. At the first that are not, guesses what they are.
    fn pass_utf8(&mut self) -> io::Result<()> {
        let (valid, is_wrong) = match std::str::from_utf8(&self.raw) {
            Ok(text) => (text.len(), false),
            // The end of the chunk may go through a character.
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || self.ended),
        };
        if is_wrong {
            self.fill(valid + encoding::SAMPLE)?;
            self.find_out(valid);
        }
        let rest = self.raw.split_off(valid);
        self.ready = std::mem::replace(&mut self.raw, rest);
        for byte in &self.ready {
            self.lines += u64::from(*byte == b'\r' || (*byte == b'\n' && self.last != b'\r'));
            self.last = *byte;
        }
        self.has_letters |= !self.ready.is_ascii();
        Ok(())
    }

    /// Guesses the encoding of the bytes from a place on.
    fn find_out(&mut self, at: usize) {
        let (before, behind) = self.raw.split_at(at);
        let start = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
        if let Some(encoding) = self.declared {
            self.state = DecodeState::Decoding(encoding.new_decoder_without_bom_handling());
            return;
        }
        let sample = self.raw.get(start..(at + encoding::SAMPLE).min(self.raw.len())).unwrap_or(behind);
        let has_letters = self.has_letters || !before.is_ascii();
        let Some(encoding) = guessed(sample, has_letters) else {
            self.state = DecodeState::Unknown;
            return;
        };
        let above = before.get(..start).unwrap_or_default();
        let mut last = self.last;
        let lines = above.iter().filter(|byte| {
            let last = std::mem::replace(&mut last, **byte);
            **byte == b'\r' || (**byte == b'\n' && last != b'\r')
        });
        let line = self.lines + lines.count() as u64 + 1;
        let first = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        self.guess.tell(encoding.name(), line, &encoding.decode_without_bom_handling(first).0);
        self.state = DecodeState::Decoding(encoding.new_decoder_without_bom_handling());
    }
}

/// The encoding that bytes are most likely in. None when they are no text, damaged UTF-8, or may be in several.
fn guessed(sample: &[u8], has_letters: bool) -> Option<&'static Encoding> {
    let kind = encoding::guess(sample, has_letters);
    let detected = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(sample, true);
        let found = detector.guess(None, Utf8Detection::Deny);
        // The detector does not know the encoding of old Macs, in which Excel there still saves.
        let is_natural = found != WINDOWS_1252 && encoding::fits(found, sample).is_natural();
        if !is_natural && encoding::is_of_macs(sample) { MACINTOSH } else { found }
    };
    match kind {
        NotUtf8::Binary | NotUtf8::Damaged => None,
        // Neighbours of this one have other letters in the same places.
        NotUtf8::Encoded("WINDOWS-1252") => Some(detected()),
        NotUtf8::Encoded(name) => Encoding::for_label(name.as_bytes()),
        NotUtf8::Foreign => Some(detected()).filter(|found| *found != WINDOWS_1252 && !found.decode_without_bom_handling(sample).1),
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            self.advance()?;
            if self.ready.is_empty() && self.raw.is_empty() && self.ended {
                return Ok(0);
            }
        }
        let waiting = self.ready.get(self.given..).unwrap_or_default();
        let count = waiting.len().min(buffer.len());
        for (slot, byte) in buffer.iter_mut().zip(waiting) {
            *slot = *byte;
        }
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of some bytes, and the name of the encoding and the line when it was a guess.
    fn read(bytes: &[u8]) -> (Vec<u8>, Option<u64>) {
        let (guess, mut text) = (Guess::default(), Vec::new());
        let head = bytes.get(..encoding::SAMPLE).unwrap_or(bytes);
        decoded(head, Box::new(io::Cursor::new(bytes.to_vec())), guess.clone()).read_to_end(&mut text).unwrap();
        (text, guess.take().and_then(|issue| issue.at.line))
    }

    #[test]
    fn other_encodings_become_utf_8() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let text = "Title\tYear\r\nCafés\t2020\r\n";
        for bytes in [utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)] {
            assert_eq!(read(&bytes), (text.as_bytes().to_vec(), None));
        }
        assert_eq!(read(&utf16(text, u16::to_le_bytes)), (text.as_bytes().to_vec(), Some(1)));
        assert_eq!(read(b"Title\r\na\rUniversit\xe9 de Gen\xe8ve\n"), ("Title\r\na\rUniversité de Genève\n".as_bytes().to_vec(), Some(3)));
        // “Книги о реках”, and a Japanese sentence in Shift_JIS.
        assert_eq!(read(b"\xca\xed\xe8\xe3\xe8 \xee \xf0\xe5\xea\xe0\xf5").0, "Книги о реках".as_bytes());
        // Excel on a Mac, with its line ends: “Université”, “l’été”.
        let (text, line) = read(b"Titre;Auteur\rUniversit\x8e;l\xd5\x8et\x8e\r");
        assert_eq!((text, line), ("Titre;Auteur\rUniversité;l’été\r".as_bytes().to_vec(), Some(2)));
        let (sjis, ..) = encoding_rs::SHIFT_JIS.encode("国立国会図書館は東京にあります。資料の案内を読むことができます。");
        assert!(read(&sjis).0.starts_with("国立国会図書館".as_bytes()));
    }

    #[test]
    fn a_web_page_names_its_encoding() {
        for (bytes, end) in [
            (&b"<meta charset=\"iso-8859-1\">caf\xe9"[..], "café"),
            (b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xca\xed", "Кн"),
        ] {
            let (text, line) = read(bytes);
            assert!(line.is_none() && text.ends_with(end.as_bytes()), "{text:?}");
        }
        let (text, line) = read(b"<meta charset=utf-8>\nthe caf\xe9 with \x93words\x94");
        assert!(line == Some(2) && text.ends_with("café with “words”".as_bytes()));
    }

    #[test]
    fn a_letter_far_behind_is_found() {
        let long = "plain text\n".repeat(40_000);
        let bytes = [long.as_bytes(), b"caf\xe9 na\xefve\n", long.as_bytes()].concat();
        let (text, line) = read(&bytes);
        assert_eq!(line, Some(40_001));
        assert_eq!(text, [&long, "café naïve\n", &long].concat().into_bytes());
    }

    #[test]
    fn utf_8_and_what_is_no_text_go_through() {
        let long = "é".repeat(CHUNK);
        for bytes in [&b"plain"[..], "caf\u{e9} 🙂".as_bytes(), b"", "é à ü and \u{201c}more\u{201d} \u{e9}".as_bytes(), long.as_bytes()]
        {
            assert_eq!(read(bytes), (bytes.to_vec(), None));
        }
        let random: Vec<u8> = (0..=255).cycle().take(5_000).collect();
        for bytes in [&random[..], &["é à ü".as_bytes(), b"\xff\n"].concat(), b"\xc3"] {
            assert_eq!(read(bytes).0.len(), if bytes == b"\xc3" { "Ã".len() } else { bytes.len() });
        }
    }
}
